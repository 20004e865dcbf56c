"""Functions, triggers and policies as text, each with a hash, re-applied only where it changed.

Tables come from Alembic versions; everything that can be replaced in place comes from `models/sql`:
`functions/*.sql` name their owner in the first line, `policies/<table>.sql` hold a table's policies and
grants, the triggers that all business tables share follow from the marks on the model's columns.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table

from models.base import SCHEMA, Base, Record

FOLDER = Path(__file__).resolve().parent / "sql"

GROUPS = tuple(
    f"aftercare_{name}"
    for name in (
        "staff",
        "admin",
        "manager",
        "agent",
        "technician",
        "parts",
        "sales",
        "finance",
        "auditor",
        "leader",
        "inspector",
        "customer",
        "identity",
        "history",
        "search",
        "workflow",
        "due",
        "accounts",
        "transfer",
        "guests",
        "jobs",
        "kiosk",
    )
)
# What an import may bring and its undoing removes; `import_tables()` says the same in the database.
IMPORTED = (
    "work_order",
    "ticket",
    "device",
    "article",
    "customer_note",
    "customer",
    "product_version",
    "product_model",
    "product_category",
    "store",
)
# Security definer functions of these owners look at all rows and state the caller's scope themselves.
FUNCTION_OWNERS = ("identity", "history", "search", "workflow", "due", "accounts", "transfer", "guests")


@dataclass(frozen=True)
class SchemaObject:
    """A piece of SQL that may be applied again and again."""

    name: str
    owner: str
    text: str

    @property
    def hash(self) -> str:
        return hashlib.sha256(f"{self.owner}\n{self.text}".encode()).hexdigest()


def functions() -> Iterator[SchemaObject]:
    """The function files in the order of their names."""
    for path in sorted((FOLDER / "functions").glob("*.sql")):
        text = path.read_text("utf-8")
        owner = re.match(r"-- owner: (\w+)\n", text)
        if owner is None:
            raise ValueError(f"{path.name} does not name its owner in the first line")
        yield SchemaObject(f"function:{path.stem}", owner[1], text)


def shipped() -> Iterator[SchemaObject]:
    """Rows that come with the program: parameters, code lists, transitions."""
    for path in sorted((FOLDER / "shipped").glob("*.sql")):
        yield SchemaObject(f"shipped:{path.stem}", "aftercare_owner", path.read_text("utf-8"))


def tables() -> Iterator[SchemaObject]:
    """For each table its triggers, policies and grants, applied in one transaction."""
    models = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    for table in Base.metadata.sorted_tables:
        path = FOLDER / "policies" / f"{table.name}.sql"
        if not path.exists():
            raise ValueError(f"table {table.name} has no policies file")
        model = models[table.name]
        parts = [_reset(table)]
        if issubclass(model, Record):
            parts.append(_record_triggers(table, watched=not getattr(model, "__unwatched__", False)))
        triggers = FOLDER / "triggers" / f"{table.name}.sql"
        if triggers.exists():
            parts.append(triggers.read_text("utf-8"))
        parts.append(path.read_text("utf-8"))
        yield SchemaObject(f"table:{table.name}", "aftercare_owner", "\n".join(parts))


def _reset(table: Table) -> str:
    name = f"{SCHEMA}.{table.name}"
    owners = ", ".join(f"aftercare_{owner}" for owner in FUNCTION_OWNERS)
    return f"""
do $$
declare
  old record;
begin
  for old in select polname from pg_policy where polrelid = '{name}'::regclass loop
    execute format('drop policy %I on {name}', old.polname);
  end loop;
end $$;
revoke all on {name} from public, {", ".join(GROUPS)};
alter table {name} enable row level security;
create policy functions_see_all on {name} for all to {owners} using (true) with check (true);
{_references(table)}"""


def _references(table: Table) -> str:
    """The columns by which the undoing of an import finds out whether anything refers to a record."""
    columns = {key.parent.name for key in table.foreign_keys if key.column.table.name in IMPORTED}
    if table.name in IMPORTED:
        columns |= {"id", "version", "created_by", "created_at"}
    if not columns:
        return ""
    return f"grant select ({', '.join(sorted(columns))}) on {SCHEMA}.{table.name} to aftercare_transfer;\n"


def _record_triggers(table: Table, *, watched: bool) -> str:
    name = f"{SCHEMA}.{table.name}"
    personal = ",".join(c.name for c in table.columns if c.info.get("personal") or c.info.get("erasable"))
    unaudited = ",".join(c.name for c in table.columns if c.info.get("unaudited"))
    stores = ",".join(c.name for c in table.columns if c.name in ("store_id", "handling_store_id"))
    if not stores and "complaint_id" in table.columns:
        stores = "complaint_id"  # what belongs to a complaint is told to the complaint's store
    change = (
        f"""
create or replace trigger zz_change after insert or update or delete on {name}
  for each row execute function {SCHEMA}.note_change('{stores}');
"""
        if watched
        else ""
    )
    return f"""
create or replace trigger aa_stamp before insert or update on {name}
  for each row execute function {SCHEMA}.stamp();
create or replace trigger zz_audit after insert or update or delete on {name}
  for each row execute function {SCHEMA}.audit('{personal}', '{unaudited}');
{change}"""
