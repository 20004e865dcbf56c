"""CSV and its relatives: encoding, delimiter and quoting found out, then read in a stream."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from services import errors
from services.errors import ServiceError
from services.texts import N_
from services.transfer.escaping import unshielded
from services.transfer.lines import LONGEST_CELL, LONGEST_LINE, MOST_COLUMNS, Line, Note, Shape, fitted, headers_from

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "big5", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
_BLOCK = 1 << 20
# Fed after the last line: it comes back as a row of its own unless a quotation mark was left open.
_END = "\ue000end of file\ue000"

errors.sentences(
    encoding_damaged=N_("The file is not readable as {encoding}: line {line} holds bytes that mean nothing in it."),
    encoding_guessed=N_("The encoding was guessed as {encoding}; look at the preview before you go on."),
)

csv.field_size_limit(LONGEST_CELL)


class CsvSource:
    """A text file with one row a line."""

    def __init__(self, path: Path, encoding: str = "", delimiter: str = "") -> None:
        """encoding and delimiter are found out where they are not given; raises ServiceError."""
        self._path = path
        notes: tuple[Note, ...] = ()
        breaks = 0
        if not encoding:
            encoding, sure, breaks = detect(path)
            if not sure:
                notes = (Note("encoding_guessed", {"encoding": encoding.upper()}),)
        else:
            breaks = _check(path, encoding)
        self._encoding = encoding
        self._delimiter = delimiter or self._find_delimiter()
        headers, doubled = headers_from(self._records())
        self.shape = Shape(
            path, "csv", headers, encoding, self._delimiter, rows=max(0, breaks - 1), notes=notes + doubled
        )

    def lines(self) -> Iterator[Line]:
        """The rows below the headers; blank rows are left out."""
        records = self._records()
        next(records)
        return fitted(records, len(self.shape.headers))

    def _text(self) -> io.TextIOWrapper:
        # newline="" leaves line breaks inside quotation marks as they are.
        encoding = "utf-8-sig" if self._encoding == "utf-8" else self._encoding
        return self._path.open("r", encoding=encoding, newline="")

    def _records(self, delimiter: str = "", limit: int | None = None) -> Iterator[Line]:
        """All records with the number of the line they begin in, blank ones left out."""
        with self._text() as file:
            lines = chain(islice(_bounded(file), limit), [_END] if limit is None else [])
            reader = csv.reader(lines, delimiter=delimiter or self._delimiter)
            begins = 1
            try:
                for cells in reader:
                    if cells == [_END]:
                        return
                    if cells and cells[-1].endswith(_END):
                        raise ServiceError("quote_open", line=begins)
                    if len(cells) > MOST_COLUMNS and not delimiter:
                        raise ServiceError("columns_too_many", line=begins, limit=MOST_COLUMNS)
                    if any(cells):
                        yield Line(begins, [unshielded(cell) for cell in cells])
                    begins = reader.line_num + 1
            except csv.Error as error:
                raise ServiceError("cell_too_long", line=begins, limit=f"{LONGEST_CELL:,}") from error
            except UnicodeDecodeError as error:
                raise ServiceError("encoding_damaged", encoding=self._encoding.upper(), line=begins) from error

    def _find_delimiter(self) -> str:
        """The one that cuts the first lines into the most columns of equal number."""
        best, best_score = ",", 0.0
        for delimiter in DELIMITERS:
            try:
                widths = [len(record.cells) for record in self._records(delimiter, limit=60)]
            except ServiceError:
                continue
            if not widths or widths[0] < 2:
                continue
            alike = sum(width == widths[0] for width in widths) / len(widths)
            score = alike * 1000 + min(widths[0], MOST_COLUMNS)
            if score > best_score:
                best, best_score = delimiter, score
        return best


def _bounded(file: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a file; one without end is refused before it fills the memory."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise ServiceError("columns_too_many", line=number, limit=MOST_COLUMNS)
        yield line


# -- encoding ----------------------------------------------------------------------------------------


def detect(path: Path) -> tuple[str, bool, int]:
    """The encoding of a text file, whether it is certain, and the number of its lines.

    Raises ServiceError where it is no text, or UTF-8 with damage.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    marked = _marked(head)
    if marked:
        return marked, True, _check(path, marked)
    if b"\0" in head:
        wide = _wide(head)
        if wide:
            return wide, True, _check(path, wide)
    if sum(byte < 32 and byte not in b"\t\r\n\f" for byte in head) > len(head) // 50:
        raise ServiceError("file_not_a_table", name=path.name)
    damaged, breaks, sequences = _decode(path, "utf-8")
    if damaged is None:
        return "utf-8", True, breaks
    if _looks_chinese(path):
        broken, breaks, _ = _decode(path, "gb18030")
        if broken is None:
            return "gb18030", True, breaks
    if sequences >= 3:
        raise ServiceError("encoding_damaged", encoding="UTF-8", line=damaged)
    broken, breaks, _ = _decode(path, "cp1252")
    return ("cp1252" if broken is None else "latin-1"), False, breaks


def _marked(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return ""


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: line breaks, blanks and delimiters show which half is the zero."""
    for name, pattern in (("utf-16-le", rb"(?:..)*?[\n,;\t ]\0"), ("utf-16-be", rb"(?:..)*?\0[\n,;\t ]")):
        if re.match(pattern, head, re.DOTALL):
            try:
                codecs.getincrementaldecoder(name)().decode(head)
            except UnicodeDecodeError:
                continue
            return name
    return ""


def _check(path: Path, encoding: str) -> int:
    """The number of lines; raises ServiceError where the file is not in that encoding."""
    try:
        damaged, breaks, _ = _decode(path, encoding)
    except (LookupError, UnicodeError) as error:
        raise ServiceError("encoding_damaged", encoding=encoding.upper(), line=1) from error
    if damaged is not None:
        raise ServiceError("encoding_damaged", encoding=encoding.upper(), line=damaged)
    return breaks


def _decode(path: Path, encoding: str) -> tuple[int | None, int, int]:
    """Line of the first damage (None = none), line breaks counted, multi-byte characters before the damage."""
    decoder = codecs.getincrementaldecoder(encoding)()
    breaks = wide = 0
    last = ""
    with path.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                good = error.object[: error.start]
                wide += len(good) - len(good.decode(encoding, "ignore"))
                return breaks + good.count(b"\n") + 1, breaks, wide
            breaks += _breaks(text)
            wide += 0 if text.isascii() else sum(character > "\x7f" for character in text)
            last = text[-1:] or last
            if not block:
                return None, breaks + (last not in ("\n", "\r", "")), wide


def _breaks(text: str) -> int:
    return text.count("\n") or text.count("\r")


def _looks_chinese(path: Path) -> bool:
    """Whether most pairs of high bytes are characters of GB2312, as they are in Chinese but not in Latin text."""
    with path.open("rb") as file:
        return _share_of_common(file) >= 0.7


def _share_of_common(file: BinaryIO) -> float:
    common = pairs = 0
    for _ in range(8):
        block = file.read(_BLOCK)
        if not block:
            break
        for run in re.findall(rb"[\x80-\xff][\x40-\xff]?(?:[\x81-\xfe][\x40-\xfe])*", block):
            for place in range(0, len(run), 2):
                pairs += 1
                pair = run[place : place + 2]
                common += len(pair) == 2 and 0xA1 <= pair[0] <= 0xF7 and pair[1] >= 0xA1
    return common / pairs if pairs else 0.0
