"""What is looked at in a quality inspection, and how many points it is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from services import errors
from services.database import Database
from services.rows import add_once, change_row, insert_row, records
from services.texts import N_, either

errors.sentences(
    criterion_exists=N_("There is a criterion with this code already; it may be switched off."),
    criterion_most=N_("A criterion is worth 1 to 100 points."),
)
errors.constraints(
    {
        "inspection_criterion_code_key": ("criterion_exists", "code"),
        "inspection_criterion_code_check": ("code_wrong", "code"),
        "inspection_criterion_name_check": ("code_name_missing", "name"),
        "inspection_criterion_name_en_check": ("too_long", "name_en"),
        "inspection_criterion_most_check": ("criterion_most", "most"),
    }
)


@dataclass(frozen=True)
class Criterion:
    """Something that is looked at; most: the points it is worth."""

    id: UUID
    version: int
    code: str
    name: str
    name_en: str
    most: int
    position: int
    active: bool
    origin: str

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return either(self.name, self.name_en)


_ALL = text("""
    select id, version, code, name, name_en, most, position, active, origin from inspection_criterion
    order by active desc, position, code""")
_WRITTEN = ("name", "name_en", "most", "position", "active")
_EMPTY = {"most": 10, "position": 0, "active": True}


def every(db: Database) -> list[Criterion]:
    """All of them, those switched off last."""
    with db.read() as connection:
        return records(Criterion, connection.execute(_ALL))


def add(db: Database, request: UUID, values: Mapping[str, Any]) -> UUID:
    """Add a criterion of the company's own. Raises ServiceError at the field that is wrong."""
    given = _stored(values, (*_WRITTEN, "code"))
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "inspection_criterion", {"id": row_id, **given})
    )


def change(db: Database, request: UUID, seen: Criterion, values: Mapping[str, Any]) -> int:
    """Change what was edited, or switch it off and on; inspections made before keep theirs."""
    given = _stored(values, _WRITTEN)
    base = {name: getattr(seen, name) for name in given}
    return int(
        db.once(
            request,
            lambda connection: change_row(connection, "inspection_criterion", seen.id, seen.version, given, base),
        )
    )


def _stored(values: Mapping[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: value if value is not None else _EMPTY.get(name, "") for name, value in values.items() if name in columns
    }
