"""How orders look: chips of the three axes, whose turn it is, the nine steps, words for codes."""

from collections.abc import Mapping

from services import order_words as words
from services.texts import pgettext
from ui.kit.chips import Chip
from ui.kit.options import Option
from ui.kit.order_tones import WORK_TONES
from ui.kit.progress_steps import Step
from ui.kit.words import Text

# As short as a chip has room for; the whole words are in services.order_words.
WORK_CHIPS = {
    "received": "Received",
    "assigned": "Assigned",
    "diagnosing": "Diagnosing",
    "quoted": "Awaiting customer",
    "waiting_parts": "Waiting parts",
    "repairing": "In repair",
    "testing": "Testing",
    "completed": "Completed",
    "failed": "Failed",
    "delivered": "Handed over",
    "closed": "Closed",
    "cancelled": "Cancelled",
}
MONEY_TONES = {
    "none": "neutral",
    "quoted": "warning",
    "prepaid": "info",
    "part_paid": "warning",
    "paid": "success",
    "written_off": "neutral",
}
MONEY_ICONS = {"none": "money_none", "quoted": "money_quoted"}
CUSTODY_TONES = {
    "with_customer": "neutral",
    "at_store": "neutral",
    "with_technician": "info",
    "at_depot": "warning",
    "back_at_store": "info",
    "ready_shelf": "success",
    "returned": "success",
    "abandoned": "danger",
}
STEPS = ("Received", "Assigned", "Diagnosed", "Customer OK", "Parts", "Repair", "Test", "Done", "Collected")
# At which of the nine steps a state stands.
_AT = {
    "received": 0,
    "assigned": 1,
    "diagnosing": 2,
    "quoted": 3,
    "waiting_parts": 4,
    "repairing": 5,
    "testing": 6,
    "completed": 7,
    "failed": 7,
    "cancelled": 7,
    "delivered": 8,
    "closed": 8,
}


def short(source: str) -> Text:
    """A word as it is said on an order, where it is shorter or other than elsewhere (context 'order')."""
    return lambda: pgettext("order", source)


def wish(source: str) -> Text:
    """What a customer wants, in the words of the till (context 'wish')."""
    return lambda: pgettext("wish", source)


def coded(table: Mapping[str, str], code: str | None) -> Text:
    """The word of a code, in the language of the moment each time it is shown."""
    return lambda: words.word(table, code)


def work_chip(state: str) -> Chip:
    """Where the work stands."""
    return Chip(short(WORK_CHIPS.get(state, state)), WORK_TONES.get(state, "neutral"), state)


def money_chip(state: str, amount: str = "") -> Chip:
    """Where the money stands, with an amount behind the word."""

    def text() -> str:
        return f"{words.word(words.MONEY_STATES, state)} {amount}".strip()

    return Chip(text, MONEY_TONES.get(state, "neutral"), MONEY_ICONS.get(state, state))


def custody_chip(state: str, shelf: str = "") -> Chip:
    """Where the device is, with its shelf."""

    def text() -> str:
        word = words.word(words.CUSTODY_STATES, state)
        return f"{word} · {shelf}" if shelf else word

    return Chip(text, CUSTODY_TONES.get(state, "neutral"), state)


def steps(state: str, reached: frozenset[str] = frozenset()) -> list[Step]:
    """The nine steps; reached: work states the order has been in, so that steps left out are not ticked."""
    at = _AT.get(state, 0)
    passed = {_AT[one] for one in reached if one in _AT}
    over = state in ("delivered", "closed")
    made = []
    for place, text in enumerate(STEPS):
        now = place == at and not over
        done = (place < at and (not passed or place in passed or place == 0)) or (over and place in passed | {8})
        tone = WORK_TONES.get(state, "info")
        made.append(
            Step(short(text), "now" if now else "done" if done else "open", "info" if tone == "neutral" else tone)
        )
    return made


def options(table: Mapping[str, str], *codes: str) -> list[Option]:
    """Codes of a fixed list to choose from."""
    return [Option(code, coded(table, code)) for code in (codes or table)]
