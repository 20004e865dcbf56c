"""Parcels of orders 物流: carrier and tracking number, when they should arrive, asking the carrier until they do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, errors, order_errors, search
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import id_array, looked_up
from services.search import Found, Hit
from services.texts import N_

DIRECTION_NAMES = {
    "to_customer": N_("To the customer"),
    "from_customer": N_("Sent in by the customer"),
    "to_maker": N_("To the service centre or works"),
    "from_maker": N_("Back from the service centre or works"),
    "part": N_("Ordered part"),
}
STATE_NAMES = {"sent": N_("In transit"), "arrived": N_("Parcel arrived"), "lost": N_("Parcel lost")}

errors.sentences(
    shipment_day=N_("It arrives today or within a year."),
    shipment_ask_day=N_("Ask the carrier again on a day after today, within a year."),
    shipment_arrival_day=N_("It arrived on a day since it was sent, not after today."),
    shipment_over=N_("This parcel has arrived or is lost already."),
    shipment_twice=N_("A parcel with this tracking number is under way already."),
)
errors.constraints(
    {
        "shipment_carrier_check": ("required_missing", "carrier"),
        "shipment_tracking_no_check": ("required_missing", "tracking_no"),
        "shipment_what_check": ("too_long", "what"),
        "shipment_direction_check": ("value_refused", "direction"),
    }
)

# Today is the store's; its clock is asked where the server's does not decide it.
_LATE = """h.state = 'sent' and h.ask_on <= current_date + 2
    and (h.ask_on < current_date - 1 or h.ask_on <= store_date(h.store_id))"""
VIEWS = {
    "under_way": "h.state = 'sent'",
    "late": _LATE,
    "arrived": "h.state = 'arrived'",
    "lost": "h.state = 'lost'",
    "all": "true",
}
SORTS = {"sent_on": ("sent_on", "id"), "ask_on": ("ask_on", "id")}


class ShipmentLine(NamedTuple):
    """A row of the list. late: it should have arrived, or the carrier is to be asked again."""

    id: UUID
    version: int
    work_order_id: UUID
    order_number: str
    customer_name: str
    direction: str
    state: str
    carrier: str
    tracking_no: str
    what: str
    sent_on: date
    expected_on: date
    ask_on: date
    ended_on: date | None
    late: bool
    by_name: str
    store_name: str
    store_name_en: str


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list shows; text finds tracking numbers that begin so, and the parcels of orders that are found."""

    view: str = "under_way"
    direction: str = ""
    work_order_id: UUID | None = None


_LINE = f"""
    select h.id, h.version, h.work_order_id, o.number as order_number, coalesce(c.name, '') as customer_name, h.direction,
           h.state, h.carrier, h.tracking_no, h.what, h.sent_on, h.expected_on, h.ask_on, h.ended_on, ({_LATE}) as late,
           coalesce(b.name, h.created_by) as by_name, s.name as store_name, s.name_en as store_name_en
    from ({{rows}}) h
    {looked_up("store", "name, name_en", "h.store_id", "s")}
    join work_order o on o.id = h.work_order_id
    left join customer c on c.id = o.customer_id
    left join staff b on b.login = h.created_by"""
_FIND = text("""
    select h.id from shipment h
    where h.store_id = any(my_visible_store_ids())
      and (left(upper(h.tracking_no), length(:typed)) = :typed or h.work_order_id = any(cast(:orders as uuid[])))
    order by h.sent_on desc, h.id limit :cap""")
_orders = search.orders


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(db, connection, "h", VIEWS, wanted, "work_order_id")
    where.equal("h", wanted, "direction")
    return where


def _find(db: Database, typed: str, cap: int = search.LIST_CAP) -> Found:
    orders = id_array(_orders(db, typed).ids)
    values = {"typed": typed.strip().upper().replace("\x00", "")[:60], "orders": orders, "cap": cap}
    with db.read() as connection:
        ids = connection.execute(_FIND, values).scalars().all()
    return Found([Hit("shipment", row_id, "", "", place) for place, row_id in enumerate(ids)])


_LIST = Listing(ShipmentLine, "shipment h", _LINE, SORTS, _narrow, _find, Wanted(), "ask_on", descending=False)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts


def of_order(db: Database, order_id: UUID) -> list[ShipmentLine]:
    """The parcels of an order, the newest first."""
    return list(page(db, Wanted(view="all", work_order_id=order_id), sort="sent_on", descending=True).rows)


def send(db: Database, shipment_id: UUID, order_id: UUID, values: Mapping[str, Any], request: UUID) -> None:
    """A parcel of an order is under way: direction, carrier, tracking_no, what ('' for the device), expected_on."""
    given = {"id": shipment_id, "order": order_id, **{name: values.get(name) or "" for name in (
        "direction", "carrier", "tracking_no", "what")}, "expected": values.get("expected_on")}  # fmt: skip
    order_errors.call(
        db,
        "select shipment_send(:id, :order, :direction, :carrier, :tracking_no, :what, :expected, :request)",
        given,
        request,
    )


def asked(db: Database, seen: ShipmentLine, note: str, ask_on: date, request: UUID) -> None:
    """The carrier was asked: what he said, and when to ask again."""
    _move(db, seen, "asked", ask_on, note, request)


def arrived(db: Database, seen: ShipmentLine, on: date, note: str, request: UUID) -> None:
    """It arrived on a day since it was sent."""
    _move(db, seen, "arrived", on, note, request)


def lost(db: Database, seen: ShipmentLine, note: str, request: UUID) -> None:
    """It will not arrive; note: what the carrier said."""
    _move(db, seen, "lost", None, note, request)


def _move(db: Database, seen: ShipmentLine, action: str, on: date | None, note: str, request: UUID) -> None:
    values = {"id": seen.id, "version": seen.version, "action": action, "on": on, "note": note}
    order_errors.call(db, "select shipment_move(:id, :version, :action, :on, :note, :request)", values, request)
