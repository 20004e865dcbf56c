"""Completing a repair takes the planned lines as used, unless somebody says otherwise."""

from decimal import Decimal

import pytest

from services import order_lines, work_orders
from services.ids import new_id
from services.order_errors import Incomplete
from tests.work_order_samples import bring_to, customer_with_device, diagnose, step, take_in


@pytest.fixture
def order_id(login, superuser):
    """An order in its test, with a part and an hour of work that were agreed to."""
    customer, device = customer_with_device(superuser)
    order_id = take_in(login("na"), customer, device, estimate=Decimal("500.00")).orders[0].id
    bring_to(login, order_id, "testing")
    diagnose(login("tang"), order_id)
    return order_id


def add(db, order_id, name, price="100.00", **values):
    line = {"kind": "part", "name": name, "unit_price": Decimal(price), "state": "planned", **values}
    return order_lines.add(db, new_id(), order_id, line, new_id())


def states(db, order_id):
    return {line.name: line.state for line in order_lines.of_order(db, order_id, dropped=True)}


def test_planned_lines_count_as_used(login, order_id):
    na, tang = login("na"), login("tang")
    add(na, order_id, "显示屏")
    add(na, order_id, "工时", kind="labour")
    step(tang, order_id, "complete", outcome="repaired", shelf="A01")
    assert states(na, order_id) == {"显示屏": "used", "工时": "used"}
    assert work_orders.get(na, order_id).due == Decimal("200.00")


def test_what_was_not_used_comes_off_the_bill_and_back_with_the_step(login, order_id):
    na, tang = login("na"), login("tang")
    add(na, order_id, "显示屏")
    battery = add(na, order_id, "电池")
    step(tang, order_id, "complete", outcome="repaired", shelf="A01", unused_lines=[str(battery)])
    assert states(na, order_id) == {"显示屏": "used", "电池": "dropped"}
    assert work_orders.get(na, order_id).due == Decimal("100.00")
    order = work_orders.get(tang, order_id)
    work_orders.undo(tang, work_orders.seen(order), request=new_id())
    assert work_orders.get(na, order_id).work_state == "testing"
    assert states(na, order_id) == {"显示屏": "planned", "电池": "planned"}
    step(tang, order_id, "complete", outcome="repaired", shelf="A01")
    assert work_orders.get(na, order_id).due == Decimal("200.00")


def test_a_part_that_was_only_proposed_or_not_needed_is_still_to_be_settled(login, order_id):
    na, tang = login("na"), login("tang")
    proposed = {"kind": "part", "name": "排线"}
    order_lines.add(tang, new_id(), order_id, proposed, new_id())
    with pytest.raises(Incomplete) as refused:
        step(tang, order_id, "complete", outcome="repaired")
    assert "parts_open" in {lack.code for lack in refused.value.lacks}
    [line] = order_lines.of_order(na, order_id)
    order_lines.change(na, line, {"state": "planned", "unit_price": Decimal("10.00")}, new_id())
    with pytest.raises(Incomplete) as refused:
        step(tang, order_id, "complete", outcome="no_fault")
    assert {lack.code for lack in refused.value.lacks} == {"parts_open"}


def test_nobody_claims_in_a_step_what_was_counted(login, order_id):
    na, tang = login("na"), login("tang")
    line = add(na, order_id, "显示屏")
    step(tang, order_id, "complete", outcome="repaired", lines_used=[], lines_dropped=[str(line)])
    assert states(na, order_id) == {"显示屏": "used"}
