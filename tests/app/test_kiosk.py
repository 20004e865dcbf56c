"""The kiosk's window on a real database: orders shown by number and code, and how it starts and ends."""

import signal

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from services import guests
from services.printing import Printer
from tests.app.kiosk import kiosk, type_in, words_on, wrong
from tests.app.test_program import sessions, start, wait_until
from tests.guest_samples import FIRST_PASSWORD, company
from tests.services.documents import reading
from ui.kiosk.window import LeaveDialog
from ui.kit.theme import theme

__all__ = ["company", "kiosk", "start"]


def test_number_and_code_show_the_order_and_finish_wipes_it(qtbot, company, kiosk):
    order = company.order(problem="屏幕不亮")
    window = kiosk.window
    type_in(window, order.number, order.pickup_code)
    qtbot.waitUntil(lambda: window.stack.currentIndex() == 1)
    assert window.order.order.number == order.number
    assert [entry.icon for entry in window.order.trace.entries()] == ["at_store", "received"]
    window.over.click()
    assert window.at_start and window.order.order is None and not window.order.trace.entries()
    assert not window.start.form.value("number") and not window.start.form.value("code")
    qtbot.waitUntil(lambda: order.number not in words_on(window))


def test_a_wrong_code_is_told_in_one_sentence_and_the_number_stays(qtbot, company, kiosk):
    order = company.order()
    start = kiosk.window.start
    type_in(kiosk.window, order.number, wrong(order.pickup_code))
    qtbot.waitUntil(lambda: bool(start.problem.label.text()))
    assert start.problem.label.text() == "单号与取机码不符。两者都印在受理单上；也可到柜台咨询。"
    assert start.form.value("number") == order.number and not start.form.value("code")
    assert kiosk.window.at_start


def test_what_is_missing_is_asked_for(kiosk):
    start = kiosk.window.start
    start.submit_button.click()
    assert not start.problem.label.text()
    start.form.set_value("number", "W2611-00001")
    start.submit_button.click()
    assert start.problem.label.text() == "请输入受理单上的 6 位取机码。"


def test_too_many_tries_wait_and_say_how_long(qtbot, company, kiosk):
    order = company.order()
    company.root(
        "insert into kiosk_limit (scope, key, tries, waits_until) values ('number', :n, 7, now() + interval '9 minutes')",
        n=f"W{order.number[6:]}",
    )
    start = kiosk.window.start
    type_in(kiosk.window, order.number, order.pickup_code)
    qtbot.waitUntil(lambda: "尝试次数过多" in start.problem.label.text())
    assert not start.submit_button.isEnabled()
    kiosk.window.go_start()
    # the next customer finds the wait, not the number
    assert not start.submit_button.isEnabled() and not start.form.value("number")


def test_large_digits_go_to_the_field_that_has_the_focus(company, kiosk):
    start = kiosk.window.start
    form = start.form
    start.focus_start()
    for digit in "261100042":
        start.keypad.keys[digit].click()
    assert form.value("number") == "261100042"
    start.keypad.keys["back"].click()
    assert form.value("number") == "26110004"
    form.jump_to("code")
    for digit in "1234":
        start.keypad.keys[digit].click()
    assert form.value("code") == "1234"


def test_a_number_scanned_into_the_code_goes_where_it_belongs(qtbot, kiosk):
    start = kiosk.window.start
    start.form.jump_to("code")
    for scanned in ("W2611-00042", "n2611-00007"):
        start.form.jump_to("code")
        QTest.keyClicks(start.form.editor("code").focus_widget, scanned)
        qtbot.waitUntil(lambda scanned=scanned: (start.form.value("number") or "").upper() == scanned.upper())
        assert not start.form.value("code")


def test_a_slip_of_several_devices_shows_one_after_the_other(qtbot, company, kiosk):
    number, (first, second) = company.slip(2)
    window = kiosk.window
    type_in(window, number.lower(), first.pickup_code)
    qtbot.waitUntil(lambda: window.stack.currentIndex() == 1)
    assert window.order.order.number == first.number and second.number not in words_on(window)
    window.another.click()
    assert window.at_start and window.order.order is None
    type_in(window, "", second.pickup_code)
    qtbot.waitUntil(lambda: window.stack.currentIndex() == 1)
    assert window.order.order.number == second.number
    window.over.click()
    assert not window.start.form.value("number")
    # an order's own number leads to no other
    type_in(window, second.number, second.pickup_code)
    qtbot.waitUntil(lambda: window.stack.currentIndex() == 1)
    assert not window.another.isVisible()


def test_an_untouched_kiosk_goes_back_and_forgets(qtbot, at_work, company):
    order = company.order()
    place = at_work(company.kiosk(), FIRST_PASSWORD, idle_minutes=0.02)
    window = place.window
    type_in(window, order.number, order.pickup_code)
    qtbot.waitUntil(lambda: window.stack.currentIndex() == 1)
    qtbot.waitUntil(lambda: window.at_start, timeout=8000)
    assert window.order.order is None
    qtbot.waitUntil(lambda: order.number not in words_on(window))
    place.end(None, tell=False)


def test_a_kiosk_starts_by_itself_from_its_connection_and_ends_in_order(start, company, tmp_path):
    login = company.kiosk()
    process = start(AFTERCARE_DSN=company.clone.dsn(f"s_{login}", FIRST_PASSWORD))
    wait_until(lambda: sessions(company.clone, login) >= 1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert "Traceback" not in process.communicate()[1]
    assert not list((tmp_path / "home").rglob("aftercare.log"))


def test_only_the_password_ends_a_kiosk(qtbot, kiosk):
    window = kiosk.window
    window.close()
    (dialog,) = window.findChildren(LeaveDialog)
    assert window.isVisible()
    dialog.form.set_value("password", "not the password")
    dialog.submit()
    qtbot.waitUntil(lambda: bool(dialog.form.editor("password").error))
    assert window.isVisible()
    dialog.form.set_value("password", FIRST_PASSWORD)
    with qtbot.waitSignal(kiosk.closed):
        dialog.submit()


def test_both_languages_are_on_the_start_page(kiosk):
    window = kiosk.window
    window.english.click()
    assert window.start.submit_button.text() == "Show my order"
    window.chinese.click()
    assert window.start.submit_button.text() == "查看我的工单"


def test_targets_are_large_enough_for_fingers(kiosk):
    theme_side = theme.px(1)
    assert theme_side >= 1 and theme.scale >= 1.5
    kiosk.window.resize(1600, 1000)
    QApplication.processEvents()
    small = [
        button.objectName()
        for button in kiosk.window.findChildren(QAbstractButton)
        if button.isVisible() and button.objectName().startswith("action_") and button.height() < 44
    ]
    assert small == []
    assert all(button.accessibleName() for button in kiosk.window.findChildren(QAbstractButton) if button.isVisible())


def test_letters_come_when_they_are_wanted_and_digits_for_the_next_customer(kiosk):
    start = kiosk.window.start
    start.focus_start()
    start.keypad.keys["abc"].click()
    for key in ("N", "back", "W"):
        start.keypad.keys[key].click()
    start.keypad.keys["123"].click()
    for digit in "42":
        start.keypad.keys[digit].click()
    assert start.form.value("number") == "W42"
    start.keypad.keys["abc"].click()
    kiosk.window.go_start()
    assert start.keypad.layers.currentIndex() == 0


def test_a_closed_sign_in_leaves_the_kiosk(qtbot, company, kiosk):
    admin = company.person("admin")
    guest = next(one for one in guests.of_store(admin) if one.login == kiosk.arrival.session.person.login)
    with qtbot.waitSignal(kiosk.ended) as ended:
        guests.disable(admin, guest.id)
        type_in(kiosk.window, "W2611-00001", "123456")
    assert ended.args[0].code == "sign_in_failed"


def test_an_order_is_printed_where_the_kiosk_has_a_printer(qtbot, company, kiosk, monkeypatch):
    sent, window = [], kiosk.window
    printing = window.desk.printing
    monkeypatch.setattr(printing, "printers", lambda: [Printer("desk", is_default=True)])
    printing.sender = lambda pdf, media, target, title: sent.append((pdf, media, target.name))
    order = company.order(problem="屏幕不亮")
    type_in(window, order.number, order.pickup_code)
    qtbot.waitUntil(window.paper.isVisible)
    window.paper.click()
    qtbot.waitUntil(lambda: bool(sent))
    pdf, media, name = sent[0]
    assert (media, name) == ("a4", "desk") and order.number in reading.text(pdf)
    assert not window.paper.isVisible()
    qtbot.waitUntil(lambda: all(job.ended for job in printing.jobs))


def test_without_a_printer_nothing_is_offered(qtbot, company, kiosk, monkeypatch):
    window = kiosk.window
    asked = []
    monkeypatch.setattr(window.desk.printing, "printers", lambda: asked.append(1) or [])
    order = company.order()
    type_in(window, order.number, order.pickup_code)
    qtbot.waitUntil(lambda: bool(asked) and window.stack.currentIndex() == 1)
    assert not window.paper.isVisible()
