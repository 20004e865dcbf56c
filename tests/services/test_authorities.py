"""Complaints an authority passed on: answered in time or late, who enters it, what waits until then."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from services import complaints, deadlines, service_clock
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import record_complaint
from tests.people import known


@pytest.fixture
def today(login):
    """The store's day."""
    with login("na").read() as connection:
        return connection.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()


def case(login, due_on, **values):
    """A complaint of an authority, as its manager reads it."""
    made = record_complaint(login("na"), channel="regulator", regulator_no="12315-7", regulator_due_on=due_on, **values)
    return complaints.get(login("zhou"), made.id)


def begun_before(superuser, one, days):
    """As if it had been recorded days ago, with the day it was due as many days earlier."""
    superuser.execute(text("set local session_replication_role = replica"))
    superuser.execute(
        text("""update complaint set opened_at = opened_at - make_interval(days => :d), opened_on = opened_on - cast(:d as int),
                regulator_due_on = regulator_due_on - cast(:d as int) where id = :i"""), {"d": days, "i": one.id},
    )  # fmt: skip
    superuser.execute(
        text("""update sla_target set started_at = started_at - make_interval(days => :d), due_on = due_on - cast(:d as int),
                due_at = due_at - make_interval(days => :d), named_at = named_at - make_interval(days => :d)
                where subject_id = :i"""), {"d": days, "i": one.id},
    )  # fmt: skip
    superuser.execute(text("set local session_replication_role = origin"))


def answered(db, one, on, reference="复〔2026〕18 号", how="portal"):
    complaints.authority_answered(db, complaints.get(db, one.id), on, how, reference, new_id())
    return complaints.get(db, one.id)


def clock(db, one):
    return [each for each in service_clock.clocks(db, "complaint", one.id) if each.target == "authority"]


def in_view(db, one, view):
    return one.id in [row.id for row in complaints.page(db, complaints.Wanted(view=view)).rows]


def waits(db, one):
    rows = deadlines.page(db, deadlines.Wanted(view="running", target="authority")).rows
    return one.id in [row.subject_id for row in rows]


def test_an_answer_in_time_ends_the_wait_everywhere(login, today):
    zhou = login("zhou")
    one = case(login, today + timedelta(days=10))
    assert in_view(zhou, one, "authority") and waits(zhou, one)
    seen = answered(zhou, one, today)
    assert (seen.regulator_answered_how, seen.regulator_answer_no) == ("portal", "复〔2026〕18 号")
    assert not in_view(zhou, one, "authority") and not in_view(zhou, one, "authority_late") and not waits(zhou, one)
    assert in_view(zhou, one, "regulator")  # the case itself is still open
    (kept,) = clock(zhou, one)
    assert kept.met_at is not None and kept.breached_at is None
    event = complaints.history(zhou, one.id)[0]
    assert (event.action, event.details["days_late"]) == ("authority_answered", 0)


def test_an_answer_after_the_day_is_kept_as_late(login, superuser, today):
    zhou = login("zhou")
    one = case(login, today)
    begun_before(superuser, one, 3)
    answered(zhou, one, today)
    assert in_view(zhou, one, "authority_late")
    (kept,) = clock(zhou, one)
    assert kept.breached_at is not None
    assert complaints.history(zhou, one.id)[0].details["days_late"] == 3


def test_an_answer_in_time_that_is_entered_late_broke_nothing(login, superuser, today):
    zhou = login("zhou")
    one = case(login, today)
    begun_before(superuser, one, 3)
    superuser.execute(text("update sla_target set breached_at = due_at where subject_id = :i"), {"i": one.id})
    answered(zhou, one, today - timedelta(days=3))
    assert not in_view(zhou, one, "authority_late")
    (kept,) = clock(zhou, one)
    assert kept.breached_at is None and kept.met_at is not None


def test_a_wrong_entry_is_corrected_and_the_clock_with_it(login, superuser, today):
    zhou = login("zhou")
    one = case(login, today)
    begun_before(superuser, one, 3)
    answered(zhou, one, today - timedelta(days=3))
    answered(zhou, one, today, how="post")
    (kept,) = clock(zhou, one)
    assert kept.breached_at is not None and in_view(zhou, one, "authority_late")


def test_an_authority_that_asks_again_waits_again(login, today):
    zhou = login("zhou")
    one = case(login, today + timedelta(days=2))
    seen = answered(zhou, one, today)
    with pytest.raises(ServiceError, match="authority_answered"):
        complaints.change(zhou, seen, {"regulator_due_on": today + timedelta(days=9)}, new_id())
    complaints.authority_asks(zhou, complaints.get(zhou, one.id), today + timedelta(days=5), "补充检测报告", new_id())
    assert in_view(zhou, one, "authority") and waits(zhou, one)
    assert [each.running for each in clock(zhou, one)] == [True, False]
    actions = [event.action for event in complaints.history(zhou, one.id)]
    assert actions[:2] == ["authority_asks", "authority_answered"]


def test_another_day_moves_the_clock_and_none_calls_it_off(login, today):
    zhou = login("zhou")
    one = case(login, today + timedelta(days=10))
    (first,) = clock(zhou, one)
    one = complaints.change(zhou, one, {"regulator_due_on": today + timedelta(days=12)}, new_id())
    (moved,) = clock(zhou, one)
    assert moved.due_at - first.due_at == timedelta(days=2)
    complaints.change(zhou, one, {"regulator_due_on": None}, new_id())
    (over,) = clock(zhou, one)
    assert over.stopped_at is not None and not waits(zhou, one)


def test_a_case_is_not_closed_while_the_authority_waits(login, today):
    zhou = login("zhou")
    one = case(login, today + timedelta(days=10), severity=2)
    steps = (("acknowledge", {"comment": "电话"}), ("assess", {"category": "delay"}),
             ("investigate", {"owner_id": str(known("zhou"))}), ("answer", {"answer": "致歉"}), ("accept", {}))  # fmt: skip
    for action, payload in steps:
        complaints.move(zhou, complaints.get(zhou, one.id), action, payload, new_id())
    with pytest.raises(ServiceError, match="authority_waits"):
        complaints.move(zhou, complaints.get(zhou, one.id), "close", {"root_cause": "people"}, new_id())
    answered(zhou, one, today)
    assert (
        complaints.move(zhou, complaints.get(zhou, one.id), "close", {"root_cause": "people"}, new_id()).state
        == "closed"
    )


@pytest.mark.parametrize(("day", "how", "code"), [(1, "portal", "authority_day_wrong"), (-1, "portal", "authority_day_wrong"),
                                                   (None, "portal", "step_lacks"), (0, "", "step_lacks"),
                                                   (0, "pigeon", "required_missing")])  # fmt: skip
def test_an_impossible_answer_is_refused(login, today, day, how, code):
    one = case(login, today + timedelta(days=10))
    on = None if day is None else today + timedelta(days=day)
    with pytest.raises(ServiceError, match=code):
        answered(login("zhou"), one, on, how=how)


def test_a_complaint_without_an_authority_has_nothing_to_answer(login, today):
    made = record_complaint(login("na"))
    with pytest.raises(ServiceError, match="authority_none"):
        answered(login("zhou"), made, today)


def test_who_does_not_handle_it_enters_nothing_not_even_by_sql(login, today):
    one = case(login, today + timedelta(days=10))
    with pytest.raises(NotPermitted):
        answered(login("na"), one, today)
    for person in ("na", "zhou"):
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(
                text("update complaint set regulator_answered_on = :d, regulator_answered_how = 'post' where id = :i"),
                {"d": today, "i": one.id},
            )
    for person in ("tang", "pei", "bei", "shen"):
        with pytest.raises((NotPermitted, ServiceError)), login(person).transaction() as connection:
            connection.execute(
                text("select complaint_authority_answered(:i, :v, :d, 'post', '', '', gen_random_uuid())"),
                {"d": today, "i": one.id, "v": one.version},
            )


def test_two_people_do_not_enter_two_answers(login, today):
    zhou = login("zhou")
    one = case(login, today + timedelta(days=10))
    request = new_id()
    complaints.authority_answered(zhou, one, today, "post", "1", request)
    complaints.authority_answered(zhou, one, today, "post", "1", request)
    with pytest.raises(ServiceError, match="conflict"):
        complaints.authority_answered(zhou, one, today, "post", "2", new_id())
    assert [event.action for event in complaints.history(zhou, one.id)].count("authority_answered") == 1
