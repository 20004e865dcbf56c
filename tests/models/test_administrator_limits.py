"""An administrator with psql keeps people, and reaches nothing beyond: not the server, not the owners, not the past."""

import psycopg
import pytest

from tests.people import PASSWORD, known

VERIFIER = (
    "SCRAM-SHA-256$4096:AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    ":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
)
ATTEMPTS = {
    "change the superuser's password": "alter role postgres password 'x'",
    "let the owner sign in": "alter role aftercare_owner login password 'x'",
    "let the accounts' owner sign in": "alter role aftercare_accounts login password 'x'",
    "become the owner": "set role aftercare_owner",
    "become the accounts' owner": "set role aftercare_accounts",
    "become the superuser": "set session authorization postgres",
    "take the owner's rights": "grant aftercare_owner to s_admin",
    "take the backup's rights": "grant aftercare_backup to s_admin",
    "read all data": "grant pg_read_all_data to s_admin",
    "run programs on the server": "grant pg_execute_server_program to s_admin",
    "become a superuser": "alter role s_admin superuser",
    "make roles": "create role intruder login",
    "let himself make databases": "alter role s_admin createdb",
    "change a colleague's password by hand": f"alter role s_na password '{VERIFIER}'",
    "give a role by hand": "grant aftercare_auditor to s_na",
    "take a role by hand": "revoke aftercare_agent from s_na",
    "remove a person": "drop role s_na",
    "change the last administrator's row": "update staff set active = false where login = 'admin'",
    "make a person by hand": "insert into staff (id, login, name) values (gen_random_uuid(), 'eve', 'Eve')",
    "rewrite the past": "update audit_entry set login = 'na'",
    "delete the past": "delete from audit_entry",
    "empty the past": "truncate audit_entry",
    "write a past": "insert into audit_entry (login, table_name, operation) values ('na', 'store', 'update')",
    "read clear values": "select * from audit_value",
    "switch the audit off": "alter table store disable trigger zz_audit",
    "switch triggers off": "set session_replication_role = replica",
    "switch the policies off": "alter table store disable row level security",
    "drop a policy": "drop policy admin_write on store",
    "grant himself more": "grant select on audit_value to s_admin",
    "make a table": "create table aftercare.mine (n int)",
    "make a table elsewhere": "create table public.mine (n int)",
    "make a temporary table": "create temp table mine (n int)",
    "make a function": "create function aftercare.mine() returns int language sql as 'select 1'",
    "run code": "do $$ begin perform 1; end $$",
    "read the server's files": "select pg_read_file('/etc/passwd')",
    "load the server's files": "copy store from '/etc/passwd'",
    "start a program": "copy store to program 'id'",
    "read the verifiers": "select * from pg_authid",
    "store large objects": "select lo_from_bytea(0, 'x')",
    "remove a store": "delete from store",
    "end another session": "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'postgres'",
    "call an inner function": "select aftercare.set_groups('s_na', array['admin'])",
    "close the due work": "select aftercare.due_prune_requests()",
}


@pytest.fixture(scope="module")
def admin(database):
    """psql with the administrator's password."""
    with database.connect("s_admin", PASSWORD) as connection:
        connection.autocommit = True
        yield connection


@pytest.mark.parametrize("what", ATTEMPTS)
def test_an_administrator_cannot(admin, what):
    with pytest.raises(psycopg.Error) as refused, admin.transaction(force_rollback=True):
        admin.execute(ATTEMPTS[what].encode())
        raise AssertionError(f"could {what}")
    assert refused.value.sqlstate == "42501", refused.value


@pytest.mark.parametrize(
    "login", ["postgres", "aftercare_owner", 'na"; drop role s_na; --', "s_na'", "Na", "", "x" * 41]
)
def test_no_login_name_reaches_another_role(admin, login):
    with pytest.raises(psycopg.Error) as refused, admin.transaction(force_rollback=True):
        admin.execute("select create_person(gen_random_uuid(), %s, 'Eve', %s, array['agent'], '{}')", [login, VERIFIER])
        made = admin.execute("select array_agg(rolname::text) from pg_roles where rolname = %s", [f"s_{login}"])
        # a name in order makes a person of that name, with the prefix that keeps it apart from every other role
        assert made.fetchone() == ([f"s_{login}"],)
        raise psycopg.errors.RaiseException("AC001")
    assert refused.value.sqlstate in ("AC001", "P0001")


@pytest.mark.parametrize("secret", ["plain text", "md5" + "0" * 32, VERIFIER + "' superuser --", None])
def test_no_password_but_a_verifier_is_taken(admin, secret):
    with pytest.raises(psycopg.Error) as refused, admin.transaction(force_rollback=True):
        admin.execute("select reset_password(%s, %s)", [known("na"), secret])
    assert refused.value.sqlstate == "AC001"


@pytest.mark.parametrize("roles", [["owner"], ["admin; drop role s_na"], ["backup"], ["jobs"], ["customer"], []])
def test_no_group_but_those_of_people_is_given(admin, roles):
    with pytest.raises(psycopg.Error) as refused, admin.transaction(force_rollback=True):
        admin.execute("select create_person(gen_random_uuid(), 'eve', 'Eve', %s, %s, '{}')", [VERIFIER, roles])
    assert refused.value.sqlstate == "AC001"


@pytest.mark.parametrize("person", ["na", "zhou", "tang", "pei", "xiao", "cai", "shen"])
def test_nobody_else_keeps_people(database, person):
    calls = (
        "select create_person(gen_random_uuid(), 'eve', 'Eve', null, array['admin'], '{}')",
        "select disable_person(gen_random_uuid())",
        "select enable_person(gen_random_uuid())",
        "select reset_password(gen_random_uuid(), 'x')",
        "select change_person(gen_random_uuid(), 1, 'Eve', array['admin'], '{}', '{}', null)",
    )
    with database.connect(f"s_{person}", PASSWORD) as connection:
        connection.autocommit = True
        for call in calls:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(call.encode())
