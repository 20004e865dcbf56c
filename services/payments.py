"""Money taken and given back for orders; counter-entries instead of changes; the day's takings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import text

from services import order_errors
from services.database import Database
from services.rows import get_row


class Taken(NamedTuple):
    """A payment that was written, with the number of its receipt."""

    id: UUID
    receipt_number: str

    @classmethod
    def of(cls, result: Mapping[str, Any]) -> "Taken":
        """From what a door of the till returns."""
        return cls(UUID(result["id"]), result["receipt_number"])


class Payment(NamedTuple):
    """Money that changed hands; amount negative where it left the till. reversed_by: its counter-entry.

    part_of: the first entry of a receipt on which several ways of paying stand.
    """

    id: UUID
    work_order_id: UUID
    kind: str
    method: str
    amount: Decimal
    at: datetime
    paid_on: date
    receipt_number: str
    by_login: str
    by_name: str
    workstation: str
    reference: str
    comment: str
    corrects_id: UUID | None
    part_of: UUID | None
    reversed_by: UUID | None


_TAKE = "select payment_take(:id, :order_id, :kind, :method, :amount, :reference, :comment, :workstation, :request)"
_TAKE_PARTS = "select payments_take(:order_id, :parts, :total, :comment, :workstation, :request)"
_REVERSE = "select payment_reverse(:id, :payment_id, :comment, :workstation, :request)"
_COLUMNS = """
    p.id, p.work_order_id, p.kind, p.method, p.amount, p.at, p.paid_on, p.receipt_number, p.by_login,
    coalesce(s.name, p.by_login) as by_name, p.workstation, p.reference, p.comment, p.corrects_id, p.part_of,
    (select r.id from payment r where r.corrects_id = p.id) as reversed_by
    from payment p left join staff s on s.login = p.by_login"""
_OF_ORDER = text(f"select {_COLUMNS} where p.work_order_id = :id order by p.at, p.id")
_TOGETHER = text(f"""select {_COLUMNS}
    where p.id = :first or p.part_of = :first order by p.part_of is not null, p.receipt_number""")
_BY_ID = text(f"select {_COLUMNS} where p.id = :id")


def take(
    db: Database,
    payment_id: UUID,
    order_id: UUID,
    method: str,
    amount: Decimal,
    *,
    request: UUID,
    kind: str = "",
    reference: str = "",
    comment: str = "",
    workstation: str = "",
) -> Taken:
    """Take money, or give it back with kind 'refund' (amount positive too).

    Without a kind it is a prepayment until the device is ready, a payment afterwards. Raises ServiceError at
    field 'amount' where it is not positive, above the balance or, for a refund, above what was paid.
    """
    values = {
        "id": payment_id,
        "order_id": order_id,
        "kind": kind,
        "method": method,
        "amount": amount,
        "reference": reference,
        "comment": comment,
        "workstation": workstation,
    }
    return Taken.of(order_errors.call(db, _TAKE, values, request))


@dataclass(frozen=True)
class Part:
    """One of several ways in which a sum is paid; amount in CNY."""

    id: UUID
    method: str
    amount: Decimal
    reference: str = ""

    def plain(self) -> dict[str, str]:
        """As the doors of the till take it."""
        return {"id": str(self.id), "method": self.method, "amount": str(self.amount), "reference": self.reference}


def take_parts(
    db: Database,
    order_id: UUID,
    parts: Sequence[Part],
    total: Decimal,
    *,
    request: UUID,
    comment: str = "",
    workstation: str = "",
) -> Taken:
    """Take money in several ways at once, all or nothing, on one receipt; the first part's id stands for it.

    Raises ServiceError 'parts_do_not_add_up' where the parts are not the total, 'payment_too_high' where they are
    more than is due, both at field 'amount'.
    """
    values = {
        "order_id": order_id,
        "parts": Jsonb([part.plain() for part in parts]),
        "total": total,
        "comment": comment,
        "workstation": workstation,
    }
    return Taken.of(order_errors.call(db, _TAKE_PARTS, values, request))


def reverse(
    db: Database, reversal_id: UUID, payment_id: UUID, comment: str, *, request: UUID, workstation: str = ""
) -> Taken:
    """Balance a wrong payment by a counter-entry with its own receipt; finance and managers, with the reason."""
    values = {"id": reversal_id, "payment_id": payment_id, "comment": comment, "workstation": workstation}
    return Taken.of(order_errors.call(db, _REVERSE, values, request))


def of_order(db: Database, order_id: UUID) -> list[Payment]:
    """All payments of an order, oldest first."""
    with db.read() as connection:
        return [Payment(*row) for row in connection.execute(_OF_ORDER, {"id": order_id})]


def together(db: Database, payment: Payment) -> list[Payment]:
    """All entries on a payment's receipt, as they were paid."""
    with db.read() as connection:
        return [Payment(*row) for row in connection.execute(_TOGETHER, {"first": payment.part_of or payment.id})]


def get(db: Database, payment_id: UUID) -> Payment:
    """One payment, for its receipt."""
    return Payment(*get_row(db, _BY_ID, id=payment_id))


@dataclass(frozen=True)
class Takings:
    """A store's day by method: money in, money out, how many entries."""

    method: str
    taken: Decimal
    given_back: Decimal
    count: int

    @property
    def net(self) -> Decimal:
        return self.taken + self.given_back


_TAKINGS = text("""
    select p.method, coalesce(sum(p.amount) filter (where p.amount > 0), 0),
           coalesce(sum(p.amount) filter (where p.amount < 0), 0), count(*)
    from payment p
    where p.store_id = any(:stores) and p.paid_on = :day
    group by p.method order by p.method""")
_OF_DAY = text(f"select {_COLUMNS} where p.store_id = any(:stores) and p.paid_on = :day order by p.at, p.id limit 5000")


def takings(db: Database, stores: Sequence[UUID], day: date) -> list[Takings]:
    """The day's takings by method; day is the stores' local date."""
    with db.read() as connection:
        return [Takings(*row) for row in connection.execute(_TAKINGS, {"stores": list(stores), "day": day})]


def of_day(db: Database, stores: Sequence[UUID], day: date) -> list[Payment]:
    """The day's payments one by one, at most 5,000."""
    with db.read() as connection:
        return [Payment(*row) for row in connection.execute(_OF_DAY, {"stores": list(stores), "day": day})]
