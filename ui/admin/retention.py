"""What is past its period: proposed by the program, decided here by a person."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from services import retention
from services.ids import new_id
from services.paging import Page as PageOfRows
from services.punctuation import joined
from services.texts import N_, _, ngettext
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.desk import Desk
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import ListAction, SavedView, TablePane
from ui.kit.theme import theme
from ui.kit.words import Label, Text

VIEWS = (
    SavedView("customer", N_("Customers without dealings")),
    SavedView("caller", N_("Callers who are no customers")),
    SavedView("paper", N_("Signatures and papers of closed orders")),
    SavedView("message", N_("Texts of messages")),
    SavedView("trail", N_("Personal values in the audit trail")),
    SavedView("look", N_("Entries of looks")),
)
WHAT: dict[str, Text] = {
    "customer": N_("No order, ticket, complaint or consent since then. Erasing leaves orders and figures."),
    "caller": N_("Names and numbers on tickets that are over. What was asked and answered stays."),
    "paper": N_("Signatures, identity papers and documents of orders that are over. The order stays as it is."),
    "message": N_("What customers were told, word by word. That they were told, when and about what stays."),
    "trail": N_("Names, numbers and addresses as they once were. Who changed what and when stays, as a hash."),
    "look": N_("Who looked at or exported full numbers. Fewer than twelve months are never erased."),
}
# What a row of a kind opens.
RECORDS = {"customer": "customer", "caller": "ticket", "paper": "work_order"}


class ProposalLine:
    """A row of the list."""

    def __init__(self, kind: str, one: retention.Proposal) -> None:
        self.id: Any = one.id or kind
        self.record_id, self.kind = one.id, kind
        self.label = one.label or _({view.name: str(view.title) for view in VIEWS}[kind])
        self.count, self.since = one.pieces, one.since


class RetentionPage(Page):
    """A view a kind; what is ticked is erased or kept, each with a reason."""

    module = "admin"
    tables = ("retention_keep", "parameter")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "retention", N_("Past their period"), "hidden")
        self.kind = "customer"
        self._periods: dict[str, int] = {}
        self.mine = [view for view in VIEWS if view.name not in retention.WHOLE or desk.has_role("admin")]
        self.pane = TablePane(
            "retention",
            [
                Column("label", N_("Customer, ticket or order"), "link", stretch=True),
                Column("count", N_("Orders or pieces"), "integer", sample="10,000"),
                Column("since", N_("Last dealing or oldest"), "moment", sample="2026-11-21 14:05 xx"),
            ],
            desk.background,
            self._fetch,
            ticks=True,
            empty=(N_("Nothing is past its period."), N_("The periods stand among the parameters.")),
            actions=(
                ListAction("erase_due", N_("Erase…"), self._ask_erase, "delete"),
                ListAction("keep_longer", N_("Keep longer…"), self._ask_keep, "history", shown=self._kept),
            ),
            views=self.mine,
            quick_filter=False,
            accessible=N_("Past their period"),
        )
        self.pane.view_chosen.connect(self._turn)
        self.pane.opened.connect(self._open)
        card = Card(N_("What happens"))
        self.what = Label(lambda: _(str(WHAT[self.kind])), wrap=True)
        self.period = Label(self._period_words, "bold", wrap=True)
        card.body.addWidget(self.period)
        card.body.addWidget(self.what)
        card.body.addWidget(
            Label(
                N_("Nothing is erased by itself. Whatever you decide is logged with your name and reason."),
                "label",
                "secondary",
                wrap=True,
            )
        )
        card.body.addStretch(1)
        limits = Button(N_("Periods"), "periods", "link")
        limits.clicked.connect(lambda: desk.open_page("parameters"))
        if desk.has_role("admin"):
            card.head.addWidget(limits)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.pane, 14)
        row.addWidget(card, 6)
        self.body.addLayout(row, 1)
        self.pane.views.show_current(self.kind)

    def refresh(self) -> None:
        db = self.desk.db
        self.run(lambda: dict(retention.periods(db)), self._show_periods, slot="periods")
        self.pane.reload()

    def changed(self, table: str, ids: Any) -> None:
        self.refresh()

    def _show_periods(self, periods: dict[str, int]) -> None:
        self._periods = periods
        self.period.retranslate()

    def _period_words(self) -> str:
        months = self._periods.get(self.kind, 0)
        if not months:
            return _("Never proposed: the period is 0.")
        return ngettext("Proposed after {n} month", "Proposed after {n} months", months).format(n=months)

    def _single(self) -> bool:
        return self.kind not in retention.WHOLE

    def _kept(self) -> bool:
        return self.kind in retention.KEPT

    def _turn(self, kind: str) -> None:
        self.kind = kind
        self.pane.views.show_current(kind)
        self.pane.model.clear_ticks()
        self.what.retranslate()
        self.period.retranslate()
        self.pane.reload()

    def _fetch(self, _request: PageRequest) -> Any:
        kind = self.kind
        return PageOfRows([ProposalLine(kind, one) for one in retention.proposals(self.desk.db, kind)])

    def _open(self, line: ProposalLine) -> None:
        if line.record_id is not None:
            self.desk.open_record(RECORDS[line.kind], line.record_id)

    def _ask_erase(self, lines: list[ProposalLine]) -> FormDialog | None:
        if not lines:
            return None
        kind, ids, request, db = self.kind, [one.record_id for one in lines if one.record_id], new_id(), self.desk.db
        many = len(lines) if self._single() else lines[0].count

        def act(dialog: FormDialog) -> None:
            why = dialog.form.value("why")

            def done(gone: int) -> None:
                dialog.done_saving()
                self._say(ngettext("{n} erased for good.", "{n} erased for good.", gone), gone)

            self.write(lambda: retention.erase(db, kind, ids, why, request), done, dialog.refused)

        dialog = FormDialog(
            self,
            "erase_due",
            lambda: ngettext("Erase {n} for good?", "Erase {n} for good?", many).format(n=formats.number(many)),
            [Field("why", N_("Reason"), required=True, max_length=200, span=12)],
            act,
            verb=N_("Erase"),
            detail=lambda: joined([_(str(WHAT[kind])), _("This cannot be undone.")]),
        )
        dialog.open()
        return dialog

    def _ask_keep(self, lines: list[ProposalLine]) -> FormDialog | None:
        if not lines or not self._kept():
            return None
        kind, ids, request, db = self.kind, [one.record_id for one in lines if one.record_id], new_id(), self.desk.db

        def act(dialog: FormDialog) -> None:
            until, why = dialog.form.value("until"), dialog.form.value("why")

            def done(kept: int) -> None:
                dialog.done_saving()
                self._say(ngettext("{n} customer is kept longer.", "{n} customers are kept longer.", kept), kept)

            self.write(lambda: retention.keep(db, kind, ids, until, why, request), done, dialog.refused)

        today = formats.today()
        dialog = FormDialog(
            self,
            "keep_longer",
            N_("Keep longer, until when and why?"),
            [
                Field("until", N_("Not proposed before"), "date", required=True, span=6),
                Field("why", N_("Reason"), required=True, max_length=200, span=12),
            ],
            act,
            values={"until": date(today.year + 1, today.month, min(today.day, 28))},
            verb=N_("Keep"),
        )
        dialog.open()
        return dialog

    def _say(self, sentence: str, count: int) -> None:
        self.pane.model.clear_ticks()
        self.messages.show("success", lambda: sentence.format(n=formats.number(count)), key="retention")
        self.pane.reload()
