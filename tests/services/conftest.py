"""People and days that several tests of services share."""

import pytest
from sqlalchemy import text

from services import accounts
from services.ids import new_id
from tests.people import PASSWORD, known


@pytest.fixture
def today(login):
    """The day of the Xihu store."""
    with login("na").read() as connection:
        return connection.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()


@pytest.fixture
def hired(superuser, login):
    """Somebody new with roles of his own at a store: (his database, his id)."""

    def hire(name, *roles, store="store xihu"):
        made = new_id()
        accounts.create(superuser, made, name, name, PASSWORD, roles=roles, stores=[known(store)], must_change=False)
        return login(name), made

    return hire
