"""What a company customer sees with his own sign-in: his file, devices and orders, and how well he is served."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from services.database import Database
from services.model_names import spoken
from services.paging import Page, Place, make_page
from services.public_orders import PublicOrder, SeenByCustomer, read_order
from services.public_surveys import Survey, answers_of, read_survey
from services.rows import records
from services.texts import either

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
        return either(self.region, self.region_en)


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
        return spoken(self.brand, self.model, self.model_en)


@dataclass(frozen=True)
class OwnOrder(SeenByCustomer):
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


@dataclass(frozen=True)
class ServiceFigures:
    """How well the company served everybody since a day; None where there is too little to tell.

    finished: orders finished, kept: of them by the time promised, days: from taking in to finished, on average.
    followed: customers who were followed up 回访用户, successful: of them 回访成功用户; score: their mean of 1 to 5.
    examined: orders of the successful ones on which the fault was looked for, justified: those that had one.
    """

    since: date
    finished: int | None
    kept: int | None
    days: Decimal | None
    followed: int
    successful: int
    score: Decimal | None
    examined: int | None
    justified: int | None


_FILE = text("select own_file()")
_DEVICES = text("select * from own_devices(:id, :down, :cap)")
_ORDERS = text("select * from own_orders(:only_open, :at, :id, :down, :cap)")
_ORDER = text("select own_order(:id)")
_FIGURES = text("select * from own_service_figures(:since)")
_FOLLOWED = text("select * from own_follow_up_figures(:since)")
_PROBLEMS = text("select * from own_problem_figures(:since)")
_SURVEYS = text("select own_surveys()")
_ANSWER = text("select own_survey_answer(:survey, :answers, :note)").bindparams(bindparam("answers", type_=JSONB))


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


def devices(db: Database, place: Place | None = None, *, descending: bool = False, cap: int = PAGE) -> Page[OwnDevice]:
    """The own devices, in the order in which they came."""
    keys: tuple[Any, ...] = place.keys if place is not None else (None,)
    values = {"id": keys[0], "down": descending == (place is None or place.forward), "cap": cap + 1}
    with db.read() as connection:
        rows = records(OwnDevice, connection.execute(_DEVICES, values))
    return make_page(rows, lambda row: (row.id,), place, cap)


def orders(
    db: Database,
    place: Place | None = None,
    *,
    only_open: bool = False,
    descending: bool = True,
    cap: int = PAGE,
) -> Page[OwnOrder]:
    """The own orders, the newest first."""
    keys: tuple[Any, ...] = place.keys if place is not None else (None, None)
    down = descending == (place is None or place.forward)
    values = {"only_open": only_open, "at": keys[0], "id": keys[1], "down": down, "cap": cap + 1}
    with db.read() as connection:
        rows = records(OwnOrder, connection.execute(_ORDERS, values))
    return make_page(rows, lambda row: (row.opened_at, row.id), place, cap)


def order(db: Database, order_id: UUID) -> PublicOrder:
    """One of the own orders with its trace; raises ServiceError 'gone_record' for any other."""
    return read_order(_one(db, _ORDER, id=order_id))


def figures(db: Database, since: date) -> ServiceFigures:
    """The company's service, at most a year back."""
    with db.read() as connection:
        served = connection.execute(_FIGURES, {"since": since}).one()
        asked = connection.execute(_FOLLOWED, {"since": since}).one()
        problems = connection.execute(_PROBLEMS, {"since": since}).one()
    return ServiceFigures(since, *served, *asked, *problems)


def surveys(db: Database) -> list[Survey]:
    """The own surveys that wait for answers, the newest first."""
    return [read_survey(one) for one in _one(db, _SURVEYS)]


def answer(db: Database, survey: Survey, answers: Mapping[UUID, Any], note: str = "") -> None:
    """Answer one of the own surveys; raises ServiceError at a question that lacks an answer."""
    with db.transaction() as connection:
        connection.execute(_ANSWER, {**answers_of(answers), "survey": survey.id, "note": note})


def _one(db: Database, statement: Any, **values: Any) -> Any:
    with db.read() as connection:
        return connection.execute(statement, values).scalar_one()
