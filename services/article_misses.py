"""Searches in vain: what people looked for in the knowledge base without finding an article."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import call_once
from services.search import LIST_CAP, Found, Hit

VIEWS = {"open": "m.settled_at is null", "settled": "m.settled_at is not null"}


class Miss(NamedTuple):
    """Words that were looked for in vain, and how often."""

    id: UUID
    words: str
    times: int
    first_at: datetime
    last_at: datetime
    settled_by: str


@dataclass(frozen=True)
class Wanted(Filters):
    """What the list shows."""

    view: str = "open"


def _narrow(_db: Database, _connection: Connection, wanted: Wanted) -> Where:
    return Where([VIEWS[wanted.view]])


def _find(db: Database, typed: str, cap: int = LIST_CAP) -> Found:
    query = text("""
        select id, words, times from article_miss where position(lower(:typed) in lower(words)) > 0
        order by times desc limit :cap""")
    with db.read() as connection:
        rows = connection.execute(query, {"typed": typed.strip().replace("\x00", "")[:100], "cap": cap}).all()
    return Found(tuple(Hit("article_miss", row.id, row.words, "", place) for place, row in enumerate(rows)))


_LIST = Listing(
    Miss,
    "article_miss m",
    """select m.id, m.words, m.times, m.first_at, m.last_at, coalesce(s.name, m.settled_by) as settled_by
       from ({rows}) m left join staff s on s.login = m.settled_by""",
    {"times": ("times", "id"), "last_at": ("last_at", "id")},
    _narrow,
    _find,
    Wanted(),
    "times",
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts


def missed(db: Database, typed: str) -> None:
    """Remember that nothing was found; numbers and mail addresses in it are not kept."""
    with db.transaction() as connection:
        connection.execute(text("select article_missed(:typed)"), {"typed": typed.replace("\x00", "")[:1000]})


def settle(db: Database, miss_id: UUID, request: UUID) -> None:
    """There is an article now, or none is needed."""
    call_once(db, request, "article_miss_settle", id=miss_id)
