"""The screens of contractors: sent, reported for, paid, counted."""

from decimal import Decimal

from services import attachments, contractors, visits
from services.ids import new_id
from tests.services.test_contractors import PRICE, make_contractor, report, send
from tests.visit_samples import at, open_visit
from ui import dispatch
from ui.kit.form_dialog import FormDialog

ALL = dispatch.SPECS


def dialog_of(window):
    return next(one for one in window.findChildren(FormDialog) if one.isVisible())


def test_the_desk_gives_a_visit_to_a_contractor(enter, settle, sign_in, committed):
    company = make_contractor(committed)
    visit = open_visit(sign_in("na"))
    window = enter("na")
    page = window.open_record("visit", visit.id)
    settle(window)
    assert page.contractor.isHidden()
    page.take_step("contract")
    settle(window)
    dialog = dialog_of(window)
    for name, value in (
        ("contractor_id", company), ("planned_from", at(9)), ("planned_until", at(10)), ("agreed_price", PRICE)
    ):  # fmt: skip
        dialog.form.set_value(name, value)
    dialog.confirm.click()
    settle(window)
    assert page.seen.contractor_id == company and page.seen.agreed_price == PRICE
    assert not page.contractor.isHidden() and page.contractor.settle.isHidden()
    assert "外包服务商：本地广告公司" in page.facts(page.seen)


def test_a_manager_settles_from_the_list_and_takes_it_back_on_the_page(enter, settle, sign_in, committed, picture):
    na = sign_in("na")
    company = make_contractor(committed)
    made = report(na, send(na, open_visit(na, "门头灯箱不亮"), company).id)
    report(na, send(na, open_visit(na, "灯箱漏电"), company, planned_from=at(11), planned_until=at(12)).id, photo=False)
    window = enter("zhou")
    page = window.open_page("settlements")
    settle(window)
    assert picture(window, "settlements")
    row = next(row for row in contractors.page(na).rows if row.id == made.id)
    page.settle([row])
    settle(window)
    dialog = dialog_of(window)
    assert dialog.form.value("amount") == PRICE
    dialog.form.set_value("reference", "FP-0001")
    assert picture(window, "settlements-dialog")
    dialog.confirm.click()
    settle(window)
    assert visits.get(na, made.id).settled_amount == PRICE
    record = window.open_record("visit", made.id)
    settle(window)
    assert picture(window, "visit-contractor")
    record.contractor.unsettle.click()
    settle(window)
    dialog = dialog_of(window)
    dialog.form.set_value("comment", "发票抬头错误")
    dialog.confirm.click()
    settle(window)
    assert record.seen.settled_at is None and not record.contractor.settle.isHidden()
    counted = window.open_page("contractor_figures")
    settle(window)
    assert counted.figures.all.agreed == PRICE * 2 and counted.figures.all.to_settle == 2
    assert picture(window, "contractor-figures")


def test_a_refused_settlement_keeps_what_was_typed(enter, settle, sign_in, committed):
    na = sign_in("na")
    made = report(na, send(na, open_visit(na), make_contractor(committed)).id)
    window = enter("zhou")
    page = window.open_record("visit", made.id)
    settle(window)
    (photo,) = attachments.of_visit(na, made.id)
    page.contractor.settle.click()
    settle(window)
    attachments.withdraw(na, photo, request=new_id())
    dialog = dialog_of(window)
    dialog.form.set_value("amount", Decimal("100"))
    dialog.form.set_value("reference", "FP-0002")
    dialog.confirm.click()
    settle(window)
    assert dialog.isVisible() and dialog.form.value("reference") == "FP-0002"
    assert "维修后的照片" in dialog.sentence.label.text()
