"""The list of acceptances and minutes: the technical file."""

from services import acceptances
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.list_page import Adds, ListPage
from ui.kit.lookups import choices
from ui.kit.paged import Column
from ui.kit.views_row import SavedView
from ui.kit.words import say


class AcceptancesPage(ListPage):
    """Acceptances of the person's stores."""

    tables = ("acceptance",)
    module = "dispatch"
    service = acceptances
    kind = "acceptance"
    sort = "held_at"
    only_for = ("project_id", "project_name")
    views = (
        SavedView("all", N_("All papers")),
        SavedView("draft", N_("Not signed yet")),
        SavedView("signed", N_("Signed")),
    )
    empty = (N_("No acceptances here."), N_("Write one from a visit, or here (Ctrl+M)."))
    adds = Adds("acceptance", "new_acceptance", N_("New acceptance or minutes"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "acceptances", N_("Acceptances and minutes"), "file")
        self.projects = Button(N_("Projects"), "open_projects", "link", icon="store")
        self.projects.clicked.connect(lambda: desk.open_page("projects"))
        self.pane.bar.insertWidget(0, self.projects)

    def columns(self) -> list[Column]:
        return [
            Column("number", N_("No."), "link"),
            Column("held_at", N_("Held at"), "moment", sort="held_at"),
            Column("kind", N_("Kind"), shown=lambda row: say(acceptances.KIND_NAMES[row.kind])),
            Column("title", N_("Title"), stretch=True),
            Column("project", N_("Project"), drop=3),
            Column("customer_name", N_("Customer"), drop=2),
            Column("visit_number", N_("Visit"), drop=4),
            Column("result", N_("Outcome"), shown=lambda row: say(acceptances.RESULT_NAMES.get(row.result, "")) if row.result else ""),
            Column("signed_at", N_("Signed"), "moment"),
            self.store_column(),
        ]  # fmt: skip

    def filter_buttons(self) -> dict[str, FilterButton]:
        kind = FilterButton("kind", N_("Kind"))
        kind.set_options(choices(acceptances.KIND_NAMES))
        return {"kind": kind}
