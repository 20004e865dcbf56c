"""All pages of the program in the order of the rail."""

from app.saving import Saver
from services.texts import N_
from ui.frame_pages import PageSpec, later

KEEPERS = frozenset({"admin", "manager", "agent", "sales"})
MANAGERS = frozenset({"manager", "admin", "auditor"})
IMPORTERS = frozenset({"admin", "manager"})
# Which page is in front after sign-in, by role; the first that fits.
HOMES = (
    ("technician", "bench"),
    ("agent", "intake"),
    ("manager", "dashboard"),
    ("admin", "admin"),
    ("auditor", "audit"),
    ("sales", "customers"),
)


def specs(saver: Saver) -> list[PageSpec]:
    """Who may open what; a page is imported when it is first opened."""
    from ui import (
        complaints,
        dispatch,
        follow_ups,
        knowledge,
        outbox,
        service_levels,
        tickets,
        work_orders,
        workstation,
    )
    from ui.admin import specs as admin

    return [
        *work_orders.SPECS,
        PageSpec("customers", N_("Customers"), "customer", later("ui.customers.page", "CustomersPage")),
        PageSpec(
            "new_customer",
            N_("New customer"),
            "customer",
            later("ui.customers.new", "NewCustomerPage"),
            KEEPERS,
            rail=False,
        ),
        PageSpec(
            "customer",
            N_("Customer"),
            "customer",
            later("ui.customers.detail", "CustomerPage"),
            rail=False,
            kind="customer",
        ),
        PageSpec("devices", N_("Devices"), "device", later("ui.products.devices", "DevicesPage")),
        PageSpec(
            "new_device",
            N_("New device"),
            "device",
            later("ui.products.new_device", "NewDevicePage"),
            KEEPERS,
            rail=False,
        ),
        PageSpec(
            "device", N_("Device"), "device", later("ui.products.device", "DevicePage"), rail=False, kind="device"
        ),
        PageSpec("products", N_("Product models"), "stock", later("ui.products.products", "ProductsPage"), rail=False),
        PageSpec(
            "product",
            N_("Product model"),
            "stock",
            later("ui.products.product", "ProductPage"),
            rail=False,
            kind="product",
        ),
        *tickets.SPECS,
        *complaints.SPECS,
        *outbox.SPECS,
        *service_levels.SPECS,
        *knowledge.SPECS,
        *dispatch.SPECS,
        *follow_ups.SPECS,
        PageSpec("dashboard", N_("Dashboard"), "dashboard", later("ui.dashboard.page", "DashboardPage"), MANAGERS),
        PageSpec("import", N_("Import"), "upload", later("ui.transfer.page", "ImportPage"), IMPORTERS, rail=False),
        *admin.pages(saver),
        *workstation.SPECS,
    ]


def home_of(roles: frozenset[str], open_to: list[PageSpec]) -> str:
    """The page to begin with: the role's, else the first in the rail."""
    names = [spec.name for spec in open_to]
    for role, name in HOMES:
        if role in roles and name in names:
            return name
    return next((spec.name for spec in open_to if spec.rail), "")
