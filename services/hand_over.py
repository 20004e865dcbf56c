"""Handing a device over: the balance is settled and the step taken in one transaction, or nothing of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from services import work_orders
from services.database import Database
from services.order_record import Order, Seen
from services.payments import Part, Taken

_HAND_OVER = text("select order_hand_over(:id, :version, :action, :money, :payload, :request)").bindparams(
    bindparam("money", type_=JSONB(none_as_null=True)), bindparam("payload", type_=JSONB)
)


@dataclass(frozen=True)
class Settlement:
    """The money of a hand-over. balance: what the customer owes, negative where he gets it back, CNY; the parts,
    positive either way, add up to it.
    """

    balance: Decimal
    parts: Sequence[Part]
    comment: str = ""

    def plain(self) -> dict[str, Any] | None:
        """As the database takes it; None where no money changes hands."""
        if not self.balance:
            return None
        return {
            "kind": "refund" if self.balance < 0 else "",
            "total": str(abs(self.balance)),
            "parts": [part.plain() for part in self.parts],
            "comment": self.comment,
        }


def hand_over(
    db: Database, before: Seen | Order, action: str, money: Settlement, payload: Mapping[str, Any], *, request: UUID
) -> Taken | None:
    """Settle the balance and take the step that hands the device over; returns the receipt, where there is one.

    Raises what `work_orders.move` and `payments.take_parts` raise; then nothing was taken and nothing handed over.
    """
    values = {"action": action, "money": money.plain(), "payload": work_orders.payload_of(payload)}
    result = work_orders.result_of(db, before, _HAND_OVER, values, request)
    return Taken.of(result["receipt"]) if result["receipt"] is not None else None
