"""Taking in whatever was brought in one transaction, and what the counter sees before it asks."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from services import counter, customers, devices, products, regions, work_orders
from services.counter import Brought, Visit
from services.ids import new_id
from services.intakes import NewIntake, NewOrder
from services.order_errors import Incomplete
from services.rows import insert_row
from tests.customer_samples import make_device, make_model
from tests.people import known
from tests.work_order_samples import XIHU, bring_to, customer_with_device, take_in


def new_order(**values):
    return NewOrder(new_id(), values.pop("device_id", None) or new_id(), values.pop("problem", "不开机"), **values)


def test_customer_model_device_and_order_are_saved_at_once(login):
    na = login("na")
    order = new_order(shelf="A07")
    visit = Visit(
        NewIntake(new_id(), XIHU, new_id()),
        [Brought(order, device={"serial_no": "SN1"}, model={"brand": "红米", "name": "Note 99", "category_id": None})],
        customer={"name": "单雄信", "phone": "13912345678"},
        region="转塘街道",
    )
    opened = counter.take_in(na, visit, new_id())
    made = work_orders.get(na, opened.orders[0].id)
    assert (made.customer_name, made.device_title, made.shelf) == ("单雄信", "红米 Note 99", "A07")
    assert products.get(na, made.product_model_id).needs_review
    region = customers.get(na, made.customer_id).region_id
    assert region in {one.id for one in regions.tree(na)}


def test_nothing_is_saved_where_something_is_lacking(login, superuser):
    na = login("na")
    visit = Visit(
        NewIntake(new_id(), XIHU, new_id()),
        [Brought(new_order(problem=" "), device={"serial_no": "", "product_model_id": make_model(superuser)})],
        customer={"name": "单雄信", "phone": "13912345678"},
    )
    with pytest.raises(Incomplete) as refused:
        counter.take_in(na, visit, new_id())
    assert {lack.code for lack in refused.value.lacks} == {"serial_missing", "problem_missing"}
    assert superuser.execute(text("select count(*) from customer where name = '单雄信'")).scalar() == 0


def test_repeating_a_visit_takes_nothing_in_twice(login, superuser):
    na = login("na")
    customer, device = customer_with_device(superuser)
    visit = Visit(NewIntake(new_id(), XIHU, customer), [Brought(new_order(device_id=device))])
    request = new_id()
    first = counter.take_in(na, visit, request)
    assert counter.take_in(na, visit, request) == first


def test_facts_that_the_desk_adds_go_to_the_devices_file(login, superuser):
    na = login("na")
    customer, device = customer_with_device(superuser)
    seen = devices.get(na, device)
    brought = Brought(new_order(device_id=device), seen=seen, added={"sold_on": date(2026, 1, 22), "colour": "黑色"})
    counter.take_in(na, Visit(NewIntake(new_id(), XIHU, customer), [brought]), new_id())
    now = devices.get(na, device)
    assert (now.sold_on, now.colour) == (date(2026, 1, 22), "黑色")


def test_an_open_order_and_a_recent_repair_are_seen_before_asking(login, superuser):
    na = login("na")
    customer, device = customer_with_device(superuser)
    earlier = take_in(na, customer, device).orders[0].id
    bring_to(login, earlier, "delivered")
    hints = counter.about_device(na, device, XIHU)
    assert not hints.open_orders and hints.is_repeat and hints.last_repair.days == 0
    again = take_in(na, customer, device, rework_of=earlier).orders[0]
    assert [order.number for order in counter.about_device(na, device, XIHU).open_orders] == [again.number]
    assert work_orders.get(na, again.id).rework_number == hints.last_repair.number
    assert counter.orders_of_device(login("tang"), device)[0].id == again.id


def test_an_order_of_another_store_is_named_and_not_opened(login, superuser):
    customer, device = customer_with_device(superuser)
    first = take_in(login("na"), customer, device).orders[0]
    bring_to(login, first.id, "delivered")
    here = take_in(login("na"), customer, device).orders[0]
    elsewhere = counter.about_device(login("min"), device, known("store binjiang"))
    seen = [(order.number, order.store_name, order.visible) for order in elsewhere.open_orders]
    assert seen == [(here.number, "西湖店", False)]
    assert (elsewhere.last_repair.number, elsewhere.last_repair.visible) == (first.number, False)
    assert elsewhere.last_repair.problem == ""


def test_notes_for_the_counter_are_seen_before_asking(login, superuser):
    customer, _device = customer_with_device(superuser)
    for level, body in (("warning", "易怒"), ("stop", "欠款未清")):
        insert_row(superuser, "customer_note", {"id": new_id(), "customer_id": customer, "level": level, "body": body})
    notes = counter.about_customer(login("na"), customer, XIHU).notes
    assert [note.body for note in notes] == ["欠款未清", "易怒"]


def test_a_repair_long_ago_is_no_repeat(login, superuser):
    na = login("na")
    customer, device = customer_with_device(superuser)
    earlier = take_in(na, customer, device).orders[0].id
    bring_to(login, earlier, "delivered")
    superuser.execute(text("update work_order set delivered_on = delivered_on - 104 where id = :id"), {"id": earlier})
    hints = counter.about_device(na, device, XIHU)
    assert (hints.is_repeat, hints.last_repair.days) == (False, 104)


def test_what_a_customer_owes_is_summed_over_what_was_handed_over(login, superuser):
    na = login("na")
    customer, device = customer_with_device(superuser)
    order = take_in(na, customer, device).orders[0]
    bring_to(login, order.id, "delivered")
    superuser.execute(text("update work_order set due = 120 where id = :id"), {"id": order.id})
    hints = counter.about_customer(na, customer, XIHU)
    assert (hints.owed, hints.owed_on, hints.order_count) == (Decimal("120.00"), order.number, 1)
    assert len(hints.devices) == 1


@pytest.mark.parametrize(
    ("bought", "months", "verdict"),
    [
        (None, 12, "unknown"),
        (date(2026, 1, 31), 0, "unknown"),
        (date(2025, 11, 21), 12, "in"),
        (date(2025, 11, 20), 12, "out"),
        (date(2025, 8, 31), 6, "out"),
    ],
)
def test_the_warranty_goes_by_the_purchase_date_and_the_months(bought, months, verdict):
    assert counter.warranty_of(bought, months, date(2026, 11, 21))[0] == verdict


def test_the_proposed_verdict_is_the_one_the_order_gets(login, superuser):
    na = login("na")
    model = make_model(superuser, name="月末", model_no="END", warranty_months=6)
    for days in range(150, 220, 7):
        bought = date.today() - timedelta(days=days)
        customer, _other = customer_with_device(superuser)
        device = make_device(superuser, customer, model, serial_no=f"D{days}", sold_on=bought)
        hints = counter.about_device(na, device, XIHU)
        order = work_orders.get(na, take_in(na, customer, device).orders[0].id)
        assert (hints.warranty.verdict, dict(hints.warranty.values)) == (
            order.warranty_verdict,
            dict(order.warranty_values),
        )


def test_similar_faults_are_counted_for_the_same_model_and_symptom(login, superuser):
    na = login("na")
    for _time in range(3):
        customer, device = customer_with_device(superuser)
        order_id = take_in(na, customer, device, symptoms=["no_display"]).orders[0].id
        bring_to(login, order_id, "completed")
    model = work_orders.get(na, order_id).product_model_id
    found = counter.similar(na, model, ["no_display"])
    assert found.count == 3 and found.faults[0].orders == 3 and found.median_days is not None
    assert counter.similar(na, model, ["liquid"]).count == 0


def test_the_usual_promise_is_the_evening_of_the_companys_day(login):
    promised = counter.usual_promise(login("na"), known("store xihu"))
    assert promised.tzinfo is not None
