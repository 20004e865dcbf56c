"""Reading papers back: their text, where it stands, their codes."""

from dataclasses import dataclass

import pypdfium2
import zxingcpp

MM = 72 / 25.4


@dataclass
class Page:
    width: float
    height: float
    text: str
    # left, bottom, right, top of every stretch of text, in points
    boxes: list[tuple[float, float, float, float]]


def pages(pdf: bytes) -> list[Page]:
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_rect(index) for index in range(text.count_rects())]
        found.append(Page(page.get_width(), page.get_height(), text.get_text_range().replace("\r\n", "\n"), boxes))
    document.close()
    return found


def text(pdf: bytes) -> str:
    return "\n".join(page.text for page in pages(pdf))


def codes(picture) -> set[tuple[str, str]]:
    """Kind and content of every code on a picture."""
    return {(str(code.format).replace(" ", ""), code.text) for code in zxingcpp.read_barcodes(picture)}


def overflow(page: Page, margin_mm: float) -> list[tuple[float, float, float, float]]:
    """Texts that stand outside the margins."""
    edge = margin_mm * MM
    return [
        box
        for box in page.boxes
        if box[0] < edge - 0.5
        or box[1] < edge - 0.5
        or box[2] > page.width - edge + 0.5
        or box[3] > page.height - edge + 0.5
    ]
