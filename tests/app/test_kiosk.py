"""The kiosk's window and a company customer's own pages, on a real database."""

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit

from app.guest_place import CustomerPlace, KioskPlace
from app.workplace import Workplace
from services import guests, sign_in, work_orders
from services.ids import new_id
from tests.app.test_program import sessions, start, wait_until
from tests.guest_samples import FIRST_PASSWORD, OWN_PASSWORD, company
from tests.people import known
from tests.work_order_samples import bring_to, step
from tests.workplace import at_work, conninfo, remembered
from ui.kiosk.window import LeaveDialog
from ui.kit.theme import theme
from ui.kit.words import use_language

__all__ = ["at_work", "company", "conninfo", "remembered", "start"]


@pytest.fixture
def kiosk(at_work, company, qtbot):
    """The kiosk of the Xihu store, at its start page."""
    place = at_work(company.kiosk(), FIRST_PASSWORD)
    assert isinstance(place, KioskPlace)
    qtbot.waitUntil(lambda: place.window.at_start)
    yield place
    place.end(None, tell=False)


def type_in(window, number, code):
    """Type both as with a keyboard, Enter after each."""
    form = window.start.form
    for column, typed in (("number", number), ("code", code)):
        field = form.editor(column).focus_widget
        field.setFocus()
        QTest.keyClicks(field, typed)
    window.start.submit_button.click()


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def keep(window, name):
    """A picture, where somebody wants to look at it."""
    folder = os.environ.get("AFTERCARE_PICTURES")
    if folder:
        QApplication.processEvents()
        window.grab().save(str(Path(folder) / f"{name}.png"))


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


def words_on(window):
    """All that labels and fields of a window say."""
    labels = [label.text() + label.accessibleName() for label in window.findChildren(QLabel)]
    return "\n".join(labels + [field.text() for field in window.findChildren(QLineEdit)])


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


def test_questions_open_with_a_finger(qtbot, company, kiosk):
    _article(company)
    window = kiosk.window
    window.start.questions.click()
    qtbot.waitUntil(lambda: window.questions.answer.isVisible())
    assert "清洁充电口" in window.questions.words.text()
    window.over.click()
    assert window.at_start


def _article(
    company,
    question="手机不能充电怎么办？",
    question_en="My phone does not charge?",
    category="fault",
    symptoms=("no_power",),
):
    article = new_id()
    company.root(
        """insert into article (id, question, question_en, answer, customer_answer, customer_answer_en, category, symptoms)
           values (:i, :q, :e, '更换尾插', '先清洁充电口，再换一根线试试。', 'Clean the port first, then try another cable.',
                   :c, :s)""",
        i=article,
        q=question,
        e=question_en,
        c=category,
        s=list(symptoms),
    )
    company.root("update article set state = 'published' where id = :i", i=article)
    return article


def touch(field):
    """A finger on a field."""
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)


def more_articles(company):
    _article(company, "屏幕碎了，多少钱能修？", "The screen is broken", "price", ("no_display",))
    _article(company, "保修期从哪一天算起？", "When does the warranty begin?", "warranty", ())


def titles(window):
    return [one.title for one in window.questions._found.articles] if window.questions._found else []


def test_the_keyboard_comes_when_the_search_is_touched_and_writes_into_it(qtbot, company, kiosk):
    _article(company)
    window = kiosk.window
    window.start.questions.click()
    qtbot.waitUntil(lambda: titles(window) == ["手机不能充电怎么办？"])
    assert window.keyboard.isHidden() and window.foot.isVisible()
    touch(window.questions.search)
    assert window.keyboard.isVisible() and not window.foot.isVisible()
    for key in ("p", "h", "o", "x", "back", "n", "e"):
        window.keyboard.keys[key].click()
    assert window.questions.search.text() == "phone"
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    window.keyboard.hide_key.click()
    assert window.keyboard.isHidden() and window.foot.isVisible() and window.questions.search.text() == "phone"
    window.questions.keyboard.click()
    assert window.keyboard.isVisible()
    window.go_start()
    assert window.keyboard.isHidden() and not window.questions.search.text()


def test_answers_are_found_by_touching_a_topic_and_by_pinyin_initials(qtbot, company, kiosk):
    _article(company)
    more_articles(company)
    window = kiosk.window
    view = window.questions
    window.show_questions()
    qtbot.waitUntil(lambda: len(titles(window)) == 3 and bool(view.topics.all))
    assert view.topics.kinds["topic"].isVisible() and not view.topics.kinds["model"].isVisible()
    view.topics.kinds["topic"].click()
    picks = {b.objectName(): b for b in view.topics.picks.findChildren(QAbstractButton) if b.isVisible()}
    assert set(picks) == {
        "action_pick_all",
        "action_pick_topic_fault",
        "action_pick_topic_warranty",
        "action_pick_topic_price",
    }
    picks["action_pick_topic_warranty"].click()
    qtbot.waitUntil(lambda: titles(window) == ["保修期从哪一天算起？"])
    assert view.topics.kinds["topic"].text() == "保修政策" and view.below.currentIndex() == 0
    # the first letters of what is said, as a Chinese reader types them
    touch(view.search)
    for key in "jg":
        window.keyboard.keys[key].click()
    price = lambda: [b for b in view.topics.findChildren(QAbstractButton) if b.isVisible() and b.text() == "价格费用"]  # noqa: E731
    qtbot.waitUntil(lambda: len(price()) == 1)
    price()[0].click()
    qtbot.waitUntil(lambda: titles(window) == ["屏幕碎了，多少钱能修？"])
    assert not view.search.text()
    window.go_start()
    window.show_questions()
    qtbot.waitUntil(lambda: len(titles(window)) == 3)
    assert view.topics.chosen is None and view.topics.kinds["topic"].text() == "问题分类"


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


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_keys_are_large_and_fit_on_small_and_large_screens(qtbot, company, kiosk, size):
    _article(company)
    window = kiosk.window
    window.showNormal()
    window.resize(*size)
    window.show_questions()
    qtbot.waitUntil(lambda: bool(titles(window)))
    touch(window.questions.search)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    keys = [*window.keyboard.keys.values(), window.keyboard.hide_key]
    assert all(key.height() >= 64 and key.width() >= 64 for key in keys)
    assert all(window.rect().contains(key.mapTo(window, key.rect().bottomRight())) for key in keys)
    assert window.questions.below.height() >= 64
    window.go_start()
    for layer in ("abc", "123"):
        window.start.keypad.keys[layer].click()
        QApplication.processEvents()
        shown = [key for key in window.start.keypad.findChildren(QAbstractButton) if key.isVisible()]
        assert all(key.height() >= 64 and key.width() >= 64 for key in shown)
        assert all(window.rect().contains(key.mapTo(window, key.rect().bottomRight())) for key in shown)
    assert (window.width(), window.height()) == size


def test_a_closed_sign_in_leaves_the_kiosk(qtbot, company, kiosk):
    admin = company.person("admin")
    guest = next(one for one in guests.of_store(admin) if one.login == kiosk.arrival.session.person.login)
    with qtbot.waitSignal(kiosk.ended) as ended:
        guests.disable(admin, guest.id)
        type_in(kiosk.window, "W2611-00001", "123456")
    assert ended.args[0].code == "sign_in_failed"


# -- who gets which window -------------------------------------------------------------------------------


def test_each_sign_in_gets_its_own_window_and_no_other(at_work, company):
    staff = at_work("na")
    assert isinstance(staff, Workplace) and not isinstance(staff, KioskPlace | CustomerPlace)
    assert not any(name.startswith("own_") for name in staff.window.pages.specs)
    kiosk = at_work(company.kiosk(), FIRST_PASSWORD)
    assert isinstance(kiosk, KioskPlace) and not hasattr(kiosk.window, "rail")
    login = company.own(company.customer()).person.login
    customer = at_work(login, OWN_PASSWORD)
    assert isinstance(customer, CustomerPlace)
    assert all(name.startswith("own_") for name in customer.window.pages.specs)
    for name in ("customers", "work_orders", "admin", "dashboard", "settings"):
        assert customer.window.open_page(name) is None


# -- a customer's own pages ------------------------------------------------------------------------------


@pytest.fixture
def customer(at_work, company):
    """A company customer at work, with two orders."""
    mine = company.customer("联合物业公司")
    orders = [company.order(mine, problem=f"故障 {n}") for n in range(2)]
    place = at_work(company.own(mine).person.login, OWN_PASSWORD)
    place.orders = orders
    yield place
    place.end(None, tell=False)


def test_a_customer_reads_his_orders_and_opens_one(qtbot, customer):
    page = customer.window.current_page()
    assert page.name == "own_orders"
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 2)
    customer.window.open_record("own_order", customer.orders[0].id)
    one = customer.window.current_page()
    qtbot.waitUntil(lambda: one.view.order is not None)
    assert one.view.order.number == customer.orders[0].number


@pytest.mark.parametrize("name", ["own_devices", "own_file", "own_surveys", "own_questions", "own_figures"])
def test_every_page_of_a_customer_opens(qtbot, customer, company, name):
    _article(company)
    page = customer.window.open_page(name)
    qtbot.waitUntil(lambda: not page._running)
    assert page.messages.worst() is None
    if name == "own_devices":
        qtbot.waitUntil(lambda: page.pane.model.rowCount() == 2)
    if name == "own_file":
        assert "联合物业公司" in words_on(page)


def test_a_foreign_order_is_gone_for_a_customer(qtbot, customer, company):
    foreign = company.order(company.customer("另一家公司"))
    customer.window.open_record("own_order", foreign.id)
    page = customer.window.current_page()
    qtbot.waitUntil(lambda: page.messages.worst() is not None)
    assert page.view.order is None and foreign.number not in words_on(page)


def test_a_customer_changes_his_password_in_the_window(customer):
    again = sign_in.change_password(
        customer.arrival.session, customer.arrival.conninfo, OWN_PASSWORD, "another word 99"
    )
    assert again.person.login == customer.arrival.session.person.login


@pytest.mark.parametrize("looks", [("light", "zh_CN"), ("dark", "en")])
def test_pictures_of_the_customers_view(qtbot, company, at_work, looks):
    """Paints every page; where AFTERCARE_PICTURES names a folder they are kept to be looked at."""
    name, language = looks
    mine = company.customer("联合物业公司")
    order = company.order(mine, problem="空调不制冷，开机十分钟后停机")
    bring_to(company.person, order.id, "repairing")
    work_orders.note(company.person("na"), order.id, "压缩机已到货，明天更换。", request=new_id(), public=True)
    other = company.order(mine, problem="遥控器失灵")
    step(company.person("na"), other.id, "assign", technician_id=known("tang"))
    _article(company)
    more_articles(company)
    place = at_work(company.kiosk(), FIRST_PASSWORD)
    window = place.window
    theme.apply(name)
    use_language(language)
    window.showNormal()
    window.resize(1600, 1000)
    keep(window, f"kiosk-start-{name}")
    type_in(window, order.number, wrong(order.pickup_code))
    qtbot.waitUntil(lambda: bool(window.start.problem.label.text()))
    keep(window, f"kiosk-wrong-{name}")
    type_in(window, "", order.pickup_code)
    qtbot.waitUntil(lambda: window.stack.currentIndex() == 1)
    keep(window, f"kiosk-order-{name}")
    for width, height in ((1366, 768), (1920, 1080)):
        window.resize(width, height)
        window.go_start()
        window.start.keypad.keys["abc"].click()
        keep(window, f"kiosk-letters-{width}-{name}")
        window.show_questions()
        qtbot.waitUntil(lambda: window.questions.answer.isVisible() and bool(window.questions.topics.all))
        keep(window, f"kiosk-questions-{width}-{name}")
        touch(window.questions.search)
        for letter in "pm" if language == "zh_CN" else "fa":
            window.keyboard.keys[letter].click()
        qtbot.waitUntil(lambda: window.questions.topics.suggested.count() > 0)
        keep(window, f"kiosk-keyboard-{width}-{name}")
        window.questions.topics.kinds["symptom"].click()
        window.keyboard.put_away()
        keep(window, f"kiosk-topics-{width}-{name}")
    place.end(None, tell=False)
    login = company.own(mine).person.login
    place = at_work(login, OWN_PASSWORD)
    theme.apply(name)
    use_language(language)
    for page_name in place.window.pages.specs:
        page = (
            place.window.open_record("own_order", order.id)
            if page_name == "own_order"
            else place.window.open_page(page_name)
        )
        qtbot.waitUntil(lambda page=page: not page._running)
        if hasattr(page, "pane"):
            qtbot.waitUntil(lambda page=page: page.pane.model.rowCount() == 2)
        keep(place.window, f"{page_name}-{name}")
    place.end(None, tell=False)
