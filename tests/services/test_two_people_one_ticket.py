"""Two people at one ticket at the same moment, in sessions of their own: one does it, the other is told."""

import pytest

from services import calls, tickets
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.at_once import at_once
from tests.desk_samples import open_ticket
from tests.people import known


def test_two_who_merge_two_tickets_the_other_way_round_end_with_one(sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    one, other = open_ticket(na, "甲"), open_ticket(na, "乙")
    done = at_once(
        lambda: tickets.move(na, one, "merge", {"into_id": other.id, "comment": "x"}, new_id()),
        lambda: tickets.move(zhou, other, "merge", {"into_id": one.id, "comment": "x"}, new_id()),
    )
    assert [isinstance(outcome, ServiceError) for outcome in done].count(True) == 1
    states = sorted(tickets.get(na, ticket.id).state for ticket in (one, other))
    assert states == ["cancelled", "open"]


def test_whoever_types_into_what_a_colleague_cancels_is_told_so_and_not_that_he_has_no_right(sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    seen = open_ticket(na)
    tickets.move(zhou, seen, "cancel", {"comment": "重复"}, new_id())
    with pytest.raises(NotPermitted, match="closed_meanwhile") as refused:
        tickets.change(na, seen, {"description": "客户又补充了很多"}, new_id())
    assert "周敏" in refused.value.sentence() and "保留在这里" in refused.value.sentence()


def test_two_who_take_what_nobody_owns_do_not_both_have_it(sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    ticket = open_ticket(na)
    tickets.move(zhou, ticket, "release", {"comment": "李娜休假"}, new_id())
    seen = tickets.get(na, ticket.id)
    done = at_once(
        lambda: tickets.move(na, seen, "take", {}, new_id()).state,
        lambda: tickets.move(zhou, seen, "take", {}, new_id()).state,
    )
    (refused,) = (outcome for outcome in done if isinstance(outcome, ServiceError))
    assert refused.code == "conflict" and "open" in done


def test_two_windows_that_ring_at_once_make_one_call(sign_in):
    na, zhou = sign_in("na"), sign_in("zhou")
    store = known("store xihu")
    done = at_once(
        lambda: calls.come_in(na, "13800001234", store, new_id()).call.id,
        lambda: calls.come_in(zhou, "13800001234", store, new_id()).call.id,
    )
    assert done[0] == done[1]


def test_a_step_asked_for_twice_with_one_request_is_taken_once(sign_in):
    na = sign_in("na")
    again = sign_in("na")
    ticket, request = open_ticket(na), new_id()
    done = at_once(
        lambda: tickets.move(na, ticket, "split", {"subject": "发票"}, request).other_id,
        lambda: tickets.move(again, ticket, "split", {"subject": "发票"}, request).other_id,
    )
    assert done[0] == done[1]
    assert len(tickets.page(na, tickets.Wanted(view="all")).rows) == 2
