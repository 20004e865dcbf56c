"""The buttons of orders, visits, projects, tickets and complaints from which a suggestion, a training or a plan arises."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton
from sqlalchemy import text

from services import courses, improvements, projects, recovery_plans, trainings
from services.ids import new_id
from tests.desk_samples import open_ticket, record_complaint
from tests.people import known
from tests.visit_samples import open_visit
from tests.work_order_samples import customer_with_device, take_in
from ui import complaints as ui_complaints
from ui import dispatch as ui_dispatch
from ui import improvements as ui_improvements
from ui import recovery as ui_recovery
from ui import tickets as ui_tickets
from ui import training as ui_training
from ui import work_orders as ui_work_orders
from ui.admin.projects import ProjectsPage

ALL = (
    *ui_work_orders.SPECS, *ui_dispatch.SPECS, *ui_complaints.SPECS, *ui_tickets.SPECS, *ui_training.SPECS,
    *ui_improvements.SPECS, *ui_recovery.SPECS,
)  # fmt: skip
SOON = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
COURSE = {
    "store_id": known("store xihu"), "name": "设备安装培训", "kind": "installation", "hours": 2, "weight_attendance": 100,
}  # fmt: skip


def button_of(widget, name):
    """The button of this name that a person could click."""
    found = [one for one in widget.findChildren(QAbstractButton) if one.objectName() == f"action_{name}"]
    return next((one for one in found if not one.isHidden()), None)


def record_page(qtbot, settle, window, kind, record_id):
    page = window.open_record(kind, record_id)
    qtbot.waitUntil(lambda: (page.file if kind == "work_order" else page.seen) is not None)
    settle(window)
    return page


def plan_training(qtbot, settle, window, course):
    """Fill in and save what the button opened; returns the training that came of it."""
    new = window.current_page()
    assert new.name == "new_training" and not new.prepared.isHidden()
    qtbot.waitUntil(lambda: new._courses != {})
    settle(window)
    new.form.set_value("course_id", course)
    new.form.set_value("starts_at", SOON)
    new.form.set_value("ends_at", SOON + timedelta(hours=2))
    new.form.set_value("trainer_name", "外聘讲师")
    new.save()
    qtbot.waitUntil(lambda: window.current_page().name == "training" and window.current_page().seen is not None)
    return window.current_page().seen


def file_suggestion(qtbot, settle, window):
    new = window.current_page()
    assert new.name == "new_improvement" and not new.behind.isHidden()
    settle(window)
    new.form.set_value("subject", "上门前先确认配件")
    if not new.form.value("what"):
        new.form.set_value("what", "出发前电话确认。")
    new.save()
    qtbot.waitUntil(lambda: window.current_page().name == "improvement" and window.current_page().seen is not None)
    return window.current_page().seen


@pytest.fixture
def course(sign_in):
    """A course that a training is planned from."""
    return courses.add(sign_in("zhou"), new_id(), COURSE)


def test_a_training_is_planned_from_an_order(qtbot, enter, settle, sign_in, committed, course):
    na = sign_in("na")
    customer, device = customer_with_device(committed)
    order = take_in(na, customer, device).orders[0]
    window = enter("na")
    page = record_page(qtbot, settle, window, "work_order", order.id)
    next(one for one in page.top.menu().actions() if one.objectName() == "action_new_training").trigger()
    made = plan_training(qtbot, settle, window, course)
    assert (made.work_order_id, made.about_number) == (order.id, order.number)
    assert trainings.get(na, made.id).state == "planned"


def test_a_training_and_a_suggestion_arise_from_a_visit(qtbot, enter, settle, sign_in, course):
    na = sign_in("na")
    visit = open_visit(na, subject="上门安装")
    window = enter("na")
    page = record_page(qtbot, settle, window, "visit", visit.id)
    button_of(page, "plan_training").click()
    made = plan_training(qtbot, settle, window, course)
    assert (made.visit_id, made.about_number) == (visit.id, visit.number)
    page = record_page(qtbot, settle, window, "visit", visit.id)
    button_of(page, "suggest_improvement").click()
    filed = file_suggestion(qtbot, settle, window)
    assert filed.about_number == visit.number and improvements.get(na, filed.id).what == "上门安装"


def test_a_technician_suggests_from_his_visit_but_plans_no_training(qtbot, enter, settle, sign_in):
    visit = open_visit(sign_in("na"), subject="上门安装")
    window = enter("tang")
    page = record_page(qtbot, settle, window, "visit", visit.id)
    assert button_of(page, "plan_training") is None
    button_of(page, "suggest_improvement").click()
    assert file_suggestion(qtbot, settle, window).about_number == visit.number


def test_a_suggestion_arises_from_a_ticket(qtbot, enter, settle, sign_in):
    ticket = open_ticket(sign_in("na"), "取机等太久")
    window = enter("na")
    page = record_page(qtbot, settle, window, "ticket", ticket.id)
    button_of(page, "suggest_improvement").click()
    filed = file_suggestion(qtbot, settle, window)
    assert (filed.about_number, filed.what) == (ticket.number, "取机等太久")


def test_a_suggestion_and_a_recovery_plan_arise_from_a_complaint(qtbot, enter, settle, sign_in):
    made = record_complaint(sign_in("na"))
    zhou = sign_in("zhou")
    window = enter("zhou")
    page = record_page(qtbot, settle, window, "complaint", made.id)
    button_of(page, "suggest_improvement").click()
    assert file_suggestion(qtbot, settle, window).about_number == made.number
    page = record_page(qtbot, settle, window, "complaint", made.id)
    button_of(page, "plan_recovery").click()
    new = window.current_page()
    assert new.name == "new_recovery_plan" and new.form.value("cause") == "complaint"
    settle(window)
    new.form.set_value("what", "三位客户受影响。")
    new.form.set_value("goal", "一周内全部补救。")
    new.form.set_value("owner_id", known("na"))
    new.save()
    qtbot.waitUntil(lambda: window.current_page().name == "recovery_plan" and window.current_page().seen is not None)
    plan = recovery_plans.get(zhou, window.current_page().seen.id)
    assert (plan.complaint_id, plan.about_number) == (made.id, made.number)


def test_an_agent_makes_no_recovery_plan(qtbot, enter, settle, sign_in):
    made = record_complaint(sign_in("na"))
    window = enter("na")
    page = record_page(qtbot, settle, window, "complaint", made.id)
    assert button_of(page, "plan_recovery") is None and button_of(page, "suggest_improvement") is not None


@pytest.mark.parametrize(("person", "may"), [("na", True), ("zhou", True), ("tang", False)])
def test_a_training_is_planned_from_a_project_by_who_plans_trainings(
    qtbot, desk_of, show, sign_in, committed, opened, person, may
):
    customer, _device = customer_with_device(committed)
    committed.execute(
        text("""insert into project (id, code, name, customer_id, store_id, stage, accepted_on)
                values (gen_random_uuid(), 'XM-1', '弱电工程', :customer, :store, 'live', now()::date - 1)"""),
        {"customer": customer, "store": known("store xihu")},
    )
    page = show(ProjectsPage(desk_of(person)))
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1)
    page.show_record(projects.get(page.desk.db, page.pane.model.rows()[0].id))
    assert page.train.isVisibleTo(page) is may
    if may:
        page.train.click()
        (name, how) = opened[-1]
        assert (name, how["about_number"], how["project_id"]) == ("new_training", "XM-1", page.seen.id)
