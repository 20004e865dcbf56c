"""Trainings: who plans and marks, how points add up by the course's scheme, until when a pass is valid, who reads what."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from services import courses, ticket_reminders, training_records, trainings
from services.attachments import data
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.people import known

# The scheme of the shop's course (attendance 30, homework 20, speaking 10, practice 40).
SHOP = {
    "weight_attendance": 30, "weight_homework": 20, "weight_speaking": 10, "weight_practice": 40, "absent_deduction": 5,
    "late_deduction": 2, "days": 3,
}  # fmt: skip


@pytest.fixture
def now(login):
    """The database's moment."""
    with login("na").read() as connection:
        return connection.execute(text("select clock_timestamp()")).scalar_one()


def course(db, **more):
    values = {
        "store_id": known("store xihu"),
        "name": "售后客服基础知识培训",
        "kind": "induction",
        "hours": 18,
        **SHOP,
        **more,
    }
    return courses.get(db, courses.add(db, new_id(), values))


def planned(login, now, made=None, *, trainer="zhou", by="zhou", staff=("na", "tang"), ago=4):
    made = made or course(login("zhou"))
    values = {
        "course_id": made.id, "store_id": known("store xihu"), "starts_at": now - timedelta(days=ago),
        "ends_at": now - timedelta(days=ago) + timedelta(hours=6), "trainer_id": known(trainer), "place": "培训室",
    }  # fmt: skip
    db = login(by)
    one = trainings.plan(db, new_id(), values, new_id())
    if staff:
        trainings.invite(db, one, new_id(), [known(person) for person in staff])
    return trainings.get(db, one)


def held(login, now, made=None, **how):
    one, zhou = planned(login, now, made, **how), login("zhou")
    trainings.move(zhou, trainings.get(zhou, one.id), "hold", {}, new_id())
    return trainings.get(zhou, one.id)


def record_of(db, training, person):
    return next(row for row in training_records.of_training(db, training.id) if row.staff_id == known(person))


def marked(db, training, person, **values):
    given = {"attendance": "attended", "absences": 0, "latenesses": 0, **values}
    training_records.mark(db, record_of(db, training, person), given, new_id())
    return record_of(db, training, person)


@pytest.mark.parametrize(
    ("values", "score", "outcome", "hours"),
    [
        ({"homework": 100, "speaking": 100, "practice": 100}, "100.0", "passed", "18.0"),
        # absent once: 5 off, late twice: 2 off each
        ({"attendance": "late", "absences": 1, "latenesses": 2, "homework": 80, "speaking": 50, "practice": 70},
         "70.0", "passed", "12.0"),
        # nothing is left of the 30 points after three absences and nine latenesses, and no less than nothing
        ({"absences": 3, "latenesses": 9, "homework": 100, "speaking": 100, "practice": 50}, "50.0", "failed", "0.0"),
        ({"attendance": "absent", "homework": 100, "speaking": 100, "practice": 100}, "0.0", "failed", "0.0"),
        # a mark that counts is missing yet
        ({"homework": 100, "speaking": 100}, None, None, "18.0"),
    ],
)  # fmt: skip
def test_points_add_up_by_the_scheme_of_the_shop(login, now, values, score, outcome, hours):
    one = held(login, now)
    row = marked(login("zhou"), one, "na", **values)
    assert (row.score, row.outcome, row.hours) == (score and Decimal(score), outcome, Decimal(hours))


def test_a_course_changed_later_changes_no_record(login, now):
    made = course(login("zhou"))
    one = held(login, now, made)
    courses.change(login("zhou"), made, {"weight_attendance": 0, "weight_exam": 30, "pass_mark": 100}, new_id())
    row = marked(login("zhou"), one, "na", homework=100, speaking=100, practice=100)
    assert (row.score, row.outcome) == (Decimal("100.0"), "passed")


@pytest.mark.parametrize(("values", "code"), [({"weight_exam": 10}, "course_weights_wrong"), ({"name": " "}, "course_name_missing"),
                                              ({"days": 0}, "course_days_wrong"), ({"pass_mark": 101}, "course_marks_wrong")])  # fmt: skip
def test_a_course_that_does_not_add_up_is_refused(login, values, code):
    with pytest.raises(ServiceError, match=code):
        course(login("zhou"), **values)


def test_material_is_uploaded_by_the_desk_read_by_all_and_may_be_a_video(login):
    made = course(login("zhou"))
    film = b"\x00\x00\x00\x18ftypmp42" + b"v" * 900_000
    courses.add_file(login("na"), made.id, "安装视频.mp4", film, None, new_id())
    (one,) = courses.materials(login("wu"), made.id)
    assert (one.title, one.kind, one.size) == ("安装视频.mp4", "video", len(film))
    assert data(login("cai"), one.id) == film
    for person in ("wu", "bei", "shen"):
        with pytest.raises(NotPermitted):
            courses.add_file(login(person), made.id, "a.pdf", b"%PDF", None, new_id())
    with pytest.raises(ServiceError, match="material_kind_wrong"):
        courses.add_file(login("na"), made.id, "a.exe", b"MZ", None, new_id())
    courses.withdraw(login("na"), one, new_id())
    assert courses.materials(login("wu"), made.id) == []


def test_bytes_are_as_many_as_the_attachment_says(login):
    """A larger limit for courses is none for anything else."""
    made, attachment = course(login("zhou")), new_id()
    with login("na").transaction() as connection:
        connection.execute(
            text("""insert into attachment (id, course_id, kind, name, media_type, size, sha256)
                    values (:i, :c, 'document', 'x', 'text/plain', 10, repeat('0', 64))"""),
            {"i": attachment, "c": made.id},
        )
    with pytest.raises(NotPermitted), login("na").transaction() as connection:
        connection.execute(
            text("insert into attachment_data (attachment_id, data) values (:i, repeat('x', 4000)::bytea)"),
            {"i": attachment},
        )


def test_from_planned_to_closed(login, now):
    zhou = login("zhou")
    one = planned(login, now, staff=())
    assert (one.state, one.subject, one.hours, one.number[:1]) == ("planned", "售后客服基础知识培训", Decimal(18), "L")
    with pytest.raises(ServiceError, match="training_nobody"):
        trainings.move(zhou, one, "hold", {}, new_id())
    trainings.invite(zhou, one.id, new_id(), [known("na"), known("na")])
    with pytest.raises(ServiceError, match="training_trainer"):
        trainings.invite(zhou, one.id, new_id(), [known("zhou")])
    trainings.move(zhou, trainings.get(zhou, one.id), "hold", {}, new_id())
    one = trainings.get(zhou, one.id)
    with pytest.raises(ServiceError, match="training_unmarked"):
        trainings.move(zhou, one, "close", {"summary": "好"}, new_id())
    marked(zhou, one, "na", homework=90, speaking=90, practice=90)
    with pytest.raises(ServiceError, match="step_lacks"):
        trainings.move(zhou, trainings.get(zhou, one.id), "close", {}, new_id())
    trainings.move(zhou, trainings.get(zhou, one.id), "close", {"summary": "按计划完成"}, new_id())
    one, _steps, history = trainings.opened(zhou, one.id)
    assert (one.state, one.summary) == ("closed", "按计划完成")
    assert [happened.action for happened in history] == ["close", "hold", "invite", "plan"]
    with pytest.raises(ServiceError, match="training_not_held"):
        marked(zhou, one, "na", homework=1, speaking=1, practice=1)


def test_it_is_not_held_before_it_began(login, now):
    one = planned(login, now, ago=-2)
    with pytest.raises(ServiceError, match="training_not_begun"):
        trainings.move(login("zhou"), trainings.get(login("zhou"), one.id), "hold", {}, new_id())


def test_a_technician_who_teaches_marks_but_not_himself_and_no_agent_does(login, now):
    zhou = login("zhou")
    one = held(login, now, trainer="wu", staff=("na", "tang", "zhou"))
    assert marked(login("wu"), one, "na", homework=60, speaking=60, practice=60).outcome == "passed"
    with pytest.raises(ServiceError, match="training_own"):
        marked(zhou, one, "zhou", homework=100, speaking=100, practice=100)
    row = record_of(zhou, one, "na")
    for person in ("na", "min", "bei", "tang"):
        with pytest.raises((NotPermitted, ServiceError)):
            training_records.mark(login(person), row, {"attendance": "attended"}, new_id())


@pytest.mark.parametrize("values", [{"quiz": 101}, {"quiz": -1}, {"quiz": Decimal("1.23")}, {"absences": 4}, {"latenesses": 61},
                                    {"attendance": "invited"}, {"attendance": None}])  # fmt: skip
def test_marks_out_of_bounds_are_refused_at_their_field(login, now, values):
    one = held(login, now)
    with pytest.raises(ServiceError) as refused:
        marked(login("zhou"), one, "na", **values)
    assert refused.value.field == next(iter(values))


def test_everybody_reads_his_own_record_and_managers_those_of_their_stores(login, now):
    one = held(login, now)
    readers = {
        person: {row.staff_name for row in training_records.page(login(person), training_records.Wanted()).rows}
        for person in ("na", "tang", "wu", "zhou", "qian", "admin", "shen", "cai")
    }
    both = {"李娜", "唐卫"}
    assert readers == {"na": {"李娜"}, "tang": {"唐卫"}, "wu": set(), "zhou": both, "qian": set(), "admin": both,
                       "shen": both, "cai": set()}  # fmt: skip
    assert trainings.page(login("wu"), trainings.Wanted(view="all")).rows != ()
    assert trainings.page(login("bei"), trainings.Wanted(view="all")).rows == ()
    assert trainings.get(login("tang"), one.id).subject == one.subject


def test_somebody_of_a_customer_is_trained_before_an_installation(login, now, superuser):
    na = login("na")
    customer = make_customer(superuser, "西湖饭店", "13812345678")
    made = course(login("zhou"), name="安装培训", kind="installation", audience="customer", weight_attendance=100,
                  weight_homework=0, weight_speaking=0, weight_practice=0, days=1)  # fmt: skip
    one = planned(login, now, made, by="na", staff=())
    with pytest.raises(ServiceError, match="training_whose"):
        trainings.invite(na, one.id, new_id(), [known("na")], person_name="前台小林")
    trainings.invite(na, one.id, new_id(), customer_id=customer, person_name="前台小林")
    (row,) = training_records.of_training(na, one.id)
    assert row.who == "前台小林 · 西湖饭店"
    trainings.move(login("zhou"), trainings.get(login("zhou"), one.id), "hold", {}, new_id())
    (row,) = training_records.of_training(login("zhou"), one.id)
    training_records.mark(login("zhou"), row, {"attendance": "attended"}, new_id())
    (row,) = training_records.of_training(na, one.id)
    assert (row.score, row.outcome) == (Decimal(100), "passed")


def test_what_runs_out_is_due_again_until_it_was_passed_again(login, now, superuser):
    made = course(login("zhou"), valid_months=12)
    zhou = login("zhou")
    one = held(login, now, made, ago=350)
    marked(zhou, one, "na", homework=90, speaking=90, practice=90)
    superuser.execute(text("select due_retraining()"))
    due = training_records.Wanted(view="retrain")
    assert [row.staff_name for row in training_records.page(zhou, due).rows] == ["李娜"]
    again = held(login, now, made, ago=2, staff=("na",))
    marked(zhou, again, "na", homework=90, speaking=90, practice=90)
    superuser.execute(text("select due_retraining()"))
    assert training_records.page(zhou, due).rows == ()


def test_a_person_is_reminded_of_what_runs_out_until_it_is_planned_again(login, now, superuser):
    made = course(login("zhou"), valid_months=1)
    one = held(login, now, made, staff=("na",), ago=20)
    marked(login("zhou"), one, "na", homework=90, speaking=90, practice=90)
    superuser.execute(text("select due_retraining()"))
    (told,) = [each for each in ticket_reminders.due(login("na")) if each.kind == "retrain"]
    assert (told.number, told.record, told.record_id) == (one.number, "training", one.id)
    assert [each for each in ticket_reminders.due(login("zhou")) if each.kind == "retrain"] == []
    planned(login, now, made, staff=("na",), ago=-5)
    assert [each for each in ticket_reminders.due(login("na")) if each.kind == "retrain"] == []


def retraining(db):
    """The reminders of trainings to be repeated."""
    return [one for one in ticket_reminders.due(db) if one.kind == "retrain"]


def test_the_reminder_of_a_training_to_be_repeated_is_put_off_and_comes_again(login, now, superuser):
    na = login("na")
    one = held(login, now, course(login("zhou"), valid_months=1), staff=("na",), ago=20)
    marked(login("zhou"), one, "na", homework=90, speaking=90, practice=90)
    superuser.execute(text("select due_retraining()"))
    (told,) = retraining(na)
    training_records.snooze(na, told.id, now + timedelta(days=1), new_id())
    assert retraining(na) == []
    # it stays valid as long as it was, and the lists of what is to be repeated show it
    due = training_records.Wanted(view="retrain")
    assert [row.staff_name for row in training_records.page(login("zhou"), due).rows] == ["李娜"]
    superuser.execute(text("update training_record set snoozed_until = now() - interval '1 minute'"))
    (again,) = retraining(na)
    assert (again.id, again.at) == (told.id, told.at)


@pytest.mark.parametrize("person", ["zhou", "tang", "wu", "admin", "shen"])
def test_nobody_puts_off_a_colleague_s_reminder(login, now, superuser, person):
    one = held(login, now, course(login("zhou"), valid_months=1), staff=("na",), ago=20)
    marked(login("zhou"), one, "na", homework=90, speaking=90, practice=90)
    superuser.execute(text("select due_retraining()"))
    (told,) = retraining(login("na"))
    with pytest.raises(ServiceError, match="gone_record"):
        training_records.snooze(login(person), told.id, now + timedelta(days=1), new_id())
    assert retraining(login("na")) == [told]


@pytest.mark.parametrize("until", [timedelta(0), timedelta(days=-1), timedelta(days=8)])
def test_a_training_is_not_put_off_for_longer_than_a_week_nor_into_the_past(login, now, superuser, until):
    one = held(login, now, course(login("zhou"), valid_months=1), staff=("na",), ago=20)
    marked(login("zhou"), one, "na", homework=90, speaking=90, practice=90)
    superuser.execute(text("select due_retraining()"))
    (told,) = retraining(login("na"))
    with pytest.raises(ServiceError, match="snooze_wrong"):
        training_records.snooze(login("na"), told.id, now + until, new_id())


def test_what_is_not_to_be_repeated_is_not_put_off(login, now):
    one = held(login, now, staff=("na",))
    marked(login("zhou"), one, "na", homework=90, speaking=90, practice=90)
    (row,) = training_records.of_training(login("na"), one.id)
    with pytest.raises(ServiceError, match="gone_record"):
        training_records.snooze(login("na"), row.id, now + timedelta(days=1), new_id())


@pytest.mark.parametrize("person", ["na", "tang", "wu", "admin", "shen", "zhou"])
def test_nobody_writes_records_or_states_by_sql(login, now, person):
    one = held(login, now)
    for statement in ("update training_record set score = 100 where training_id = :i", "delete from training_record",
                      "insert into training_record (id) values (:i)", "update training set state = 'closed' where id = :i",
                      "update training set scheme = '{}' where id = :i",
                      "insert into training_event (training_id) values (:i)", "update training_transition set role = 'agent'",
                      "select due_retraining()", "update training_record set snoozed_until = now()"):  # fmt: skip
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(statement), {"i": one.id})
