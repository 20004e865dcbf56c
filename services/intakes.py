"""Taking devices in 受理: one intake, an order for each device, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from services.database import Database
from services.errors import ServiceError
from services.order_errors import explained


@dataclass(frozen=True)
class Unlock:
    """A device's unlock code. kind: digits, pattern or text."""

    kind: str
    code: str


@dataclass(frozen=True)
class NewOrder:
    """What the counter knows about one device; codes as in models.work_order.

    promised_at None: the company's usual days. prepayment is taken in the same transaction.
    device_here: of a job at the customer's place, whether the device was brought all the same.
    """

    id: UUID
    device_id: UUID | None
    problem: str
    kind: str = "repair"
    sale_stage: str = "after_sale"
    wish: str = "repair"
    priority: str = "normal"
    source: str = "counter"
    rework_of: UUID | None = None
    symptoms: Sequence[str] = ()
    accessories: Sequence[str] = ()
    accessories_note: str = ""
    condition_note: str = ""
    sketch: str = "box"
    marks: Sequence[Mapping[str, Any]] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    backup_choice: str = ""
    erase_allowed: bool | None = None
    old_parts: str = ""
    notify_by: str = ""
    loan_unit: str = ""
    instructions: str = ""
    estimate: Decimal | None = None
    inspection_fee: Decimal | None = None
    promised_at: datetime | None = None
    shelf: str = ""
    device_here: bool = False
    unlock_code: Unlock | None = None
    prepayment: "Prepayment | None" = None


@dataclass(frozen=True)
class Prepayment:
    """Money taken with the device. id: the payment's; method as in models.payment."""

    id: UUID
    method: str
    amount: Decimal
    reference: str = ""


@dataclass(frozen=True)
class NewIntake:
    """Who brought the devices where. customer_id None only for pre-sale defects."""

    id: UUID
    store_id: UUID
    customer_id: UUID | None
    brought_by: str = ""
    note: str = ""
    workstation: str = ""


@dataclass(frozen=True)
class OpenedOrder:
    """An order as it was opened; receipt: the number of the prepayment's receipt."""

    id: UUID
    number: str
    version: int
    receipt: str = ""


@dataclass(frozen=True)
class Opened:
    """The intake and its orders in the order they were given."""

    id: UUID
    number: str
    orders: tuple[OpenedOrder, ...]


_OPEN = text("select intake_open(:intake, :orders)").bindparams(
    bindparam("intake", type_=JSONB), bindparam("orders", type_=JSONB)
)
_OPEN_ALONE = text("select intake_open(:intake, :orders, :request)").bindparams(
    bindparam("intake", type_=JSONB), bindparam("orders", type_=JSONB)
)
_PREPAY = text("select payment_take(:id, :order_id, 'prepayment', :method, :amount, :reference, '', :workstation)")


def open_intake(
    db: Database,
    intake: NewIntake,
    orders: Sequence[NewOrder],
    request: UUID,
    first: Callable[[Connection], None] | None = None,
) -> Opened:
    """Take devices in; first(connection) writes in the same transaction before, such as a new customer and device.

    Raises Incomplete with everything that is lacking, of all devices at once (Lack.index says of which).
    """

    def work(connection: Connection) -> dict[str, Any]:
        if first is not None:
            first(connection)
        return open_in(connection, intake, orders)

    try:
        if first is None and not any(order.prepayment for order in orders):
            return _opened(db.call(request, _OPEN_ALONE, _given(intake, orders)))
        return _opened(db.once(request, work))
    except ServiceError as error:
        raise explained(error) from error


def open_in(connection: Connection, intake: NewIntake, orders: Sequence[NewOrder]) -> dict[str, Any]:
    """The writing itself, inside a caller's transaction; the result is JSON."""
    result = connection.execute(_OPEN, _given(intake, orders)).scalar_one()
    # The receipt's number is the last thing before COMMIT: its row stays locked until then.
    for order, opened in zip(orders, result["orders"], strict=True):
        if order.prepayment is not None:
            taken = connection.execute(
                _PREPAY,
                {
                    "id": order.prepayment.id,
                    "order_id": order.id,
                    "method": order.prepayment.method,
                    "amount": order.prepayment.amount,
                    "reference": order.prepayment.reference,
                    "workstation": intake.workstation,
                },
            ).scalar_one()
            opened["receipt"] = taken["receipt_number"]
    return result


def _given(intake: NewIntake, orders: Sequence[NewOrder]) -> dict[str, Any]:
    return {"intake": _plain(intake), "orders": [_plain(order) for order in orders]}


def _plain(record: Any) -> dict[str, Any]:
    """A record as JSON, its empty parts left out: the database has its own defaults."""
    values: dict[str, Any] = {}
    for part in fields(record):
        value = getattr(record, part.name)
        if value is None or part.name == "prepayment":
            continue
        if isinstance(value, Unlock):
            value = {"kind": value.kind, "code": value.code}
        elif isinstance(value, UUID | Decimal):
            value = str(value)
        elif isinstance(value, datetime | date):
            value = value.isoformat()
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, Mapping):
            value = dict(value)
        values[part.name] = value
    return values


def _opened(result: Mapping[str, Any]) -> Opened:
    return Opened(
        UUID(result["id"]),
        result["number"],
        tuple(
            OpenedOrder(UUID(order["id"]), order["number"], order["version"], order.get("receipt", ""))
            for order in result["orders"]
        ),
    )


@dataclass(frozen=True)
class Intake:
    """An intake with the orders opened with it."""

    id: UUID
    version: int
    number: str
    customer_id: UUID | None
    store_id: UUID
    received_at: datetime
    brought_by: str
    note: str
    created_by: str
    orders: tuple[tuple[UUID, str], ...]


_GET = text("""
    select i.id, i.version, i.number, i.customer_id, i.store_id, i.received_at, i.brought_by, i.note, i.created_by
    from intake i where i.id = :id""")
_ORDERS = text("select o.id, o.number from work_order o where o.intake_id = :id order by o.number")


def get(db: Database, intake_id: UUID) -> Intake:
    """An intake and those of its orders one may see."""
    with db.read() as connection:
        row = connection.execute(_GET, {"id": intake_id}).first()
        if row is None:
            raise ServiceError("gone_record")
        orders = connection.execute(_ORDERS, {"id": intake_id}).all()
    return Intake(**row._mapping, orders=tuple((order.id, order.number) for order in orders))


_TOGETHER = text("""
    select o.id from work_order o
    where o.intake_id = (select x.intake_id from work_order x where x.id = :id) order by o.number, o.id""")


def together(db: Database, order_id: UUID) -> list[UUID]:
    """The orders handed in together with one, itself among them."""
    with db.read() as connection:
        return list(connection.execute(_TOGETHER, {"id": order_id}).scalars())
