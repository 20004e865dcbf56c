"""The rows a list keeps: the pages around what is seen, however far somebody scrolls.

Of pages that were let go only the number of their rows and a mark of each id stay, so
that the list still knows how many rows there were and which ones it has shown.
"""

import dataclasses
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

# Where more than MOST rows are kept, whole pages go until about KEEP are left: far more than a screen shows,
# and seldom enough that scrolling does not feel it.
KEEP, MOST = 3000, 4000


class PageRequest(NamedTuple):
    """What a list asks its service for.

    place: where to go on (services.paging.Place, from an earlier page), None is the
    start. sort: a Column.sort. text: the quick filter. The last page of a list is
    asked for as the first one of the opposite order, so it is as near.
    """

    place: Any
    sort: str
    descending: bool
    limit: int
    text: str = ""


class PageOfRows(Protocol):
    """What a service answers: services.paging.Page; `before` and `after` are None at the ends."""

    rows: Sequence[Any]
    before: Any
    after: Any


@dataclass
class _Piece:
    """A page as it was loaded: where to go on before and behind it, and how many of its rows are kept."""

    before: Any
    after: Any
    count: int


class KeptRows:
    """Rows in the list's order, their places by id, and where loading goes on at either end.

    The model adds what `fresh` leaves of a page, and lets go the rows `too_many` names, between its begin and end
    calls; nothing here tells anybody.
    """

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.place: dict[Any, int] = {}
        self._pieces: list[_Piece] = []
        # Marks of the ids of rows let go, in the list's order.
        self._above = array("q")
        self._below = array("q")

    @property
    def before(self) -> Any:
        """Where the page before the first row is found, None if there is none."""
        return self._pieces[0].before if self._pieces else None

    @property
    def after(self) -> Any:
        """Where the page behind the last row is found, None if there is none."""
        return self._pieces[-1].after if self._pieces else None

    @property
    def above(self) -> int:
        """How many rows before the first were let go."""
        return len(self._above)

    @property
    def met(self) -> int:
        """How many rows of the list have been loaded, those let go among them."""
        return len(self._above) + len(self.rows) + len(self._below)

    def unknown(self, ids: Sequence[Any]) -> list[Any]:
        """Of these ids the ones that were never among the rows."""
        found = [one for one in ids if one not in self.place]
        if found and (self._above or self._below):
            gone = {*self._above, *self._below}
            return [one for one in found if hash(one) not in gone]
        return found

    def anew(self, page: PageOfRows, from_end: bool) -> None:
        """Nothing but this page, the first of the list or, read in the opposite order, the last."""
        self.rows = list(page.rows)
        before, after = None, page.after
        if from_end:
            # Going on there is going back here.
            self.rows.reverse()
            before, after = dataclasses.replace(after, forward=False) if after else None, None
        self._pieces = [_Piece(before, after, len(self.rows))]
        self._above, self._below = array("q"), array("q")
        self._number()

    def fresh(self, page: PageOfRows) -> list[Any]:
        """The rows of a page that are not there yet."""
        return [row for row in page.rows if row.id not in self.place]

    def add(self, page: PageOfRows, rows: list[Any], forward: bool) -> None:
        """Put a page at the end or, not forward, before the beginning; rows: what is fresh in it."""
        piece = _Piece(page.before, page.after, len(rows))
        if forward:
            # Numbering all rows again would slow down with each page.
            self.place.update((row.id, number) for number, row in enumerate(rows, len(self.rows)))
            self.rows += rows
            self._pieces.append(piece)
            del self._below[: len(rows)]
        else:
            self.rows[:0] = rows
            self._pieces.insert(0, piece)
            self._number()
            del self._above[max(0, len(self._above) - len(rows)) :]

    def too_many(self, forward: bool) -> int:
        """How many rows should go at the end opposite to the one where a page was added; 0 mostly."""
        if len(self.rows) <= MOST:
            return 0
        gone, ends = 0, self._pieces if forward else self._pieces[::-1]
        for piece, inner in pairwise(ends):
            back = inner.before if forward else inner.after
            # Only what can be found again goes.
            if back is None or len(self.rows) - gone - piece.count < KEEP:
                break
            gone += piece.count
        return gone

    def let_go(self, count: int, forward: bool) -> None:
        """Let go of that many rows, which too_many gave, at the beginning or, not forward, at the end."""
        side = slice(0, count) if forward else slice(len(self.rows) - count, len(self.rows))
        marks = array("q", (hash(row.id) for row in self.rows[side]))
        self._above, self._below = (self._above + marks, self._below) if forward else (self._above, marks + self._below)
        del self.rows[side]
        while count > 0 or self._pieces[0 if forward else -1].count == 0:
            count -= self._pieces.pop(0 if forward else -1).count
        self._number()

    def replace(self, place: int, row: Any) -> None:
        """Put the newer state of a record where it stands."""
        self.rows[place] = row

    def remove(self, place: int) -> None:
        """Take one row out."""
        del self.rows[place]
        for piece in self._pieces:
            if place < piece.count:
                piece.count -= 1
                break
            place -= piece.count
        self._number()

    def _number(self) -> None:
        self.place = {row.id: number for number, row in enumerate(self.rows)}
