"""Appraisals: six in the first year from the day of hiring, marked by weights, acknowledged by the person himself."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from services import appraisal_rules, appraisals, ticket_reminders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.statistics import appraisals as statistics
from tests.appraisal_samples import hold, marks, plan
from tests.people import known


def run_due(superuser):
    return superuser.execute(text("select due_appraisals()")).scalar_one()


def test_new_staff_get_six_appraisals_two_months_apart_from_the_day_they_were_hired(login, superuser, today):
    hired = today - timedelta(days=10)
    appraisals.set_hired(login("admin"), known("tang"), hired, new_id())
    run_due(superuser)
    rows = appraisals.page(login("zhou"), appraisals.Wanted(view="all", staff_id=known("tang"))).rows
    with login("zhou").read() as connection:
        expected = [
            connection.execute(
                text("select cast(:d + make_interval(months => :n) as date)"), {"d": hired, "n": 2 * n}
            ).scalar()
            for n in range(1, 7)
        ]
    assert sorted((row.place, row.due_on) for row in rows) == list(zip(range(1, 7), expected, strict=True))
    assert run_due(superuser) == 0


def test_a_corrected_day_of_hiring_moves_what_is_only_planned(login, today):
    for hired in (today - timedelta(days=10), today - timedelta(days=3)):
        appraisals.set_hired(login("zhou"), known("tang"), hired, new_id())
    rows = appraisals.page(login("tang"), appraisals.Wanted(view="mine")).rows
    assert len(rows) == 6 and min(row.due_on for row in rows) > today + timedelta(days=50)


def test_due_days_before_the_program_was_in_use_are_not_made_up(login, today):
    appraisals.set_hired(login("admin"), known("tang"), today - timedelta(days=300), new_id())
    rows = appraisals.page(login("tang"), appraisals.Wanted(view="mine")).rows
    assert {row.place for row in rows} == {5, 6}


@pytest.mark.parametrize("person", ["na", "tang", "qian", "shen"])
def test_only_an_administrator_or_his_manager_says_when_somebody_was_hired(login, today, person):
    with pytest.raises(NotPermitted):
        appraisals.set_hired(login(person), known("tang"), today, new_id())
    with pytest.raises(ServiceError, match="hired_wrong"):
        appraisals.set_hired(login("zhou"), known("tang"), date(1900, 1, 1), new_id())


def test_points_are_the_mean_by_weight_and_the_band_says_what_follows(login, today):
    one = hold(login, plan(login, today), 100, 100, 100, 100, 50, strengths="耐心", goals="提高技能")
    # the default items weigh 30, 25, 20, 15 and 10
    assert (one.state, one.score, one.band, one.amount) == ("held", Decimal("95.0"), "优秀", Decimal("500.00"))
    assert [(item.weight, item.points) for item in one.items][-1] == (10, Decimal("5.0"))
    assert (one.appraiser, one.held_on, one.consequence) == ("周敏", today, "发放考核奖金")
    low = hold(login, one, 40, amount=-300, consequence="补训一周")
    assert (low.score, low.band, low.amount, low.consequence) == (40, "不合格", -300, "补训一周")


def test_later_changes_of_items_leave_what_was_marked(login, today):
    one = hold(login, plan(login, today), 80)
    zhou = login("zhou")
    rule = next(row for row in appraisal_rules.page(zhou).rows if row.kind == "item")
    appraisal_rules.change(zhou, rule, {"value": 99}, new_id())
    appraisal_rules.close(zhou, appraisal_rules.get(zhou, rule.id), True, new_id())
    assert len(appraisals.get(zhou, one.id).items) == 5
    assert len(appraisals.items_of(appraisals.scheme_now(zhou), {})) == 4


def test_every_item_gets_a_mark_of_0_to_100(login, today):
    one = plan(login, today)
    zhou = login("zhou")
    for given, code in (({}, "appraisal_mark_missing"), (marks(zhou, 101), "training_mark_wrong")):
        with pytest.raises(ServiceError, match=code) as refused:
            appraisals.mark(zhou, one, given, new_id())
        assert refused.value.field.startswith("mark:")


def test_the_person_acknowledges_with_or_without_a_word_and_a_manager_may_open_it_again(login, today):
    one = hold(login, plan(login, today), 70)
    na = login("na")
    record, steps, _history = appraisals.opened(na, one.id)
    assert [step.action for step in steps] == ["acknowledge", "answer"]
    appraisals.move(na, record, "answer", {"reply": "会继续努力。"}, new_id())
    record, steps, history = appraisals.opened(login("zhou"), one.id)
    assert (record.state, record.reply, [step.action for step in steps]) == ("acknowledged", "会继续努力。", ["reopen"])
    assert [happened.action for happened in history] == ["answer", "hold", "plan"]
    with pytest.raises(ServiceError, match="appraisal_over"):
        hold(login, one, 90)
    appraisals.move(login("zhou"), record, "reopen", {"comment": "重新评定"}, new_id())
    assert hold(login, one, 90).state == "held"


def test_nobody_appraises_himself_or_acknowledges_for_another(login, today):
    with pytest.raises(ServiceError, match="appraisal_own"):
        plan(login, today, whom="zhou")
    one = hold(login, plan(login, today), 70)
    with pytest.raises(NotPermitted):
        appraisals.move(login("zhou"), one, "acknowledge", {}, new_id())
    with pytest.raises(NotPermitted):
        appraisals.mark(login("na"), one, marks(login("na"), 100), new_id())
    for person in ("tang", "qian", "min"):
        with pytest.raises(ServiceError, match="gone_record"):
            appraisals.mark(login(person), one, marks(login(person), 100), new_id())


def test_who_reads_an_appraisal(login, today):
    one = hold(login, plan(login, today), 70)
    readers = {
        person for person in ("admin", "zhou", "qian", "na", "min", "tang", "pei", "cai", "shen")
        if appraisals.page(login(person), appraisals.Wanted(view="all", staff_id=one.staff_id)).rows
    }  # fmt: skip
    assert readers == {"admin", "zhou", "na", "shen"}


def test_what_nobody_held_in_time_is_missed_and_may_be_planned_again(login, superuser, today):
    one = plan(login, today)
    superuser.execute(text("update appraisal set due_on = due_on - 31 where id = :id"), {"id": one.id})
    run_due(superuser)
    zhou = login("zhou")
    missed = appraisals.get(zhou, one.id)
    assert missed.state == "missed"
    with pytest.raises(ServiceError, match="appraisal_past"):
        again = {"due_on": today - timedelta(days=1), "comment": "补考"}
        appraisals.move(zhou, missed, "plan_again", again, new_id())
    appraisals.move(zhou, missed, "plan_again", {"due_on": today, "comment": "补考"}, new_id())
    assert appraisals.get(zhou, one.id).state == "planned"


def test_a_manager_is_reminded_to_hold_it_and_the_person_to_acknowledge_it(login, today):
    one = plan(login, today)
    assert [(each.kind, each.record, each.number) for each in ticket_reminders.due(login("zhou"), 50)
            if each.id == one.id] == [("appraisal", "appraisal", one.number)]  # fmt: skip
    hold(login, one, 70)
    assert [each.kind for each in ticket_reminders.due(login("na"), 50) if each.id == one.id] == ["appraised"]
    with login("na").read() as connection:
        later = connection.execute(text("select clock_timestamp() + interval '1 day'")).scalar_one()
    appraisals.snooze(login("na"), one.id, later, new_id())
    assert [each for each in ticket_reminders.due(login("na"), 50) if each.id == one.id] == []


@pytest.mark.parametrize("person", ["na", "tang", "admin", "shen", "zhou"])
def test_nobody_marks_by_sql(login, today, person):
    one = hold(login, plan(login, today), 70)
    for statement in ("update appraisal set score = 100 where id = :i", "update appraisal set amount = 500 where id = :i",
                      "update appraisal set state = 'acknowledged' where id = :i", "delete from appraisal where id = :i",
                      "update appraisal set marks = '{}' where id = :i", "select appraisals_miss() where :i is not null",
                      "update staff set hired_on = now() where id = :i",
                      "insert into appraisal_event (appraisal_id) values (:i)"):  # fmt: skip
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(statement), {"i": one.id})


@pytest.mark.parametrize("person", ["na", "tang", "shen"])
def test_items_are_set_by_managers_and_administrators(login, person):
    with pytest.raises(NotPermitted):
        appraisal_rules.add(login(person), {"kind": "item", "name": "偏心", "value": 50}, new_id())


def test_an_item_has_a_weight_and_no_amount(login):
    zhou = login("zhou")
    for wrong, code in (({"value": 0}, "appraisal_rule_value"), ({"amount": 5}, "appraisal_rule_amount"),
                        ({"name": " "}, "appraisal_rule_name"), ({"name": "工作效率"}, "appraisal_rule_twice")):  # fmt: skip
        with pytest.raises(ServiceError, match=code):
            appraisal_rules.add(zhou, {"kind": "item", "name": "团队协作", "value": 10, **wrong}, new_id())


def test_figures_count_people_the_lowest_mean_first(login, today):
    hold(login, plan(login, today), 95)
    hold(login, plan(login, today, whom="tang"), 40)
    plan(login, today, whom="wu")
    found = statistics.figures(login("zhou"), today.replace(day=1), today.replace(day=1) + timedelta(days=31))
    assert [one.name for one in found.people] == ["唐卫", "李娜", "吴敏"]
    assert (found.all.held, found.all.planned, found.all.rewards, found.all.penalties) == (2, 1, 500, -200)
