"""Whether messages go out: an administrator asks for a test, the computer that sends tries, the outcome stands here."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from services import messages, sending_tests
from services.ids import new_id
from services.message_templates import CHANNEL_NAMES
from services.sending_tests import SendingTest
from services.texts import N_, _
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.fields import Field
from ui.kit.form import Form
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable
from ui.kit.theme import theme
from ui.kit.words import Label

# Nothing changes while nobody takes a test up: what it says then is looked at again.
LOOK_AGAIN_MS = 30_000
STATES = {
    "waiting": ("info", "clock"),
    "sending": ("info", "send"),
    "sent": ("success", "ok"),
    "failed": ("danger", "failed"),
    "perhaps": ("warning", "warning"),
}


def _state(row: SendingTest) -> Chip:
    tone, icon = STATES[row.state]
    return Chip(sending_tests.STATE_NAMES[row.state], "warning" if row.overdue else tone, icon)


def _why(row: SendingTest) -> str:
    """What came of it, in a sentence."""
    if row.overdue:
        return _("Nobody has taken it up yet: does the computer that sends run?")
    if row.state == "sent":
        return _("The server took it. See whether it arrives, also among unwanted mail.")
    return messages.fault_words(row.fault, row.fault_detail)


COLUMNS = (
    Column("created_at", N_("Asked at"), "moment", sample="Yesterday 05:45 5"),
    Column("channel", N_("Way"), read=lambda row: _(CHANNEL_NAMES[row.channel]), sample="E-mail"),
    Column("to_masked", N_("Goes to"), sample="f***@example.com"),
    Column("state", N_("State"), "chip", chip=_state, sample="Waits for the computer that sends"),
    Column("why", N_("What came of it"), read=_why, stretch=True, secondary=True),
    Column("ended_at", N_("Ended at"), "moment", sample="Yesterday 05:45 5", drop=1),
    Column("by_name", N_("By"), secondary=True, drop=2),
)


class SendingTestsPage(Page):
    """A form for the next test and the outcome of the last ones."""

    module = "messages_out"
    tables = ("sending_test",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "sending_tests", N_("Test of sending"), "send")
        self._request, self._test = new_id(), new_id()
        self.form = Form(
            [
                Field("channel", N_("Way"), "choice", required=True, span=4,
                      options=[Option(code, CHANNEL_NAMES[code]) for code in ("email", "sms")]),
                Field("address", N_("To an address of your own"), required=True, span=8, max_length=200,
                      placeholder=N_("E-mail address or telephone number")),
            ],
            desk.background,
        )  # fmt: skip
        self.send = Button(N_("Send a test"), "send_test", "primary", "Ctrl+S", "send")
        sending = self.action("ask_sending_test", N_("Send a test"), "Ctrl+S", self.ask, "send")
        self.send.act(sending)
        if not desk.has_role("admin"):
            sending.hide()
        self.form.finished.connect(self.send.setFocus)
        card = Card(N_("Send a test"))
        card.body.addWidget(
            Label(
                N_("The mail server's password stays on the computer that runs due work. That one takes the "
                   "test up within a minute, as it does with messages, and says below what came of it."),
                "label", "secondary", wrap=True,
            )
        )  # fmt: skip
        card.body.addWidget(self.form)
        card.body.addWidget(self.form.fix_bar)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.send)
        card.body.addLayout(row)
        self.table = SmallTable("sending_tests", COLUMNS, desk.background, N_("Tests of sending"), most=14)
        self.none = IconLine(N_("Nobody has asked for a test yet."), "info", "", "label")
        self.none.setObjectName("no_tests")
        self.body.setSpacing(theme.px(12))
        for widget in (card, self.none, self.table):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        if not desk.has_role("admin"):
            card.hide()
        self.table.hide()
        self.form.propose("channel", "email")
        self._again = QTimer(self, singleShot=True, interval=LOOK_AGAIN_MS)
        self._again.timeout.connect(self.refresh)

    def refresh(self) -> None:
        db = self.desk.db
        self.run(lambda: sending_tests.recent(db), self._show, slot="tests")

    def changed(self, table: str, ids: Any) -> None:
        """A test was asked for, or something came of one."""
        self.refresh()

    def _show(self, rows: Sequence[SendingTest]) -> None:
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        if any(row.state in ("waiting", "sending") for row in rows):
            self._again.start()

    def ask(self) -> None:
        """Put a test where the computer that sends finds it."""
        if not self.form.check():
            return
        values, db, test, request = self.form.values(), self.desk.db, self._test, self._request
        self.write(
            lambda: sending_tests.ask(db, test, values["channel"], values["address"], request),
            self._asked,
            self._refused,
        )

    def _asked(self, _none: Any) -> None:
        self._request, self._test = new_id(), new_id()
        self.messages.clear()
        self.form.forget_edits()
        self.refresh()

    def _refused(self, error: BaseException) -> Any:
        return True if self.form.show_refusal(error) else self.refused(error)

    def focus_start(self) -> None:
        if self.desk.has_role("admin"):
            self.form.focus_first()
        else:
            self.table.setFocus()
