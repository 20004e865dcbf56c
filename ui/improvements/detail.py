"""One suggestion: its trace, its words, what was decided and what came of it."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from services import improvements
from services.improvements import Improvement
from services.texts import N_, _, either
from ui.improvements.labels import HAPPENED, STEPS, improvement_form, needed, state_chip
from ui.kit import formats, lookups
from ui.kit.cards import Card, Pairs
from ui.kit.case_page import CasePage
from ui.kit.cases import entry
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.origins import OriginCard
from ui.kit.steps_bar import StepDialog
from ui.kit.trace import Entry
from ui.kit.words import Label, data, say


class DecisionCard(Card):
    """Who decided what, who carries it out, and the result."""

    def __init__(self) -> None:
        super().__init__(N_("Decision"))
        self.pairs = Pairs()
        self.words = Label("", "body", wrap=True)
        self.result = Label("", "body", wrap=True)
        for one in (self.pairs, self.words, self.result):
            self.body.addWidget(one)

    def tell(self, one: Improvement) -> None:
        """Show what was decided."""
        self.setVisible(one.decided_at is not None)
        told = [
            (N_("The decision is by"), one.decided_by),
            (N_("Who carries it out"), one.owner_name),
            (N_("Until when"), formats.day(one.due_on) if one.due_on else ""),
            (N_("Carried out on"), formats.day(one.done_on) if one.done_on else ""),
        ]
        self.pairs.tell([(name, data(value)) for name, value in told if value])
        for label, words in ((self.words, one.decision_note), (self.result, one.result)):
            label.say(data(words))
            label.setVisible(bool(words))


class ImprovementPage(CasePage):
    """A suggestion: its author may put its words right until a manager has decided."""

    tables = ("improvement",)
    module = "improvements"
    service = improvements
    table = "improvement"
    words = STEPS

    def __init__(self, desk: Desk) -> None:
        self.decision, self.origin = DecisionCard(), OriginCard(desk)
        super().__init__(desk, "improvement", N_("Improvement suggestion"), "idea")

    def make_form(self) -> Form:
        return improvement_form(self.desk)

    def cards(self) -> Sequence[QWidget]:
        return (self.decision, self.origin)

    def chips(self, record: Improvement) -> Sequence[Chip]:
        return (state_chip(record), Chip(improvements.AREA_NAMES[record.area], "neutral", "idea"))

    def facts(self, record: Improvement) -> str:
        parts = [
            _("Filed by {name}").format(name=record.filed_by),
            formats.inside(record.opened_at, self.desk.now()),
            either(record.store_name, record.store_name_en),
        ]
        return " · ".join(parts)

    def entry(self, happened: Any) -> Entry:
        return entry(happened, HAPPENED, lambda one: one.owner_name if one.action in ("adopt", "pass_on") else "")

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

    def told(self, record: Improvement, more: Any, first: bool) -> None:
        self.decision.tell(record)
        self.origin.tell(record)

    def title(self) -> str:
        return self.seen.number if self.seen else say(N_("Improvement suggestion"))
