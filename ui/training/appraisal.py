"""One appraisal: its marks, what was said, what follows, and what the person says to it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services import appraisals
from services.appraisals import Appraisal
from services.documents import from_appraisals
from services.ids import new_id
from services.texts import N_, _, either
from ui.kit import formats, papers
from ui.kit.buttons import Button
from ui.kit.cards import Card, Pairs
from ui.kit.case_page import CasePage
from ui.kit.cases import entry
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form
from ui.kit.form_card import form_card
from ui.kit.form_dialog import FormDialog
from ui.kit.paged import Column
from ui.kit.small_table import SmallTable
from ui.kit.stale import Held
from ui.kit.theme import theme
from ui.kit.trace import Entry
from ui.kit.words import Label, data, say
from ui.training.appraisal_words import (
    HAPPENED,
    STEPS,
    amount_words,
    appraisal_form,
    mark_fields,
    mark_values,
    needed,
    place_words,
    points,
    state_chip,
)

# What may become of a planned one besides: never the usual next step, which is marking.
OTHERWISE = ("postpone", "miss")
COLUMNS = (
    Column("name", N_("Item"), read=lambda row: row.title, stretch=True),
    Column("words", N_("What to look at"), secondary=True, sample="x" * 16, drop=1),
    Column("weight", N_("Weight"), "integer"),
    Column("mark", N_("Mark of 100"), "number", shown=lambda row: points(row.mark)),
    Column("points", N_("Points reached"), "number", shown=lambda row: points(row.points)),
)


class MarksCard(Card):
    """The items with their marks; whoever may hold it marks, everybody prints."""

    def __init__(self, page: "AppraisalPage", desk: Desk) -> None:
        super().__init__(N_("Marks"))
        self._page, self._desk = page, desk
        self.table = SmallTable("appraisal_items", COLUMNS, desk.background, N_("Marks"), most=10)
        self.mark = Button(N_("Mark…"), "mark", icon="edit", key="Ctrl+E")
        self.mark.act(page.action("mark", N_("Mark…"), "Ctrl+E", self.ask, "edit"))
        self.print = Button(N_("Appraisal form"), "print_appraisal", "link", icon="print")
        self.print.clicked.connect(self._print)
        self.body.addWidget(self.table)
        row = QHBoxLayout()
        row.addWidget(self.mark)
        self.otherwise = {}
        for action in OTHERWISE:
            button = Button(STEPS[action].text, f"{action}_appraisal", "link")
            button.clicked.connect(lambda _on=False, action=action: page.take_step(action))
            row.addWidget(button)
            self.otherwise[action] = button
        row.addStretch(1)
        row.addWidget(self.print)
        self.body.addLayout(row)

    def tell(self, one: Appraisal, scheme: Mapping[str, Any]) -> None:
        """scheme: the items as they are marked, or would be now."""
        self.items = appraisals.items_of(one.scheme or scheme, one.marks)
        self.table.show_rows(self.items)
        own = one.staff_id == self._desk.person.id
        offered = {step.action for step in self._page.offered()}
        for action, button in self.otherwise.items():
            button.setVisible(action in offered)
        self.mark.setVisible(not own and one.state in ("planned", "held") and self._desk.has_role("manager", "leader"))

    def ask(self) -> None:
        """Ask for the marks and what was said."""
        page, one, request = self._page, self._page.seen, new_id()
        if one is None or self.mark.isHidden():
            return
        db, items = self._desk.db, self.items
        held = Held(one, lambda: appraisals.get(db, one.id), partial(mark_values, items=items))

        def act(dialog: FormDialog) -> None:
            seen, given = held.row, dialog.form.values()
            page.write(lambda: appraisals.mark(db, seen, given, request), partial(self._marked, dialog), dialog.refused)

        FormDialog(
            page, "mark", lambda: _("How did {name} do?").format(name=one.staff_name), mark_fields(items), act,
            background=self._desk.background, width=680, held=held,
        ).open()  # fmt: skip

    def _marked(self, dialog: FormDialog, _moved: Any) -> None:
        dialog.accept()
        self._page.refresh()

    def _print(self) -> None:
        one = self._page.seen
        if one is not None:
            content = partial(from_appraisals.appraisal_paper, appraisal_id=one.id)
            made = papers.paper_of(self._page, "appraisal", content, lambda _db: [one.id], one.number, one.store_id)
            papers.print_out(self._page, made)


class ResultCard(Card):
    """Points, band, reward or penalty, and the person's own words."""

    def __init__(self) -> None:
        super().__init__(N_("Result"))
        self.pairs = Pairs()
        self.reply = Label("", "body", wrap=True)
        self.body.addWidget(self.pairs)
        self.body.addWidget(self.reply)

    def tell(self, one: Appraisal) -> None:
        """Show what came of it."""
        told = (
            (N_("To be held on"), formats.day(one.due_on)),
            (N_("Hired on"), formats.day(one.hired_on) if one.hired_on else ""),
            (N_("Held on"), formats.day(one.held_on) if one.held_on else ""),
            (N_("Held by"), one.appraiser),
            (N_("Points reached"), points(one.score) if one.score is not None else ""),
            (N_("Result"), one.band_title),
            (N_("Reward or penalty, yuan"), amount_words(one.amount)),
        )
        self.pairs.tell([(name, data(value)) for name, value in told if value])
        self.reply.say(lambda: _("{name} says: {words}").format(name=one.staff_name, words=one.reply))
        self.reply.setVisible(bool(one.reply))


class AppraisalPage(CasePage):
    """Managers and leaders hold it; whom it is about acknowledges it."""

    tables = ("appraisal", "appraisal_rule")
    module = "training"
    service = appraisals
    table = "appraisal"
    words = STEPS

    def __init__(self, desk: Desk) -> None:
        self.result = ResultCard()
        super().__init__(desk, "appraisal", N_("Appraisal"), "target")

    def make_form(self) -> Form:
        return appraisal_form(self.desk)

    def middle(self) -> QWidget:
        self.marks = MarksCard(self, self.desk)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self.marks)
        column.addWidget(form_card(self.form), 1)
        return middle

    def cards(self) -> Sequence[QWidget]:
        return (self.result,)

    def chips(self, record: Appraisal) -> Sequence[Chip]:
        return (state_chip(record),)

    def facts(self, record: Appraisal) -> str:
        parts = [
            place_words(record.place),
            _("due {day}").format(day=formats.day(record.due_on)),
            either(record.store_name, record.store_name_en),
        ]
        return " · ".join(part for part in parts if part)

    def entry(self, happened: Any) -> Entry:
        return entry(happened, HAPPENED)

    def needed(self, column: str) -> Field:
        return needed(column)

    def in_bar(self, actions: Sequence[str]) -> Sequence[str]:
        return [action for action in actions if action not in OTHERWISE]

    def offered(self) -> Sequence[Any]:
        """The steps that are possible now."""
        return self._offered

    def more(self) -> Any:
        return appraisals.scheme_now(self.desk.db)

    def told(self, record: Appraisal, more: Any, first: bool) -> None:
        self.marks.tell(record, more)
        self.result.tell(record)

    def title(self) -> str:
        return self.seen.number if self.seen else say(N_("Appraisal"))
