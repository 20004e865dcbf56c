"""Told or not told: every try to reach the customer, and a line to log the next one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services import order_words as words
from services.texts import N_, _
from services.work_orders import Event, Order
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import heading
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.fields import Field
from ui.kit.form import Form
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
}
WAYS = (("phone", "Call"), ("wechat", "WeChat"), ("sms", "SMS"), ("email", "E-mail"), ("letter", "Letter"))


def _reached(event: Event) -> Chip:
    told = event.action == "told"
    return Chip(words.EVENTS["contact", event.action], "success" if told else "warning", "ok" if told else "call")


COLUMNS = (
    Column("at", short("When"), "moment"),
    Column("action", N_("Result"), chip=_reached),
    Column("about", N_("About"), read=lambda event: words.word(ABOUT, str(event.details.get("about", ""))), drop=3),
    Column("method", N_("Way"), read=lambda event: words.word(words.CONSENT_WAYS, event.method), drop=1),
    Column("comment", N_("What was said"), stretch=True, secondary=True),
    Column("by_name", short("By"), drop=2),
)


class ToldLeaf(QWidget):
    """Signals: tried(reached, values)."""

    tried = Signal(bool, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.state = Label("", "bold")
        self.table = SmallTable("told", COLUMNS, desk.background, N_("Tries to reach the customer"))
        column.addWidget(self.state)
        column.addWidget(self.table)
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
        row.addWidget(self.told)
        row.addWidget(self.missed)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self._order: Order | None = None

    def _log(self, reached: bool) -> None:
        if self.form.check():
            self.tried.emit(reached, self.form.values())

    def tell(self, order: Order, events: Sequence[Event], may_log: bool) -> None:
        """Show the tries so far."""
        self._order = order
        tries = [event for event in events if event.axis == "contact"][::-1]
        self.table.show_rows(tries)
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
