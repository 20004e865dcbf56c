"""The customer's view: a store's kiosk with one of the orders of the tour, and a company customer's own pages."""

from app.tour_steps import subjects
from app.tour_steps.gate import enter, sign_out
from app.tour_steps.guide import Guide
from services.sample.guests import CUSTOMER_LOGIN, kiosk_login

PAGES = ("own_orders", "own_devices", "own_file", "own_surveys", "own_questions", "own_products", "own_figures")


def customers_view(guide: Guide) -> None:
    """Number and code at the kiosk, and what a company sees of itself."""
    sign_out(guide)
    number, code, store = subjects.slip(guide.notes["dsn"])
    enter(guide, kiosk_login(store))
    window = guide.program.workplace.window
    guide.picture("kiosk")
    window.start.focus_start()
    guide.type(number)
    guide.press("Return")
    guide.type("000000" if code != "000000" else "000001")
    guide.press("Return")
    guide.wait(lambda: window.start.problem.label.text(), "the wrong code to be refused")
    guide.picture("kiosk-wrong-code")
    guide.type(code)
    guide.press("Return")
    guide.wait(lambda: window.stack.currentIndex() == 1, "the order at the kiosk")
    guide.picture("kiosk-order")
    window.more.click()
    guide.wait(window.questions.answer.isVisible, "the answers")
    guide.wait(lambda: window.questions.topics.all, "the topics")
    window.questions.topics.turn("topic")
    guide.picture("kiosk-questions")
    window.questions.topics.turn("")
    window.questions.keyboard.click()
    guide.picture("kiosk-keyboard")
    window.keyboard.put_away()
    window.show_products()
    guide.wait(lambda: window.products.products, "the products")
    guide.picture("kiosk-products")
    window.go_start()
    guide.program.workplace.end(None)
    enter(guide, CUSTOMER_LOGIN)
    window = guide.program.workplace.window
    for name in PAGES:
        window.open_page(name)
        guide.rest()
        guide.picture(name.replace("_", "-"))
    pane = window.open_page("own_orders").pane
    pane.view_chosen.emit("all")
    guide.wait(lambda: pane.model.rowCount() > 0, "the customer's orders")
    pane.opened.emit(pane.model.row(0))
    guide.rest()
    guide.picture("own-order")
