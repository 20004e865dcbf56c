"""Devices: lists, one device, saving, whose it is and was, removing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors, model_names, search
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import add_once, call_once, change_once, clean, get_row, insert_row, looked_up, sql
from services.standing import begins_with_jobs, standing
from services.texts import N_

PROOF_NAMES = {
    "invoice": N_("Invoice"),
    "receipt": N_("Sales receipt"),
    "card": N_("Warranty card"),
    "online": N_("Online order"),
    "maker": N_("Maker's record"),
    "none": N_("No proof"),
}
COLUMNS = (
    "product_model_id",
    "customer_id",
    "serial_no",
    "serial_kind",
    "no_serial_reason",
    "colour",
    "configuration",
    "product_version_id",
    "made_on",
    "sold_on",
    "sold_by",
    "warranty_from",
    "proof",
    "proof_no",
    "counter",
    "counter_unit",
    "place",
    "address_id",
    "parent_device_id",
    "note",
)
OPTIONAL = (
    "customer_id",
    "product_version_id",
    "made_on",
    "sold_on",
    "warranty_from",
    "counter",
    "address_id",
    "parent_device_id",
)

errors.sentences(
    device_exists=N_("A device of this model with this serial number is already on file. Open that one."),
    device_has_work=N_("Devices with a repair in progress or waiting cannot be removed."),
    counter_negative=N_("A counter cannot be negative."),
    device_part_of_itself=N_("A device cannot be part of itself."),
    date_out_of_range=N_("This date lies too far back or ahead."),
)
errors.constraints(
    {
        "device_serial_no_key": ("device_exists", "serial_no"),
        "device_counter_check": ("counter_negative", "counter"),
        "device_parent_device_id_check": ("device_part_of_itself", "parent_device_id"),
        "device_sold_on_check": ("date_out_of_range", "sold_on"),
        "device_made_on_check": ("date_out_of_range", "made_on"),
        "device_warranty_from_check": ("date_out_of_range", "warranty_from"),
    }
)


class DeviceLine(NamedTuple):
    """A row of a list of devices."""

    id: UUID
    brand: str
    model: str
    model_no: str
    serial_no: str
    serial_kind: str
    colour: str
    sold_on: date | None
    warranty_until: date | None
    customer_id: UUID | None
    customer: str
    phone_masked: str
    created_at: datetime
    archived_at: datetime | None


@dataclass(frozen=True)
class Device:
    """One device with its model and owner; warranty_until only goes by dates and months (to be checked).
    product_version: of software, which is looked after until supported_until."""

    id: UUID
    version: int
    created_at: datetime
    created_by: str
    updated_at: datetime
    updated_by: str
    product_model_id: UUID
    brand: str
    model: str
    model_no: str
    category: str
    category_en: str
    warranty_months: int
    customer_id: UUID | None
    customer: str
    customer_number: str
    phone_masked: str
    serial_no: str
    serial_kind: str
    no_serial_reason: str
    colour: str
    configuration: str
    software: bool
    product_version_id: UUID | None
    product_version: str
    supported_until: date | None
    made_on: date | None
    sold_on: date | None
    sold_by: str
    warranty_from: date | None
    warranty_until: date | None
    proof: str
    proof_no: str
    counter: Decimal | None
    counter_unit: str
    place: str
    address_id: UUID | None
    parent_device_id: UUID | None
    parent: str
    note: str
    archived_at: datetime | None

    def values(self) -> dict[str, Any]:
        """What a form shows, by column."""
        return {name: getattr(self, name) for name in COLUMNS}


class Number(NamedTuple):
    """A further number of a device."""

    id: UUID
    kind: str
    value: str


class Owner(NamedTuple):
    """An owner of a device, until None for the present one; name is empty where this person may not see him."""

    customer_id: UUID
    name: str
    number: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Wanted(Filters):
    """Which devices a list shows."""

    customer_id: UUID | None = None
    product_model_id: UUID | None = None
    parent_device_id: UUID | None = None
    archived: bool = False


# From the day of sale (or of the warranty's own start) the model's months; the rights engine knows better.
_UNTIL = "(coalesce(d.warranty_from, d.sold_on) + make_interval(months => m.warranty_months))::date"
_LINE = f"""
    select d.id, {model_names.brand("m")} as brand, {model_names.name("m")} as model, m.model_no, d.serial_no, d.serial_kind, d.colour, d.sold_on,
           {_UNTIL} as warranty_until, d.customer_id, coalesce(c.name, '') as customer,
           coalesce(c.phone_masked, '') as phone_masked, d.created_at, d.archived_at
    from ({{rows}}) d
    {looked_up("product_model", "brand, name, name_en, model_no, warranty_months", "d.product_model_id", "m")}
    left join customer c on c.id = d.customer_id"""


def _narrow(_db: Database, _connection: Connection, wanted: Wanted) -> Where:
    where = Where(["d.archived_at is not null" if wanted.archived else "d.archived_at is null"])
    where.equal("d", wanted, "customer_id", "product_model_id", "parent_device_id")
    return where


def _scope(db: Database, connection: Connection) -> list[str]:
    """Who knows some devices only begins with those: by the policy alone all devices would be read."""
    me = standing(db, connection)
    if begins_with_jobs(me):
        return ["d.id = any(cast((select my_job_device_ids()) as uuid[]))"]
    if me.sells and not me.all_customers and not me.repairs:
        return ["d.customer_id = any(array(select c.id from customer c where c.sales_rep_id = (select my_staff_id())))"]
    return []


_SORTS = {"created": ("created_at", "id")}
_LIST = Listing(DeviceLine, "device d", _LINE, _SORTS, _narrow, search.devices, Wanted(), "created", scope=_scope)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts


_GET = sql(f"""
    select d.id, d.version, d.created_at, d.created_by, d.updated_at, d.updated_by, d.product_model_id,
           {model_names.brand("m")} as brand, {model_names.name("m")} as model, m.model_no, coalesce(g.name, '') as category,
           coalesce(nullif(g.name_en, ''), g.name, '') as category_en, m.warranty_months, d.customer_id,
           coalesce(c.name, '') as customer, coalesce(c.number, '') as customer_number,
           coalesce(c.phone_masked, '') as phone_masked, d.serial_no, d.serial_kind, d.no_serial_reason, d.colour,
           d.configuration, m.software, d.product_version_id, coalesce(v.name, '') as product_version, v.supported_until,
           d.made_on, d.sold_on, d.sold_by, d.warranty_from, {_UNTIL} as warranty_until, d.proof,
           d.proof_no, d.counter, d.counter_unit, d.place, d.address_id, d.parent_device_id,
           coalesce((select concat_ws(' ', {model_names.title("pm")}, nullif(p.serial_no, ''))
                     from device p join product_model pm on pm.id = p.product_model_id
                     where p.id = d.parent_device_id), '') as parent, d.note, d.archived_at
    from device d
    join product_model m on m.id = d.product_model_id
    left join product_version v on v.id = d.product_version_id
    left join product_category g on g.id = m.category_id
    left join customer c on c.id = d.customer_id
    where d.id = :id""")


def get(db: Database, device_id: UUID) -> Device:
    """One device; raises ServiceError 'gone_record' where this person may not see it."""
    return Device(*get_row(db, _GET, id=device_id))


def _values(values: Mapping[str, Any]) -> dict[str, Any]:
    return clean(values, OPTIONAL, COLUMNS)


def insert(connection: Connection, device_id: UUID, values: Mapping[str, Any]) -> None:
    """Insert a device in somebody else's transaction (intake)."""
    insert_row(connection, "device", {"id": device_id, **_values(values)})


def create(db: Database, values: Mapping[str, Any], request: UUID) -> UUID:
    """Add a device; returns the id."""
    return add_once(db, request, lambda connection, device_id: insert(connection, device_id, values))


def change(db: Database, seen: Device, values: Mapping[str, Any], request: UUID) -> Device:
    """Save changed columns, a new owner among them; raises Conflict."""
    change_once(db, request, "device", seen.id, seen.version, _values(values), seen.values())
    return get(db, seen.id)


def numbers(db: Database, device_id: UUID) -> list[Number]:
    """The further numbers of a device."""
    with db.read() as connection:
        rows = connection.execute(
            text("""select id, kind, value from device_number
                    where device_id = :id and archived_at is null order by created_at"""),
            {"id": device_id},
        )
        return [Number(*row) for row in rows]


def add_number(db: Database, device_id: UUID, kind: str, value: str, request: UUID) -> UUID:
    """Add a second IMEI, a plate, an asset tag."""
    kept = {"device_id": device_id, "kind": kind, **clean({"value": value})}
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "device_number", {"id": row_id, **kept})
    )


def drop_number(db: Database, number_id: UUID, request: UUID) -> None:
    """Take a further number off a device."""

    def work(connection: Connection) -> None:
        done = connection.execute(
            text("update device_number set archived_at = clock_timestamp() where id = :id"), {"id": number_id}
        )
        if not done.rowcount:
            raise errors.NotPermitted

    db.once(request, work)


def owners(db: Database, device_id: UUID) -> list[Owner]:
    """Whose the device was, the present owner first."""
    with db.read() as connection:
        rows = connection.execute(
            text("""select o.customer_id, coalesce(c.name, ''), coalesce(c.number, ''), o.since, o.until
                    from device_owner o left join customer c on c.id = o.customer_id
                    where o.device_id = :id order by o.since desc"""),
            {"id": device_id},
        )
        return [Owner(*row) for row in rows]


def remove(db: Database, seen: Device, request: UUID) -> str:
    """Remove a device nothing refers to ('removed'), else archive it ('archived')."""
    return call_once(db, request, "remove_device", id=seen.id, version=seen.version)


def restore(db: Database, device_id: UUID, request: UUID) -> None:
    """Bring an archived device back."""
    call_once(db, request, "restore_device", id=device_id)
