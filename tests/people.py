"""The cast of the tests: two stores, a depot, a region tree and a person of every role.

`login("na")` gives that person's Database inside this test's transaction, rolled back at the end;
`sign_in("na")` signs in for real to a database of the test's own.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from services import accounts, errors
from services.database import Database, role_of
from services.setup import superuser_engine
from tests import cluster

PASSWORD = "open the shop 9"
_SPACE = UUID("6f1c9a52-3c7e-4b64-9d7d-0c3f7a1f2b10")


def known(name: str) -> UUID:
    """The fixed id of something of the cast, by its code: known("xihu"), known("na") …"""
    return uuid5(_SPACE, name)


REGIONS = (("east", "华东", "East", None), ("hangzhou", "杭州", "Hangzhou", "east"), ("north", "华北", "North", None))
STORES = (
    ("xihu", "西湖店", "Xihu store", "hangzhou", "store"),
    ("binjiang", "滨江店", "Binjiang store", "hangzhou", "store"),
    ("chaoyang", "朝阳店", "Chaoyang store", "north", "store"),
    ("depot", "总代理", "General agent", "east", "depot"),
)
# login, name, roles, stores, regions
CAST = (
    ("admin", "管理员", ("admin",), ("xihu",), ()),
    ("zhou", "周敏", ("manager",), ("xihu",), ("hangzhou",)),
    ("qian", "钱北", ("manager",), ("chaoyang",), ("north",)),
    ("na", "李娜", ("agent",), ("xihu",), ()),
    ("min", "欧阳敏", ("agent",), ("binjiang",), ()),
    ("bei", "孙北", ("agent",), ("chaoyang",), ()),
    ("tang", "唐卫", ("technician",), ("xihu",), ()),
    ("wu", "吴敏", ("technician",), ("xihu",), ()),
    ("depot", "郑凯", ("technician", "agent"), ("depot",), ()),
    ("pei", "裴健", ("parts",), ("xihu",), ()),
    ("xiao", "萧然", ("sales",), ("xihu",), ()),
    ("cai", "蔡文", ("finance",), ("xihu",), ()),
    ("shen", "沈计", ("auditor",), ("xihu",), ()),
)


def cast(connection: Connection) -> None:
    """Put the cast into a new database; connection is a superuser's."""
    for code, name, name_en, parent in REGIONS:
        connection.execute(
            text("insert into region (id, code, name, name_en, parent_id) values (:i, :c, :n, :e, :p)"),
            {"i": known(code), "c": code, "n": name, "e": name_en, "p": parent and known(parent)},
        )
    for code, name, name_en, region, kind in STORES:
        connection.execute(
            text("insert into store (id, code, name, name_en, region_id, kind) values (:i, :c, :n, :e, :r, :k)"),
            {"i": known(f"store {code}"), "c": code, "n": name, "e": name_en, "r": known(region), "k": kind},
        )
    for login, name, roles, stores, regions in CAST:
        accounts.create(
            connection,
            known(login),
            login,
            name,
            PASSWORD,
            roles=roles,
            must_change=False,
            stores=[known(f"store {s}") for s in stores],
            regions=[known(r) for r in regions],
        )
        # one server for all tests, where one person sits in many windows of several tests at once
        connection.execute(text(f"alter role {role_of(login)} connection limit 60"))


class TransactionDatabase(Database):
    """A person's Database inside a superuser's transaction that is rolled back at the end.

    The person comes by SET LOCAL SESSION AUTHORIZATION: the rights are those of a real sign-in, session_user
    included. Everything else (savepoints instead of transactions) is as services see it.
    """

    def __init__(self, connection: Connection, login: str) -> None:
        self.login = login
        self.encrypted = False
        self.local = True
        self._connection = connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        connection = self._connection
        try:
            with connection.begin_nested():
                connection.execute(text(f'set local session authorization "{role_of(self.login)}"'))
                yield connection
                # Deferred constraints speak at COMMIT; here is the place that stands for it.
                connection.execute(text("set constraints all immediate"))
                connection.execute(text("reset session authorization"))
        except DBAPIError as error:
            if error.orig is not None and hasattr(error.orig, "diag"):
                raise errors.from_driver(error.orig) from error  # type: ignore[arg-type]
            raise
        except UnicodeEncodeError as error:
            raise errors.ServiceError("character_refused") from error

    read = statement = transaction

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """The test's transaction is all there is."""
        yield

    def cancel_running(self) -> None:
        """Nothing runs beside the test."""

    def close(self) -> None:
        """The test's transaction ends with the test."""


@pytest.fixture
def superuser(database: cluster.Clone) -> Iterator[Connection]:
    """A superuser's connection in a transaction that the test's end rolls back."""
    engine = superuser_engine(database.dsn())
    with engine.connect() as connection:
        outer = connection.begin()
        connection.execute(text("set local search_path = aftercare, pg_temp"))
        yield connection
        outer.rollback()
    engine.dispose()


@pytest.fixture
def committed(fresh_database: cluster.Clone) -> Iterator[Connection]:
    """A superuser's connection to the test's own database; each statement is there for everybody at once."""
    engine = superuser_engine(fresh_database.dsn())
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("set search_path = aftercare, pg_temp"))
        yield connection
    engine.dispose()


@pytest.fixture
def login(superuser: Connection) -> Callable[[str], Database]:
    """Sign somebody of the cast in, inside the test's transaction."""
    return lambda name: TransactionDatabase(superuser, name)


@pytest.fixture
def sign_in(fresh_database: cluster.Clone) -> Iterator[Callable[..., Database]]:
    """Sign somebody of the cast in for real, to a database of the test's own."""
    opened: list[Database] = []

    def enter(name: str, password: str = PASSWORD) -> Database:
        db = Database(fresh_database.dsn(role_of(name), password), login=name)
        opened.append(db)
        return db

    yield enter
    for db in opened:
        db.close()
