"""Master data in figures (CSS-19): tiles open the lists, rows the records they count."""

from datetime import date, timedelta

from services import articles
from services.people import ROLE_NAMES
from services.projects import STAGE_NAMES
from services.statistics import base_data
from services.statistics.base_data import Counted, Figures
from services.texts import N_, _, either
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.figures_page import FiguresPage, Row, percent
from ui.kit.paged import Column
from ui.kit.tiles import Figure

DAYS = 30
BY = (
    ("region", N_("Customer region")),
    ("class", N_("Customer class")),
    ("category", N_("Product category")),
    ("article", N_("Kind of article")),
    ("stage", N_("Project stage")),
    ("role", N_("Role of staff")),
)
WORDS = {"article": articles.KIND_NAMES, "stage": STAGE_NAMES, "role": ROLE_NAMES}
# The list behind a row of each group, and what narrows it.
BEHIND = {
    "region": ("customers", "region_id"),
    "class": ("customers", "class_code"),
    "category": ("products", "category_id"),
    "article": ("knowledge", "kind"),
}
TILES = {
    "customers": (N_("Customers"), "customers"),
    "prospects": (N_("Prospects"), "customers"),
    "devices": (N_("Devices"), "devices"),
    "models": (N_("Product models"), "products"),
    "articles": (N_("Published articles"), "knowledge"),
    "projects": (N_("Projects"), "projects"),
    "people": (N_("Staff"), "people"),
}
COLUMNS = (
    Column("name", N_("Name"), "link", stretch=True),
    Column("n", N_("How many"), "integer", read=lambda row: row.one.n),
    Column("share", N_("Share"), "number", shown=lambda row: percent(row.one.percent)),
    Column("added", N_("New in this time"), "integer", read=lambda row: row.one.added),
)


class BaseFiguresPage(FiguresPage):
    """What is on file now, and what came in thirty days."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "base_figures", N_("Master data in figures"), tuple(TILES))
        self.explain(
            N_(
                "Counted as of now, without the archive; customers of a region count for those above it, a customer or "
                "person with several classes or roles for each."
            )
        )
        nothing = N_("Nothing is on file here.")
        card = self.table_card(N_("What tells them apart"), COLUMNS, nothing, self.open_row, BY)
        self.body.addWidget(card, 1)

    def first_and_last(self) -> tuple[date, date]:
        """Thirty days, the last one included."""
        return self.day - timedelta(days=DAYS - 1), self.day

    def count(self, first: date, last: date) -> Figures:
        return base_data.figures(self.desk.db, first, last)

    def show_figures(self, figures: Figures) -> None:
        """Tiles and table."""
        self.tell_tiles(
            {name: Figure(words, formats.number(figures.totals[name])) for name, (words, _page) in TILES.items()}
        )
        by = self.by.current()
        self.tell_rows([Row(one.id, _name(by, one), one) for one in figures.groups[by]])

    def open_tile(self, name: str) -> None:
        """The list a figure counts."""
        if name == "people" and not self.desk.has_role("admin"):
            return
        self.desk.open_page(TILES[name][1], view={"prospects": "prospects"}.get(name, ""))

    def open_row(self, row: Row) -> None:
        """The records a row counts, where their list narrows to them."""
        page, column = BEHIND.get(self.by.current(), ("", ""))
        if page and row.id is not None:
            self.desk.open_page(page, **{column: row.id})


def _name(by: str, one: Counted) -> str:
    if by in WORDS:
        return _(WORDS[by].get(one.id, one.id))
    return "\u2003" * one.depth + (either(one.name, one.name_en) or _("not said"))
