"""One recovery plan: its trace, what went wrong and the goal, its measures, and how it ended."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services import improvements, recovery_plans
from services.recovery_plans import Plan
from services.texts import N_, _, either
from ui.kit import formats, lookups
from ui.kit.buttons import Button
from ui.kit.cards import Card, Pairs
from ui.kit.case_page import CasePage
from ui.kit.cases import entry
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.origins import OriginCard
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable
from ui.kit.steps_bar import StepDialog
from ui.kit.theme import theme
from ui.kit.trace import Entry
from ui.kit.words import Label, data, say
from ui.recovery.labels import HAPPENED, STEPS, needed, plan_form, state_chip

_TONES = {"filed": "neutral", "adopted": "info", "declined": "neutral", "done": "success", "withdrawn": "neutral"}


def _measure_chip(row: improvements.Line) -> Chip:
    if row.late:
        return Chip(N_("Overdue"), "danger", "limit")
    return Chip(improvements.STATE_NAMES[row.state], _TONES[row.state], "ok" if row.state == "done" else "todo")


MEASURES = [
    Column("number", N_("No."), "link", sample="J2611-00042"),
    Column("subject", N_("Measure"), stretch=True),
    Column("state", N_("State"), chip=_measure_chip, sample="Carried out"),
    Column("owner_name", N_("Who carries it out")),
    Column("due_on", N_("Due on"), "date"),
]


class MeasuresCard(Card):
    """The suggestions that are its measures; a double click opens one to adopt it or say that it is done."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(N_("Measures"))
        self.plan: Plan | None = None
        self._desk = desk
        self.table = SmallTable("measures", MEASURES, desk.background, N_("Measures"), most=8)
        self.table.opened.connect(lambda row: desk.open_record("improvement", row.id))
        self.add = Button(N_("Add a measure…"), "add_measure", icon="add")
        self.add.clicked.connect(self._add)
        self.none = Label(
            N_("No measure yet: what is to be done so that it does not happen again?"), "label", "secondary"
        )
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        for one in (self.none, self.table):
            self.body.addWidget(one)
        self.body.addLayout(row)

    def tell(self, plan: Plan, rows: list[improvements.Line]) -> None:
        """Show them."""
        self.plan = plan
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.add.setVisible(plan.state == "open")

    def _add(self) -> None:
        if self.plan is not None:
            self._desk.open_page("new_improvement", recovery_plan_id=self.plan.id, about_number=self.plan.number)


class EndCard(Card):
    """Who answers for it until when, and what came of it."""

    def __init__(self) -> None:
        super().__init__(N_("Plan"))
        self.pairs = Pairs()
        self.result = Label("", "body", wrap=True)
        self.told = Label("", "body", "secondary", wrap=True)
        for one in (self.pairs, self.result, self.told):
            self.body.addWidget(one)

    def tell(self, plan: Plan) -> None:
        """Show it."""
        told = [
            (N_("Who answers for it"), plan.owner_name),
            (N_("Until when"), formats.day(plan.due_on)),
            (N_("Closed on"), formats.day(plan.done_on) if plan.done_on else ""),
        ]
        self.pairs.tell([(name, data(value)) for name, value in told if value])
        for label, words in ((self.result, plan.result), (self.told, plan.told)):
            label.setVisible(bool(words))
        self.result.say(lambda: _("Result: {words}").format(words=plan.result))
        self.told.say(lambda: _("Customers told: {words}").format(words=plan.told))


class RecoveryPlanPage(CasePage):
    """A plan: managers of its store put its words right while it is open."""

    tables = ("recovery_plan", "improvement")
    module = "recovery"
    service = recovery_plans
    table = "recovery_plan"
    words = STEPS

    def __init__(self, desk: Desk) -> None:
        self.end, self.origin, self.measures = EndCard(), OriginCard(desk), MeasuresCard(desk)
        super().__init__(desk, "recovery_plan", N_("Service recovery plan"), "target")

    def make_form(self) -> Form:
        return plan_form(self.desk, given=False)

    def middle(self) -> QWidget:
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(super().middle(), 1)
        column.addWidget(self.measures)
        return both

    def cards(self) -> Sequence[QWidget]:
        return (self.end, self.origin)

    def more(self) -> Any:
        wanted = improvements.Wanted(view="all", recovery_plan_id=self.record_id)
        return list(improvements.page(self.desk.db, wanted, limit=100).rows)

    def chips(self, record: Plan) -> Sequence[Chip]:
        return (state_chip(record), Chip(recovery_plans.CAUSE_NAMES[record.cause], "neutral", "info"))

    def facts(self, record: Plan) -> str:
        parts = [
            _("Made by {name}").format(name=record.created_by),
            formats.inside(record.opened_at, self.desk.now()),
            either(record.store_name, record.store_name_en),
        ]
        return " · ".join(parts)

    def entry(self, happened: Any) -> Entry:
        return entry(happened, HAPPENED, lambda one: one.owner_name if one.action == "pass_on" else "")

    def needed(self, column: str) -> Field:
        return needed(column)

    def lists_for(self, dialog: StepDialog, needs: Collection[str]) -> None:
        if "owner_id" not in needs:
            return
        db, store = self.desk.db, self.seen.store_id
        self.run(
            lambda: lookups.superiors(db, store),
            lambda found: lookups.offer(dialog.form, "owner_id", found),
            slot="who",
        )

    def told(self, record: Plan, more: Any, first: bool) -> None:
        self.end.tell(record)
        self.origin.tell(record)
        self.measures.tell(record, more or [])

    def title(self) -> str:
        return self.seen.number if self.seen else say(N_("Service recovery plan"))
