"""The import page through its own widgets."""

import pytest
from sqlalchemy import text

from services.transfer.reading import open_source
from tests.services.transfer.files import csv_file, workbook
from tests.services.transfer.test_ords import HEAD, row
from tests.ui.conftest import settled
from ui.kit import list_export
from ui.kit.words import use_language
from ui.transfer import past
from ui.transfer.page import ImportPage

ROWS = [("姓名", "手机", "生日"), ("张思远", "13812340001", "1990-01-02"), ("李娜", "13812340002", "昨天")]


@pytest.fixture
def page(qtbot, desk_of, show):
    return show(ImportPage(desk_of("na")))


def count(db, table="customer"):
    with db.read() as connection:
        return connection.execute(text(f"select count(*) from {table}")).scalar_one()


def take(qtbot, page, path):
    page.file.take(path)
    settled(qtbot, page)


def click(qtbot, page, button):
    assert button.isVisible() and button.isEnabled()
    button.click()
    settled(qtbot, page)


def refused(qtbot, page):
    model = page.outcome.refused.model
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    return model.row(0)


def test_a_file_is_shown_with_its_columns_found(qtbot, page, tmp_path):
    take(qtbot, page, csv_file(tmp_path, ROWS, encoding="gb18030"))
    assert page.columns.columns() == {"name": 0, "phone": 1, "birthday": 2}
    assert page.columns.model.rowCount() == 2
    assert "GB18030" in page.file.shape.text()
    assert page.file.encoding == "gb18030"


def test_a_trial_says_what_would_happen_and_saves_nothing(qtbot, page, tmp_path):
    take(qtbot, page, csv_file(tmp_path, ROWS))
    click(qtbot, page, page.attempt)
    assert page.outcome.headline.text().startswith("新增 1")
    assert refused(qtbot, page).line == 3
    assert count(page.desk.db) == 0 and not page.outcome.undo.isVisible()


def test_an_import_can_be_undone_from_its_result(qtbot, page, tmp_path):
    take(qtbot, page, csv_file(tmp_path, ROWS))
    click(qtbot, page, page.start)
    assert count(page.desk.db) == 1 and not page.start.isVisible()
    page.outcome.undo.click()
    confirm(qtbot, page)
    assert count(page.desk.db) == 0 and not page.outcome.undo.isVisible()


def confirm(qtbot, page):
    from ui.kit.buttons import Button

    button = next(b for b in page.window().findChildren(Button, "action_confirm") if b.isVisible())
    button.click()
    settled(qtbot, page)


def test_earlier_imports_are_listed_and_undone(qtbot, page, tmp_path):
    take(qtbot, page, csv_file(tmp_path, ROWS))
    click(qtbot, page, page.start)
    page.show_view("past")
    model = page.past.list.model
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert (model.row(0).rows_added, model.row(0).rows_failed) == (1, 1)
    page.past.ask_to_undo([model.row(0)])
    confirm(qtbot, page)
    qtbot.waitUntil(lambda: model.row(0).state == "undone")
    assert count(page.desk.db) == 0


@pytest.mark.parametrize("written", [False, True])
def test_refused_rows_are_saved_with_their_reason(qtbot, page, tmp_path, monkeypatch, written):
    wanted = tmp_path / "refused.xlsx"
    monkeypatch.setattr(past, "choose_file", lambda _parent, _title, _name, chosen: chosen(wanted))
    take(qtbot, page, csv_file(tmp_path, ROWS))
    click(qtbot, page, page.start if written else page.attempt)
    click(qtbot, page, page.outcome.save)
    (line,) = open_source(wanted).lines()
    assert line.cells[0] == "3" and "昨天" in line.cells[1] and line.cells[2] == "李娜"


def test_a_missing_required_column_is_asked_for(qtbot, page, tmp_path):
    take(qtbot, page, csv_file(tmp_path, [("a", "b"), ("1", "2")]))
    page.attempt.click()
    assert page.messages.worst() is not None and page.columns.form.problems()
    page.columns.form.set_value("import_name", 0)
    click(qtbot, page, page.attempt)
    assert page.outcome.headline.text().startswith("新增 1")


def test_cancelling_takes_back_what_was_written(qtbot, page, tmp_path, monkeypatch):
    from services.transfer import running

    monkeypatch.setattr(running, "CHUNK", 5)
    many = [("姓名",), *[(f"客户{n}",) for n in range(100)]]
    take(qtbot, page, csv_file(tmp_path, many))
    tell = page._tell
    monkeypatch.setattr(page, "_tell", lambda done: (tell(done), page.stop()))
    page.start.click()
    assert page.unsaved()
    qtbot.waitUntil(lambda: not page.unsaved(), timeout=20_000)
    settled(qtbot, page)
    assert page.outcome.result.undone and count(page.desk.db) == 0


def test_a_file_that_is_no_table_is_one_sentence(qtbot, page, tmp_path):
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    take(qtbot, page, tmp_path / "old.xls")
    assert ".xlsx" in str(page.messages.worst()[1].sentence())
    assert not page.start.isEnabled() and page.steps.currentWidget() is page.empty


def test_formulas_and_merged_cells_are_told(qtbot, page, tmp_path):
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row><row r="2"><c r="A2"><f>1</f></c></row>'
    take(qtbot, page, workbook(tmp_path, rows, after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))
    assert "合并" in page.file.notes.text()
    click(qtbot, page, page.attempt)
    assert "公式" in refused(qtbot, page).reason


def test_kinds_follow_the_rights(desk_of, show):
    assert [c.option.value for c in show(ImportPage(desk_of("na"))).file.form.editor("kind").choices] == [
        "customers",
        "devices",
        "articles",
        "tickets",
    ]
    assert "ords" in [c.option.value for c in show(ImportPage(desk_of("admin"))).file.form.editor("kind").choices]


def test_history_is_brought_by_the_administrator(qtbot, desk_of, show, tmp_path):
    page = show(ImportPage(desk_of("admin")))
    page.file.form.set_value("kind", "ords")
    take(qtbot, page, csv_file(tmp_path, [HEAD, row("rc_1", "Fixed"), row("rc_2", "Unknown")]))
    click(qtbot, page, page.start)
    assert page.outcome.result.added == 2


def test_the_page_speaks_both_languages(qtbot, page, tmp_path):
    take(qtbot, page, csv_file(tmp_path, ROWS))
    click(qtbot, page, page.attempt)
    use_language("en")
    assert page.outcome.headline.text() == "1 new, 0 there already, 1 refused"
    assert "Customer name" in page.columns.model.headerData(0, list_export.Qt.Orientation.Horizontal)
    use_language("zh_CN")
