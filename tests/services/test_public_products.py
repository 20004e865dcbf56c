"""Products that the house shows to customers (NET-02): who says so, who sees them, and what never leaves the house."""

from decimal import Decimal
from uuid import uuid4

import psycopg
import pytest

from services import products, public_products
from services.errors import ServiceError
from services.ids import new_id
from tests.app.kiosk import put_products
from tests.guest_samples import FIRST_PASSWORD, company

__all__ = ["company"]


def test_kiosk_and_customers_see_the_shown_ones_alone(company):
    put_products(company)
    kiosk = company.enter(company.kiosk())
    own = company.own(company.customer())
    for db in (kiosk.db, own.db):
        found = public_products.read(db)
        assert {one.model_no for one in found} == {"YX-P14", "XQG100", "HH-AX3", "TR-A30"}
        assert "未发布" not in repr(found)
    # by category, as the house orders them
    assert [one.category for one in found] == ["手机", "手机", "洗衣机", "网络设备"]
    prices = {one.model_no: one.retail_price for one in found}
    assert prices["YX-P14"] == Decimal("4699.00") and prices["HH-AX3"] is None


def test_what_waits_for_review_or_is_archived_is_never_shown(company):
    put_products(company)
    company.root("update product_model set needs_review = true where model_no = 'YX-P14'")
    company.root("update product_model set archived_at = now() where model_no = 'XQG100'")
    found = public_products.read(company.own(company.customer()).db)
    assert {one.model_no for one in found} == {"HH-AX3", "TR-A30"}


def test_software_tells_the_newest_version_that_came_out(company):
    model = new_id()
    company.root(
        "insert into product_model (id, name, software, shown, pitch) values (:i, '客房软件', true, true, '一屏掌握')",
        i=model,
    )
    for name, days in (("5.4", 400), ("6.0", 30), ("7.0", -30)):
        company.root(
            """insert into product_version (id, product_model_id, name, released_on, note)
               values (:i, :m, :n, clock_timestamp()::date - cast(:d as int), '内部说明')""",
            i=new_id(),
            m=model,
            n=name,
            d=days,
        )
    (found,) = public_products.read(company.own(company.customer()).db)
    assert found.newest == "6.0" and "内部说明" not in repr(found)


def test_a_customer_with_a_given_password_and_staff_see_nothing_through_it(company):
    given = company.psql(company.guest(company.customer()), FIRST_PASSWORD)
    with pytest.raises(psycopg.Error) as refused:
        given.execute("select * from public_products()")
    assert refused.value.sqlstate == "42501"
    given.close()
    with pytest.raises(ServiceError):
        public_products.read(company.person("na"))


def test_only_keepers_of_the_catalogue_show_a_model(login):
    manager = login("zhou")
    model = products.create(manager, {"name": "平板 11", "pitch": "护眼屏", "retail_price": Decimal("2199")}, uuid4())
    seen = products.get(manager, model)
    assert not seen.shown
    shown = products.change(manager, seen, {"shown": True}, uuid4())
    assert shown.shown and [one.id for one in products.page(manager, products.Wanted(shown=True)).rows] == [model]
    with pytest.raises(ServiceError):
        products.change(login("na"), shown, {"pitch": "假的"}, uuid4())
    with pytest.raises(ServiceError):
        # at the counter a model is added, but not advertised
        products.create(login("na"), {"name": "偷偷展示", "shown": True}, uuid4())
    with pytest.raises(ServiceError) as refused:
        products.change(manager, shown, {"retail_price": Decimal("-1")}, uuid4())
    assert refused.value.code == "price_negative"
