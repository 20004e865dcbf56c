"""Kiosks and customers with sign-ins of their own, for tests: in a database of the test's own, signed in for real."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text

from services import guests, sign_in, work_orders
from services.database import Database, role_of
from services.ids import new_id
from services.work_orders import Order
from tests import cluster
from tests.customer_samples import make_customer, make_device
from tests.people import PASSWORD, known
from tests.work_order_samples import XIHU, take_in

FIRST_PASSWORD = "the first word 7"
OWN_PASSWORD = "a word of my own 8"


def login_of_its_own(kind: str) -> str:
    """A login no other test has: roles belong to the whole cluster."""
    return f"{kind}_{os.urandom(5).hex()}"


@dataclass
class Company:
    """A database with people, kiosks and customers who sign in for real."""

    clone: cluster.Clone
    conninfo: str
    opened: list[Database] = field(default_factory=list)
    _people: dict[str, Database] = field(default_factory=dict)

    def person(self, login: str) -> Database:
        """Somebody of the cast, signed in."""
        if login not in self._people:
            self._people[login] = Database(self.clone.dsn(role_of(login), PASSWORD), login=login)
            self.opened.append(self._people[login])
        return self._people[login]

    def psql(self, login: str, password: str) -> psycopg.Connection:
        """A connection such as psql makes."""
        connection = psycopg.connect(self.clone.dsn(role_of(login), password), autocommit=True)
        connection.execute("set search_path = aftercare")
        return connection

    def root(self, statement: str, **values: object) -> list:
        """Run a statement as the server's superuser; its rows."""
        with self.clone.begin() as connection:
            found = connection.execute(text(statement), values)
            return list(found) if found.returns_rows else []

    def customer(self, name: str = "联合物业公司", **values: object) -> UUID:
        """A customer who is on file."""
        with self.clone.begin() as connection:
            return make_customer(connection, name=name, **{"kind": "company", **values})

    def order(self, customer: UUID | None = None, clerk: str = "na", store: UUID = XIHU, **values: object) -> Order:
        """An order of a customer's new device, taken in at the counter."""
        customer = customer or self.customer()
        with self.clone.begin() as connection:
            device = make_device(connection, customer, serial_no=f"SN{new_id().hex[-12:]}")
        db = self.person(clerk)
        return work_orders.get(db, take_in(db, customer, device, store=store, **values).orders[0].id)

    def slip(self, count: int, clerk: str = "na", store: UUID = XIHU) -> tuple[str, list[Order]]:
        """The number of a slip of several devices handed in together, and their orders."""
        customer = self.customer()
        with self.clone.begin() as connection:
            devices = [make_device(connection, customer, serial_no=f"SN{new_id().hex[-12:]}") for _n in range(count)]
        db = self.person(clerk)
        taken = take_in(db, customer, *devices, store=store)
        return taken.number, [work_orders.get(db, one.id) for one in taken.orders]

    def kiosk(self, store: UUID = XIHU) -> str:
        """The login of a store's new kiosk."""
        login = login_of_its_own("kiosk")
        guests.add(self.person("admin"), new_id(), login, FIRST_PASSWORD, store_id=store)
        return login

    def guest(self, customer: UUID) -> str:
        """The login of a customer, with the password somebody gave him."""
        login = login_of_its_own("cust")
        guests.add(self.person("zhou"), new_id(), login, FIRST_PASSWORD, customer_id=customer)
        return login

    def enter(self, login: str, password: str = FIRST_PASSWORD) -> sign_in.Session:
        """Sign a guest in."""
        session = sign_in.enter(self.conninfo, login, password)
        self.opened.append(session.db)
        return session

    def own(self, customer: UUID) -> sign_in.Session:
        """A customer at work, with a password of his own."""
        return sign_in.replace_given_password(self.enter(self.guest(customer)), OWN_PASSWORD)


def open_company(clone: cluster.Clone) -> Iterator[Company]:
    """A company in this database; everything it opened is closed at the end."""
    parts = psycopg.conninfo.conninfo_to_dict(clone.dsn())
    without = {name: value for name, value in parts.items() if name not in ("user", "password")}
    made = Company(clone, psycopg.conninfo.make_conninfo("", **without))
    yield made
    for db in made.opened:
        db.close()


@pytest.fixture
def company(fresh_database: cluster.Clone) -> Iterator[Company]:
    """A company in a database of the test's own."""
    yield from open_company(fresh_database)


__all__ = ["Company", "company", "known", "open_company"]
