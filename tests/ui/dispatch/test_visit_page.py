"""A visit's page: steps, plan, report, the customer's answer; and what it looks like."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from services import acceptances, visit_reports, visits
from services.ids import new_id
from tests.naughty import OWN
from tests.people import known
from tests.ui import windows
from tests.ui.conftest import settled
from tests.visit_samples import at, at_work, open_visit, plan
from ui.dispatch.acceptance import AcceptancePage
from ui.dispatch.detail import VisitPage
from ui.dispatch.new import NewVisitPage
from ui.dispatch.page import VisitsPage
from ui.dispatch.report_dialogs import AcceptDialog
from ui.kit.buttons import Button
from ui.kit.form_dialog import FormDialog
from ui.kit.steps_bar import StepDialog


@pytest.fixture
def page_of(desk_of, show):
    """A visit's page for somebody of the cast."""
    return lambda login, visit: show(VisitPage(desk_of(login)), record_id=visit.id)


def dialog_of(qtbot, page, kind=FormDialog):
    return windows.dialog_of(qtbot, page.window(), kind)


def test_the_technician_goes_through_his_visit(qtbot, page_of, sign_in):
    na, tang = sign_in("na"), sign_in("tang")
    visit = plan(na, open_visit(na).id)
    page = page_of("tang", visit)
    for action, state in (("depart", "travelling"), ("arrive", "arrived"), ("begin", "working")):
        assert page.steps.offered()[0] == action
        page.take_step(action)
        qtbot.waitUntil(lambda state=state: page.seen.state == state, timeout=30_000)
    page.form.editor("work_done").type_text("更换电容，试机正常")
    visit_reports.accept(tang, visits.get(tang, visit.id), True, "王芳", "paper", "", new_id())
    page.refresh()
    settled(qtbot, page)
    page.take_step("finish")
    dialog = dialog_of(qtbot, page, StepDialog)
    dialog.form.editor("outcome").pick(dialog.form.editor("outcome").choices[0])
    dialog.confirm.click()
    qtbot.waitUntil(lambda: visits.get(tang, visit.id).state == "finished", timeout=30_000)
    settled(qtbot, page)
    assert visits.get(tang, visit.id).work_done == "更换电容，试机正常"


def test_what_is_lacking_is_said_when_work_is_finished(qtbot, page_of, sign_in):
    na, tang = sign_in("na"), sign_in("tang")
    visit = at_work(na, tang)
    page = page_of("tang", visit)
    page._move("finish", {"outcome": "solved"}, None)
    qtbot.waitUntil(lambda: page.messages.worst() is not None, timeout=30_000)
    assert visits.get(tang, visit.id).state == "working"
    settled(qtbot, page)


def test_a_value_is_measured_and_marked_beyond_its_limits(qtbot, page_of, sign_in):
    na, tang = sign_in("na"), sign_in("tang")
    visit = at_work(na, tang)
    item = next(one for one in visit_reports.check_items(tang) if one.code == "indoor_unit_height")
    visit_reports.add_checks(tang, visit.id, [item.id], new_id())
    page = page_of("tang", visit)
    page.report.ask_value(page.report.report.checks[0])
    dialog = dialog_of(qtbot, page)
    dialog.form.set_value("value", Decimal("1.45"))
    dialog.form.editor("value").type_text("1.45")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: [one.within for one in page.report.report.checks] == [False], timeout=30_000)
    settled(qtbot, page)


def test_the_customer_signs_on_the_screen(qtbot, page_of, sign_in):
    na, tang = sign_in("na"), sign_in("tang")
    visit = at_work(na, tang)
    page = page_of("tang", visit)
    page.report.ask_customer()
    dialog = dialog_of(qtbot, page, AcceptDialog)
    dialog.form.editor("accepted").pick(dialog.form.editor("accepted").choices[0])
    dialog.form.editor("accepted_by").type_text("王芳")
    dialog.confirm.click()
    assert not dialog.missing.isHidden()
    dialog.pad.strokes = [[QPointF(0.1, 0.5), QPointF(0.3, 0.2), QPointF(0.5, 0.8), QPointF(0.8, 0.4)]]
    dialog.confirm.click()
    qtbot.waitUntil(lambda: visits.get(tang, visit.id).accepted is True, timeout=30_000)
    settled(qtbot, page)
    kept = visit_reports.signature(visit_reports.of(tang, visit.id))
    assert kept.media_type == "image/png" and kept.size > 500


def test_somebody_who_only_reads_is_offered_nothing(page_of, sign_in):
    na, tang = sign_in("na"), sign_in("tang")
    page = page_of("xiao", at_work(na, tang))
    assert page.steps.offered() == () and page.accept.ask.isHidden() and page.parts.add.isHidden()


def test_a_new_visit_waits_on_the_board(qtbot, desk_of, show, sign_in, opened):
    na = sign_in("na")
    page = show(NewVisitPage(desk_of("na")))
    page.form.editor("subject").type_text(OWN[0])
    page.save_button.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=30_000)
    visit = visits.get(na, opened[-1][1]["id"])
    assert (opened[-1][0], visit.state, visit.subject) == ("visit", "open", OWN[0])
    settled(qtbot, page)


def test_visit_pages_look_as_they_should(qtbot, page_of, desk_of, show, sign_in, picture):
    na, tang = sign_in("na"), sign_in("tang")
    visit = at_work(na, tang, contact_name="王芳", wish="下午两点后", instructions="带人字梯；从地下车库进入")
    items = {one.code: one.id for one in visit_reports.check_items(tang)}
    visit_reports.add_checks(
        tang, visit.id, [items[c] for c in ("conduit_height", "indoor_unit_height", "earth_mark")], new_id()
    )
    checks = visit_reports.of(tang, visit.id).checks
    visit_reports.measure(tang, checks[0], {"value": Decimal("2.6")}, new_id())
    visit_reports.measure(tang, checks[1], {"value": Decimal("1.45"), "note": "业主要求"}, new_id())
    visit_reports.add_part(
        tang, visit.id, {"name": "电容 35µF", "part_no": "CBB65", "quantity": 1, "unit": "件"}, new_id()
    )
    visits.change(
        tang,
        visits.get(tang, visit.id),
        {"findings": "室外机启动电容鼓包", "work_done": "更换电容，试机一小时"},
        new_id(),
    )
    visit_reports.accept(tang, visits.get(tang, visit.id), True, "王芳", "typed", "很快", new_id())
    page = page_of("tang", visit)
    QApplication.processEvents()
    picture(page, "visit")
    listed = show(VisitsPage(desk_of("zhou")))
    picture(listed, "visits")
    one = acceptances.create(
        na, new_id(),
        {"store_id": known("store xihu"), "kind": "hidden", "title": "三层管线隐蔽验收", "held_at": at(9), "visit_id": visit.id,
         "people": acceptances.people_of("甲方，王工，项目经理\n监理，李工\n我公司，唐卫，技术员"),
         "record": "管线出地高度 2.6 m。", "conclusion": "合格，同意隐蔽。", "result": "passed"}, new_id(),
    )  # fmt: skip
    shown = show(AcceptancePage(desk_of("na")), record_id=one.id)
    picture(shown, "acceptance")


def test_a_value_that_is_on_no_list_is_measured_with_limits_of_its_own(qtbot, page_of, sign_in):
    na, tang = sign_in("na"), sign_in("tang")
    visit = at_work(na, tang)
    page = page_of("tang", visit)
    page.report.ask_checks()
    dialog_of(qtbot, page).findChild(Button, "action_own_value").click()
    qtbot.waitUntil(lambda: page.window().findChild(FormDialog, "dialog_own_check") is not None, timeout=30_000)
    dialog = page.window().findChild(FormDialog, "dialog_own_check")
    for column, words in (("name", OWN[0]), ("unit", "dB"), ("high", "42"), ("value", "45")):
        dialog.form.editor(column).type_text(words)
    dialog.confirm.click()
    qtbot.waitUntil(lambda: [one.within for one in page.report.report.checks] == [False], timeout=30_000)
    assert page.report.report.checks[0].name == OWN[0]
    settled(qtbot, page)


def test_a_manager_corrects_a_stamp_where_the_trace_shows_it(qtbot, page_of, sign_in):
    na, tang, zhou = sign_in("na"), sign_in("tang"), sign_in("zhou")
    visit = at_work(na, tang)
    page = page_of("zhou", visit)
    event = next(one for one in page.happened if one.action == "depart")
    page.trace.chosen.emit(page.entry(event))
    dialog = dialog_of(qtbot, page)
    dialog.form.set_value("at", visit.travel_at - timedelta(minutes=20))
    dialog.form.editor("at").edited.emit()
    dialog.form.editor("comment").type_text("忘记点出发")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: visits.get(zhou, visit.id).travel_at < visit.travel_at, timeout=30_000)
    settled(qtbot, page)
    other = page_of("tang", visit)
    other.trace.chosen.emit(other.entry(event))
    settled(qtbot, other)
    assert other.findChildren(FormDialog) == []


def test_what_is_promised_about_a_visit_stands_on_its_page(qtbot, page_of, sign_in):
    visit = open_visit(sign_in("na"))
    page = page_of("na", visit)
    assert [clock.target for clock in page.clocks] == ["on_site"]
    assert not page.clock_card.isHidden()
