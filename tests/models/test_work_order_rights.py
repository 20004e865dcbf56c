"""What the database refuses to somebody with psql: states cannot jump, what happened stays."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services import payments, work_orders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.people import known
from tests.work_order_samples import XIHU, YUAN, bring_to, customer_with_device, step, take_in

STATES = ("work_state", "money_state", "custody_state", "outcome", "assigned_to", "store_id", "handling_store_id",
          "number", "shelf", "promised_at", "opened_at", "due", "paid", "written_off", "estimate", "version")  # fmt: skip
PEOPLE = ("admin", "zhou", "na", "tang", "pei", "xiao", "cai", "shen")


@pytest.fixture
def order_id(login, superuser):
    customer, device = customer_with_device(superuser)
    return take_in(login("na"), customer, device, unlock_code=None).orders[0].id


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_writes_a_state_past_the_door(login, order_id, person):
    for column in STATES:
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(f"update work_order set {column} = {column} where id = :id"), {"id": order_id})


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("table", ["work_order_event", "payment", "consent", "print_log"])
def test_nobody_changes_or_removes_what_happened(login, order_id, person, table):
    for statement in (f"update {table} set id = id", f"delete from {table}", f"truncate {table}"):
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(statement))


@pytest.mark.parametrize("table", ["work_order_event", "payment"])
def test_not_even_the_owner_changes_what_happened(superuser, login, order_id, table):
    payments.take(login("na"), new_id(), order_id, "cash", YUAN, request=new_id())
    for statement in (f"update {table} set comment = 'x'", f"delete from {table}", f"truncate {table} cascade"):
        with pytest.raises(DBAPIError, match="append_only"), superuser.begin_nested():
            superuser.execute(text(statement))


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_inserts_an_order_an_event_or_a_payment_past_the_door(login, person):
    for table in ("work_order", "work_order_event", "payment", "intake", "quote", "consent", "print_log"):
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(f"insert into {table} (id, store_id) values (gen_random_uuid(), :s)"), {"s": XIHU})


@pytest.mark.parametrize(
    ("person", "sees"),
    [("na", True), ("zhou", True), ("tang", True), ("pei", True), ("xiao", True), ("cai", True), ("admin", True),
     ("shen", True), ("min", False), ("bei", False), ("qian", False), ("depot", False)],
)  # fmt: skip
def test_people_see_the_orders_of_their_stores(login, order_id, person, sees):
    with login(person).read() as connection:
        found = connection.execute(text("select id from work_order where id = :id"), {"id": order_id}).first()
        events = connection.execute(text("select count(*) from work_order_event where work_order_id = :id"),
                                    {"id": order_id}).scalar()  # fmt: skip
    assert (found is not None, events > 0) == (sees, sees)


def test_a_technician_sees_unassigned_jobs_and_his_own_but_not_others(login, order_id):
    step(login("na"), order_id, "assign", technician_id=known("wu"))
    assert work_orders.get(login("wu"), order_id).work_state == "assigned"
    with pytest.raises(ServiceError, match="gone_record"):
        work_orders.get(login("tang"), order_id)


@pytest.mark.parametrize(
    ("person", "action"),
    [("tang", "assign"), ("pei", "assign"), ("xiao", "assign"), ("cai", "cancel"), ("shen", "assign"), ("na", "take")],
)
def test_a_step_belongs_to_its_roles(login, order_id, person, action):
    with pytest.raises(NotPermitted):
        step(login(person), order_id, action, technician_id=known("tang"))


def test_an_agent_of_another_store_cannot_move_an_order_he_does_not_see(login, order_id):
    with pytest.raises(ServiceError, match="gone_record"), login("min").transaction() as connection:
        connection.execute(text("select work_order_move(:id, 1, 'work', 'cancel')"), {"id": order_id})


def test_the_doors_behind_the_door_are_closed(login, order_id):
    for call in (
        "take_step(null, null, '{}')",
        "record_event(null, 'work', 'x', null, null)",
        "settle_money(null, null)",
        "open_order('{}', null)",
        "close_delivered()",
    ):
        for person in PEOPLE:
            with pytest.raises(NotPermitted), login(person).transaction() as connection:
                connection.execute(text(f"select {call}"))


def test_a_closed_order_cannot_be_written_in(login, superuser, order_id):
    bring_to(login, order_id, "delivered")
    step(login("zhou"), order_id, "close")
    order = work_orders.get(login("na"), order_id)
    with pytest.raises(NotPermitted):
        work_orders.change(login("na"), order, {"problem": "另一个故障"}, new_id())
