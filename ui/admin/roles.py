"""Roles: what each is for, how many hold it, and what the database lets it do."""

from typing import Any, NamedTuple

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from services import guests, people, rights_matrix
from services.guests import KIND_NAMES
from services.paging import Page as PageOfRows
from services.people import ROLE_NAMES
from services.table_names import table_words
from services.texts import N_, _
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import TablePane
from ui.kit.theme import theme
from ui.kit.words import Label, hairline

DOES = {
    "admin": N_("Accounts, roles, stores, regions, products, parameters, backup and restore, audit trail."),
    "manager": N_("Dispatches, handles complaints, approves, reads the figures; sees every store of the own regions."),
    "agent": N_("Customers, intake, tickets, follow-ups, articles, delivery and payment at the counter."),
    "technician": N_("The own jobs: diagnosis, parts, work, test, report, visits; may take an unassigned job."),
    "parts": N_("Stock, requisitions, purchasing up to confirmation, receipts, returns, counts."),
    "sales": N_("Prospects, activities, sales, the own customers."),
    "finance": N_("Payments, settlement of purchase orders, claims, credit."),
    "auditor": N_("Reads everything but personal columns and unlock codes, and exports."),
    "leader": N_("A service agent who leads a group: gives the tickets and calls of his stores to others."),
    "inspector": N_("A service agent who inspects what others of his stores did with customers, and talks it over."),
    "kiosk": N_(
        "A store's screen for customers: an order opened by number and code of its slip, and published answers."
    ),
    "customer": N_("The own file, devices, orders and surveys, published answers, figures of our service."),
}
NEVER = {
    "admin": N_("Changes or erases the audit trail."),
    "manager": N_("Keeps accounts."),
    "agent": N_("Approves, or deletes what has a history."),
    "technician": N_("Sees the jobs of others, sets prices, keeps accounts."),
    "parts": N_("Approves the own orders."),
    "sales": N_("Sees the quotes of others."),
    "finance": N_("Moves an order's work state."),
    "auditor": N_("Writes anything."),
    "leader": N_("Handles complaints, or approves."),
    "inspector": N_("Inspects himself, or draws consequences."),
    "kiosk": N_("Sees an order without its code, or anything of the house."),
    "customer": N_("Sees anything of others or of the house."),
}
BOUNDS = N_("Columns by table, as the database grants them; rows are bounded by store and region besides.")
GUEST_BOUNDS = N_("No table at all; these functions, as the database grants them, and no others.")
NAMES = {**ROLE_NAMES, **KIND_NAMES}


class RoleLine(NamedTuple):
    """A role with the number of people who hold it."""

    id: str
    people: int


class RightLine(NamedTuple):
    """What a role may do with a table: the columns it reads, fills in when adding, and changes; or a function that
    those may call who reach no table. id: its code."""

    id: str
    words: str
    read: frozenset[str] = frozenset()
    add: frozenset[str] = frozenset()
    change: frozenset[str] = frozenset()


class RolesPage(Page):
    """Roles at the left, the rights of the chosen one at the right; both come from the database."""

    module = "admin"
    tables = ("staff",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "roles", N_("Roles"), "person")
        self.role = "admin"
        self._cells: list[rights_matrix.Cell] = []
        self.pane = TablePane(
            "roles",
            [
                Column("id", N_("User role"), read=lambda line: _(NAMES[line.id]), stretch=True),
                Column("people", N_("People"), "integer", sample="People"),
            ],
            desk.background,
            self._fetch_roles,
            empty=(N_("No roles."), ""),
            quick_filter=False,
            accessible=N_("Roles"),
        )
        self.rights = TablePane(
            "rights",
            [
                Column("id", N_("Table or function"), read=lambda line: line.words, stretch=True),
                Column("code", N_("Code"), read=lambda line: line.id, sample="work_order_transition", secondary=True),
                Column("read", N_("Reads"), read=lambda line: self._words(line.read, line.id), sample="all but 12 of"),
                Column("add", N_("Adds"), read=lambda line: self._words(line.add, line.id), sample="all but 12 of"),
                Column(
                    "change", N_("Changes"), read=lambda line: self._words(line.change, line.id), sample="all but 12 of"
                ),
            ],
            desk.background,
            self._fetch_rights,
            empty=(N_("This role reaches no table by itself."), N_("What it does goes through functions.")),
            accessible=N_("Rights by table"),
        )
        self.does = Label(lambda: _(DOES[self.role]), wrap=True)
        self.never = Label(lambda: _("Never: {what}").format(what=_(NEVER[self.role])), "body", "secondary", wrap=True)
        self.heading_of_role = Label(lambda: _(NAMES[self.role]), "card")
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[theme.px(n) for n in (16, 12, 16, 12)])
        inside.setSpacing(theme.px(8))
        inside.addWidget(self.heading_of_role)
        inside.addWidget(hairline())
        inside.addWidget(self.does)
        inside.addWidget(self.never)
        self.bounds = Label(
            lambda: _(GUEST_BOUNDS if self.role in KIND_NAMES else BOUNDS), "label", "secondary", wrap=True
        )
        inside.addWidget(self.bounds)
        inside.addWidget(self.rights, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.pane, 5)
        row.addWidget(card, 11)
        self.body.addLayout(row, 1)
        self.pane.current_changed.connect(self._choose)

    def refresh(self) -> None:
        self.pane.reload()
        self.rights.reload()

    def changed(self, table: str, ids: Any) -> None:
        self.pane.reload()

    def _choose(self, line: RoleLine | None) -> None:
        if line is None or line.id == self.role:
            return
        self.role = line.id
        for label in (self.heading_of_role, self.does, self.never, self.bounds):
            label.retranslate()
        self.rights.reload()

    def _fetch_roles(self, _request: PageRequest) -> Any:
        counts = {**people.count_by_role(self.desk.db), **guests.count_by_kind(self.desk.db)}
        return PageOfRows([RoleLine(role, counts.get(role, 0)) for role in NAMES])

    def _fetch_rights(self, request: PageRequest) -> Any:
        if not self._cells:
            with self.desk.db.read() as connection:
                self._every = rights_matrix.columns(connection)
                self._cells = rights_matrix.cells(connection)
                self._calls = rights_matrix.calls(connection)
        lines = [
            RightLine(cell.table, table_words(cell.table), cell.read, cell.add, cell.change)
            for cell in self._cells
            if cell.role == self.role and (cell.read or cell.add or cell.change)
        ]
        lines += [RightLine(call.name, call.words) for call in self._calls if call.role == self.role]
        wanted = request.text.lower()
        return PageOfRows([line for line in lines if wanted in f"{line.id} {line.words}".lower()])

    def _words(self, some: frozenset[str], table: str) -> str:
        if not some:
            return ""
        every = len(self._every[table])
        if len(some) == every:
            return _("all")
        return _("{n} of {total} columns").format(n=len(some), total=every)

    def focus_start(self) -> None:
        self.pane.view.setFocus()

    def panes(self) -> list[Any]:
        return [self.pane.view, self.rights.view]
