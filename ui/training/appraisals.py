"""The list of appraisals: to a manager what is due comes first, to others their own."""

from dataclasses import replace
from datetime import date
from typing import Any

from services import appraisals
from services.ids import new_id
from services.texts import N_
from ui.kit import lookups
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.list_page import Adds, ListPage
from ui.kit.options import Option
from ui.kit.paged import Column
from ui.kit.views_row import SavedView
from ui.training.appraisal_words import amount_words, place_words, points, state_chip

LEADS = ("manager", "leader", "admin", "auditor")


class AppraisalsPage(ListPage):
    """Appraisals this person holds, or that are about him."""

    tables = ("appraisal",)
    module = "training"
    service = appraisals
    kind = "appraisal"
    sort, descending = "due_on", False
    views = (
        SavedView("due", N_("Due within 30 days"), "warning"),
        SavedView("late", N_("Overdue"), "danger"),
        SavedView("planned", N_("Appraisal planned")),
        SavedView("held", N_("To be acknowledged")),
        SavedView("acknowledged", N_("Acknowledged by the person")),
        SavedView("missed", N_("Not held"), "warning"),
        SavedView("mine", N_("My own")),
        SavedView("by_me", N_("Held by me")),
        SavedView("all", N_("All appraisals")),
    )
    empty = (
        N_("No appraisals here."),
        N_("New staff get six in their first year, from the day they were hired; others are planned by hand."),
    )
    adds = Adds("appraisal", "new_appraisal", N_("Plan an appraisal"))
    only_for = ("staff_id", "staff_name")

    def __init__(self, desk: Desk) -> None:
        self._behind: appraisals.Wanted | None = None
        super().__init__(desk, "appraisals", N_("Appraisals"), "target")
        links = [("appraisal_figures", N_("Appraisals in figures"), "report", ("manager", "admin", "auditor")),
                 ("appraisal_rules", N_("Items and rewards"), "target", ("manager", "admin"))]  # fmt: skip
        for name, words, icon, roles in links:
            if desk.has_role(*roles):
                button = Button(words, name, "link", icon=icon)
                button.clicked.connect(lambda _on=False, page=name: desk.open_page(page))
                self.pane.bar.insertWidget(0, button)
        if desk.has_role("manager", "admin"):
            self.hired = Button(N_("Hired on…"), "set_hired", "link", icon="calendar")
            self.hired.clicked.connect(self.ask_hired)
            self.pane.bar.insertWidget(0, self.hired)

    def shown(self, view: str = "", text: str = "", wanted: appraisals.Wanted | None = None, **how: Any) -> None:
        """wanted: exactly the appraisals behind a figure."""
        self._behind = wanted
        if not view and wanted is None and not self.desk.has_role(*LEADS):
            view = "mine"
        super().shown(view or (wanted.view if wanted is not None else ""), text, **how)
        if wanted is not None:
            self.only.setVisible(True)
            self.only.say(N_("Behind the figure"))

    def wanted_in(self, view: str) -> appraisals.Wanted:
        return super().wanted_in(view) if self._behind is None else replace(self._behind, view=view)

    def columns(self) -> list[Column]:
        return [
            Column("number", N_("No."), "link", sample="E2611-00042"),
            Column("due_on", N_("To be held on"), "date", sort="due_on"),
            Column("staff_name", N_("Staff"), sample="欧阳敏敏"),
            Column("place", N_("Of the first year"), shown=lambda row: place_words(row.place), sample="x" * 14, drop=3),
            Column("state", N_("State"), "chip", chip=state_chip, sample="Acknowledged by the"),
            Column("held_on", N_("Held on"), "date", drop=4),
            Column("appraiser", N_("Held by"), sample="欧阳敏敏", drop=2),
            Column("score", N_("Points reached"), "number", shown=lambda row: points(row.score)),
            Column("band_title", N_("Result"), stretch=True),
            Column("amount", N_("Reward or penalty, yuan"), "number", shown=lambda row: amount_words(row.amount)),
            Column("reply", N_("What the person says"), secondary=True, drop=1, sample="x" * 12),
            self.store_column(),
        ]

    def ask_hired(self) -> None:
        """When somebody was hired: from that day follow the appraisals of his first year."""
        db, request, store = self.desk.db, new_id(), self.desk.person.store_id

        def find(typed: str) -> list[Option]:
            wanted = typed.strip().lower()
            return [one for one in lookups.colleagues(db, store) if wanted in str(one.label()).lower()]

        def act(dialog: FormDialog) -> None:
            who, day = dialog.form.value("staff_id"), dialog.form.value("hired_on")
            self.write(
                lambda: appraisals.set_hired(db, who, day, request), lambda _none: self._hired(dialog), dialog.refused
            )

        FormDialog(
            self, "hired", N_("When was somebody hired?"),
            [Field("staff_id", N_("Staff"), "lookup", required=True, span=6, search=find),
             Field("hired_on", N_("Hired on"), "date", required=True, span=6)],
            act, background=self.desk.background,
            detail=N_("The appraisals of his first year follow from this day; those that are only planned move with it."),
        ).open()  # fmt: skip

    def _hired(self, dialog: FormDialog) -> None:
        dialog.accept()
        self.refresh()


def behind(first: date, until: date, **narrowed: Any) -> appraisals.Wanted:
    """The appraisals a figure counts; until: the day after the last."""
    return appraisals.Wanted(held_from=first, held_until=until, **narrowed)
