"""The queue of follow-ups and the calls: who sees what, attempts, whose call it is."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from services import follow_ups, listing
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.follow_up_samples import (
    RULES,
    answer,
    fill,
    hand_over,
    in_queue,
    move,
)
from tests.people import known


def actions(db, follow_up_id):
    return {one.action for one in follow_ups.next_steps(db, follow_up_id)}


def test_the_views_show_what_they_say(superuser, login):
    first, second = in_queue(superuser), in_queue(superuser, "李四", "13900139002")
    na = login("na")
    move(na, first, "take")
    move(na, second, "no_answer")
    superuser.execute(text("update follow_up set call_by = now() - interval '1 hour' where id = :id"), {"id": second})
    shown = {
        view: {line.id for line in follow_ups.page(na, follow_ups.Wanted(view=view)).rows} for view in follow_ups.VIEWS
    }
    assert shown["mine"] == {first, second} and shown["now"] == {first}
    assert shown["due_today"] >= {first} and shown["late"] == {second} == shown["retry"]
    assert shown["free"] == shown["done"] == shown["bad"] == shown["over"] == set()
    counted = follow_ups.counts(na, {view: follow_ups.Wanted(view=view) for view in ("now", "retry", "all")})
    assert counted == {"now": 1, "retry": 1, "all": 2}


@pytest.mark.parametrize("most", [1, 2, 3, 1001])
def test_counts_told_together_are_those_of_each_list(superuser, login, monkeypatch, most):
    first, _second, _third = (
        in_queue(superuser),
        in_queue(superuser, "李四", "13900139002"),
        in_queue(superuser, "王五", "13900139003"),
    )
    na = login("na")
    move(na, first, "no_answer")
    monkeypatch.setattr(listing, "COUNT_LIMIT", most)
    wanted = {view: follow_ups.Wanted(view=view) for view in follow_ups.VIEWS}
    shown = {view: min(len(follow_ups.page(na, one).rows), most) for view, one in wanted.items()}
    assert follow_ups.counts(na, wanted) == shown
    assert shown["all"] == min(3, most)


@pytest.mark.parametrize("typed", ["王小明", "空调不制冷", "8001"])
def test_a_follow_up_is_found_by_customer_and_by_words(superuser, login, typed):
    wanted = in_queue(superuser)
    found = follow_ups.page(login("na"), follow_ups.Wanted(view="all", text=typed)).rows
    assert [line.id for line in found] == [wanted]


def test_stores_see_only_theirs_and_technicians_nothing(superuser, login):
    wanted = in_queue(superuser)
    assert follow_ups.get(login("zhou"), wanted).worker_name == "唐卫"
    for person in ("min", "bei", "qian"):
        with pytest.raises(ServiceError, match="gone_record"):
            follow_ups.get(login(person), wanted)
    with pytest.raises(NotPermitted):
        follow_ups.page(login("tang"))


# calls


def test_attempts_are_counted_and_the_last_one_closes_as_not_reached(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    assert move(na, wanted, "no_answer").state == "retry"
    assert follow_ups.get(na, wanted).next_at > datetime.now(UTC) + timedelta(hours=3)
    assert move(na, wanted, "busy").state == "retry"
    assert move(na, wanted, "wrong_number").state == "unreached"
    seen = follow_ups.get(na, wanted)
    assert (seen.attempts, seen.finished_by_name, seen.reached_at) == (3, "李娜", None)
    assert actions(na, wanted) == set()
    assert actions(login("zhou"), wanted) == {"reopen"}


def test_a_call_back_is_due_when_the_customer_said(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    moment = datetime.now(UTC) + timedelta(days=9)
    move(na, wanted, "call_back", next_at=moment)
    seen = follow_ups.get(na, wanted)
    assert (seen.state, seen.next_at, seen.owner_name) == ("retry", moment, "李娜") and seen.call_by > moment
    for wrong, code in ((timedelta(days=-1), "promise_past"), (timedelta(days=99), "promise_far")):
        with pytest.raises(ServiceError, match=code):
            move(na, wanted, "call_back", next_at=datetime.now(UTC) + wrong)


def test_who_refuses_and_wants_no_calls_is_never_called_again(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    assert move(na, wanted, "refuse", no_more="true").state == "refused"
    customer = follow_ups.get(na, wanted).customer_id
    superuser.execute(text("update follow_up_rule set pause_days = 0"))
    hand_over(superuser, customer)
    assert fill(superuser) == 0
    with pytest.raises(ServiceError, match="follow_up_not_wanted"):
        follow_ups.plan(
            na,
            new_id(),
            {"rule_id": RULES["manual"], "store_id": known("store xihu"), "customer_id": customer},
            new_id(),
        )


def test_nobody_asks_about_his_own_work(superuser, login):
    na = login("na")
    wanted = in_queue(superuser, assigned_to=known("na"))
    assert not actions(na, wanted) & {"take", "answer", "no_answer"}
    for act in (lambda: move(na, wanted, "take"), lambda: answer(na, wanted)):
        with pytest.raises(ServiceError, match="follow_up_own_work"):
            act()
    with pytest.raises(ServiceError, match="follow_up_owner_cannot"):
        move(login("zhou"), wanted, "assign", owner_id=known("na"))
    assert answer(login("zhou"), wanted).state == "done"


def test_a_manager_gives_a_call_to_somebody_who_may_make_it(superuser, login):
    zhou, wanted = login("zhou"), in_queue(superuser)
    move(zhou, wanted, "assign", owner_id=known("na"))
    assert follow_ups.get(zhou, wanted).owner_name == "李娜"
    with pytest.raises(ServiceError, match="follow_up_owner_cannot"):
        move(zhou, wanted, "assign", owner_id=known("wu"))
    with pytest.raises(NotPermitted):
        move(login("na"), wanted, "assign", owner_id=known("na"))
    move(login("na"), wanted, "release")
    assert follow_ups.get(zhou, wanted).owner_id is None


def test_a_follow_up_planned_by_hand_waits_for_its_hour(superuser, login):
    zhou = login("zhou")
    customer = make_customer(superuser)
    order = hand_over(superuser, customer, days_ago=0.1)
    at = datetime.now(UTC) + timedelta(days=2)
    made = follow_ups.plan(
        zhou,
        new_id(),
        {
            "rule_id": RULES["manual"],
            "store_id": known("store xihu"),
            "work_order_id": order,
            "owner_id": known("na"),
            "next_at": at,
        },
        new_id(),
    )
    assert (made.customer_id, made.occasion, made.owner_name, made.next_at) == (customer, "manual", "李娜", at)
    with pytest.raises(ServiceError, match="follow_up_whom"):
        follow_ups.plan(zhou, new_id(), {"rule_id": RULES["manual"], "store_id": known("store xihu")}, new_id())
    assert made.worker_id == known("tang")
    with pytest.raises(ServiceError, match="follow_up_under_way"):
        follow_ups.plan(
            zhou,
            new_id(),
            {"rule_id": RULES["manual"], "store_id": known("store xihu"), "customer_id": customer},
            new_id(),
        )
