"""An order as its customer sees it, at the kiosk and on his own pages: in his words, without names of staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from services.model_names import spoken
from services.texts import N_, _, either

# What the trace says; the database gives out no others (told_to_customers).
STEPS = {
    ("work", "receive"): N_("We took your device in"),
    ("work", "start"): N_("We began to look for the fault"),
    ("work", "quote"): N_("We made you an offer and wait for your answer"),
    ("work", "requote"): N_("We look at the fault once more for a new offer"),
    ("work", "wait_parts"): N_("We ordered a part"),
    ("work", "repair"): N_("We began to repair"),
    ("work", "no_fault"): N_("We found no fault and test the device"),
    ("work", "test"): N_("Repaired; we test the device"),
    ("work", "not_passed"): N_("The test showed that there is more to repair"),
    ("work", "complete"): N_("The work is done"),
    ("work", "fail"): N_("The device could not be repaired"),
    ("work", "refuse"): N_("Not repaired, as you wished"),
    ("work", "deliver"): N_("You have it back"),
    ("work", "return_unrepaired"): N_("Given back to you unrepaired"),
    ("work", "return_cancelled"): N_("Given back to you after the cancellation"),
    ("work", "dispose"): N_("Not collected in time; disposed of"),
    ("work", "reopen"): N_("We work on it once more"),
    ("work", "cancel"): N_("The order was cancelled"),
    ("custody", "hand_in"): N_("The device is at the store"),
    ("custody", "send_out"): N_("Sent to our workshop"),
    ("custody", "ship_back"): N_("On its way back to the store"),
    ("custody", "arrive_back"): N_("Back at the store from our workshop"),
    ("custody", "shelve"): N_("Ready at the counter"),
    ("custody", "collect"): N_("You took the device home"),
    ("custody", "take_home"): N_("You took the device home meanwhile"),
    ("custody", "abandon"): N_("The device was given up"),
    ("money", "consent"): N_("You agreed to the price"),
    ("money", "decline"): N_("You declined the price"),
    ("money", "pay"): N_("Your payment arrived"),
    ("money", "prepay"): N_("Your prepayment arrived"),
    ("money", "refund"): N_("We gave you money back"),
    ("money", "reversal"): N_("A payment was taken back"),
    ("contact", "told"): N_("We told you how it stands"),
    ("promise", "promise"): N_("We promised another time"),
    ("note", "note"): N_("A word to you"),
    ("note", "parcel_sent"): N_("Sent to you"),
    ("note", "parcel_arrived"): N_("The parcel arrived at your place"),
}
STATES = {
    "received": N_("Waiting to be looked at"),
    "assigned": N_("Waiting to be looked at"),
    "diagnosing": N_("We are looking for the fault"),
    "quoted": N_("We wait for your answer to our offer"),
    "waiting_parts": N_("We wait for a part"),
    "repairing": N_("We are repairing it"),
    "testing": N_("We are testing it"),
    "completed": N_("The work is done"),
    "failed": N_("Not repaired; please ask at the counter"),
    "delivered": N_("You have it back"),
    "closed": N_("You have it back"),
    "cancelled": N_("Cancelled; please ask at the counter"),
}
READY = N_("Ready: you can collect it")
# The stations that every order passes, for the line above the trace.
STATIONS = (N_("Taken in"), N_("Examined"), N_("Under repair"), N_("To be collected"), N_("Handed over"))
_STATION = {
    "received": 0,
    "assigned": 0,
    "diagnosing": 1,
    "quoted": 1,
    "waiting_parts": 2,
    "repairing": 2,
    "testing": 2,
    "completed": 3,
    "failed": 3,
    "cancelled": 3,
    "delivered": 4,
    "closed": 4,
}
_HERE = ("at_store", "ready_shelf", "back_at_store", "with_technician")


class Step(NamedTuple):
    """A line of the public trace. words: of a note written for the customer; promised_at: of a new promise."""

    axis: str
    action: str
    at: datetime
    store: str
    store_en: str
    words: str
    promised_at: datetime | None

    @property
    def said(self) -> str:
        """What happened, in the language of the moment."""
        return _(STEPS[self.axis, self.action])

    @property
    def place(self) -> str:
        """The store, in the language of the moment."""
        return either(self.store, self.store_en)


class PublicPayment(NamedTuple):
    """Money that changed hands; amount: CNY, negative where it was given back. kind, method: as of payments."""

    at: datetime
    kind: str
    method: str
    amount: Decimal
    receipt_number: str


class PublicParcel(NamedTuple):
    """A parcel to the customer or from him. what: empty for the device; ended_on: when it arrived, or was given up."""

    direction: str
    state: str
    carrier: str
    tracking_no: str
    what: str
    sent_on: date
    expected_on: date
    ended_on: date | None


class SeenByCustomer:
    """How an order is worded for its customer, in the language of the moment; records of orders inherit it."""

    work_state: str
    custody_state: str
    brand: str
    model: str
    model_en: str
    store: str
    store_en: str

    @property
    def device(self) -> str:
        """Brand and model."""
        return spoken(self.brand, self.model, self.model_en)

    @property
    def place(self) -> str:
        """The store that took it in."""
        return either(self.store, self.store_en)

    @property
    def is_ready(self) -> bool:
        """Whether it can be collected now: the work is done and the device is at the store."""
        return self.work_state == "completed" and self.custody_state in _HERE

    @property
    def state(self) -> str:
        """How it stands, in one sentence."""
        if self.is_ready:
            return _(READY)
        return _(STATES[self.work_state]) if self.work_state in STATES else self.work_state


@dataclass(frozen=True)
class PublicOrder(SeenByCustomer):
    """What stands on the slip, where the order is, what is owed. quoted: the offer that waits for an answer.

    ways: how the house takes money; account: where to transfer it to, as the house writes it. customer: whose order it is,
    empty at a kiosk, where only number and code are known.
    """

    id: UUID
    number: str
    kind: str
    work_state: str
    custody_state: str
    outcome: str | None
    problem: str
    opened_at: datetime
    promised_at: datetime | None
    ready_at: datetime | None
    delivered_at: datetime | None
    brand: str
    model: str
    model_en: str
    serial_no: str
    due: Decimal
    paid: Decimal
    balance: Decimal
    estimate: Decimal | None
    quoted: Decimal | None
    store: str
    store_en: str
    telephone: str
    hours: str
    street: str
    complaint_telephone: str
    company: str
    account: str
    ways: Sequence[str]
    payments: Sequence[PublicPayment]
    parcels: Sequence[PublicParcel]
    trace: Sequence[Step]
    customer: str = ""

    @property
    def is_over(self) -> bool:
        """Whether the customer has it back."""
        return self.work_state in ("delivered", "closed")

    @property
    def station(self) -> int:
        """At which of STATIONS it is."""
        return _STATION.get(self.work_state, 0)


def read_order(found: Mapping[str, Any]) -> PublicOrder:
    """The order from the database's JSON."""
    given = dict(found)
    steps = [
        Step(**{**one, "at": _instant(one["at"]), "promised_at": _instant(one["promised_at"])})
        for one in given.pop("trace")
        if (one["axis"], one["action"]) in STEPS
    ]
    for name in ("opened_at", "promised_at", "ready_at", "delivered_at"):
        given[name] = _instant(given[name])
    for name in ("due", "paid", "balance", "estimate", "quoted"):
        given[name] = _amount(given[name])
    given["payments"] = [
        PublicPayment(**{**one, "at": _instant(one["at"]), "amount": _amount(one["amount"])})
        for one in given["payments"]
    ]
    given["parcels"] = [
        PublicParcel(**{**one, **{name: _day(one[name]) for name in ("sent_on", "expected_on", "ended_on")}})
        for one in given["parcels"]
    ]
    return PublicOrder(**{**given, "id": UUID(given["id"])}, trace=steps)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _instant(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _amount(value: float | None) -> Decimal | None:
    # JSON has no decimals; a cent is exact again after rounding
    return None if value is None else round(Decimal(str(value)), 2)
