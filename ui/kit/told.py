"""Logging that the customer of a ticket or an order was told how it stands, from wherever that is owed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services import order_words, tellings, tickets, work_orders
from services.ids import new_id
from services.texts import N_, _
from ui.kit import formats
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.options import Option
from ui.kit.page import Page

COMMENT_LENGTH = 4000
# Of whose records it is logged, and by whom.
ROLES = {
    "ticket": ("agent", "manager", "technician", "parts", "sales"),
    "work_order": ("agent", "manager", "technician"),
}


def may_tell(page: Page, kind: str) -> bool:
    """Whether somebody in this person's roles may log it; of the single record the database decides."""
    return kind in ROLES and page.desk.has_role(*ROLES[kind])


def ask_told(page: Page, kind: str, record_id: UUID, number: str, workstation: str, done: Callable[[], Any]) -> None:
    """Ask how the customer was told and what was said, and log it.

    kind: ticket or work_order. done(): called when it stands in the record's trace.
    """
    db, request = page.desk.db, new_id()
    ways = [Option(code, words) for code, words in order_words.CONSENT_WAYS.items()]
    fields = [
        Field("reached", N_("Reached"), "yesno", required=True, span=12),
        Field("method", N_("Way"), "choice", required=True, span=12, options=ways),
        Field("comment", N_("What was said"), "multiline", span=12, lines=3, max_length=COMMENT_LENGTH),
    ]

    def log(reached: bool, method: str, comment: str) -> None:
        if kind == "ticket":
            tickets.told(db, record_id, reached, method, comment, request)
        else:
            work_orders.told(
                db,
                record_id,
                reached,
                method,
                request=request,
                about="progress",
                comment=comment,
                workstation=workstation,
            )

    def act(dialog: FormDialog) -> None:
        given = dialog.form.values()
        reached, method, comment = bool(given["reached"]), given["method"], given["comment"] or ""

        def logged(_none: Any) -> None:
            dialog.done_saving()
            done()

        page.write(lambda: log(reached, method, comment), logged, dialog.refused, about=record_id)

    FormDialog(
        page, "customer_told", lambda: _("What was the customer of {number} told?").format(number=number), fields, act,
        background=page.desk.background, values={"reached": True, "method": "phone"}, verb=N_("Log it"),
    ).open()  # fmt: skip


def ask_came_back(
    page: Page, kind: str, record_id: UUID, number: str, workstation: str, done: Callable[[], Any]
) -> None:
    """Ask which of the letters and messages that people wrote came back, and say so in the record's trace."""
    db = page.desk.db

    def ask(found: list[tellings.Telling]) -> None:
        if not found:
            page.messages.show(
                "info",
                N_("Nothing stands here that could come back: a letter, an e-mail, an SMS or WeChat."),
                key="told",
            )
            return
        _came_back_dialog(page, kind, record_id, number, workstation, found, done)

    page.run(lambda: tellings.standing(db, kind, record_id), ask, slot="tellings")


def _came_back_dialog(
    page: Page,
    kind: str,
    record_id: UUID,
    number: str,
    workstation: str,
    found: list[tellings.Telling],
    done: Callable[[], Any],
) -> None:
    db, request = page.desk.db, new_id()

    def words(one: tellings.Telling) -> str:
        parts = (formats.moment(one.at), order_words.word(order_words.CONSENT_WAYS, one.method), one.comment[:60])
        return " · ".join(part for part in parts if part)

    fields = [
        Field("telling", N_("What came back"), "combo", required=True, span=12,
              options=[Option(one.id, lambda one=one: words(one)) for one in found]),
        Field("comment", N_("How it is known"), "multiline", span=12, lines=3, max_length=COMMENT_LENGTH),
    ]  # fmt: skip

    def act(dialog: FormDialog) -> None:
        given = dialog.form.values()

        def logged(_none: Any) -> None:
            dialog.done_saving()
            done()

        page.write(
            lambda: tellings.came_back(
                db, kind, record_id, given["telling"], given["comment"] or "", request, workstation
            ),
            logged,
            dialog.refused,
            about=record_id,
        )

    FormDialog(
        page, "came_back", lambda: _("What did not reach the customer of {number}?").format(number=number), fields, act,
        background=page.desk.background, values={"telling": found[0].id}, verb=N_("It came back"),
    ).open()  # fmt: skip
