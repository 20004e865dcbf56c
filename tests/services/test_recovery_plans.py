"""Service recovery plans (WEB-11): who makes and reads one, its measures, its end; and rules that are read again."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from services import articles, improvements, recovery_plans, ticket_reminders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import record_complaint
from tests.follow_up_samples import in_queue
from tests.people import known


@pytest.fixture
def today(login):
    """The store's day."""
    with login("na").read() as connection:
        return connection.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()


def made(login, today, person="zhou", **more):
    values = {"store_id": known("store xihu"), "cause": "breaches", "subject": "周末回电超时",
              "what": "周末约定的回电多次超时。", "goal": "回电九成按时。", "owner_id": known("na"),
              "due_on": today + timedelta(days=30), **more}  # fmt: skip
    db = login(person)
    return recovery_plans.get(db, recovery_plans.make(db, new_id(), values, new_id()))


def measure(login, plan, **more):
    values = {"store_id": plan.store_id, "area": "service", "subject": "周末排班加一人", "what": "周六下午两人值班。",
              "recovery_plan_id": plan.id, **more}  # fmt: skip
    db = login("zhou")
    return improvements.get(db, improvements.file(db, new_id(), values, new_id()))


def step(login, service, one, action, person="zhou", **payload):
    db = login(person)
    service.move(db, service.get(db, one.id), action, payload, new_id())
    return service.get(db, one.id)


def carried_out(login, plan, today):
    one = measure(login, plan)
    given = {"owner_id": str(known("tang")), "due_on": (today + timedelta(days=7)).isoformat(), "comment": "马上办"}
    step(login, improvements, one, "adopt", **given)
    return step(login, improvements, one, "finish", "tang", result="已排班")


def test_a_plan_is_made_bundles_measures_and_ends_with_its_result(login, today):
    plan = made(login, today)
    assert (plan.state, plan.number[:1], plan.owner_name) == ("open", "R", "李娜")
    end = {"result": "回电按时率 93%", "told": "三位客户已电话致歉"}
    with pytest.raises(ServiceError, match="plan_measure_missing"):
        step(login, recovery_plans, plan, "finish", "na", **end)
    waiting = measure(login, plan)
    assert waiting.about_number == plan.number and waiting.origin == ("recovery_plan", plan.id)
    (line,) = recovery_plans.page(login("zhou"), recovery_plans.Wanted(view="open")).rows
    assert (line.measures, line.waiting) == (1, 1)
    with pytest.raises(ServiceError, match="plan_measures_open"):
        step(login, recovery_plans, plan, "finish", "na", **end)
    step(login, improvements, waiting, "decline", comment="换一种做法")
    carried_out(login, plan, today)
    with pytest.raises(ServiceError, match="step_lacks"):
        step(login, recovery_plans, plan, "finish", "na", result="回电按时率 93%")
    plan = step(login, recovery_plans, plan, "finish", "na", **end)
    assert (plan.state, plan.done_on, plan.told) == ("done", today, end["told"])
    _record, offered, history = recovery_plans.opened(login("zhou"), plan.id)
    assert [one.action for one in offered] == ["reopen"] and [one.action for one in history] == ["finish", "plan"]
    figures = recovery_plans.figures(login("zhou"), today)
    assert (figures.made, figures.closed, figures.in_time, figures.late) == (1, 1, 1, 0)
    with pytest.raises(ServiceError, match="plan_not_open"):
        measure(login, plan)


def test_only_managers_make_plans_and_for_their_stores(login, today):
    for person in ("na", "tang", "admin", "shen"):
        with pytest.raises(NotPermitted):
            made(login, today, person)
    with pytest.raises(NotPermitted):
        made(login, today, store_id=known("store chaoyang"), owner_id=known("bei"))
    for wrong, code in (({"owner_id": known("bei")}, "improvement_owner_elsewhere"),
                        ({"due_on": today - timedelta(days=1)}, "due_past")):  # fmt: skip
        with pytest.raises(ServiceError, match=code):
            made(login, today, **wrong)


def test_who_reads_a_plan(login, today):
    made(login, today)
    readers = {
        person for person in ("admin", "zhou", "qian", "na", "min", "tang", "pei", "cai", "shen")
        if recovery_plans.page(login(person), recovery_plans.Wanted(view="all")).rows
    }  # fmt: skip
    assert readers == {"admin", "zhou", "na", "shen"}


def test_a_plan_of_a_complaint_stays_hidden_from_whom_it_is_about(login, today):
    complaint = record_complaint(login("zhou"), about_staff_id=known("na"))
    with pytest.raises(ServiceError, match="owner_is_accused"):
        made(login, today, complaint_id=complaint.id, cause="complaint")
    plan = made(login, today, complaint_id=complaint.id, cause="complaint", owner_id=known("tang"))
    assert plan.about_number == complaint.number
    with pytest.raises(ServiceError, match="gone_record"):
        recovery_plans.get(login("na"), plan.id)


@pytest.mark.parametrize("person", ["na", "admin", "shen", "zhou"])
def test_nobody_ends_a_plan_by_sql(login, today, person):
    plan = made(login, today)
    for statement in ("update recovery_plan set state = 'done' where id = :i", "delete from recovery_plan where id = :i",
                      "update recovery_plan set due_on = due_on + 9 where id = :i",
                      "update recovery_plan set told = 'x' where id = :i",
                      "insert into recovery_plan_event (recovery_plan_id) values (:i)"):  # fmt: skip
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(statement), {"i": plan.id})


def test_its_owner_is_reminded_when_it_is_due_and_puts_it_off(login, superuser, today):
    plan = made(login, today)
    assert not [one for one in ticket_reminders.due(login("na")) if one.kind == "recovery_plan"]
    superuser.execute(text("update recovery_plan set due_on = :d where id = :i"), {"d": today, "i": plan.id})
    (one,) = [one for one in ticket_reminders.due(login("na")) if one.kind == "recovery_plan"]
    assert (one.record, one.record_id, one.number) == ("recovery_plan", plan.id, plan.number)
    with login("na").read() as connection:
        now = connection.execute(text("select clock_timestamp()")).scalar_one()
    recovery_plans.snooze(login("na"), plan.id, now + timedelta(days=1), new_id())
    assert not [one for one in ticket_reminders.due(login("na")) if one.kind == "recovery_plan"]


def test_a_rule_is_read_again_and_its_next_review_is_ahead(login, superuser):
    zhou, rule = login("zhou"), new_id()
    articles.write(zhou, rule, {"question": "退换货规定", "answer": "七日内可退。", "kind": "policy"}, new_id())
    articles.move(zhou, articles.get(zhou, rule), "publish", {}, new_id())
    superuser.execute(text("update article set review_on = review_on - 400 where id = :i"), {"i": rule})
    assert rule in [one.id for one in ticket_reminders.due(zhou, 50) if one.kind == "article"]
    assert rule not in [one.id for one in ticket_reminders.due(login("na"), 50) if one.kind == "article"]
    with pytest.raises(NotPermitted):
        articles.move(login("na"), articles.get(login("na"), rule), "confirm", {}, new_id())
    before = articles.get(zhou, rule)
    articles.move(zhou, before, "confirm", {}, new_id())
    after = articles.get(zhou, rule)
    assert after.reviewer_name == "周敏" and after.reviewed_at is not None and after.state == "published"
    assert after.review_on > before.review_on and after.published_at == before.published_at
    assert rule not in [one.id for one in ticket_reminders.due(zhou, 50) if one.kind == "article"]


def test_a_plan_after_a_bad_score_names_its_follow_up(login, superuser, today):
    wanted = in_queue(superuser)
    follow_up = superuser.execute(text("select id, number from follow_up where id = :i"), {"i": wanted}).one()
    plan = made(login, today, cause="score", follow_up_id=follow_up.id)
    assert (plan.about_number, plan.origin) == (follow_up.number, ("follow_up", follow_up.id))
    with pytest.raises(ServiceError, match="gone_record"):
        made(login, today, "qian", store_id=known("store chaoyang"), owner_id=known("bei"), follow_up_id=follow_up.id)
