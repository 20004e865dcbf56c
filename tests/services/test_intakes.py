"""What the counter sees and must fill in when devices come."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from services import counter, intakes, work_orders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.intakes import NewIntake, NewOrder
from services.order_errors import Incomplete
from tests.customer_samples import make_customer, make_device
from tests.people import known
from tests.work_order_samples import XIHU, bring_to, customer_with_device, step, take_in


def test_several_devices_are_one_intake_of_several_orders(login, superuser):
    customer, phone = customer_with_device(superuser)
    watch = make_device(superuser, customer, serial_no="WATCH-1")
    opened = take_in(login("na"), customer, phone, watch)
    assert opened.number.startswith("N") and len({order.number for order in opened.orders}) == 2
    step(login("na"), opened.orders[0].id, "assign", technician_id=known("tang"))
    assert work_orders.get(login("na"), opened.orders[1].id).work_state == "received"
    intake = intakes.get(login("na"), opened.id)
    assert [number for _id, number in intake.orders] == [order.number for order in opened.orders]


def test_everything_an_intake_lacks_is_named_at_once_and_by_device(login, superuser):
    customer = make_customer(superuser, phone="")
    bare = make_device(superuser, customer, serial_no="")
    with pytest.raises(Incomplete) as refused:
        intakes.open_intake(
            login("na"),
            NewIntake(new_id(), XIHU, customer),
            [NewOrder(new_id(), bare, " \t"), NewOrder(new_id(), None, "不开机")],
            new_id(),
        )
    assert [(lack.code, lack.index) for lack in refused.value.lacks] == [
        ("phone_missing", None), ("serial_missing", 0), ("problem_missing", 0), ("device_missing", 1),
    ]  # fmt: skip


def test_no_phone_and_no_serial_need_a_reason_only(login, superuser):
    customer = make_customer(superuser, phone="", no_phone_reason="老人没有电话")
    device = make_device(superuser, customer, serial_no="", no_serial_reason="铭牌脱落")
    assert take_in(login("na"), customer, device).orders


@pytest.mark.parametrize("person", ["tang", "pei", "xiao", "cai", "shen", "admin"])
def test_only_the_counter_takes_devices_in(login, superuser, person):
    customer, device = customer_with_device(superuser)
    with pytest.raises(NotPermitted):
        take_in(login(person), customer, device)


def test_nobody_takes_in_for_another_store(login, superuser):
    customer, device = customer_with_device(superuser)
    with pytest.raises(NotPermitted):
        take_in(login("na"), customer, device, store=known("store binjiang"))


def test_a_repeated_intake_opens_no_second_order(login, superuser):
    customer, device = customer_with_device(superuser)
    na, request = login("na"), new_id()
    intake, order = NewIntake(new_id(), XIHU, customer), NewOrder(new_id(), device, "不开机")
    first = intakes.open_intake(na, intake, [order], request)
    assert intakes.open_intake(na, intake, [order], request) == first
    assert (
        superuser.execute(text("select count(*) from work_order where customer_id = :c"), {"c": customer}).scalar() == 1
    )


def test_numbers_carry_the_month_and_are_never_given_twice(login, superuser):
    customer, device = customer_with_device(superuser)
    numbers = [take_in(login("na"), customer, device).orders[0].number for _ in range(3)]
    today = superuser.execute(text("select store_date(:s)"), {"s": XIHU}).scalar_one()
    assert all(number.startswith(f"W{today:%y%m}-") and len(number) >= 11 for number in numbers)
    assert len(set(numbers)) == 3


def test_the_order_keeps_what_the_counter_wrote(login, superuser):
    customer, device = customer_with_device(superuser)
    opened = take_in(
        login("na"), customer, device, problem="<b>屏</b> 'x'; --", symptoms=["no_display"], accessories=["sim", "case"],
        marks=[{"number": 1, "side": "front", "x": 0.5, "y": 0.25, "text": "划痕"}], answers={"liquid": "no"},
        backup_choice="declined", erase_allowed=False, estimate=Decimal("300.00"), shelf="A07", notify_by="wechat",
    ).orders[0]  # fmt: skip
    order = work_orders.get(login("na"), opened.id)
    assert (order.problem, order.symptoms, order.accessories, order.shelf) == (
        "<b>屏</b> 'x'; --", ["no_display"], ["sim", "case"], "A07",
    )  # fmt: skip
    assert (order.marks[0]["text"], order.answers, order.erase_allowed) == ("划痕", {"liquid": "no"}, False)
    assert order.promised_at - order.opened_at == timedelta(days=3)
    assert order.custody_state == "at_store" and len(order.pickup_code) == 6


def test_a_job_at_the_customer_s_place_leaves_the_device_there(login, superuser):
    customer, device = customer_with_device(superuser)
    order_id = take_in(login("na"), customer, device, kind="on_site", source="phone").orders[0].id
    assert work_orders.get(login("na"), order_id).custody_state == "with_customer"
    bring_to(login, order_id, "completed")
    assert step(login("tang"), order_id, "deliver", collected_how="signature", on_paper=True).custody_state == (
        "with_customer"
    )


@pytest.mark.parametrize(
    ("bought_days_ago", "months", "verdict"),
    [(100, 12, "in"), (500, 12, "out"), (None, 12, "unknown"), (10, 0, "unknown")],
)
def test_the_warranty_is_judged_by_purchase_date_and_frozen(login, superuser, bought_days_ago, months, verdict):
    from tests.customer_samples import make_model

    customer = make_customer(superuser)
    model = make_model(superuser, model_no=f"M{months}", warranty_months=months)
    sold = date.today() - timedelta(days=bought_days_ago) if bought_days_ago else None
    device = make_device(superuser, customer, model, sold_on=sold)
    assert counter.about_device(login("na"), device, XIHU).warranty.verdict == verdict
    order_id = take_in(login("na"), customer, device).orders[0].id
    superuser.execute(text("update product_model set warranty_months = 600 where id = :m"), {"m": model})
    assert work_orders.get(login("na"), order_id).warranty_verdict == verdict


def test_an_archived_customer_brings_nothing(login, superuser):
    customer, device = customer_with_device(superuser)
    superuser.execute(text("update customer set archived_at = now() where id = :c"), {"c": customer})
    with pytest.raises(ServiceError, match="customer_archived"):
        take_in(login("na"), customer, device)
