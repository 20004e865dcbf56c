"""A customer's own orders, and one of them with its trace."""

from typing import Any

from services import own_file
from services.documents import render
from services.own_file import OwnOrder
from services.public_orders import PublicOrder
from services.texts import N_, language
from ui.kiosk.order_view import OrderView
from ui.kiosk.own_paper import PAPER, OwnPaper
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.paged import Column
from ui.kit.print_preview import PreviewDialog
from ui.kit.table_pane import TablePane
from ui.kit.views_row import SavedView
from ui.kit.words import data


def state_chip(row: OwnOrder) -> Chip:
    """How an order stands."""
    over = row.work_state in ("delivered", "closed", "cancelled")
    tone = "success" if row.is_ready else "danger" if row.work_state == "failed" else "neutral" if over else "info"
    return Chip(lambda: row.state, tone, row.work_state)


COLUMNS = [
    Column("number", N_("Order no."), "link", sample="W2611-00042"),
    Column("device", N_("Device"), stretch=True),
    Column("serial_no", N_("Serial number"), drop=2, secondary=True),
    Column("state", N_("State"), chip=state_chip),
    Column("opened_at", N_("Taken in"), "moment"),
    Column("promised_at", N_("Promised"), "moment"),
    Column("balance", N_("Still to pay"), "money", drop=1),
    Column("store", N_("Store"), read=lambda row: row.place, drop=3),
]


class OwnOrdersPage(Page):
    """What is under way first, all on demand."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "own_orders", N_("My orders"), "order")
        db = desk.db
        self._only_open = True
        self.pane = TablePane(
            "own_orders",
            COLUMNS,
            desk.background,
            lambda request: own_file.orders(
                db,
                request.place,
                only_open=self._only_open,
                descending=request.descending,
                cap=request.limit,
            ),
            descending=True,
            empty=(N_("No orders here."), N_("Orders you hand in at one of our stores appear by themselves.")),
            views=(SavedView("open", N_("Under way")), SavedView("all", N_("All"))),
            quick_filter=False,
            now=desk.now,
        )
        self.pane.opened.connect(lambda row: desk.open_record("own_order", row.id))
        self.pane.view_chosen.connect(self._choose)
        self.body.addWidget(self.pane, 1)

    def _choose(self, view: str) -> None:
        self._only_open = view == "open"
        self.refresh()

    def refresh(self) -> None:
        self.pane.model.reload()

    def focus_start(self) -> None:
        self.pane.view.setFocus()


class OwnOrderPage(Page):
    """One order as its customer sees it."""

    module = "own_orders"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "own_order", N_("Order"), "order")
        self.view = OrderView()
        self.body.addWidget(self.view, 1)
        self.paper = Button(N_("Save or print…"), "own_paper", icon="print", key="Ctrl+P")
        self.paper.act(self.action("own_paper", N_("Save or print…"), "Ctrl+P", self.show_paper, "print"))
        self.paper.hide()
        self.add_head(None, self.paper)

    def refresh(self) -> None:
        db, wanted = self.desk.db, self.record_id
        self.run(lambda: own_file.order(db, wanted), self._show, self.not_loaded, slot="load")

    def _show(self, order: PublicOrder) -> Any:
        self.set_title(data(order.number))
        self.view.tell(order)
        self.paper.setVisible(self.desk.printing is not None)

    def show_paper(self) -> PreviewDialog | None:
        """The order as a paper, to be saved or printed."""
        order, printing = self.view.order, self.desk.printing
        if order is None or printing is None:
            return None
        make = OwnPaper(order, self.desk.now())
        media = list(render.MEDIA[PAPER])
        lang = "en" if language() == "en" else "zh"
        dialog = PreviewDialog(self, self.desk.background, printing, PAPER, make.title, make, media, lang)
        dialog.open()
        return dialog
