"""A customer's own order as a paper he takes along: made from what he sees, nothing is asked or logged for it."""

from dataclasses import dataclass
from datetime import datetime

from services.documents import render
from services.documents.from_own import own_order
from services.public_orders import PublicOrder
from services.texts import _
from ui.kit import formats
from ui.kit.papers import NAMES

PAPER = "own_order"


@dataclass
class OwnPaper:
    """Makes it on a worker, for ui.kit.printing and the preview."""

    order: PublicOrder
    now: datetime

    def __call__(self, media: str, lang: str, _reprint: int) -> bytes:
        return render.render(PAPER, own_order(self.order, formats.local, self.now), media, lang)

    def title(self) -> str:
        """Its name and number."""
        return f"{_(NAMES[PAPER])} {self.order.number}"
