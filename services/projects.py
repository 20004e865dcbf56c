"""Projects 项目: what was delivered to a customer as a whole, with its acceptance and how long it is covered."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors, model_names
from services.database import Database
from services.paging import PAGE, Page, Place, keyset, make_page
from services.rows import add_once, change_row, clean, close_row, get_row, insert_row, records, sql
from services.search import Found, Hit
from services.texts import N_, either

STAGE_NAMES = {
    "planning": N_("Being planned"),
    "building": N_("Being built"),
    "acceptance": N_("Being accepted"),
    "live": N_("Live"),
    "ended": N_("Ended"),
}

errors.sentences(
    project_exists=N_("There is a project with this number already."),
    project_code_wrong=N_("A number of 1 to 40 letters, digits and . / _ -"),
    project_name_missing=N_("A project has a name of 1 to 120 characters."),
    project_not_live=N_("A project that is live has a day on which it went live, or one of final acceptance."),
    project_warranty_wrong=N_("Between 0 and 600 months."),
)
errors.constraints(
    {
        "project_code_key": ("project_exists", "code"),
        "project_code_check": ("project_code_wrong", "code"),
        "project_name_check": ("project_name_missing", "name"),
        "project_live_check": ("project_not_live", "live_on"),
        "project_warranty_months_check": ("project_warranty_wrong", "warranty_months"),
    }
)
FIELDS = (
    "code", "name", "name_en", "customer_id", "store_id", "manager_id", "product_model_id", "stage", "contract_no", "place",
    "systems", "starts_on", "live_on", "accepted_on", "warranty_months", "note",
)  # fmt: skip
_OPTIONAL = ("manager_id", "product_model_id", "starts_on", "live_on", "accepted_on")


class Line(NamedTuple):
    """A row of the list."""

    id: UUID
    code: str
    name: str
    name_en: str
    customer_name: str
    store_name: str
    store_name_en: str
    stage: str
    accepted_on: date | None
    warranty_months: int
    archived: bool

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return either(self.name, self.name_en)

    @property
    def covered_until(self) -> date | None:
        """The last day of its warranty; None before the final acceptance."""
        return covered_until(self.accepted_on, self.warranty_months)


@dataclass(frozen=True)
class Project:
    """One project; see models.project."""

    id: UUID
    version: int
    code: str
    name: str
    name_en: str
    customer_id: UUID
    customer_name: str
    store_id: UUID
    store_name: str
    store_name_en: str
    manager_id: UUID | None
    manager_name: str
    product_model_id: UUID | None
    model: str
    stage: str
    contract_no: str
    place: str
    systems: str
    starts_on: date | None
    live_on: date | None
    accepted_on: date | None
    warranty_months: int
    note: str
    archived: bool
    updated_by: str

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return either(self.name, self.name_en)

    @property
    def covered_until(self) -> date | None:
        """The last day of its warranty; None before the final acceptance."""
        return covered_until(self.accepted_on, self.warranty_months)


def covered_until(accepted_on: date | None, months: int) -> date | None:
    """The last day of a warranty that begins on the day after the final acceptance: one of 12 months that begins on
    11 March 2026 ends on 10 March 2027."""
    if accepted_on is None or not months:
        return None
    years, month = divmod(accepted_on.month - 1 + months, 12)
    year = accepted_on.year + years
    return date(year, month + 1, min(accepted_on.day, monthrange(year, month + 1)[1]))


_LINES = """
    select p.id, p.code, p.name, p.name_en, coalesce(c.name, '') as customer_name, s.name as store_name, s.name_en as store_name_en,
           p.stage, p.accepted_on, p.warranty_months, p.archived_at is not null as archived
    from project p join store s on s.id = p.store_id left join customer c on c.id = p.customer_id
    where {condition} and (:archived or p.archived_at is null)
      and (:typed = '' or position(lower(:typed) in lower(p.code || ' ' || p.name || ' ' || p.name_en || ' '
           || p.contract_no || ' ' || p.place || ' ' || coalesce(c.name, ''))) > 0)
    order by {order} limit :limit"""
_ONE = sql(f"""
    select p.id, p.version, p.code, p.name, p.name_en, p.customer_id, coalesce(c.name, '') as customer_name, p.store_id,
           s.name as store_name, s.name_en as store_name_en, p.manager_id, coalesce(m.name, '') as manager_name,
           p.product_model_id, {model_names.title("g")} as model, p.stage, p.contract_no, p.place, p.systems, p.starts_on,
           p.live_on, p.accepted_on, p.warranty_months, p.note, p.archived_at is not null as archived, p.updated_by
    from project p
    join store s on s.id = p.store_id
    left join customer c on c.id = p.customer_id
    left join staff m on m.id = p.manager_id
    left join product_model g on g.id = p.product_model_id
    where p.id = :id""")


def page(
    db: Database,
    place: Place | None = None,
    *,
    wanted: str = "",
    archived: bool = False,
    descending: bool = False,
    limit: int = PAGE,
) -> Page[Line]:
    """Projects by number; closed ones only if asked for. wanted: part of number, name, contract, place or customer."""
    condition, order, keys = keyset(("p.code", "p.id"), descending, place)
    values = {**keys, "archived": archived, "typed": _typed(wanted), "limit": limit + 1}
    with db.read() as connection:
        lines = records(Line, connection.execute(text(_LINES.format(condition=condition, order=order)), values))
    return make_page(lines, lambda line: (line.code, line.id), place, limit)


def _typed(wanted: str) -> str:
    return wanted.strip()[:100].replace("\x00", "")


def find(db: Database, typed: str, cap: int = 20) -> Found:
    """Open projects, for look-ups."""
    rows = page(db, wanted=typed, limit=cap).rows
    return Found(tuple(Hit("project", one.id, one.title, f"{one.code} · {one.customer_name}", 0) for one in rows))


def get(db: Database, project_id: UUID) -> Project:
    """One project; raises ServiceError 'gone_record' where there is none."""
    return Project(**get_row(db, _ONE, id=project_id)._mapping)


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = clean(values, _OPTIONAL, FIELDS)
    return {name: value for name, value in kept.items() if (name, value) != ("warranty_months", "")}


def add(db: Database, request: UUID, values: Mapping[str, Any]) -> UUID:
    """Put a project on file. Raises ServiceError at the field that is wrong, NotPermitted for a store of others."""
    given = _stored(values)
    return add_once(db, request, lambda connection, row_id: insert_row(connection, "project", {"id": row_id, **given}))


def change(db: Database, request: UUID, seen: Project, values: Mapping[str, Any]) -> int:
    """Change a project; returns the new version."""
    given = _stored(values)
    base = {name: getattr(seen, name) for name in given}

    def work(connection: Connection) -> int:
        return change_row(connection, "project", seen.id, seen.version, given, base)

    return int(db.once(request, work))


def close(db: Database, request: UUID, seen: Project, *, closed: bool = True) -> int:
    """Take a project out of the list, or back; what refers to it stays."""
    return int(db.once(request, lambda connection: close_row(connection, "project", seen.id, seen.version, closed)))
