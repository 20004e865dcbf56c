"""The search box: what was typed is looked for in every kind of record at once.

Each kind has a function in the database of one shape, search_<kind>(typed, words, cap, english) giving
(kind, id, title, subtitle, rank): models/sql/functions/08_search_customers.sql says why they are functions.
Features add theirs with `finder`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import TextClause

from services import personal_data
from services.asking import Question, ask
from services.database import Database
from services.errors import ServiceError
from services.rows import sql

CAP = 8
LIST_CAP = 200
_sources: list[str] = []
# What looks for whole telephone numbers.
_BY_NUMBER = frozenset({"search_customers", "search_tickets"})
_RANK, _KIND_AND_RANK = itemgetter(4), itemgetter(0, 4)
_NUMBER = re.compile(r"[+0-9０-９][-0-9０-９ ()]{5,20}")


class Hit(NamedTuple):
    """A record that was found; `kind` opens its page. A smaller rank is a better hit."""

    kind: str
    id: UUID
    title: str
    subtitle: str
    rank: int


@dataclass(frozen=True)
class Found:
    """Hits, the best first; `more` where there are more than shown."""

    hits: Sequence[Hit]
    more: bool = False

    @property
    def ids(self) -> list[UUID]:
        return [hit.id for hit in self.hits]


class Finder(Protocol):
    """Searches one kind of record."""

    def __call__(self, db: Database, typed: str, cap: int = ...) -> Found:
        """What was found, at most `cap`."""


def words(typed: str) -> str | None:
    """The tsquery for what was typed, None where it has no piece to look for.

    The same pieces as search_tokens() in the database: words of ASCII letters and digits, looked for by
    their beginning, and pairs of neighbouring other characters.
    """
    pieces = [f"'{word}':*" for word in re.findall(r"[a-z0-9]+", typed.lower(), re.ASCII)]
    for run in re.findall(r"[^\x00-\x7f]{2,}", typed):
        pieces += [_quoted(run[at : at + 2]) for at in range(len(run) - 1)]
    return " & ".join(dict.fromkeys(pieces)) or None


def _quoted(piece: str) -> str:
    return "'" + piece.replace("\\", "\\\\").replace("'", "''") + "'"


def is_number(typed: str) -> bool:
    """Whether this is looked up as a telephone number, which is logged."""
    digits = sum(sign.isdigit() for sign in typed)
    return _NUMBER.fullmatch(typed.strip()) is not None and 7 <= digits <= 13


def everything(db: Database, typed: str, cap: int = CAP) -> Found:
    """Records of all kinds this person may see, at most `cap` of each kind."""
    return _find(db, _sources, typed, cap, len(_sources) * cap)


@dataclass(frozen=True)
class Search:
    """The search of one kind, by a function of the database."""

    function: str

    def __call__(self, db: Database, typed: str, cap: int = LIST_CAP) -> Found:
        return _find(db, [self.function], typed, cap, cap)

    @property
    def places(self) -> str:
        """SQL for the ids (_id) of what is found with their _place, the best first: a list joins its rows to it.

        The limit is written out: of an unknown one the server expects few, and compared each with each.
        """
        return f"""
            select id as _id, min(rank * 100000 + nth) as _place
            from {self.function}(:_typed, cast(:_words as tsquery), {LIST_CAP})
                 with ordinality f (kind, id, title, subtitle, rank, nth)
            group by id order by _place limit {LIST_CAP}"""

    def asked(self, db: Database, typed: str) -> dict[str, Any] | None:
        """The values of `places`; None where nothing can be found. Raises ServiceError 'lookup_limit'."""
        kept = _asked(db, [self.function], typed)
        return None if kept is None else {"_typed": kept, "_words": words(kept)}


def finder(function: str) -> Search:
    """The search of one kind, for lists and look-ups; `everything` searches it from now on too."""
    if not re.fullmatch(r"search_[a-z_]+", function):
        raise ValueError(f"not a search function: {function!r}")
    if function not in _sources:
        _sources.append(function)
    return Search(function)


def by_statement(kind: str, statement: TextClause) -> Finder:
    """The search of a list that needs no index of words: ids by one statement with :typed and :cap, the best first."""

    def find(db: Database, typed: str, cap: int = LIST_CAP) -> Found:
        values = {"typed": typed.strip()[:100].replace("\x00", ""), "cap": cap}
        with db.read() as connection:
            ids = connection.execute(statement, values).scalars().all()
        return Found([Hit(kind, row_id, "", "", place) for place, row_id in enumerate(ids)])

    return find


def _asked(db: Database, functions: Sequence[str], typed: str) -> str | None:
    """What is looked for, None where that is nothing; a look-up by number has left its entry."""
    typed = typed.strip().replace("\x00", "")[:100]
    if not typed or any("\ud800" <= sign <= "\udfff" for sign in typed):
        return None
    if is_number(typed) and not _BY_NUMBER.isdisjoint(functions):
        try:
            personal_data.open_lookup(db, typed)
        except ServiceError as error:
            # the other kinds are still searched; a list of customers says why it is empty
            if error.code != "lookup_limit" or len(functions) == 1:
                raise
    return typed


def _find(db: Database, functions: Sequence[str], given: str, cap: int, total: int) -> Found:
    typed = _asked(db, functions, given)
    if typed is None:
        return Found(())
    statement = " union all ".join(
        f"select * from {function}(:typed, cast(:words as tsquery), :cap, :english)" for function in functions
    )
    (found,) = ask(db, Question(sql(statement), {"typed": typed, "words": words(typed), "cap": cap}))
    # rows as the driver gives them, which are those of Hit: what is left out is never made one
    more = any(number > cap for number in Counter(map(_KIND_AND_RANK, found.rows)).values())
    best: dict[UUID, Any] = {}
    for row in found.rows:
        known = best.setdefault(row[1], row)
        if row[4] < known[4]:
            best[row[1]] = row
    kept: list[Any] = []
    shown: dict[str, int] = {}
    for row in sorted(best.values(), key=_RANK):
        kind = row[0]
        shown[kind] = number = shown.get(kind, 0) + 1
        if number > cap or len(kept) >= total:
            more = True
        else:
            kept.append(row)
    return Found(tuple(map(Hit._make, kept)), more)


# By name, initials, number, the last four digits or the whole telephone number.
customers = finder("search_customers")
# By serial, IMEI, VIN or plate.
devices = finder("search_devices")
# By brand, number, name or initials.
products = finder("search_products")
# By number, its end, words of the fault, customer, serial or last four digits.
orders = finder("search_work_orders")
# What is printed on papers of trainings, appraisals, plans, acceptances, vouchers and exchanges, by the whole number.
printed = finder("search_printed")
