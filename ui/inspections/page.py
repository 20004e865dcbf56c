"""The list of quality inspections: a row opens the contact that was looked at; talking and what follows from its menu."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from services import inspections
from services.errors import ServiceError
from services.ids import new_id
from services.inspections import InspectionLine
from services.texts import N_
from ui.inspections.dialog import InspectDialog
from ui.kit import formats, lookups
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.list_page import ListPage
from ui.kit.paged import Column
from ui.kit.stale import Held
from ui.kit.table_pane import ListAction
from ui.kit.views_row import SavedView
from ui.kit.words import Text, data, say

TONES = {
    "praise": ("success", "star"),
    "coaching": ("info", "message"),
    "warning": ("warning", "warning"),
    "deduction": ("danger", "error"),
}
# Who looks at what others did with customers.
INSPECT = ("manager", "inspector")
RECORDS = {"ticket": "ticket", "follow_up": "follow_up"}


def state_chip(row: InspectionLine) -> Chip:
    """What follows from it, else whether it was talked over."""
    if row.consequence is not None:
        tone, icon = TONES[row.consequence]
        return Chip(inspections.CONSEQUENCE_NAMES[row.consequence], tone, icon)
    if row.talked_on is not None:
        return Chip(N_("Talked over"), "info", "ok")
    return Chip(N_("To be talked over"), "neutral", "todo")


def short_of(row: InspectionLine) -> str:
    """The criteria that did not get all their points."""
    return " · ".join(
        f"{one.title} {formats.number(one.points)}/{formats.number(one.most)}"
        for one in row.points
        if one.points < one.most
    )


class InspectionsPage(ListPage):
    """Inspections this person may see: an agent his own, a manager those of his stores."""

    tables = ("inspection",)
    service = inspections
    kind = "ticket"
    sort = "inspected_on"
    views = (
        SavedView("to_talk", N_("To be talked over"), "warning"),
        SavedView("talked", N_("Talked over")),
        SavedView("over", N_("With what follows")),
        SavedView("weak", N_("Below 60 %"), "danger"),
        SavedView("mine", N_("Of me")),
        SavedView("all", N_("All inspections")),
    )
    empty = (
        N_("No inspections here."),
        N_("A manager or inspector draws contacts of an agent and looks at them (Ctrl+M)."),
    )
    only_for = ("staff_id", "staff_name")

    def __init__(self, desk: Desk) -> None:
        self._behind: inspections.Wanted | None = None
        super().__init__(desk, "inspections", N_("Quality inspections"), "target")
        self.pane.opened.disconnect()
        self.pane.opened.connect(self.open_contact)
        heads: list[Button] = []
        if desk.has_role(*INSPECT, "admin", "auditor"):
            figures = Button(N_("By person"), "inspection_figures", icon="report")
            figures.clicked.connect(lambda: desk.open_page("inspection_figures"))
            heads.append(figures)
        if desk.has_role(*INSPECT):
            inspect = Button(N_("Inspect a contact"), "inspect_contact", "primary", "Ctrl+M", "add")
            inspect.act(self.action("inspect", N_("Inspect a contact"), "Ctrl+M", self.inspect, "add"))
            heads.append(inspect)
        if heads:
            self.add_head(None, *heads)

    def shown(self, view: str = "", text: str = "", wanted: inspections.Wanted | None = None, **how: Any) -> None:
        """wanted: exactly the inspections behind a figure."""
        self._behind = wanted
        if not view and wanted is None and not self.desk.has_role(*INSPECT, "admin", "auditor"):
            view = "mine"
        super().shown(view or (wanted.view if wanted is not None else ""), text, **how)
        if wanted is not None:
            self.only.setVisible(True)
            self.only.say(N_("Behind the figure"))

    def wanted_in(self, view: str) -> inspections.Wanted:
        return super().wanted_in(view) if self._behind is None else replace(self._behind, view=view)

    def columns(self) -> list[Column]:
        return [
            Column("inspected_on", N_("Inspected on"), "date", sort="inspected_on"),
            Column("staff_name", N_("Employee")),
            Column("kind", N_("What was inspected"), "link",
                   shown=lambda row: f"{say(inspections.CONTACT_NAMES[row.kind])} {row.contact_number}".strip()),
            Column("score", N_("Total score"), "number", sort="score", shown=lambda row: f"{row.score:.0f} %"),
            Column("scores", N_("Points missing at"), shown=short_of, stretch=True),
            Column("state", N_("State"), "chip", chip=state_chip, sample="To be talked over"),
            Column("note", N_("Note"), drop=3, sample="x" * 12),
            Column("talked_on", N_("Talked over on"), "date", drop=4),
            Column("own_words", N_("His own words"), drop=2, sample="x" * 10),
            Column("by_name", N_("By"), secondary=True, drop=1),
            self.store_column(),
        ]  # fmt: skip

    def row_actions(self) -> Sequence[ListAction]:
        inspects = lambda: self.desk.has_role(*INSPECT)  # noqa: E731
        manages = lambda: self.desk.has_role("manager")  # noqa: E731
        return (
            ListAction("talk_over", N_("Talked over…"), self.ask_talk, "message", shown=inspects),
            ListAction("end_inspection", N_("What follows…"), self.ask_end, "target", shown=manages),
            ListAction("answer_inspection", N_("My own words…"), self.ask_answer, "edit"),
        )

    def open_contact(self, row: InspectionLine) -> None:
        """The ticket or follow-up that was looked at; calls have no page of their own but their list."""
        if row.kind in RECORDS:
            self.desk.open_record(RECORDS[row.kind], row.contact_id)
        else:
            self.desk.open_page("calls")

    def inspect(self) -> None:
        """Draw contacts of somebody and look at one."""
        InspectDialog.ask_for(self)

    # what is done with one

    def _one(self, rows: Sequence[InspectionLine], fits: Callable[[InspectionLine], bool]) -> InspectionLine | None:
        if len(rows) == 1 and fits(rows[0]):
            return rows[0]
        self.messages.show("info", N_("Choose one inspection for which this is still to be done."), key="inspection")
        return None

    def ask_talk(self, rows: Sequence[InspectionLine]) -> None:
        """When it was talked over with the person, and what came of that."""
        row = self._one(rows, lambda one: one.consequence is None)
        if row is None:
            return
        fields = [
            Field("talked_on", N_("Talked over on"), "date", required=True, span=6),
            Field("note", N_("What was said"), "multiline", required=True, span=12, lines=3, max_length=2000),
        ]
        self._ask(row, "talk_over", N_("What came of the talk?"), fields,
                  lambda one: {"talked_on": one.talked_on or formats.today(), "note": one.talk_note},
                  lambda db, one, given, request: inspections.talk(db, one, given["talked_on"], given["note"], request))  # fmt: skip

    def ask_end(self, rows: Sequence[InspectionLine]) -> None:
        """What follows from it; other than praise only after the talk."""
        row = self._one(rows, lambda one: one.consequence is None)
        if row is None:
            return
        fields = [
            Field("consequence", N_("What follows"), "choice", required=True, span=12,
                  options=lookups.choices(inspections.CONSEQUENCE_NAMES)),
            Field("note", N_("Comment"), "multiline", span=12, lines=2, max_length=2000),
        ]  # fmt: skip
        self._ask(row, "end_inspection", N_("What follows from it?"), fields, lambda _row: {},
                  lambda db, one, given, request: inspections.end(db, one, given["consequence"], given["note"] or "", request),
                  N_("Whatever is not praise comes after it was talked over with the person."))  # fmt: skip

    def ask_answer(self, rows: Sequence[InspectionLine]) -> None:
        """What the person says to an inspection of his own."""
        row = self._one(rows, lambda one: one.staff_id == self.desk.person.id)
        if row is None:
            return
        fields = [Field("note", N_("My own words"), "multiline", required=True, span=12, lines=3, max_length=2000)]
        self._ask(row, "answer_inspection", N_("What do you say to it?"), fields,
                  lambda one: {"note": one.own_words},
                  lambda db, one, given, request: inspections.answer(db, one, given["note"], request))  # fmt: skip

    def _ask(
        self, row: InspectionLine, name: str, question: Text, fields: list[Field],
        values: Callable[[InspectionLine], dict[str, Any]],
        work: Callable[[Any, InspectionLine, dict[str, Any], Any], Any], detail: Text = "",
    ) -> None:  # fmt: skip
        db, request = self.desk.db, new_id()
        held = Held(row, lambda: now(db, row), values, ("consequence", "score", "talk_note"))

        def act(dialog: FormDialog) -> None:
            given = dialog.form.values()
            self.write(lambda: work(db, held.row, given, request), partial(self.saved, dialog), dialog.refused)

        told = detail or data(f"{row.staff_name} · {row.contact_number} · {row.score:.0f} %")
        FormDialog(self, name, question, fields, act, background=self.desk.background, held=held, detail=told).open()

    def saved(self, dialog: FormDialog, _result: Any) -> None:
        """It is saved: close the dialog and show it."""
        dialog.accept()
        self.refresh()


def now(db: Any, row: InspectionLine) -> InspectionLine:
    """A row as it is now; raises ServiceError 'gone_record' where it is not to be seen any more."""
    for one in inspections.some(db, [row.id]):
        return one
    raise ServiceError("gone_record")
