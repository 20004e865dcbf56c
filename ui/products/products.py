"""The catalogue of product models."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt

from services import products
from services.ids import new_id
from services.products import ModelLine
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.filter_button import FilterButton
from ui.kit.options import Option
from ui.kit.own_views import OwnViews
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import ListAction, TablePane
from ui.kit.views_row import SavedView
from ui.kit.words import data, say
from ui.products.device_form import add_model
from ui.products.labels import SERIAL_KINDS, model_name, named

VIEWS = (
    SavedView("all", N_("All models")),
    SavedView("review", N_("To review"), "warning"),
    SavedView("archived", N_("In the archive")),
)


class ProductsPage(Page):
    """Brands and models; what the counter added on the spot waits under 'To review'."""

    tables = ("product_model",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "products", N_("Product models"), "stock")
        self._view = "all"
        self._category: Any = None
        keeper = desk.has_role("admin", "manager")
        self.pane = TablePane(
            "products",
            self._columns(),
            desk.background,
            self._fetch,
            self._fetch_some,
            sort="brand",
            ticks=keeper,
            empty=(N_("No models here."), N_("Add one with Ctrl+Shift+P; brand, number or initials find it again.")),
            actions=[
                ListAction("merge_models", N_("Merge…"), self._merge, "link", shown=lambda: keeper),
                ListAction("review", N_("Reviewed"), self._review, "ok", shown=lambda: keeper),
            ],
            views=VIEWS,
            now=desk.now,
            accessible=N_("Product models"),
        )
        self.category = FilterButton("category", N_("Category"))
        self.category.chosen.connect(self._narrow)
        self.pane.bar.insertWidget(0, self.category)
        self.new = Button(N_("New model"), "new_model", "primary", "Ctrl+Shift+P", "add")
        adding = self.action("new_model_here", N_("New model"), "Ctrl+Shift+P", self._new, "add")
        if not (desk.rights is None or desk.rights.may_add("product_model")):
            adding.hide()
        self.new.act(adding)
        self.add_head(None, self.new)
        self.body.addWidget(self.pane, 1)
        self.pane.opened.connect(lambda row: desk.open_record("product", row.id))
        self.pane.model.failed.connect(self.refused)
        self.action("filter_products", N_("Filter these rows"), "Ctrl+F", self.pane.focus_filter, "filter")
        self.run(lambda: products.categories(desk.db), self._show_categories, slot="categories")
        self.own = OwnViews(self, self.pane, VIEWS, self._show_view, self._kept)

    def _columns(self) -> list[Column]:
        return [
            Column("brand", N_("Brand"), sort="brand", sample="Panasonic"),
            Column("name", N_("Name"), "link", shown=lambda row: row.name, stretch=True),
            Column("model_no", N_("Model number"), sample="BCD-470WDPG"),
            Column(
                "category",
                N_("Category"),
                shown=lambda row: say(named(row.category, row.category_en)),
                sample="厨房电器",
            ),
            Column("serial_kind", N_("Kind of number"), shown=lambda row: say(SERIAL_KINDS[row.serial_kind]), drop=1),
            Column("warranty_months", N_("Warranty (months)"), "integer"),
            Column("devices", N_("Devices"), "integer", drop=2),
            Column("needs_review", N_("Review"), "chip", chip=_review_chip),
            Column("created_by", N_("Added by"), secondary=True, sample="manager", drop=3),
            Column("created_at", N_("Since"), "moment", sort="created", hidden=True),
        ]

    def _show_categories(self, found: list[products.Category]) -> None:
        self.category.set_options([Option(one.id, named(one.name, one.name_en)) for one in found])

    def refresh(self) -> None:
        self.pane.reload()
        self._count()

    def _count(self) -> None:
        db = self.desk.db

        def load() -> dict[str, int]:
            return {
                "all": products.count(db, products.Wanted()),
                "review": products.count(db, products.Wanted(review=True)),
                "archived": products.count(db, products.Wanted(archived=True)),
            }

        self.run(load, self.pane.views.show_counts, slot="counts")

    def _show_view(self, view: str, filters: Mapping[str, Any] | None) -> None:
        self._view = view
        if filters is not None:
            category = filters.get("category_id")
            self._category = next((one.value for one in self.category.options if str(one.value) == category), None)
            self.category.set_value(self._category)

    def _kept(self) -> dict[str, Any]:
        kept = {"view": self._view}
        return {**kept, "category_id": str(self._category)} if self._category is not None else kept

    def _narrow(self, category: Any) -> None:
        self._category = category
        self.pane.reload()

    def _wanted(self, text: str = "") -> products.Wanted:
        return products.Wanted(
            text=text, category_id=self._category, review=self._view == "review", archived=self._view == "archived"
        )

    def _fetch(self, request: PageRequest) -> Any:
        return products.page(
            self.desk.db,
            self._wanted(request.text),
            sort=request.sort,
            descending=request.descending,
            place=request.place,
            limit=request.limit,
        )

    def _fetch_some(self, ids: Collection[Any]) -> Any:
        return products.some(self.desk.db, list(ids), self._wanted())

    def changed(self, table: str, ids: Collection[Any]) -> None:
        self.pane.changed_elsewhere(list(ids))
        self._count()

    def _new(self) -> None:
        add_model(self, "", lambda model: self.desk.open_record("product", model.id))

    def _review(self, rows: Sequence[ModelLine]) -> None:
        db, ids, requests = self.desk.db, [row.id for row in rows], [new_id() for _row in rows]

        def work() -> None:
            for model_id, request in zip(ids, requests, strict=True):
                products.mark_reviewed(db, model_id, request)

        def done(_nothing: Any) -> None:
            self.pane.model.clear_ticks()
            self.refresh()

        self.run(work, done)

    def _merge(self, rows: Sequence[ModelLine]) -> None:
        if len(rows) != 2:
            self.messages.show("info", N_("Tick the two models that are one and the same."), key="merge", icon="link")
            return
        dialog = Dialog(
            self,
            "merge_models",
            N_("Which of the two entries stays?"),
            N_("The devices of the other one go to it. This cannot be undone."),
        )
        for place, (kept, gone) in enumerate(((rows[0], rows[1]), (rows[1], rows[0]))):
            words = f"{model_name(kept)} {kept.model_no}".strip()
            dialog.add_verb(data(words), self._merger(kept, gone), f"keep_{place}")
        dialog.add_verb(N_("Keep both"), None, "stay", key="Esc").setFocus()
        dialog.open()

    def _merger(self, kept: ModelLine, gone: ModelLine) -> Any:
        request = new_id()

        def done(_outcome: str) -> None:
            self.pane.model.clear_ticks()
            self.refresh()

        return lambda: self.run(lambda: products.merge(self.desk.db, kept.id, gone.id, request), done)

    def focus_start(self) -> None:
        self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _review_chip(row: ModelLine) -> Chip | None:
    return Chip(N_("To review"), "warning", "warning") if row.needs_review else None
