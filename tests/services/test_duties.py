"""Shift leaders, team leaders and quality inspectors 班长、组长、质检 (CCS-01): agents who may do a little more."""

import pytest
from sqlalchemy import text

from services import follow_ups, inspection_criteria, inspections, tickets
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import open_ticket, solved_ticket
from tests.follow_up_samples import in_queue, move
from tests.people import known


def full(db):
    return {one.code: one.most for one in inspection_criteria.every(db) if one.active}


def line(db, inspection_id):
    return inspections.some(db, [inspection_id], inspections.Wanted(view="all"))[0]


def test_an_inspector_inspects_and_talks_over_and_the_manager_draws_the_consequence(superuser, login, hired):
    solved_ticket(login("na"), "空调不制冷", "清洗滤网")
    inspector, _me = hired("zhi_jian", "agent", "inspector")
    (contact,) = inspections.sample(inspector, known("na"))
    made = new_id()
    inspections.add(inspector, made, known("na"), contact, full(inspector), "记录不全", new_id())
    seen = line(inspector, made)
    assert seen.by_name == "zhi_jian" and inspections.page(inspector, inspections.Wanted(view="all")).rows
    inspections.talk(inspector, seen, seen.inspected_on, "已面谈", new_id())
    with pytest.raises(NotPermitted):
        inspections.end(inspector, line(inspector, made), "warning", "口头警告", new_id())
    zhou = login("zhou")
    inspections.end(zhou, line(zhou, made), "warning", "口头警告", new_id())
    assert line(inspector, made).consequence == "warning"


def test_an_inspector_neither_inspects_himself_nor_other_stores_nor_is_everybody_one(superuser, login, hired):
    solved_ticket(login("na"), "空调不制冷", "清洗滤网")
    (contact,) = inspections.sample(login("zhou"), known("na"))
    elsewhere, _me = hired("zhi_bin", "agent", "inspector", store="store binjiang")
    assert inspections.sample(elsewhere, known("na")) == []
    with pytest.raises(ServiceError, match="inspection_contact"):
        inspections.add(elsewhere, new_id(), known("na"), contact, full(elsewhere), "", new_id())
    plain, _me = hired("pu_tong", "agent")
    with pytest.raises(NotPermitted):
        inspections.add(plain, new_id(), known("na"), contact, full(plain), "", new_id())
    inspector, me = hired("zhi_jian", "agent", "inspector")
    solved_ticket(inspector, "自己的", "解决")
    assert inspections.sample(inspector, me) == []
    own = contact._replace(id=tickets.page(inspector, tickets.Wanted(view="resolved")).rows[0].id)
    with pytest.raises(ServiceError, match="inspection_own"):
        inspections.add(inspector, new_id(), me, own, full(inspector), "", new_id())
    assert inspections.page(plain, inspections.Wanted(view="all")).rows in ((), [])


def test_a_leader_gives_the_tickets_and_calls_of_his_store_to_another(superuser, login, hired):
    leader, me = hired("ban_zhang", "agent", "leader")
    ticket = open_ticket(login("na"), "空调不制冷")
    assert "assign" not in {one.action for one in tickets.next_steps(login("na"), ticket.id)}
    assert {"assign", "release"} <= {one.action for one in tickets.next_steps(leader, ticket.id)}
    seen = tickets.get(leader, ticket.id)
    tickets.move(leader, seen, "assign", {"owner_id": me, "comment": "我来处理"}, new_id())
    assert tickets.get(leader, ticket.id).owner_id == me
    call = in_queue(superuser)
    with pytest.raises(NotPermitted):
        move(login("na"), call, "assign", owner_id=known("na"))
    move(leader, call, "assign", owner_id=known("na"))
    assert follow_ups.get(leader, call).owner_id == known("na")
    elsewhere, _other = hired("ban_bin", "agent", "leader", store="store binjiang")
    with pytest.raises(ServiceError, match="gone_record"):
        tickets.move(elsewhere, tickets.get(leader, ticket.id), "assign", {"owner_id": me, "comment": "x"}, new_id())


@pytest.mark.parametrize("duty", ["leader", "inspector"])
def test_a_duty_is_somebody_s_of_the_desk_and_holds_no_column_of_its_own(superuser, hired, duty):
    with pytest.raises(Exception, match="duty_without_desk"), superuser.begin_nested():
        hired("nobody", "technician", duty)
    held = superuser.execute(
        text("""select count(*) from information_schema.role_column_grants where grantee = :role"""),
        {"role": f"aftercare_{duty}"},
    ).scalar_one()
    assert held == 0
