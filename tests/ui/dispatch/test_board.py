"""The dispatch board with real widgets on a real database."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from services import technicians, visits
from tests.naughty import OWN
from tests.people import known
from tests.services.test_contractors import make_contractor
from tests.ui.conftest import settled
from tests.visit_samples import at, at_work, away, finished, open_visit, plan
from ui.dispatch.board_page import DispatchPage
from ui.dispatch.figures import COLUMNS, VisitFiguresPage
from ui.dispatch.plan_dialog import PlanDialog
from ui.dispatch.schedule import MIME
from ui.dispatch.technician_dialog import TechnicianDialog
from ui.kit import formats
from ui.kit.card_rows import carried
from ui.kit.dialogs import ConflictDialog
from ui.kit.form_dialog import FormDialog
from ui.kit.stale import StaleLine


@pytest.fixture
def board(desk_of, show):
    """The board of a day that is still to come, for somebody of the cast."""

    def open_board(login, span="day", day=2):
        page = DispatchPage(desk_of(login))
        page.span = span
        page.spans.show_current(span)
        page.day = (at(0, day=day) + timedelta(hours=8)).date()
        return show(page)

    return open_board


def drop(page, visit, technician, hour, minute=0):
    """Let a visit fall onto somebody's hour."""
    grid = page.schedule
    box = grid.row_box(grid.place_of(technician))
    first, last = grid._hours()
    x = box.left() + box.width() * (hour * 60 + minute - first) / (last - first)
    point = QPoint(round(x), box.center().y())
    mime = carried(MIME, visit)
    event = QDropEvent(
        QPointF(point), Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    row = grid.row_at(point.y())
    grid._target = (row, grid._at(row, point))
    grid.dropEvent(event)


def dialog_of(qtbot, page):
    found = []

    def there():
        found[:] = page.window().findChildren(PlanDialog)
        return bool(found)

    qtbot.waitUntil(there, timeout=30_000)
    return found[0]


def test_a_visit_dropped_onto_an_hour_is_assigned_there(qtbot, board, sign_in):
    na = sign_in("na")
    visit = open_visit(na)
    page = board("na")
    assert [row.id for row in page.unassigned.model.rows] == [visit.id]
    drop(page, page.unassigned.model.rows[0], known("tang"), 10, 15)
    qtbot.waitUntil(lambda: visits.get(na, visit.id).state == "planned", timeout=30_000)
    seen = visits.get(na, visit.id)
    assert (seen.technician_id, seen.planned_from) == (known("tang"), at(10, 15))
    qtbot.waitUntil(lambda: page.unassigned.model.rows == [], timeout=30_000)
    settled(qtbot, page)
    assert page.schedule.load_of(page.board.technicians[page.schedule.place_of(known("tang"))]) == 14


def test_a_drop_that_something_speaks_against_asks_and_takes_a_reason(qtbot, board, sign_in):
    na = sign_in("na")
    plan(na, open_visit(na).id, hour=10)
    visit = open_visit(na)
    page = board("na")
    drop(page, page.unassigned.model.rows[0], known("tang"), 10)
    dialog = dialog_of(qtbot, page)
    qtbot.waitUntil(lambda: dialog._lines.count() > 0, timeout=30_000)
    assert visits.get(na, visit.id).state == "open"
    dialog.form.set_value("override", "客户急等")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: visits.get(na, visit.id).state == "planned", timeout=30_000)
    settled(qtbot, page)
    qtbot.waitUntil(lambda: page.schedule.clashes == 2, timeout=30_000)


def test_a_suggestion_is_taken_by_key(qtbot, board, sign_in):
    na = sign_in("na")
    visit = open_visit(na)
    page = board("na")
    page.unassigned.list.setCurrentIndex(page.unassigned.model.index(0))
    qtbot.keyClick(page.unassigned.list, Qt.Key.Key_S)
    dialog = dialog_of(qtbot, page)
    qtbot.waitUntil(lambda: len(dialog.suggestions) == 2, timeout=30_000)
    best = dialog.suggestions[0]
    assert best.planned_from == at(8, 30)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    keyboard = dialog.windowHandle()
    # as fast as anybody types: nothing is waited for between the two
    QTest.keyClick(keyboard, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(keyboard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: visits.get(na, visit.id).state == "planned", timeout=30_000)
    assert visits.get(na, visit.id).technician_id == best.technician_id
    settled(qtbot, page)


def test_keys_move_over_the_board_and_open_a_visit(qtbot, board, sign_in, opened):
    na = sign_in("na")
    first, second = plan(na, open_visit(na).id, hour=9), plan(na, open_visit(na).id, hour=14)
    page = board("na")
    grid = page.schedule
    grid.row = grid.place_of(known("tang"))
    grid.setFocus()
    for key, visit in ((Qt.Key.Key_Right, first), (Qt.Key.Key_Right, second), (Qt.Key.Key_Left, first)):
        qtbot.keyClick(grid, key)
        assert grid.current == visit.id and visit.number in grid.accessibleDescription()
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened[-1] == ("visit", {"id": first.id})


def test_a_visit_dropped_onto_a_contractor_s_lane_is_his(qtbot, board, sign_in, committed, picture):
    na, company = sign_in("na"), make_contractor(committed)
    visit, second = open_visit(na), open_visit(na, "灯箱漏水")
    plan(na, open_visit(na, "冰箱不制冷").id, hour=9)
    page = board("na")
    drop(page, next(row for row in page.unassigned.model.rows if row.id == visit.id), company, 10)
    qtbot.waitUntil(lambda: visits.get(na, visit.id).contractor_id == company, timeout=30_000)
    qtbot.waitUntil(lambda: [row.id for row in page.unassigned.model.rows] == [second.id], timeout=30_000)
    settled(qtbot, page)
    assert all(path.exists() for path in picture(page, "dispatch-contractor"))
    # and back to one of ours, from his lane
    drop(page, next(one for one in page.board.visits if one.id == visit.id), known("wu"), 15)
    qtbot.waitUntil(lambda: visits.get(na, visit.id).technician_id == known("wu"), timeout=30_000)
    settled(qtbot, page)
    page.unassigned.list.setCurrentIndex(page.unassigned.model.index(0))
    qtbot.keyClick(page.unassigned.list, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: page.window().findChildren(FormDialog) != [], timeout=30_000)
    (dialog,) = page.window().findChildren(FormDialog)
    qtbot.waitUntil(lambda: len(dialog.form.editor("contractor_id").options) == 1, timeout=30_000)
    dialog.form.set_value("contractor_id", company)
    dialog.confirm.click()
    qtbot.waitUntil(lambda: visits.get(na, second.id).contractor_id == company, timeout=30_000)
    settled(qtbot, page)


def test_what_somebody_else_moved_meanwhile_is_not_planned_over(qtbot, board, sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    visit = open_visit(na)
    page = board("na")
    shown = page.unassigned.model.rows[0]
    plan(zhou, visit.id, "wu", hour=15)
    drop(page, shown, known("tang"), 9)
    qtbot.waitUntil(lambda: page.messages.worst() is not None, timeout=30_000)
    assert visits.get(na, visit.id).technician_id == known("wu")
    settled(qtbot, page)


def test_whoever_plans_what_a_colleague_just_planned_sees_whom_he_sent(qtbot, board, sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    visit = open_visit(na)
    page = board("na")
    page.unassigned.list.setCurrentIndex(page.unassigned.model.index(0))
    qtbot.keyClick(page.unassigned.list, Qt.Key.Key_S)
    dialog = dialog_of(qtbot, page)
    qtbot.waitUntil(lambda: len(dialog.suggestions) == 2, timeout=30_000)
    dialog.choose(dialog.suggestions[0])
    plan(zhou, visit.id, "wu", hour=15)
    dialog.confirm.click()
    line = dialog.findChild(StaleLine)
    qtbot.waitUntil(line.isVisible, timeout=30_000)
    line.button.click()
    qtbot.waitUntil(lambda: page.window().findChildren(ConflictDialog) != [], timeout=30_000)
    assert dialog.visit.technician_id == known("wu")
    page.window().findChildren(ConflictDialog)[0].reject()
    dialog.reject()
    assert visits.get(na, visit.id).technician_id == known("wu")
    settled(qtbot, page)


def test_a_change_elsewhere_arrives_on_the_board(qtbot, board, sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    page = board("na")
    visit = open_visit(zhou)
    page.changed("visit", [visit.id])
    qtbot.waitUntil(lambda: [row.id for row in page.unassigned.model.rows] == [visit.id], timeout=30_000)
    assert visits.get(na, visit.id)
    settled(qtbot, page)


@pytest.mark.parametrize("span", ["day", "week", "month", "year"])
def test_the_board_looks_as_it_should(board, sign_in, picture, span):
    na, zhou, tang = sign_in("na"), sign_in("zhou"), sign_in("tang")
    made = at_work(na, tang)
    for hour, who, minutes, text in (
        (8, "tang", 90, "更换压缩机"),
        (11, "tang", 60, "空调不制冷"),
        (14, "wu", 150, "楼道门禁安装"),
    ):
        plan(na, open_visit(na, text, contact_name="王芳").id, who, hour, minutes, override="-")
    plan(na, open_visit(na, "加急：冰箱停机", priority="urgent").id, "tang", 11, 60, override="客户急等")
    for day in range(3, 9):
        plan(na, open_visit(na).id, "wu", 9, 60 * (day - 2), day=day, override="-")
    away(zhou, "wu", at(8), at(12))
    open_visit(na, "安装网络机柜，检查接地", contact_name="陈工", priority="urgent", wish="下午两点后")
    open_visit(na, OWN[0], due_at=at(0, day=-1), contact_name="李四")
    page = board("na", span)
    QApplication.processEvents()
    assert made.number and all(path.exists() for path in picture(page, f"dispatch-{span}"))


def test_a_calendar_file_is_written_where_it_was_wanted(qtbot, board, sign_in, tmp_path):
    na = sign_in("na")
    visit = plan(na, open_visit(na).id, hour=9)
    page = board("na")
    tang = page.board.technicians[page.schedule.place_of(known("tang"))]
    page.write_calendar(tmp_path / "tang.ics", tang, page.day, page.day)
    settled(qtbot, page)
    assert str(visit.id) in (tmp_path / "tang.ics").read_text("utf-8")
    page.write_calendar(tmp_path / "nowhere" / "tang.ics", tang, page.day, page.day)
    qtbot.waitUntil(lambda: page.messages.worst()[1].kind == "danger", timeout=30_000)


def test_the_figures_open_the_visits_behind_them(qtbot, desk_of, show, sign_in, opened, picture, tmp_path, monkeypatch):
    na, tang = sign_in("na"), sign_in("tang")
    finished(na, tang)
    page = show(VisitFiguresPage(desk_of("zhou")))
    page.span = "week"
    page.refresh()
    settled(qtbot, page)
    assert page.tiles["ended"].figure.value == "1"
    page.open_tile("solved")
    name, how = opened[-1]
    assert name == "visits" and len(visits.page(sign_in("zhou"), how["wanted"]).rows) == 1
    page.by.show_current("month")
    page.retranslate()
    picture(page, "visit-figures")
    page.open_row(page.figures.groups["month"][0])
    name, how = opened[-1]
    assert len(visits.page(sign_in("zhou"), how["wanted"]).rows) == 1
    page.open_row(page.figures.groups["level"][0])
    assert opened[-1][1]["wanted"].without == "repair_level"
    monkeypatch.setattr("ui.kit.list_export.choose_file", lambda _p, _t, _n, chosen: chosen(tmp_path / "reports.csv"))
    page._export("维护报告", COLUMNS)
    settled(qtbot, page)
    assert f"{formats.today():%Y-%m}" in (tmp_path / "reports.csv").read_text("utf-8-sig")


def test_a_technician_is_looked_at_and_kept_by_his_manager(qtbot, board, sign_in, picture):
    page = board("zhou")
    dialog = TechnicianDialog(page, known("tang"))
    dialog.open()
    qtbot.waitUntil(lambda: dialog._away.count() > 0, timeout=30_000)
    dialog.form.set_value("skills", ("network",))
    dialog.form.set_value("minutes_a_day", 300)
    dialog._save()
    qtbot.waitUntil(lambda: technicians.profile(sign_in("zhou"), known("tang")).minutes_a_day == 300, timeout=30_000)
    assert technicians.profile(sign_in("zhou"), known("tang")).skills == ("network",)
    settled(qtbot, page)
