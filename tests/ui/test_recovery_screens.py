"""Recovery plans on the screen: made from a complaint, measures added, ended with result and who was told."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from services import improvements, recovery_plans
from services.ids import new_id
from tests.people import known
from ui.recovery.detail import RecoveryPlanPage
from ui.recovery.new import NewRecoveryPlanPage
from ui.recovery.page import RecoveryPlansPage


@pytest.fixture
def desk(desk_of):
    return desk_of("zhou")


@pytest.fixture
def today(desk):
    with desk.db.read() as connection:
        return connection.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()


@pytest.fixture
def plan(desk, today):
    values = {"store_id": known("store xihu"), "cause": "breaches", "subject": "周末回电超时", "goal": "回电九成按时。",
              "what": "周末约定的回电多次超时。", "owner_id": known("na"), "due_on": today + timedelta(days=30)}  # fmt: skip
    made = recovery_plans.make(desk.db, new_id(), values, new_id())
    for subject in ("周末排班加一人", "回电清单每天下班前检查"):
        measure = {"store_id": known("store xihu"), "subject": subject, "what": "两人值班。", "recovery_plan_id": made}
        improvements.file(desk.db, new_id(), measure, new_id())
    return made


def test_a_plan_shows_its_measures(qtbot, desk, show, plan):
    page = RecoveryPlanPage(desk)
    page.record_id = plan
    show(page)
    qtbot.waitUntil(lambda: len(page.measures.table.shown_rows()) == 2)
    assert page.measures.add.isVisible() and not page.origin.isVisible()


def test_the_form_makes_a_plan(qtbot, desk, show, today):
    page = show(NewRecoveryPlanPage(desk), cause="score", subject="安装差评")
    qtbot.waitUntil(lambda: not page._running)
    assert page.form.value("cause") == "score" and page.form.value("subject") == "安装差评"
    page.form.set_value("what", "安装后没有清理现场。")
    page.form.set_value("goal", "差评减半。")
    page.form.set_value("owner_id", known("na"))
    page.save()
    qtbot.waitUntil(lambda: bool(recovery_plans.page(desk.db).rows))
    (made,) = recovery_plans.page(desk.db).rows
    assert (made.subject, made.cause, made.owner_name) == ("安装差评", "score", "李娜")


def test_the_list_says_what_became_of_a_year(qtbot, desk, show, plan):
    page = show(RecoveryPlansPage(desk))
    qtbot.waitUntil(page.figures.isVisible)
    assert "制订 1 个" in page.figures.text()
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1)


def test_pictures_of_recovery_plans(qtbot, desk, show, picture, plan):
    page = RecoveryPlanPage(desk)
    page.record_id = plan
    picture(show(page), "recovery-plan")
    picture(show(RecoveryPlansPage(desk)), "recovery-plans")
    picture(show(NewRecoveryPlanPage(desk)), "recovery-new")
