"""At which level a device was repaired (SLA-19 to SLA-21): said by who repaired it, on the customer's repair record."""

import pytest
from sqlalchemy import text

from services import order_lists, work_orders
from services.documents import row_parts
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.work_order_samples import bring_to, customer_with_device, take_in


@pytest.fixture
def order_id(login, superuser):
    """An order that is being repaired."""
    customer, device = customer_with_device(superuser)
    order_id = take_in(login("na"), customer, device).orders[0].id
    bring_to(login, order_id, "repairing")
    return order_id


def level(db, order_id, value):
    work_orders.change(db, work_orders.get(db, order_id), {"repair_level": value}, new_id())


def test_the_technician_says_the_level_and_the_repair_record_shows_it(login, order_id):
    tang, na = login("tang"), login("na")
    assert row_parts.diagnosis(work_orders.get(na, order_id), {}) == []
    level(tang, order_id, "second")
    assert work_orders.get(na, order_id).repair_level == "second"
    (said,) = row_parts.diagnosis(work_orders.get(na, order_id), {})
    assert (said.zh, said.en) == ("二级维修", "Second-level repair")
    level(na, order_id, None)
    assert work_orders.get(tang, order_id).repair_level is None


def test_there_are_three_levels_and_other_technicians_say_nothing(login, order_id):
    with pytest.raises(ServiceError):
        level(login("tang"), order_id, "third")
    with pytest.raises(NotPermitted), login("pei").transaction() as connection:
        connection.execute(text("update work_order set repair_level = 'first' where id = :id"), {"id": order_id})


def test_the_list_is_narrowed_to_a_level(login, order_id):
    level(login("tang"), order_id, "second")

    def listed(wanted):
        return order_id in {
            line.id for line in order_lists.page(login("na"), order_lists.Wanted(repair_level=wanted)).rows
        }

    assert listed("second") and listed("") and not listed("factory")
