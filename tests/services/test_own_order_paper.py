"""What a customer reads of paying and of parcels, on the screen and on his paper; and what stays in the house."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from services import own_file, payments, shipments
from services.documents.from_own import own_order
from services.documents.render import render
from services.ids import new_id
from tests.guest_samples import company
from tests.services.documents import reading

__all__ = ["company"]


def pay(db, order, amount="100.00"):
    payments.take(db, new_id(), order.id, "cash", Decimal(amount), workstation="前台1", request=new_id())


def send(company, order, direction, carrier, number):
    tomorrow = date.today() + timedelta(days=3)
    values = {"direction": direction, "carrier": carrier, "tracking_no": number, "expected_on": tomorrow}
    shipments.send(company.person("na"), new_id(), order.id, values, new_id())


def test_payments_ways_and_parcels_are_told_and_the_houses_own_are_not(company):
    mine = company.customer("联合物业公司")
    order = company.order(mine)
    company.root("update parameter set value = '某某公司 6222' where code = 'transfer_account'")
    pay(company.person("na"), order)
    send(company, order, "to_maker", "德邦", "DB-SECRET-1")
    send(company, order, "to_customer", "顺丰", "SF100")
    seen = own_file.order(company.own(mine).db, order.id)
    ((paid,), (parcel,)) = seen.payments, seen.parcels
    assert (paid.amount, paid.method, paid.kind) == (Decimal("100.00"), "cash", "prepayment")
    assert (parcel.carrier, parcel.tracking_no, parcel.state) == ("顺丰", "SF100", "sent")
    assert seen.account == "某某公司 6222" and "cash" in seen.ways and seen.customer == "联合物业公司"
    words = reading.text(render("own_order", own_order(seen, lambda at: at, datetime.now(UTC)), "a4", "zh"))
    for part in ("100.00", "SF100", "联合物业公司", order.number, "付款方式"):
        assert part in words, part
    for hidden in ("DB-SECRET-1", "德邦", "前台1", "李娜", order.pickup_code):
        assert hidden not in words and hidden not in repr(seen), hidden


def test_another_customers_payments_are_nobodys_business(company):
    mine, other = company.customer(), company.customer("另一家公司")
    foreign = company.order(other)
    pay(company.person("na"), foreign)
    raw = company.own(mine).db
    seen = own_file.order(raw, company.order(mine).id)
    assert not seen.payments and not seen.parcels
