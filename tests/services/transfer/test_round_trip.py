"""What is exported is imported again to the letter, and no spreadsheet takes it for a formula."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from services.errors import Cancelled, ServiceError
from services.paging import Page, Place
from services.transfer import exporting
from services.transfer.escaping import FORMULA, shielded, unshielded
from services.transfer.exporting import Column, all_pages, write
from services.transfer.fields import visible
from services.transfer.reading import open_source
from tests.hostile.strings import HOSTILE
from tests.services.transfer.files import imported

STRINGS = [
    "=1+1",
    "'=1",
    "''=1",
    "'",
    "+86 571 8888",
    "-5",
    "@SUM(A1)",
    "\tTAB",
    "\rCR",
    "\nLF",
    "＝1",
    '=HYPERLINK("http://example.com")',
    "a\r\nb",
    "a\rb",
    "_x000D_",
    "\x01\x02\x1f",
    "\ufffe\uffff",
    "  blank before and after  ",
    "\u2028\u2029\x85\x0b\x0c\x1c",
    '"',
    '"""',
    ",;|\t",
    "😀𠮷",
    "\u202egnp.exe",
    "\ufeffmark",
    "<b>&amp;</b>",
    "; DROP TABLE customer; --",
    "null",
    "NaN",
    "1E400",
    "007",
    "#N/A",
    "x" * 30_000,
    *HOSTILE,
]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_naughty_strings_come_back_to_the_letter(tmp_path, ending):
    path = tmp_path / f"list.{ending}"
    columns = [Column("n", lambda row: row[0]), Column("text", lambda row: row[1])]
    write(path, columns, list(enumerate(STRINGS)))
    back = {int(line.cells[0]): line.cells[1] for line in open_source(path).lines()}
    assert back == dict(enumerate(STRINGS))


def test_no_cell_of_an_export_starts_a_formula(tmp_path):
    import csv

    path = tmp_path / "list.csv"
    write(path, [Column("text", lambda row: row)], STRINGS)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [cell for row in csv.reader(file) for cell in row if cell[:1] in FORMULA] == []


@given(st.text())
@settings(max_examples=200)
def test_the_apostrophe_comes_off_again(typed):
    assert unshielded(shielded(typed)) == typed
    assert shielded(typed)[:1] not in FORMULA


def test_values_are_written_as_what_they_are(tmp_path):
    import openpyxl

    row = (Decimal("-12.50"), 7, date(2026, 11, 21), datetime(2026, 11, 21, 8, 30, tzinfo=UTC), True, None, "-12.50")
    columns = [Column(f"c{n}", lambda row, n=n: row[n]) for n in range(len(row))]
    write(tmp_path / "list.xlsx", columns, [row], title="工单:今天/明天")
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    values = [cell.value for cell in sheet[2]]
    assert sheet.title == "工单今天明天"
    assert values[:3] == [-12.5, 7, datetime(2026, 11, 21)] and values[4:] == ["是", None, "'-12.50"]
    write(tmp_path / "list.csv", columns, [row])
    line = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()[1].split(",")
    assert line[:3] == ["-12.50", "7", "2026-11-21"] and line[6] == "'-12.50"


def test_a_cell_too_long_for_a_workbook_is_cut_and_counted(tmp_path):
    done = write(tmp_path / "list.xlsx", [Column("text", lambda row: row)], ["x" * 40_000, "short"])
    assert (done.rows, done.cut) == (2, 1)
    assert write(tmp_path / "list.csv", [Column("text", lambda row: row)], ["x" * 40_000]).cut == 0


def test_more_rows_than_a_sheet_holds_go_on_a_further_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "ROWS_PER_SHEET", 3)
    write(tmp_path / "list.xlsx", [Column("n", lambda row: row)], range(7), title="orders")
    assert open_source(tmp_path / "list.xlsx").shape.sheets == ("orders", "orders 2", "orders 3")
    last = open_source(tmp_path / "list.xlsx", sheet="orders 3")
    assert [line.cells for line in last.lines()] == [["6"]]


def test_an_empty_list_still_has_its_headers(tmp_path):
    for ending in ("csv", "xlsx"):
        write(tmp_path / f"list.{ending}", [Column("n", lambda row: row)], [])
        assert open_source(tmp_path / f"list.{ending}").shape.headers == ("n",)


def test_a_cancelled_or_failing_export_leaves_what_was_there(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("before", "utf-8")
    with pytest.raises(Cancelled):
        write(path, [Column("n", lambda row: row)], range(5000), cancelled=lambda: True)
    with pytest.raises(ServiceError, match="export_not_written"):
        write(tmp_path / "no" / "list.csv", [Column("n", lambda row: row)], [1])
    with pytest.raises(ServiceError, match="export_ending"):
        write(tmp_path / "list.txt", [Column("n", lambda row: row)], [1])
    assert path.read_text("utf-8") == "before" and [each.name for each in tmp_path.iterdir()] == ["list.csv"]


def test_all_pages_of_a_list_are_walked_once():
    def fetch(place: Place | None) -> Page[int]:
        first = 0 if place is None else place.keys[0]
        rows = range(first, min(first + 3, 8))
        return Page(rows, None, Place((first + 3,)) if first + 3 < 8 else None)

    assert list(all_pages(fetch)) == list(range(8))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_naughty_strings_are_stored_as_names_and_notes_to_the_letter(login, superuser, tmp_path, ending):
    rows = [each for each in dict.fromkeys(STRINGS) if len(each) <= 120]
    columns = [Column("Customer name", lambda row: row), Column("Note", lambda row: row)]
    write(tmp_path / f"list.{ending}", columns, rows)
    result = imported(login("na"), "customers", tmp_path / f"list.{ending}")
    assert {row.error.code for row in result.refused} <= {"import_required"}
    blank = {row.cells[0] for row in result.refused}
    # A row of nothing but blanks is no row of the file.
    wanted = {each for each in rows if each.strip() and each not in blank}
    assert set(superuser.execute(text("select name from customer")).scalars()) == wanted
    assert set(superuser.execute(text("select body from customer_note")).scalars()) == wanted
    assert all(not visible(each) for each in blank)
