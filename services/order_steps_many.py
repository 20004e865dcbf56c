"""One step for several orders at once, each a save of its own: what can be done is done, the rest is said."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services import order_words as words
from services import work_orders
from services.database import Database
from services.errors import Cancelled, Conflict, OutcomeUnknown, ServiceError, Unavailable
from services.order_record import Order
from services.texts import _
from services.work_orders import NextStep


@dataclass(frozen=True)
class Standing:
    """An order with the steps this person may take with it now."""

    order: Order
    steps: tuple[NextStep, ...]

    def find(self, step: NextStep) -> NextStep | None:
        """This order's own form of a step."""
        return next((one for one in self.steps if (one.axis, one.action) == (step.axis, step.action)), None)


@dataclass(frozen=True)
class LeftOut:
    """An order that a step was not taken with, and why, as a sentence."""

    id: UUID
    number: str
    device: str
    why: str


@dataclass(frozen=True)
class Choice:
    """A step with the orders that can take it; step asks for all that any of them needs."""

    step: NextStep
    able: tuple[Order, ...]
    left_out: tuple[LeftOut, ...]


def read(db: Database, ids: Sequence[UUID]) -> list[Standing]:
    """The orders as they are now, with their steps; one that is gone or hidden by now is not among them."""
    found = []
    for order_id in ids:
        try:
            found.append(Standing(work_orders.get(db, order_id), tuple(work_orders.next_steps(db, order_id))))
        except ServiceError as error:
            if error.code != "gone_record":
                raise
    return found


def choices(orders: Sequence[Standing], without: frozenset[str] = frozenset()) -> list[Choice]:
    """Every step that at least one of the orders can take: those for most of them first, then the usual order."""
    seen: dict[tuple[str, str], NextStep] = {}
    for one in orders:
        for step in one.steps:
            known = seen.get((step.axis, step.action))
            if step.action not in without:
                seen[step.axis, step.action] = step if known is None else _both(known, step)
    found = [_choice(step, orders) for step in seen.values()]
    return sorted((one for one in found if one.able), key=lambda one: (-len(one.able), one.step.position))


def _both(known: NextStep, step: NextStep) -> NextStep:
    asks = tuple(dict.fromkeys((*known.asks, *step.asks)))
    asked = [lack for lack in step.missing if lack.asked and lack.field not in {one.field for one in known.missing}]
    return replace(known, asks=asks, missing=(*known.missing, *asked))


def _choice(step: NextStep, orders: Sequence[Standing]) -> Choice:
    able, left_out = [], []
    for one in orders:
        own = one.find(step)
        if own is not None and not own.blocked:
            able.append(one.order)
        elif own is not None:
            left_out.append(_left_out(one.order, " ".join(lack.sentence() for lack in own.blocked)))
        else:
            state = words.word(words.WORK_STATES, one.order.work_state)
            left_out.append(_left_out(one.order, _("Not possible while it is “{state}”.").format(state=state)))
    return Choice(
        replace(step, missing=tuple(lack for lack in step.missing if lack.asked)), tuple(able), tuple(left_out)
    )


def _left_out(order: Order, why: str) -> LeftOut:
    return LeftOut(order.id, order.number, order.device_title, why)


def move(
    db: Database,
    step: NextStep,
    orders: Sequence[Order],
    payload: Mapping[str, Any],
    requests: Mapping[UUID, UUID],
    report: Callable[[int], Any] = lambda _count: None,
) -> list[LeftOut]:
    """Take a step with each of these orders as it was seen; returns those it was refused for.

    requests: a request id for each order. A lost connection ends it: asked again, what was done stays done once.
    """
    refused = []
    for count, order in enumerate(orders, 1):
        try:
            work_orders.move(
                db, work_orders.seen(order), step.action, payload, request=requests[order.id], axis=step.axis
            )
        except ServiceError as error:
            if isinstance(error, (Unavailable, OutcomeUnknown, Cancelled)):
                raise
            # The usual sentence asks whether to reload, which this list does by itself.
            moved = isinstance(error, Conflict)
            refused.append(_left_out(order, _("Somebody else changed it meanwhile.") if moved else error.sentence()))
        report(count)
    return refused
