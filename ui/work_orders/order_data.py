"""Everything about one order, read together in the background."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from services import (
    attachments,
    counter,
    messages,
    order_cases,
    order_lines,
    order_lists,
    payments,
    quotes,
    service_clock,
    work_orders,
)
from services.attachments import Attachment
from services.counter import EarlierOrder
from services.database import Database
from services.messages import MessageLine
from services.order_cases import Case
from services.order_lines import Line
from services.payments import Payment
from services.quotes import Consent, Quote
from services.service_clock import Clock
from services.work_orders import Event, NextStep, Order

OURS = ("received", "assigned", "diagnosing", "repairing", "testing")
THEIRS = ("quoted", "completed", "failed", "cancelled")


@dataclass(frozen=True)
class OrderFile:
    """An order with all that hangs on it; payments None where this person may not see money."""

    order: Order
    steps: Sequence[NextStep]
    events: Sequence[Event]
    lines: Sequence[Line]
    quotes: Sequence[Quote]
    consents: Sequence[Consent]
    payments: Sequence[Payment] | None
    photos: Sequence[Attachment]
    undoable: str | None
    category: str
    of_device: list[EarlierOrder]
    cases: Sequence[Case] = ()
    clocks: Sequence[Clock] = ()
    messages: Sequence[MessageLine] = ()

    @property
    def open_quote(self) -> Quote | None:
        """The offer that waits for an answer."""
        return next((quote for quote in self.quotes if quote.state == "open"), None)

    @property
    def charged(self) -> Decimal:
        """What the customer is to pay for the lines as they stand, CNY."""
        return sum((line.amount for line in self.lines if line.payer == "customer"), Decimal())

    @property
    def total(self) -> Decimal:
        """What the customer pays: what is planned, and once it is ready what is due."""
        over = self.order.work_state in ("completed", "failed", "delivered", "closed", "cancelled")
        return self.order.due if over else self.charged

    @property
    def agreed(self) -> Decimal | None:
        """What the customer agreed to: his last yes, else the estimate."""
        yes = next((consent for consent in self.consents if consent.answer == "yes"), None)
        return yes.amount if yes is not None else self.order.estimate

    def before_completed(self) -> list[tuple[str, bool]]:
        """What `completed` needs, by the guards' codes, and whether it is there."""
        order = self.order
        parts = [line for line in self.lines if line.kind == "part" and line.state == "proposed"]
        return [
            ("fault", order.fault_code is not None),
            ("cause", order.cause_code is not None),
            ("remedy", order.remedy_code is not None),
            ("parts", not parts),
            ("test", bool(order.test_passed)),
            ("agreed", self.charged <= (self.agreed or Decimal())),
        ]


def load(db: Database, order_id: UUID, with_money: bool, cases: Collection[str] = ()) -> OrderFile:
    """The whole file; cases: which of tickets and complaints this person may read. Raises ServiceError 'gone_record'."""
    order, steps, events = work_orders.opened(db, order_id)
    line = order_lists.some(db, [order_id])
    return OrderFile(
        order,
        steps,
        events,
        order_lines.of_order(db, order_id),
        quotes.of_order(db, order_id),
        quotes.consents(db, order_id),
        payments.of_order(db, order_id) if with_money else None,
        attachments.of_order(db, order_id),
        work_orders.undoable(db, order_id),
        line[0].category_code if line else "",
        counter.orders_of_device(db, order.device_id) if order.device_id is not None else [],
        order_cases.of_order(db, order_id, cases),
        service_clock.clocks(db, "work_order", order_id),
        messages.of_order(db, order_id),
    )


def whose_time(events: Sequence[Event], until: datetime) -> tuple[float, float, float]:
    """Minutes of ours, of the customer's turn and of waiting for parts."""
    spent = work_orders.spent(events, until)
    ours = sum(spent.get(state, 0.0) for state in OURS)
    theirs = sum(spent.get(state, 0.0) for state in THEIRS)
    return ours / 60, theirs / 60, spent.get("waiting_parts", 0.0) / 60
