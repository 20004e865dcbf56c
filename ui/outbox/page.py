"""The outbox: what customers were told, what was not sent, and what a person does about it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from services import messages
from services.errors import ServiceError
from services.ids import new_id
from services.messages import MessageLine
from services.texts import N_, _, ngettext
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.dialogs import ask
from ui.kit.list_page import ListPage
from ui.kit.message_states import state_chip
from ui.kit.paged import Column
from ui.kit.table_pane import ListAction
from ui.kit.views_row import SavedView
from ui.kit.words import data
from ui.outbox.labels import occasion, sender, trouble, way

SHOWN = 6


class MessagesPage(ListPage):
    """Messages this person may see; opened for a customer, only his."""

    tables = ("message",)
    service = messages
    kind = "message"
    sort = "created_at"
    views = (
        SavedView("not_sent", N_("Not sent"), "danger"),
        SavedView("perhaps", N_("Perhaps sent"), "warning"),
        SavedView("waiting", N_("Waiting to be sent")),
        SavedView("letters", N_("Letters to post"), "warning"),
        SavedView("sent_today", N_("Sent today")),
        SavedView("sent", N_("Sent")),
        SavedView("mine", N_("Mine")),
        SavedView("all", N_("All messages")),
    )
    empty = (N_("No messages here."), N_("Orders, visits and complaints write them; so does “Tell the customer”."))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "messages_out", N_("Messages to customers"), "message")
        self.texts = Button(N_("Texts for messages"), "message_texts", icon="edit")
        self.texts.clicked.connect(lambda: desk.open_page("message_texts"))
        self.test = Button(N_("Test of sending"), "sending_tests", icon="send")
        self.test.clicked.connect(lambda: desk.open_page("sending_tests"))
        self.add_head(None, self.test, self.texts)
        if not desk.has_role("admin", "auditor"):
            self.test.hide()
        if not desk.has_role("manager", "admin"):
            self.texts.hide()

    def columns(self) -> list[Column]:
        return [
            Column("created_at", N_("Written"), "moment", sort="created_at"),
            Column("customer_name", N_("Customer")),
            Column("occasion", N_("Told about"), read=occasion, sample="Ready for collection"),
            Column("subject", N_("What it says"), stretch=True),
            Column("channel", N_("Way"), read=way, sample="E-mail f***@example.com", drop=2),
            Column("number", N_("No."), sample="W2611-00042", drop=3),
            Column("state", N_("State"), "chip", chip=state_chip, sample="Failed, will be tried again"),
            Column("fault", N_("What went wrong"), read=trouble, sample="The mail server does not answer.", secondary=True),
            Column("by_name", N_("By"), read=sender, secondary=True, drop=1),
            self.store_column(),
        ]  # fmt: skip

    def row_actions(self) -> Sequence[ListAction]:
        acts = self.desk.has_role("agent", "manager", "admin")
        return (
            ListAction("again", N_("Send again"), partial(self._ask, "again"), "send", shown=lambda: acts),
            ListAction("cancel", N_("Do not send"), partial(self._ask, "cancel"), "close", shown=lambda: acts),
        )

    def refresh(self) -> None:
        super().refresh()
        db = self.desk.db
        self.run(lambda: messages.stuck(db), self._tell_stuck, slot="stuck")

    def _tell_stuck(self, count: int) -> None:
        if count:
            self.messages.show(
                "warning",
                lambda: ngettext(
                    "{n} message has been waiting for more than half an hour.",
                    "{n} messages have been waiting for more than half an hour.",
                    count,
                ).format(n=count),
                N_("Is the mail server set, and does the computer that sends run? The manual says how (F1)."),
                key="stuck",
            )
        else:
            self.messages.clear("stuck")

    # several at once

    def _ask(self, action: str, rows: list[MessageLine]) -> None:
        fit = [row for row in rows if action in messages.actions(row.state, row.channel)]
        if not fit:
            self.messages.show("info", N_("None of these can be sent again or held back now."), key="none")
            return
        requests = {row.id: new_id() for row in fit}
        question = ngettext("Not send {n} message?", "Not send {n} messages?", len(fit))
        if action == "again":
            question = ngettext("Send {n} message again?", "Send {n} messages again?", len(fit))
        unsure = sum(row.state == "perhaps" for row in fit)
        detail = ngettext(
            "{n} of them has perhaps been sent: its customer may get it twice.",
            "{n} of them have perhaps been sent: their customers may get them twice.",
            unsure,
        ).format(n=unsure)
        again = action == "again"
        ask(
            self,
            data(question.format(n=len(fit))),
            data(detail if unsure and again else ""),
            N_("Send again") if again else N_("Do not send"),
            lambda: self._do(action, fit, requests),
            f"{action}_many",
            dangerous=not again or bool(unsure),
        )

    def _do(self, action: str, rows: Sequence[MessageLine], requests: dict[Any, Any]) -> None:
        db = self.desk.db

        def work() -> list[str]:
            left = []
            for row in rows:
                try:
                    messages.move(db, row.id, row.version, action, requests[row.id])
                except ServiceError as error:
                    left.append(_("{number}: {why}").format(number=row.customer_name, why=error.sentence()))
            return left

        self.write(work, partial(self._done, len(rows)), about=action)

    def _done(self, tried: int, left: list[str]) -> None:
        self.refresh()
        if left:
            done = tried - len(left)
            words = ngettext("Done for {n} message.", "Done for {n} messages.", done).format(n=done)
            self.messages.show("warning", data(words), data("\n".join(left[:SHOWN])), key="many")
