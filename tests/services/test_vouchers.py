"""The list of vouchers: what pays still, what has paid, and who sees of it what."""

from decimal import Decimal

import pytest
from sqlalchemy import text

from services import payments, vouchers
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import issue_vouchers, record_complaint
from tests.people import known
from tests.work_order_samples import customer_with_device, take_in


@pytest.fixture
def issued(login, superuser):
    """Four vouchers of the Xihu store for one complaint, and an order to pay for: (customer, complaint, lines, order)."""
    na = login("na")
    customer, device = customer_with_device(superuser)
    order = take_in(na, customer, device).orders[0].id
    complaint = record_complaint(na, customer_id=customer)
    issue_vouchers(na, complaint.id, 50, 50, 50, 50)
    return customer, complaint, vouchers.page(na).rows, order


def states(db, view):
    return {one.number: one.state for one in vouchers.page(db, vouchers.Wanted(view=view)).rows}


def test_each_view_shows_its_vouchers(login, superuser, issued):
    _customer, complaint, (first, second, third, fourth), order = issued
    na, zhou = login("na"), login("zhou")
    payments.take(
        na, new_id(), order, "voucher", Decimal(30), request=new_id(), kind="prepayment", reference=first.number
    )
    superuser.execute(text("update voucher set valid_until = '2020-01-31' where id = :i"), {"i": second.id})
    vouchers.void(zhou, third, "客户遗失", new_id())
    assert states(na, "open") == {fourth.number: "open"}
    assert states(na, "redeemed") == {first.number: "redeemed"}
    assert states(na, "expired") == {second.number: "expired"}
    assert states(na, "void") == {third.number: "void"}
    assert len(states(na, "all")) == 4 and vouchers.counts(na, {"": vouchers.Wanted()}) == {"": 1}
    (paid,) = vouchers.page(na, vouchers.Wanted(view="redeemed")).rows
    assert (paid.order_id, paid.complaint_id, paid.customer_name) == (order, complaint.id, "王芳")
    superuser.execute(text("update voucher set valid_until = current_date + 10 where id = :i"), {"i": fourth.id})
    assert states(na, "ending") == {fourth.number: "open"}


def test_a_voucher_is_found_by_its_number_and_its_customer(login, issued):
    _customer, _complaint, rows, _order = issued
    na = login("na")
    one = rows[0]
    assert [line.id for line in vouchers.page(na, vouchers.Wanted(text=one.number[:-2].lower())).rows][:1] == [one.id]
    assert len(vouchers.page(na, vouchers.Wanted(text="王芳")).rows) == 4
    assert vouchers.page(na, vouchers.Wanted(text="G0000")).rows == []


@pytest.mark.parametrize(
    ("person", "sees", "case"),
    [("na", True, True), ("zhou", True, True), ("admin", True, True), ("shen", True, True), ("cai", True, False),
     ("bei", False, False), ("qian", False, False)],
)  # fmt: skip
def test_who_sees_vouchers_and_the_complaint_behind_them(login, issued, person, sees, case):
    rows = vouchers.page(login(person), vouchers.Wanted(view="all")).rows
    assert len(rows) == (4 if sees else 0)
    assert all((one.complaint_id is not None) == case for one in rows)


@pytest.mark.parametrize("person", ["tang", "pei", "xiao"])
def test_who_has_nothing_to_do_with_money_reads_no_voucher(login, issued, person):
    for statement in ("select count(*) from voucher", "select * from voucher_case(gen_random_uuid())"):
        with pytest.raises(NotPermitted), login(person).read() as connection:
            connection.execute(text(statement))


def test_the_complaint_stays_hidden_from_the_one_it_is_about(login, superuser, issued):
    _customer, complaint, _rows, _order = issued
    superuser.execute(
        text("update complaint set about_staff_id = :s where id = :i"), {"s": known("shen"), "i": complaint.id}
    )
    assert all(one.complaint_id is None for one in vouchers.page(login("shen"), vouchers.Wanted(view="all")).rows)


@pytest.mark.parametrize("person", ["na", "bei", "cai", "admin"])
def test_only_the_manager_makes_one_void(login, issued, person):
    with pytest.raises(ServiceError):
        vouchers.void(login(person), issued[2][0], "x", new_id())
