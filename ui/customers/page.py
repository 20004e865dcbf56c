"""The list of customers."""

from collections.abc import Sequence
from typing import Any

from services import customer_parts, customers, regions
from services.customers import CustomerLine, Wanted
from services.ids import new_id
from services.punctuation import listed
from services.texts import N_, ngettext
from ui.customers.cards import print_blank
from ui.customers.labels import kind_chip, kind_words
from ui.customers.merge import MergeDialog
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.filter_button import FilterButton
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.list_page import Adds, ListPage
from ui.kit.options import Option
from ui.kit.paged import Column
from ui.kit.table_pane import ListAction
from ui.kit.views_row import SavedView
from ui.kit.words import data, named, say

VIEWS = (
    SavedView("all", N_("All customers")),
    SavedView("companies", N_("Companies")),
    SavedView("prospects", N_("Prospects")),
    SavedView("mine", N_("My customers")),
    SavedView("archived", N_("In the archive")),
)


class CustomersPage(ListPage):
    """All customers of the company; technicians and sales representatives get their own."""

    tables = ("customer",)
    service = customers
    kind = "customer"
    sort = "created"
    empty = (
        N_("No customers here."),
        N_("Add one with Ctrl+Shift+C, or widen the filter; a name, initials or the last four digits find any."),
    )
    adds = Adds("customer", "new_customer", N_("New customer"), "Ctrl+Shift+C")

    def __init__(self, desk: Desk) -> None:
        self._class_names: dict[str, tuple[str, str]] = {}
        roles = desk.has_role("sales", "agent", "manager")
        self.views = [view for view in VIEWS if view.name != "mine" or roles]
        super().__init__(desk, "customers", N_("Customers"), "customer")
        self.blank = Button(N_("Print an empty card"), "print_blank_card", "link", icon="print")
        self.blank.clicked.connect(lambda: print_blank(self))
        self.head.insertWidget(self.head.count() - 1, self.blank)
        self._load_options()

    def row_actions(self) -> Sequence[ListAction]:
        rights = self.desk.rights
        return (
            ListAction(
                "merge",
                N_("Merge…"),
                self._merge,
                "link",
                shown=lambda: rights is None or rights.may_call("merge_customers"),
            ),
            ListAction(
                "change_sales_rep",
                N_("Change the sales representative…"),
                self._change_rep,
                "person",
                shown=lambda: rights is None or rights.may_change("customer", "sales_rep_id"),
            ),
        )

    def filter_buttons(self) -> dict[str, FilterButton]:
        return {
            "region_id": FilterButton("region", N_("Region")),
            "class_code": FilterButton("class", N_("Class")),
            "sales_rep_id": FilterButton("sales_rep", N_("Sales representative")),
        }

    def columns(self) -> list[Column]:
        return [
            Column("number", N_("Customer no."), "link", sort="number", sample="K100001"),
            Column("name", N_("Name"), sort="name", stretch=True),
            Column("phone_masked", N_("Phone"), sample="138****1234"),
            Column(
                "kind",
                N_("Kind"),
                "chip",
                chip=_kind_chip,
                shown=lambda row: kind_words(row.kind, row.stage),
                sample="Prospect",
            ),
            Column("notes", N_("Notes"), "integer", shown=lambda row: str(row.notes or ""), tone=_note_tone),
            Column(
                "classes",
                N_("Classes"),
                shown=self._class_words,
                sample="Ordinary company, Old customer, Key customer",
                drop=2,
            ),
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

    def wanted_in(self, view: str) -> Wanted:
        match view:
            case "companies":
                return Wanted(kind="company")
            case "prospects":
                return Wanted(stage="prospect")
            case "mine":
                return Wanted(sales_rep_id=self.desk.person.id)
            case "archived":
                return Wanted(archived=True)
        return Wanted()

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

            self.write(lambda: customers.change_sales_rep(self.desk.db, ids, rep, request), done, dialog.refused)

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


def _kind_chip(row: CustomerLine) -> Chip | None:
    # Persons are the rule; a chip on every row would mean nothing.
    return kind_chip(row.kind, row.stage) if (row.kind, row.stage) != ("person", "formal") else None


def _note_tone(row: CustomerLine) -> str:
    return "warning" if row.notes else "secondary"
