"""A list as a service declares it once; pages, rows changed elsewhere and counts come from the declaration.

    _LIST = Listing(TicketLine, "ticket t", _LINE, SORTS, _narrow, _FIND, Wanted(), "opened_at")
    page, some, counts = _LIST.page, _LIST.some, _LIST.counts

and the service has page(db, wanted, sort=…, place=…), some(db, ids, wanted) and counts(db, {"open": wanted}).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from services.asking import Question, ask_on
from services.database import Database
from services.paging import COUNT_LIMIT, PAGE, Page, Place, keyset, make_page
from services.rows import id_array, records, sql
from services.search import Finder, Search

R = TypeVar("R")
W = TypeVar("W", bound="Filters")


@dataclass(frozen=True)
class Filters:
    """What a list shows; text: what was typed. A list's own filters are added in a subclass."""

    text: str = ""


@dataclass
class Where:
    """The conditions of a list with the values they need."""

    conditions: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, condition: str, **values: Any) -> None:
        """One condition more."""
        self.conditions.append(condition)
        self.values |= values

    def equal(self, alias: str, wanted: Any, *columns: str) -> None:
        """Of these columns those in which `wanted` holds something."""
        for column in columns:
            value = getattr(wanted, column)
            if value is not None and value != "":
                self.add(f"{alias}.{column} = :{column}", **{column: value})

    def and_also(self, condition: str) -> str:
        """All conditions and this one, as SQL."""
        return " and ".join([*self.conditions, condition])


@dataclass(frozen=True)
class Listing(Generic[R, W]):
    """A list of records of type R, narrowed by filters of type W.

    line: makes a record from the columns by name. source: the table with its alias. named: the statement
    around the rows of one page, read as {rows}, joining names to them. sorts: for each sort its columns, the
    last one unique. narrow: the conditions of filters, the list's own scope among them. find: the search
    behind what is typed; a list that is searched shows the best hits first and has one page. usual: what is
    shown where nothing else is wanted. own: the columns that may be read, where not all may. partial: sorts
    that leave out rows with nothing to sort by. scope: what a page states besides, on an index, where the
    policies alone would have it read many rows to show few. holds: a view and another one all of whose rows it has.
    """

    line: Callable[..., R]
    source: str
    named: str
    sorts: Mapping[str, tuple[str, ...]]
    narrow: Callable[[Database, Connection, W], Where]
    find: Finder
    usual: W
    sort: str
    descending: bool = True
    own: str = "*"
    partial: frozenset[str] = frozenset()
    scope: Callable[[Database, Connection], Sequence[str]] = lambda _db, _connection: ()
    holds: Mapping[str, str] = field(default_factory=dict)

    @property
    def alias(self) -> str:
        return self.source.split()[-1]

    def page(
        self,
        db: Database,
        wanted: W | None = None,
        *,
        sort: str = "",
        descending: bool | None = None,
        place: Place | None = None,
        limit: int = PAGE,
    ) -> Page[R]:
        """A page of the list; without a sort in the list's usual order. With a text what the search finds, the
        best first, and no further page."""
        wanted = wanted or self.usual
        if wanted.text.strip():
            return Page(self._found(db, wanted))
        columns = self.sorts[sort or self.sort]
        if descending is None:
            descending = self.descending
        after, order, keys = keyset([f"{self.alias}.{column}" for column in columns], descending, place)
        with db.read() as connection:
            where = self.narrow(db, connection, wanted)
            for condition in self.scope(db, connection):
                where.add(condition)
            if sort in self.partial:
                where.add(f"{self.alias}.{columns[0]} is not null")
            # Names are joined to the rows of the page only. The limit is written out: of an unknown one the server
            # expects a tenth of the table, and so made a new plan for each page of some lists.
            rows = f"{self._rows(where, after)} order by {order} limit {limit + 1:d}"
            lines = self._read(connection, rows, order, {**where.values, **keys})
        return make_page(lines, lambda line: tuple(getattr(line, column) for column in columns), place, limit)

    def _found(self, db: Database, wanted: W) -> list[R]:
        if not isinstance(self.find, Search):
            ids = self.find(db, wanted.text).ids
            found = {_id(line): line for line in self.some(db, ids, wanted)}
            return [found[row_id] for row_id in ids if row_id in found]
        asked = self.find.asked(db, wanted.text)
        if asked is None:
            return []
        with db.read() as connection:
            where = self.narrow(db, connection, replace(wanted, text=""))
            # Each hit is looked up by itself, and names are joined to it as to a row of a page: read together and joined
            # to their places again, the rows took half as long once more.
            row = self._rows(where, f"{self.alias}.id = _id")
            rows = f"select x.*, _place from ({self.find.places}) f cross join lateral ({row} offset 0) x"
            statement = f"{self.named.format(rows=rows)} order by {self.alias}._place"
            (hits,) = ask_on(connection, Question(sql(statement), {**where.values, **asked}))
        return records(self.line, hits)

    def some(self, db: Database, ids: Sequence[UUID], wanted: W | None = None) -> list[R]:
        """These rows as they are now; one that has left the list is not among them."""
        if not ids:
            return []
        with db.read() as connection:
            where = self.narrow(db, connection, replace(wanted or self.usual, text=""))
            rows = self._rows(where, f"{self.alias}.id = any(cast(:_ids as uuid[]))")
            return self._read(connection, rows, f"{self.alias}.id", {**where.values, "_ids": id_array(ids)})

    def counts(self, db: Database, wanted: Mapping[str, W]) -> dict[str, int]:
        """How many rows each of several lists has, counted up to 1,001, in one statement.

        A list that holds all rows of another one is counted only where that one has fewer: the list of everything, which
        knows fewer conditions, and what `holds` says.
        """
        values: dict[str, Any] = {}
        conditions: dict[str, Where] = {}
        with db.read() as connection:
            for name, filters in wanted.items():
                conditions[name] = where = self.narrow(db, connection, filters)
                clashing = [key for key in where.values if values.get(key, where.values[key]) != where.values[key]]
                if clashing:
                    raise ValueError(f"two lists with different values of {clashing} are counted one by one")
                values |= where.values
            if not conditions:
                return {}
            (counted,) = ask_on(connection, Question(sql(self._counting(wanted, conditions)), values))
        return dict(zip(wanted, counted.rows[0], strict=True))

    def _counting(self, wanted: Mapping[str, W], conditions: Mapping[str, Where]) -> str:
        smaller = {name: self._smaller(name, wanted, conditions) for name in wanted}
        places = {name: f"c{place}" for place, name in enumerate(wanted)}
        first, then = [], []
        for name, place in places.items():
            inner = f"select 1 from {self.source} where {conditions[name].and_also('true')} limit {COUNT_LIMIT}"
            counted = f"(select count(*) from ({inner}) x)"
            # one that waits for another is none that others wait for
            if within := [places[other] for other in smaller[name] if not smaller[other]]:
                then.append(f"case when {COUNT_LIMIT} in ({', '.join(within)}) then {COUNT_LIMIT} else {counted} end")
            else:
                first.append(f"{counted} as {place}")
                then.append(place)
        return f"select {', '.join(then)} from (select {', '.join(first)} offset 0) counted"

    def _smaller(self, name: str, wanted: Mapping[str, W], conditions: Mapping[str, Where]) -> list[str]:
        """Others of these lists, all of whose rows this one has, as far as that can be said."""
        mine = set(conditions[name].conditions) - {"true"}
        told = self.holds.get(getattr(wanted[name], "view", ""))
        known = replace(wanted[name], **{"view": told}) if told else None
        return [
            other
            for other, where in conditions.items()
            if other != name and (wanted[other] == known or mine < set(where.conditions) - {"true"})
        ]

    def count(self, db: Database, wanted: W | None = None) -> int:
        """How many rows a list has, counted up to 1,001."""
        return self.counts(db, {"": wanted or self.usual})[""]

    def _rows(self, where: Where, condition: str) -> str:
        return f"select {self.own} from {self.source} where {where.and_also(condition)}"

    def _read(self, connection: Connection, rows: str, order: str, values: Mapping[str, Any]) -> list[R]:
        statement = sql(f"{self.named.format(rows=rows)} order by {order}")
        return records(self.line, ask_on(connection, Question(statement, values))[0])


def _id(line: Any) -> UUID:
    return line.id
