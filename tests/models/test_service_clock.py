"""Clocks of what is promised: begun, met, paused, breached and reckoned anew by what happens, never by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from services import calendars, complaints, service_clock, service_levels, tickets, work_orders
from services.errors import ServiceError
from services.ids import new_id
from tests.clock_samples import SHANGHAI, clocks, earlier, move, promise, put, work
from tests.desk_samples import open_ticket, record_complaint
from tests.people import known
from tests.work_order_samples import bring_to, customer_with_device, step, take_in


def test_a_ticket_is_answered_within_12_hours_and_solved_within_48(login):
    na = login("na")
    ticket = open_ticket(na)
    found = clocks(na, "ticket", ticket.id)
    assert set(found) == {"response", "resolution"}
    assert found["response"].due_at == ticket.opened_at + timedelta(hours=12)
    assert found["resolution"].due_at == ticket.opened_at + timedelta(hours=48)
    assert found["response"].warn_at == ticket.opened_at + timedelta(hours=9)


def test_the_most_particular_promise_holds(login):
    na = login("na")
    urgent = clocks(na, "ticket", open_ticket(na, urgency="urgent").id)
    assert urgent["response"].due_at - urgent["response"].started_at == timedelta(hours=2)
    assert urgent["resolution"].due_at - urgent["resolution"].started_at == timedelta(hours=48)
    assert urgent["response"].name == "紧急请求 2 小时内响应"


def test_a_suggestion_is_answered_within_working_days(login):
    na = login("na")
    found = clocks(na, "ticket", open_ticket(na, kind="suggestion").id)["resolution"]
    assert found.by_calendar == "门店营业时间"
    there = found.due_at.astimezone(SHANGHAI)
    assert 9 * 60 <= there.hour * 60 + there.minute <= 18 * 60
    assert timedelta(days=4) < found.due_at - found.started_at <= timedelta(days=6)


def test_taking_it_up_and_solving_it_meets_the_clocks(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    move(na, ticket.id, "start")
    found = clocks(na, "ticket", ticket.id)
    assert found["response"].met_at is not None and found["resolution"].running
    move(na, ticket.id, "resolve", solution="洗了滤网")
    found = clocks(na, "ticket", ticket.id)
    assert {one.state(datetime.now(UTC)) for one in found.values()} == {"met"}
    counted = superuser.execute(
        text("select bool_and(counted_on = opened_on) from sla_target s join ticket t on t.id = s.subject_id")
    ).scalar()
    assert counted is True


def test_the_clock_stands_while_it_is_the_customer_s_turn(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    before = clocks(na, "ticket", ticket.id)["resolution"]
    move(na, ticket.id, "wait", comment="发票照片")
    paused = clocks(na, "ticket", ticket.id)["resolution"]
    assert paused.turn == "customer" and paused.state(datetime.now(UTC)) == "paused"
    assert clocks(na, "ticket", ticket.id)["response"].met_at is not None
    earlier(superuser, ticket.id, "100 hours", "paused_since", "started_at", "due_at", "warn_at")
    assert work(superuser) == 0
    move(na, ticket.id, "resume")
    after = clocks(na, "ticket", ticket.id)["resolution"]
    # begun 100 hours earlier, waited 100 hours: due when it always was
    assert abs(after.due_at - before.due_at) < timedelta(seconds=30)
    assert after.paused_since is None and abs(float(after.waited) - 360_000) < 30
    assert float(after.worked) < 30


def test_a_promised_call_back_has_a_clock_of_its_own(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    at = (datetime.now(UTC) + timedelta(hours=3)).replace(microsecond=0)
    move(na, ticket.id, "promise", promised_at=at.isoformat())
    assert clocks(na, "ticket", ticket.id)["call_back"].due_at == at
    later = at + timedelta(hours=1)
    move(na, ticket.id, "promise", promised_at=later.isoformat())
    assert clocks(na, "ticket", ticket.id)["call_back"].due_at == later
    move(na, ticket.id, "resume")
    assert clocks(na, "ticket", ticket.id)["call_back"].met_at is not None
    states = superuser.execute(
        text("""select count(*) filter (where stopped_at is not null), count(*) filter (where met_at is not null)
                from sla_target where subject_id = :id and target = 'call_back'"""),
        {"id": ticket.id},
    ).one()
    assert tuple(states) == (1, 1)


def test_what_is_cancelled_in_time_counts_nowhere(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    move(na, ticket.id, "cancel", comment="客户来电说好了")
    rows = superuser.execute(
        text("select stopped_at is not null, breached_at, counted_on from sla_target where subject_id = :id"),
        {"id": ticket.id},
    ).all()
    assert [tuple(row) for row in rows] == [(True, None, None)] * 2


def test_a_breach_is_dated_when_it_fell_due_and_stays(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    earlier(superuser, ticket.id, "13 hours")
    due = clocks(na, "ticket", ticket.id)["response"].due_at
    assert clocks(na, "ticket", ticket.id)["response"].state(datetime.now(UTC)) == "overdue"
    assert work(superuser) >= 1
    late = clocks(na, "ticket", ticket.id)["response"]
    assert late.breached_at == due and late.running
    escalated = superuser.execute(
        text("select escalate_to, escalated_at, counted_on = due_on from sla_target where target = 'response'")
    ).one()
    assert tuple(escalated) == ("manager", due, True)
    assert work(superuser) == 0
    move(na, ticket.id, "start")
    late = clocks(na, "ticket", ticket.id)["response"]
    assert late.breached_at == due and late.state(datetime.now(UTC)) == "late"


def test_what_ends_too_late_is_a_breach_also_before_due_work_ran(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    earlier(superuser, ticket.id, "50 hours")
    due = clocks(na, "ticket", ticket.id)["resolution"].due_at
    move(na, ticket.id, "resolve", solution="好了")
    found = clocks(na, "ticket", ticket.id)
    assert found["resolution"].breached_at == due and found["response"].breached_at is not None


def test_waiting_that_begins_too_late_saves_nothing(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    earlier(superuser, ticket.id, "50 hours")
    due = clocks(na, "ticket", ticket.id)["resolution"].due_at
    move(na, ticket.id, "wait", comment="发票照片")
    move(na, ticket.id, "resume")
    assert clocks(na, "ticket", ticket.id)["resolution"].breached_at == due


def test_waiting_ends_by_itself_and_the_clock_goes_on_from_then(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    move(na, ticket.id, "wait", comment="发票照片", wake_at=datetime.now(UTC) + timedelta(hours=30))
    woken = text("select due_ticket_waits()")
    assert superuser.execute(woken).scalar_one() == 0
    # two hours after the 30 were over, nobody having looked
    earlier(superuser, ticket.id, "32 hours", "paused_since", "started_at", "due_at", "warn_at")
    superuser.execute(text("update ticket set wake_at = wake_at - interval '32 hours'"))
    woke_at = tickets.get(na, ticket.id).wake_at
    assert superuser.execute(woken).scalar_one() == 1 and superuser.execute(woken).scalar_one() == 0
    assert tickets.get(na, ticket.id).state == "in_progress"
    found = clocks(na, "ticket", ticket.id)["resolution"]
    assert found.running and abs(float(found.waited) - 30 * 3600) < 60 and abs(float(found.worked) - 2 * 3600) < 60
    newest = tickets.history(na, ticket.id)[0]
    effective = superuser.execute(text("select effective_at from ticket_event where id = :id"), {"id": newest.id})
    assert newest.action == "wake" and effective.scalar_one() == woke_at


def test_going_on_late_does_not_lengthen_what_the_customer_was_waited_for(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    move(na, ticket.id, "wait", comment="发票照片", wake_at=datetime.now(UTC) + timedelta(hours=10))
    earlier(superuser, ticket.id, "15 hours", "paused_since", "started_at", "due_at", "warn_at")
    superuser.execute(text("update ticket set wake_at = wake_at - interval '15 hours'"))
    move(na, ticket.id, "resume")
    found = clocks(na, "ticket", ticket.id)["resolution"]
    assert abs(float(found.waited) - 10 * 3600) < 60


def test_the_warning_comes_early_and_once(login, superuser):
    na = login("na")
    ticket = open_ticket(na)
    earlier(superuser, ticket.id, "10 hours")
    found = clocks(na, "ticket", ticket.id)["response"]
    assert found.state(datetime.now(UTC)) == "soon"
    assert work(superuser) == 1 and work(superuser) == 0
    warned = superuser.execute(
        text("select warned_at = warn_at from sla_target where subject_id = :id and target = 'response'"),
        {"id": ticket.id},
    ).scalar()
    assert warned is True


def test_taking_it_up_again_begins_another_round(login):
    na = login("na")
    ticket = open_ticket(na)
    move(na, ticket.id, "resolve", solution="好了")
    first = clocks(na, "ticket", ticket.id)["resolution"]
    move(na, ticket.id, "reopen", comment="又坏了")
    again = clocks(na, "ticket", ticket.id)["resolution"]
    assert again.round == 2 and again.running and again.started_at > first.met_at
    assert sum(one.target == "resolution" for one in service_clock.clocks(na, "ticket", ticket.id)) == 2


def test_more_urgent_makes_the_clock_stricter_and_less_urgent_never_more_lenient(login):
    na = login("na")
    ticket = open_ticket(na)
    tickets.change(na, tickets.get(na, ticket.id), {"urgency": "urgent"}, new_id())
    strict = clocks(na, "ticket", ticket.id)["response"]
    assert strict.due_at == ticket.opened_at + timedelta(hours=2)
    tickets.change(na, tickets.get(na, ticket.id), {"urgency": "low"}, new_id())
    assert clocks(na, "ticket", ticket.id)["response"].due_at == strict.due_at


def test_a_complaint_is_acknowledged_and_answered_in_time(login):
    na, zhou = login("na"), login("zhou")
    made = record_complaint(na, channel="phone")
    complaint = complaints.get(zhou, made.id)
    found = clocks(zhou, "complaint", made.id)
    assert found["response"].name == "电话投诉 1 个工作小时内告知"
    assert found["resolution"].due_at == complaint.answer_due_at
    complaints.move(zhou, complaint, "acknowledge", {"comment": "已告知"}, new_id())
    assert clocks(zhou, "complaint", made.id)["response"].met_at is not None
    complaints.change(
        zhou, complaints.get(zhou, made.id), {"answer_due_at": complaint.answer_due_at + timedelta(days=2)}, new_id()
    )
    assert clocks(zhou, "complaint", made.id)["resolution"].due_at == complaint.answer_due_at + timedelta(days=2)


def test_an_order_has_the_time_promised_and_waits_for_the_customer_s_answer(login, superuser):
    customer, device = customer_with_device(superuser)
    na, zhou = login("na"), login("zhou")
    order = take_in(na, customer, device).orders[0].id
    promised = work_orders.get(na, order).promised_at
    found = clocks(zhou, "work_order", order)
    assert set(found) == {"response", "resolution"} and found["resolution"].due_at == promised
    bring_to(login, order, "assigned")
    put(superuser, order, "quoted")
    found = clocks(zhou, "work_order", order)
    assert found["response"].met_at is not None and found["resolution"].turn == "customer"
    put(superuser, order, "repairing")
    assert clocks(zhou, "work_order", order)["resolution"].paused_since is None
    superuser.execute(text("update work_order set custody_state = 'at_depot' where id = :id"), {"id": order})
    assert clocks(zhou, "work_order", order)["resolution"].turn == "maker"


def test_moving_the_promise_does_not_move_the_clock(login, superuser):
    customer, device = customer_with_device(superuser)
    na = login("na")
    order = take_in(na, customer, device).orders[0].id
    first = clocks(na, "work_order", order)["resolution"].due_at
    values = {"id": order, "version": work_orders.get(na, order).version, "at": first + timedelta(days=3)}
    with na.transaction() as connection:
        connection.execute(text("select order_promise(:id, :version, :at, 'wanted later')"), values)
    assert work_orders.get(na, order).promised_at == first + timedelta(days=3)
    assert clocks(na, "work_order", order)["resolution"].due_at == first


def test_a_step_taken_back_leaves_the_clock_as_it_was(login, superuser):
    customer, device = customer_with_device(superuser)
    na, tang = login("na"), login("tang")
    order = take_in(na, customer, device).orders[0].id
    bring_to(login, order, "completed")
    done = clocks(na, "work_order", order)["resolution"]
    assert done.met_at is not None
    seen = work_orders.get(tang, order)
    with tang.transaction() as connection:
        connection.execute(
            text("select work_order_undo(:id, :version, '{}', null)"), {"id": order, "version": seen.version}
        )
    back = clocks(na, "work_order", order)["resolution"]
    assert back.running and back.round == 1 and back.due_at == done.due_at
    step(tang, order, "complete", outcome="repaired", shelf="A1")
    assert clocks(na, "work_order", order)["resolution"].met_at is not None


def test_a_calendar_that_changes_moves_what_runs_and_no_breach(login, superuser):
    na, admin = login("na"), login("admin")
    ticket = open_ticket(na, kind="suggestion")
    broken = open_ticket(na, kind="suggestion")
    earlier(superuser, broken.id, "40 days")
    work(superuser)
    was = clocks(na, "ticket", broken.id)["resolution"]
    before = clocks(na, "ticket", ticket.id)["resolution"].due_at
    shop = next(one for one in calendars.calendars(admin) if one.code == "shop")
    tomorrow = (datetime.now(SHANGHAI) + timedelta(days=1)).date()
    calendars.add_day(admin, new_id(), shop.id, {"day": tomorrow, "name": "停电", "hours": []})
    assert work(superuser) >= 1
    after = clocks(na, "ticket", ticket.id)["resolution"].due_at
    assert after == before + timedelta(days=1)
    assert clocks(na, "ticket", broken.id)["resolution"].breached_at == was.breached_at
    day = next(one for one in calendars.days(admin, shop.id) if one.day == tomorrow)
    calendars.drop_day(admin, new_id(), day)
    work(superuser)
    assert clocks(na, "ticket", ticket.id)["resolution"].due_at == before
    assert work(superuser) == 0


def test_a_change_of_hours_never_makes_something_due_in_the_past(login, superuser):
    na, admin = login("na"), login("admin")
    ticket = open_ticket(na, kind="suggestion")
    superuser.execute(
        text("update sla_target set started_at = started_at - interval '3 days' where subject_id = :id"),
        {"id": ticket.id},
    )
    shop = next(one for one in calendars.calendars(admin) if one.code == "shop")
    calendars.change(admin, new_id(), shop, {"week": [[[0, 1440]]] * 7})
    work(superuser)
    found = clocks(na, "ticket", ticket.id)["resolution"]
    changed = superuser.execute(text("select changed_at from working_calendar where code = 'shop'")).scalar_one()
    assert found.due_at == changed and found.breached_at == changed


def test_the_nearest_calendar_is_a_store_s_own(login, superuser):
    admin = login("admin")

    def used():
        return superuser.execute(
            text("select c.code from working_calendar c where c.id = calendar_of(:store)"),
            {"store": known("store xihu")},
        ).scalar_one()

    found = {one.code: one for one in calendars.calendars(admin)}
    assert used() == "shop"
    places = {(one.kind, one.id): one for one in calendars.places(admin)}
    calendars.use(admin, new_id(), places["region", known("east")], found["office"].id)
    assert used() == "office"
    calendars.use(admin, new_id(), places["store", known("store xihu")], found["shop"].id)
    assert used() == "shop"
    own = next(one for one in calendars.places(admin) if one.id == known("store xihu"))
    calendars.use(admin, new_id(), own, None)
    assert used() == "office"


@pytest.mark.parametrize(
    ("percent", "minutes", "warned_hours"),
    [(75, None, 3), (None, 60, 3), (50, 60, 2), (90, 60, 3), (None, 300, 0), (100, 90, 2.5)],
)
def test_the_earlier_of_a_share_and_a_fixed_time_before_warns(login, percent, minutes, warned_hours):
    admin, na = login("admin"), login("na")
    promise(admin, subject_kind="ticket", target="response", record_kind="fault", minutes=240,
            warn_percent=percent, warn_minutes=minutes)  # fmt: skip
    found = clocks(na, "ticket", open_ticket(na, kind="fault").id)["response"]
    assert found.warn_at - found.started_at == timedelta(hours=warned_hours)


def test_a_fixed_time_before_is_reckoned_by_the_promise_s_own_clock(login):
    admin, na = login("admin"), login("na")
    promise(admin, subject_kind="ticket", target="resolution", record_kind="feedback", minutes=5400, clock="working",
            warn_percent=None, warn_minutes=1080)  # fmt: skip
    found = clocks(na, "ticket", open_ticket(na, kind="feedback").id)["resolution"]
    # ten working days, warned two of them before
    assert timedelta(days=1, hours=20) <= found.due_at - found.warn_at <= timedelta(days=4)
    there = found.warn_at.astimezone(SHANGHAI)
    assert 9 * 60 <= there.hour * 60 + there.minute <= 18 * 60


def test_a_call_back_is_warned_of_a_fixed_time_before_the_moment_named(login):
    admin, na = login("admin"), login("na")
    promise(admin, subject_kind="ticket", target="call_back", record_kind="fault", minutes=None,
            warn_percent=None, warn_minutes=30)  # fmt: skip
    ticket = open_ticket(na, kind="fault")
    at = (datetime.now(UTC) + timedelta(hours=3)).replace(microsecond=0)
    move(na, ticket.id, "promise", promised_at=at.isoformat())
    found = clocks(na, "ticket", ticket.id)["call_back"]
    assert (found.due_at, found.due_at - found.warn_at) == (at, timedelta(minutes=30))


def test_a_clock_that_runs_keeps_the_warning_it_began_with(login):
    admin, na = login("admin"), login("na")
    made = promise(admin, subject_kind="ticket", target="resolution", record_kind="fault", minutes=2400)
    ticket = open_ticket(na, kind="fault")
    before = clocks(na, "ticket", ticket.id)["resolution"]
    service_levels.change(admin, new_id(), service_levels.level(admin, made), {"warn_minutes": 1200})
    move(na, ticket.id, "wait", comment="发票照片")
    move(na, ticket.id, "resume")
    after = clocks(na, "ticket", ticket.id)["resolution"]
    waited = after.due_at - before.due_at
    assert after.warn_at - before.warn_at == waited < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"warn_percent": None, "warn_minutes": None}, "warning_missing"),
        ({"warn_minutes": 0}, "warn_minutes_wrong"),
        ({"warn_percent": 0}, "warn_percent_wrong"),
    ],
)
def test_a_promise_without_a_warning_is_refused(login, values, code):
    with pytest.raises(ServiceError) as refused:
        promise(login("admin"), subject_kind="ticket", target="response", record_kind="fault", minutes=60, **values)
    assert refused.value.code == code


@pytest.mark.parametrize(("accepted", "hours"), [("3 months", 6), ("15 months", 48)])
def test_a_promise_by_contract_holds_while_the_warranty_of_a_project_runs(login, superuser, accepted, hours):
    admin, na = login("admin"), login("na")
    promise(admin, subject_kind="ticket", target="resolution", cover="contract", minutes=360)
    promise(admin, subject_kind="work_order", target="resolution", cover="contract", minutes=360)
    customer, device = customer_with_device(superuser)
    superuser.execute(
        text("""insert into project (id, code, name, customer_id, store_id, stage, accepted_on, warranty_months)
                values (gen_random_uuid(), 'XM-1', '弱电工程', :customer, :store, 'live', now()::date - cast(:ago as interval), 12)"""),
        {"customer": customer, "store": known("store xihu"), "ago": accepted},
    )
    found = clocks(na, "ticket", open_ticket(na, customer_id=customer).id)["resolution"]
    assert found.due_at - found.started_at == timedelta(hours=hours)
    order = clocks(na, "work_order", take_in(na, customer, device).orders[0].id)["resolution"]
    assert (order.due_at - order.started_at == timedelta(hours=6)) is (hours == 6)
