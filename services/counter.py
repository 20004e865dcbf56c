"""What the counter knows before it asks, and taking in whatever was brought, in one transaction."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import customers, devices, intakes, products
from services.customer_parts import Note
from services.database import Database
from services.devices import Device, DeviceLine
from services.errors import ServiceError
from services.ids import new_id
from services.initials import initials_of
from services.intakes import NewIntake, NewOrder, Opened
from services.rows import change_row, insert_row
from services.texts import language


class OrderLine(NamedTuple):
    """An earlier order of a customer or a device."""

    id: UUID
    number: str
    title: str
    work_state: str
    outcome: str | None
    opened_on: date
    delivered_on: date | None
    balance: Decimal


@dataclass(frozen=True)
class CustomerHints:
    """Who stands at the counter. owed: of all orders; orders: the newest, of this person's stores."""

    id: UUID
    number: str
    name: str
    salutation: str
    phone_masked: str
    notify_by: str
    language: str
    classes: Sequence[str]
    devices: Sequence[DeviceLine]
    order_count: int
    orders: Sequence[OrderLine]
    owed: Decimal
    owed_on: str
    notes: Sequence[Note]


@dataclass(frozen=True)
class DeviceHints:
    """What is known of a device: an order still open, the last repair, warranty by its dates (to be checked)."""

    device: Device
    open_order: OrderLine | None
    last_repair: OrderLine | None
    last_days: int | None
    is_repeat: bool
    repeat_days: int
    verdict: str
    reason: str
    values: Mapping[str, Any]
    orders: Sequence[OrderLine]


_ORDER = """
    o.id, o.number, concat_ws(' ', nullif(m.brand, ''), m.name) as title, o.work_state, o.outcome, o.opened_on,
    o.delivered_on, o.due - o.paid - coalesce(o.written_off, 0) as balance
    from work_order o left join product_model m on m.id = o.product_model_id"""
_OF_CUSTOMER = text(f"select {_ORDER} where o.customer_id = :id order by o.opened_at desc limit 200")
_OF_DEVICE = text(f"select {_ORDER} where o.device_id = :id order by o.opened_at desc limit 50")
_CUSTOMER = text("""
    select c.number, c.name, c.salutation, c.phone_masked, c.notify_by, c.language,
           array(select case when :english then coalesce(nullif(i.name_en, ''), i.name) else i.name end
                 from customer_class k join code_item i on i.list = 'customer_class' and i.code = k.code
                 where k.customer_id = c.id and k.until is null order by i.position) as classes
    from customer c where c.id = :id""")
_NOTES = text("""
    select id, version, level, body, at_intake, created_at, created_by from customer_note
    where customer_id = :id and archived_at is null and at_intake
    order by array_position(array['stop', 'warning', 'info'], level), created_at desc limit 20""")
_TODAY = text("select (now() at time zone s.time_zone)::date from store s where s.id = :store")
_OPEN_STATES = frozenset(
    ("received", "assigned", "diagnosing", "quoted", "waiting_parts", "repairing", "testing", "completed", "failed")
)


def about_customer(db: Database, customer_id: UUID) -> CustomerHints:
    """Everything the desk should see before it asks; raises ServiceError 'gone_record'."""
    with db.read() as connection:
        row = connection.execute(_CUSTOMER, {"id": customer_id, "english": language() == "en"}).first()
        if row is None:
            raise ServiceError("gone_record")
        orders = [OrderLine(*one) for one in connection.execute(_OF_CUSTOMER, {"id": customer_id})]
        notes = [Note(*one) for one in connection.execute(_NOTES, {"id": customer_id})]
    owing = [order for order in orders if order.balance > 0 and order.work_state in ("delivered", "closed")]
    return CustomerHints(
        customer_id,
        row.number,
        row.name,
        row.salutation,
        row.phone_masked,
        row.notify_by,
        row.language,
        tuple(row.classes),
        devices.page(db, devices.Wanted(customer_id=customer_id), limit=20).rows,
        len(orders),
        orders[:4],
        sum((order.balance for order in owing), Decimal()),
        owing[0].number if owing else "",
        notes,
    )


def about_device(db: Database, device_id: UUID, store_id: UUID) -> DeviceHints:
    """What the desk of a store should see of a device before it asks; raises ServiceError 'gone_record'."""
    device = devices.get(db, device_id)
    with db.read() as connection:
        orders = [OrderLine(*one) for one in connection.execute(_OF_DEVICE, {"id": device_id})]
        today = connection.execute(_TODAY, {"store": store_id}).scalar_one()
        repeat_days = _parameter(connection, "repeat_days", 90)
    repaired = [order for order in orders if order.delivered_on is not None and order.outcome == "repaired"]
    last = repaired[0] if repaired else None
    days = (today - last.delivered_on).days if last is not None and last.delivered_on is not None else None
    verdict, reason, values = _by_purchase(device, today)
    return DeviceHints(
        device,
        next((order for order in orders if order.work_state in _OPEN_STATES), None),
        last,
        days,
        days is not None and days <= repeat_days,
        repeat_days,
        verdict,
        reason,
        values,
        orders[:4],
    )


def warranty_of(sold_on: date | None, months: int, on_day: date) -> tuple[str, str, dict[str, Any]]:
    """In or out by the purchase date and the model's months, to be checked: verdict, reason code, its values."""
    if sold_on is None:
        return "unknown", "no_purchase_date", {}
    if not months:
        return "unknown", "no_months", {"from": sold_on.isoformat()}
    until = _months_later(sold_on, months)
    values = {"from": sold_on.isoformat(), "months": months, "until": until.isoformat()}
    return "in" if on_day <= until else "out", "purchase_date", values


def _months_later(day: date, months: int) -> date:
    """The same day some months on, the month's last where it has none, as PostgreSQL counts."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _by_purchase(device: Device, on_day: date) -> tuple[str, str, dict[str, Any]]:
    return warranty_of(device.warranty_from or device.sold_on, device.warranty_months, on_day)


_PARAMETER = text("select value from parameter where code = :code")


def _parameter(connection: Connection, code: str, usual: int) -> int:
    value = connection.execute(_PARAMETER, {"code": code}).scalar()
    return int(value) if value else usual


class Similar(NamedTuple):
    """In how many finished orders of the same model the fault was this one."""

    code: str
    orders: int


@dataclass(frozen=True)
class SimilarFaults:
    """What the same complaint about the same model turned out to be; median_days from intake to ready."""

    count: int
    faults: Sequence[Similar]
    median_days: float | None


_SIMILAR = text("""
    with recent as (
      select o.fault_code, o.symptoms, o.product_model_id, o.opened_at, o.ready_at from work_order o
      where o.store_id = any (my_visible_store_ids()) order by o.opened_at desc limit 3000
    ), alike as (
      select * from recent r where r.product_model_id = :model and r.fault_code is not null
        and (cardinality(cast(:symptoms as text[])) = 0 or r.symptoms && cast(:symptoms as text[]))
    )
    select fault_code, count(*) as n,
           (select percentile_cont(0.5) within group (order by extract(epoch from a.ready_at - a.opened_at) / 86400.0)
            from alike a where a.ready_at is not null) as days
    from alike group by fault_code order by count(*) desc, fault_code""")


def similar(db: Database, product_model_id: UUID, symptoms: Sequence[str]) -> SimilarFaults:
    """Faults found in earlier orders of a model with one of these symptoms, among the newest 3,000 orders."""
    with db.read() as connection:
        rows = connection.execute(_SIMILAR, {"model": product_model_id, "symptoms": list(symptoms)}).all()
    total = sum(row.n for row in rows)
    days = float(rows[0].days) if rows and rows[0].days is not None else None
    return SimilarFaults(total, [Similar(row.fault_code, row.n) for row in rows[:3]], days)


_PROMISE = text("""
    select (date_trunc('day', now() at time zone s.time_zone)
            + make_interval(days => cast(coalesce((select p.value from parameter p where p.code = 'promise_days'), '3')
                                         as int), hours => 18)) at time zone s.time_zone
    from store s where s.id = :store""")


def usual_promise(db: Database, store_id: UUID) -> datetime:
    """Six in the evening of the day that the company promises by default, at the store."""
    with db.read() as connection:
        return connection.execute(_PROMISE, {"store": store_id}).scalar_one()


# -- taking in ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Brought:
    """One device with the order about it.

    device: values of a new one, None for one on file (order.device_id). model: values of a model nobody knew,
    marked for review. seen and added: facts the desk adds to a device on file, such as the purchase date.
    """

    order: NewOrder
    device: Mapping[str, Any] | None = None
    model: Mapping[str, Any] | None = None
    seen: Device | None = None
    added: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Visit:
    """Who came with what. customer: values of a new one, None for one on file (intake.customer_id).

    region: the name of a region that was added while entering the customer.
    """

    intake: NewIntake
    brought: Sequence[Brought]
    customer: Mapping[str, Any] | None = None
    region: str = ""


def take_in(db: Database, visit: Visit, request: UUID) -> Opened:
    """Take devices in with all that is new about them; all of it or nothing.

    Raises Incomplete with everything that is lacking, ServiceError at the field that is wrong.
    """
    return intakes.open_intake(
        db, visit.intake, [one.order for one in visit.brought], request, lambda connection: _write(connection, visit)
    )


def _write(connection: Connection, visit: Visit) -> None:
    if visit.customer is not None and visit.intake.customer_id is not None:
        values = dict(visit.customer)
        if visit.region:
            values["region_id"] = _add_region(connection, visit.region)
        customers.insert(connection, visit.intake.customer_id, values)
    for one in visit.brought:
        values = dict(one.device or {})
        if one.model is not None:
            values["product_model_id"] = new_id()
            products.insert(connection, values["product_model_id"], one.model)
        if one.device is not None and one.order.device_id is not None:
            devices.insert(connection, one.order.device_id, {**values, "customer_id": visit.intake.customer_id})
        elif one.seen is not None and one.added:
            change_row(connection, "device", one.seen.id, one.seen.version, dict(one.added), one.seen.values())


def _add_region(connection: Connection, name: str) -> UUID:
    region_id = new_id()
    code = f"{initials_of(name, person=False) or 'r'}-{region_id.hex[-4:]}"[:20]
    insert_row(connection, "region", {"id": region_id, "code": code, "name": name.strip()})
    return region_id
