"""The list of courses."""

from services import courses
from services.texts import N_
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.list_page import Adds, ListPage
from ui.kit.lookups import choices
from ui.kit.paged import Column
from ui.kit.views_row import SavedView
from ui.kit.words import say


class CoursesPage(ListPage):
    """Courses of the company, by name."""

    tables = ("course", "course_article")
    module = "training"
    service = courses
    kind = "course"
    sort, descending = "name", False
    views = (
        SavedView("used", N_("In use")),
        SavedView("staff", N_("For our staff")),
        SavedView("guests", N_("For contractors and customers")),
        SavedView("archived", N_("No longer in use")),
    )
    empty = (N_("No courses here."), N_("Add what is taught, with its material (Ctrl+M)."))
    adds = Adds("course", "new_course", N_("New course"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "courses", N_("Courses"), "article")

    def columns(self) -> list[Column]:
        return [
            Column("name", N_("Training course"), "link", sort="name", shown=lambda row: row.title, stretch=True),
            Column("kind", N_("Kind"), shown=lambda row: say(courses.KIND_NAMES[row.kind])),
            Column("audience", N_("For whom"), shown=lambda row: say(courses.AUDIENCE_NAMES[row.audience]), drop=2),
            Column("days", N_("Days"), "integer"),
            Column("hours", N_("Hours of teaching"), "number"),
            Column("valid_months", N_("Valid for how many months"), "integer", drop=1),
            Column("materials", N_("Material"), "integer"),
            Column("held", N_("Times held"), "integer"),
            self.store_column(),
        ]

    def filter_buttons(self) -> dict[str, FilterButton]:
        kind = FilterButton("kind", N_("Kind"))
        kind.set_options(choices(courses.KIND_NAMES))
        return {"kind": kind}
