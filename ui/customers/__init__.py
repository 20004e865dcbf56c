"""Customers: the list, one customer with all that belongs to him, the form of the four-part file."""

from services.texts import N_
from ui.frame_pages import PageSpec, later

KEEPERS = frozenset({"admin", "manager", "agent", "sales"})

SPECS = (
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
)
