"""Work orders on screen: intake, lists, one order, hand-over."""

from services.texts import N_
from ui.frame_pages import PageSpec
from ui.work_orders.hand_over_page import HandOverPage
from ui.work_orders.intake_page import IntakePage
from ui.work_orders.list_page import OrdersPage
from ui.work_orders.order_page import OrderPage
from ui.work_orders.takings_page import TakingsPage

COUNTER = frozenset({"agent", "manager"})
MONEY = frozenset({"agent", "manager", "finance", "auditor", "admin"})

SPECS = (
    PageSpec("intake", N_("Intake"), "intake", IntakePage, COUNTER, keys=("F7", "Ctrl+N")),
    PageSpec("orders", N_("Orders"), "order", OrdersPage),
    PageSpec("hand_over", N_("Hand over"), "delivered", HandOverPage, COUNTER, keys=("F12",)),
    PageSpec("takings", N_("Takings of the day"), "payment", TakingsPage, MONEY, rail=False, keys=("Shift+F12",)),
    PageSpec("work_order", N_("Order"), "device", OrderPage, rail=False, kind="work_order"),
)
