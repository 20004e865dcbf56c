"""What the counter knows before it asks, and taking in whatever was brought, in one transaction."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import customers, devices, intakes, model_names, products
from services.database import Database
from services.devices import Device, DeviceLine
from services.errors import ServiceError
from services.ids import new_id
from services.initials import initials_of
from services.intakes import NewIntake, NewOrder, Opened
from services.rows import change_row, insert_row, sql
from services.texts import language


class OpenOrder(NamedTuple):
    """An order that is still open for the device; visible: whether this person may open it."""

    id: UUID
    number: str
    work_state: str
    store_name: str
    store_name_en: str
    opened_at: datetime
    visible: bool


class Repair(NamedTuple):
    """An order about the same device that was handed over `days` ago by the store's calendar."""

    id: UUID
    number: str
    outcome: str
    store_name: str
    problem: str
    finished_at: datetime
    days: int
    visible: bool


class EarlierOrder(NamedTuple):
    """An earlier order of a customer or a device."""

    id: UUID
    number: str
    title: str
    work_state: str
    outcome: str | None
    opened_on: date
    visible: bool = True


class Flag(NamedTuple):
    """A note the counter is to see first. level: info, warning or stop."""

    level: str
    body: str
    at: datetime


class Verdict(NamedTuple):
    """Warranty by the purchase date, to be checked: in, out or unknown; reason and values make the because-line."""

    verdict: str
    reason: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class CustomerHints:
    """Who stands at the counter. orders: the newest; order_count up to 1,001; owed: CNY, owed_on the newest of them."""

    id: UUID
    number: str
    name: str
    salutation: str
    phone_masked: str
    notify_by: str
    classes: Sequence[str]
    devices: Sequence[DeviceLine]
    order_count: int
    orders: Sequence[EarlierOrder]
    owed: Decimal
    owed_on: str
    complaints: int
    notes: Sequence[Flag]


@dataclass(frozen=True)
class DeviceHints:
    """What is known of a device, in every store: orders still open, the last repair, the warranty."""

    device: Device
    open_orders: Sequence[OpenOrder]
    last_repair: Repair | None
    repeat_days: int
    warranty: Verdict

    @property
    def is_repeat(self) -> bool:
        """Whether it was repaired so lately that coming again counts as a repeat repair."""
        return self.last_repair is not None and self.last_repair.days <= self.repeat_days


_BEFORE = text("select before_intake(:device, :customer, :store)")
_CUSTOMER = text("""
    select c.number, c.name, c.salutation, c.phone_masked, c.notify_by,
           array(select case when :english then coalesce(nullif(i.name_en, ''), i.name) else i.name end
                 from customer_class k join code_item i on i.list = 'customer_class' and i.code = k.code
                 where k.customer_id = c.id and k.until is null order by i.position) as classes
    from customer c where c.id = :id""")
_OF_DEVICE = sql(f"""
    select o.id, o.number, {model_names.title("m")}, o.work_state, o.outcome, o.opened_on
    from work_order o left join product_model m on m.id = o.product_model_id
    where o.device_id = :id order by o.opened_at desc limit :most""")
SHOWN = 4


def about_customer(db: Database, customer_id: UUID, store_id: UUID) -> CustomerHints:
    """Everything the desk should see before it asks; raises ServiceError 'gone_record'."""
    with db.read() as connection:
        row = connection.execute(_CUSTOMER, {"id": customer_id, "english": language() == "en"}).first()
        if row is None:
            raise ServiceError("gone_record")
        found = _before(connection, None, customer_id, store_id)
    return CustomerHints(
        customer_id,
        row.number,
        row.name,
        row.salutation,
        row.phone_masked,
        row.notify_by,
        tuple(row.classes),
        devices.page(db, devices.Wanted(customer_id=customer_id), limit=20).rows,
        found["orders"],
        [_earlier(one) for one in found["earlier"][:SHOWN]],
        Decimal(str(found["owes"]["amount"])),
        found["owes"]["number"] or "",
        found["complaints"],
        [Flag(note["level"], note["body"], datetime.fromisoformat(note["at"])) for note in found["notes"]],
    )


def about_device(db: Database, device_id: UUID, store_id: UUID) -> DeviceHints:
    """What the desk should know of a device; store_id: whose calendar counts the days.

    Raises ServiceError 'gone_record'.
    """
    device = devices.get(db, device_id)
    with db.read() as connection:
        found = _before(connection, device_id, None, store_id)
    repaired = [_repair(one) for one in found["repeats"] if one["outcome"] == "repaired"]
    warranty = found["warranty"]
    return DeviceHints(
        device,
        [_open(one) for one in found["open_orders"]],
        repaired[0] if repaired else None,
        found["repeat_days"],
        Verdict(warranty["verdict"], warranty["reason"], warranty["values"]),
    )


def orders_of_device(db: Database, device_id: UUID, most: int = SHOWN) -> list[EarlierOrder]:
    """The newest orders about a device that this person may see."""
    with db.read() as connection:
        rows = connection.execute(_OF_DEVICE, {"id": device_id, "most": most})
        return [EarlierOrder(*row) for row in rows]


def _before(connection: Connection, device_id: UUID | None, customer_id: UUID | None, store_id: UUID) -> dict[str, Any]:
    known = {"device": device_id, "customer": customer_id, "store": store_id}
    return connection.execute(_BEFORE, known).scalar_one()


def _open(one: Mapping[str, Any]) -> OpenOrder:
    at = datetime.fromisoformat(one["opened_at"])
    return OpenOrder(
        UUID(one["id"]),
        one["number"],
        one["work_state"],
        one["store_name"],
        one["store_name_en"],
        at,
        one["visible"],
    )


def _repair(one: Mapping[str, Any]) -> Repair:
    at = datetime.fromisoformat(one["finished_at"])
    return Repair(
        UUID(one["id"]),
        one["number"],
        one["outcome"],
        one["store_name"],
        one["problem"],
        at,
        one["days"],
        one["visible"],
    )


def _earlier(one: Mapping[str, Any]) -> EarlierOrder:
    day = date.fromisoformat(one["opened_on"])
    device = one["device_en"] if language() == "en" else one["device"]
    return EarlierOrder(UUID(one["id"]), one["number"], device, one["work_state"], one["outcome"], day, one["visible"])


def warranty_of(sold_on: date | None, months: int, on_day: date) -> Verdict:
    """The verdict about a device that is not on file yet, as the database will give it at intake."""
    if sold_on is None:
        return Verdict("unknown", "no_purchase_date", {})
    if not months:
        return Verdict("unknown", "no_months", {"from": sold_on.isoformat()})
    until = _months_later(sold_on, months)
    values = {"from": sold_on.isoformat(), "months": months, "until": until.isoformat()}
    return Verdict("in" if on_day <= until else "out", "purchase_date", values)


def _months_later(day: date, months: int) -> date:
    """The same day some months on, the month's last where it has none, as PostgreSQL counts."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


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
    marked for review. seen and added: facts the desk adds to a device on file, such as the purchase date; goes_over:
    it belongs to the customer of the visit from now on.
    """

    order: NewOrder
    device: Mapping[str, Any] | None = None
    model: Mapping[str, Any] | None = None
    seen: Device | None = None
    added: Mapping[str, Any] = field(default_factory=dict)
    goes_over: bool = False


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
        elif one.seen is not None:
            owner = {"customer_id": visit.intake.customer_id} if one.goes_over else {}
            change_row(connection, "device", one.seen.id, one.seen.version, {**one.added, **owner}, one.seen.values())


def _add_region(connection: Connection, name: str) -> UUID:
    region_id = new_id()
    code = f"{initials_of(name, person=False) or 'r'}-{region_id.hex[-4:]}"[:20]
    insert_row(connection, "region", {"id": region_id, "code": code, "name": name.strip()})
    return region_id
