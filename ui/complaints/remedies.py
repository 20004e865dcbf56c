"""What is done for the customer: offers with their state, the second signature, the document that proves them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services import remedies
from services.complaints import Complaint
from services.ids import new_id
from services.remedies import Remedy
from services.texts import N_, _
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.chips import Chip, ChipLabel
from ui.kit.desk import Desk
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.lookups import choices
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.words import Label, data

TONES = {
    "proposed": ("warning", "clock"),
    "approved": ("info", "todo"),
    "refused": ("danger", "failed"),
    "withdrawn": ("neutral", "undo"),
    "done": ("success", "completed"),
}


class RemediesCard(Card):
    """The remedies of a complaint with what this person may do about each."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__(N_("What is done for the customer"))
        self._page, self._desk = page, desk
        self._complaint: Any = None
        self.rows: list[Remedy] = []
        self.offer = Button(N_("Offer something"), "offer_remedy", "link", icon="add")
        self.offer.clicked.connect(self.ask_offer)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(8))
        self.body.addLayout(self._list)
        self.body.addWidget(self.offer)

    def tell(self, complaint: Complaint, found: Sequence[Remedy]) -> None:
        """Show what is done about this complaint; each change of a remedy changes its complaint too."""
        self._complaint = complaint
        self.offer.setVisible(complaint.state != "closed" and self._desk.has_role("agent", "manager"))
        self.rows = list(found)
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in self.rows:
            self._list.addWidget(self._row(one))
        self.setVisible(bool(self.rows) or not self.offer.isHidden())

    def _row(self, one: Remedy) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        worth = (lambda: formats.money(one.amount)) if one.amount is not None else ""
        top.addWidget(Label(remedies.KIND_NAMES[one.kind], "bold", wrap=True), 1)
        top.addWidget(Label(worth, "body_tabular"))
        column.addLayout(top)
        chip = ChipLabel()
        tone, icon = TONES[one.state]
        chip.show_chip(Chip(remedies.STATE_NAMES[one.state], tone, icon))
        states = QHBoxLayout()
        states.addWidget(chip)
        states.addStretch(1)
        column.addLayout(states)
        column.addWidget(Label(lambda: _told(one), "label", "secondary", wrap=True))
        for words in (one.note, one.decision_note):
            if words:
                column.addWidget(Label(data(words), "label", wrap=True))
        verbs = self._verbs(one)
        if verbs:
            line = QHBoxLayout()
            line.setSpacing(theme.px(6))
            for verb in verbs:
                line.addWidget(verb)
            line.addStretch(1)
            column.addLayout(line)
        return row

    def _verbs(self, one: Remedy) -> list[Button]:
        if self._complaint.state == "closed":
            return []
        mine = one.created_by == self._desk.db.login
        offered: list[tuple[Any, str, Any]] = []
        if one.state == "proposed" and not mine and self._desk.has_role("manager", "admin"):
            offered.append((N_("Sign"), "sign_remedy", lambda: self.ask_decide(one, True)))
            offered.append((N_("Refuse"), "refuse_remedy", lambda: self.ask_decide(one, False)))
        if one.state == "approved" and self._desk.has_role("agent", "manager"):
            offered.append((N_("It is done…"), "finish_remedy", lambda: self.ask_finish(one)))
        if one.state in ("proposed", "approved") and (mine or self._desk.has_role("manager")):
            offered.append((N_("Withdraw"), "withdraw_remedy", lambda: self.ask_withdraw(one)))
        if one.state == "done" and one.document:
            open_order = lambda: self._desk.open_record("work_order", one.work_order_id)  # noqa: E731
            offered.append((data(one.document), "open_document", open_order))
        buttons = []
        for text, name, act in offered:
            button = Button(text, name, "link" if name == "open_document" else "plain")
            button.clicked.connect(lambda _on=False, do=act: do())
            buttons.append(button)
        return buttons

    # what is asked

    def ask_offer(self) -> None:
        """Offer something: what, worth how much, why."""
        fields = [
            Field("kind", N_("What"), "choice", required=True, span=12, options=choices(remedies.KIND_NAMES)),
            Field("amount", N_("Worth"), "money", span=5, hint=N_("of money, vouchers, gifts")),
            Field("note", N_("Why, and what exactly"), "multiline", span=12, lines=3, max_length=2000),
        ]
        complaint, request, remedy = self._complaint, new_id(), new_id()

        def act(dialog: FormDialog) -> None:
            given, db = dialog.form.values(), self._desk.db
            self._write(
                dialog,
                lambda: remedies.propose(
                    db, remedy, complaint.id, given["kind"], request, amount=given["amount"], note=given["note"] or ""
                ),
            )

        self._ask("offer_remedy", N_("What is offered to the customer?"), fields, act, N_("Offer it"),
                  N_("Above your limit a manager signs it too."))  # fmt: skip

    def ask_decide(self, one: Remedy, approve: bool) -> None:
        """Sign it or refuse it."""
        request = new_id()
        fields = [Field("note", N_("Comment"), "multiline", required=not approve, span=12, lines=3, max_length=2000)]

        def act(dialog: FormDialog) -> None:
            note, db = dialog.form.values()["note"] or "", self._desk.db
            self._write(dialog, lambda: remedies.decide(db, one, approve, request, note))

        question = N_("Sign this offer?") if approve else N_("Why is it refused?")
        self._ask("decide_remedy", question, fields, act, N_("Sign") if approve else N_("Refuse"), _describe(one))

    def ask_withdraw(self, one: Remedy) -> None:
        """Take an offer back."""
        request = new_id()

        def act(dialog: FormDialog) -> None:
            note, db = dialog.form.values()["note"] or "", self._desk.db
            self._write(dialog, lambda: remedies.withdraw(db, one, request, note))

        fields = [Field("note", N_("Why"), "multiline", span=12, lines=2, max_length=2000)]
        self._ask("withdraw_remedy", N_("Withdraw this offer?"), fields, act, N_("Withdraw"), _describe(one))

    def ask_finish(self, one: Remedy) -> None:
        """It is done: which document proves it, or what was given."""
        db = self._desk.db
        if one.kind in remedies.PROVED:
            self._page.run(lambda: remedies.documents(db, one.id), lambda found: self._finish(one, found), slot="proof")
        else:
            self._finish(one, ())

    def _finish(self, one: Remedy, found: Sequence[remedies.Document]) -> None:
        request = new_id()
        proved = one.kind in remedies.PROVED
        fields = [Field("note", N_("What was given, how and when"), "multiline", required=not proved, span=12, lines=3)]
        detail = _describe(one)
        if proved:
            options = [Option(paper.id, data(paper.number), data(formats.moment(paper.at))) for paper in found]
            fields.insert(0, Field("document", N_("Document"), "combo", required=True, span=12, options=options))
            if not found:
                detail = (
                    N_("There is no order taken in again since. Take the device in first (F7).")
                    if one.kind == "rework"
                    else N_("No refund of this amount was paid on the order since. Pay it there first.")
                )

        def act(dialog: FormDialog) -> None:
            given, db = dialog.form.values(), self._desk.db
            note, document = given["note"] or "", given.get("document")
            self._write(dialog, lambda: remedies.finish(db, one, request, document=document, note=note))

        dialog = self._ask("finish_remedy", N_("What proves that it is done?"), fields, act, N_("Done"), detail)
        if len(found) == 1:
            dialog.form.set_value("document", found[0].id)

    def _ask(self, name: str, question: Any, fields: list[Field], act: Any, verb: Any, detail: Any) -> FormDialog:
        dialog = FormDialog(
            self._page, name, question, fields, act, background=self._desk.background, verb=verb, detail=detail
        )
        dialog.open()
        return dialog

    def _write(self, dialog: FormDialog, work: Any) -> None:
        def refused(error: BaseException) -> Any:
            if dialog.refused(error):
                return True
            dialog.reject()
            return self._page.refused(error)

        def saved(_moved: Any) -> None:
            dialog.accept()
            self._page.refresh()

        self._page.write(work, saved, refused)


def _describe(one: Remedy) -> Any:
    def words() -> str:
        parts = [
            _(remedies.KIND_NAMES[one.kind]),
            formats.money(one.amount) if one.amount is not None else "",
            one.note,
        ]
        return " · ".join(part for part in parts if part)

    return words


def _told(one: Remedy) -> str:
    said = [_("offered by {name} {at}").format(name=one.offered_by, at=formats.moment(one.created_at))]
    if one.decided_by and one.second:
        signed = _("refused by {name}") if one.state == "refused" else _("signed by {name}")
        said.append(signed.format(name=one.decided_by))
    return " · ".join(said)
