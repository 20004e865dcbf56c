"""Orders for tests: taken in by a clerk of the cast and brought to any state by the people who would do it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from services import intakes, payments, work_orders
from services.database import Database
from services.ids import new_id
from services.intakes import NewIntake, NewOrder, Opened
from services.work_orders import Moved, Order
from tests.customer_samples import make_customer, make_device
from tests.people import known

People = Callable[[str], Database]
XIHU = known("store xihu")


def customer_with_device(superuser: Connection, **values: Any) -> tuple[UUID, UUID]:
    """A customer with a device whose serial number nobody else has."""
    customer = make_customer(superuser, **values)
    return customer, make_device(superuser, customer, serial_no=f"SN{new_id().hex[-12:]}")


def take_in(
    clerk: Database,
    customer_id: UUID | None,
    *device_ids: UUID,
    store: UUID = XIHU,
    request: UUID | None = None,
    **values: Any,
) -> Opened:
    """One intake of some devices; values are those of each NewOrder."""
    given = {"problem": "屏幕不亮", **values}
    return intakes.open_intake(
        clerk,
        NewIntake(new_id(), store, customer_id),
        [NewOrder(new_id(), device, **given) for device in device_ids],
        request or new_id(),
    )


def step(db: Database, order_id: UUID, action: str, axis: str = "work", **payload: Any) -> Moved:
    """Take a step from the order as it is now."""
    order = work_orders.get(db, order_id)
    return work_orders.move(db, work_orders.seen(order), action, payload, request=new_id(), axis=axis)


def diagnose(db: Database, order_id: UUID) -> None:
    """Code fault, cause and remedy, and record a passed inspection."""
    order = work_orders.get(db, order_id)
    values = {"fault_code": "no_display", "cause_code": "wear", "remedy_code": "replaced", "test_passed": True}
    work_orders.change(db, order, values, new_id())


PATH = ("assigned", "diagnosing", "repairing", "testing", "completed", "delivered")


def bring_to(login: People, order_id: UUID, state: str) -> Order:
    """Bring an order of the Xihu store from received to a state of PATH, by Na, Tang and nobody else."""
    na, tang = login("na"), login("tang")
    for reached in PATH[: PATH.index(state) + 1] if state in PATH else ():
        match reached:
            case "assigned":
                step(na, order_id, "assign", technician_id=known("tang"))
            case "diagnosing":
                step(tang, order_id, "start")
            case "repairing":
                step(tang, order_id, "repair")
            case "testing":
                step(tang, order_id, "test")
            case "completed":
                diagnose(tang, order_id)
                step(tang, order_id, "complete", outcome="repaired", shelf="A07")
            case "delivered":
                order = work_orders.get(na, order_id)
                if order.balance > 0:
                    payments.take(na, new_id(), order_id, "cash", order.balance, request=new_id())
                step(na, order_id, "deliver", collected_how="code", pickup_code=order.pickup_code)
    return work_orders.get(na, order_id)


YUAN = Decimal("1.00")
