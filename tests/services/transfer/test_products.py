"""Product models from a file: preview and errors row by row, versions of software, and back to the letter."""

from decimal import Decimal

import pytest
from sqlalchemy import text

from services import product_versions, products
from services.errors import NotPermitted
from services.ids import new_id
from services.transfer import running, tables
from services.transfer.kinds import KINDS
from services.transfer.mapping import propose
from services.transfer.reading import open_source
from tests.hostile.strings import HOSTILE
from tests.services.transfer.files import csv_file, imported, plan_of

HEAD = (
    "品牌",
    "型号",
    "产品名称",
    "英文名称",
    "产品类别",
    "保修月数",
    "是否软件",
    "软件版本",
    "对外展示",
    "售价",
    "卖点",
    "备注",
)
ROWS = [
    HEAD,
    ("云岫", "YX-P14", "P14 手机", "Yunxiu P14", "手机", "24", "", "", "是", "¥4,699.00", "整机防水", "新品"),
    ("云岫", "yx-p14", "P14", "", "", "", "", "", "", "", "", ""),
    ("云岫", "KF-6", "客房管家", "", "", "", "", "5.4; 6.0；6.0", "否", "", "", ""),
    ("云岫", "X-1", "错的类别", "", "没有这类", "", "", "", "", "", "", ""),
    ("云岫", "X-2", "保修太久", "", "", "601", "", "", "", "", "", ""),
    ("云岫", "X-3", "价格是负的", "", "", "", "", "", "", "-1", "", ""),
    ("云岫", "X-4", "价格太大", "", "", "", "", "", "", "99999999999", "", ""),
    ("云岫", "X-5", "不知是否", "", "", "", "也许", "", "", "", "", ""),
    ("云岫", "", "", "", "", "", "", "", "", "", "", ""),
]  # fmt: skip


def catalogue(db):
    return {one.model_no: products.get(db, one.id) for one in products.page(db, products.Wanted(), limit=100).rows}


def test_models_come_with_what_customers_see_and_each_wrong_row_says_why(login, tmp_path):
    zhou, batch = login("zhou"), new_id()
    result = imported(zhou, "products", csv_file(tmp_path, ROWS), batch)
    assert (result.added, result.kept, result.failed) == (2, 1, 6)
    assert {row.line: row.error.code for row in result.refused} == {
        5: "import_category_unknown",
        6: "warranty_months_wrong",
        7: "price_negative",
        8: "number_too_large",
        9: "import_not_a_choice",
        10: "import_model_missing",
    }
    found = catalogue(zhou)
    phone, software = found["YX-P14"], found["KF-6"]
    assert (phone.name_en, phone.warranty_months, phone.shown, phone.retail_price) == (
        "Yunxiu P14", 24, True, Decimal("4699.00"),
    )  # fmt: skip
    assert (phone.category, phone.pitch, phone.needs_review) == ("手机", "整机防水", False)
    assert software.software and not software.shown
    assert {one.name for one in product_versions.of_model(zhou, software.id)} == {"5.4", "6.0"}
    assert imported(zhou, "products", csv_file(tmp_path, ROWS[:4])).kept == 3
    running.undo(zhou, batch)
    assert catalogue(zhou) == {}


def test_a_trial_changes_nothing(login, tmp_path):
    zhou = login("zhou")
    result = running.dry_run(zhou, plan_of("products", csv_file(tmp_path, ROWS)))
    assert (result.added, result.kept, result.failed) == (2, 1, 6) and catalogue(zhou) == {}


def test_the_desk_brings_no_catalogue(login, tmp_path):
    with pytest.raises(NotPermitted):
        imported(login("na"), "products", csv_file(tmp_path, ROWS))


def test_a_model_whose_devices_are_on_file_stays_when_its_batch_is_undone(login, tmp_path, superuser):
    zhou, batch = login("zhou"), new_id()
    imported(zhou, "products", csv_file(tmp_path, ROWS[:4]), batch)
    superuser.execute(
        text("""insert into device (id, product_model_id, serial_no)
                select :i, id, 'SN1' from product_model where model_no = 'KF-6'"""),
        {"i": new_id()},
    )
    with pytest.raises(Exception, match="import_touched"):
        running.undo(zhou, batch)
    assert set(catalogue(zhou)) == {"YX-P14", "KF-6"}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_exported_catalogue_is_imported_again_to_the_letter(login, tmp_path, superuser, ending):
    zhou = login("zhou")
    imported(zhou, "products", csv_file(tmp_path, ROWS[:4]))
    before = {number: one.values() for number, one in catalogue(zhou).items()}
    path = tmp_path / f"catalogue.{ending}"
    tables.export(zhou, "products", path)
    superuser.execute(text("delete from product_version"))
    superuser.execute(text("delete from product_model"))
    headers = open_source(path).shape.headers
    assert set(propose(headers, KINDS["products"].fields)) == {field.name for field in KINDS["products"].fields}
    assert imported(zhou, "products", path).added == 2
    assert {number: one.values() for number, one in catalogue(zhou).items()} == before
    software = catalogue(zhou)["KF-6"]
    assert {one.name for one in product_versions.of_model(zhou, software.id)} == {"5.4", "6.0"}


@pytest.mark.parametrize("column", ["产品名称", "卖点", "软件版本", "备注"])
def test_hostile_texts_are_stored_to_the_letter_or_refused_in_words(login, tmp_path, column):
    zhou = login("zhou")
    rows = [("型号", "产品名称", column) if column != "产品名称" else ("型号", column)]
    for place, each in enumerate(HOSTILE):
        rows.append((f"H{place}", each) if column == "产品名称" else (f"H{place}", "名", each))
    result = imported(zhou, "products", csv_file(tmp_path, rows))
    assert result.added + result.failed == len(HOSTILE)
    assert all(row.sentence() for row in result.refused)
    assert len(catalogue(zhou)) == min(result.added, 100)


def test_devices_tell_which_version_they_run(login, tmp_path, superuser):
    zhou = login("zhou")
    imported(zhou, "products", csv_file(tmp_path, ROWS[:4]))
    head = ("品牌", "型号", "序列号", "软件版本")
    rows = [
        ("云岫", "KF-6", "L1", "6.0"),
        ("云岫", "kf-6", "L2", ""),
        ("云岫", "KF-6", "L3", "7.0"),
        ("云岫", "新的", "L4", "6.0"),
    ]
    result = imported(login("na"), "devices", csv_file(tmp_path, [head, *rows]))
    assert (result.added, [(row.line, row.error.code) for row in result.refused]) == (
        2,
        [(4, "import_version_unknown"), (5, "import_version_unknown")],
    )
    ran = superuser.execute(
        text("""select d.serial_no, v.name from device d left join product_version v on v.id = d.product_version_id
                order by 1""")
    )
    assert [tuple(row) for row in ran] == [("L1", "6.0"), ("L2", None)]
    # a row that is refused leaves no model behind
    assert superuser.execute(text("select count(*) from product_model where model_no = '新的'")).scalar() == 0
    tables.export(zhou, "devices", tmp_path / "devices.csv")
    source = open_source(tmp_path / "devices.csv")
    place = source.shape.headers.index("软件版本")
    assert sorted(line.cells[place] for line in source.lines()) == ["", "6.0"]
