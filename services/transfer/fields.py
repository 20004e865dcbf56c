"""What can be imported: kinds, their fields, and how the text of a cell becomes a value."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import Connection

from services import errors
from services.errors import ServiceError
from services.texts import LANGUAGES, N_, _, in_language

errors.sentences(
    import_required=N_("{label} is missing."),
    import_too_long=N_("{label} has {length} characters; {limit} is the most."),
    import_not_a_date=N_("{label}: {value} is not a date; write 2026-11-21."),
    import_not_a_moment=N_("{label}: {value} is not a moment; write 2026-11-21 16:30."),
    import_not_a_number=N_("{label}: {value} is not a number."),
    import_not_a_choice=N_("{label}: {value} is none of {choices}."),
    import_character=N_("{label} contains a character that cannot be stored (a NUL)."),
)

Values = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """A field of a kind.

    label: its name on the screen; aliases: how files call it, in either language; convert turns the text of a
    cell into a value and raises ServiceError; limit: most characters.
    """

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    convert: Callable[["Field", str], Any] | None = None
    limit: int = 2000
    personal: bool = False

    def title(self) -> str:
        return _(self.label)

    def value(self, text: str) -> Any:
        """The cell's value; empty text is None for fields that convert, else ''."""
        if "\0" in text:
            raise ServiceError("import_character", self.name, label=self.title())
        if len(text) > self.limit:
            raise ServiceError(
                "import_too_long", self.name, label=self.title(), length=len(text), limit=f"{self.limit:,}"
            )
        if self.required and not visible(text):
            raise ServiceError("import_required", self.name, label=self.title())
        if self.convert is None:
            return text
        return self.convert(self, text.strip()) if text.strip() else None


class Prepared(NamedTuple):
    """A line that is fit to be written: its number, the values by field, and the cells it came from."""

    line: int
    values: Values
    cells: Sequence[str]


class Entry(NamedTuple):
    """What became of a line: see models/transfer.py."""

    line: int
    outcome: str
    table: str | None = None
    row_id: UUID | None = None
    code: str | None = None
    details: Mapping[str, Any] | None = None


class Kind(Protocol):
    """Something that can be imported."""

    @property
    def code(self) -> str:
        """What commands and batches call it."""

    @property
    def title(self) -> str:
        """Its words, an English source."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns it knows."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables into which it writes: whoever may, and may call its function, may import."""

    @property
    def function(self) -> str:
        """The function it calls."""

    def check(self, values: Values) -> None:
        """Rules over several fields; raises ServiceError."""

    def key(self, values: Values) -> str | None:
        """What makes a row the same as another of the file; None = nothing does."""

    def insert(self, connection: Connection, rows: Sequence[Prepared]) -> list[Entry]:
        """Write the rows in the caller's transaction and rights; those that are there already are kept."""


def visible(text: str) -> bool:
    """Whether a text says anything: not only blanks and characters without width."""
    return any(unicodedata.category(c)[0] not in "ZC" and c not in "\u115f\u1160\u2800\u3164\uffa0" for c in text)


# -- conversions -------------------------------------------------------------------------------------

_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EUROPEAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def day(field: Field, text: str) -> date:
    """2026-11-21, 2026/11/21, 2026年11月21日, 20261121, 21.11.2026; what could be read two ways is refused."""
    text = unicodedata.normalize("NFKC", text)
    for pattern, order in ((_ISO, (1, 2, 3)), (_COMPACT, (1, 2, 3)), (_EUROPEAN, (3, 2, 1))):
        match = pattern.fullmatch(text)
        if match:
            try:
                return date(*(int(match[group]) for group in order))
            except ValueError:
                break
    raise ServiceError("import_not_a_date", field.name, label=field.title(), value=text[:40])


_CLOCK = re.compile(r"(.*\d日?)[ T]+(\d{1,2})[:时](\d{1,2})分?(?::(\d{1,2})(?:\.\d+)?)?")


def moment(field: Field, text: str) -> datetime:
    """A day as `day` reads it with the clock of the store behind it, 16:30 or 16:30:05; a day alone is its noon."""
    text = unicodedata.normalize("NFKC", text).strip()
    match = _CLOCK.fullmatch(text)
    try:
        if match is None:
            return datetime.combine(day(field, text), time(12))
        clock = time(int(match[2]), int(match[3]), int(match[4] or 0))
        return datetime.combine(day(field, match[1]), clock)
    except (ValueError, ServiceError) as error:
        raise ServiceError("import_not_a_moment", field.name, label=field.title(), value=text[:40]) from error


def number(field: Field, text: str) -> Decimal:
    """1234.5, 1,234.50, ¥1 234; full-width digits too."""
    plain = re.sub(r"[\s,¥￥_]", "", unicodedata.normalize("NFKC", text))
    try:
        value = Decimal(plain)
    except InvalidOperation as error:
        raise ServiceError("import_not_a_number", field.name, label=field.title(), value=text[:40]) from error
    if not value.is_finite() or abs(value) >= Decimal(10) ** 11:
        raise ServiceError("import_not_a_number", field.name, label=field.title(), value=text[:40])
    return value


def whole(field: Field, text: str) -> int:
    value = number(field, text)
    if value != int(value):
        raise ServiceError("import_not_a_number", field.name, label=field.title(), value=text[:40])
    return int(value)


def choice(names: Mapping[str, str], **words: Sequence[str]) -> Callable[[Field, str], str]:
    """One of some codes, by the code, its name in either language, or one of the words files use for it.

    names: the codes with their texts of the catalogue.
    """
    known: dict[str, str] = {}

    def learn() -> None:
        for code, name in names.items():
            for spelling in (code, *words.get(code, ())):
                known.setdefault(folded(spelling), code)
            for language in LANGUAGES:
                with in_language(language):
                    known.setdefault(folded(_(name)), code)

    def convert(field: Field, text: str) -> str:
        if not known:
            learn()
        found = known.get(folded(text))
        if found is None:
            choices = " / ".join(_(name) for name in names.values())
            raise ServiceError("import_not_a_choice", field.name, label=field.title(), value=text[:40], choices=choices)
        return found

    return convert


def folded(text: str) -> str:
    """A word as it is compared: width, case, blanks, punctuation and remarks in brackets do not matter."""
    text = re.sub(r"[(\[【<].*?[)\]】>]", "", unicodedata.normalize("NFKC", text)).casefold()
    return "".join(c for c in text if c.isalnum())


def jsonable(value: Any) -> Any:
    """A value as it goes into JSON for the database."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value
