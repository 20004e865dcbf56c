"""All orders: saved views, filters, a list or a board, live, with actions on the chosen ones."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from services import desk_lists, order_lists, organisation, work_orders
from services.desk_lists import Colleague
from services.errors import OutcomeUnknown, ServiceError
from services.ids import new_id
from services.messages_many import MOST
from services.order_lists import OrderLine, Totals, Wanted
from services.order_record import Order
from services.organisation import StoreLine
from services.paging import COUNT_LIMIT
from services.punctuation import pair
from services.texts import N_, _, ngettext
from ui.kit import formats
from ui.kit.buttons import Button, icon_button
from ui.kit.desk import Desk
from ui.kit.fields import Field
from ui.kit.leaf_stack import focus_before, take_focus_after
from ui.kit.menus import pop_up
from ui.kit.own_views import OwnViews
from ui.kit.page import Page
from ui.kit.paged import PageRequest
from ui.kit.table_pane import ListAction, TablePane
from ui.kit.words import data
from ui.work_orders import codes as code_lists
from ui.work_orders import papers
from ui.work_orders.ask_dialog import AskDialog
from ui.work_orders.board import Board
from ui.work_orders.codes import Codes
from ui.work_orders.list_columns import columns, views_for
from ui.work_orders.list_filters import OrderFilters, wanted_of
from ui.work_orders.many_steps import ManySteps
from ui.work_orders.step_menu import step_menu
from ui.work_orders.step_taker import StepTaker
from ui.work_orders.tell_many import TellManyDialog

# Figures follow changes a moment later, all of them at once.
RECOUNT_MS = 1500
_ZERO = Decimal()


class OrdersPage(Page):
    """The module 'orders'. open_page("orders", view=…) shows a saved view, wanted=… the orders behind a figure."""

    tables = ("work_order",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "orders", N_("Orders"), "order", heading=False)
        self.wanted = Wanted(view="mine" if desk.has_role("technician") else "open")
        self.codes = Codes()
        self.taker = StepTaker(self, lambda: self.codes, self._moved, self._go_to)
        self.many = ManySteps(self, lambda: self.codes, self._many_moved)
        self._totals: Totals | None = None
        self.views = views_for(frozenset(desk.person.roles))
        self._build()
        self._wire()
        self.own = OwnViews(self, self.pane, self.views, self._show_view, self._kept, self.count)

    # building

    def _build(self) -> None:
        desk = self.desk
        actions = [
            ListAction("assign", N_("Assign"), self.assign, "assigned", "A", lambda: desk.has_role("agent", "manager")),
            ListAction("next_step", N_("Next step"), self.next_step, "forward", "Ctrl+G"),
            ListAction(
                "tell_many",
                N_("Tell the customers"),
                self.tell_many,
                "send",
                "Shift+T",
                lambda: desk.has_role("agent", "manager", "technician"),
            ),
            ListAction("print", N_("Print"), self.print_chosen, "print", "Ctrl+P", lambda: desk.printing is not None),
        ]
        self.pane = TablePane(
            "orders",
            columns(desk.now),
            desk.background,
            self._fetch,
            self._fetch_some,
            sort="opened",
            descending=True,
            ticks=True,
            empty=(N_("No orders here."), N_("Widen the filter, or take in a device (F7).")),
            actions=actions,
            views=self.views,
            now=desk.now,
            accessible=N_("Orders"),
        )
        self._board: Board | None = None
        self.pane.views.show_current(self.wanted.view)
        self.as_list = icon_button("as_list", N_("As a list"), "as_list")
        self.as_board = icon_button("as_board", N_("As a board (Ctrl+Shift+B)"), "as_board")
        for button in (self.as_list, self.as_board):
            button.setCheckable(True)
        self.as_list.setChecked(True)
        self.new = Button(N_("New order"), "new_order", "primary", "F7", "add")
        # The views stand in the row of the page, so that list and board share them.
        self.head.insertWidget(0, self.pane.views, 1)
        self.parcels = Button(N_("Parcels"), "open_parcels", icon="visit")
        self.parcels.clicked.connect(lambda: self.desk.open_page("shipments"))
        self.add_head(self.as_list, self.as_board, self.parcels, self.new)
        if not desk.has_role("agent", "manager"):
            self.new.hide()
        self._filters()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.pane)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.stack, 1)

    @property
    def board(self) -> Board:
        """Made when somebody first wants it: all its columns are a fifth of the page, and most look at the list."""
        if self._board is None:
            board = self._board = Board()
            board.opened.connect(lambda row: self.desk.open_record("work_order", row.id))
            board.dropped.connect(lambda row, state: self.taker.take_towards(row.id, state))
            board.step_wanted.connect(lambda row: self.next_step([row]))
            before = focus_before(self.stack)
            self.stack.addWidget(board)
            if before is not None:
                take_focus_after(before, board)
        return self._board

    @property
    def _on_board(self) -> bool:
        return self.stack.currentWidget() is not self.pane

    def _filters(self) -> None:
        self.filters = OrderFilters()
        self.filters.changed.connect(self._filtered)
        self.filters.cleared.connect(self.clear_filters)
        self.pane.layout().removeItem(self.pane.bar)
        self.filters.row.take_over(self.pane.bar)

    def _wire(self) -> None:
        self.pane.opened.connect(lambda row: self.desk.open_record("work_order", row.id))
        self.pane.model.ticked.connect(self._tell_sums)
        self.as_list.clicked.connect(lambda: self.show_board(False))
        self.as_board.clicked.connect(lambda: self.show_board(True))
        self.new.clicked.connect(lambda: self.desk.open_page("intake", new=True))
        for name, text, keys, act, icon in (
            ("filter_rows", N_("Filter these rows"), "Ctrl+F", self.pane.focus_filter, "filter"),
            ("toggle_board", N_("List or board"), "Ctrl+Shift+B", self.toggle_board, "as_board"),
            ("assign", N_("Assign"), "A", lambda: self.assign(self.chosen()), "assigned"),
            ("next_step", N_("Next step"), "Ctrl+G", lambda: self.next_step(self.chosen()), "forward"),
            ("tell_many", N_("Tell the customers"), "Shift+T", lambda: self.tell_many(self.chosen()), "send"),
            ("print", N_("Print"), "Ctrl+P", lambda: self.print_chosen(self.chosen()), "print"),
        ):
            owner = self if "Ctrl" in keys else self.pane.view
            self.desk.shortcuts.add(owner, name, text, keys, act, self.name, icon)
        self._recount = QTimer(self, singleShot=True, interval=RECOUNT_MS)
        self._recount.timeout.connect(self.count)

    # what is shown

    def shown(self, view: str = "", wanted: Wanted | None = None, **_how: Any) -> None:
        if wanted is not None:
            self._leave_own_view()
            self._narrow_to(wanted)
            # 'Clear filters' says that less is shown than the view's name, and takes it back.
            self.pane.views.show_current(wanted.view)
            self.show_board(False)
        elif view:
            self._leave_own_view()
            self.pane.views.show_current(view)
            self.wanted = replace(self.wanted, view=view)

    def _leave_own_view(self) -> None:
        if self.own.current() is not None:
            self.own.leave()
            self._narrow_to(Wanted(view=self.wanted.view))

    def _narrow_to(self, wanted: Wanted, since: str | None = None) -> None:
        self.wanted = wanted
        self.filters.tell(wanted, since)
        sort = order_lists.VIEWS[wanted.view][1]
        self.pane.model.sort_key, self.pane.model.descending = sort, sort == "opened"

    def _show_view(self, view: str, filters: Mapping[str, Any] | None) -> None:
        if filters is None:
            self._narrow_to(replace(self.wanted, view=view), self.filters.since.value)
            return
        self._narrow_to(*wanted_of({"view": view, **filters}, self._today()))
        if filters:
            self._set_board(bool(filters.get("board")))

    def _kept(self) -> dict[str, Any]:
        kept = self.filters.kept(self.wanted)
        return {**kept, "board": True} if self._on_board else kept

    def _today(self) -> date:
        return formats.local(self.desk.now()).date()

    def _fetch(self, request: PageRequest) -> Any:
        # A view with an order of its own keeps it until a person sorts.
        wanted = replace(self.wanted, text=request.text)
        sort = request.sort if request.sort in order_lists.SORTS else ""
        return order_lists.page(
            self.desk.db, wanted, sort=sort, descending=request.descending, place=request.place, limit=request.limit
        )

    def _fetch_some(self, ids: Sequence[Any]) -> Sequence[OrderLine]:
        return order_lists.some(self.desk.db, ids, self.wanted)

    def refresh(self) -> None:
        if not self.codes.lists:
            self._load_lists()
        if self._on_board:
            self._load_board()
        else:
            self.pane.reload()
        self.count()

    def _load_lists(self) -> None:
        db, store = self.desk.db, self.desk.person.store_id

        def load() -> tuple[Codes, list[Colleague], Sequence[StoreLine]]:
            return (
                code_lists.load(db),
                desk_lists.colleagues(db, store, ("technician",)),
                organisation.stores(db, limit=500).rows,
            )

        self.run(load, self._take_lists, slot="lists")

    def _take_lists(self, found: tuple[Codes, list[Colleague], Sequence[StoreLine]]) -> None:
        self.codes, technicians, stores = found
        with_stores = self.desk.has_role("manager", "admin", "finance", "auditor")
        self.filters.offer(technicians, stores, with_stores)

    def count(self) -> None:
        """Counts of the views and sums of the list, up to 1,001 rows each."""
        db, wanted, today = self.desk.db, self.wanted, self._today()
        views = [view.name for view in self.views if view.name != "all"]
        # A view of one's own has filters of its own, and says how many orders it will show.
        own = {key: wanted_of(self.own.filters_of(view), today)[0] for key, view in self.own.views.items()}
        base = Wanted() if self.own.current() is not None else replace(wanted, view="all")

        def work() -> tuple[dict[str, int], Totals]:
            counts = order_lists.counts(db, views, base)
            counts.update({key: order_lists.totals(db, one).count for key, one in own.items()})
            return counts, order_lists.totals(db, wanted)

        self.run(work, self._take_counts, slot="count")

    def _take_counts(self, found: tuple[dict[str, int], Totals]) -> None:
        counts, self._totals = found
        self.pane.views.show_counts(dict(counts))
        self._tell_sums()

    def _tell_sums(self) -> None:
        ticked = self.pane.model.ticked_rows()
        totals = self._totals

        def words_of() -> str:
            parts = []
            if ticked:
                parts.append(
                    _("Selected {sum}").format(sum=formats.money(sum((row.due for row in ticked), start=_ZERO)))
                )
            if totals is not None:
                count = formats.count(totals.count, COUNT_LIMIT - 1)
                more = "+" if totals.count >= COUNT_LIMIT else ""
                sums = f"{formats.money(totals.due)}{more}"
                parts.append(_("All {count}  {sum} CNY").format(count=count, sum=sums))
            return "   ".join(parts)

        self.pane.set_summary(words_of)

    def show_view(self, name: str) -> None:
        """Another saved view."""
        self.own.choose(name)

    def _filtered(self) -> None:
        wanted = self.filters.wanted(self.wanted.view, self._today())
        self.wanted = wanted
        self.filters.tell(wanted, self.filters.since.value)
        self.refresh()

    def clear_filters(self) -> None:
        """Show everything of the view again."""
        self.filters.tell(Wanted())
        self._filtered()

    def focus_start(self) -> None:
        (self.board if self._on_board else self.pane.view).setFocus()

    def panes(self) -> list[QWidget]:
        return [self.pane.views, self.filters, self.stack.currentWidget()]

    # board

    def toggle_board(self) -> None:
        """Ctrl+Shift+B."""
        self.show_board(self.stack.currentWidget() is self.pane)

    def _set_board(self, on: bool) -> None:
        self.as_board.setChecked(on)
        self.as_list.setChecked(not on)
        self.stack.setCurrentWidget(self.board if on else self.pane)

    def show_board(self, on: bool) -> None:
        """Board or list."""
        self._set_board(on)
        self.refresh()
        self.focus_start()

    def _load_board(self) -> None:
        db, wanted, now = self.desk.db, replace(self.wanted, text=""), self.desk.now()
        self.run(lambda: order_lists.board(db, wanted), lambda found: self.board.tell(found, now), slot="board")

    # changes

    def changed(self, table: str, ids: Collection[Any]) -> None:
        self._recount.start()
        if self._on_board:
            self._load_board()
            return
        self.pane.changed_elsewhere(list(ids))

    def _moved(self, order: Order) -> None:
        if self._on_board:
            self._load_board()
        else:
            self.pane.model.changed_elsewhere([order.id])
        self._recount.start()

    def _many_moved(self) -> None:
        self.pane.model.clear_ticks()
        self.refresh()

    def _go_to(self, order: Order, leaf: str) -> None:
        self.desk.open_record("work_order", order.id, leaf=leaf)

    # actions

    def chosen(self) -> list[OrderLine]:
        """The rows an action is for."""
        if self._on_board:
            row = self.board.current_row()
            return [row] if row is not None else []
        return self.pane.view.chosen_rows()

    def next_step(self, rows: Sequence[OrderLine]) -> None:
        """The menu of steps of one order, or of those that several can take together."""
        if not rows:
            return
        if len(rows) > 1:
            self.many.offer([row.id for row in rows], self.pane.view.mapToGlobal(self.pane.view.rect().center()))
            return
        db, order_id = self.desk.db, rows[0].id
        self.run(
            lambda: (work_orders.get(db, order_id), work_orders.next_steps(db, order_id)),
            lambda found: self._offer_steps(*found),
            slot="steps",
        )

    def _offer_steps(self, order: Order, steps: Sequence[Any]) -> None:
        menu = step_menu(self, steps, lambda step: self.taker.take(order, step))
        anchor = self.board if self._on_board else self.pane.view
        pop_up(menu, anchor.mapToGlobal(anchor.rect().center()))

    def tell_many(self, rows: Sequence[OrderLine]) -> None:
        """Write the message of one occasion to the customers of the chosen orders, or of the whole list."""
        if not (rows or self.pane.model.rowCount()) or not self.desk.has_role("agent", "manager", "technician"):
            return
        db, wanted, model = self.desk.db, replace(self.wanted, text=self.pane.model.text), self.pane.model
        sort = model.sort_key if model.sort_key in order_lists.SORTS else ""

        def everything() -> Sequence[OrderLine]:
            return order_lists.page(db, wanted, sort=sort, descending=model.descending, limit=MOST).rows

        TellManyDialog(self, rows, everything, wanted.view, self._many_moved).open()

    def print_chosen(self, rows: Sequence[OrderLine]) -> None:
        """Print the work sheets of the chosen orders."""
        for row in rows:
            papers.print_out(self, "worksheet", row.id, row.number, row.store_id)

    def assign(self, rows: Sequence[OrderLine]) -> None:
        """Give the chosen orders to a technician; which could not be given is said."""
        open_rows = [row for row in rows if row.work_state in order_lists.OPEN_STATES]
        if not open_rows:
            return

        def take(values: Any, done: Any, refused: Any) -> None:
            self._assign_all(open_rows, values["technician_id"], done)

        fields = [
            Field(
                "technician_id",
                N_("Technician"),
                "combo",
                required=True,
                span=12,
                options=self.filters.technician.options,
            )
        ]
        detail = lambda: ngettext("{n} order", "{n} orders", len(open_rows)).format(n=len(open_rows))  # noqa: E731
        AskDialog(self, self.desk.background, "assign", N_("Assign"), detail, fields, N_("Assign"), take).open()

    def _assign_all(self, rows: Sequence[OrderLine], technician: UUID, done: Any) -> None:
        db, place = self.desk.db, self.taker.workstation
        requests = [new_id() for _row in rows]

        def work(report: Any) -> list[str]:
            failed = []
            for count, (row, request) in enumerate(zip(rows, requests, strict=True), 1):
                action = "assign" if row.work_state == "received" else "reassign"
                try:
                    order = work_orders.get(db, row.id)
                    payload = {"technician_id": technician, "workstation": place}
                    work_orders.move(db, work_orders.seen(order), action, payload, request=request)
                except OutcomeUnknown:
                    raise  # all of it once more: what was done is not done again
                except ServiceError as error:
                    failed.append(pair(row.number, error.sentence()))
                report(count)
            return failed

        def ended(failed: list[str]) -> None:
            done()
            self.pane.model.clear_ticks()
            self.refresh()
            if failed:
                said = ngettext("{n} order was not assigned", "{n} orders were not assigned", len(failed))
                self.messages.show("warning", lambda: said.format(n=len(failed)), data("  ".join(failed)), key="assign")

        self.write(work, ended, progress=lambda _count: None)
