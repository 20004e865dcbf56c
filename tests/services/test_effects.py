"""Whether a corrective action helped: seen some time later, by a manager who did not take it; what if it did not."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from services import complaints, corrective_actions, ticket_reminders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import record_complaint
from tests.services.test_corrective_actions import again, lead_to_the_end, plan, reminded, step, today

__all__ = ["today"]


@pytest.fixture
def verified(login, today):
    """A measure of Na's that Zhou planned and verified."""
    zhou, na = login("zhou"), login("na")
    one = plan(zhou, record_complaint(na), today)
    corrective_actions.finish(na, one, "已改流程", new_id())
    corrective_actions.verify(zhou, again(zhou, one), True, new_id())
    return again(zhou, one)


@pytest.fixture
def due(superuser, login, verified, today):
    """The same a month later: it is time to see whether it helped."""
    superuser.execute(
        text("update corrective_action set effect_due_on = :day where id = :id"), {"day": today, "id": verified.id}
    )
    return again(login("zhou"), verified)


def effects(db):
    return [row.id for row in complaints.page(db, complaints.Wanted(view="effects")).rows]


def test_the_day_of_the_check_is_put_down_when_it_is_done(login, today):
    zhou, na = login("zhou"), login("na")
    complaint = record_complaint(na)
    usual, own = plan(zhou, complaint, today), plan(zhou, complaint, today)
    assert usual.effect_due_on is None and usual.effect_day == today + timedelta(days=30)
    corrective_actions.finish(na, usual, "做了", new_id())
    assert again(na, usual).effect_due_on == today + timedelta(days=30)
    for day, code in ((today, "effect_day_early"), (today + timedelta(days=731), "promise_far")):
        with pytest.raises(ServiceError, match=code):
            corrective_actions.finish(na, own, "做了", new_id(), day)
    corrective_actions.finish(na, own, "做了", new_id(), today + timedelta(days=90))
    assert again(na, own).effect_due_on == today + timedelta(days=90)


def test_it_is_listed_and_reminded_of_on_the_day(login, due):
    zhou = login("zhou")
    assert due.effect_due and effects(zhou) == [due.complaint_id]
    assert reminded(zhou) == [("effect", due.what)] and reminded(login("na")) == []
    with zhou.read() as connection:
        now = connection.execute(text("select clock_timestamp()")).scalar_one()
    corrective_actions.snooze(zhou, due.id, now + timedelta(days=1), new_id())
    assert reminded(zhou) == [] and effects(zhou) == [due.complaint_id]
    with pytest.raises(ServiceError, match="gone_record"):
        corrective_actions.snooze(login("na"), due.id, now + timedelta(hours=1), new_id())


def test_before_its_day_nothing_is_due(login, verified):
    assert not verified.effect_due and effects(login("zhou")) == [] and reminded(login("zhou")) == []


def test_it_helped(login, due):
    zhou = login("zhou")
    corrective_actions.helped(zhou, due, "三十天内同类投诉为零", new_id())
    kept = again(zhou, due)
    assert (kept.state, kept.effect_by, kept.effect_note) == ("effective", "周敏", "三十天内同类投诉为零")
    assert effects(zhou) == [] and reminded(zhou) == []
    assert "measure_effective" in [event.action for event in complaints.history(zhou, due.complaint_id)]
    with pytest.raises(ServiceError, match="effect_seen"):
        corrective_actions.helped(zhou, kept, "再看一次", new_id())


def test_that_it_helped_is_not_said_before_the_day_but_that_it_did_not_is(login, verified, today):
    zhou = login("zhou")
    with pytest.raises(ServiceError, match="effect_early"):
        corrective_actions.helped(zhou, verified, "看起来不错", new_id())
    corrective_actions.did_not_help(zhou, verified, "又来一起", today + timedelta(days=5), new_id(), new_id())
    back = again(zhou, verified)
    assert (back.state, back.due_on, back.effect_note) == ("open", today + timedelta(days=5), "又来一起")
    assert (back.done_at, back.verified_at, back.effect_at, back.effect_due_on) == (None, None, None, None)
    assert "measure_ineffective" in [event.action for event in complaints.history(zhou, back.complaint_id)]


def test_something_else_takes_its_place(login, due, today):
    zhou, na = login("zhou"), login("na")
    follow, request = new_id(), new_id()
    for _again in range(2):
        corrective_actions.did_not_help(zhou, due, "没有改善", today, request, follow, "改由班长复核")
    old, new = again(zhou, due), corrective_actions.of_complaint(zhou, due.complaint_id)
    assert old.state == "ineffective" and len(new) == 2
    (fresh,) = [one for one in new if one.id == follow]
    assert (fresh.state, fresh.what, fresh.owner_name, fresh.instead_of) == ("open", "改由班长复核", "李娜", due.what)
    assert reminded(na) == [("measure", "改由班长复核")]


@pytest.mark.parametrize("what", ["open", "done"])
def test_nothing_is_seen_before_it_was_taken_and_verified(login, today, what):
    zhou, na = login("zhou"), login("na")
    one = plan(zhou, record_complaint(na), today)
    if what == "done":
        corrective_actions.finish(na, one, "做了", new_id())
    for ask in (
        lambda seen: corrective_actions.helped(zhou, seen, "好", new_id()),
        lambda seen: corrective_actions.did_not_help(zhou, seen, "不好", today, new_id(), new_id()),
    ):
        with pytest.raises(ServiceError, match="measure_not_verified"):
            ask(again(zhou, one))


def test_a_clerk_and_who_took_it_do_not_see_whether_it_helped(superuser, login, due, today):
    with pytest.raises(NotPermitted):
        corrective_actions.helped(login("na"), due, "好", new_id())
    with pytest.raises(NotPermitted):
        corrective_actions.did_not_help(login("shen"), due, "不好", today, new_id(), new_id())
    zhou = login("zhou")
    own = plan(zhou, record_complaint(login("na")), today, owner="zhou")
    corrective_actions.finish(zhou, own, "做了", new_id())
    corrective_actions.verify(login("admin"), again(zhou, own), True, new_id())
    superuser.execute(
        text("update corrective_action set effect_due_on = current_date - 1 where id = :id"), {"id": own.id}
    )
    with pytest.raises(ServiceError, match="measure_own"):
        corrective_actions.helped(zhou, again(zhou, own), "好", new_id())
    corrective_actions.helped(login("admin"), again(zhou, own), "好", new_id())


def test_it_is_said_in_words_and_with_a_day(login, due, today):
    zhou = login("zhou")
    with pytest.raises(ServiceError, match="step_lacks"):
        corrective_actions.helped(zhou, due, "  ", new_id())
    with pytest.raises(ServiceError, match="due_past"):
        corrective_actions.did_not_help(zhou, due, "不好", today - timedelta(days=1), new_id(), new_id())
    with pytest.raises(NotPermitted):
        corrective_actions.helped(login("min"), due, "好", new_id())


def test_it_goes_on_after_the_case_was_closed(login, superuser, today):
    zhou, na = login("zhou"), login("na")
    complaint = record_complaint(na, severity=4)
    one = plan(zhou, complaint, today)
    lead_to_the_end(zhou, complaint)
    corrective_actions.finish(na, again(na, one), "做了", new_id())
    corrective_actions.verify(zhou, again(zhou, one), True, new_id())
    step(zhou, complaint, "close", root_cause="method")
    superuser.execute(
        text("update corrective_action set effect_due_on = :day where id = :id"), {"day": today, "id": one.id}
    )
    assert effects(zhou) == [complaint.id]
    corrective_actions.did_not_help(zhou, again(zhou, one), "仍有", today, new_id(), new_id(), "改排班")
    assert [each.state for each in corrective_actions.of_complaint(zhou, complaint.id)].count("open") == 1
    assert ticket_reminders.due(na)[0].record_id == complaint.id


def test_nobody_says_so_past_the_function(login, due):
    for name in ("na", "zhou", "admin"):
        with pytest.raises(NotPermitted), login(name).transaction() as connection:
            connection.execute(
                text("update corrective_action set effect_at = now(), state = 'effective' where id = :id"),
                {"id": due.id},
            )
