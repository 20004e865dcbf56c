"""What is done about a complaint, on its page: offering, signing, refusing, the proof."""

from datetime import timedelta
from decimal import Decimal

from services import complaints, corrective_actions, remedies
from services.documents import from_remedies
from services.documents.render import render
from services.ids import new_id
from tests.desk_samples import record_complaint
from tests.naughty import OWN
from tests.people import known
from tests.services.documents import reading
from tests.ui.windows import dialog_of
from tests.work_order_samples import customer_with_device, take_in
from ui import complaints as ui_complaints
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.form_dialog import FormDialog

ALL = (*ui_complaints.SPECS, *ui_complaints.LATER)


def press(page, name):
    next(one for one in page.findChildren(Button) if one.objectName().endswith(name) and not one.isHidden()).click()


def test_a_clerk_offers_more_than_he_may_and_a_manager_signs_it(qtbot, enter, settle, sign_in):
    complaint = record_complaint(sign_in("na"))
    window = enter("na")
    page = window.open_record("complaint", complaint.id)
    settle(window)
    press(page, "offer_remedy")
    dialog = dialog_of(qtbot, window)
    dialog.form.editor("kind").set_value("compensation")
    dialog.form.editor("note").set_value(OWN[0])
    dialog.confirm.click()
    settle(window)
    assert dialog.form.editor("amount").error  # money without an amount is refused at its field
    dialog.form.editor("amount").set_value(Decimal("500.00"))
    dialog.confirm.click()
    settle(window)
    qtbot.waitUntil(lambda: [one.state for one in page.remedies.rows] == ["proposed"])
    assert page.remedies.rows[0].note == OWN[0]
    signing = enter("zhou")
    page = signing.open_record("complaint", complaint.id)
    settle(signing)
    press(page, "sign_remedy")
    dialog_of(qtbot, signing).confirm.click()
    settle(signing)
    qtbot.waitUntil(lambda: [one.state for one in page.remedies.rows] == ["approved"])
    assert remedies.of_complaint(sign_in("zhou"), complaint.id)[0].decided_by == "周敏"


def test_the_page_of_a_complaint_has_its_pictures(qtbot, enter, settle, sign_in, picture):
    na, zhou = sign_in("na"), sign_in("zhou")
    complaint = record_complaint(na, harm="money", regulator_no="12315-2026-0088")
    remedies.propose(na, new_id(), complaint.id, "compensation", new_id(), amount=Decimal("500.00"), note="误工补偿")
    remedies.propose(na, new_id(), complaint.id, "apology", new_id(), note="店长当面致歉")
    complaints.move(zhou, complaints.get(zhou, complaint.id), "acknowledge", {"comment": "已电话告知"}, new_id())
    corrective_actions.plan(
        zhou,
        new_id(),
        complaint.id,
        "取件前一天再次电话核对，并在工单上记录结果",
        known("na"),
        formats.today(),
        new_id(),
    )
    window = enter("zhou")
    window.resize(1366, 768)
    page = window.open_record("complaint", complaint.id)
    settle(window)
    assert picture(window, "complaint-remedies")
    press(page, "offer_remedy")
    dialog = dialog_of(qtbot, window)
    assert picture(dialog, "complaint-offer")
    dialog.reject()
    qtbot.waitUntil(lambda: window.findChildren(FormDialog) == [])
    press(page, "plan_measure")
    dialog = dialog_of(qtbot, window)
    settle(window)
    assert picture(dialog, "complaint-measure")
    dialog.reject()


def test_a_corrective_action_is_planned_on_the_page_and_verified_by_the_manager(qtbot, enter, settle, sign_in, picture):
    complaint = record_complaint(sign_in("na"), severity=4)
    window = enter("na")
    page = window.open_record("complaint", complaint.id)
    settle(window)
    press(page, "plan_measure")
    dialog = dialog_of(qtbot, window)
    settle(window)
    form = dialog.form
    form.editor("what").set_value(OWN[0])
    form.set_value("owner_id", known("na"))
    dialog.confirm.click()
    assert form.editor("due_on").error  # a measure without a day is no measure
    form.editor("due_on").set_value(formats.today())
    dialog.confirm.click()
    qtbot.waitUntil(lambda: [one.what for one in page.measures.rows] == [OWN[0]])
    press(page, "finish_measure")
    dialog = dialog_of(qtbot, window)
    dialog.form.editor("note").set_value("已培训")
    assert dialog.form.value("effect_due_on") == formats.today() + timedelta(days=30)
    assert picture(dialog, "complaint-measure-done")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: [one.state for one in page.measures.rows] == ["done"])
    other = enter("zhou")
    page = other.open_record("complaint", complaint.id)
    settle(other)
    press(page, "verify_measure")
    dialog_of(qtbot, other).confirm.click()
    qtbot.waitUntil(lambda: [one.state for one in page.measures.rows] == ["verified"])
    # some time later it comes out that it did not help, and something else is planned
    press(page, "measure_in_vain")
    dialog = dialog_of(qtbot, other)
    dialog.form.editor("note").set_value("又有一起")
    dialog.form.editor("instead").set_value("每周抽查录音")
    dialog.form.editor("due_on").set_value(formats.today())
    assert picture(dialog, "complaint-measure-in-vain")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: sorted(one.state for one in page.measures.rows) == ["ineffective", "open"])
    assert picture(other, "complaint-measures")


def test_a_voucher_is_issued_on_the_page_and_its_paper_bears_its_number(qtbot, enter, settle, sign_in):
    na = sign_in("na")
    complaint = record_complaint(na, complainant="陈伟")
    remedies.propose(na, new_id(), complaint.id, "voucher", new_id(), amount=Decimal("80.00"), note="致歉")
    window = enter("na")
    page = window.open_record("complaint", complaint.id)
    settle(window)
    press(page, "finish_remedy")
    dialog_of(qtbot, window).confirm.click()
    qtbot.waitUntil(lambda: [one.voucher_state for one in page.remedies.rows] == ["issued"])
    (one,) = page.remedies.rows
    paper = from_remedies.voucher(na, one.voucher_id, "李娜")
    shown = reading.text(render("voucher", paper, "a5", "both"))
    assert one.document in shown and "80.00" in shown and "陈伟" in shown


def test_a_device_is_exchanged_on_the_page(qtbot, enter, settle, sign_in, committed, picture):
    na = sign_in("na")
    customer, device = customer_with_device(committed)
    order = take_in(na, customer, device).orders[0]
    complaint = record_complaint(na, work_order_id=order.id, customer_id=customer)
    remedies.propose(na, new_id(), complaint.id, "exchange", new_id(), note="两次未修好")
    window = enter("na")
    page = window.open_record("complaint", complaint.id)
    settle(window)
    press(page, "finish_remedy")
    dialog = dialog_of(qtbot, window)
    assert dialog.form.value("old_device") == device
    dialog.form.editor("serial_no").set_value("NEW-4711")
    assert picture(dialog, "complaint-exchange")
    dialog.confirm.click()
    qtbot.waitUntil(lambda: [one.exchange_id is not None for one in page.remedies.rows] == [True])
    made = from_remedies.exchange(na, page.remedies.rows[0].exchange_id, "李娜")
    assert "NEW-4711" in reading.text(render("exchange", made, "a4", "en"))
