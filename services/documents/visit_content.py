"""What the papers of visits show, as plain records."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from services.documents.content import NOTHING, Line, Shop, Signature, Words


class Checked(NamedTuple):
    """A measured value. limits and value as people say them; within: None where nothing was measured."""

    name: Words
    limits: Words
    value: Words
    within: bool | None
    note: str = ""


@dataclass(frozen=True)
class VisitPaper:
    """The maintenance report 维护报告 and the slips of those who drove there.

    phone and address are in full on the slips that stay with our people, masked on the customer's report.
    """

    shop: Shop
    number: str
    customer: str
    phone: str
    address: str
    printed_at: datetime
    printed_by: str
    contact: str = ""
    order_number: str = ""
    kind: Words = NOTHING
    subject: str = ""
    instructions: str = ""
    wish: str = ""
    device: str = ""
    serial: str = ""
    technician: str = ""
    region: Words = NOTHING
    planned_from: datetime | None = None
    planned_until: datetime | None = None
    travel_at: datetime | None = None
    arrived_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    outcome: Words = NOTHING
    findings: str = ""
    work_done: str = ""
    advice: str = ""
    parts: Sequence[Line] = ()
    checks: Sequence[Checked] = ()
    photos_before: int = 0
    photos_after: int = 0
    vehicle: str = ""
    driver: str = ""
    odometer_out: Decimal | None = None
    odometer_back: Decimal | None = None
    accepted: bool | None = None
    accepted_by: str = ""
    accepted_how: Words = NOTHING
    accepted_at: datetime | None = None
    customer_note: str = ""
    signature: Signature | None = None


class Attendee(NamedTuple):
    """Somebody who took part and signs."""

    party: Words
    name: str
    duty: str = ""


@dataclass(frozen=True)
class AcceptancePaper:
    """An acceptance record, the conclusion of a design review, or minutes."""

    shop: Shop
    number: str
    title_of: str
    title: str
    held_at: datetime
    printed_at: datetime
    printed_by: str
    project: str = ""
    place: str = ""
    part: str = ""
    customer: str = ""
    visit_number: str = ""
    record: str = ""
    conclusion: str = ""
    open_points: str = ""
    result: Words = NOTHING
    people: Sequence[Attendee] = ()
    checks: Sequence[Checked] = ()
    # A meeting has minutes, not a result.
    is_meeting: bool = False


@dataclass(frozen=True)
class Stop:
    """One visit of a day."""

    number: str
    planned_from: datetime
    planned_until: datetime
    customer: str
    phone: str
    address: str
    subject: str
    region: Words = NOTHING
    contact: str = ""
    instructions: str = ""
    waits_for_parts: bool = False


@dataclass(frozen=True)
class RoutePaper:
    """A technician's day, stop by stop."""

    shop: Shop
    number: str
    technician: str
    day: date
    printed_at: datetime
    printed_by: str
    stops: Sequence[Stop] = field(default_factory=tuple)
