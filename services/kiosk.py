"""A store's kiosk: an order opened by the number and code of its slip, and the answers published for customers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from services import errors, search
from services.database import Database
from services.errors import ServiceError
from services.initials import initials_of
from services.public_orders import PublicOrder, read_order
from services.public_surveys import Survey, answers_of, read_survey
from services.rows import records
from services.texts import N_, either

ARTICLES = 20

errors.sentences(
    kiosk_wrong=N_("Number and code do not go together. Both stand on your slip; or ask at the counter."),
    kiosk_wait=N_("Too many tries. Please wait {seconds} s, or ask at the counter."),
    kiosk_over=N_("Please enter number and code once more."),
    kiosk_number_missing=N_("Enter the number from your slip; it begins with W or N."),
    kiosk_code_missing=N_("Enter the 6-digit code from your slip."),
)


@dataclass(frozen=True)
class Opened:
    """An order on the kiosk's screen; the entry reads it again for ten minutes.

    survey: what is asked about it. intake: the number of the slip, where that is one of several devices.
    """

    entry: UUID
    order: PublicOrder
    survey: Survey | None = None
    intake: str = ""


class PublicArticle(NamedTuple):
    """A question with the answer written for customers."""

    id: UUID
    number: str
    question: str
    question_en: str
    answer: str
    answer_en: str

    @property
    def title(self) -> str:
        """The question in the language of the moment; the other where it is missing."""
        return either(self.question, self.question_en)

    @property
    def body(self) -> str:
        """The answer in the language of the moment; the other where it is missing."""
        return either(self.answer, self.answer_en)


class Topic(NamedTuple):
    """What can be touched instead of typed. kind: topic, symptom (a fault) or model; n: how many answers tell of it."""

    kind: str
    code: str
    name: str
    name_en: str
    n: int

    @property
    def title(self) -> str:
        """Its name in the language of the moment."""
        return either(self.name, self.name_en)

    def begins(self, typed: str) -> bool:
        """Whether a word of its name begins like this, or the initials of its Chinese name, as letters are typed."""
        plain = typed.strip().lower()
        if not plain:
            return False
        words = f"{self.name} {self.name_en}".lower().split()
        spoken = initials_of(self.name, person=False)
        return spoken.startswith(plain) or any(word.startswith(plain) for word in words)


class Found(NamedTuple):
    """Articles that were found; more: there are more than these."""

    articles: list[PublicArticle]
    more: bool


_ASK = text("select kiosk_ask(:number, :code)")
_READ = text("select kiosk_read(:entry)")
_ANSWER = text("select kiosk_answer(:entry, :survey, :answers, :note)").bindparams(bindparam("answers", type_=JSONB))
_ARTICLES = text("""
    select * from public_articles(cast(:words as tsquery), :cap, :topic, :symptom, cast(:model as uuid))""")
_TOPICS = text("select * from public_topics()")


def open_order(db: Database, number: str, code: str) -> Opened:
    """The order of this number and code.

    number: an order's (W…) or a slip's of several devices (N…), of which the code says the one; written in any way,
    also the last part alone. Raises ServiceError 'kiosk_wrong' where they do not go together, 'kiosk_wait' with the
    seconds to wait after too many tries. Two transactions: the try is written down before it is looked at.
    """
    if not number.strip():
        raise ServiceError("kiosk_number_missing", "number")
    if not code.strip():
        raise ServiceError("kiosk_code_missing", "code")
    with db.statement() as connection:
        asked = connection.execute(_ASK, {"number": number, "code": code}).scalar_one()
    if "wait" in asked:
        raise ServiceError("kiosk_wait", "code", seconds=asked["wait"])
    return read_again(db, UUID(asked["entry"]))


def read_again(db: Database, entry: UUID) -> Opened:
    """The order as it is now; raises ServiceError 'kiosk_over' ten minutes after it was opened."""
    with db.statement() as connection:
        found = connection.execute(_READ, {"entry": entry}).scalar_one()
    if "order" not in found:
        raise ServiceError("kiosk_wrong", "code")
    survey = found.get("survey")
    return Opened(entry, read_order(found["order"]), read_survey(survey) if survey else None, found["intake"])


def answer(db: Database, opened: Opened, answers: Mapping[UUID, Any], note: str = "") -> None:
    """Answer the survey about an order that was opened; raises ServiceError at a question that lacks an answer."""
    assert opened.survey is not None
    values = {**answers_of(answers), "entry": opened.entry, "survey": opened.survey.id, "note": note}
    with db.transaction() as connection:
        connection.execute(_ANSWER, values)


def articles(db: Database, typed: str = "", chosen: Topic | None = None, cap: int = ARTICLES) -> Found:
    """Published answers for customers about what was typed and what was touched, the best first; else the newest."""
    words = search.words(typed) if typed.strip() else None
    if typed.strip() and words is None:
        return Found([], False)
    about = {"topic": None, "symptom": None, "model": None} | ({chosen.kind: chosen.code} if chosen else {})
    with db.read() as connection:
        found = records(PublicArticle, connection.execute(_ARTICLES, {"words": words, "cap": cap, **about}))
    return Found(found[:cap], len(found) > cap)


def topics(db: Database) -> list[Topic]:
    """Topics, faults and models of which published answers for customers tell."""
    with db.read() as connection:
        found = records(Topic, connection.execute(_TOPICS))
    for one in found:
        # Now, on a worker: the first initials take a quarter of a second, which a key would wait for.
        initials_of(one.name, person=False)
    return found
