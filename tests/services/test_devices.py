"""Devices and product models as the desk keeps them."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from services import devices, products
from services.errors import Conflict, NotPermitted, ServiceError
from tests.customer_samples import make_customer, make_device, make_model
from tests.people import known


def test_a_device_is_kept_with_all_there_is_to_know(login, superuser):
    db = login("na")
    wang, model = make_customer(superuser), make_model(superuser, warranty_months=24)
    values = {
        "product_model_id": model,
        "customer_id": wang,
        "serial_no": "SN1",
        "serial_kind": "imei",
        "colour": "黑",
        "sold_on": date(2025, 1, 31),
        "proof": "invoice",
        "proof_no": "FP-1",
        "counter": Decimal("120.5"),
        "counter_unit": "km",
        "note": "x",
    }
    seen = devices.get(db, devices.create(db, values, uuid4()))
    assert {name: getattr(seen, name) for name in values} == values
    assert (seen.warranty_until, seen.customer, seen.model) == (date(2027, 1, 31), "王芳", "小米 14")


def test_the_owner_of_a_device_changes_and_the_history_stays(login, superuser):
    db = login("na")
    wang, li = make_customer(superuser), make_customer(superuser, "李四")
    seen = devices.get(db, make_device(superuser, wang))
    after = devices.change(db, seen, {"customer_id": li}, uuid4())
    assert after.customer == "李四"
    assert [(owner.name, owner.until is None) for owner in devices.owners(db, seen.id)] == [
        ("李四", True),
        ("王芳", False),
    ]
    assert [line.id for line in devices.page(db, devices.Wanted(customer_id=li)).rows] == [seen.id]
    assert not devices.page(db, devices.Wanted(customer_id=wang)).rows


def test_two_devices_of_one_model_with_one_serial_are_refused_at_the_serial(login, superuser):
    db = login("na")
    wang = make_customer(superuser)
    make_device(superuser, wang, serial_no="SN1")
    values = {"product_model_id": make_model(superuser), "serial_no": "SN1"}
    with pytest.raises(ServiceError) as refusal:
        devices.create(db, values, uuid4())
    assert (refusal.value.code, refusal.value.field) == ("device_exists", "serial_no")
    for _ in range(2):
        devices.create(db, {**values, "serial_no": None, "no_serial_reason": "磨损"}, uuid4())


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("counter", Decimal(-1), "counter_negative"),
        ("sold_on", date(1900, 1, 1), "date_out_of_range"),
        ("sold_on", date(9999, 1, 1), "date_out_of_range"),
    ],
)
def test_impossible_values_are_refused_at_their_field(login, superuser, column, value, code):
    with pytest.raises(ServiceError) as refusal:
        devices.create(login("na"), {"product_model_id": make_model(superuser), column: value}, uuid4())
    assert (refusal.value.code, refusal.value.field) == (code, column)


def test_two_saves_of_one_device_merge_or_ask(login, superuser):
    seen = devices.get(login("na"), make_device(superuser, make_customer(superuser)))
    devices.change(login("zhou"), seen, {"colour": "白"}, uuid4())
    assert devices.change(login("na"), seen, {"place": "客厅"}, uuid4()).colour == "白"
    with pytest.raises(Conflict):
        devices.change(login("na"), seen, {"colour": "黑"}, uuid4())


def test_a_device_knows_the_one_it_is_part_of(login, superuser):
    db = login("na")
    wang = make_customer(superuser)
    outdoor = make_device(superuser, wang, serial_no="OUT-1")
    indoor = make_device(superuser, wang, serial_no="IN-1", parent_device_id=outdoor)
    assert devices.get(db, indoor).parent == "小米 14 OUT-1"
    assert [line.id for line in devices.page(db, devices.Wanted(parent_device_id=outdoor)).rows] == [indoor]


def test_a_device_is_removed_or_archived_when_something_is_part_of_it(login, superuser):
    db = login("na")
    outdoor = make_device(superuser, None, serial_no="OUT-1")
    indoor = make_device(superuser, None, serial_no="IN-1", parent_device_id=outdoor)
    assert devices.remove(db, devices.get(db, outdoor), uuid4()) == "archived"
    assert devices.remove(db, devices.get(db, indoor), uuid4()) == "removed"
    devices.restore(db, outdoor, uuid4())
    assert devices.get(db, outdoor).archived_at is None


def test_a_model_added_at_the_counter_waits_for_review(login):
    desk, manager = login("na"), login("zhou")
    added = products.create(desk, {"brand": "无名", "name": "收音机", "model_no": "R-1"}, uuid4())
    own = products.create(manager, {"brand": "海尔", "name": "冰箱", "warranty_months": 36}, uuid4())
    assert [line.id for line in products.page(manager, products.Wanted(review=True)).rows] == [added]
    assert products.get(manager, own).needs_review is False
    with pytest.raises(NotPermitted):
        products.mark_reviewed(desk, added, uuid4())
    products.mark_reviewed(manager, added, uuid4())
    assert products.count(manager, products.Wanted(review=True)) == 0


@pytest.mark.parametrize("person", ["tang", "xiao", "cai", "shen"])
def test_others_add_no_models(login, person):
    with pytest.raises(NotPermitted):
        products.create(login(person), {"name": "x"}, uuid4())


def test_one_model_of_a_brand_and_number_however_it_is_spelt(login):
    db = login("zhou")
    products.create(db, {"brand": "Haier", "name": "冰箱", "model_no": "bcd-1"}, uuid4())
    with pytest.raises(ServiceError) as refusal:
        products.create(db, {"brand": "HAIER", "name": "电冰箱", "model_no": "BCD-1"}, uuid4())
    assert (refusal.value.code, refusal.value.field) == ("model_exists", "model_no")


def test_two_entries_of_one_model_become_one(login, superuser):
    db = login("zhou")
    kept, gone = make_model(superuser), make_model(superuser, "XIAOMI", "Mi 14", "MI14")
    device = make_device(superuser, None, gone)
    assert products.merge(db, kept, gone, uuid4()) == "removed"
    assert devices.get(db, device).product_model_id == kept


def test_a_model_with_devices_is_archived_and_comes_back(login, superuser):
    db = login("zhou")
    model = make_model(superuser)
    make_device(superuser, None, model)
    assert products.remove(db, products.get(db, model), uuid4()) == "archived"
    assert not products.page(db).rows
    assert [line.devices for line in products.page(db, products.Wanted(archived=True)).rows] == [1]
    products.restore(db, model, uuid4())
    assert [line.id for line in products.page(db).rows] == [model]


def test_the_catalogue_is_listed_by_brand_in_pages(login, superuser):
    for number in range(5):
        make_model(superuser, f"B{number}", f"M{number}", f"N{number}")
    db = login("na")
    first = products.page(db, limit=2)
    second = products.page(db, limit=2, place=first.after)
    assert [line.brand for line in (*first.rows, *second.rows)] == ["B0", "B1", "B2", "B3"]
    assert products.brands(db) == ["B0", "B1", "B2", "B3", "B4"]
    assert {category.code for category in products.categories(db)} >= {"phone", "tv", "vehicle"}


def test_a_sales_representative_records_what_his_own_customers_bought(login, superuser):
    db = login("xiao")
    own = make_customer(superuser, sales_rep_id=known("xiao"))
    other, model = make_customer(superuser, "李四"), make_model(superuser)
    devices.create(db, {"product_model_id": model, "customer_id": own, "serial_no": "A"}, uuid4())
    with pytest.raises(NotPermitted):
        devices.create(db, {"product_model_id": model, "customer_id": other, "serial_no": "B"}, uuid4())
    assert len(devices.page(db).rows) == 1
