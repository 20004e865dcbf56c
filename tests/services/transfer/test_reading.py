"""Every table people have is read; what is none is refused with one sentence."""

import tracemalloc
import zipfile

import pytest

from services import texts
from services.errors import ServiceError
from services.transfer.reading import open_source
from tests.services.transfer.files import csv_file, text_cell, workbook

ROWS = [("姓名", "电话"), ("张伟", "13812345678"), ("李娜", "010-8888 9999")]


def cells(path, **options):
    return [tuple(line.cells) for line in open_source(path, **options).lines()]


def refusal(path, **options):
    with pytest.raises(ServiceError) as refused:
        list(open_source(path, **options).lines())
    return refused.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_the_encoding_is_found_out(tmp_path, encoding):
    path = csv_file(tmp_path, ROWS, encoding=encoding)
    assert open_source(path).shape.headers == ROWS[0]
    assert cells(path) == ROWS[1:]


def test_western_files_of_old_are_read_and_said_to_be_guessed(tmp_path):
    path = csv_file(tmp_path, [("Café", "Preis"), ("Réparé à Köln", "5 €")], encoding="cp1252")
    assert cells(path) == [("Réparé à Köln", "5 €")]
    assert [note.code for note in open_source(path).shape.notes] == ["encoding_guessed"]
    assert "CP1252" in open_source(path).shape.notes[0].sentence()


def test_a_person_may_say_the_encoding(tmp_path):
    path = csv_file(tmp_path, [("name", "note"), ("陳大文", "維修")], encoding="big5")
    assert cells(path, encoding="big5") == [("陳大文", "維修")]
    assert refusal(path, encoding="utf-8").code == "encoding_damaged"


def test_a_utf_8_file_with_a_broken_byte_names_the_line(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_bytes("名,号\n张伟,1\n李".encode() + b"\xff\xff" + "娜,2\n".encode())
    error = refusal(path)
    assert (error.code, error.values["line"]) == ("encoding_damaged", 3)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(tmp_path, delimiter):
    path = tmp_path / "list.csv"
    path.write_text(delimiter.join(["a", "b, or c", "d"]) + "\n" + delimiter.join(["1", '"2,5"', "3"]) + "\n", "utf-8")
    if delimiter == ",":
        path.write_text('a,b,d\n1,"2,5",3\n', "utf-8")
    assert open_source(path).shape.delimiter == delimiter
    assert cells(path) == [("1", "2,5", "3")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_breaks_of_all_systems_are_read_and_lines_are_numbered(tmp_path, end):
    path = tmp_path / "list.csv"
    path.write_bytes(end.join(["a,b", '"one', 'two",2', "", "3,4", ""]).encode())
    lines = list(open_source(path).lines())
    assert [(line.number, tuple(line.cells)) for line in lines] == [(2, (f"one{end}two", "2")), (5, ("3", "4"))]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n\n", "headers_missing"),
        (b'a,b\n1,"2\n3,4\n', "quote_open"),
        (b"a,b\n1," + b"x" * 300_000, "cell_too_long"),
        (b",".join([b"a"] * 10_000) + b"\n1\n", "columns_too_many"),
        (bytes(range(256)) * 8, "file_not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "xls_not_read"),
        (b"PK\x03\x04 not really", "xlsx_damaged"),
        (b"a,b\n" + b"\x00\x01\x02" * 400, "file_not_a_table"),
    ],
)
def test_what_is_no_table_is_refused_with_one_sentence(tmp_path, content, code):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    error = refusal(path)
    assert error.code == code
    for language in texts.LANGUAGES:
        with texts.in_language(language):
            assert "{" not in error.sentence() and error.sentence() != code


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    assert refusal(tmp_path / "none.csv").code == "file_missing"


def test_doubled_and_empty_headers_are_told_apart(tmp_path):
    shape = open_source(csv_file(tmp_path, [("a", "", "a", "a (2)", "a"), (1, 2, 3, 4, 5)])).shape
    assert len(set(shape.headers)) == 5 and shape.headers[:3] == ("a", "#2", "a (2)")
    assert [note.code for note in shape.notes] == ["headers_doubled"]


def test_rows_that_are_too_short_are_filled_and_too_long_ones_have_a_problem(tmp_path):
    lines = list(open_source(csv_file(tmp_path, [("a", "b"), ("1",), ("1", "2", "", ""), ("1", "2", "3")])).lines())
    assert [tuple(line.cells) for line in lines] == [("1", ""), ("1", "2"), ("1", "2")]
    assert [line.problem and line.problem.code for line in lines] == [None, None, "cells_left_over"]


# -- workbooks ---------------------------------------------------------------------------------------


def test_a_workbook_is_read_as_people_see_it(tmp_path):
    import xlsxwriter

    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("客户")
        sheet.write_row(0, 0, ["手机", "日期", "时间", "价", "是", "文"])
        sheet.write_number(1, 0, 13812345678)
        sheet.write_number(1, 1, 45658, book.add_format({"num_format": "yyyy年m月d日"}))
        sheet.write_number(1, 2, 45658.5, book.add_format({"num_format": 22}))
        sheet.write_number(1, 3, 12.1 + 0.2)
        sheet.write_boolean(1, 4, True)
        sheet.write_string(1, 5, "两行\r\n_x000D_")
        book.add_worksheet("其他")
    source = open_source(path)
    assert source.shape.sheets == ("客户", "其他") and source.shape.rows == 1
    assert cells(path) == [("13812345678", "2025-01-01", "2025-01-01 12:00:00", "12.3", "1", "两行\r\n_x000D_")]
    assert refusal(path, sheet="没有").code == "sheet_missing"
    assert refusal(path, sheet="其他").code == "headers_missing"


def test_formulas_give_their_stored_value_and_without_one_a_problem(tmp_path):
    rows = (
        f'<row r="1">{text_cell("A1", "a")}{text_cell("B1", "b")}</row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f>1+1</f></c></row>'
        '<row r="4"><c r="A4" t="e"><v>#REF!</v></c></row>'
        '<row r="5"><c r="A5"><v>1234567890123456789</v></c></row>'
        '<row r="9"><c r="B9" t="str"><f>"x"</f><v>x</v></c></row>'
    )
    source = open_source(workbook(tmp_path, rows, after='<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'))
    lines = {line.number: line for line in source.lines()}
    assert {number: line.problem and line.problem.code for number, line in lines.items()} == {
        2: None,
        3: "formula_without_value",
        4: "cell_has_error",
        5: "digits_lost",
        9: None,
    }
    assert lines[9].cells == ["", "x"]
    assert [note.code for note in source.shape.notes] == ["merged_cells"]


def test_cells_that_are_only_formatted_far_out_do_no_harm_and_values_there_are_refused(tmp_path):
    head = f'<row r="1">{text_cell("A1", "a")}</row>'
    assert cells(workbook(tmp_path, head + '<row r="2"><c r="A2"><v>1</v></c><c r="XFD2" s="1"/></row>')) == [("1",)]
    assert refusal(workbook(tmp_path, head + f'<row r="2">{text_cell("XFD2", "x")}</row>')).code == "columns_too_many"


def test_bombs_are_not_opened(tmp_path):
    zeros = tmp_path / "zeros.xlsx"
    workbook(tmp_path, " " * 40_000_000, name="zeros.xlsx")
    assert refusal(zeros).code == "xlsx_bomb"
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    assert refusal(workbook(tmp_path, f'<row r="1">{text_cell("A1", "&b;")}</row>', head=laughs)).code == "xlsx_bomb"


def test_a_truncated_workbook_is_said_to_be_damaged(tmp_path):
    path = workbook(tmp_path, f'<row r="1">{text_cell("A1", "a")}</row>')
    whole = path.read_bytes()
    for share in range(10, 95, 5):
        path.write_bytes(whole[: len(whole) * share // 100])
        assert refusal(path).code == "xlsx_damaged"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(path).code == "xlsx_damaged"


def test_a_long_file_is_read_in_little_memory(tmp_path):
    path = tmp_path / "long.csv"
    with path.open("w", encoding="gb18030") as file:
        file.write("姓名,电话\n")
        for number in range(60_000):
            file.write(f"客户{number},138{number:08}\n")
    tracemalloc.start()
    source = open_source(path)
    assert source.shape.rows == 60_000 and sum(1 for _ in source.lines()) == 60_000
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12_000_000
