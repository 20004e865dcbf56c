"""The time line of a customer or a device as entries of a trace."""

from collections.abc import Callable

from services import order_words
from services.customer_overview import Moment
from ui.kit.trace import Entry
from ui.kit.words import data

# What a kind of moment is drawn with; a kind may have a tone of its own.
ICONS = {
    "order": "order",
    "payment": "payment",
    "ticket": "ticket",
    "complaint": "complaint",
    "note": "edit",
    "consent": "ok",
    "device": "device",
    "customer": "customer",
    "message": "message",
}
GOOD = ("work.complete", "work.deliver")
BAD = ("work.fail", "work.cancel", "work.refuse")


def moment_entry(moment: Moment, headline: Callable[[Moment], str], tone: str = "neutral", detail: str = "") -> Entry:
    """A moment with its headline; of an order the tone says how it went."""
    if moment.kind == "order":
        tone = "success" if moment.action in GOOD else "danger" if moment.action in BAD else "info"
    return Entry(
        moment.at,
        ICONS.get(moment.kind, "info"),
        lambda: headline(moment),
        data(detail),
        data(" · ".join(part for part in (moment.number, moment.by) if part)),
        tone,
        id=moment,
    )


def order_headline(moment: Moment) -> str:
    """What happened with an order, in a few words."""
    return order_words.event_word(*moment.action.split(".", 1))
