"""Settings of the whole company; the program ships them, the administrator sets their values."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.database import Database
from services.names import name_of
from services.rows import change_row
from services.texts import N_, language

errors.sentences(
    parameter_wrong_int=N_("A whole number of up to six digits is needed here."),
    parameter_wrong_money=N_("An amount with two decimal places at most is needed here."),
    parameter_wrong_bool=N_("Yes or no is needed here."),
    parameter_wrong_text=N_("A text has up to 500 characters here."),
    idle_minutes_wrong=N_("Between 1 and 240 minutes without action."),
)


@dataclass(frozen=True)
class Parameter:
    """One setting. kind: int, text, money or bool; value as it is stored; name in the language of the moment;
    updated_by: the name of who changed it, '' where it is as it was shipped."""

    id: UUID
    version: int
    code: str
    kind: str
    value: str
    name: str
    updated_at: Any
    updated_by: str

    @property
    def typed(self) -> int | Decimal | bool | str | None:
        """The value as what it stands for; None where none is set."""
        if self.kind == "text":
            return self.value
        if not self.value:
            return None
        if self.kind == "bool":
            return self.value == "true"
        return int(self.value) if self.kind == "int" else Decimal(self.value)


_ALL = text(f"""
    select id, version, code, kind, value, coalesce(nullif(case when :english then name_en end, ''), name) as name,
           updated_at, {name_of("parameter.updated_by")} as updated_by
    from parameter order by code""")
_ONE = text("select parameter_value(:code)")


def every(db: Database) -> list[Parameter]:
    """All settings by code."""
    with db.read() as connection:
        return [Parameter(*row) for row in connection.execute(_ALL, {"english": language() == "en"})]


def number(db: Database, code: str, otherwise: int) -> int:
    """A whole number, also for somebody who must change the password first."""
    with db.read() as connection:
        value = connection.execute(_ONE, {"code": code}).scalar()
    return int(value) if value else otherwise


def written(value: int | Decimal | bool | str | None) -> str:
    """A value as it is stored."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def change(db: Database, request: UUID, seen: Parameter, value: int | Decimal | bool | str | None) -> int:
    """Set a value; returns the new version. Raises ServiceError at field 'value' where it does not fit the kind."""

    def work(connection: Connection) -> int:
        return change_row(
            connection, "parameter", seen.id, seen.version, {"value": written(value)}, {"value": seen.value}
        )

    return int(db.once(request, work))
