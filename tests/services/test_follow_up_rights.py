"""What nobody may do to a follow-up, not even by hand, and two people at one of them."""

import pytest
from sqlalchemy import text

from services import follow_ups
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.at_once import at_once
from tests.follow_up_samples import (
    answer,
    good_answers,
    in_queue,
    move,
)
from tests.people import known


@pytest.mark.parametrize(
    "statement",
    [
        "update follow_up set score = 5",
        "update follow_up set state = 'done', reached_at = now(), finished_at = now()",
        "update follow_up set owner_id = null",
        "delete from follow_up",
        "delete from follow_up_answer",
        "update follow_up_answer set score = 5",
        "insert into follow_up_answer (id, follow_up_id, question_id, score) select gen_random_uuid(), id, id, 5 from follow_up",
        "insert into follow_up_event (follow_up_id, action, by_login) select id, 'answer', 'min' from follow_up",
        "update question set words = 'x'",
        "update questionnaire set revision = 9",
        "update follow_up_transition set role = 'agent'",
        "select follow_up_answered(f, '{}', '', 'phone') from follow_up f",
        "select follow_ups_fill(now())",
        "select due_follow_ups()",
    ],
)
@pytest.mark.parametrize("person", ["na", "zhou", "tang", "admin"])
def test_by_hand_nobody_changes_what_was_answered(superuser, login, person, statement):
    wanted = in_queue(superuser)
    answer(login("na"), wanted)
    with pytest.raises(NotPermitted), login(person).transaction() as connection:
        connection.execute(text(statement))


def test_a_clerk_of_another_store_cannot_answer_and_a_finished_one_is_finished(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    answers = good_answers(na, follow_ups.get(na, wanted))
    with pytest.raises(ServiceError, match="gone_record"):
        follow_ups.answer(login("bei"), wanted, answers, "", new_id())
    move(na, wanted, "take")
    superuser.execute(
        text("insert into staff_store (id, staff_id, store_id) values (gen_random_uuid(), :min, :store)"),
        {"min": known("min"), "store": known("store xihu")},
    )
    for act in (
        lambda: follow_ups.answer(login("min"), wanted, answers, "", new_id()),
        lambda: move(login("min"), wanted, "take"),
    ):
        with pytest.raises(ServiceError, match="follow_up_taken") as refused:
            act()
        assert "李娜" in refused.value.sentence()
    answer(na, wanted)
    for act in (lambda: answer(login("zhou"), wanted), lambda: move(login("zhou"), wanted, "no_answer"),
                lambda: move(login("zhou"), wanted, "cancel", comment="x"), lambda: move(login("zhou"), wanted, "reopen", comment="x")):  # fmt: skip
        with pytest.raises(ServiceError, match="step_not_possible"):
            act()


def test_who_was_complained_about_sees_nothing_of_it(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    superuser.execute(text("update follow_up set about_id = :na where id = :id"), {"na": known("na"), "id": wanted})
    assert not follow_ups.page(na, follow_ups.Wanted(view="all")).rows
    assert not follow_ups.page(na, follow_ups.Wanted(view="all", text="王小明")).rows
    with pytest.raises(ServiceError, match="gone_record"):
        follow_ups.get(na, wanted)
    with login("na").read() as connection:
        assert connection.execute(text("select count(*) from follow_up_steps(:id)"), {"id": wanted}).scalar() == 0
    answer(login("zhou"), wanted, p1=1)
    with login("na").read() as connection:
        assert connection.execute(text("select count(*) from follow_up_answer")).scalar() == 0
        assert connection.execute(text("select count(*) from follow_up_event")).scalar() == 0


def test_two_people_take_the_same_call_and_one_of_them_gets_it(committed, sign_in):
    na, zhou, wanted = sign_in("na"), sign_in("zhou"), in_queue(committed)
    seen = follow_ups.get(na, wanted)
    came = at_once(*(lambda db=db: follow_ups.move(db, seen, "take", {}, new_id()) for db in (na, zhou)))
    (refused,) = (one for one in came if isinstance(one, ServiceError))
    (taken,) = (one for one in came if one is not refused)
    assert (refused.code, taken.state) == ("follow_up_taken", "open")


def test_two_answers_at_once_leave_one(committed, sign_in):
    na, zhou, wanted = sign_in("na"), sign_in("zhou"), in_queue(committed)
    answers = good_answers(na, follow_ups.get(na, wanted), p1=1)
    came = at_once(*(lambda db=db: follow_ups.answer(db, wanted, answers, "", new_id()) for db in (na, zhou)))
    (refused,) = (one for one in came if isinstance(one, ServiceError))
    (done,) = (one for one in came if one is not refused)
    assert (refused.code, done.state) == ("step_not_possible", "done")
    assert committed.execute(text("select count(*) from ticket")).scalar() == 1
