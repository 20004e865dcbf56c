"""Rights and audit log speak of tables, columns and due work by their names, not by their codes."""

import re
from pathlib import Path

import models.catalogue
from models.base import Base, Record
from services.column_names import COLUMNS
from services.table_names import TABLES
from ui.admin.overview import JOBS
from ui.admin.value_words import CODES

FUNCTIONS = Path(models.catalogue.__file__).parent / "sql" / "functions"


def audited() -> dict[str, set[str]]:
    """The columns of each table whose changes are recorded, without those the trail leaves out."""
    found = {}
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Record):
            columns = mapper.local_table.columns
            found[mapper.local_table.name] = {one.name for one in columns if not one.info.get("unaudited")}
    return found


def test_every_table_has_a_name():
    assert {table.name for table in Base.metadata.tables.values()} == set(TABLES)


def test_every_column_of_the_audit_log_has_a_name():
    unnamed = {f"{table}.{one}" for table, columns in audited().items() for one in columns - set(COLUMNS)}
    assert unnamed == set()


def test_words_for_codes_belong_to_columns_that_exist():
    known = audited()
    assert [f"{table}.{column}" for table, column in CODES if column not in known[table]] == []


def test_every_piece_of_due_work_has_a_name():
    text = "".join(path.read_text("utf-8") for path in FUNCTIONS.glob("*.sql"))
    pieces = set(re.findall(r"create or replace function aftercare\.(due_\w+)\(\)\s+returns bigint", text))
    assert pieces and pieces <= set(JOBS)
