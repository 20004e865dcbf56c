"""All pages of the program in the order of the rail."""

from collections.abc import Callable
from importlib import import_module

from app.saving import Saver
from services.texts import N_
from ui.frame_pages import PageSpec
from ui.kit.desk import Desk
from ui.kit.page import Page

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
    """Who may open what; pages that few people open are imported when that happens."""
    from ui import complaints, dispatch, knowledge, tickets, work_orders, workstation
    from ui.admin import specs as admin
    from ui.customers.detail import CustomerPage
    from ui.customers.new import NewCustomerPage
    from ui.customers.page import CustomersPage
    from ui.products.device import DevicePage
    from ui.products.devices import DevicesPage
    from ui.products.new_device import NewDevicePage
    from ui.products.product import ProductPage
    from ui.products.products import ProductsPage

    return [
        *work_orders.SPECS,
        PageSpec("customers", N_("Customers"), "customer", CustomersPage),
        PageSpec("new_customer", N_("New customer"), "customer", NewCustomerPage, KEEPERS, rail=False),
        PageSpec("customer", N_("Customer"), "customer", CustomerPage, rail=False, kind="customer"),
        PageSpec("devices", N_("Devices"), "device", DevicesPage),
        PageSpec("new_device", N_("New device"), "device", NewDevicePage, KEEPERS, rail=False),
        PageSpec("device", N_("Device"), "device", DevicePage, rail=False, kind="device"),
        PageSpec("products", N_("Product models"), "stock", ProductsPage, rail=False),
        PageSpec("product", N_("Product model"), "stock", ProductPage, rail=False, kind="product"),
        *tickets.SPECS,
        *complaints.SPECS,
        *knowledge.SPECS,
        *dispatch.SPECS,
        PageSpec("dashboard", N_("Dashboard"), "dashboard", _later("ui.dashboard.page", "DashboardPage"), MANAGERS),
        PageSpec("import", N_("Import"), "upload", _later("ui.transfer.page", "ImportPage"), IMPORTERS, rail=False),
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


def _later(module: str, name: str) -> Callable[[Desk], Page]:
    def make(desk: Desk) -> Page:
        page: Page = getattr(import_module(module), name)(desk)
        return page

    return make
