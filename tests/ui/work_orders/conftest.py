"""People, devices and orders for the screens of orders, in a database of the test's own."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from services.database import Database
from tests.customer_samples import make_customer, make_device, make_model
from tests.ui.work_orders.keys import Hands
from ui.work_orders.intake_page import IntakePage


@pytest.fixture
def people(sign_in: Callable[[str], Database]) -> Callable[[str], Database]:
    """Signs each one of the cast in once, however often he is asked for: connections are few."""
    known: dict[str, Database] = {}

    def enter(login: str) -> Database:
        if login not in known:
            known[login] = sign_in(login)
        return known[login]

    return enter


@pytest.fixture
def phone_model(committed: Connection) -> UUID:
    """A model of a mobile phone."""
    category = committed.execute(text("select id from product_category where code = 'phone'")).scalar()
    return make_model(committed, category_id=category)


@pytest.fixture
def known_device(committed: Connection, phone_model: UUID) -> UUID:
    """A telephone on file, with its owner."""
    customer = make_customer(committed, "张思远", "13800001234", salutation="mr", notify_by="wechat")
    return make_device(committed, customer, phone_model, serial_no="860461051258518", sold_on="2026-01-22")


@pytest.fixture
def page(desk_of, show):
    """The counter's page for taking in, where a module has no page of its own."""
    return show(IntakePage(desk_of("na")), 1364, 791)


@pytest.fixture
def hands(qtbot, page):
    """Whoever types there."""
    page.focus_start()
    return Hands(qtbot, page)
