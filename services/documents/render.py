"""From content to a PDF, and from a PDF to the dots of a thermal printer.

`render` picks the paper; MEDIA says which papers exist on which media. Everything is laid out
before the first stroke, so a page never breaks a cell and never runs over its margins.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from services.documents import slip
from services.documents.content import OrderPaper
from services.documents.frame import shop_name
from services.documents.sheet import Sheet
from services.documents.words import LANGUAGES, words

if TYPE_CHECKING:
    from PIL.Image import Image

# pen(sheet, content, lang, reprint) draws all pages and returns their number.
Pen = Callable[[Sheet, Any, str, int], int]

_PENS: dict[tuple[str, str], tuple[Pen, type, str]] = {
    ("intake", "a4"): (slip.draw_a4, OrderPaper, slip.TITLE),
    ("intake", "a5"): (slip.draw_a5, OrderPaper, slip.TITLE),
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
        number = getattr(content, "number", "")
        names = words(title)
        shop = getattr(content, "shop", None)
        sheet = Sheet(
            100,
            100,
            f"{names.en if lang == 'en' else names.zh} {number}".strip(),
            shop_name(shop) if shop else "",
        )
        pen(sheet, content, lang, reprint)
        return sheet.finish()


def images(pdf: bytes, dpi: float) -> "list[Image]":
    """The pages as grey pictures, for previews and printers that take no PDF."""
    import pypdfium2

    with _lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
        finally:
            document.close()
