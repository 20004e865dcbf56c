"""Vouchers 代金券 of the company: which still pay, which have paid and where, which lapsed or were made void."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, search
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import id_array
from services.search import Found, Hit
from services.steps import Moved
from services.texts import N_

# As people know them: an issued one is open until its last day is over.
STATE_NAMES = {
    "open": N_("Can be paid with"),
    "redeemed": N_("Paid with"),
    "expired": N_("Expired"),
    "void": N_("Made void"),
}
_OVER = "v.valid_until < store_date(v.store_id)"
VIEWS = {
    "open": f"v.state = 'issued' and not {_OVER}",
    "ending": f"v.state = 'issued' and not {_OVER} and v.valid_until < store_date(v.store_id) + 30",
    "redeemed": "v.state = 'redeemed'",
    "expired": f"v.state = 'issued' and {_OVER}",
    "void": "v.state = 'void'",
    "all": "true",
}
SORTS = {"created_at": ("created_at", "id")}


class VoucherLine(NamedTuple):
    """A row of the list. state: a key of STATE_NAMES. amount in CNY.

    complaint_id: None where this person may not see the complaint it was given for; order_id: paid with it, None
    where it is not, or where he may not see that payment.
    """

    id: UUID
    version: int
    number: str
    state: str
    amount: Decimal
    valid_until: date
    created_at: datetime
    by_name: str
    store_id: UUID
    store_name: str
    store_name_en: str
    customer_id: UUID | None
    customer_name: str
    complaint_id: UUID | None
    complaint_number: str
    redeemed_at: datetime | None
    order_id: UUID | None
    order_number: str
    void_note: str


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list of vouchers shows; text finds numbers, and the vouchers of customers that are found."""

    view: str = "open"
    customer_id: UUID | None = None


_LINE = f"""
    select v.id, v.version, v.number,
           case when v.state <> 'issued' then v.state when {_OVER} then 'expired' else 'open' end as state,
           v.amount, v.valid_until, v.created_at, coalesce(b.name, v.created_by) as by_name,
           v.store_id, s.name as store_name, s.name_en as store_name_en, v.customer_id, coalesce(c.name, '') as customer_name,
           k.complaint_id, coalesce(k.number, '') as complaint_number, v.redeemed_at,
           o.id as order_id, coalesce(o.number, '') as order_number, v.void_note
    from ({{rows}}) v
    join store s on s.id = v.store_id
    left join staff b on b.login = v.created_by
    left join customer c on c.id = v.customer_id
    left join payment p on p.id = v.payment_id
    left join work_order o on o.id = p.work_order_id
    left join lateral voucher_case(v.id) k on true"""
_FIND = text("""
    select v.id from voucher v
    where v.store_id = any(my_visible_store_ids())
      and (v.number ~>=~ :first and v.number ~<~ :past or v.customer_id = any(cast(:customers as uuid[])))
    order by v.created_at desc, v.id limit :cap""")
_customers = search.finder("search_customers")


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    return desk_lists.narrow(db, connection, "v", VIEWS, wanted, "customer_id")


def _find(db: Database, typed: str, cap: int = search.LIST_CAP) -> Found:
    """Vouchers whose number begins so, and those of the customers that are found."""
    number = typed.strip().upper().replace("\x00", "")[:60]
    customers = id_array(_customers(db, typed).ids)
    values = {"first": number, "past": f"{number}\U0010ffff", "customers": customers, "cap": cap}
    with db.read() as connection:
        ids = connection.execute(_FIND, values).scalars().all()
    return Found([Hit("voucher", row_id, "", "", place) for place, row_id in enumerate(ids)])


_LIST = Listing(VoucherLine, "voucher v", _LINE, SORTS, _narrow, _find, Wanted(), "created_at")
page, some, counts = _LIST.page, _LIST.some, _LIST.counts
_VOID = text("select voucher_void(:id, :version, :note, :request)")


def void(db: Database, seen: VoucherLine, note: str, request: UUID) -> Moved:
    """The voucher is not taken any more; a manager's, with the reason. Raises Conflict and ServiceError."""
    answer = db.call(request, _VOID, {"id": seen.id, "version": seen.version, "note": note})
    return Moved(answer["version"], answer["state"])
