"""The catalogue of product models."""

from collections.abc import Sequence
from typing import Any

from services import products
from services.ids import new_id
from services.names import doer
from services.products import ModelLine
from services.texts import N_, either
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.device_words import model_name
from ui.kit.dialogs import Dialog
from ui.kit.filter_button import FilterButton
from ui.kit.list_page import Adds, ListPage
from ui.kit.options import Option
from ui.kit.paged import Column
from ui.kit.table_pane import ListAction
from ui.kit.views_row import SavedView
from ui.kit.words import data, named, say
from ui.products.device_form import add_model
from ui.products.labels import SERIAL_KINDS


class ProductsPage(ListPage):
    """Brands and models; what the counter added on the spot waits under 'To review'."""

    tables = ("product_model",)
    service = products
    kind = "product"
    sort, descending = "brand", False
    views = (
        SavedView("all", N_("All models")),
        SavedView("review", N_("To review"), "warning"),
        SavedView("shown", N_("Shown to customers")),
        SavedView("software", N_("Software")),
        SavedView("archived", N_("In the archive")),
    )
    empty = (N_("No models here."), N_("Add one with Ctrl+Shift+P; brand, number or initials find it again."))
    adds = Adds("product_model", "new_model", N_("New model"), "Ctrl+Shift+P")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "products", N_("Product models"), "stock")
        self.run(lambda: products.categories(desk.db), self._show_categories, slot="categories")

    def row_actions(self) -> Sequence[ListAction]:
        if not self.desk.has_role("admin", "manager"):
            return ()
        return (
            ListAction("merge_models", N_("Merge…"), self._merge, "link"),
            ListAction("review", N_("Reviewed"), self._review, "ok"),
        )

    def filter_buttons(self) -> dict[str, FilterButton]:
        return {"category_id": FilterButton("category", N_("Category"))}

    def wanted_in(self, view: str) -> products.Wanted:
        return products.Wanted(**({view: True} if view != "all" else {}))

    def columns(self) -> list[Column]:
        return [
            Column("brand", N_("Brand"), sort="brand", sample="Panasonic"),
            Column("name", N_("Name"), "link", shown=lambda row: either(row.name, row.name_en), stretch=True),
            Column("model_no", N_("Model number"), sample="BCD-470WDPG"),
            Column(
                "category",
                N_("Category"),
                shown=lambda row: say(named(row.category, row.category_en)),
                sample="厨房电器",
            ),
            Column("serial_kind", N_("Kind of number"), shown=lambda row: say(SERIAL_KINDS[row.serial_kind]), drop=1),
            Column("warranty_months", N_("Warranty (months)"), "integer"),
            Column("retail_price", N_("Retail price"), "money", drop=2),
            Column("shown", N_("Customers"), "chip", chip=_shown_chip, drop=1),
            Column("devices", N_("Devices"), "integer", drop=2),
            Column("needs_review", N_("Review"), "chip", chip=_review_chip),
            Column(
                "created_by",
                N_("Added by"),
                read=lambda line: doer(line.created_by),
                secondary=True,
                sample="欧阳敏之",
                drop=3,
            ),
            Column("created_at", N_("Since"), "moment", sort="created", hidden=True),
        ]

    def _show_categories(self, found: list[products.Category]) -> None:
        self.filters["category_id"].set_options([Option(one.id, named(one.name, one.name_en)) for one in found])

    def add_new(self) -> None:
        add_model(self, "", lambda model: self.desk.open_record("product", model.id))

    def _review(self, rows: Sequence[ModelLine]) -> None:
        db, ids, requests = self.desk.db, [row.id for row in rows], [new_id() for _row in rows]

        def work() -> None:
            for model_id, request in zip(ids, requests, strict=True):
                products.mark_reviewed(db, model_id, request)

        def done(_nothing: Any) -> None:
            self.pane.model.clear_ticks()
            self.refresh()

        self.write(work, done)

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

        return lambda: self.write(lambda: products.merge(self.desk.db, kept.id, gone.id, request), done)


def _review_chip(row: ModelLine) -> Chip | None:
    return Chip(N_("To review"), "warning", "warning") if row.needs_review else None


def _shown_chip(row: ModelLine) -> Chip | None:
    return Chip(N_("Shown"), "success", "store") if row.shown else None
