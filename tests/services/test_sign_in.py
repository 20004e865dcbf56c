"""Signing in, versions, the own password, locking."""

import contextlib
import os
import threading
import time

import psycopg
import pytest
from sqlalchemy import event, text

from services import people, sign_in
from services.database import CONNECTIONS
from services.errors import NotSignedIn, ServiceError, Unavailable
from tests import cluster
from tests.people import PASSWORD, known


@pytest.fixture
def conninfo(fresh_database):
    """Where to sign in, without anybody's name."""
    parts = psycopg.conninfo.conninfo_to_dict(fresh_database.dsn())
    return psycopg.conninfo.make_conninfo("", **{k: v for k, v in parts.items() if k not in ("user", "password")})


@pytest.fixture
def sign(conninfo):
    """Sign in for real; closed at the end."""
    opened = []

    def sign(login, password=PASSWORD):
        session = sign_in.enter(conninfo, login, password)
        opened.append(session)
        return session

    yield sign
    for session in opened:
        session.db.close()


@pytest.fixture
def newcomer(sign):
    """Somebody of this test's own who has to change the password; returns the login."""
    login = f"n{os.urandom(4).hex()}"
    admin = sign("admin").db
    people.add(
        admin,
        known(f"request {login}"),
        known(login),
        {"login": login, "name": "新人", "roles": ["agent"], "store_ids": [known("store xihu")]},
        "first password",
    )
    return login


def test_a_session_knows_person_store_and_idle_time(sign):
    session = sign(" NA ")
    assert (session.person.name, session.store_name, session.idle_minutes, session.newer) == (
        "李娜",
        "西湖店",
        20,
        False,
    )


@pytest.mark.parametrize(
    ("login", "password", "code"),
    [
        ("na", "wrong", "sign_in_failed"),
        ("nobody_here", "x", "sign_in_failed"),
        ("", "x", "login_missing"),
        ("na", "", "password_missing"),
    ],
)
def test_who_is_not_known_stays_outside(sign, login, password, code):
    with pytest.raises(ServiceError) as refused:
        sign(login, password)
    assert refused.value.code == code


def test_a_server_that_is_away_is_no_wrong_password():
    with pytest.raises(Unavailable) as refused:
        sign_in.enter("postgresql://127.0.0.1:1/aftercare", "na", PASSWORD)
    assert refused.value.code == "sign_in_unavailable"


def test_a_database_without_our_schema_says_so():
    cluster.template()  # the cast exists
    with psycopg.connect(cluster.server_dsn(), autocommit=True) as server:
        server.execute("grant connect on database postgres to s_na")
    try:
        with pytest.raises(ServiceError) as refused:
            sign_in.enter(cluster.server_dsn(), "na", PASSWORD)
    finally:
        with psycopg.connect(cluster.server_dsn(), autocommit=True) as server:
            server.execute("revoke connect on database postgres from s_na")
    assert refused.value.code == "no_schema"


@pytest.mark.parametrize(
    ("version", "oldest", "code"), [(99, 99, "program_too_old"), (0, 0, "schema_too_old"), (99, 1, None)]
)
def test_program_and_database_are_compared(fresh_database, sign, version, oldest, code):
    with fresh_database.connect() as server:
        server.execute("update aftercare.schema_version set version = %s, oldest_client = %s", [version, oldest])
    if code is None:
        assert sign("na").newer
    else:
        with pytest.raises(ServiceError) as refused:
            sign("na")
        assert refused.value.code == code


def test_who_must_change_the_password_sees_nothing_until_it_is_changed(sign, conninfo, newcomer):
    session = sign(newcomer, "first password")
    assert session.person.must_change_password
    for table in ("store", "staff", "customer", "code_item", "parameter"):
        with session.db.read() as connection:
            assert connection.execute(text(f"select count(*) from {table}")).scalar() == 0
    with pytest.raises(ServiceError, match="password_same"):
        sign_in.replace_given_password(session, "first password")
    after = sign_in.replace_given_password(session, "my own words 5")
    assert not after.person.must_change_password and after.store_name == "西湖店"
    assert sign(newcomer, "my own words 5").person.login == newcomer
    with pytest.raises(NotSignedIn):
        sign(newcomer, "first password")


def test_the_connection_opened_next_uses_the_new_password(sign, conninfo, newcomer):
    session = sign_in.change_password(sign(newcomer, "first password"), conninfo, "first password", "my own words 5")
    session.db.lock()("my own words 5")
    assert people.me(session.db).login == newcomer


def test_a_new_password_whose_answer_was_lost_is_known_when_it_is_asked_for_again(sign, conninfo, newcomer):
    session = sign(newcomer, "first password")
    sign_in.change_password(sign(newcomer, "first password"), conninfo, "first password", "my own words 5")
    again = sign_in.change_password(session, conninfo, "first password", "my own words 5")
    assert again.person.login == newcomer and session.db.opened_with("my own words 5")


@pytest.mark.parametrize(
    ("old", "new", "code", "field"),
    [
        ("not the old one", "my own words 5", "old_password_wrong", "old"),
        ("first password", "first password", "password_same", "new"),
        ("first password", "short", "password_short", "new"),
        ("first password", "LOGIN and more", "password_is_login", "new"),
    ],
)
def test_a_new_password_is_refused_at_its_field(sign, conninfo, newcomer, old, new, code, field):
    session = sign(newcomer, "first password")
    with pytest.raises(ServiceError) as refused:
        sign_in.change_password(session, conninfo, old, new.replace("LOGIN", newcomer))
    assert (refused.value.code, refused.value.field) == (code, field)


def test_a_locked_program_has_no_connection_and_no_password(sign, fresh_database):
    session = sign("na")
    unlock = session.db.lock()
    deadline = time.monotonic() + 5
    with fresh_database.connect() as server:
        server.autocommit = True
        count = "select count(*) from pg_stat_activity where usename = 's_na' and datname = current_database()"
        while server.execute(count).fetchone() != (0,) and time.monotonic() < deadline:
            pass
        assert server.execute(count).fetchone() == (0,)
    assert PASSWORD not in repr(vars(session.db))
    for password in (None, "wrong"):
        with pytest.raises(NotSignedIn):
            people.me(session.db) if password is None else unlock(password)
    unlock(PASSWORD)
    assert people.me(session.db).login == "na"


@pytest.mark.parametrize("end", ["close", "lock"])
def test_a_connection_given_back_while_the_program_ends_is_closed_too(sign_in, end):
    db = sign_in("na")
    given_back = []

    def meanwhile(raw, _record):
        given_back.append(raw)
        getattr(db, end)()

    event.listen(db._engine, "checkin", meanwhile, once=True)
    people.me(db)
    assert [raw.closed for raw in given_back] == [True]


def test_a_connection_in_use_while_the_program_was_locked_is_closed_when_given_back(sign_in):
    db = sign_in("na")
    with db.read() as connection:
        raw = connection.connection.driver_connection
        db.lock()(PASSWORD)
    assert raw.closed
    assert people.me(db).login == "na"


def test_who_waits_for_a_connection_while_the_program_ends_is_not_kept_waiting(sign_in, monkeypatch):
    db = sign_in("na")
    asks, waited = threading.Event(), []
    acquire = db._places.acquire

    def fourth():
        began = time.monotonic()
        people.me(db)
        waited.append(time.monotonic() - began)

    def ask(**how):
        asks.set()
        return acquire(**how)

    waiting = threading.Thread(target=fourth)
    with contextlib.ExitStack() as in_use:
        for _connection in range(CONNECTIONS):
            in_use.enter_context(db.read())
        monkeypatch.setattr(db._places, "acquire", ask)
        waiting.start()
        assert asks.wait(60)
        db.close()
    waiting.join(60)
    assert waited and waited[0] < 15


def test_a_disabled_person_s_session_ends(sign, newcomer, conninfo):
    session = sign_in.change_password(sign(newcomer, "first password"), conninfo, "first password", "my own words 5")
    admin = sign("admin").db
    assert people.disable(admin, known(newcomer)) >= 1
    with pytest.raises((Unavailable, NotSignedIn)):
        people.me(session.db)
    with pytest.raises(NotSignedIn):
        people.me(session.db)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("SSL error: certificate verify failed", "certificate_refused"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "s_na", no encryption', "computer_refused"),
        ("FATAL:  sorry, too many connections already", "server_full"),
        ("FATAL:  the database system is starting up", "server_starting"),
        ("could not connect: Connection refused", "sign_in_unavailable"),
    ],
)
def test_what_can_be_done_about_a_connection_is_said(said, code):
    from services.standby import why_away

    assert why_away(psycopg.OperationalError(said)) == code
