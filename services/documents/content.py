"""What each paper shows, as plain records: no database, no layout.

Whoever fills them decides what the reader may know; a renderer only lays out. Instants are
already in the store's own time zone. Amounts are CNY, tax included. None means "does not
apply"; an empty text is left out or printed as an empty line to write on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple


class Words(NamedTuple):
    """A text that people defined in both languages; an empty English one means "the same"."""

    zh: str
    en: str = ""


NOTHING = Words("")


@dataclass(frozen=True)
class Terms:
    """The shop's texts of one language pair, in print order; see `terms` for the placeholders."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    privacy: Words = NOTHING


@dataclass(frozen=True)
class Shop:
    """The head of every paper. logo: PNG or JPEG bytes, black on white prints best."""

    name: Words
    store: Words = NOTHING
    address: str = ""
    phone: str = ""
    complaint_phone: str = ""
    hours: Words = NOTHING
    logo: bytes | None = None
    terms: Terms = field(default_factory=Terms)
    # Where a customer may follow the order; printed only where the company runs such a page.
    status_url: str = ""


@dataclass(frozen=True)
class Customer:
    """Both forms of a person: copies that leave the shop print the masked one."""

    name: str
    name_masked: str
    phone: str = ""
    phone_masked: str = ""
    address: str = ""
    number: str = ""
    notify_by: Words = NOTHING


@dataclass(frozen=True)
class Device:
    """The thing brought in. serial_label: IMEI, VIN, 条形码 …; counter: kilometres, pages …"""

    category: Words = NOTHING
    brand: str = ""
    model: Words = NOTHING
    colour: Words = NOTHING
    serial: str = ""
    serial_label: Words = NOTHING
    counter: str = ""
    bought_on: date | None = None
    proof: Words = NOTHING

    def brand_in(self, lang: str) -> str:
        """The brand; none on an English paper whose model's English name says it in Latin letters."""
        return "" if lang == "en" and self.model.en and not self.brand.isascii() else self.brand


class Mark(NamedTuple):
    """A numbered mark on the sketch. side: "front" or "back"; x, y: 0..1 from the top left corner."""

    number: int
    side: str
    x: float
    y: float
    text: Words


class Answer(NamedTuple):
    """A question asked at the counter and what the customer said."""

    question: Words
    answer: Words


@dataclass(frozen=True)
class Warranty:
    """The verdict with its because-line; the note says what would change it."""

    verdict: Words
    because: Words = NOTHING
    note: Words = NOTHING


class Payment(NamedTuple):
    """Money that changed hands; negative for a refund. reference: the tail of a transaction number."""

    at: datetime
    kind: Words
    amount: Decimal
    reference: str = ""


class Consent(NamedTuple):
    """Who agreed to a price, when and how. contact is masked."""

    at: datetime
    who: str
    how: Words
    amount: Decimal
    contact: str = ""
    taken_by: str = ""
    answer: Words = NOTHING


@dataclass(frozen=True)
class Line:
    """A line of work, part or fee. part_state: new, used, exchanged …; amount is rounded already."""

    name: Words
    amount: Decimal
    quantity: Decimal = Decimal(1)
    unit: Words = NOTHING
    unit_price: Decimal | None = None
    part_no: str = ""
    part_state: Words = NOTHING
    serial_in: str = ""
    serial_out: str = ""
    note: str = ""
    # A quote's compulsory lines come as one offer, the others can be declined one by one.
    optional: bool = False


class Signature(NamedTuple):
    """A signature drawn on a tablet, as PNG bytes; without one the paper keeps a line to sign on."""

    role: str
    name: str = ""
    at: datetime | None = None
    image: bytes | None = None


@dataclass(frozen=True)
class OrderPaper:
    """Everything the papers about one order draw from."""

    shop: Shop
    number: str
    received_at: datetime
    clerk: str
    customer: Customer
    device: Device
    promised_at: datetime | None = None
    printed_at: datetime | None = None
    printed_by: str = ""
    intake_number: str = ""
    # On the customer's own copies only: who has it may collect, and see at the kiosk how the repair stands.
    pickup_code: str = ""
    # On the slip of several devices brought together: the papers of all of them, this one among them.
    together: Sequence["OrderPaper"] = ()
    kind: Words = NOTHING
    sale_stage: Words = NOTHING
    wish: Words = NOTHING
    fault: str = ""
    symptoms: Sequence[Words] = ()
    accessories: Sequence[Words] = ()
    # phone, laptop, television, car; anything else is drawn as a box.
    sketch: str = "phone"
    marks: Sequence[Mark] = ()
    photos: int = 0
    answers: Sequence[Answer] = ()
    data_choice: Words = NOTHING
    warranty: Warranty | None = None
    estimate: Decimal | None = None
    inspection_fee: Decimal | None = None
    prepayments: Sequence[Payment] = ()
    consents: Sequence[Consent] = ()
    loan_unit: str = ""
    shelf: str = ""
    technician: str = ""
    instructions: str = ""
    # "returned" or "recycled" once the customer has chosen, else empty.
    old_parts: str = ""
    # What the technician coded: level of the repair, part at fault, cause, remedy, barrier; `findings` are his own words.
    diagnosis: Sequence[Words] = ()
    findings: str = ""
    work_done: str = ""
    advice: str = ""
    outcome: Words = NOTHING
    labour_minutes: int | None = None
    tested: Sequence[Answer] = ()
    quote_number: str = ""
    quoted_at: datetime | None = None
    quote_valid_until: date | None = None
    quote_lines: Sequence[Line] = ()
    parts: Sequence[Line] = ()
    charges: Sequence[Line] = ()
    tax_included: Decimal | None = None
    payments: Sequence[Payment] = ()
    completed_at: datetime | None = None
    delivered_at: datetime | None = None
    collected_by: str = ""
    repair_warranty_days: int | None = None
    repair_warranty_until: date | None = None
    signatures: Sequence[Signature] = ()


@dataclass(frozen=True)
class Receipt:
    """Money received: what for, how, what is still open."""

    shop: Shop
    number: str
    paid_at: datetime
    cashier: str
    customer: Customer
    device: Device
    order_number: str = ""
    lines: Sequence[Line] = ()
    total: Decimal = Decimal(0)
    tax_included: Decimal | None = None
    earlier: Sequence[Payment] = ()
    payments: Sequence[Payment] = ()
    balance: Decimal = Decimal(0)
    # True for money taken before the work: 预付款, settled against the final amount.
    prepayment: bool = False
    repair_warranty_days: int | None = None
    repair_warranty_until: date | None = None
    old_parts: str = ""
    printed_at: datetime | None = None
    printed_by: str = ""

    @property
    def paid(self) -> Decimal:
        """What this receipt confirms."""
        return sum((payment.amount for payment in self.payments), Decimal(0))


@dataclass(frozen=True)
class Label:
    """What sticks on the device: enough to find it, nothing a passer-by could use."""

    number: str
    # Initials and the last four digits, e.g. "ZXS 1234".
    owner: str
    device: str
    serial: str = ""
    fault: str = ""
    accessories: int = 0
    shelf: str = ""
    store: Words = NOTHING
    received_at: datetime | None = None
    promised_at: datetime | None = None
    # The customer wants the data kept.
    keep_data: bool = False


class WayTakings(NamedTuple):
    """What came in and went out by one way of paying."""

    method: Words
    count: int  # type: ignore[assignment]
    taken: Decimal
    given_back: Decimal

    @property
    def net(self) -> Decimal:
        return self.taken + self.given_back


class TakingsEntry(NamedTuple):
    """One receipt of the day; amount negative where money left the till."""

    at: datetime
    receipt_number: str
    order_number: str
    kind: Words
    method: Words
    amount: Decimal


@dataclass(frozen=True)
class DayTakings:
    """The takings of one store and day."""

    shop: Shop
    number: str
    day: date
    printed_at: datetime
    printed_by: str
    ways: Sequence[WayTakings] = ()
    entries: Sequence[TakingsEntry] = ()
    zero: Decimal = Decimal("0.00")

    def columns(self) -> tuple[list[Decimal], list[Decimal], list[Decimal]]:
        """In, out and net of every way, for the sums."""
        ways = self.ways
        return [one.taken for one in ways], [one.given_back for one in ways], [one.net for one in ways]


class CardField(NamedTuple):
    """One field of the customer card. wide: needs the whole line."""

    label: Words
    value: str = ""
    wide: bool = False


class CardPart(NamedTuple):
    """One of the card's parts, e.g. 基础资料."""

    title: Words
    fields: Sequence[CardField]


class CardPerson(NamedTuple):
    """An owner, manager or legal representative and what is known of them, in the card's order."""

    role: Words
    values: Sequence[str]


@dataclass(frozen=True)
class CustomerCard:
    """The customer data card 客户资料卡; `card.blank_card` makes an empty one to fill in by hand."""

    shop: Shop
    number: str = ""
    parts: Sequence[CardPart] = ()
    people: Sequence[CardPerson] = ()
    filled_in_on: date | None = None
    keeper: str = ""
    printed_at: datetime | None = None
    printed_by: str = ""
