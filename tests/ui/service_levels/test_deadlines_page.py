"""Deadlines, promises kept and the clock on a record, in the real window."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import text

from services import deadlines, tickets
from services.ids import new_id
from tests.desk_samples import open_ticket, record_complaint
from tests.naughty import OWN
from tests.people import known
from tests.ui.admin.test_people_page import settle
from ui.kit import formats
from ui.kit.chips import ChipLabel
from ui.kit.words import say


@pytest.fixture
def promised(fresh_database, sign_in):
    """A ticket overdue, one due soon, one waiting, a complaint, and weeks of decided promises."""
    na = sign_in("na")
    made = {
        "late": open_ticket(na, "冰箱漏水"),
        "soon": open_ticket(na, OWN[1]),
        "waiting": open_ticket(na, "询问进度"),
    }
    tickets.move(na, made["waiting"], "wait", {"comment": "请发来发票照片"}, new_id())
    complaint = record_complaint(na, "等了三周没有消息")
    with fresh_database.begin() as connection:
        move = text("""update sla_target set started_at = started_at - :s, due_at = due_at - :s, warn_at = warn_at - :s
                       where subject_id = :id""")
        connection.execute(move, {"s": timedelta(hours=13), "id": made["late"].id})
        connection.execute(move, {"s": timedelta(hours=10), "id": made["soon"].id})
        connection.execute(text("select due_service_clock()"))
        history = text("""
            insert into sla_target (id, subject_kind, subject_id, store_id, target, service_level_id, policy, zone,
                                    seconds, started_at, due_at, due_on, warn_at, met_at, breached_at, counted_on)
            select gen_random_uuid(), l.subject_kind, gen_random_uuid(), :store, l.target, l.id, '{}', 'Asia/Shanghai',
                   60, now(), now(), x.day, now(), now(), case when x.n % 7 < x.day - date '2020-01-06' - 7
                     * ((x.day - date '2020-01-06') / 7) - 1 then now() end, x.day
            from service_level l, (select n, store_date(:store) - n as day from generate_series(1, 85) n) x""")
        connection.execute(history, {"store": known("store xihu")})
    return {**made, "complaint": complaint}


def quiet(qtbot, page):
    """Until nothing is on its way."""
    qtbot.waitUntil(lambda: page.desk.background.idle, timeout=10_000)


def texts(page, column):
    names = [one.name for one in page.pane.model.columns]
    return [page.pane.model.index(row, names.index(column)).data() for row in range(page.pane.model.rowCount())]


def test_the_queue_opens_the_record_a_promise_is_for(qtbot, at_work, promised, picture):
    window = at_work("zhou").window
    page = window.open_page("deadlines")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1, timeout=10_000)
    assert texts(page, "number") == [promised["late"].number] and "超时" in texts(page, "clock")[0]
    page.own.choose("running")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() >= 6, timeout=10_000)
    settle(qtbot, page)
    assert any("暂停：等客户" in words for words in texts(page, "clock"))
    picture(window, "deadlines")
    page.own.choose("escalated")
    qtbot.waitUntil(lambda: texts(page, "number") == [promised["late"].number], timeout=10_000)
    page.pane.view.setCurrentIndex(page.pane.model.index(0, 0))
    QTest.keyClick(page.pane.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.current_page().objectName() == "page_ticket", timeout=10_000)


def test_a_record_says_how_its_promises_stand(qtbot, at_work, promised, picture):
    window = at_work("na").window
    page = window.open_record("ticket", promised["late"].id)
    qtbot.waitUntil(lambda: page.seen is not None and page.clock_card.isVisible(), timeout=10_000)
    quiet(qtbot, page)
    chips = [say(one.chip.text) for one in page.findChildren(ChipLabel) if one.chip is not None]
    assert any(words.startswith("响应 自 今天") or "超时" in words for words in chips)
    picture(window, "ticket_clock")
    waiting = window.open_record("ticket", promised["waiting"].id)
    qtbot.waitUntil(lambda: waiting.seen is not None and waiting.clocks[0].turn == "customer", timeout=10_000)


def test_each_point_of_the_figures_opens_its_rows(qtbot, at_work, promised, picture):
    window = at_work("zhou").window
    page = window.open_page("service_figures")
    qtbot.waitUntil(lambda: page.figures is not None, timeout=10_000)
    quiet(qtbot, page)
    picture(window, "service_figures")
    week = len(page.figures.weeks) - 3
    share = page.figures.share("ticket", "response", page.figures.weeks[week])
    assert share.n == 14 and 0 < share.kept < 14  # two promises of responses, each on seven days
    page.charts["tickets"].opened.emit(("ticket.response", week))
    queue = window.current_page()
    assert queue.objectName() == "page_deadlines" and queue.view == "counted"
    wanted = queue.wanted()
    assert wanted.counted == (page.figures.weeks[week], "ticket", "response")
    assert wanted.counted[0] <= formats.today()
    assert len(deadlines.page(page.desk.db, wanted).rows) == share.n
