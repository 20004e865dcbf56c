"""Keyset pages: lists of a million rows that open at any place in the time of an index look-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

R = TypeVar("R")

PAGE = 100
COUNT_LIMIT = 1001


@dataclass(frozen=True)
class Place:
    """Where a page begins: the sort values and the id of the row next to it."""

    keys: tuple[Any, ...]
    forward: bool = True


@dataclass(frozen=True)
class Page(Generic[R]):
    """Rows in the list's order; `before` and `after` continue in either direction, None at the ends."""

    rows: Sequence[R]
    before: Place | None = None
    after: Place | None = None


def keyset(columns: Sequence[str], descending: bool, place: Place | None) -> tuple[str, str, dict[str, Any]]:
    """Condition, order and values for one page over `columns` (the last one unique, all in one direction).

    Row-value comparison: its OR spelling reads the whole index. Columns must not hold NULL.
    Walking backwards the rows come in reverse; `make_page` turns them round.
    """
    forward = place is None or place.forward
    down = descending == forward
    order = ", ".join(f"{column} {'desc' if down else 'asc'}" for column in columns)
    if place is None:
        return "true", order, {}
    names = [f"_k{n}" for n in range(len(columns))]
    condition = f"({', '.join(columns)}) {'<' if down else '>'} ({', '.join(':' + n for n in names)})"
    return condition, order, dict(zip(names, place.keys, strict=True))


def make_page(rows: Sequence[R], keys: Any, place: Place | None, limit: int = PAGE) -> Page[R]:
    """The page from up to limit + 1 rows as they were read; keys(row) gives a row's sort values."""
    more = len(rows) > limit
    kept = list(rows[:limit])
    forward = place is None or place.forward
    if not forward:
        kept.reverse()
    if not kept:
        return Page(())
    first, last = Place(keys(kept[0]), False), Place(keys(kept[-1]), True)
    if forward:
        return Page(kept, first if place is not None else None, last if more else None)
    return Page(kept, first if more else None, last)


def capped(count: int) -> str:
    """A count as people see it: exact up to 1,000, then '1,000+'."""
    return f"{count:,}" if count < COUNT_LIMIT else f"{COUNT_LIMIT - 1:,}+"
