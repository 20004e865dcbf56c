"""What the house says to whoever serves a customer now: articles that come with the program, the company's to rewrite."""

import hashlib
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.database import Database
from services.rows import records
from services.texts import either

# Of models/sql/shipped/articles.sql.
PHONE, DEMANDS, MAIL, POLICY = (
    UUID(hashlib.md5(f"article {code}".encode()).hexdigest()) for code in ("phone", "demands", "mail", "policy")
)
_OF_CHANNEL = {"phone": PHONE, "mail": MAIL, "message": MAIL}
_OF_KIND = {"returns": POLICY}
_OF_MOOD = {"insistent": DEMANDS, "annoyed": DEMANDS, "angry": DEMANDS}


class HouseText(NamedTuple):
    """An article as it is read while a customer waits."""

    id: UUID
    number: str
    question: str
    question_en: str
    answer: str
    answer_en: str

    @property
    def title(self) -> str:
        """What it is about, in the language of the moment."""
        return either(self.question, self.question_en)

    @property
    def body(self) -> str:
        """What it says, in the language of the moment."""
        return either(self.answer, self.answer_en)


_READ = text("""
    select a.id, a.number, a.question, a.question_en, a.answer, a.answer_en from article a
    where a.id = any (:ids) and a.state = 'published' order by array_position(:ids, a.id)""")


def wanted(channel: str | None, kind: str | None, mood: str | None) -> list[UUID]:
    """What to read in such a contact, the most pressing first: an upset customer, then the matter, then the way."""
    found = (_OF_MOOD.get(mood or ""), _OF_KIND.get(kind or ""), _OF_CHANNEL.get(channel or ""))
    return [one for one in found if one is not None]


def read(db: Database, ids: list[UUID]) -> list[HouseText]:
    """Those of them that are published; one that a company withdrew is left out."""
    if not ids:
        return []
    with db.read() as connection:
        return records(HouseText, connection.execute(_READ, {"ids": ids}))
