"""XLSX read as a stream by hand.

A whole-workbook reader would hold every cell in memory, take merged and formula cells for plain ones and keep
`_x000D_` as text; here memory is bounded by the shared strings, XML with a document type is refused (that is
how small files unfold into gigabytes), and what a cell cannot say exactly becomes a problem of its row.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from xml.parsers import expat

from services import errors
from services.errors import ServiceError
from services.texts import N_
from services.transfer.escaping import unshielded
from services.transfer.lines import LONGEST_CELL, MOST_COLUMNS, Line, Note, Shape, fitted, headers_from

_BLOCK = 1 << 17
LARGEST_SHEET = 2_000_000_000  # bytes, unpacked
LARGEST_STRINGS = 100_000_000
LARGEST_PART = 20_000_000  # styles, list of sheets
MOST_PACKED = 250  # unpacked : packed; real tables have 5 to 30

errors.sentences(
    xlsx_damaged=N_("{name} is damaged or is not an XLSX workbook."),
    xlsx_bomb=N_("{name} unpacks into far more than a table needs; it was not opened."),
    sheet_missing=N_("The workbook has no sheet {sheet}."),
    formula_without_value=N_("Column {column} holds a formula without a stored value; save the file in a spreadsheet."),
    cell_has_error=N_("Column {column} holds the error {value}."),
    digits_lost=N_("Column {column} holds {value}: numbers of more than 15 digits lose the rest; format it as text."),
    merged_cells=N_("The sheet has merged cells; only the first cell of each holds the value."),
    sheets_several=N_("The workbook has {count} sheets; {sheet} is read."),
)


class XlsxSource:
    """One sheet of a workbook."""

    def __init__(self, path: Path, sheet: str = "") -> None:
        """sheet: its name, empty = the first one. Raises ServiceError."""
        self._path = path
        try:
            with zipfile.ZipFile(path) as archive:
                book = _Book(archive)
                sheets = book.sheets()
                if not sheets:
                    raise ServiceError("file_not_a_table", name=path.name)
                if sheet and sheet not in sheets:
                    raise ServiceError("sheet_missing", sheet=sheet)
                self._sheet = sheet or next(iter(sheets))
                self._part = sheets[self._sheet]
                rows, merged = book.survey(self._part)
                self._strings = book.strings()
                self._styles = book.styles()
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, expat.ExpatError) as error:
            raise ServiceError("xlsx_damaged", name=path.name) from error
        headers, notes = headers_from(self._records())
        if len(sheets) > 1:
            notes += (Note("sheets_several", {"count": len(sheets), "sheet": self._sheet}),)
        if merged:
            notes += (Note("merged_cells", {}),)
        self.shape = Shape(
            path, "xlsx", headers, sheet=self._sheet, sheets=tuple(sheets), rows=max(0, rows - 1), notes=notes
        )

    def lines(self) -> Iterator[Line]:
        """The rows below the headers; blank rows are left out."""
        records = self._records()
        next(records)
        return fitted(records, len(self.shape.headers))

    def _records(self) -> Iterator[Line]:
        reader = _SheetReader(self._strings, self._styles)
        try:
            with zipfile.ZipFile(self._path) as archive:
                parser = _parser(reader.start, reader.end, reader.text)
                for block in _blocks(archive, self._part, LARGEST_SHEET):
                    parser.Parse(block, not block)
                    yield from reader.taken()
        except (zipfile.BadZipFile, OSError, EOFError, expat.ExpatError, zipfile.LargeZipFile) as error:
            raise ServiceError("xlsx_damaged", name=self._path.name) from error


# -- the package -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Styles:
    """Which cell formats show a date, and from which day they count."""

    dates: frozenset[int] = frozenset()
    epoch: datetime = datetime(1899, 12, 30)


class _Book:
    """The parts of a workbook around its sheets."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        self._epoch = _Styles.epoch

    def sheets(self) -> dict[str, str]:
        """Sheet names in their order, with the part that holds each; chart sheets are left out."""
        targets: dict[str, str] = {}
        found: dict[str, str] = {}

        def relation(name: str, values: dict[str, str]) -> None:
            if name == "Relationship" and values.get("Type", "").endswith("/worksheet"):
                target = values.get("Target", "")
                targets[values.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

        def sheet(name: str, values: dict[str, str]) -> None:
            if name == "sheet":
                part = next((targets[v] for k, v in values.items() if k.endswith(":id") and v in targets), None)
                if part in self._names:
                    found[values.get("name", "")] = part
            elif name == "workbookPr" and values.get("date1904") in ("1", "true"):
                self._epoch = datetime(1904, 1, 1)

        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= self._names:
            raise ServiceError("xlsx_damaged", name=Path(self._archive.filename or "").name)
        self._walk("xl/_rels/workbook.xml.rels", relation)
        self._walk("xl/workbook.xml", sheet)
        return found

    def survey(self, part: str) -> tuple[int, bool]:
        """How many rows a sheet seems to have, and whether cells are merged."""
        rows, merged, rest = 0, False, b""
        for block in _blocks(self._archive, part, LARGEST_SHEET):
            text = rest + block
            rows += len(re.findall(rb"<(?:\w+:)?row[ >/]", text))
            merged = merged or b"mergeCell " in text
            # An element that the block's end cuts is looked at with the next block.
            cut = text.rfind(b"<")
            rest = text[cut:] if cut >= 0 and len(text) - cut < 64 and b" " not in text[cut:] else b""
        return rows, merged

    def strings(self) -> list[str]:
        """The shared strings, in their order; phonetic hints are left out."""
        if "xl/sharedStrings.xml" not in self._names:
            return []
        strings: list[str] = []
        pieces: list[str] = []
        state = {"t": False, "phonetic": 0}

        def start(name: str, _values: dict[str, str]) -> None:
            if name == "si":
                pieces.clear()
            elif name == "rPh":
                state["phonetic"] += 1
            elif name == "t":
                state["t"] = not state["phonetic"]

        def end(name: str) -> None:
            if name == "si":
                strings.append(_plain("".join(pieces)))
            elif name == "rPh":
                state["phonetic"] -= 1
            elif name == "t":
                state["t"] = False

        def text(piece: str) -> None:
            if state["t"]:
                pieces.append(piece)

        parser = _parser(start, end, text)
        for block in _blocks(self._archive, "xl/sharedStrings.xml", LARGEST_STRINGS):
            parser.Parse(block, not block)
        return strings

    def styles(self) -> _Styles:
        """The formats of cells that hold dates."""
        custom: dict[str, bool] = {}
        dates: list[int] = []
        state = {"formats": 0, "count": 0}

        def start(name: str, values: dict[str, str]) -> None:
            if name == "numFmt":
                custom[values.get("numFmtId", "")] = _shows_date(values.get("formatCode", ""))
            elif name == "cellXfs":
                state["formats"] = 1
            elif name == "xf" and state["formats"]:
                number = values.get("numFmtId", "0")
                if custom.get(number, number in _BUILT_IN_DATES):
                    dates.append(state["count"])
                state["count"] += 1

        def end(name: str) -> None:
            if name == "cellXfs":
                state["formats"] = 0

        if "xl/styles.xml" in self._names:
            self._walk("xl/styles.xml", start, end)
        return _Styles(frozenset(dates), self._epoch)

    def _walk(
        self, part: str, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None] = lambda _name: None
    ) -> None:
        parser = _parser(start, end, lambda _text: None)
        for block in _blocks(self._archive, part, LARGEST_PART):
            parser.Parse(block, not block)


def _blocks(archive: zipfile.ZipFile, part: str, limit: int) -> Iterator[bytes]:
    """A part unpacked piece by piece, an empty one at its end; counted, since headers of archives lie."""
    info = archive.getinfo(part)
    name = Path(archive.filename or "").name
    if info.flag_bits & 1:
        raise ServiceError("xls_not_read", name=name)
    if info.file_size > limit or info.file_size > max(info.compress_size, 1) * MOST_PACKED + LARGEST_PART:
        raise ServiceError("xlsx_bomb", name=name)
    unpacked = 0
    with archive.open(info) as file:
        while True:
            block = file.read(_BLOCK)
            unpacked += len(block)
            if unpacked > limit:
                raise ServiceError("xlsx_bomb", name=name)
            yield block
            if not block:
                return


def _parser(
    start: Callable[[str, dict[str, str]], None], end: Callable[[str], None], text: Callable[[str], None]
) -> expat.XMLParserType:
    """Names come without their namespace; a document type, the door of XML bombs, is refused."""

    def refuse(*_: object) -> None:
        raise ServiceError("xlsx_bomb", name="XML")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, values: start(name.rpartition(":")[2], values)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    return parser


# -- the sheet ---------------------------------------------------------------------------------------


@dataclass
class _SheetReader:
    """Collects rows from the events of the XML parser."""

    strings: list[str]
    styles: _Styles
    _done: list[Line] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _problem: ServiceError | None = None
    _row: int = 0
    _column: int = -1
    _type: str = "n"
    _style: int = 0
    _length: int = 0
    _formula: bool = False
    _taking: bool = False
    _phonetic: bool = False
    _in_cell: bool = False

    def taken(self) -> list[Line]:
        """The rows finished since the last call."""
        done, self._done = self._done, []
        return done

    def start(self, name: str, values: dict[str, str]) -> None:
        if name == "c":
            self._begin_cell(values)
        elif name == "v" or name == "t":
            self._taking = self._in_cell and not self._phonetic
        elif name == "f":
            self._formula = self._in_cell
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            given = values.get("r", "")
            self._row = int(given) if given.isdecimal() else self._row + 1
            self._cells, self._problem, self._column = [], None, -1

    def end(self, name: str) -> None:
        if name == "c":
            self._end_cell()
        elif name == "v" or name == "t":
            self._taking = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "row" and (self._problem or any(self._cells)):
            self._done.append(Line(self._row, self._cells, self._problem))

    def text(self, piece: str) -> None:
        if self._taking:
            self._length += len(piece)
            if self._length > LONGEST_CELL:
                raise ServiceError("cell_too_long", line=self._row, limit=f"{LONGEST_CELL:,}")
            self._pieces.append(piece)

    def _begin_cell(self, values: dict[str, str]) -> None:
        self._column = _column(values.get("r", "")) if values.get("r") else self._column + 1
        self._in_cell = True
        self._type = values.get("t", "n")
        style = values.get("s", "0")
        self._style = int(style) if style.isdecimal() else 0
        self._pieces, self._length, self._formula = [], 0, False

    def _end_cell(self) -> None:
        self._in_cell = self._taking = False
        text = "".join(self._pieces)
        if not text:
            if self._formula and self._type != "str":
                self._note(ServiceError("formula_without_value", column=_letters(self._column)))
            return
        # Formatted but empty cells far out are common; only a value there is too much.
        if not 0 <= self._column < MOST_COLUMNS:
            raise ServiceError("columns_too_many", line=self._row, limit=MOST_COLUMNS)
        while len(self._cells) <= self._column:
            self._cells.append("")
        self._cells[self._column] = self._value(text)

    def _value(self, text: str) -> str:
        kind = self._type
        if kind == "s":
            place = int(text) if text.isdecimal() else -1
            if not 0 <= place < len(self.strings):
                raise expat.ExpatError("no such shared string")
            return unshielded(self.strings[place])
        if kind in ("inlineStr", "str"):
            return unshielded(_plain(text))
        if kind == "b":
            return "1" if text.strip() in ("1", "true") else "0"
        if kind == "e":
            self._note(ServiceError("cell_has_error", column=_letters(self._column), value=text[:20]))
            return ""
        if kind == "d":
            return text
        try:
            return self._number(text.strip())
        except (ValueError, OverflowError):
            self._note(ServiceError("cell_has_error", column=_letters(self._column), value=text[:20]))
            return ""

    def _number(self, text: str) -> str:
        value = float(text)
        if self._style in self.styles.dates:
            return _moment(value, self.styles.epoch)
        if abs(value) >= 1e15 and value == int(value):
            self._note(ServiceError("digits_lost", column=_letters(self._column), value=f"{value:.0f}"))
        if re.fullmatch(r"-?[0-9]{1,15}", text):
            return text
        # 15 digits are what a spreadsheet shows; more are the noise of binary fractions.
        short = f"{value:.15g}"
        return short if "e" not in short else f"{value:f}".rstrip("0").rstrip(".")

    def _note(self, problem: ServiceError) -> None:
        self._problem = self._problem or problem


_BUILT_IN_DATES = frozenset(str(number) for number in (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def _shows_date(code: str) -> bool:
    """Whether a number format shows a date or a time: letters of dates outside quotes and brackets."""
    code = re.sub(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.', "", code.split(";")[0])
    return bool(re.search(r"[ymdhsYMDHS年月日]", code)) and "general" not in code.lower()


def _plain(text: str) -> str:
    """The text of a string part: `_x000D_` stands for a character that XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def _moment(value: float, epoch: datetime) -> str:
    """A date as ISO; with the time where there is one, to the second."""
    moment = epoch + timedelta(seconds=round(value * 86400))
    if value < 1 and epoch.year == 1899:
        return moment.strftime("%H:%M:%S")
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat(" ")


def _column(reference: str) -> int:
    """Place of a cell from its reference: 'C7' 2."""
    number = 0
    for character in reference:
        if not "A" <= character <= "Z":
            break
        number = number * 26 + ord(character) - 64
    return number - 1


def _letters(column: int) -> str:
    name = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
