"""A company customer's own pages; and who gets which window."""

import pytest

from app.guest_place import CustomerPlace, KioskPlace
from app.workplace import Workplace
from services import sign_in
from tests.app.kiosk import put_article, words_on
from tests.guest_samples import FIRST_PASSWORD, OWN_PASSWORD, company
from tests.services.documents import reading
from ui import kiosk as own_pages

__all__ = ["company"]


def test_each_sign_in_gets_its_own_window_and_no_other(at_work, company):
    staff = at_work("na")
    assert isinstance(staff, Workplace) and not isinstance(staff, KioskPlace | CustomerPlace)
    assert not {spec.name for spec in own_pages.SPECS} & set(staff.window.pages.specs)
    kiosk = at_work(company.kiosk(), FIRST_PASSWORD)
    assert isinstance(kiosk, KioskPlace) and not hasattr(kiosk.window, "rail")
    login = company.own(company.customer()).person.login
    customer = at_work(login, OWN_PASSWORD)
    assert isinstance(customer, CustomerPlace)
    assert all(name.startswith("own_") for name in customer.window.pages.specs)
    for name in ("customers", "work_orders", "admin", "dashboard", "settings"):
        assert customer.window.open_page(name) is None


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


@pytest.mark.parametrize(
    "name", ["own_devices", "own_file", "own_surveys", "own_questions", "own_products", "own_figures"]
)
def test_every_page_of_a_customer_opens(qtbot, customer, company, name):
    put_article(company)
    page = customer.window.open_page(name)
    qtbot.waitUntil(lambda: not page._running)
    assert page.messages.worst() is None
    if name == "own_devices":
        qtbot.waitUntil(lambda: page.pane.model.rowCount() == 2)
    if name == "own_figures":
        assert page.tiles["justified"].accessibleName().startswith("受理问题的合理性")
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


def test_a_customer_saves_his_order_as_a_paper(qtbot, customer, tmp_path):
    customer.window.open_record("own_order", customer.orders[0].id)
    page = customer.window.current_page()
    qtbot.waitUntil(page.paper.isVisible)
    dialog = page.show_paper()
    qtbot.waitUntil(dialog.save_button.isEnabled)
    dialog.save_to(tmp_path / "order.pdf")
    qtbot.waitUntil((tmp_path / "order.pdf").exists)
    words = reading.text((tmp_path / "order.pdf").read_bytes())
    assert customer.orders[0].number in words and "联合物业公司" in words and "付款方式" in words
    dialog.reject()
