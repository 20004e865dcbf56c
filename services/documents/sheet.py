"""The surface papers are drawn on: points, y growing downwards, from the top left corner."""

from io import BytesIO
from typing import Any

from services.documents import codes, fonts
from services.documents.flow import BASELINE, Row

MM = 72 / 25.4
# A dot of a thermal printer: 203 dpi is 8 dots a millimetre.
DOT = MM / 8
RULE_BLOCK, RULE_ROW, RULE_CELL = 0.4 * MM, 0.15 * MM, 0.12 * MM
# Bars are drawn a hair narrower: one that touches its neighbour's dot blackens it too.
BAR_EDGE = 0.01


class Sheet:
    """Pages of one PDF under the pen."""

    def __init__(self, width: float, height: float, title: str, author: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        fonts.faces()
        self._out = BytesIO()
        # invariant: the same content gives the same bytes, whenever it is printed.
        self.canvas: Any = Canvas(self._out, pagesize=(width, height), pageCompression=1, invariant=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setCreator("Aftercare")
        self.width, self.height = width, height

    def resize(self, width: float, height: float) -> None:
        """The size of the page under the pen and of those that follow."""
        self.width, self.height = width, height
        self.canvas.setPageSize((width, height))

    def next_page(self) -> None:
        """Finish the page."""
        self.canvas.showPage()

    def finish(self) -> bytes:
        """The PDF."""
        self.canvas.save()
        return self._out.getvalue()

    def row(self, row: Row, x: float, y: float) -> None:
        """A line of text whose top left corner is at x, y."""
        baseline = self.height - y - row.size * BASELINE - row.size * (row.leading - 1.4) / 2
        for run in row.runs:
            self.canvas.setFillGray(run.grey)
            for font, text in fonts.pieces(run.text, run.bold):
                self.canvas.setFont(font, run.size)
                self.canvas.drawString(x, baseline, text)
                x += fonts.faces()[font].stringWidth(text, run.size)

    def row_right(self, row: Row, right: float, y: float) -> None:
        """A line of text that ends at the right edge."""
        self.row(row, right - row.width, y)

    def row_centred(self, row: Row, middle: float, y: float) -> None:
        """A line of text around a middle."""
        self.row(row, middle - row.width / 2, y)

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float, dash: float = 0) -> None:
        """A black line; dash: length of dashes and gaps, 0 for solid."""
        self.canvas.setStrokeGray(0)
        self.canvas.setLineWidth(weight)
        self.canvas.setDash(*([dash, dash] if dash else []))
        self.canvas.line(x1, self.height - y1, x2, self.height - y2)
        self.canvas.setDash()

    def fill(self, x: float, y: float, width: float, height: float, grey: float = 0) -> None:
        """A filled rectangle without an outline."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x, self.height - y - height, width, height, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float, weight: float, radius: float = 0) -> None:
        """The outline of a rectangle."""
        self.canvas.setStrokeGray(0)
        self.canvas.setLineWidth(weight)
        self.canvas.roundRect(x, self.height - y - height, width, height, radius, stroke=1, fill=0)

    def disc(self, x: float, y: float, radius: float, grey: float = 0) -> None:
        """A filled circle around x, y."""
        self.canvas.setFillGray(grey)
        self.canvas.circle(x, self.height - y, radius, stroke=0, fill=1)

    def code128(self, value: str, x: float, y: float, module: float, height: float) -> float:
        """A barcode whose first bar is at x; returns its width.

        The caller keeps 10 modules free on both sides.
        """
        self.canvas.setFillGray(0)
        at = x
        for index, modules in enumerate(codes.code128(value)):
            if index % 2 == 0:
                wide = modules * module - 2 * BAR_EDGE
                self.canvas.rect(at + BAR_EDGE, self.height - y - height, wide, height, stroke=0, fill=1)
            at += modules * module
        return at - x

    def qr(self, value: str, x: float, y: float, module: float, level: str = "Q") -> float:
        """A QR code whose first module is at x, y; returns its width without the white border."""
        rows = codes.qr(value, level)
        self.canvas.setFillGray(0)
        for index, row in enumerate(rows):
            start = 0
            while start < len(row):
                if not row[start]:
                    start += 1
                    continue
                past = start
                while past < len(row) and row[past]:
                    past += 1
                top = self.height - y - (index + 1) * module
                self.canvas.rect(x + start * module, top, (past - start) * module, module, stroke=0, fill=1)
                start = past
        return len(rows) * module

    def image(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """A picture inside a rectangle, its proportions kept; one that cannot be read is left out."""
        from PIL import UnidentifiedImageError
        from reportlab.lib.utils import ImageReader

        try:
            reader = ImageReader(BytesIO(data))
        except (UnidentifiedImageError, OSError, ValueError):
            return
        self.canvas.drawImage(
            reader,
            x,
            self.height - y - height,
            width,
            height,
            preserveAspectRatio=True,
            anchor="sw",
            mask="auto",
        )


def code128_width(value: str, module: float) -> float:
    """How wide a barcode is without its quiet zones."""
    return sum(codes.code128(value)) * module


def qr_width(value: str, module: float, level: str = "Q") -> float:
    """How wide a QR code is without its border."""
    return len(codes.qr(value, level)) * module
