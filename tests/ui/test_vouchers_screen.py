"""The list of vouchers on the screen: found, opened, paid with, made void."""

from decimal import Decimal

import pytest

from services import payments, vouchers
from services.ids import new_id
from tests.desk_samples import issue_vouchers, record_complaint
from tests.work_order_samples import customer_with_device, take_in
from ui import complaints, work_orders
from ui.complaints.vouchers import RedeemDialog
from ui.kit.form_dialog import FormDialog
from ui.kit.options import Option

ALL = (*work_orders.SPECS, *complaints.SPECS, *complaints.LATER)


@pytest.fixture
def issued(sign_in, committed):
    """Three vouchers, one of them paid with, and an order: (complaint, order)."""
    na = sign_in("na")
    customer, device = customer_with_device(committed)
    order = take_in(na, customer, device).orders[0].id
    complaint = record_complaint(na, customer_id=customer)
    issue_vouchers(na, complaint.id, 30, 50, 80)
    first = vouchers.page(na).rows[-1]
    payments.take(na, new_id(), order, "voucher", Decimal(30), request=new_id(), reference=first.number)
    return complaint.id, order


def opened(qtbot, enter, settle, person="na", rows=2):
    window = enter(person)
    page = window.open_page("vouchers")
    settle(window)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == rows)
    return window, page


def test_a_row_opens_its_complaint_and_a_paid_one_its_order(qtbot, enter, settle, issued):
    window, page = opened(qtbot, enter, settle)
    page.open_row(page.pane.model.rows()[0])
    settle(window)
    assert (window.current_page().name, window.current_page().record_id) == ("complaint", issued[0])
    window.open_page("vouchers", view="redeemed")
    settle(window)
    qtbot.waitUntil(lambda: [row.state for row in page.pane.model.rows()] == ["redeemed"])
    page.open_order(page.pane.model.rows())
    settle(window)
    assert (window.current_page().name, window.current_page().record_id) == ("work_order", issued[1])


def test_a_voucher_pays_an_order_from_its_row(qtbot, enter, settle, sign_in, issued):
    window, page = opened(qtbot, enter, settle)
    row = page.pane.model.rows()[0]
    page.redeem([row])
    dialog = window.findChildren(RedeemDialog)[0]
    editor = dialog.form.editor("order_id")
    editor.set_value(Option(issued[1], lambda: "W"))
    editor.edited.emit()
    qtbot.waitUntil(lambda: dialog.form.values().get("amount") is not None)
    assert dialog.form.values()["amount"] == row.amount
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1)
    na = sign_in("na")
    assert [(one.method, one.reference) for one in payments.of_order(na, issued[1])][-1] == ("voucher", row.number)
    # what pays no more is said before anything is asked
    page.redeem([vouchers.page(na, vouchers.Wanted(view="redeemed")).rows[0]])
    assert window.findChildren(RedeemDialog) in ([], [dialog])


def test_a_manager_makes_one_void_and_says_why(qtbot, enter, settle, sign_in, issued):
    window, page = opened(qtbot, enter, settle, "zhou")
    page.ask_void(page.pane.model.rows()[:1])
    dialog = window.findChildren(FormDialog)[0]
    dialog.form.set_value("note", "客户遗失")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1)
    (gone,) = vouchers.page(sign_in("zhou"), vouchers.Wanted(view="void")).rows
    assert gone.void_note == "客户遗失"


def test_finance_sees_vouchers_and_the_order_but_no_complaint(qtbot, enter, settle, issued):
    window, page = opened(qtbot, enter, settle, "cai")
    assert {row.complaint_id for row in page.pane.model.rows()} == {None}
    assert window.open_page("complaints") is None


def test_the_list_of_vouchers_has_its_pictures(qtbot, enter, settle, picture, issued):
    window, page = opened(qtbot, enter, settle, "zhou")
    window.resize(1366, 768)
    settle(window)
    page.own.choose("all")
    page.refresh()
    settle(window)
    picture(window, "vouchers")
    page.own.choose("void")
    page.refresh()
    settle(window)
    picture(window, "vouchers-none")
    page.own.choose("open")
    page.refresh()
    settle(window)
    page.redeem(vouchers.page(page.desk.db).rows[:1])
    settle(window)
    picture(window.findChildren(RedeemDialog)[0], "voucher-redeem")
