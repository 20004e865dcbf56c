"""Deadlines, promises kept and the clock on a record, in the real window."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import text

from services import deadlines, service_clock, service_levels, tickets
from services.ids import new_id
from tests.desk_samples import open_ticket, record_complaint
from tests.naughty import OWN
from tests.people import known
from tests.ui.admin.test_people_page import dialog_of, settle
from ui.kit import formats
from ui.kit.chips import ChipLabel
from ui.kit.form_dialog import FormDialog
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


@pytest.fixture
def owed(fresh_database, sign_in):
    """A ticket whose customer should have been told an hour ago."""
    service_levels.add(
        sign_in("admin"),
        new_id(),
        {"name": "每 4 小时告知客户", "name_en": "Told every 4 hours", "subject_kind": "ticket", "target": "update",
         "minutes": 240, "clock": "elapsed", "warn_percent": None, "warn_minutes": 60, "escalate_to": "manager"},
    )  # fmt: skip
    ticket = open_ticket(sign_in("na"), "冰箱漏水")
    with fresh_database.begin() as connection:
        connection.execute(
            text("""update sla_target set started_at = started_at - interval '5 hours', due_at = due_at - interval '5 hours',
                    warn_at = warn_at - interval '5 hours' where subject_id = :id and target = 'update'"""),
            {"id": ticket.id},
        )
        connection.execute(text("select due_service_clock()"))
    return ticket


def told(db, ticket):
    """How the clocks of telling the customer stand: running, breached."""
    return [
        (one.running, one.breached_at is not None)
        for one in service_clock.clocks(db, "ticket", ticket.id)
        if one.target == "update"
    ]


def test_a_customer_is_told_from_the_queue_of_what_is_due(qtbot, at_work, owed, picture, sign_in):
    window, na = at_work("na").window, sign_in("na")
    assert told(na, owed) == [(True, True)]
    page = window.open_page("deadlines")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1, timeout=10_000)
    assert texts(page, "what") == ["告知客户"]
    settle(qtbot, page)
    page.pane.view.setCurrentIndex(page.pane.model.index(0, 0))
    page.pane.actions_by_name["customer_told"].click()
    dialog = dialog_of(qtbot, page, FormDialog)
    dialog.form.set_value("comment", "配件明天到，后天修好")
    picture(window, "customer_told")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: told(na, owed) == [(True, False), (False, True)], timeout=10_000)
    newest = tickets.history(na, owed.id)[0]
    assert (newest.action, newest.comment, newest.details["method"]) == ("told", "配件明天到，后天修好", "phone")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 0, timeout=10_000)


def test_a_customer_is_told_from_the_ticket_and_not_reaching_him_moves_nothing(qtbot, at_work, owed, picture, sign_in):
    window, na = at_work("na").window, sign_in("na")
    page = window.open_record("ticket", owed.id)
    qtbot.waitUntil(lambda: page.seen is not None and page.clock_card.log.isVisible(), timeout=10_000)
    quiet(qtbot, page)
    picture(window, "ticket_told")
    page.clock_card.log.click()
    dialog = dialog_of(qtbot, page, FormDialog)
    dialog.form.set_value("reached", False)
    dialog.confirm.click()
    qtbot.waitUntil(lambda: tickets.history(na, owed.id)[0].action == "not_told", timeout=10_000)
    assert told(na, owed) == [(True, True)]


def test_whoever_reads_only_is_not_offered_to_tell_a_customer(qtbot, at_work, owed):
    page = at_work("shen").window.open_page("deadlines")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1, timeout=10_000)
    page.pane.view.setCurrentIndex(page.pane.model.index(0, 0))
    assert page.pane.actions_by_name["customer_told"].isHidden()
