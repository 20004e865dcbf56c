"""From content to a PDF, and from a PDF to the dots of a thermal printer.

`render` picks the paper; MEDIA says which papers exist on which media. Everything is laid out
before the first stroke, so a page never breaks a cell and never runs over its margins.
"""

import io
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from services.documents import (
    appraisal_sheet,
    card,
    follow_up,
    label,
    letter,
    order_sheets,
    own_order,
    receipt,
    remedy_papers,
    roll,
    slip,
    slip_roll,
    slip_several,
    takings,
    training_sheets,
    visit_sheets,
)
from services.documents.appraisal_sheet import AppraisalPaper
from services.documents.content import CustomerCard, DayTakings, Label, OrderPaper, Receipt
from services.documents.frame import shop_name
from services.documents.sheet import Sheet
from services.documents.training_sheets import TrainingPaper
from services.documents.visit_content import AcceptancePaper, RoutePaper, VisitPaper
from services.documents.words import LANGUAGES, words

if TYPE_CHECKING:
    from PIL.Image import Image

# pen(sheet, content, lang, reprint) draws all pages and returns their number.
Pen = Callable[[Sheet, Any, str, int], int]


def _on(pen: Callable[[Sheet, Any, str, int, str], int], media: str) -> Pen:
    """A pen that draws on several media, bound to one."""

    def bound(sheet: Sheet, content: Any, lang: str, reprint: int) -> int:
        return pen(sheet, content, lang, reprint, media)

    return bound


def _slip(one: Pen, several: Pen) -> Pen:
    """The slip of one device, or of all that were handed in together."""

    def pen(sheet: Sheet, content: Any, lang: str, reprint: int) -> int:
        return (several if content.together else one)(sheet, content, lang, reprint)

    return pen


_PENS: dict[tuple[str, str], tuple[Pen, type, str]] = {
    ("intake", "a4"): (_slip(slip.draw_a4, slip_several.draw_a4), OrderPaper, slip.TITLE),
    ("intake", "a5"): (_slip(slip.draw_a5, slip_several.draw_a5), OrderPaper, slip.TITLE),
    ("intake", "80mm"): (slip_roll.draw_80, OrderPaper, slip.TITLE),
    ("intake", "58mm"): (slip_roll.draw_58, OrderPaper, slip.TITLE),
    **{("label", size): (_on(label.draw, size), Label, label.TITLE) for size in label.SIZES},
    **{
        (paper, media): (_on(pen, media), OrderPaper, title)
        for paper, pen, title in (
            ("worksheet", order_sheets.work_sheet, order_sheets.WORK_SHEET),
            ("quote", order_sheets.quote, order_sheets.QUOTE),
            ("repair", order_sheets.repair_record, order_sheets.REPAIR),
            ("delivery", order_sheets.delivery_note, order_sheets.DELIVERY),
        )
        for media in ("a4", "a5")
    },
    ("receipt", "a5"): (receipt.draw_a5, Receipt, receipt.TITLE),
    ("receipt", "80mm"): (receipt.draw_80, Receipt, receipt.TITLE),
    ("receipt", "58mm"): (receipt.draw_58, Receipt, receipt.TITLE),
    **{("takings", media): (_on(takings.draw, media), DayTakings, takings.TITLE) for media in ("a4", "a5")},
    **{
        (paper, media): (_on(pen, media), VisitPaper, title)
        for paper, pen, title in (
            ("visit", visit_sheets.report, visit_sheets.REPORT),
            ("outing", visit_sheets.outing, visit_sheets.OUTING),
            ("trip", visit_sheets.trip, visit_sheets.TRIP),
        )
        for media in ("a4", "a5")
    },
    ("acceptance", "a4"): (_on(visit_sheets.acceptance, "a4"), AcceptancePaper, visit_sheets.ACCEPTANCE),
    ("route", "a4"): (_on(visit_sheets.route, "a4"), RoutePaper, visit_sheets.ROUTE),
    ("attendance", "a4"): (_on(training_sheets.attendance, "a4"), TrainingPaper, training_sheets.ATTENDANCE),
    ("training", "a4"): (_on(training_sheets.record, "a4"), TrainingPaper, training_sheets.RECORD),
    ("appraisal", "a4"): (_on(appraisal_sheet.draw, "a4"), AppraisalPaper, appraisal_sheet.TITLE),
    ("card", "a4"): (card.draw, CustomerCard, card.TITLE),
    ("letter", "a4"): (letter.draw, letter.Posted, letter.TITLE),
    **{
        (paper, media): (_on(pen, media), kind, title)
        for paper, pen, kind, title in (
            ("voucher", remedy_papers.voucher, remedy_papers.VoucherPaper, remedy_papers.VOUCHER),
            ("exchange", remedy_papers.exchange, remedy_papers.ExchangePaper, remedy_papers.EXCHANGE),
        )
        for media in ("a5", "a4")
    },
    **{
        ("own_order", media): (_on(own_order.draw, media), own_order.OwnOrderPaper, own_order.TITLE)
        for media in ("a4", "a5")
    },
    ("follow_up", "a4"): (follow_up.draw, follow_up.FollowUpReport, follow_up.TITLE),
}

PAPERS = tuple(dict.fromkeys(paper for paper, _media in _PENS))
MEDIA = {paper: tuple(media for other, media in _PENS if other == paper) for paper in PAPERS}

# reportlab and pdfium keep global state: one paper at a time.
_lock = threading.Lock()


def render(paper: str, content: Any, media: str, lang: str, reprint: int = 0) -> bytes:
    """One paper as PDF.

    lang: zh, en or both. reprint: 0 for the first print, n marks the nth repetition.
    Raises ValueError for a paper that does not exist on the media.
    """
    if (paper, media) not in _PENS:
        raise ValueError(f"no {paper!r} on {media!r}")
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}")
    pen, kind, title = _PENS[paper, media]
    if not isinstance(content, kind):
        raise TypeError(f"{paper} shows {kind.__name__}, not {type(content).__name__}")
    with _lock:
        number = getattr(content, "intake_number" if getattr(content, "together", ()) else "number", "")
        names = words(getattr(content, "paper_title", title))
        shop = getattr(content, "shop", None)
        sheet = Sheet(
            100,
            100,
            f"{names.en if lang == 'en' else names.zh} {number}".strip(),
            shop_name(shop) if shop else "",
        )
        pen(sheet, content, lang, reprint)
        return sheet.finish()


def images(pdf: bytes, dpi: float, most: int = 0) -> "list[Image]":
    """The pages as grey pictures, for previews and printers that take no PDF. most: the first so many, 0 all."""
    import pypdfium2

    with _lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            # A hair less, or rounding up adds a column and stretches every bar beside it.
            scale = dpi / 72 * (1 - 1e-6)
            return [page.render(scale=scale, grayscale=True).to_pil() for page in _first(document, most)]
        finally:
            document.close()


def _first(document: Any, most: int) -> list[Any]:
    count = len(document)
    return [document[index] for index in range(min(count, most) if most else count)]


def joined(pdfs: "list[bytes]") -> bytes:
    """Several papers as one file, in their order."""
    import pypdfium2

    if len(pdfs) == 1:
        return pdfs[0]
    with _lock:
        whole = pypdfium2.PdfDocument.new()
        try:
            for pdf in pdfs:
                part = pypdfium2.PdfDocument(pdf)
                whole.import_pages(part)
                part.close()
            out = io.BytesIO()
            whole.save(out)
        finally:
            whole.close()
    return out.getvalue()


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page in points."""
    import pypdfium2

    with _lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [document.get_page_size(index) for index in range(len(document))]
        finally:
            document.close()


def raster(pdf: bytes, dots: int) -> "list[Image]":
    """The pages as 1-bit pictures of the width a thermal printer reaches (576, 384 or a label's dots).

    Every dot of the page is a dot of the printer; paper beside the head is left out on both sides.
    """
    found = []
    for picture in images(pdf, roll.DPI):
        side = (picture.width - dots) // 2
        if side > 0:
            picture = picture.crop((side, 0, side + dots, picture.height))
        elif side < 0:
            raise ValueError(f"a page of {picture.width} dots has no {dots}")
        # A fixed threshold, not dithering: letters keep their edges.
        found.append(picture.point(lambda level: 255 if level > 144 else 0).convert("1"))
    return found
