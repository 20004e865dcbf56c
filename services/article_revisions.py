"""What an article said before: its revisions, and what changed from one to the other."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from models.article import TEXTS
from services.database import Database
from services.texts import N_

TEXT_NAMES = {
    "question": N_("Question"),
    "answer": N_("What to answer"),
    "customer_answer": N_("What a customer may read"),
    "question_en": N_("Question in English"),
    "answer_en": N_("Answer in English"),
    "customer_answer_en": N_("What a customer may read, in English"),
    "keywords": N_("Further words it is found by"),
}
# A diff of single signs makes confetti of Latin words; Chinese has no blanks to go by.
_PIECES = re.compile(r"[^\W\d_\u3400-\u9fff]+|\d+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Revision:
    """The texts of an article after its change number `number`."""

    id: UUID
    number: int
    at: datetime
    by_name: str
    state: str
    question: str
    answer: str
    customer_answer: str
    question_en: str
    answer_en: str
    customer_answer_en: str
    keywords: str


class Piece(NamedTuple):
    """A stretch of a comparison. how: same, added or removed."""

    how: str
    text: str


class Changed(NamedTuple):
    """One text that differs between two revisions."""

    column: str
    pieces: tuple[Piece, ...]


def revisions(db: Database, article_id: UUID) -> list[Revision]:
    """All revisions of an article, the newest first; none for those who do not write articles."""
    query = text(f"""
        select r.id, r.number, r.at, coalesce(s.name, r.by_login) as by_name, r.state,
               {", ".join(f"r.{name}" for name in TEXTS)}
        from article_revision r left join staff s on s.login = r.by_login
        where r.article_id = :id order by r.number desc limit 500""")
    with db.read() as connection:
        rows = connection.execute(query, {"id": article_id}).all()
    return [Revision(**row._mapping) for row in rows]


def changes(before: Revision | None, after: Revision) -> list[Changed]:
    """What of each text is new in `after` and what is gone since `before`; None stands for nothing written yet."""
    found = []
    for column in TEXTS:
        old, new = getattr(before, column) if before is not None else "", getattr(after, column)
        if old != new:
            found.append(Changed(column, tuple(_pieces(old, new))))
    return found


def _pieces(old: str, new: str) -> Iterator[Piece]:
    mine, theirs = _PIECES.findall(old), _PIECES.findall(new)
    matcher = difflib.SequenceMatcher(None, mine, theirs, autojunk=len(mine) + len(theirs) > 4000)
    for how, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if how == "equal":
            yield Piece("same", "".join(mine[from_old:to_old]))
            continue
        if to_old > from_old:
            yield Piece("removed", "".join(mine[from_old:to_old]))
        if to_new > from_new:
            yield Piece("added", "".join(theirs[from_new:to_new]))
