"""Files made to break the reader: refused with one sentence, in little memory and time."""

import time
import tracemalloc
import zipfile

import pytest

from services.errors import ServiceError
from services.transfer import lines, mapping, reading, running
from services.transfer.kinds import KINDS
from tests.services.transfer.files import BOOK, CONTENT_TYPES, RELATIONS, text_cell, workbook

MEGABYTE = 1_000_000


def read(path) -> list[lines.Line]:
    return list(reading.open_source(path).lines())


def refusal(path) -> ServiceError:
    """The refusal of a file, with a sentence in which everything is filled in."""
    if tracemalloc.is_tracing():
        tracemalloc.reset_peak()  # what making the file took
    with pytest.raises(ServiceError) as refused:
        read(path)
    sentence = refused.value.sentence()
    assert sentence and "{" not in sentence and "\n" not in sentence
    assert refused.value.code != "unexpected"
    return refused.value


@pytest.fixture
def sparingly():
    """Fails where reading took more than 60 MB or 20 s of processor time."""
    began = time.process_time()
    tracemalloc.start()
    yield
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60 * MEGABYTE
    assert time.process_time() - began < 20


def package(folder, parts: dict[str, str | bytes], compression=zipfile.ZIP_DEFLATED):
    """A workbook of these parts, the usual ones filled in."""
    path = folder / "book.xlsx"
    usual = {"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELATIONS}
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in {**usual, **parts}.items():
            archive.writestr(name, content)
    return path


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"]
)
def test_a_bomb_in_any_part_is_not_unpacked(tmp_path, sparingly, part):
    parts: dict[str, str | bytes] = {"xl/worksheets/sheet1.xml": SHEET.format(ROW)}
    parts[part] = b"<x>" + b" " * (150 * MEGABYTE) + b"</x>"
    path = package(tmp_path, parts)
    parts.clear()
    assert refusal(path).code == "xlsx_bomb"


def test_a_size_that_the_directory_understates_is_counted(tmp_path, sparingly, monkeypatch):
    from services.transfer import xlsx_files

    monkeypatch.setattr(xlsx_files, "LARGEST_SHEET", 2 * MEGABYTE)
    content = SHEET.format(ROW + " " * (5 * MEGABYTE)).encode()
    path = package(tmp_path, {"xl/worksheets/sheet1.xml": content})
    whole = path.read_bytes()
    assert len(content).to_bytes(4, "little") in whole
    path.write_bytes(whole.replace(len(content).to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    assert refusal(path).code in ("xlsx_bomb", "xlsx_damaged")


ENTITIES = '<!DOCTYPE x [<!ENTITY a "{}">{}]>'.format(
    "ha" * 50, "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 50}">' for n in range(9))
)


@pytest.mark.parametrize(
    "head",
    [ENTITIES, '<!DOCTYPE x SYSTEM "file:///etc/passwd">', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_entities_are_neither_unfolded_nor_fetched(tmp_path, sparingly, head, part):
    body = SHEET.format(f'<row r="1">{text_cell("A1", "&e;&j;")}</row>')
    parts = {"xl/worksheets/sheet1.xml": SHEET.format(ROW), "xl/sharedStrings.xml": "<sst><si><t>a</t></si></sst>"}
    parts[part] = f'<?xml version="1.0"?>{head}{body if part != "xl/workbook.xml" else BOOK.split("?>", 1)[1]}'
    assert refusal(package(tmp_path, parts)).code in ("xlsx_bomb", "xlsx_damaged")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<c r="A1" t="s"><v>99999999999999999999</v></c>', "xlsx_damaged"),
        ('<c r="A1" t="s"><v>-1</v></c>', "xlsx_damaged"),
        ('<c r="A1" t="s"><v>０</v></c>', None),
        ('<c r="ZZZZZZZZ1" t="inlineStr"><is><t>far</t></is></c>', "columns_too_many"),
        ('<c r="A1" t="inlineStr"><is><t>' + "x" * 300_000 + "</t></is></c>", "cell_too_long"),
        ('<c r="A1"><v>1e999999999</v></c>', None),
        ('<c r="A1"><v>' + "9" * 5_000 + "</v></c>", None),
        ('<c r="A1" s="' + "9" * 4_000 + '"><v>1</v></c>', None),
        ("<c r='A1'><v>1</v></c" + " " * 40 + ">", None),
    ],
)
def test_cells_made_to_confuse_are_refused_or_read_as_what_they_are(tmp_path, sparingly, cell, code):
    parts = {
        "xl/worksheets/sheet1.xml": SHEET.format(f'<row r="1">{cell}</row>'),
        "xl/sharedStrings.xml": "<sst><si><t>a</t></si></sst>",
    }
    path = package(tmp_path, parts)
    if code is None:
        try:
            read(path)
        except ServiceError as error:
            assert error.sentence()
    else:
        assert refusal(path).code == code


def test_rows_that_repeat_a_number_or_go_backwards_are_read(tmp_path):
    rows = "".join(f'<row r="{n}">{text_cell("A1", f"v{n}")}</row>' for n in (5, 5, 2, 99999999999999999999))
    assert [
        line.cells[0] for line in read(workbook(tmp_path, f'<row r="1">{text_cell("A1", "head")}</row>' + rows))
    ] == [
        "v5",
        "v5",
        "v2",
        "v99999999999999999999",
    ]


def test_elements_without_end_are_read_in_little_memory(tmp_path, sparingly):
    rows = "<row>" * 200_000 + "</row>" * 200_000
    path = workbook(tmp_path, f'<row r="1">{text_cell("A1", "head")}</row>{rows}')
    assert read(path) == []


def test_many_shared_strings_are_bounded(tmp_path, monkeypatch):
    from services.transfer import xlsx_files

    monkeypatch.setattr(xlsx_files, "LARGEST_STRINGS", MEGABYTE)
    strings = "<sst>" + "".join(f"<si><t>{n:09}</t></si>" for n in range(80_000)) + "</sst>"
    parts = {"xl/worksheets/sheet1.xml": SHEET.format(ROW), "xl/sharedStrings.xml": strings}
    assert refusal(package(tmp_path, parts)).code == "xlsx_bomb"


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_cut_anywhere_is_damaged(tmp_path, cut):
    path = workbook(tmp_path, "".join(f'<row r="{n}">{text_cell(f"A{n}", f"value {n}")}</row>' for n in range(1, 3000)))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * cut)])
    assert refusal(path).code in ("xlsx_damaged", "file_not_a_table")


def test_a_workbook_with_a_wrong_checksum_is_damaged(tmp_path):
    path = workbook(tmp_path, "".join(f'<row r="{n}">{text_cell(f"A{n}", f"value {n}")}</row>' for n in range(1, 3000)))
    whole = bytearray(path.read_bytes())
    for place in range(len(whole) // 3, len(whole) // 3 + 40):
        whole[place] ^= 0x5A
    path.write_bytes(bytes(whole))
    assert refusal(path).code in ("xlsx_damaged", "xlsx_bomb")


# -- text files --------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_million_columns_are_refused(tmp_path, sparingly, delimiter):
    path = tmp_path / "wide.csv"
    path.write_text(delimiter.join(["name"] * 1_000_000) + "\n" + delimiter.join(["x"] * 1_000_000), "utf-8")
    assert refusal(path).code in ("columns_too_many", "cell_too_long")


def test_a_line_without_end_is_refused(tmp_path, sparingly):
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.write(b"name,note\nx,")
        for _ in range(100):
            file.write(b"x " * 500_000)
    assert refusal(path).code in ("columns_too_many", "cell_too_long")


@pytest.mark.parametrize(
    "content",
    [
        b'name,note\n"never closed,x\n' + b"row,row\n" * 20_000,
        b'name,note\nx,"' + b"endless " * 200_000,
        b'name,note\n"' + b'""' * 300_000 + b",x\n",
    ],
)
def test_a_quotation_mark_without_end_is_refused(tmp_path, sparingly, content):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert refusal(path).code in ("quote_open", "cell_too_long")


@pytest.mark.parametrize(
    "content",
    [
        b"\0" * 200_000,
        b"name\0\0\0\0,\0\0\0phone\n" * 10_000,
        bytes(range(256)) * 1_000,
        b"\xff\xfe" + b"\xd8" * 99_999,
        b"\xff\xfe\0\0" + b"\xff" * 100_000,
        b"PK\x03\x04" + b"\0" * 100_000,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 10_000,
        b"\x1f\x8b\x08" + b"\0" * 10_000,
        b"%PDF-1.7\n" + bytes(range(128, 256)) * 100,
        b"\xef\xbb\xbf",
        b"\n" * 100_000,
    ],
    ids=range(11),
)
def test_what_is_no_table_is_refused(tmp_path, sparingly, content):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    refusal(path)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-16-le", "utf-8-sig", "big5"])
def test_a_chinese_list_of_any_encoding_is_read_or_refused_and_never_mixed_up(tmp_path, encoding):
    path = tmp_path / "list.csv"
    path.write_bytes("姓名,手机\n王芳,13812340001\n李娜,13812340002\n".encode(encoding, "replace"))
    try:
        source = reading.open_source(path, encoding="big5" if encoding == "big5" else "")
    except ServiceError as error:
        assert error.sentence()
        return
    assert source.shape.headers == ("姓名", "手机") and [line.cells[0] for line in source.lines()] == ["王芳", "李娜"]


def test_a_nul_in_a_cell_refuses_its_row_alone(login, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("姓名,手机\n王\0芳,13812340001\n李娜,13812340002\n", "utf-8")
    source = reading.open_source(path)
    plan = running.Plan(KINDS["customers"], source, mapping.propose(source.shape.headers, KINDS["customers"].fields))
    result = running.dry_run(login("na"), plan)
    assert (result.added, [row.line for row in result.refused]) == (1, [2])


def test_two_hundred_megabytes_are_read_as_they_come(tmp_path):
    path = tmp_path / "large.csv"
    block = "".join(f"客户{n:06},1380000{n % 10_000:04},{'备注' * 40}\n" for n in range(4_000)).encode()
    with path.open("wb") as file:
        file.write("姓名,手机,备注\n".encode())
        for _ in range(200 * MEGABYTE // len(block) + 1):
            file.write(block)
    assert path.stat().st_size > 200 * MEGABYTE
    tracemalloc.start()
    source = reading.open_source(path)
    rows = source.lines()
    for _ in range(3_000):
        next(rows)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40 * MEGABYTE
