"""Visits, absences and acceptances by raw SQL: what each role reads, writes and may not even try."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services import attachments, visit_reports, visits
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.people import known
from tests.visit_samples import at, at_work, away, finished, open_visit, plan, step

EVERYBODY = ("admin", "zhou", "qian", "na", "min", "bei", "tang", "wu", "depot", "pei", "xiao", "cai", "shen")
TABLES = ("visit", "visit_event", "visit_part", "visit_check", "visit_transition", "staff_skill", "staff_area",
          "staff_capacity", "staff_absence", "check_item", "acceptance")  # fmt: skip


def run(db, statement, **values):
    with db.transaction() as connection:
        return connection.execute(text(statement), values)


def sees(db, table, row_id):
    return bool(run(db, f"select count(*) from {table} where id = :id", id=row_id).scalar())


def watchers(login, table, row_id):
    return {name for name in EVERYBODY if sees(login(name), table, row_id)}


def test_a_technician_sees_his_own_visits_and_those_nobody_has(login):
    na = login("na")
    visit = open_visit(na)
    company = {"admin", "zhou", "na", "pei", "xiao", "cai", "shen"}
    assert watchers(login, "visit", visit.id) == company | {"tang", "wu"}
    plan(na, visit.id)
    assert watchers(login, "visit", visit.id) == company | {"tang"}
    event = visits.history(na, visit.id)[0].id
    assert watchers(login, "visit_event", event) == company | {"tang"}


def test_parts_values_and_pictures_are_seen_with_their_visit(login):
    na, tang = login("na"), login("tang")
    visit = at_work(na, tang)
    part = visit_reports.add_part(tang, visit.id, {"name": "电容 35µF"}, new_id())
    check = visit_reports.add_check(tang, visit.id, {"name": "出风温度", "value": 12, "low": 7, "high": 16}, new_id())
    photo = attachments.add_to_visit(tang, visit.id, "photo_in", b"....", request=new_id())
    company = {"admin", "zhou", "na", "tang", "pei", "xiao", "cai", "shen"}
    for table, row_id in (("visit_part", part), ("visit_check", check), ("attachment", photo)):
        assert watchers(login, table, row_id) == company, table
    assert attachments.data(na, photo) == b"...."
    for stranger in ("wu", "bei", "min"):
        with pytest.raises(NotPermitted):
            visit_reports.add_part(login(stranger), visit.id, {"name": "x"}, new_id())
        with pytest.raises((NotPermitted, ServiceError)):
            attachments.add_to_visit(login(stranger), visit.id, "photo_in", b"....", request=new_id())
        with pytest.raises(ServiceError, match="gone_record"):
            visits.add_note(login(stranger), visit.id, "x", new_id())


@pytest.mark.parametrize("person", EVERYBODY)
def test_nobody_writes_state_time_technician_or_acceptance_beside_the_functions(login, person):
    for column in ("state", "technician_id", "planned_from", "outcome", "number", "version", "store_id", "customer_id",
                   "accepted", "accepted_by", "override_reason", "travel_at", "finished_at", "work_order_id"):  # fmt: skip
        with pytest.raises(NotPermitted):
            run(login(person), f"update visit set {column} = {column}")
    for table in TABLES:
        with pytest.raises(NotPermitted):
            run(login(person), f"delete from {table}")
    for statement in (
        "update visit_check set within = true", "update visit_check set low = null", "update visit_part set store_id = null",
        "update acceptance set signed_at = now()", "insert into visit_event (visit_id) values (null)",
        "update visit_transition set role = 'technician'", "update staff_skill set skill = 'x'",
    ):  # fmt: skip
        with pytest.raises(NotPermitted):
            run(login(person), statement)


def test_a_clerk_cannot_open_a_visit_as_done_or_already_given_to_somebody(login):
    for column, value in (("state", "'finished'"), ("technician_id", f"'{known('tang')}'"), ("number", "'V1'")):
        with pytest.raises(NotPermitted):
            run(
                login("na"),
                f"insert into visit (id, store_id, subject, {column}) values (gen_random_uuid(), :s, 'x', {value})",
                s=known("store xihu"),
            )


@pytest.mark.parametrize("person", ["tang", "pei", "xiao", "cai", "shen", "admin"])
def test_only_desks_and_managers_open_visits(login, person):
    with pytest.raises(NotPermitted):
        open_visit(login(person))


def test_a_desk_opens_visits_only_for_its_own_stores(login):
    with pytest.raises(NotPermitted):
        open_visit(login("na"), store_id=known("store chaoyang"))


def test_a_technician_neither_plans_nor_writes_for_others(login):
    na, tang, wu = login("na"), login("tang"), login("wu")
    visit = plan(na, open_visit(na).id)
    assert run(wu, "update visit set work_done = 'x' where id = :id", id=visit.id).rowcount == 0
    assert run(tang, "update visit set work_done = 'x' where id = :id", id=visit.id).rowcount == 1
    with pytest.raises(NotPermitted):
        run(tang, "update visit set due_at = null where id = :id", id=visit.id)
    with pytest.raises(NotPermitted):
        plan(tang, visit.id, "wu")
    with pytest.raises(ServiceError, match="gone_record"):
        visits.move(wu, visit, "depart", {}, new_id())
    with pytest.raises(NotPermitted):
        visits.move(login("pei"), visits.get(login("pei"), visit.id), "depart", {}, new_id())


@pytest.mark.parametrize("action", ["finish", "close", "begin_work", "arrive", "reopen", ""])
def test_states_cannot_jump(login, action):
    visit = open_visit(login("na"))
    with pytest.raises(ServiceError, match="step_not_possible"):
        visits.move(login("zhou"), visit, action, {"outcome": "solved", "comment": "x"}, new_id())


def test_what_is_filed_stays_as_it_is(login):
    na, tang = login("na"), login("tang")
    visit = finished(na, tang)
    part = visit_reports.add_part(tang, visit.id, {"name": "电容"}, new_id())
    step(na, visit.id, "close")
    assert run(na, "update visit set work_done = '' where id = :id", id=visit.id).rowcount == 0
    assert run(tang, "update visit_part set name = 'y' where id = :id", id=part).rowcount == 0
    with pytest.raises((NotPermitted, ServiceError)):
        visit_reports.add_part(tang, visit.id, {"name": "nachträglich"}, new_id())
    with pytest.raises(ServiceError):
        visit_reports.accept(tang, visits.get(tang, visit.id), False, "x", "typed", "x", new_id())


def test_a_trace_only_grows_for_the_owner_of_the_tables_too(login, superuser):
    open_visit(login("na"))
    for statement in ("delete from visit_event", "update visit_event set at = at"):
        with pytest.raises(DBAPIError), superuser.begin_nested():
            superuser.execute(text(statement))


def test_a_picture_of_ones_visit_does_not_reach_into_another_order(login, superuser):
    from tests.work_order_samples import customer_with_device, take_in

    customer, device = customer_with_device(superuser)
    order = take_in(login("na"), customer, device).orders[0].id
    visit = at_work(login("na"), login("tang"))
    run(
        login("tang"),
        """insert into attachment (id, work_order_id, visit_id, kind, media_type, size, sha256)
           values (gen_random_uuid(), :o, :v, 'photo_in', 'image/png', 4, repeat('0', 64))""",
        o=order, v=visit.id,
    )  # fmt: skip
    assert attachments.of_order(login("na"), order) == []


def test_why_a_colleague_is_away_is_known_to_his_managers_only(login):
    absence = away(login("zhou"), "tang", at(8), at(18), kind="sick")
    assert watchers(login, "staff_absence", absence) == {"admin", "zhou", "na", "tang", "shen"}
    with pytest.raises(NotPermitted):
        run(login("na"), "select kind from staff_absence")
    assert run(login("wu"), "select kind from staff_absence").all() == []


def test_a_technician_knows_the_customer_of_his_visit(login, superuser):
    customer = make_customer(superuser)
    na = login("na")
    assert not sees(login("tang"), "customer", customer)
    visit = open_visit(na, customer_id=customer)
    assert sees(login("tang"), "customer", customer) and sees(login("wu"), "customer", customer)
    plan(na, visit.id)
    assert sees(login("tang"), "customer", customer) and not sees(login("wu"), "customer", customer)


def test_a_signed_acceptance_does_not_change(login, superuser):
    na = login("na")
    values = {"i": new_id(), "s": known("store xihu")}
    run(na, """insert into acceptance (id, kind, store_id, title, held_at, people, conclusion, result)
               values (:i, 'hidden', :s, '管线隐蔽验收', now(), '[{"party": "owner", "name": "王工"}]', '合格', 'passed')""",
        **values)  # fmt: skip
    run(na, "select acceptance_sign(:i, 1, :r)", i=values["i"], r=new_id())
    assert run(na, "update acceptance set conclusion = '不合格' where id = :i", i=values["i"]).rowcount == 0
    with pytest.raises(DBAPIError), superuser.begin_nested():
        superuser.execute(text("update acceptance set conclusion = 'x' where id = :i"), values)
    with pytest.raises(ServiceError, match="acceptance_signed"):
        run(na, "select acceptance_sign(:i, 2, :r)", i=values["i"], r=new_id())
    assert watchers(login, "acceptance", values["i"]) == {"admin", "zhou", "na", "pei", "xiao", "cai", "shen"}
