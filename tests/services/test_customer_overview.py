"""One customer with all that belongs to him."""

from decimal import Decimal
from uuid import uuid4

import pytest

from services import customer_overview, customer_parts, customers, devices, search
from services.errors import ServiceError
from tests.customer_samples import make_customer, make_device
from tests.desk_samples import open_ticket, record_complaint
from tests.work_order_samples import bring_to, customer_with_device, take_in


@pytest.fixture
def wang(login, superuser):
    customer_id, device_id = customer_with_device(superuser)
    opened = take_in(login("na"), customer_id, device_id)
    return customer_id, device_id, opened.orders[0].id


def test_the_overview_brings_together_what_belongs_to_the_customer(login, wang):
    customer_id, _device, order_id = wang
    db = login("na")
    ticket = open_ticket(db, customer_id=customer_id)
    complaint = record_complaint(db, customer_id=customer_id)
    seen = customer_overview.get(db, customer_id)
    assert [order.id for order in seen.orders] == [order_id]
    assert {(case.kind, case.id) for case in seen.cases} == {("ticket", ticket.id), ("complaint", complaint.id)}
    assert (seen.devices, seen.paid, seen.due) == (1, Decimal("0.00"), Decimal("0.00"))


def test_the_time_line_tells_it_in_order(login, wang):
    customer_id, _device, order_id = wang
    db = login("na")
    open_ticket(db, customer_id=customer_id)
    customer_parts.add(db, "customer_note", customer_id, {"body": "小心"}, uuid4())
    customer_parts.say_consent(db, customer_id, "marketing", False, uuid4())
    moments = customer_overview.time_line(db, customer_id)
    assert {moment.kind for moment in moments} == {"customer", "device", "order", "ticket", "note", "consent"}
    assert ("order", order_id) in {(moment.kind, moment.record_id) for moment in moments}
    assert [moment.at for moment in moments] == sorted((moment.at for moment in moments), reverse=True)


@pytest.mark.parametrize("person", ["admin", "zhou", "na", "bei", "tang", "pei", "xiao", "cai", "shen"])
def test_everybody_sees_his_part_of_it_and_no_error(login, wang, person):
    customer_id, _device, order_id = wang
    db = login(person)
    seen = customer_overview.get(db, customer_id)
    customer_overview.time_line(db, customer_id)
    assert [order.id for order in seen.orders] == ([] if person == "bei" else [order_id])


def test_merging_takes_orders_and_cases_along(login, superuser, wang):
    customer_id, _device_id, order_id = wang
    db = login("na")
    ticket = open_ticket(db, customer_id=customer_id)
    kept = customers.get(db, make_customer(superuser, "王芳芳", "13900001111"))
    customers.merge(db, kept, customers.get(db, customer_id), uuid4())
    seen = customer_overview.get(db, kept.id)
    assert [order.id for order in seen.orders] == [order_id]
    assert [case.id for case in seen.cases] == [ticket.id]
    assert "merged" in {moment.action for moment in customer_overview.time_line(db, kept.id)}


@pytest.mark.parametrize("state", ["received", "repairing", "testing"])
def test_customers_and_devices_with_work_under_way_are_not_removed(login, wang, state):
    customer_id, device_id, order_id = wang
    bring_to(login, order_id, state)
    db = login("na")
    with pytest.raises(ServiceError) as refusal:
        customers.remove(db, customers.get(db, customer_id), uuid4())
    assert refusal.value.sentence() == "不允许删除维修状态为“正在维修”或“待维修”的客户信息"
    with pytest.raises(ServiceError, match="device_has_work"):
        devices.remove(db, devices.get(db, device_id), uuid4())


def test_a_customer_whose_repair_is_over_is_archived(login, wang):
    customer_id, _device, order_id = wang
    bring_to(login, order_id, "completed")
    db = login("na")
    assert customers.remove(db, customers.get(db, customer_id), uuid4()) == "archived"


def test_a_technician_knows_the_customers_and_devices_of_his_jobs_only(login, superuser, wang):
    customer_id, device_id, order_id = wang
    other = make_customer(superuser, "别人", "13700000000")
    make_device(superuser, other, serial_no="ZZ-778")
    bring_to(login, order_id, "diagnosing")
    owner = {name for name in ("tang", "wu") if customers.page(login(name)).rows}
    assert len(owner) == 1
    db = login(owner.pop())
    assert [line.id for line in customers.page(db).rows] == [customer_id]
    assert [line.id for line in devices.page(db).rows] == [device_id]
    with pytest.raises(ServiceError, match="gone_record"):
        customers.get(db, other)
    assert search.devices(db, "ZZ-778").hits == () and search.customers(db, "别人").hits == ()
    idle = login("wu" if db.login == "tang" else "tang")
    assert not customers.page(idle).rows and not devices.page(idle).rows
