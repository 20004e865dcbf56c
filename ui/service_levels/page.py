"""The queue of what falls due, whatever kind of record it is for."""

from collections.abc import Sequence

from services import deadlines
from services.deadlines import Deadline
from services.people import ROLE_NAMES
from services.service_clock import SUBJECT_NAMES, TARGET_NAMES, target_name
from services.texts import N_, _
from ui.kit.buttons import Button
from ui.kit.clocks import state_chip
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.list_page import ListPage
from ui.kit.lookups import choices
from ui.kit.paged import Column
from ui.kit.table_pane import ListAction
from ui.kit.told import ask_told, may_tell
from ui.kit.views_row import SavedView

FIGURES = ("manager", "admin", "auditor", "finance")
ICONS = {"ticket": "ticket", "complaint": "complaint", "work_order": "order", "visit": "visit"}


class DeadlinesPage(ListPage):
    """Targets of the person's stores, the earliest first; a row opens the record it is for."""

    tables = ("ticket", "complaint", "work_order", "visit")
    service = deadlines
    kind = ""
    sort, descending = "due_at", False
    views = (
        SavedView("overdue", N_("Overdue"), "danger"),
        SavedView("due_today", N_("Due today"), "warning"),
        SavedView("soon", N_("Early warnings"), "warning"),
        SavedView("mine", N_("Mine")),
        SavedView("escalated", N_("Told to me"), "danger"),
        SavedView("paused", N_("Paused")),
        SavedView("running", N_("All that run")),
        SavedView("counted", N_("Kept and broken")),
    )
    empty = (N_("Nothing here is due."), N_("What is promised to customers appears here by itself."))
    only_for = ("counted", "counted_name")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "deadlines", N_("Deadlines"), "limit")
        # a row is a target, what opens is its record
        self.pane.opened.disconnect()
        self.pane.opened.connect(lambda row: desk.open_record(row.subject_kind, row.subject_id))
        if desk.has_role(*FIGURES):
            figures = Button(N_("Promises kept"), "service_figures", icon="report")
            figures.clicked.connect(lambda: desk.open_page("service_figures"))
            self.add_head(None, figures)

    def columns(self) -> list[Column]:
        now = self.desk.now
        return [
            Column("number", N_("No."), "link"),
            Column(
                "what", N_("Goal"), read=lambda row: _(target_name(row.subject_kind, row.target)), sample="Response x"
            ),
            Column(
                "clock",
                N_("Promise"),
                "chip",
                chip=lambda row: state_chip(row.clock, now()),
                sample="due in 2 h 10 min",
            ),
            Column("due_at", N_("Falls due"), "moment", sort="due_at"),
            Column("subject", N_("Subject"), stretch=True, secondary=True),
            Column("owner_name", N_("Responsible")),
            Column(
                "told",
                N_("Told to"),
                read=lambda row: _(ROLE_NAMES[row.escalate_to]) if row.escalated_at is not None else "",
                drop=2,
            ),
            self.store_column(),
        ]

    def row_actions(self) -> Sequence[ListAction]:
        may = any(may_tell(self, kind) for kind in SUBJECT_NAMES)
        return [ListAction("customer_told", N_("Customer told…"), self._ask_told, "call", "T", lambda: may)]

    def _ask_told(self, rows: Sequence[Deadline]) -> None:
        """Log that the customer of the chosen row's record was told."""
        if len(rows) != 1 or not may_tell(self, rows[0].subject_kind):
            self.messages.show("info", N_("Choose one ticket or one order whose customer was told."), key="told")
            return
        row = rows[0]
        ask_told(self, row.subject_kind, row.subject_id, row.number, "", self.pane.reload)

    def filter_buttons(self) -> dict[str, FilterButton]:
        kind = FilterButton("subject_kind", N_("For"))
        kind.set_options(choices(SUBJECT_NAMES, ICONS))
        target = FilterButton("target", N_("Goal"))
        target.set_options(choices(TARGET_NAMES))
        return {"subject_kind": kind, "target": target}

    def changed(self, table: str, ids: object) -> None:
        """The rows are targets; whichever record changed, the queue may have."""
        self._recount.start()
        self.pane.reload()
