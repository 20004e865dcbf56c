"""A clerk's desk with a customer on file."""

import pytest

from tests.ui.customers.screens import add
from ui.customers.detail import CustomerPage


@pytest.fixture
def desk(desk_of):
    return desk_of("na")


@pytest.fixture
def wang(desk):
    return add(desk.db, address="浙江省杭州市西湖区文三路 9 号")


@pytest.fixture
def page(desk, show, wang):
    made = CustomerPage(desk)
    made.record_id = wang
    return show(made)
