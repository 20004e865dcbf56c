"""The list of service recovery plans, with what became of those of a year."""

from datetime import timedelta

from services import recovery_plans
from services.recovery_plans import Figures
from services.texts import N_, _
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.list_page import Adds, ListPage
from ui.kit.lookups import choices
from ui.kit.paged import Column
from ui.kit.views_row import SavedView
from ui.kit.words import Label, say
from ui.recovery.labels import state_chip

DAYS = 365


class RecoveryPlansPage(ListPage):
    """Plans this person may see; opened for a complaint, only those it gave rise to."""

    tables = ("recovery_plan", "improvement")
    service = recovery_plans
    kind = "recovery_plan"
    sort = "opened_at"
    views = (
        SavedView("open", N_("Under way"), sort="due_on"),
        SavedView("mine", N_("I answer for"), "warning", sort="due_on"),
        SavedView("late", N_("Overdue"), "danger", sort="due_on"),
        SavedView("done", N_("Carried out")),
        SavedView("all", N_("All plans")),
    )
    empty = (N_("No recovery plans here."), N_("A manager makes one from a complaint or with “New recovery plan”."))
    adds = Adds("recovery_plan", "new_recovery_plan", N_("New recovery plan"))
    only_for = ("complaint_id", "complaint_number")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "recovery_plans", N_("Service recovery plans"), "target")
        self.figures = Label("", "label", "secondary", wrap=True)
        self.figures.setObjectName("recovery_figures")
        self.body.insertWidget(0, self.figures)

    def refresh(self) -> None:
        super().refresh()
        db, since = self.desk.db, self.desk.now().date() - timedelta(days=DAYS)
        self.run(lambda: recovery_plans.figures(db, since), self._tell, slot="figures")

    def _tell(self, found: Figures) -> None:
        self.figures.setVisible(bool(found.made))
        self.figures.say(lambda: figure_words(found))

    def columns(self) -> list[Column]:
        return [
            Column("number", N_("No."), "link"),
            Column("opened_at", N_("Plan made at"), "moment", sort="opened_at", drop=2),
            Column("subject", N_("What is to be mended"), stretch=True),
            Column("cause", N_("Arose from"), shown=lambda row: say(recovery_plans.CAUSE_NAMES[row.cause]), drop=3),
            Column("about_number", N_("Case no."), drop=4, sample="C2611-00042"),
            Column("state", N_("State"), "chip", chip=state_chip, sample="Plan carried out"),
            Column("measures", N_("Measures"), "integer"),
            Column("waiting", N_("Waiting"), "integer"),
            Column("owner_name", N_("Who answers for it")),
            Column("due_on", N_("Due on"), "date", sort="due_on"),
            Column("done_on", N_("Closed on"), "date", drop=5),
            self.store_column(),
        ]

    def filter_buttons(self) -> dict[str, FilterButton]:
        cause = FilterButton("cause", N_("Arose from"))
        cause.set_options(choices(recovery_plans.CAUSE_NAMES))
        return {"cause": cause}


def figure_words(found: Figures) -> str:
    """What became of the plans of a year, in a line."""
    words = _(
        "Made in the last 12 months: {made}. Closed: {closed}, of them in time: {in_time}. Overdue now: {late}."
    ).format(made=found.made, closed=found.closed, in_time=found.in_time, late=found.late)
    if found.days is None:
        return words
    return words + " " + _("From made to closed: {days} days on average.").format(days=formats.number(found.days))
