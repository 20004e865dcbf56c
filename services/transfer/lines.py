"""What readers of files hand on, and the limits they keep."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from services import errors
from services.errors import ServiceError
from services.texts import N_

MOST_COLUMNS = 500
MOST_ROWS = 2_000_000
LONGEST_CELL = 200_000
LONGEST_LINE = 4_000_000  # characters; longer ones are no lines of a table and would fill the memory
LARGEST_FILE = 2_000_000_000  # bytes

errors.sentences(
    file_missing=N_("There is no file {name}, or it cannot be opened."),
    file_empty=N_("The file {name} is empty."),
    file_too_large=N_("The file {name} is too large: {limit} is the most that can be imported at once."),
    file_not_a_table=N_("The file {name} is neither a CSV nor an XLSX table."),
    headers_missing=N_("The first line must hold the names of the columns; it is empty."),
    columns_too_many=N_("Line {line} has more than {limit} columns; this does not look like a table."),
    cell_too_long=N_(
        "A cell that begins in line {line} has more than {limit} characters; probably a quotation mark is not closed."
    ),
    quote_open=N_("The quotation mark opened in line {line} is never closed; the file is damaged or cut off."),
    rows_too_many=N_("The file has more than {limit} rows; split it."),
)


class Note(NamedTuple):
    """Something odd about a file that does not stop the import; code names a sentence."""

    code: str
    values: dict[str, Any]

    def sentence(self) -> str:
        return ServiceError(self.code, **self.values).sentence()


class Line(NamedTuple):
    """A row of a file: the number people see in their editor, its cells, and what is wrong with it as a file.

    problem is a refusal that concerns this row alone (a formula without a value …), None when all is well.
    """

    number: int
    cells: Sequence[str]
    problem: ServiceError | None = None


@dataclass(frozen=True)
class Shape:
    """What a file turned out to be.

    headers: made distinct. rows: how many lines of data it has at most, blank ones included; None = unknown.
    """

    path: Path
    format: str
    headers: tuple[str, ...]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    rows: int | None = None
    notes: tuple[Note, ...] = field(default=())


class Source(Protocol):
    """A file that can be read from its beginning as often as one likes."""

    shape: Shape

    def lines(self) -> Iterator[Line]:
        """The rows below the headers; blank rows are left out."""


def distinct(names: Sequence[str]) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """Header names without blanks around them; a name that comes again gets a number, an empty one its place."""
    seen: dict[str, int] = {}
    out: list[str] = []
    doubled: list[str] = []
    for place, raw in enumerate(names, 1):
        name = " ".join(raw.split()) or f"#{place}"
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            doubled.append(name)
            while f"{name} ({seen[name]})" in seen:
                seen[name] += 1
            name = f"{name} ({seen[name]})"
            seen[name] = 1
        out.append(name)
    notes = (Note("headers_doubled", {"names": ", ".join(dict.fromkeys(doubled))}),) if doubled else ()
    return tuple(out), notes


errors.sentences(
    headers_doubled=N_("Several columns are called {names}; the later ones got a number. Check which one is meant."),
    cells_left_over=N_("The row has more cells than there are columns; a delimiter in a text is probably not quoted."),
)


def headers_from(lines: Iterator[Line]) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """The names of the columns, from the first line that is not blank."""
    first = next(lines, None)
    if first is None:
        raise ServiceError("headers_missing")
    cells = list(first.cells)
    while cells and not cells[-1].strip():
        cells.pop()
    return distinct(cells)


def fitted(lines: Iterator[Line], width: int) -> Iterator[Line]:
    """Rows as wide as the headers, blank ones left out; a row with more than that keeps its problem."""
    count = 0
    for number, cells, problem in lines:
        if is_blank(cells) and problem is None:
            continue
        count += 1
        if count > MOST_ROWS:
            raise ServiceError("rows_too_many", limit=f"{MOST_ROWS:,}")
        if len(cells) > width:
            if problem is None and any(cell.strip() for cell in cells[width:]):
                problem = ServiceError("cells_left_over")
            cells = cells[:width]
        elif len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        yield Line(number, cells, problem)


def is_blank(cells: Sequence[str]) -> bool:
    return not any(cell.strip() for cell in cells)
