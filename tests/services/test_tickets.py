"""Tickets that are handed over, escalated, merged, split and linked; reminders and drafts for the knowledge base."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from services import order_cases, ticket_links, ticket_many, ticket_reminders, tickets
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.desk_samples import open_ticket
from tests.naughty import strings
from tests.people import known
from tests.work_order_samples import customer_with_device, take_in


def step(db, ticket_id, action, **payload):
    return tickets.move(db, tickets.get(db, ticket_id), action, payload, new_id())


def actions(db, ticket_id):
    return [one.action for one in tickets.next_steps(db, ticket_id)]


# -- CSD-11: who was asked first -------------------------------------------------------------------------


def test_who_was_asked_first_stays_responsible_until_the_other_accepts(login):
    na, tang = login("na"), login("tang")
    ticket = open_ticket(na)
    step(na, ticket.id, "hand_over", owner_id=known("tang"), comment="请上门看一下")
    offered = tickets.get(tang, ticket.id)
    assert (offered.owner_name, offered.offered_to_name) == ("李娜", "唐卫")
    assert actions(tang, ticket.id) == ["accept", "decline"]
    step(tang, ticket.id, "accept")
    taken = tickets.get(na, ticket.id)
    assert (taken.owner_name, taken.offered_to_id, taken.first_asked_name) == ("唐卫", None, "李娜")
    assert [one.action for one in tickets.history(na, ticket.id)] == ["accept", "hand_over", "open"]
    assert tickets.history(na, ticket.id)[1].details["name"] == "唐卫"


def test_a_handover_is_in_writing_and_everything_that_is_wrong_is_said_at_once(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    with pytest.raises(ServiceError) as refused:
        step(na, ticket.id, "hand_over")
    assert refused.value.sentence() == "还缺：责任人员、说明。"
    superuser.execute(text("update staff set active = false where login = 'wu'"))
    with pytest.raises(ServiceError) as refused:
        step(na, ticket.id, "hand_over", owner_id=known("wu"))
    assert refused.value.code == "step_problems"
    assert refused.value.sentence() == "还缺：说明。此人已不在职。"


def test_a_handover_that_is_declined_or_taken_back_changes_nothing(login):
    na, tang = login("na"), login("tang")
    ticket = open_ticket(na)
    step(na, ticket.id, "hand_over", owner_id=known("tang"), comment="请接手")
    step(tang, ticket.id, "decline", comment="今天休息")
    assert tickets.get(na, ticket.id).offered_to_id is None
    step(na, ticket.id, "hand_over", owner_id=known("tang"), comment="明天再说")
    step(na, ticket.id, "withdraw")
    assert tickets.get(na, ticket.id).owner_name == "李娜" and actions(tang, ticket.id) == []


def test_nobody_hands_over_what_is_not_his(login, superuser):
    na, tang, wu = login("na"), login("tang"), login("wu")
    ticket = open_ticket(na)
    step(login("zhou"), ticket.id, "assign", owner_id=known("tang"), comment="请接手")
    with pytest.raises(ServiceError, match="step_not_possible"):
        step(na, ticket.id, "hand_over", owner_id=known("wu"), comment="给吴敏")
    step(tang, ticket.id, "hand_over", owner_id=known("wu"), comment="给吴敏")
    with pytest.raises(NotPermitted):
        step(na, ticket.id, "accept")
    step(wu, ticket.id, "accept")


def test_a_manager_assigns_and_puts_back_what_nobody_owns_is_taken(login):
    na, zhou = login("na"), login("zhou")
    ticket = open_ticket(na)
    with pytest.raises(NotPermitted):
        step(na, ticket.id, "assign", owner_id=known("tang"), comment="x")
    step(zhou, ticket.id, "release", comment="李娜休假")
    line = tickets.page(na, tickets.Wanted(view="unassigned")).rows[0]
    assert line.id == ticket.id
    step(na, ticket.id, "take")
    assert tickets.get(na, ticket.id).owner_name == "李娜"


def test_several_are_given_at_once_and_what_stays_is_said(login):
    na, zhou = login("na"), login("zhou")
    ids = [open_ticket(na, f"第 {n} 个").id for n in range(3)]
    rows = tickets.some(zhou, ids)
    step(na, ids[1], "resolve", solution="好了")
    values = {"owner_id": known("tang"), "comment": "请统一处理"}
    left = ticket_many.give(zhou, rows, values, {row.id: new_id() for row in rows})
    assert [one.id for one in left] == [ids[1]]
    assert {tickets.get(zhou, one).owner_name for one in (ids[0], ids[2])} == {"唐卫"}
    mine = open_ticket(na, "我的")
    rows = tickets.some(na, [mine.id])
    assert ticket_many.give(na, rows, values, {mine.id: new_id()}) == []
    assert tickets.get(na, mine.id).offered_to_name == "唐卫"


# -- escalated -------------------------------------------------------------------------------------------


def test_an_escalation_asks_somebody_to_decide_and_leaves_the_owner(login):
    na, qian = login("na"), login("qian")
    ticket = open_ticket(na)
    with pytest.raises(ServiceError, match="gone_record"):
        tickets.get(qian, ticket.id)
    step(na, ticket.id, "escalate", escalated_to_id=known("qian"), comment="客户要求赔偿")
    seen = tickets.get(qian, ticket.id)
    assert (seen.owner_name, seen.escalated_to_name) == ("李娜", "钱北")
    assert [one.id for one in tickets.page(qian, tickets.Wanted(view="asked")).rows] == [ticket.id]
    assert [one.kind for one in ticket_reminders.due(qian)] == ["escalation"]
    step(qian, ticket.id, "settle", comment="同意免费维修")
    assert tickets.get(na, ticket.id).escalated_to_id is None
    with pytest.raises(ServiceError, match="escalate_to_self"):
        step(na, ticket.id, "escalate", escalated_to_id=known("na"), comment="x")


# -- merged and split ------------------------------------------------------------------------------------


def test_a_merged_ticket_leads_to_the_one_that_goes_on_and_brings_its_trace(login, superuser):
    na = login("na")
    customer = make_customer(superuser, "张思远", "13800001234")
    stays, goes = open_ticket(na, "空调不制冷"), open_ticket(na, "还是那台空调", customer_id=customer)
    tickets.add_note(na, goes.id, "客户又打来", new_id())
    step(na, goes.id, "merge", into_id=stays.id, comment="同一件事")
    gone = tickets.get(na, goes.id)
    assert (gone.state, gone.merged_into_id, gone.merged_into_number) == ("cancelled", stays.id, stays.number)
    assert tickets.get(na, stays.id).customer_id == customer
    told = [(one.action, one.of_number) for one in tickets.history(na, stays.id)]
    assert set(told) == {
        ("merged_in", ""),
        ("merge", goes.number),
        ("note", goes.number),
        ("open", goes.number),
        ("open", ""),
    }
    assert actions(na, goes.id) == ["unmerge"]
    step(na, goes.id, "unmerge", comment="是另一台")
    assert (tickets.get(na, goes.id).state, tickets.get(na, goes.id).merged_into_id) == ("in_progress", None)


@pytest.mark.parametrize("wrong", ["merge_itself", "merge_unknown", "merge_into_gone", "merge_other_customer"])
def test_what_cannot_be_merged_is_refused_with_a_sentence(login, superuser, wrong):
    na = login("na")
    one = open_ticket(na, customer_id=make_customer(superuser, "甲", "13800000001"))
    other = open_ticket(na, customer_id=make_customer(superuser, "乙", "13800000002"))
    gone = open_ticket(na)
    step(na, gone.id, "cancel", comment="打错了")
    elsewhere = open_ticket(login("bei"), store_id=known("store chaoyang"))
    into = {
        "merge_itself": one.id,
        "merge_unknown": elsewhere.id,
        "merge_into_gone": gone.id,
        "merge_other_customer": other.id,
    }
    with pytest.raises(ServiceError, match=wrong) as refused:
        step(na, one.id, "merge", into_id=into[wrong], comment="x")
    assert refused.value.field == "into_id"


def test_merging_twice_leads_to_the_last(login):
    na = login("na")
    first, second, third = (open_ticket(na, f"第 {n} 个") for n in range(3))
    step(na, first.id, "merge", into_id=second.id, comment="x")
    step(na, second.id, "merge", into_id=third.id, comment="x")
    assert {tickets.get(na, one.id).merged_into_id for one in (first, second)} == {third.id}


def test_a_second_matter_becomes_a_ticket_of_its_own(login):
    na, zhou = login("na"), login("zhou")
    ticket = open_ticket(na, reporter="王先生", mood="annoyed")
    moved = tickets.move(zhou, ticket, "split", {"subject": "发票没有收到"}, new_id())
    part = tickets.get(na, moved.other_id)
    assert (part.subject, part.reporter, part.mood, part.owner_name) == ("发票没有收到", "王先生", "annoyed", "李娜")
    assert part.split_from_number == ticket.number and part.first_asked_name == "李娜"
    assert tickets.history(na, ticket.id)[0].details["number"] == part.number


# -- links -----------------------------------------------------------------------------------------------


def test_a_ticket_is_about_several_orders_and_each_of_them_shows_it(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    orders = [take_in(na, *customer_with_device(superuser)).orders[0].id for _ in range(2)]
    for order in orders:
        ticket_links.link(na, ticket.id, "work_order", order, new_id())
    links = ticket_links.of_ticket(na, ticket.id)
    assert [one.target for one in links] == orders and all(one.name.startswith("W") for one in links)
    assert [case.id for case in order_cases.of_order(na, orders[1])] == [ticket.id]
    with pytest.raises(ServiceError, match="linked_already"):
        ticket_links.link(na, ticket.id, "work_order", orders[0], new_id())
    ticket_links.unlink(na, links[0].id, new_id())
    assert [one.target for one in ticket_links.of_ticket(na, ticket.id)] == orders[1:]
    assert [one.action for one in tickets.history(na, ticket.id)][:3] == ["unlink", "link", "link"]


# -- reminders -------------------------------------------------------------------------------------------


def test_a_due_call_back_is_reminded_of_until_it_is_put_off_or_done(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    step(na, ticket.id, "promise", promised_at=datetime.now(UTC) + timedelta(hours=1))
    assert ticket_reminders.due(na) == []
    superuser.execute(
        text("update ticket set promised_at = clock_timestamp() - interval '5 minutes' where id = :id"),
        {"id": ticket.id},
    )
    (due,) = ticket_reminders.due(na)
    assert (due.kind, due.number) == ("callback", ticket.number)
    assert ticket_reminders.due(login("zhou")) == []
    ticket_reminders.snooze(na, ticket.id, datetime.now(UTC) + timedelta(minutes=10), new_id())
    assert ticket_reminders.due(na) == []
    late = tickets.page(na, tickets.Wanted(view="late")).rows
    assert [one.id for one in late] == [ticket.id]  # what was promised to the customer stays
    step(na, ticket.id, "called", comment="已告知客户")
    assert tickets.get(na, ticket.id).snoozed_until is None


def test_whoever_waited_in_vain_is_reminded_until_he_does_something(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    step(na, ticket.id, "wait", comment="请发发票照片")
    waits = tickets.get(na, ticket.id).wake_at - datetime.now(UTC)
    assert timedelta(days=2, hours=23) < waits <= timedelta(days=3)
    superuser.execute(text("update ticket set wake_at = clock_timestamp() - interval '1 minute'"))
    superuser.execute(text("select due_ticket_waits()"))
    (due,) = ticket_reminders.due(na)
    assert (due.kind, due.number, due.by) == ("woken", ticket.number, "")
    assert ticket_reminders.due(login("zhou")) == []
    step(na, ticket.id, "wait", comment="再等两天", wake_at=datetime.now(UTC) + timedelta(days=2))
    assert ticket_reminders.due(na) == []
    step(na, ticket.id, "resolve", solution="客户已自行解决")
    assert tickets.get(na, ticket.id).wake_at is None


@pytest.mark.parametrize(("until", "code"), [(timedelta(hours=-1), "wake_past"), (timedelta(days=91), "promise_far")])
def test_nobody_waits_for_a_time_that_is_over_or_for_ever(login, until, code):
    na = login("na")
    with pytest.raises(ServiceError, match=code) as refused:
        step(na, open_ticket(na).id, "wait", comment="发票", wake_at=datetime.now(UTC) + until)
    assert refused.value.field == "wake_at"


@pytest.mark.parametrize("until", [timedelta(minutes=-1), timedelta(days=8)])
def test_a_reminder_is_put_off_only_so_far(login, until):
    na = login("na")
    ticket = open_ticket(na)
    step(na, ticket.id, "promise", promised_at=datetime.now(UTC) + timedelta(hours=1))
    with pytest.raises(ServiceError, match="snooze_wrong"):
        ticket_reminders.snooze(na, ticket.id, datetime.now(UTC) + until, new_id())


def test_a_call_back_is_not_promised_for_ever(login):
    na = login("na")
    for at in ("infinity", "2099-01-01T00:00:00+08:00"):
        with pytest.raises(ServiceError, match="promise_far"):
            step(na, open_ticket(na).id, "promise", promised_at=at)


# -- persons without a store -----------------------------------------------------------------------------


def test_somebody_without_a_store_is_told_so(login):
    with pytest.raises(ServiceError) as refused:
        open_ticket(login("na"), store_id=None)
    assert refused.value.sentence() == "您不属于任何门店，不能登记服务请求。请管理员为您指定门店。"


# -- texts -----------------------------------------------------------------------------------------------


def test_naughty_comments_and_subjects_are_kept_exactly_or_refused_with_a_sentence(login):
    na = login("na")
    ticket = open_ticket(na)
    for naughty in strings()[::9]:
        try:
            tickets.add_note(na, ticket.id, f"x{naughty}", new_id())
            moved = tickets.move(na, tickets.get(na, ticket.id), "split", {"subject": naughty}, new_id())
        except ServiceError as refused:
            assert refused.code in ("desk_subject_missing", "step_lacks", "character_refused", "too_long"), naughty
            continue
        assert tickets.get(na, moved.other_id).subject == naughty


def test_a_message_for_a_colleague_holds_whom_to_call_back(login, superuser):
    """ASH-05: 一定要留下具体的联系方式."""
    na = login("na")
    with pytest.raises(ServiceError) as refused:
        open_ticket(na, "请回电", kind="message", reporter="王先生")
    assert (refused.value.code, refused.value.field) == ("message_without_customer", "customer_id")
    customer = make_customer(superuser, "王先生", "13812340009")
    ticket = open_ticket(na, "请回电", kind="message", customer_id=customer)
    with pytest.raises(ServiceError, match="message_without_customer"):
        tickets.change(na, ticket, {"customer_id": None}, new_id())
    step(na, ticket.id, "hand_over", owner_id=known("tang"), comment="请回电王先生")
    assert tickets.get(na, ticket.id).offered_to_name == "唐卫"


def test_a_message_from_a_customer_without_any_number_needs_the_one_to_call_back(login, superuser):
    """ASH-05: 帮同事留电话，一定要留下具体的联系方式."""
    na = login("na")
    nobody = make_customer(superuser, "无号客户", "")
    with pytest.raises(ServiceError) as refused:
        open_ticket(na, "请回电", kind="message", customer_id=nobody)
    assert (refused.value.code, refused.value.field) == ("message_without_number", "phone")
    assert open_ticket(na, "请回电", kind="message", customer_id=nobody, phone="13800001199").customer_id == nobody
    assert open_ticket(na, "问保修", kind="inquiry", customer_id=nobody).customer_id == nobody


def test_feedback_keeps_what_was_said_when_how_satisfied_and_what_became_of_it(login):
    """ASM-06 客户反馈的内容、反馈时间、处理结果, with the customer's satisfaction."""
    na = login("na")
    early = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    ticket = open_ticket(na, "上门很准时", kind="feedback", description="师傅很耐心", satisfaction=4, reported_at=early)
    ticket = tickets.change(na, ticket, {"satisfaction": 5, "solution": "已转告师傅"}, new_id())
    assert (ticket.satisfaction, ticket.description, ticket.reported_at) == (5, "师傅很耐心", early)
    assert ticket.solution == "已转告师傅"
    assert tickets.change(na, ticket, {"satisfaction": None}, new_id()).satisfaction is None
    with pytest.raises(ServiceError):
        open_ticket(na, "六分", kind="feedback", satisfaction=6)
