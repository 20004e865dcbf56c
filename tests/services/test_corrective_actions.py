"""Corrective actions of complaints: who takes them, who verifies them, who is reminded, what a serious case needs."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from services import complaints, corrective_actions, ticket_reminders
from services.documents import from_complaints
from services.documents.content import Words
from services.documents.render import render
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import record_complaint
from tests.people import known
from tests.services.documents import reading


@pytest.fixture
def today(login):
    """The store's day."""
    with login("na").read() as connection:
        return connection.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()


def plan(db, complaint, due_on, owner="na", what="取件前再打一次电话核对"):
    measure = new_id()
    corrective_actions.plan(db, measure, complaint.id, what, known(owner), due_on, new_id())
    return next(each for each in corrective_actions.of_complaint(db, complaint.id) if each.id == measure)


def again(db, one):
    return next(each for each in corrective_actions.of_complaint(db, one.complaint_id) if each.id == one.id)


def step(db, complaint, action, **payload):
    complaints.move(db, complaints.get(db, complaint.id), action, payload, new_id())


def lead_to_the_end(db, complaint):
    step(db, complaint, "acknowledge", comment="电话")
    step(db, complaint, "assess", category="delay")
    step(db, complaint, "investigate", owner_id=str(known("zhou")))
    step(db, complaint, "answer", answer="致歉")
    step(db, complaint, "accept")


def reminded(db):
    return [(one.kind, one.subject) for one in ticket_reminders.due(db) if one.record == "complaint"]


def test_its_owner_is_reminded_on_the_day_and_the_planner_when_it_is_done(login, today):
    na, zhou = login("na"), login("zhou")
    complaint = record_complaint(na)
    later = plan(zhou, complaint, today + timedelta(days=3))
    assert reminded(na) == []
    one = plan(zhou, complaint, today, what="今天就培训")
    assert (reminded(na), reminded(zhou)) == ([("measure", "今天就培训")], [])
    assert complaint.id in [row.id for row in complaints.page(zhou, complaints.Wanted(view="measures")).rows]
    corrective_actions.finish(na, again(na, one), "全员已培训", new_id())
    assert (reminded(na), reminded(zhou)) == ([], [("verify", "今天就培训")])
    corrective_actions.verify(zhou, again(zhou, one), True, new_id(), "抽查三单均已回电")
    assert reminded(zhou) == []
    kept = again(zhou, one)
    assert (kept.state, kept.done_by, kept.verified_by) == ("verified", "李娜", "周敏")
    assert again(na, later).state == "open"
    said = [event.action for event in complaints.history(zhou, complaint.id)]
    assert {"measure_planned", "measure_done", "measure_verified"} <= set(said)


def test_who_put_a_reminder_off_hears_of_it_tomorrow(login, today):
    na = login("na")
    one = plan(na, record_complaint(na), today)
    with na.read() as connection:
        now = connection.execute(text("select clock_timestamp()")).scalar_one()
    corrective_actions.snooze(na, one.id, now + timedelta(days=1), new_id())
    assert reminded(na) == []
    with pytest.raises(ServiceError, match="snooze_wrong"):
        corrective_actions.snooze(na, one.id, now + timedelta(days=8), new_id())
    with pytest.raises(ServiceError, match="gone_record"):
        corrective_actions.snooze(login("zhou"), one.id, now + timedelta(hours=1), new_id())


def test_nobody_verifies_what_he_did_himself(login, today):
    zhou = login("zhou")
    one = plan(zhou, record_complaint(login("na")), today, owner="zhou")
    corrective_actions.finish(zhou, one, "流程已改", new_id())
    with pytest.raises(ServiceError, match="measure_own"):
        corrective_actions.verify(zhou, again(zhou, one), True, new_id())
    corrective_actions.verify(login("admin"), again(zhou, one), False, new_id(), "仍有人未培训")
    back = again(zhou, one)
    assert (back.state, back.done_at, back.verified_note) == ("open", None, "仍有人未培训")


def test_a_clerk_does_what_is_his_and_verifies_nothing(login, today):
    na, zhou = login("na"), login("zhou")
    complaint = record_complaint(na)
    his = plan(zhou, complaint, today)
    other = plan(zhou, complaint, today, owner="zhou")
    with pytest.raises(NotPermitted):
        corrective_actions.finish(na, other, "做了", new_id())
    with pytest.raises(NotPermitted):
        corrective_actions.withdraw(na, his, "不做", new_id())
    with pytest.raises(NotPermitted):
        corrective_actions.verify(na, his, True, new_id())
    with pytest.raises(ServiceError, match="step_lacks"):
        corrective_actions.finish(na, his, " ", new_id())


@pytest.mark.parametrize(
    ("owner", "days", "code"),
    [
        ("tang", 1, "owner_cannot_handle"),
        ("na", -1, "due_past"),
        ("na", 800, "promise_far"),
        ("bei", 1, "owner_elsewhere"),
    ],
)
def test_a_measure_goes_to_somebody_who_can_take_it_in_time(login, today, owner, days, code):
    with pytest.raises(ServiceError, match=code):
        plan(login("zhou"), record_complaint(login("na")), today + timedelta(days=days), owner=owner)


def test_the_person_complained_about_takes_no_measure_and_hears_of_none(login, today):
    zhou, na = login("zhou"), login("na")
    complaint = record_complaint(zhou, about_staff_id=known("na"))
    with pytest.raises(ServiceError, match="owner_is_accused"):
        plan(zhou, complaint, today)
    one = plan(zhou, complaint, today, owner="zhou")
    assert corrective_actions.of_complaint(na, complaint.id) == []
    with pytest.raises(ServiceError, match="gone_record"):
        corrective_actions.finish(na, one, "做了", new_id())
    # accused only afterwards: what was given to him is not shown to him any more
    other = record_complaint(zhou)
    plan(zhou, other, today)
    complaints.change(zhou, complaints.get(zhou, other.id), {"about_staff_id": known("na")}, new_id())
    assert reminded(na) == []


def test_a_serious_complaint_is_closed_after_a_verified_measure_only(login, today):
    na, zhou = login("na"), login("zhou")
    complaint = record_complaint(na, severity=4)
    lead_to_the_end(zhou, complaint)
    with pytest.raises(ServiceError, match="measure_missing"):
        step(zhou, complaint, "close", root_cause="method")
    one, dropped = plan(zhou, complaint, today), plan(zhou, complaint, today, owner="zhou")
    with pytest.raises(ServiceError, match="measures_open"):
        step(zhou, complaint, "close", root_cause="method")
    corrective_actions.withdraw(zhou, again(zhou, dropped), "重复", new_id())
    corrective_actions.finish(na, again(na, one), "已改流程", new_id())
    with pytest.raises(ServiceError, match="measures_open"):
        step(zhou, complaint, "close", root_cause="method")
    corrective_actions.verify(zhou, again(zhou, one), True, new_id())
    step(zhou, complaint, "close", root_cause="method")
    assert complaints.get(zhou, complaint.id).state == "closed"


def test_a_lesser_complaint_is_closed_while_its_measure_goes_on(login, today):
    na, zhou = login("na"), login("zhou")
    complaint = record_complaint(na, severity=2)
    one = plan(zhou, complaint, today)
    lead_to_the_end(zhou, complaint)
    step(zhou, complaint, "close", root_cause="method")
    with pytest.raises(ServiceError, match="complaint_closed"):
        plan(zhou, complaint, today)
    corrective_actions.finish(na, again(na, one), "已改流程", new_id())
    corrective_actions.verify(zhou, again(zhou, one), True, new_id())
    assert again(zhou, one).state == "verified"


def test_a_measure_passes_to_somebody_else_with_another_day(login, today):
    na, zhou = login("na"), login("zhou")
    one = plan(zhou, record_complaint(na), today)
    corrective_actions.change(zhou, one, known("zhou"), today + timedelta(days=7), new_id(), "李娜休假")
    assert (again(na, one).owner_name, again(na, one).due_on, reminded(na)) == ("周敏", today + timedelta(days=7), [])
    with pytest.raises(ServiceError):
        corrective_actions.change(zhou, one, known("na"), today, new_id())  # as it was seen before
    assert isinstance(again(na, one).due_on, date)


def test_a_measure_sent_twice_is_one(login, today):
    na = login("na")
    complaint = record_complaint(na)
    measure, request = new_id(), new_id()
    for _again in range(2):
        corrective_actions.plan(na, measure, complaint.id, "核对电话", known("na"), today, request)
    assert len(corrective_actions.of_complaint(na, complaint.id)) == 1


def test_nobody_writes_a_measure_past_its_functions(login, today):
    one = plan(login("na"), record_complaint(login("na")), today)
    for name in ("na", "zhou", "admin"):
        for statement in (
            "update corrective_action set state = 'verified' where id = :id",
            "delete from corrective_action where id = :id",
            "insert into corrective_action (id, complaint_id, what, owner_id, due_on, state) select gen_random_uuid(), "
            "complaint_id, 'x', owner_id, due_on, 'verified' from corrective_action where id = :id",
        ):
            with pytest.raises(NotPermitted), login(name).transaction() as connection:
                connection.execute(text(statement), {"id": one.id})


@pytest.mark.parametrize("person", ["tang", "pei", "min", "qian"])
def test_who_has_no_part_in_complaints_is_reminded_of_nothing(login, person):
    assert reminded(login(person)) == []


def test_the_letter_says_what_is_changed_in_the_words_for_the_customer(login, today):
    zhou = login("zhou")
    complaint = record_complaint(login("na"))
    told, _untold, vain = (plan(zhou, complaint, today, what=f"内部措施{n}") for n in range(3))
    step(zhou, complaint, "acknowledge", comment="电话")
    complaints.change(zhou, complaints.get(zhou, complaint.id), {"answer": "致歉"}, new_id())
    corrective_actions.tell(zhou, told, "今后取件前再打一次电话。", "We now call once more.", new_id())
    corrective_actions.tell(zhou, vain, "此条已撤销。", "", new_id())
    corrective_actions.withdraw(zhou, again(zhou, vain), "不需要", new_id())
    paper = from_complaints.letter(zhou, complaint.id, "周敏")
    assert paper.measures == (Words("今后取件前再打一次电话。", "We now call once more."),)
    for lang, words in (("zh", "改进措施"), ("en", "We now call once more.")):
        printed = reading.text(render("letter", paper, "a4", lang))
        assert words in printed and "内部措施" not in printed
    corrective_actions.tell(zhou, again(zhou, told), "", "", new_id())
    assert from_complaints.letter(zhou, complaint.id, "周敏").measures == ()
    said = [event.action for event in complaints.history(zhou, complaint.id)]
    assert {"measure_told", "measure_untold"} <= set(said)


def test_only_who_planned_it_or_a_manager_tells_the_customer(login, today):
    na, zhou = login("na"), login("zhou")
    complaint = record_complaint(na)
    one = plan(zhou, complaint, today)
    with pytest.raises(NotPermitted):
        corrective_actions.tell(na, one, "告知", "", new_id())
    with pytest.raises(ServiceError, match="measure_told_missing"):
        corrective_actions.tell(zhou, one, "", "only English", new_id())
    with pytest.raises(NotPermitted), zhou.transaction() as connection:
        connection.execute(text("update corrective_action set tell_zh = 'x' where id = :i"), {"i": one.id})
