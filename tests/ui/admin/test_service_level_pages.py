"""Service levels and working calendars, through the administrator's pages."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from services import calendars, service_levels
from services.errors import ServiceError
from tests.people import known
from tests.ui.admin.test_pages import choose, fill, opened, texts
from tests.ui.admin.test_people_page import settle
from ui.kit.week_editor import with_cell


@pytest.fixture
def window(at_work):
    """The administrator's window."""
    return at_work("admin").window


def enter(page, **values):
    """Choose from lists."""
    for column, value in values.items():
        page.form.set_value(column, value)


def test_a_promise_is_written_and_changed(qtbot, window):
    page = opened(qtbot, window, "service_levels", 12)
    page.start_new()
    fill(page, name="会员 4 小时响应", hours="4")
    enter(page, subject_kind="work_order", target="response", cover="contract")
    page.save.click()
    qtbot.waitUntil(lambda: "会员 4 小时响应" in texts(page.pane), timeout=10_000)
    settle(qtbot, page)
    made = next(one for one in service_levels.levels(page.desk.db) if one.name == "会员 4 小时响应")
    assert (made.minutes, made.clock, made.cover, made.escalate_to) == (240, "elapsed", "contract", "manager")
    choose(qtbot, page, "会员 4 小时响应")
    assert page.form.editor("target").locked
    fill(page, hours="6")
    enter(page, clock="working")
    page.save.click()
    settle(qtbot, page)
    qtbot.waitUntil(lambda: service_levels.level(page.desk.db, made.id).minutes == 360, timeout=10_000)
    assert service_levels.level(page.desk.db, made.id).clock == "working"


def test_a_promise_without_hours_needs_a_moment_in_the_record(qtbot, window):
    page = opened(qtbot, window, "service_levels", 12)
    page.start_new()
    fill(page, name="尽快")
    enter(page, subject_kind="ticket", target="response", record_kind="fault")
    page.save.click()
    qtbot.waitUntil(lambda: page.form.editor("hours").error, timeout=10_000)


def test_a_week_is_drawn_by_keys_and_typed(qtbot, window):
    page = opened(qtbot, window, "calendars", 2)
    choose(qtbot, page, "办公时间")
    editor = page.form.editor("week")
    grid = editor.grid
    grid.setFocus()
    grid.row, grid.cell = 5, 18
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    for _ in range(3):
        qtbot.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert editor.lines[5].line.text() == "09:00-11:00"
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert editor.value()[6] == ((540, 660),)
    editor.lines[6].type_text("10-12:15，13 至 17")
    assert grid.week[6] == ((600, 735), (780, 1020))
    page.save.click()
    settle(qtbot, page)
    office = next(one for one in calendars.calendars(page.desk.db) if one.code == "office")
    qtbot.waitUntil(lambda: calendars.calendar(page.desk.db, office.id).week[6] != (), timeout=10_000)
    assert calendars.calendar(page.desk.db, office.id).week[5:] == (((540, 660),), ((600, 735), (780, 1020)))


def test_hours_that_make_no_sense_are_refused_at_the_field(qtbot, window):
    page = opened(qtbot, window, "calendars", 2)
    choose(qtbot, page, "办公时间")
    page.form.editor("week").lines[0].type_text("whenever")
    page.save.click()
    assert page.form.editor("week").error and page.form.editor("week").lines[0].error


def test_the_official_days_come_with_make_up_days_and_only_once(qtbot, window):
    page = opened(qtbot, window, "calendars", 2)
    office = next(one for one in calendars.calendars(page.desk.db) if one.code == "office")
    days = window.open_page("calendar_days", calendar_id=office.id)
    settle(qtbot, days)
    days._take(2026)
    qtbot.waitUntil(lambda: days.pane.model.rowCount() > 20, timeout=10_000)
    settle(qtbot, days)
    found = {one.day: one for one in calendars.days(days.desk.db, office.id)}
    assert found[date(2026, 10, 1)].hours == () and found[date(2026, 10, 1)].weekday is None
    # Saturday 10 October is worked like the Wednesday it makes up for
    assert found[date(2026, 10, 10)].weekday == 3
    days._take(2026)
    settle(qtbot, days)
    assert len(calendars.days(days.desk.db, office.id)) == len(found)


def test_a_year_not_announced_is_not_guessed(qtbot, window):
    page = opened(qtbot, window, "calendars", 2)
    office = next(one for one in calendars.calendars(page.desk.db) if one.code == "office")
    days = window.open_page("calendar_days", calendar_id=office.id)
    settle(qtbot, days)
    days._take(2150)
    settle(qtbot, days)
    assert calendars.days(days.desk.db, office.id) == []


def test_a_store_gets_a_calendar_of_its_own(qtbot, window):
    page = opened(qtbot, window, "calendar_places", 5)
    choose(qtbot, page, "西湖店")
    office = next(one for one in calendars.calendars(page.desk.db) if one.code == "office")
    enter(page, calendar_id=office.id)
    page.save.click()
    settle(qtbot, page)
    qtbot.waitUntil(
        lambda: any(
            one.id == known("store xihu") and one.calendar_id == office.id for one in calendars.places(page.desk.db)
        ),
        timeout=10_000,
    )


def test_hours_as_people_type_them():
    assert calendars.parse_hours("9-18") == ((540, 1080),)
    assert calendars.parse_hours("９：00～12：00、13:30至18:00") == ((540, 720), (810, 1080))
    assert calendars.parse_hours("9-12 12-18") == ((540, 1080),)
    assert calendars.hours_text(((540, 720), (810, 1440))) == "09:00-12:00 13:30-24:00"
    for wrong in ("18-9", "9-25", "9:75-18", "9-12 11-18", "soon", "-"):
        with pytest.raises(ServiceError):
            calendars.parse_hours(wrong)
    assert with_cell(((540, 1080),), 24, False) == ((540, 720), (750, 1080))


def test_it_looks_like_the_rest(qtbot, window, picture):
    page = opened(qtbot, window, "service_levels", 12)
    choose(qtbot, page, "紧急请求 2 小时内响应")
    picture(window, "service_levels")
    page = opened(qtbot, window, "calendars", 2)
    choose(qtbot, page, "办公时间")
    picture(window, "calendars")
    office = next(one for one in calendars.calendars(page.desk.db) if one.code == "office")
    days = window.open_page("calendar_days", calendar_id=office.id)
    settle(qtbot, days)
    days._take(2026)
    qtbot.waitUntil(lambda: days.pane.model.rowCount() > 20, timeout=10_000)
    picture(window, "calendar_days")
    page = opened(qtbot, window, "calendar_places", 5)
    picture(window, "calendar_places")
