"""Who may create, change and disable people."""

import pytest
from sqlalchemy import text

from services import accounts, changes, people, rights
from services.errors import NotPermitted, NotSignedIn, ServiceError
from services.ids import new_id
from tests.people import PASSWORD, known


def test_everybody_signs_in_with_his_own_password(sign_in):
    assert people.me(sign_in("na")).roles == ("agent",)


def test_a_wrong_password_is_refused_with_one_sentence(sign_in):
    with pytest.raises(NotSignedIn, match="sign_in_failed"), sign_in("na", "wrong").read():
        pass


def test_an_administrator_creates_a_person_who_must_change_the_password(sign_in):
    admin = sign_in("admin")
    with admin.transaction() as connection:
        accounts.create(
            connection,
            new_id(),
            "chen_wei",
            "陈伟",
            "first password",
            roles=["technician"],
            stores=[known("store xihu")],
        )
    chen = sign_in("chen_wei", "first password")
    assert people.me(chen).must_change_password
    with chen.read() as connection:
        assert connection.execute(text("select count(*) from store")).scalar() == 0


def test_the_same_login_twice_is_refused(login):
    with pytest.raises(ServiceError) as refused, login("admin").transaction() as connection:
        accounts.create(connection, new_id(), "na", "李娜", "first password", roles=["agent"], stores=[])
    assert refused.value.code == "person_exists"


@pytest.mark.parametrize("person", ["na", "zhou", "tang", "shen", "cai"])
def test_only_administrators_create_people(login, person):
    with pytest.raises(NotPermitted), login(person).transaction() as connection:
        accounts.create(connection, new_id(), "eve", "夏娃", "first password", roles=["admin"], stores=[])


def test_the_last_administrator_cannot_be_disabled_not_even_by_the_server_s_owner(superuser):
    from sqlalchemy.exc import DBAPIError

    from services.errors import from_driver

    with pytest.raises(DBAPIError) as refused:
        superuser.execute(text("select disable_person(:id)"), {"id": known("admin")})
    assert from_driver(refused.value.orig).code == "last_admin"


def test_rights_are_read_from_the_catalogue(login):
    may = rights.catalogue(login("na"))
    assert may.may_add("region") and not may.may_change("region") and not may.may_see("audit_value")
    assert not may.may_call("create_person")


def test_changes_elsewhere_are_seen_once_they_are_committed(sign_in):
    na, admin = sign_in("na"), sign_in("admin")
    horizon = changes.poll(na, None).horizon
    with admin.transaction() as connection:
        connection.execute(text("update store set hours = '9-20' where id = :id"), {"id": known("store xihu")})
        assert changes.poll(na, horizon).rows == ()
    seen = changes.poll(na, horizon)
    assert [(row.table, row.row_id, row.own) for row in seen.rows] == [("store", known("store xihu"), False)]


def test_a_repeated_save_returns_the_first_result(login):
    db, request = login("admin"), new_id()
    first = db.once(request, lambda _connection: {"number": 1})
    assert db.once(request, lambda _connection: {"number": 2}) == first == {"number": 1}


def test_the_password_never_reaches_the_server_in_clear(login):
    with login("admin").transaction() as connection:
        assert PASSWORD not in accounts.verifier(connection, "na", PASSWORD)
