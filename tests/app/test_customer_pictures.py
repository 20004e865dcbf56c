"""Every page that customers see is painted: the kiosk's and their own."""

import pytest

from services import work_orders
from services.ids import new_id
from tests.app.kiosk import keep, put_article, put_more_articles, put_products, touch, type_in, wrong
from tests.guest_samples import FIRST_PASSWORD, OWN_PASSWORD, company
from tests.people import known
from tests.work_order_samples import bring_to, step
from ui.kit.theme import theme
from ui.kit.words import use_language

__all__ = ["company"]


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
    put_article(company)
    put_more_articles(company)
    put_products(company)
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
        window.keyboard.put_away()
        window.show_products()
        qtbot.waitUntil(lambda: bool(window.products.products))
        keep(window, f"kiosk-products-{width}-{name}")
        window.show_questions()
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
        if page_name in ("own_orders", "own_devices"):
            qtbot.waitUntil(lambda page=page: page.pane.model.rowCount() == 2)
        if page_name == "own_products":
            qtbot.waitUntil(lambda page=page: len(page.view.products or []) == 4)
        keep(place.window, f"{page_name}-{name}")
    place.end(None, tell=False)
