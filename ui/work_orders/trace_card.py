"""What happened to an order, like a parcel's trace 处理信息, with a line to add a note."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from services import order_words as words
from services.attachments import Attachment
from services.column_names import column_name
from services.punctuation import listed
from services.texts import N_, _, either
from services.work_orders import Event
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, Segments
from ui.kit.theme import theme
from ui.kit.trace import Entry, Trace
from ui.kit.words import name_as
from ui.work_orders.codes import Codes
from ui.work_orders.labels import CUSTODY_TONES, MONEY_ICONS, WORK_TONES, short
from ui.work_orders.told_leaf import TOLD_ABOUT

FILTERS = (
    ("all", short("All")),
    ("public", short("Public")),
    ("money", N_("Money")),
    ("custody", short("Custody")),
)
_AXIS_ICONS = {
    "note": "edit",
    "contact": "message",
    "promise": "promise",
    "correction": "history",
    "money": "payment",
    "custody": "at_store",
    "work": "order",
}
_ACTION_ICONS = {
    "undo": "undo",
    "quote": "quote",
    "consent": "tick",
    "decline": "close",
    "approve": "ok",
    "prepay": "prepaid",
    "pay": "paid",
    "move_shelf": "at_store",
    "keep_code": "secret",
    "forget_code": "secret",
    "not_told": "message",
    "came_back": "undo",
}


def icon_of(event: Event) -> str:
    """The icon of an event: of what was done, else of the state it led to."""
    if event.action in _ACTION_ICONS and event.axis != "work":
        return _ACTION_ICONS[event.action]
    if event.to_state and event.axis == "money":
        return MONEY_ICONS.get(event.to_state, event.to_state)
    return event.to_state or _AXIS_ICONS.get(event.axis, "info")


def tone_of(event: Event) -> str:
    """Whose turn it was after an event."""
    if event.axis == "work" and event.to_state:
        return "accent" if event.action == "receive" else WORK_TONES.get(event.to_state, "neutral")
    if event.axis == "custody" and event.to_state:
        return CUSTODY_TONES.get(event.to_state, "neutral")
    if event.axis == "contact":
        return "success" if event.action == "told" else "warning"
    if event.axis == "correction":
        return "danger"
    return {"money": "info", "promise": "warning"}.get(event.axis, "neutral")


def detail_of(event: Event, codes: Codes) -> str:
    """What else an event says, as one line."""
    details = event.details
    parts = [event.comment]
    if event.action in ("assign", "reassign", "take") and event.technician_name:
        parts.append(event.technician_name)
    if "amount" in details and details["amount"] is not None:
        parts.append(_("{amount} CNY").format(amount=formats.money(Decimal(str(details["amount"])))))
    for name, source in (("who", N_("by {value}")), ("shelf", N_("shelf {value}"))):
        if details.get(name):
            parts.append(_(source).format(value=details[name]))
    if details.get("receipt_number"):
        parts.append(str(details["receipt_number"]))
    if event.method:
        parts.append(_method(event))
    if event.reason_code:
        parts.append(codes.title("cancel_reason", event.reason_code))
    if details.get("barrier_code"):
        parts.append(codes.title("barrier", details["barrier_code"]))
    if details.get("outcome"):
        parts.append(words.word(words.OUTCOMES, details["outcome"]))
    if event.action in ("promise", "receive") and details.get("promised_at"):
        at = formats.moment(datetime.fromisoformat(str(details["promised_at"])))
        parts.append(_("promised {at}").format(at=at))
    if event.action == "correct":
        parts.append(listed(column_name("work_order", name) for name in details.get("is") or {}))
    if "message_id" in details:
        parts.append(words.word(TOLD_ABOUT, str(details.get("about", ""))))
    if event.action == "undo" and details.get("undone"):
        parts.append(words.event_word(event.axis, details["undone"]))
    return " · ".join(part for part in parts if part)


def _method(event: Event) -> str:
    for table in (words.CONSENT_WAYS, words.METHODS):
        if event.method in table:
            return words.word(table, event.method)
    return event.method


def entries(events: Sequence[Event], photos: Sequence[Attachment], codes: Codes) -> list[Entry]:
    """The events as lines of the trace. Money and custody that came along with a step are not said twice."""
    made = []
    before: datetime | None = None
    pictures = _pictures(photos)
    for event in events:
        minutes = (event.at - before).total_seconds() / 60 if before is not None else None
        before = event.at
        if event.action == "settle" or event.details.get("with"):
            continue
        made.append(
            Entry(
                event.at,
                icon_of(event),
                lambda e=event: words.event_word(e.axis, e.action),
                lambda e=event: detail_of(e, codes),
                lambda e=event, m=minutes: _meta(e, m),
                tone_of(event),
                event.public,
                event.id,
                pictures if event.action == "receive" else (),
            )
        )
    return made


def _meta(event: Event, minutes: float | None) -> str:
    parts = [event.by_name, event.workstation or either(event.store_name, event.store_name_en)]
    if minutes is not None and minutes >= 1:
        parts.append(_("after {time}").format(time=formats.duration(minutes)))
    # A step counts from the moment it began; only an earlier one, of a correction or of the timer, is worth saying.
    if event.at - event.effective_at >= timedelta(minutes=1):
        parts.append(_("counts from {at}").format(at=formats.moment(event.effective_at)))
    return " · ".join(parts)


def _pictures(photos: Sequence[Attachment]) -> tuple[QPixmap, ...]:
    found = []
    for photo in photos:
        if photo.thumbnail and photo.kind == "photo_in":
            picture = QPixmap()
            if picture.loadFromData(photo.thumbnail):
                found.append(picture)
    return tuple(found[:6])


class NoteLine(QLineEdit):
    """'Add a note…'; Enter adds it."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("field_note")
        self.setMaxLength(4000)
        self.retranslate()

    def retranslate(self) -> None:
        self.setPlaceholderText(_("Add a note…  Ctrl+M"))
        name_as(self, N_("Note"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self.entered.emit(self.text().strip())
            return
        super().keyPressEvent(event)


class TraceCard(Card):
    """The trace with its filter and the note line. `noted(text, public)`."""

    noted = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__(N_("Trace"))
        self.setObjectName("card_trace")
        self.segments = Segments(FILTERS)
        self.head.addWidget(self.segments)
        self.trace = Trace()
        self.body.addWidget(self.trace, 1)
        self.note = NoteLine()
        self.public = Button(self._visibility, "note_visibility", "link", icon="hidden")
        self.public.setCheckable(True)
        self.public.toggled.connect(self._toggled)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.note, 1)
        line.addWidget(self.public)
        self.body.addLayout(line)
        self._axes: Mapping[Any, str] = {}
        self.segments.chosen.connect(self._filter)
        self.note.entered.connect(lambda text: self.noted.emit(text, self.public.isChecked()))

    def _visibility(self) -> str:
        shown = getattr(self, "public", None) is not None and self.public.isChecked()
        return _("customer sees it") if shown else _("internal")

    def _toggled(self, on: bool) -> None:
        self.public.concept = "visible" if on else "hidden"
        self.public.retranslate()

    def tell(self, events: Sequence[Event], photos: Sequence[Attachment], codes: Codes) -> None:
        """Show what happened."""
        self._axes = {event.id: event.axis for event in events}
        made = entries(events, photos, codes)
        self.trace.tell(made)
        self.segments.show_counts(
            {
                "all": len(made),
                "public": sum(entry.public for entry in made),
                "money": sum(self._axes[entry.id] == "money" for entry in made),
                "custody": sum(self._axes[entry.id] == "custody" for entry in made),
            }
        )
        self._filter(self.segments.current())

    def _filter(self, name: str) -> None:
        axes = self._axes
        wanted = {
            "all": lambda entry: True,
            "public": lambda entry: entry.public,
            "money": lambda entry: axes.get(entry.id) == "money",
            "custody": lambda entry: axes.get(entry.id) == "custody",
        }
        self.trace.show_only(wanted[name])

    def note_done(self) -> None:
        """The note is saved."""
        self.note.clear()
        self.public.setChecked(False)

    def retranslate(self) -> None:
        self.note.retranslate()
