"""The list of customers."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt

from services import customer_parts, customers, regions
from services.customers import CustomerLine, Wanted
from services.ids import new_id
from services.punctuation import listed
from services.texts import N_, ngettext
from ui.customers.labels import kind_chip, kind_words, named
from ui.customers.merge import MergeDialog
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.options import Option
from ui.kit.own_views import OwnViews
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import ListAction, TablePane
from ui.kit.views_row import SavedView
from ui.kit.words import data, say

VIEWS = (
    SavedView("all", N_("All customers")),
    SavedView("companies", N_("Companies")),
    SavedView("prospects", N_("Prospects")),
    SavedView("mine", N_("My customers")),
    SavedView("archived", N_("In the archive")),
)


class CustomersPage(Page):
    """All customers of the company; technicians and sales representatives get their own."""

    tables = ("customer", "customer_class", "customer_note")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "customers", N_("Customers"), "customer")
        self._wanted = Wanted()
        self._view = "all"
        self._class_names: dict[str, tuple[str, str]] = {}
        rights = desk.rights
        self.pane = TablePane(
            "customers",
            self._columns(),
            desk.background,
            self._fetch,
            self._fetch_some,
            sort="created",
            descending=True,
            ticks=True,
            empty=(
                N_("No customers here."),
                N_(
                    "Add one with Ctrl+Shift+C, or widen the filter; a name, initials or the last four digits find any."
                ),
            ),
            actions=[
                ListAction("merge", N_("Merge…"), self._merge, "link", shown=lambda: self._may("merge_customers")),
                ListAction(
                    "change_sales_rep",
                    N_("Change the sales representative…"),
                    self._change_rep,
                    "person",
                    shown=lambda: rights is None or rights.may_change("customer", "sales_rep_id"),
                ),
            ],
            views=self._views(),
            now=desk.now,
            accessible=N_("Customers"),
        )
        self.filters = {
            "region_id": FilterButton("region", N_("Region")),
            "class_code": FilterButton("class", N_("Class")),
            "sales_rep_id": FilterButton("sales_rep", N_("Sales representative")),
        }
        for place, (column, button) in enumerate(self.filters.items()):
            self.pane.bar.insertWidget(place, button)
            button.chosen.connect(lambda value, name=column: self._narrow(name, value))
        self.new = Button(N_("New customer"), "new_customer", "primary", "Ctrl+Shift+C", "add")
        adding = self.action(
            "new_customer_here", N_("New customer"), "Ctrl+Shift+C", lambda: desk.open_page("new_customer"), "add"
        )
        adding.setVisible(rights is None or rights.may_add("customer"))
        self.new.act(adding)
        self.add_head(None, self.new)
        self.body.addWidget(self.pane, 1)
        self.pane.opened.connect(lambda row: desk.open_record("customer", row.id))
        self.pane.model.failed.connect(self.refused)
        self.pane.model.loaded.connect(self._tell_cut)
        self.action("filter_customers", N_("Filter these rows"), "Ctrl+F", self.pane.focus_filter, "filter")
        self.own = OwnViews(self, self.pane, self._views(), self._show_view, self._kept)
        self._load_options()

    def _may(self, function: str) -> bool:
        return self.desk.rights is None or self.desk.rights.may_call(function)

    def _views(self) -> list[SavedView]:
        return [view for view in VIEWS if view.name != "mine" or self.desk.has_role("sales", "agent", "manager")]

    def _columns(self) -> list[Column]:
        return [
            Column("number", N_("Customer no."), "link", sort="number", sample="K100001"),
            Column("name", N_("Name"), sort="name", stretch=True),
            Column("phone_masked", N_("Phone"), sample="138****1234"),
            Column("kind", N_("Kind"), "chip", chip=_kind_chip, shown=lambda row: kind_words(row.kind, row.stage)),
            Column("notes", N_("Notes"), "integer", shown=lambda row: str(row.notes or ""), tone=_note_tone),
            Column("classes", N_("Classes"), shown=self._class_words, sample="老客户、主力客户", drop=2),
            Column(
                "region", N_("Region"), shown=lambda row: say(named(row.region, row.region_en)), sample="杭州", drop=3
            ),
            Column("sales_rep", N_("Sales representative"), sample="欧阳敏", drop=1, secondary=True),
            Column("created_at", N_("Since"), "moment", sort="created", sample="2026-11-24 18:00", drop=4),
            Column("updated_at", N_("Last change"), "moment", hidden=True),
        ]

    def _class_words(self, row: CustomerLine) -> str:
        names = [self._class_names.get(code, (code, code)) for code in row.classes]
        return listed(name[0 if formats.zh() else 1] for name in names)

    # what it shows

    def shown(self, view: str = "", region_id: UUID | None = None, text: str = "", **_more: Any) -> None:
        if region_id is not None:
            self._narrow("region_id", region_id)
        if text:
            self.pane.filter.setText(text)
            self.pane.model.text = text
        if view:
            self.own.choose(view)

    def refresh(self) -> None:
        self.pane.reload()
        self._count()

    def _load_options(self) -> None:
        db = self.desk.db

        def load() -> Any:
            return (
                regions.tree(db),
                customer_parts.class_names(db),
                customers.sales_reps(db),
            )

        self.run(load, self._show_options, slot="options")

    def _show_options(self, loaded: Any) -> None:
        tree, class_names, reps = loaded
        self._class_names = class_names
        self.filters["region_id"].set_options(
            [
                Option(region.id, lambda one=region: "  " * one.depth + say(named(one.name, one.name_en)))
                for region in tree
            ]
        )
        self.filters["class_code"].set_options([Option(code, named(*names)) for code, names in class_names.items()])
        self.filters["sales_rep_id"].set_options([Option(one.id, data(one.name)) for one in reps])
        self.pane.model.retranslate()
        self._count()

    def _count(self) -> None:
        db, mine = self.desk.db, self._mine()

        def load() -> dict[str, int]:
            wanted = {view.name: _wanted_of(view.name, mine) for view in self._views()}
            return {name: customers.count(db, one) for name, one in wanted.items()}

        self.run(load, self.pane.views.show_counts, slot="counts")

    def _mine(self) -> UUID | None:
        return getattr(self.desk.person, "id", None)

    def _show_view(self, view: str, filters: Mapping[str, Any] | None) -> None:
        self._view = view
        self._wanted = _wanted_of(view, self._mine())
        for column, button in self.filters.items():
            kept = (filters or {}).get(column)
            value = next((one.value for one in button.options if str(one.value) == kept), None)
            if value is not None:
                self._wanted = dataclasses.replace(self._wanted, **{column: value})
            button.set_value(getattr(self._wanted, column) or None)

    def _kept(self) -> dict[str, Any]:
        chosen = {column: getattr(self._wanted, column) for column in self.filters}
        return {"view": self._view, **{column: str(value) for column, value in chosen.items() if value}}

    def _narrow(self, column: str, value: Any) -> None:
        self._wanted = dataclasses.replace(self._wanted, **{column: value if value is not None else _none(column)})
        self.filters[column].set_value(value)
        self.pane.reload()

    def _fetch(self, request: PageRequest) -> Any:
        wanted = dataclasses.replace(self._wanted, text=request.text)
        return customers.page(
            self.desk.db,
            wanted,
            sort=request.sort,
            descending=request.descending,
            place=request.place,
            limit=request.limit,
        )

    def _fetch_some(self, ids: Collection[Any]) -> Any:
        return customers.some(self.desk.db, list(ids), self._wanted)

    def _tell_cut(self) -> None:
        full = bool(self.pane.model.text) and self.pane.model.rowCount() >= customers.search.LIST_CAP
        self.pane.set_summary(N_("More than shown: type more of the name or number") if full else "")

    def changed(self, table: str, ids: Collection[Any]) -> None:
        if table == "customer":
            self.pane.changed_elsewhere(list(ids))
            self._count()

    # actions

    def _merge(self, rows: Sequence[CustomerLine]) -> None:
        if len(rows) != 2:
            self.messages.show(
                "info", N_("Tick the two customers that are one and the same."), key="merge", icon="link"
            )
            return
        MergeDialog(self, rows[0].id, rows[1].id, lambda kept: self.desk.open_record("customer", kept)).open()

    def _change_rep(self, rows: Sequence[CustomerLine]) -> None:
        ids = [row.id for row in rows]
        request = new_id()

        def act(dialog: FormDialog) -> None:
            rep = dialog.form.value("sales_rep_id")

            def done(count: int) -> None:
                dialog.done_saving()
                self.pane.model.clear_ticks()
                self.pane.changed_elsewhere(ids)
                self.messages.show(
                    "success",
                    lambda: ngettext(
                        "{n} customer has another sales representative now.",
                        "{n} customers have another sales representative now.",
                        count,
                    ).format(n=count),
                    key="rep",
                )

            self.run(
                lambda: customers.change_sales_rep(self.desk.db, ids, rep, request), done, dialog.refused, slot="rep"
            )

        FormDialog(
            self,
            "sales_rep",
            lambda: ngettext(
                "Give {n} customer to which sales representative?",
                "Give {n} customers to which sales representative?",
                len(ids),
            ).format(n=len(ids)),
            [
                Field(
                    "sales_rep_id",
                    N_("Sales representative"),
                    "combo",
                    options=self.filters["sales_rep_id"].options,
                    span=12,
                )
            ],
            act,
            verb=N_("Hand over the customers"),
            detail=N_("Without a choice they belong to nobody."),
        ).open()

    def focus_start(self) -> None:
        self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _wanted_of(view: str, mine: UUID | None) -> Wanted:
    match view:
        case "companies":
            return Wanted(kind="company")
        case "prospects":
            return Wanted(stage="prospect")
        case "mine":
            return Wanted(sales_rep_id=mine)
        case "archived":
            return Wanted(archived=True)
    return Wanted()


def _kind_chip(row: CustomerLine) -> Chip | None:
    # Persons are the rule; a chip on every row would mean nothing.
    return kind_chip(row.kind, row.stage) if (row.kind, row.stage) != ("person", "formal") else None


def _none(column: str) -> Any:
    return "" if column == "class_code" else None


def _note_tone(row: CustomerLine) -> str:
    return "warning" if row.notes else "secondary"
