"""Lists and tables written into CSV and XLSX files, row by row in constant memory."""

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any, Generic, TypeVar
from uuid import UUID

from services import errors
from services.errors import Cancelled, ServiceError
from services.paging import Page, Place
from services.texts import N_, _
from services.transfer.escaping import shielded

R = TypeVar("R")
FORMATS = ("csv", "xlsx")
# A sheet holds 1,048,576 rows; what comes after goes on a further sheet.
ROWS_PER_SHEET = 1_000_000
# A cell of a workbook holds no more characters.
XLSX_CELL = 32_767
REPORT_EVERY = 1_000

errors.sentences(
    export_ending=N_("The file name must end in .csv or .xlsx."),
    export_not_written=N_("{name} could not be written: {reason}"),
)


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column of an exported list: its header as people see it, and the value of a row.

    Values may be text, numbers, Decimal, dates, instants, yes/no or None; width in characters, for XLSX.
    """

    header: str
    value: Callable[[R], Any]
    width: int = 16


@dataclass(frozen=True)
class Written:
    """What an export wrote; cut: cells too long for XLSX, which hold their first 32,767 characters."""

    path: Path
    rows: int
    cut: int = 0


def write(
    path: Path,
    columns: Sequence[Column[R]],
    rows: Iterable[R],
    *,
    title: str = "",
    zone: tzinfo | None = None,
    progress: Callable[[int], None] = lambda _rows: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write rows into a file, CSV or XLSX by its ending; the file appears when it is whole.

    title: the sheet's name. zone: whose clock instants are written by, None is this computer's. progress hears the
    rows written so far now and then. Raises Cancelled when cancelled() says so, and then leaves what was there before
    untouched.
    """
    kind = path.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise ServiceError("export_ending")

    def watched() -> Iterator[R]:
        for count, row in enumerate(rows):
            if count % REPORT_EVERY == 0:
                if cancelled():
                    raise Cancelled
                progress(count)
            yield row

    with _beside(path) as part:
        written, cut = _WRITERS[kind](part, columns, watched(), title, zone)
        if cancelled():
            raise Cancelled
    progress(written)
    return Written(path, written, cut)


def all_pages(fetch: Callable[[Place | None], Page[R]]) -> Iterator[R]:
    """The rows of a list from its first page to its last, each page fetched when the one before is used up."""
    place: Place | None = None
    while True:
        page = fetch(place)
        yield from page.rows
        if page.after is None:
            return
        place = page.after


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A file next to the wanted one that takes its place when all went well."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise ServiceError("export_not_written", name=path.name, reason=error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _write_csv(
    path: Path, columns: Sequence[Column[R]], rows: Iterable[R], _title: str, zone: tzinfo | None
) -> tuple[int, int]:
    count = 0
    # With a mark: Excel takes a CSV without one for the system's old encoding.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.header for column in columns])
        for row in rows:
            writer.writerow([_as_text(column.value(row), zone) for column in columns])
            count += 1
    return count, 0


def _as_text(value: Any, zone: tzinfo | None) -> str:
    match value:
        case None:
            return ""
        case str():
            return shielded(value)
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return _local(value, zone).strftime("%Y-%m-%d %H:%M:%S")
        case date():
            return value.isoformat()
        case int() | Decimal() | float():
            return str(value)
        case UUID():
            return str(value)
    return shielded(str(value))


def _local(instant: datetime, zone: tzinfo | None) -> datetime:
    """An instant by the clock of a zone; one without a zone is taken as it is."""
    return instant.astimezone(zone).replace(tzinfo=None) if instant.tzinfo is not None else instant


def _write_xlsx(
    path: Path, columns: Sequence[Column[R]], rows: Iterable[R], title: str, zone: tzinfo | None
) -> tuple[int, int]:
    # Importing it takes a tenth of a second: only where a workbook is written.
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path),
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    money = book.add_format({"num_format": "#,##0.00"})
    count = cut = 0
    sheet: Any = None
    try:
        for row in rows:
            if sheet is None or count % ROWS_PER_SHEET == 0:
                sheet = _sheet(book, columns, title, count // ROWS_PER_SHEET, bold)
            line = count % ROWS_PER_SHEET + 1
            for place, column in enumerate(columns):
                value = column.value(row)
                match value:
                    case None | "":
                        continue
                    case bool():
                        sheet.write_string(line, place, _("yes") if value else _("no"))
                    case datetime():
                        sheet.write_datetime(line, place, _local(value, zone), moment)
                    case date():
                        sheet.write_datetime(line, place, value, day)
                    case Decimal():
                        sheet.write_number(
                            line, place, float(value), money if value.as_tuple().exponent == -2 else None
                        )
                    case float():
                        sheet.write_number(line, place, value)
                    case int() if abs(value) < 10**15:
                        sheet.write_number(line, place, value)
                    case _:
                        text = shielded(value) if isinstance(value, str) else str(value)
                        cut += len(text) > XLSX_CELL
                        sheet.write_string(line, place, text[:XLSX_CELL])
            count += 1
        if sheet is None:
            _sheet(book, columns, title, 0, bold)
    finally:
        book.close()
    return count, cut


_WRITERS = {"csv": _write_csv, "xlsx": _write_xlsx}


def _sheet(book: Any, columns: Sequence[Column[Any]], title: str, number: int, bold: Any) -> Any:
    name = "".join(character for character in title if character not in "[]:*?/\\'")[:25].strip()
    sheet = book.add_worksheet(f"{name or 'Sheet'} {number + 1}" if number or not name else name)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.header, bold)
    return sheet
