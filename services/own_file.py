"""What a company customer sees with his own sign-in: his file, devices and orders, and how well he is served."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.database import Database
from services.public_orders import PublicOrder, device_name, is_ready, read_order, state_of
from services.rows import records
from services.texts import language

PAGE = 60


class OwnContact(NamedTuple):
    """Somebody at the customer's; numbers masked."""

    name: str
    title: str
    phone: str
    email: str


class OwnAddress(NamedTuple):
    """A further address, masked."""

    label: str
    kind: str
    address: str


@dataclass(frozen=True)
class OwnFile:
    """The customer's own file; counts stop at 1,001."""

    number: str
    kind: str
    name: str
    phone: str
    email: str
    address: str
    notify_by: str
    language: str
    since: datetime
    region: str
    region_en: str
    contacts: Sequence[OwnContact]
    addresses: Sequence[OwnAddress]
    devices: int
    orders_open: int
    orders_ready: int

    @property
    def region_name(self) -> str:
        """The region in the language of the moment."""
        return self.region_en if self.region_en and language() == "en" else self.region


class OwnDevice(NamedTuple):
    """A device of the customer's. orders: his orders with it, open_orders: those not handed over yet.
    warranty_until: by the purchase date and the model's months; None where one of them is not known."""

    id: UUID
    brand: str
    model: str
    model_en: str
    model_no: str
    serial_no: str
    colour: str
    place: str
    sold_on: date | None
    warranty_until: date | None
    orders: int
    open_orders: int

    @property
    def name(self) -> str:
        """Brand and model, in the language of the moment."""
        return device_name(self.brand, self.model, self.model_en)


class OwnOrder(NamedTuple):
    """A row of the customer's orders."""

    id: UUID
    number: str
    kind: str
    work_state: str
    custody_state: str
    outcome: str | None
    brand: str
    model: str
    model_en: str
    serial_no: str
    problem: str
    opened_at: datetime
    promised_at: datetime | None
    balance: Decimal
    store: str
    store_en: str

    @property
    def device(self) -> str:
        """Brand and model, in the language of the moment."""
        return device_name(self.brand, self.model, self.model_en)

    @property
    def state(self) -> str:
        """How it stands, in one sentence."""
        return state_of(self.work_state, self.custody_state)

    @property
    def is_ready(self) -> bool:
        """Whether it can be collected now."""
        return is_ready(self.work_state, self.custody_state)

    @property
    def place(self) -> str:
        """The store, in the language of the moment."""
        return self.store_en if self.store_en and language() == "en" else self.store


class ServiceWeek(NamedTuple):
    """A week of the whole company's service. days: from taking in to finished, on average; None where none was."""

    week: date
    received: int
    finished: int
    kept: int
    days: Decimal | None


@dataclass(frozen=True)
class ServiceFigures:
    """How well the company served everybody since a day, by week."""

    since: date
    weeks: Sequence[ServiceWeek]

    @property
    def finished(self) -> int:
        return sum(week.finished for week in self.weeks)

    @property
    def kept(self) -> int:
        return sum(week.kept for week in self.weeks)

    @property
    def days(self) -> Decimal | None:
        """Days from taking in to finished, on average over all orders."""
        if not self.finished:
            return None
        spent = sum(((week.days or Decimal()) * week.finished for week in self.weeks), Decimal())
        return round(spent / self.finished, 1)


_FILE = text("select own_file()")
_DEVICES = text("select * from own_devices(:after, :cap)")
_ORDERS = text("select * from own_orders(:only_open, :before_at, :before_id, :cap)")
_ORDER = text("select own_order(:id)")
_FIGURES = text("select * from own_figures(:since)")


def get(db: Database) -> OwnFile:
    """The own file."""
    found: dict[str, Any] = _one(db, _FILE)
    return OwnFile(
        **{
            **found,
            "since": datetime.fromisoformat(found["since"]),
            "contacts": [OwnContact(**one) for one in found["contacts"]],
            "addresses": [OwnAddress(**one) for one in found["addresses"]],
        }
    )


def devices(db: Database, after: UUID | None = None, cap: int = PAGE) -> list[OwnDevice]:
    """The own devices, those that came after one of them."""
    with db.read() as connection:
        return records(OwnDevice, connection.execute(_DEVICES, {"after": after, "cap": cap}))


def orders(db: Database, *, only_open: bool = False, before: OwnOrder | None = None, cap: int = PAGE) -> list[OwnOrder]:
    """The own orders, the newest first, those older than one of them."""
    values = {
        "only_open": only_open,
        "before_at": before and before.opened_at,
        "before_id": before and before.id,
        "cap": cap,
    }
    with db.read() as connection:
        return records(OwnOrder, connection.execute(_ORDERS, values))


def order(db: Database, order_id: UUID) -> PublicOrder:
    """One of the own orders with its trace; raises ServiceError 'gone_record' for any other."""
    return read_order(_one(db, _ORDER, id=order_id))


def figures(db: Database, since: date) -> ServiceFigures:
    """The company's service by week, at most a year back."""
    with db.read() as connection:
        return ServiceFigures(since, records(ServiceWeek, connection.execute(_FIGURES, {"since": since})))


def _one(db: Database, statement: Any, **values: Any) -> Any:
    with db.read() as connection:
        return connection.execute(statement, values).scalar_one()
