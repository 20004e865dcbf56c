"""Work orders on screen: intake, lists, one order, hand-over."""

from services.texts import N_
from ui.frame_pages import PageSpec
from ui.work_orders.intake_page import IntakePage
from ui.work_orders.list_page import OrdersPage
from ui.work_orders.order_page import OrderPage

COUNTER = frozenset({"agent", "manager"})

SPECS = (
    PageSpec("intake", N_("Intake"), "intake", IntakePage, COUNTER),
    PageSpec("orders", N_("Orders"), "order", OrdersPage),
    PageSpec("work_order", N_("Order"), "device", OrderPage, rail=False, kind="work_order"),
)
