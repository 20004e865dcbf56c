"""Hostile words in every column of every list that is written as a file, and of every file that is read."""

import csv
from collections.abc import Iterator
from typing import Any

import openpyxl
import psycopg
import pytest
from sqlalchemy import text

from services.database import Database
from services.transfer import tables
from services.transfer.escaping import FORMULA, shielded, unshielded
from services.transfer.kinds import KINDS
from tests import cluster
from tests.attacks import scene as scenes
from tests.hostile.flood import ENDLESS, LONG, TEXTS, flood
from tests.hostile.strings import HOSTILE
from tests.services.transfer.files import csv_file, imported

# What stands in the other fields of a row that is imported; {n} is its line, so that no two are the same.
ROWS: dict[str, dict[str, str]] = {
    "customers": {"name": "客户{n}"},
    "devices": {"brand": "小米", "model_name": "小米 14", "serial_no": "SN{n}"},
    "articles": {"question": "问题{n}", "answer": "答案{n}"},
    "products": {"brand": "小米", "model_name": "小米 {n}"},
    "tickets": {"subject": "主题{n}", "description": "说明{n}"},
    "ords": {
        "id": "ords-{n}", "data_provider": "Repair Cafe", "product_category": "Vacuum", "brand": "Dyson",
        "repair_status": "Fixed", "group_identifier": "Cardiff", "event_date": "2024-03-16", "problem": "No power.",
    },
}  # fmt: skip
BRINGS = {"ords": "admin", "products": "admin"}  # who may; the others are brought by the clerk
IMPORTED = [one for one in dict.fromkeys((*HOSTILE, *TEXTS, *LONG)) if one.strip()]
EACH = 6  # every field takes one in so many of them, the next field the next ones
# Blanks at the ends and in a row mean nothing in names and numbers of these.
TIDIED = ("devices", "ords", "products")
# Read as a number to ring up: the digits stay. Of these kinds' columns only these are kept as texts.
DIGITS = ("phone", "customer_phone")
KEPT = {
    "ords": ("id", "problem"),
    "products": ("brand", "model_no", "model_name", "name_en", "versions", "pitch", "pitch_en", "note"),
}


@pytest.fixture(scope="module")
def flooded() -> Iterator[cluster.Clone]:
    """A day's work of three stores in which every text is hostile."""
    clone = cluster.clone("files")
    made = scenes.Scene(clone)
    scenes.build(made)
    made.close()
    with psycopg.connect(clone.dsn(), autocommit=True) as connection:
        connection.execute("set search_path = aftercare, pg_temp")
        flood(connection)
    yield clone
    clone.drop()


@pytest.fixture(scope="module")
def hostile_cells() -> set[str]:
    """What a cell with one of the flood's texts holds at most."""
    every = [*TEXTS, *LONG, *ENDLESS]
    return {*every, *(one[:40] for one in every)}


def cells_of(path: Any) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("kind", tables.TABLES)
def test_no_list_writes_a_formula_and_all_are_written_as_they_are(flooded, hostile_cells, tmp_path, kind):
    db = Database(flooded.dsn(), login="")
    done = tables.export(db, kind, tmp_path / "list.csv")
    tables.export(db, kind, tmp_path / "list.xlsx")
    db.close()
    rows = cells_of(tmp_path / "list.csv")
    assert len(rows) == done.rows + 1
    numbers = [cell for row in rows for cell in row if cell[:1] in FORMULA and not _is_number(cell)]
    assert not numbers
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(found) == len(rows)
    for row in rows[1:]:
        for cell in row:
            if "<b>" in cell or "HYPERLINK" in cell:
                assert any(one in unshielded(cell) for one in hostile_cells), cell[:80]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def rows_of(kind: str) -> list[tuple[str, str]]:
    """Each field with the texts that it takes in its turn."""
    names = [field.name for field in KINDS[kind].fields]
    return [(name, one) for place, name in enumerate(names) for one in IMPORTED[place % EACH :: EACH]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_taken_to_the_letter_or_its_row_is_refused_with_a_sentence(login, superuser, tmp_path, kind):
    fields, wanted = KINDS[kind].fields, rows_of(kind)
    lines = []
    for number, (name, typed) in enumerate(wanted):
        row = {column: one.format(n=number) for column, one in ROWS[kind].items()} | {name: typed}
        lines.append([shielded(row.get(field.name, "")) for field in fields])
    path = csv_file(tmp_path, [[field.title() for field in fields], *lines])
    result = imported(login(BRINGS.get(kind, "na")), kind, path)
    refused = {tuple(one.cells): one.error for one in result.refused}
    assert all(error.sentence().strip() and error.code != "unexpected" for error in refused.values())
    same = tidied if kind in TIDIED else str
    kept = {same(one) for one in texts_in(superuser)}
    lost = [
        (name, typed)
        for (name, typed), cells in zip(wanted, lines, strict=True)
        if tuple(unshielded(cell) for cell in cells) not in refused
        and same(typed) not in kept
        and name in KEPT.get(kind, (name,))
        and name not in DIGITS
    ]
    assert not lost
    assert len(refused) < len(wanted)


def tidied(words: str) -> str:
    return " ".join(words.split())


def texts_in(connection: Any) -> set[str]:
    """Whatever stands in a column of texts, other than what the import keeps of its rows."""
    columns = connection.execute(
        text(
            """select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
               where c.relnamespace = 'aftercare'::regnamespace and c.relkind = 'r' and not a.attisdropped
                 and a.atttypid = 'text'::regtype and c.relname !~ '^import|^audit'"""
        )
    ).all()
    found: set[str] = set()
    for table, column in columns:
        found.update(
            connection.execute(
                text(f'select distinct "{column}" from aftercare.{table} where "{column}" is not null')
            ).scalars()
        )
    return found
