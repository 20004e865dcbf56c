"""Visits: opened, planned, made, reported; what is lacking, what speaks against a plan, and what becomes of the order."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from services import service_clock, steps, texts, tickets, visit_conflicts, visit_reports, visits, work_orders
from services.errors import Conflict, ServiceError
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.desk_samples import open_ticket
from tests.naughty import strings
from tests.people import known
from tests.visit_samples import at, at_work, away, finished, open_visit, plan, step
from tests.work_order_samples import bring_to, customer_with_device, take_in
from tests.work_order_samples import step as step_of_order


def actions(found):
    return [one.action for one in found]


def codes(refused):
    return [conflict.code for conflict in refused.value.conflicts]


# -- the way of a visit ---------------------------------------------------------------------------------------


def test_a_visit_goes_from_the_unassigned_to_the_file(login):
    na, tang = login("na"), login("tang")
    visit = open_visit(na)
    assert (visit.state, visit.number[:1], visit.technician_id) == ("open", "V", None)
    assert actions(visits.next_steps(na, visit.id)) == ["assign", "contract", "cancel"]
    plan(na, visit.id)
    assert actions(visits.next_steps(tang, visit.id)) == ["depart", "arrive", "begin", "unassign"]
    for action in ("depart", "arrive", "begin"):
        visit = step(tang, visit.id, action)
    assert visit.travel_at <= visit.arrived_at <= visit.started_at and visit.finished_at is None
    visit = visits.change(tang, visit, {"work_done": "补充制冷剂"}, new_id())
    visit_reports.accept(tang, visit, True, "王芳", "typed", "", new_id())
    visit = step(tang, visit.id, "finish", outcome="solved")
    assert (visit.state, visit.outcome) == ("finished", "solved")
    assert step(na, visit.id, "close").state == "closed"
    assert [entry.action for entry in visits.history(na, visit.id)] == [
        "close", "finish", "accept", "begin", "arrive", "depart", "assign", "open",
    ]  # fmt: skip
    assert visits.history(na, visit.id)[1].by_name == "唐卫"


def test_finishing_names_everything_that_is_lacking_at_once(login, superuser):
    na, tang = login("na"), login("tang")
    visit = at_work(na, tang)
    items = {item.code: item for item in visit_reports.check_items(tang)}
    visit_reports.add_checks(tang, visit.id, [items["indoor_unit_height"].id, items["base_bolts"].id], new_id())
    height, _bolts = visit_reports.of(tang, visit.id).checks
    visit_reports.measure(tang, height, {"value": Decimal("1.45")}, new_id())
    with pytest.raises(ServiceError) as refused:
        step(tang, visit.id, "finish", outcome="solved")
    assert refused.value.code == "step_lacks"
    for words in ("做了什么", "所有应测的数值", "超出限值的数值的说明", "客户意见"):
        assert words in refused.value.sentence()
    # what is not solved needs no acceptance, but says what was done
    with pytest.raises(ServiceError) as refused:
        step(tang, visit.id, "finish", outcome="again")
    assert refused.value.field == "work_done"


def test_a_value_beyond_its_limits_is_marked_and_needs_a_note(login):
    na, tang = login("na"), login("tang")
    visit = at_work(na, tang)
    items = {item.code: item.id for item in visit_reports.check_items(tang)}
    visit_reports.add_checks(tang, visit.id, list(items.values()), new_id())
    visit_reports.add_checks(tang, visit.id, list(items.values()), new_id())
    found = {check.name_en: check for check in visit_reports.of(tang, visit.id).checks}
    assert len(found) == len(items)
    for name, value, within in (
        ("Conduit out of the ground", "2.5", True),
        ("Height of the indoor unit", "1.3", True),
        ("Height of the indoor unit", "1.301", False),
        ("Height of the indoor unit", "1.099", False),
        ("Expansion bolts of the base", "2", False),
        ("Cabinet on its own supply with a red mark", "0", False),
        ("Earthing is marked", "1", True),
    ):
        visit_reports.measure(tang, found[name], {"value": Decimal(value)}, new_id())
        found = {check.name_en: check for check in visit_reports.of(tang, visit.id).checks}
        assert found[name].within is within, (name, value)
    assert visit_reports.out_of_limits(visit_reports.of(tang, visit.id).checks) == 3


def test_a_visit_that_did_not_do_it_opens_the_next_one(login):
    na, tang = login("na"), login("tang")
    visit = at_work(na, tang)
    visits.change(tang, visit, {"work_done": "拆检"}, new_id())
    visit = step(tang, visit.id, "finish", outcome="again")
    following = visits.get(na, visit.next_id)
    assert (following.state, following.previous_number, following.subject) == ("open", visit.number, visit.subject)
    # nobody was there: the same
    second = open_visit(na)
    plan(na, second.id, hour=14)
    step(tang, second.id, "depart")
    second = step(tang, second.id, "no_access", comment="无人应门")
    assert (second.state, second.outcome) == ("finished", "no_access") and visits.get(na, second.next_id)


def test_a_manager_takes_a_finished_visit_up_again(login):
    na, tang, zhou = login("na"), login("tang"), login("zhou")
    visit = finished(na, tang)
    assert "reopen" not in actions(visits.next_steps(na, visit.id))
    visit = step(zhou, visit.id, "reopen", comment="报告不完整")
    assert (visit.state, visit.outcome, visit.finished_at) == ("working", None, None)


def test_a_visit_taken_up_again_and_done_after_all_sends_nobody_a_second_time(login):
    na, tang, zhou = login("na"), login("tang"), login("zhou")
    visit = at_work(na, tang)
    visits.change(tang, visit, {"work_done": "等客户开门"}, new_id())
    step(tang, visit.id, "finish", outcome="again")
    (rest,) = [row for row in visits.page(na, visits.Wanted(view="all")).rows if row.id != visit.id]
    plan(na, rest.id, hour=15, day=1)
    step(zhou, visit.id, "reopen", comment="按错了")
    assert visits.get(na, rest.id).state == "planned"
    visit_reports.accept(tang, visits.get(tang, visit.id), True, "王芳", "typed", "", new_id())
    step(tang, visit.id, "finish", outcome="solved")
    assert visits.get(na, rest.id).state == "cancelled"
    newest = visits.history(na, rest.id)[0]
    assert (newest.action, newest.details["because"]) == ("cancel", visit.number)


def test_the_same_request_moves_once(login):
    na, request = login("na"), new_id()
    visit = open_visit(na)
    values = {"technician_id": known("tang"), "planned_from": at(9), "planned_until": at(10)}
    first = visits.move(na, visit, "assign", values, request)
    assert visits.move(na, visit, "assign", values, request) == first
    assert len(visits.history(na, visit.id)) == 2


def test_a_step_on_what_somebody_changed_meanwhile_is_refused(login):
    na, zhou = login("na"), login("zhou")
    visit = open_visit(na)
    visits.add_note(zhou, visit.id, "客户改约下午", new_id())
    with pytest.raises(ServiceError, match="conflict"):
        visits.move(na, visit, "cancel", {"comment": "x"}, new_id())


def test_changes_of_different_fields_merge_and_of_the_same_one_conflict(login):
    na, zhou = login("na"), login("zhou")
    visit = open_visit(na)
    visits.change(zhou, visit, {"priority": "urgent"}, new_id())
    assert visits.change(na, visit, {"wish": "下午两点后"}, new_id()).priority == "urgent"
    with pytest.raises(Conflict):
        visits.change(zhou, visit, {"wish": "上午"}, new_id())


def test_whoever_did_not_accept_has_a_reason_and_a_drawn_name_has_a_picture(login):
    tang = login("tang")
    visit = at_work(login("na"), tang)
    for values, code in (
        ((True, "", "typed", ""), "visit_accepted_by_missing"),
        ((False, "王芳", "typed", " "), "reason_missing"),
        ((True, "王芳", "drawn", ""), "signature_missing"),
        ((True, "王芳", "shouted", ""), "required_missing"),
    ):
        with pytest.raises(ServiceError, match=code):
            visit_reports.accept(tang, visit, *values, new_id())
    visit_reports.sign(tang, visit.id, b"\x89PNG....", new_id())
    visit_reports.accept(tang, visit, False, "王芳", "drawn", "还在漏水", new_id())
    visit = visits.get(tang, visit.id)
    assert (visit.accepted, visit.accepted_by, visit.customer_note) == (False, "王芳", "还在漏水")


def test_hostile_text_comes_back_as_it_was_typed(login):
    na, tang = login("na"), login("tang")
    visit = at_work(na, tang)
    for one in strings():
        if "\x00" in one or any("\ud800" <= sign <= "\udfff" for sign in one):
            with pytest.raises(ServiceError, match="character_refused"):
                visits.change(tang, visit, {"findings": one}, new_id())
            continue
        kept = one[:8000]
        visit = visits.change(tang, visit, {"findings": kept}, new_id())
        assert visit.findings == kept


# -- planning -------------------------------------------------------------------------------------------------


def test_everything_that_speaks_against_a_plan_is_told_at_once(login, superuser):
    na, zhou = login("na"), login("zhou")
    superuser.execute(text("update parameter set value = '90' where code = 'visit_minutes_a_day'"))
    superuser.execute(
        text("update store set region_id = :r where id = :s"), {"r": known("hangzhou"), "s": known("store xihu")}
    )
    first = open_visit(na)
    plan(na, first.id, minutes=60)
    away(zhou, "tang", at(9, 30), at(12))
    second = open_visit(na, skill="air_conditioning", region_id=known("north"), due_at=at(8))
    with pytest.raises(visit_conflicts.Conflicts) as refused:
        plan(na, second.id, hour=9, minutes=60)
    assert codes(refused) == ["overlap", "absent", "overload", "wrong_skill", "wrong_region", "too_late"]
    said = refused.value.sentence()
    assert first.number in said and "120" in said and "90" in said and "华北" in said
    with texts.in_language("en"):
        assert "North" in refused.value.sentence()
    assert visits.get(na, second.id).state == "open"
    # nothing was saved, and the same is told without saving
    assert [c.code for c in visit_conflicts.check(na, second.id, known("tang"), at(9), at(10))] == codes(refused)
    visit = plan(na, second.id, hour=9, minutes=60, override="客户坚持要唐师傅")
    assert (visit.state, visit.override_reason) == ("planned", "客户坚持要唐师傅")
    # the next plan without conflicts needs no reason any more
    superuser.execute(
        text("update visit set skill = null, region_id = null, due_at = null where id = :v"), {"v": visit.id}
    )
    assert plan(na, visit.id, hour=15, minutes=20, day=3).override_reason == ""


@pytest.mark.parametrize(("hours", "clash"), [((8, 9), False), ((8, 10), True), ((9, 10), True), ((10, 11), False)])
def test_visits_may_touch_but_not_overlap(login, hours, clash):
    na = login("na")
    plan(na, open_visit(na).id, hour=9)
    visit = open_visit(na)
    found = visit_conflicts.check(na, visit.id, known("tang"), at(hours[0]), at(hours[1]))
    assert [one.code for one in found] == (["overlap"] if clash else [])


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"technician_id": known("na")}, "visit_not_technician"),
        ({"technician_id": known("depot")}, "technician_elsewhere"),
        ({"planned_until": at(8)}, "visit_ends_early"),
        ({"planned_until": at(9, day=4)}, "visit_too_long"),
        ({"planned_from": at(9, day=-5), "planned_until": at(10, day=-5)}, "visit_time_impossible"),
        ({"technician_id": ""}, "step_lacks"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_sentence(login, values, code):
    na = login("na")
    visit = open_visit(na)
    with pytest.raises(ServiceError, match=code) as refused:
        plan(na, visit.id, **{"override": "trotzdem", **values})
    assert refused.value.sentence()


def test_a_follow_up_may_be_given_to_a_service_agent(login):
    na, zhou = login("na"), login("zhou")
    visit = open_visit(zhou, kind="follow_up")
    plan(zhou, visit.id, "na")
    visit = step(na, visit.id, "begin")
    visits.change(na, visit, {"work_done": "客户满意"}, new_id())
    assert step(na, visit.id, "finish", outcome="solved").state == "finished"


def test_a_technician_takes_a_visit_nobody_has(login):
    tang = login("tang")
    visit = open_visit(login("na"))
    visits.move(tang, visit, "take", {"planned_from": at(9)}, new_id())
    visit = visits.get(tang, visit.id)
    assert (visit.technician_id, visit.planned_until - visit.planned_from) == (known("tang"), timedelta(minutes=60))


def test_the_term_is_the_company_s_hours_after_the_call(login):
    visit = open_visit(login("na"), due_at=None)
    assert abs(visit.due_at - visit.opened_at - timedelta(hours=48)) < timedelta(seconds=1)


# -- the order behind it --------------------------------------------------------------------------------------


@pytest.fixture
def order_id(login, superuser):
    customer, device = customer_with_device(superuser)
    return take_in(login("na"), customer, device, kind="on_site").orders[0].id


def test_a_visit_takes_customer_and_device_from_its_order(login, order_id):
    order = work_orders.get(login("na"), order_id)
    visit = open_visit(login("na"), work_order_id=order_id)
    assert (visit.customer_id, visit.device_id) == (order.customer_id, order.device_id)


def test_the_steps_of_a_visit_move_its_order(login, order_id):
    na, tang = login("na"), login("tang")

    def state():
        return work_orders.get(na, order_id).work_state

    visit = open_visit(na, work_order_id=order_id)
    plan(na, visit.id)
    assert (state(), work_orders.get(na, order_id).assigned_to) == ("assigned", known("tang"))
    for action in ("depart", "arrive"):
        step(tang, visit.id, action)
    assert state() == "assigned"
    visit = step(tang, visit.id, "begin")
    assert state() == "diagnosing"
    visits.change(tang, visit, {"work_done": "更换电容"}, new_id())
    visit_reports.accept(tang, visits.get(tang, visit.id), True, "王芳", "paper", "", new_id())
    step(tang, visit.id, "finish", outcome="solved")
    assert state() == "testing"


def test_a_visit_that_needs_parts_lets_the_order_wait_and_the_next_one_says_so(login, order_id):
    na, tang = login("na"), login("tang")
    visit = open_visit(na, work_order_id=order_id)
    plan(na, visit.id)
    for action in ("arrive", "begin"):
        visit = step(tang, visit.id, action)
    visits.change(tang, visit, {"work_done": "检测，压缩机损坏"}, new_id())
    visit = step(tang, visit.id, "finish", outcome="parts")
    assert work_orders.get(na, order_id).work_state == "waiting_parts"
    found = visit_conflicts.check(na, visit.next_id, known("wu"), at(9, day=1), at(10, day=1))
    assert [one.code for one in found] == ["parts_missing"]


def test_giving_the_visit_to_another_gives_him_the_order(login, order_id):
    na = login("na")
    visit = open_visit(na, work_order_id=order_id)
    plan(na, visit.id)
    plan(na, visit.id, "wu")
    assert work_orders.get(na, order_id).assigned_to == known("wu")


def test_nobody_drives_to_an_order_that_was_cancelled(login, order_id):
    na, tang = login("na"), login("tang")
    waiting, planned, under_way = (open_visit(na, work_order_id=order_id) for _n in range(3))
    plan(na, planned.id, hour=9)
    plan(na, under_way.id, hour=13)
    step(tang, under_way.id, "depart")
    step_of_order(na, order_id, "cancel", reason_code="works_again", comment="自己好了")
    assert [visits.get(na, one.id).state for one in (waiting, planned, under_way)] == [
        "cancelled", "cancelled", "travelling",
    ]  # fmt: skip
    assert visits.history(na, planned.id)[0].details["because"] == work_orders.get(na, order_id).number


def test_taking_the_cancelling_of_an_order_back_brings_its_visits_back(login, order_id):
    na, tang = login("na"), login("tang")
    waiting, planned, own, under_way = (open_visit(na, work_order_id=order_id) for _n in range(4))
    plan(na, planned.id, hour=9)
    plan(na, under_way.id, hour=13)
    step(tang, under_way.id, "depart")
    step(na, own.id, "cancel", comment="客户改期")
    step_of_order(na, order_id, "cancel", reason_code="works_again", comment="自己好了")
    order = work_orders.get(na, order_id)
    work_orders.undo(na, work_orders.seen(order), request=new_id())
    assert [visits.get(na, one.id).state for one in (waiting, planned, own, under_way)] == [
        "open", "open", "cancelled", "travelling",
    ]  # fmt: skip
    back = visits.get(na, planned.id)
    assert (back.technician_id, back.planned_from) == (None, None)
    told = visits.history(na, planned.id)[0]
    assert (told.action, told.details["because"], told.owner_name) == ("bring_back", order.number, "唐卫")
    assert any(clock.stopped_at is None for clock in service_clock.clocks(na, "visit", planned.id))
    plan(na, planned.id, hour=9)


def test_nobody_drives_to_a_ticket_that_was_cancelled(login, order_id):
    na, tang = login("na"), login("tang")
    ticket = open_ticket(na)
    waiting, planned, under_way = (open_visit(na, ticket_id=ticket.id) for _n in range(3))
    of_order = open_visit(na, ticket_id=ticket.id, work_order_id=order_id)
    plan(na, planned.id, hour=9)
    plan(na, under_way.id, hour=13)
    step(tang, under_way.id, "depart")
    cancel = tickets.get(na, ticket.id)
    tickets.move(na, cancel, "cancel", {"comment": "自己好了"}, new_id())
    assert [visits.get(na, one.id).state for one in (waiting, planned, under_way, of_order)] == [
        "cancelled", "cancelled", "travelling", "open",
    ]  # fmt: skip
    told = visits.history(na, planned.id)[0]
    assert (told.action, told.details["because"]) == ("cancel", ticket.number)
    # his hour is free again, for the board and for whoever plans
    others = open_visit(na)
    plan(na, others.id, hour=9)
    assert not any(clock.running for clock in service_clock.clocks(na, "visit", planned.id))
    with pytest.raises(ServiceError, match="visit_ticket_cancelled"):
        open_visit(na, ticket_id=ticket.id)
    # who was on the way finds that there is more to do: nobody is sent again
    step(tang, under_way.id, "arrive")
    step(tang, under_way.id, "no_access", comment="没人开门")
    assert visits.get(na, under_way.id).next_id is None


def test_taking_the_cancelling_of_a_ticket_back_brings_its_visits_back(login):
    na = login("na")
    ticket = open_ticket(na)
    waiting, planned, own = (open_visit(na, ticket_id=ticket.id) for _n in range(3))
    plan(na, planned.id, hour=9)
    step(na, own.id, "cancel", comment="客户改期")
    tickets.move(na, tickets.get(na, ticket.id), "cancel", {"comment": "自己好了"}, new_id())
    assert [one.action for one in tickets.next_steps(na, ticket.id)] == ["take_back"]
    tickets.move(na, tickets.get(na, ticket.id), "take_back", {"comment": "又坏了"}, new_id())
    assert tickets.get(na, ticket.id).state == "in_progress"
    assert [visits.get(na, one.id).state for one in (waiting, planned, own)] == ["open", "open", "cancelled"]
    told = visits.history(na, planned.id)[0]
    assert (told.action, told.details["because"], told.owner_name) == ("bring_back", ticket.number, "唐卫")
    assert any(clock.running for clock in service_clock.clocks(na, "visit", planned.id))
    again = next(clock for clock in service_clock.clocks(na, "ticket", ticket.id) if clock.running)
    assert (again.target, again.round) == ("resolution", 1)


def test_a_ticket_merged_into_another_keeps_its_visits(login):
    na = login("na")
    goes, stays = open_ticket(na), open_ticket(na)
    visit = open_visit(na, ticket_id=goes.id)
    tickets.move(na, tickets.get(na, goes.id), "merge", {"into_id": str(stays.id), "comment": "同一件事"}, new_id())
    assert visits.get(na, visit.id).state == "open"
    tickets.move(na, tickets.get(na, goes.id), "unmerge", {"comment": "是另一台"}, new_id())
    assert visits.get(na, visit.id).state == "open"


def test_a_finished_order_takes_no_visit_and_a_visit_stays_at_its_order_s_store(login, order_id, superuser):
    na = login("na")
    with pytest.raises(ServiceError, match="gone_record"):
        open_visit(login("min"), work_order_id=order_id)
    superuser.execute(
        text("insert into staff_store (id, staff_id, store_id) values (gen_random_uuid(), :p, :s)"),
        {"p": known("na"), "s": known("store binjiang")},
    )
    with pytest.raises(ServiceError, match="visit_order_elsewhere"):
        open_visit(na, work_order_id=order_id, store_id=known("store binjiang"))
    step_order = work_orders.get(na, order_id)
    work_orders.move(
        na, work_orders.seen(step_order), "cancel", {"reason_code": "too_expensive", "comment": "x"}, request=new_id()
    )
    with pytest.raises(ServiceError, match="order_finished"):
        open_visit(na, work_order_id=order_id)


def test_a_delivered_repair_stays_as_it_is(login, superuser):
    customer, device = customer_with_device(superuser)
    order = take_in(login("na"), customer, device).orders[0].id
    visit = open_visit(login("na"), work_order_id=order)
    bring_to(login, order, "delivered")
    plan(login("na"), visit.id)
    assert work_orders.get(login("na"), order).work_state == "delivered"


# -- lists ----------------------------------------------------------------------------------------------------


def test_views_show_and_count_the_same(login):
    na, tang = login("na"), login("tang")
    waiting, late = open_visit(na), open_visit(na, due_at=datetime.now(UTC) - timedelta(hours=1))
    made = finished(na, tang)
    expected = {
        "waiting": {waiting.id, late.id}, "late": {late.id}, "finished": {made.id}, "done": {made.id},
        "under_way": set(), "all": {waiting.id, late.id, made.id},
    }  # fmt: skip
    for view, ids in expected.items():
        wanted = visits.Wanted(view=view)
        assert {row.id for row in visits.page(na, wanted).rows} == ids, view
        assert visits.counts(na, {"one": wanted}) == {"one": len(ids)}, view
    day = made.finished_at.astimezone().date()
    assert visits.page(na, visits.Wanted(view="done", finished_from=day + timedelta(days=2))).rows == ()


def test_a_visit_is_found_by_its_number_and_by_words(login):
    na = login("na")
    visit = open_visit(na, "更换楼道交换机")
    assert [row.id for row in visits.page(na, visits.Wanted(text=visit.number)).rows] == [visit.id]
    assert [row.id for row in visits.page(na, visits.Wanted(text="交换机")).rows] == [visit.id]
    assert visits.page(login("bei"), visits.Wanted(text=visit.number)).rows == []


def test_every_action_and_lack_has_words():
    for word in ("work_done", "measured", "within", "acceptance", "technician_id", "planned_from", "outcome"):
        assert word in steps.NEEDS


def test_an_address_of_somebody_else_is_refused(login, superuser):
    na = login("na")
    mine, other = make_customer(superuser), make_customer(superuser)
    address = superuser.execute(
        text("""insert into customer_address (id, customer_id, kind, address) values (gen_random_uuid(), :c, 'site', '文三路 1 号')
                returning id"""),
        {"c": other},
    ).scalar_one()
    with pytest.raises(ServiceError, match="visit_address_of_another"):
        open_visit(na, customer_id=mine, address_id=address)
    assert open_visit(na, customer_id=other, address_id=address).address_id == address


@pytest.mark.parametrize("version", [None, 99])
def test_a_step_without_the_version_that_was_seen_is_stale(login, version):
    """By hand in psql too: nobody moves what he has not read."""
    na = login("na")
    visit = open_visit(na)
    with pytest.raises(ServiceError, match="conflict"), na.transaction() as connection:
        connection.execute(
            text("select aftercare.visit_move(:id, :version, 'cancel', '{\"comment\": \"blind\"}', :request)"),
            {"id": visit.id, "version": version, "request": new_id()},
        )
    assert visits.get(na, visit.id).state == "open"
