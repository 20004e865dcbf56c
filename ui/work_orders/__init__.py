"""Work orders on screen: intake, lists, one order, hand-over."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

COUNTER = frozenset({"agent", "manager"})
MONEY = frozenset({"agent", "manager", "finance", "auditor", "admin"})

SPECS = (
    PageSpec(
        "intake",
        N_("Intake"),
        "intake",
        later("ui.work_orders.intake_page", "IntakePage"),
        COUNTER,
        keys=("F7", "Ctrl+N"),
    ),
    PageSpec("orders", N_("Orders"), "order", later("ui.work_orders.list_page", "OrdersPage")),
    PageSpec(
        "hand_over",
        N_("Hand over"),
        "delivered",
        later("ui.work_orders.hand_over_page", "HandOverPage"),
        COUNTER,
        keys=("F12",),
    ),
    PageSpec("shipments", N_("Parcels"), "visit", later("ui.work_orders.shipments", "ShipmentsPage"), rail=False),
    PageSpec(
        "takings",
        N_("Takings of the day"),
        "payment",
        later("ui.work_orders.takings_page", "TakingsPage"),
        MONEY,
        rail=False,
        keys=("Shift+F12",),
    ),
    PageSpec(
        "work_order",
        N_("Order"),
        "device",
        later("ui.work_orders.order_page", "OrderPage"),
        rail=False,
        kind="work_order",
    ),
)
