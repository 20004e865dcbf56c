"""Told or not told: what the program sent or is to send, every try to reach the customer, and a line to log the next."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services import messages
from services import order_words as words
from services.message_templates import CHANNEL_NAMES, OCCASION_NAMES
from services.messages import MessageLine
from services.tellings import WRITTEN
from services.texts import N_, _
from services.work_orders import Event, Order
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import heading
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.fields import Field
from ui.kit.form import Form
from ui.kit.message_states import state_chip
from ui.kit.named_scroll import NamedScroll
from ui.kit.options import Option
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable
from ui.kit.theme import theme
from ui.kit.words import Label
from ui.work_orders.labels import coded, short

ABOUT = {
    "ready": N_("Ready to collect"),
    "quote": N_("Quote"),
    "delay": N_("Delay"),
    "notice": N_("Reminder to collect"),
    "progress": N_("Progress"),
}
# A message of the program may be about more than people log by hand.
TOLD_ABOUT = {**OCCASION_NAMES, **ABOUT}
WAYS = (("phone", "Call"), ("wechat", "WeChat"), ("sms", "SMS"), ("email", "E-mail"), ("letter", "Letter"))


def _reached(event: Event) -> Chip:
    if event.action == "came_back" or "came_back" in event.details:
        return Chip(words.EVENTS["contact", "came_back"], "warning", "undo")
    told = event.action == "told"
    return Chip(words.EVENTS["contact", event.action], "success" if told else "warning", "ok" if told else "call")


def _marked(event: Event) -> Event:
    return event._replace(details={**event.details, "came_back": True})


COLUMNS = (
    Column("at", short("When"), "moment"),
    Column("action", N_("Result"), chip=_reached),
    Column(
        "about", N_("About"), read=lambda event: words.word(TOLD_ABOUT, str(event.details.get("about", ""))), drop=3
    ),
    Column("method", N_("Way"), read=lambda event: words.word(words.CONSENT_WAYS, event.method), drop=1),
    Column("comment", N_("What was said"), stretch=True, secondary=True),
    Column("by_name", short("By"), drop=2),
)


MESSAGE_COLUMNS = (
    Column("created_at", short("When"), "moment"),
    Column("occasion", N_("About"), read=lambda line: _(OCCASION_NAMES[line.occasion])),
    Column("channel", N_("Way"), read=lambda line: _(CHANNEL_NAMES[line.channel]), drop=2),
    Column("state", N_("State"), "chip", chip=state_chip),
    Column("fault", N_("What it says"), stretch=True, secondary=True,
           read=lambda line: messages.fault_words(line.fault, line.fault_detail) or line.subject),
)  # fmt: skip


class ToldLeaf(QWidget):
    """Signals: tried(reached, values), came_back(), message_wanted(), message_opened(line)."""

    tried = Signal(bool, object)
    came_back = Signal()
    message_wanted = Signal()
    message_opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.state = Label("", "bold")
        self.table = SmallTable("told", COLUMNS, desk.background, N_("Tries to reach the customer"))
        self.messages = SmallTable("order_messages", MESSAGE_COLUMNS, desk.background, N_("Messages of the program"))
        self.messages.opened.connect(self.message_opened)
        column.addWidget(self.state)
        lists = QWidget()
        lists.setProperty("plane", "surface")
        inside = QVBoxLayout(lists)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(8))
        inside.addWidget(self.messages)
        inside.addWidget(self.table)
        inside.addStretch(1)
        # many of them must not push the form out of a low window
        self.scroll = NamedScroll(N_("Messages and tries"), lists)
        self.scroll.setMinimumHeight(theme.px(84))
        column.addWidget(self.scroll, 1)
        column.addWidget(heading(N_("Next try")))
        self.form = Form(
            [
                Field("about", N_("About"), "choice", required=True, span=12,
                      options=[Option(code, coded(ABOUT, code)) for code in ABOUT]),
                Field("method", N_("Way"), "choice", required=True, span=12,
                      options=[Option(code, short(text)) for code, text in WAYS]),
                Field("comment", N_("What was said"), "multiline", span=12, lines=2, max_length=4000),
            ],
            desk.background,
        )  # fmt: skip
        column.addWidget(self.form)
        row = QHBoxLayout()
        self.told = Button(N_("Told"), "told", icon="ok")
        self.missed = Button(N_("Not reached"), "not_told", icon="call")
        self.told.clicked.connect(lambda: self._log(True))
        self.missed.clicked.connect(lambda: self._log(False))
        self.form.finished.connect(self.told.setFocus)
        self.back = Button(N_("It came back…"), "came_back", icon="undo")
        self.back.clicked.connect(self.came_back)
        self.write = Button(N_("Tell the customer…"), "tell_customer", "primary", icon="send")
        self.write.clicked.connect(self.message_wanted)
        row.addWidget(self.told)
        row.addWidget(self.missed)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.write)
        column.addLayout(row)
        self._order: Order | None = None

    def _log(self, reached: bool) -> None:
        if self.form.check():
            self.tried.emit(reached, self.form.values())

    def tell(self, order: Order, events: Sequence[Event], may_log: bool, sent: Sequence[MessageLine] = ()) -> None:
        """Show the messages and the tries so far."""
        self._order = order
        self.messages.show_rows(list(sent))
        self.messages.setVisible(bool(sent))
        self.scroll.setVisible(bool(sent) or any(event.axis == "contact" for event in events))
        self.write.setVisible(may_log and order.customer_id is not None)
        # what the program sent stands above, with more to it
        tries = [event for event in events if event.axis == "contact" and "message_id" not in event.details][::-1]
        taken_back = {event.details["takes_back"] for event in tries if event.action == "came_back"}
        standing = [one for one in tries if one.action == "told" and str(one.id) not in taken_back]
        self.back.setVisible(may_log and any(one.method in WRITTEN for one in standing))
        # a telling that came back was none; who said so and why stands in a line of its own
        self.table.show_rows([_marked(one) if str(one.id) in taken_back else one for one in tries])
        self.table.setVisible(bool(tries))
        self.state.say(lambda: _state(order))
        self.state.setVisible(order.ready_at is not None)
        self.state.set_tone("" if order.ready_at is None or order.told_at is not None else "warning")
        self.form.setVisible(may_log)
        self.told.setVisible(may_log)
        self.missed.setVisible(may_log)
        if not self.form.touched:
            self.propose()

    def propose(self) -> None:
        """Fill in what the next try is most likely about."""
        order = self._order
        self.form.set_values({})
        if order is None:
            return
        about = "quote" if order.work_state == "quoted" else "ready" if order.ready_at is not None else "delay"
        if order.told_at is not None and about == "ready":
            about = "notice"
        self.form.propose("about", about)
        ways: dict[str, Any] = {code: code for code, _text in WAYS}
        self.form.propose("method", ways.get(order.notify_by, "phone"))


def _state(order: Order) -> str:
    if order.ready_at is None:
        return ""
    if order.told_at is None:
        return _("Ready since {at}, the customer was not told yet").format(at=formats.moment(order.ready_at))
    return _("Told on {at}").format(at=formats.moment(order.told_at))
