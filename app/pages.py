"""All pages of the program in the order of the rail."""

from app.saving import Saver
from ui.frame_pages import PageSpec

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
        customers,
        dashboard,
        dispatch,
        follow_ups,
        improvements,
        inspections,
        knowledge,
        outbox,
        products,
        recovery,
        service_levels,
        tickets,
        training,
        transfer,
        work_orders,
        workstation,
    )
    from ui.admin import specs as admin

    return [
        *work_orders.SPECS,
        *customers.SPECS,
        *products.SPECS,
        *tickets.SPECS,
        *complaints.SPECS,
        *dispatch.SPECS,
        *follow_ups.SPECS,
        *knowledge.SPECS,
        *outbox.SPECS,
        *service_levels.SPECS,
        *complaints.LATER,
        *inspections.SPECS,
        *improvements.SPECS,
        *recovery.SPECS,
        *training.SPECS,
        *dashboard.SPECS,
        *transfer.SPECS,
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
