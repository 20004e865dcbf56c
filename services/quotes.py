"""Quotes in versions and the customer's recorded consent."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from services import order_errors
from services.database import Database


class Quote(NamedTuple):
    """An offer. lines: as they were offered. state: open, accepted, refused or superseded."""

    id: UUID
    version: int
    work_order_id: UUID
    version_no: int
    state: str
    quoted_at: datetime
    valid_until: date | None
    amount: Decimal
    tax_amount: Decimal
    lines: Sequence[Mapping[str, Any]]
    note: str
    approved_by: str | None
    approved_at: datetime | None
    created_by: str


class Consent(NamedTuple):
    """What the customer said to a price, when and how; contact is masked."""

    id: UUID
    quote_id: UUID | None
    answer: str
    amount: Decimal
    who: str
    how: str
    contact_masked: str
    at: datetime
    by_login: str
    by_name: str
    comment: str


_OF_ORDER = text(f"select {', '.join(Quote._fields)} from quote where work_order_id = :id order by version_no desc")
_CONSENTS = text("""
    select c.id, c.quote_id, c.answer, c.amount, c.who, c.how, c.contact_masked, c.at, c.by_login,
           coalesce(s.name, c.by_login), c.comment
    from consent c left join staff s on s.login = c.by_login
    where c.work_order_id = :id order by c.at desc""")


def of_order(db: Database, order_id: UUID) -> list[Quote]:
    """All versions of an order's quote, the newest first."""
    with db.read() as connection:
        return [Quote(*row) for row in connection.execute(_OF_ORDER, {"id": order_id})]


def consents(db: Database, order_id: UUID) -> list[Consent]:
    """What the customer said, the latest first."""
    with db.read() as connection:
        return [Consent(*row) for row in connection.execute(_CONSENTS, {"id": order_id})]


def usual_validity(db: Database, today: date) -> date:
    """Until when a quote made today is valid, by the company's days."""
    with db.read() as connection:
        days = connection.execute(text("select parameter_value('quote_days', '7')")).scalar_one()
    return today + timedelta(days=int(days))


def offer(
    db: Database,
    quote_id: UUID,
    order_id: UUID,
    *,
    request: UUID,
    lines: Sequence[UUID] | None = None,
    valid_until: date | None = None,
    note: str = "",
    workstation: str = "",
) -> int:
    """Make the next version from the order's lines (all the customer pays, or the given ones); returns its number.

    The order itself moves by work_orders.move(…, 'quote'). Raises Incomplete where lines have no price.
    """
    values = {
        "id": quote_id,
        "order_id": order_id,
        "lines": list(lines) if lines is not None else None,
        "valid_until": valid_until,
        "note": note,
        "workstation": workstation,
    }
    statement = """select quote_offer(:id, :order_id, cast(:lines as uuid[]), :valid_until, :note, :workstation,
                         :request)"""
    return order_errors.call(db, statement, values, request)["version_no"]


def approve(db: Database, quote_id: UUID, *, request: UUID) -> None:
    """A manager approves an open quote above the company's limit."""
    order_errors.call(db, "select quote_approve(:id, :request)", {"id": quote_id}, request)


def record_consent(
    db: Database,
    consent_id: UUID,
    order_id: UUID,
    answer: str,
    who: str,
    how: str,
    *,
    request: UUID,
    quote_id: UUID | None = None,
    amount: Decimal | None = None,
    contact_masked: str = "",
    comment: str = "",
    workstation: str = "",
) -> None:
    """Record yes or no to a quote, or to an amount agreed without one. how: counter, phone, wechat, sms, email, letter.

    The order itself moves by work_orders.move(…, 'repair'), 'wait_parts' or 'refuse'.
    """
    values = {
        "id": consent_id,
        "order_id": order_id,
        "quote_id": quote_id,
        "answer": answer,
        "who": who,
        "how": how,
        "amount": amount,
        "contact": contact_masked,
        "comment": comment,
        "workstation": workstation,
    }
    statement = """select consent_record(:id, :order_id, cast(:quote_id as uuid), :answer, :who, :how,
                          cast(:amount as numeric), :contact, :comment, :workstation, :request)"""
    order_errors.call(db, statement, values, request)
