"""What a person tries with psql to become somebody else, to reach files or to get around row security."""

import contextlib

import psycopg
import pytest

from services import work_orders
from services.database import Database, role_of
from tests.attacks.scene import PEOPLE, planted
from tests.people import PASSWORD, known

SERVICE_ROLES = (
    "aftercare_owner", "aftercare_identity", "aftercare_history", "aftercare_search", "aftercare_workflow",
    "aftercare_due", "aftercare_accounts", "aftercare_transfer", "aftercare_jobs", "aftercare_backup",
    "aftercare_kiosk", "aftercare_customer", "aftercare_guests",
)  # fmt: skip

# Every one must be refused with 42501 (or the SQLSTATE named beside it), whoever tries.
REFUSED: dict[str, str | tuple[str, ...]] = {
    # becoming somebody else
    **{f"become {role}": f"set role {role}" for role in SERVICE_ROLES},
    "become postgres": "set role postgres",
    "become a colleague": "set role s_zhou_not_me",
    "sign in as a colleague": "set session authorization s_shen_not_me",
    "sign in as postgres": "set session authorization postgres",
    "take the administrators' role": "grant aftercare_admin to current_user",
    "take all data": "grant pg_read_all_data to current_user",
    "take the server's files": "grant pg_read_server_files, pg_execute_server_program to current_user",
    "give his role away": "grant aftercare_staff to aftercare_kiosk",
    "make a superuser": "create role evil superuser login",
    "make a role": "create role evil login",
    "make himself superuser": "alter role current_user superuser",
    "make himself pass row security": "alter role current_user bypassrls",
    "make himself create roles": "alter role current_user createrole",
    "make himself replicate": "alter role current_user replication",
    "lift his connection limit": "alter role current_user connection limit -1",
    "live for ever": "alter role current_user valid until 'infinity'",
    "change another's password": "alter role s_shen_not_me password 'x'",
    "change another's settings": "alter role s_shen_not_me set search_path = evil",
    "change everybody's settings": "alter role all set search_path = evil",
    "rename a colleague": "alter role s_shen_not_me rename to s_evil",
    "drop a colleague": "drop role s_shen_not_me",
    "call a service directly": "select aftercare.check_may_administer()",
    "call the event writer": "select aftercare.settle_money(gen_random_uuid(), 'pay')",
    "call a due piece": "select aftercare.due_prune_requests()",
    "set groups": "select aftercare.set_groups('s_na', array['admin'])",
    # row security and triggers
    "switch row security off": "set local row_security = off; select * from aftercare.work_order_line",
    "switch triggers off": "set session_replication_role = replica",
    "drop a policy": "drop policy agent_read on aftercare.work_order",
    "make a policy": "create policy evil on aftercare.work_order using (true)",
    "lift row security": "alter table aftercare.work_order disable row level security",
    "make a trigger": "create trigger evil before insert on aftercare.customer execute function aftercare.stamp()",
    "make a rule": "create rule evil as on insert to aftercare.customer do also notify evil",
    "own the tables": "alter table aftercare.work_order owner to current_user",
    "own a function": "alter function aftercare.stamp() owner to current_user",
    "replace a function": "create or replace function aftercare.stamp() returns trigger language sql as 'select 1'",
    "read with everybody's rights": "grant select on aftercare.customer to public",
    # places of his own
    "a schema": "create schema evil",
    "a table": "create table aftercare.evil (n int)",
    "a table in public": "create table public.evil (n int)",
    "a temporary table": "create temporary table evil (n int)",
    "a table like another": "create temporary table evil as select 1",
    "a view": "create view aftercare.evil as select 1",
    "a temporary view": "create temporary view evil as select 1",
    "a function": "create function aftercare.evil() returns int language sql as 'select 1'",
    "a function in public": "create function public.evil() returns int language sql as 'select 1'",
    "a function in pg_temp": "create function pg_temp.evil() returns int language sql as 'select 1'",
    "a type": "create type aftercare.evil as (n int)",
    "a domain": "create domain aftercare.evil as int",
    "an operator": "create operator aftercare.=== (leftarg = int, rightarg = int, function = int4eq)",
    "a cast": "create cast (text as int) with inout",
    "an aggregate": "create aggregate aftercare.evil(int) (sfunc = int4pl, stype = int)",
    "a sequence": "create sequence aftercare.evil",
    "an index": "create index on aftercare.customer (name)",
    "a statistics object": "create statistics aftercare.evil on name, number from aftercare.customer",
    "an extension": "create extension pageinspect",
    "a language": "create language evil handler plpgsql_call_handler",
    "a foreign server": "create server evil foreign data wrapper postgres_fdw",
    "a publication": "create publication evil for all tables",
    "a subscription": "create subscription evil connection 'x' publication y",
    "an event trigger": "create event trigger evil on ddl_command_start execute function aftercare.stamp()",
    "a tablespace": "create tablespace evil location '/tmp'",
    "a database": "create database evil",
    "a block of code": "do $$ begin perform 1; end $$",
    # files and programs of the server
    "run a program": "copy (select 1) to program 'id'",
    "run a program that writes": "copy aftercare.region from program 'id'",
    "write a file": "copy (select 1) to '/tmp/evil'",
    "read a file": "copy aftercare.region (code) from '/etc/passwd'",
    "pg_read_file": "select pg_read_file('/etc/passwd')",
    "pg_read_binary_file": "select pg_read_binary_file('postgresql.conf')",
    "pg_stat_file": "select pg_stat_file('postgresql.conf')",
    "pg_ls_dir": "select pg_ls_dir('.')",
    "pg_ls_logdir": "select * from pg_ls_logdir()",
    "pg_ls_waldir": "select * from pg_ls_waldir()",
    "pg_current_logfile": "select pg_current_logfile()",
    "lo_import": "select lo_import('/etc/passwd')",
    "lo_export": "select lo_export(1, '/tmp/evil')",
    "lo_create": "select lo_create(0)",
    "lo_creat": "select lo_creat(-1)",
    "lo_from_bytea": "select lo_from_bytea(0, '\\x00')",
    # the server itself
    "alter system": "alter system set log_statement = 'all'",
    "reload": "select pg_reload_conf()",
    "rotate the log": "select pg_rotate_logfile()",
    "checkpoint": "checkpoint",
    "promote": "select pg_promote()",
    "switch the log": "select pg_switch_wal()",
    "a restore point": "select pg_create_restore_point('evil')",
    "a backup": "select pg_backup_start('evil')",
    "a replication slot": "select pg_create_physical_replication_slot('evil')",
    "the statistics": "select pg_stat_reset()",
    "log less": "set log_min_messages = panic",
    "log nothing": "set log_statement = 'none'",
    "password hashes": "select rolpassword from pg_authid",
    "password hashes again": "select passwd from pg_shadow",
    "who may connect": "select * from pg_hba_file_rules",
    "the configuration's files": "select * from pg_file_settings",
    "other people's statistics": "select staattnum, stavalues1::text from pg_statistic",
    "large objects": "select * from pg_largeobject",
    "users of foreign servers": "select umoptions from pg_user_mapping",
    "the subscription's password": "select subconninfo from pg_subscription",
    "end a colleague's session": "select pg_terminate_backend({colleague})",
    "stop a colleague's question": "select pg_cancel_backend({colleague})",
    # locks and numbers
    "lock a table": "lock table aftercare.work_order in access exclusive mode",
    "lock a table for writing": "lock table aftercare.customer in share mode",
    "set a sequence": "select setval('aftercare.work_order_number', 1)",
    "the orders' numbers": "select nextval('aftercare.work_order_number')",
    "the intakes' numbers": "select nextval('aftercare.intake_number')",
    "empty a table": "truncate aftercare.work_order",
    "delete an order": "delete from aftercare.work_order",
    "delete a customer": "delete from aftercare.customer",
    "drop a table": "drop table aftercare.customer",
    "drop the schema": "drop schema aftercare cascade",
    "add a column": "alter table aftercare.customer add column evil text",
    "comment": "comment on table aftercare.customer is 'evil'",
    "describe": "security label on table aftercare.customer is 'evil'",
    # hidden columns
    "a number": "select phone from aftercare.customer",
    "a number in a condition": "select 1 from aftercare.customer where phone like '139%'",
    "a number in an order": "select name from aftercare.customer order by phone",
    "a number in a group": "select count(*) from aftercare.customer group by phone",
    "a number in a join": "select 1 from aftercare.customer a join aftercare.customer b using (phone)",
    "a number's key": "select phone_key from aftercare.customer",
    "the whole row": "select c from aftercare.customer c",
    "the whole row as text": "select c::text from aftercare.customer c",
    "the whole row as JSON": "select to_jsonb(c) from aftercare.customer c",
    "the whole row in an aggregate": "select json_agg(c) from aftercare.customer c",
    "the whole row in a function": "select row_to_json(c) from aftercare.customer c",
    "every column": "select * from aftercare.customer",
    "every column by copy": "copy aftercare.customer to stdout",
    "the table as XML": "select table_to_xml('aftercare.customer', true, false, '')",
    "a query as XML": "select query_to_xml('select phone from aftercare.customer', true, false, '')",
    "the words it is found by": "select search from aftercare.customer",
    "statistics of its words": "select * from ts_stat('select search from aftercare.work_order')",
    "a number by changing": "update aftercare.customer set name = name returning phone",
    "a number into a name": "update aftercare.customer set name = phone",
    "a number by a changed condition": "update aftercare.customer set name = name where phone <> ''",
    "a number by inserting": "insert into aftercare.customer (id, name) values (gen_random_uuid(), 'x') returning phone",
    "a number by a conflict": "insert into aftercare.customer (id, name) values (gen_random_uuid(), 'x') "
    "on conflict (id) do update set name = customer.phone",
    "a contact's number": "select phone from aftercare.contact",
    "a further address": "select address from aftercare.customer_address",
    "an unlock code": "select * from aftercare.unlock_code",
    "clear values of the audit": "select * from aftercare.audit_value",
    "cells of refused rows": "select cells from aftercare.import_row",
    "what look-ups asked": "select asked from aftercare.reveal",
    "the change feed": "select * from aftercare.change",
    # states
    "a state of work": "update aftercare.work_order set work_state = 'delivered'",
    "a state of money": "update aftercare.work_order set money_state = 'paid', paid = due",
    "a state of custody": "update aftercare.work_order set custody_state = 'returned'",
    "an assignment": "update aftercare.work_order set assigned_to = null",
    "another store": "update aftercare.work_order set store_id = gen_random_uuid()",
    "another number": "update aftercare.work_order set number = 'W0000-00000'",
    "an order of his own": "insert into aftercare.work_order (id, number) values (gen_random_uuid(), 'W1')",
    "an intake of his own": "insert into aftercare.intake (id, number) values (gen_random_uuid(), 'N1')",
    "a ticket's state": "update aftercare.ticket set state = 'closed'",
    "a complaint's state": "update aftercare.complaint set state = 'closed'",
    "a follow-up's state": "update aftercare.follow_up set state = 'done'",
    "an answer of a customer": "update aftercare.follow_up_answer set score = 5",
    "an article's state": "update aftercare.article set state = 'published'",
    "a quote's state": "update aftercare.quote set state = 'accepted'",
    "a step of the company": "update aftercare.work_order_transition set to_state = 'delivered'",
    "a step of his own": "insert into aftercare.work_order_transition (kind) values ('*')",
    "his roles": "update aftercare.staff set roles = array['admin']",
    "his desks": "insert into aftercare.staff_store (id, staff_id, store_id) "
    "values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid())",
    "his regions": "update aftercare.staff_region set until = null",
    "another's request": "insert into aftercare.request (id, login) values (gen_random_uuid(), 'shen_not_me')",
    "another's saved view": "insert into aftercare.saved_view (id, login, page, name, definition) "
    "values (gen_random_uuid(), 'shen_not_me', 'p', 'n', '{{}}')",
    "another's vote": "insert into aftercare.article_vote (id, article_id, worked, login) "
    "values (gen_random_uuid(), gen_random_uuid(), true, 'shen_not_me')",
}
# What PostgreSQL answers otherwise, still refusing: no such object for him, or not in this place.
OTHERWISE = {
    "become a colleague": ("22023", "42704"),
    "sign in as a colleague": ("22023", "42704", "42501"),
    "change another's password": ("42704", "42501"),
    "change another's settings": ("42704", "42501"),
    "rename a colleague": ("42704", "42501"),
    "drop a colleague": ("42704", "42501"),
    "make a trigger": ("42501", "42809"),
    "an operator": ("42501", "3F000"),
    "a cast": ("42501", "42846"),
    "an extension": ("42501", "0A000"),
    "a language": ("42501", "42883"),
    "a foreign server": ("42501", "42704"),
    "a subscription": ("42501", "25001"),
    "a tablespace": ("42501", "25001"),
    "a database": ("42501", "25001"),
    "alter system": ("42501", "25001"),
    "end a colleague's session": ("42501",),
    "describe": ("42501", "22023"),
    "replace a function": ("42501", "42P13"),
    "a schema": ("42501",),
    "another's vote": ("42501",),
    "drop a policy": ("42501", "42704"),
    # a server built without libxml
    "the table as XML": ("0A000",),
    "a query as XML": ("0A000",),
}


@pytest.fixture(scope="session")
def colleague(scene):
    """The process of somebody else's session."""
    return scene.db("zhou") and scene.psql("zhou").execute("select pg_backend_pid()").fetchone()[0]


@pytest.mark.parametrize("login", [login for login in PEOPLE if login != "zhou"])
def test_no_attempt_succeeds(scene, colleague, login):
    raw = scene.psql(login)
    through = {}
    for what, statement in REFUSED.items():
        try:
            with raw.transaction(force_rollback=True):
                cursor = raw.execute(statement.format(colleague=colleague).replace("{{}}", "{}"))
                through[what] = f"went through: {cursor.statusmessage}"
        except psycopg.Error as error:
            if error.sqlstate not in (*OTHERWISE.get(what, ()), "42501"):
                through[what] = f"{error.sqlstate} {error}"
    for statement in ("vacuum", "analyze aftercare.customer"):
        raw.execute(statement)  # skips with a warning what is not his
    # 'set session authorization' of his own name and the like left him who he is
    assert raw.execute("select session_user, current_user").fetchone() == (role_of(login), role_of(login))
    assert not through


@pytest.mark.parametrize("login", ["na", "tang", "xiao", "shen"])
def test_what_he_may_set_for_himself_gives_him_nothing(scene, login):
    raw = scene.psql(login)
    before = _all_he_sees(raw)
    for setting, value in (
        ("search_path", "pg_temp, public, aftercare"),
        ("statement_timeout", "0"),
        ("lock_timeout", "0"),
        ("idle_in_transaction_session_timeout", "0"),
        ("work_mem", "'64MB'"),
        ("synchronous_commit", "off"),
        ("default_transaction_isolation", "'serializable'"),
        ("application_name", "'postgres'"),
        ("timezone", "'Antarctica/Troll'"),
        ("datestyle", "'German'"),
    ):
        raw.execute(f'alter role "{role_of(login)}" in database "{raw.info.dbname}" set {setting} = {value}')
        raw.execute(f"set {setting} = {value}")
    try:
        with psycopg.connect(scene.clone.dsn(role_of(login), PASSWORD), autocommit=True) as again:
            assert _all_he_sees(again) == before
    finally:
        raw.execute(f'alter role "{role_of(login)}" in database "{raw.info.dbname}" reset all')
        raw.execute("reset all")
        raw.execute("set search_path = aftercare")


def test_what_he_sets_for_himself_changes_nothing_his_program_reads(scene):
    raw = scene.psql("na")
    (order,) = raw.execute("select id from aftercare.work_order order by id limit 1").fetchone() or ()
    before = work_orders.get(scene.db("na"), order)
    mine = f'alter role "{role_of("na")}" in database "{raw.info.dbname}"'
    for setting, value in (
        ("datestyle", "'German'"),
        ("intervalstyle", "'sql_standard'"),
        ("bytea_output", "'escape'"),
        ("extra_float_digits", "-15"),
        ("standard_conforming_strings", "off"),
        ("client_encoding", "'LATIN1'"),
        ("search_path", "pg_temp, public"),
    ):
        raw.execute(f"{mine} set {setting} = {value}")
    try:
        with contextlib.closing(Database(scene.clone.dsn(role_of("na"), PASSWORD), login="na")) as again:
            assert work_orders.get(again, order) == before
    finally:
        raw.execute(f"{mine} reset all")


def _all_he_sees(raw: psycopg.Connection) -> list[tuple[str, int]]:
    counts = []
    for table in ("work_order", "customer", "ticket", "complaint", "staff", "payment", "audit_entry"):
        try:
            row = raw.execute(f"select count(id) from aftercare.{table}").fetchone()
            assert row is not None
            counts.append((table, row[0]))
        except psycopg.errors.InsufficientPrivilege:
            counts.append((table, -1))
    return counts


def test_a_right_he_does_not_hold_he_does_not_give_himself(scene):
    """PostgreSQL only warns where somebody holds other rights of that column; nothing is given."""
    raw = scene.psql("na")
    with raw.transaction(force_rollback=True):
        raw.execute("grant select (phone) on aftercare.customer to current_user")
        raw.execute("grant select (phone) on aftercare.customer to aftercare_staff")
        with pytest.raises(psycopg.errors.InsufficientPrivilege), raw.transaction():
            raw.execute("select phone from aftercare.customer")


def test_a_group_role_without_the_person_sees_nothing(scene):
    raw = scene.psql("na")
    for role in ("aftercare_staff", "aftercare_agent"):
        try:
            with raw.transaction(force_rollback=True):
                raw.execute(f"set local role {role}")
                foreign = raw.execute(
                    "select count(id) from aftercare.work_order where store_id <> %s", [known("store xihu")]
                ).fetchone()
                assert foreign == (0,)
        except psycopg.Error as error:
            assert error.sqlstate == "42501"


def test_a_division_by_zero_does_not_tell_of_foreign_rows(scene):
    raw = scene.psql("na")
    foreign = planted("chaoyang order received")
    probe = "select number from aftercare.work_order where id = %s and 1 / (length(problem) - length(problem)) > 0"
    assert raw.execute(probe, [foreign]).fetchall() == []
    with pytest.raises(psycopg.errors.DivisionByZero):
        raw.execute(probe, [planted("xihu order received")])


def test_roles_of_services_cannot_sign_in_and_belong_to_nobody(scene):
    root = scene.superuser()
    members = root.execute(
        """select g.rolname, m.rolname from pg_auth_members a join pg_roles g on g.oid = a.roleid
           join pg_roles m on m.oid = a.member where g.rolname = any (%s) and m.rolname like 's\\_%%'
           and g.rolname not in ('aftercare_kiosk', 'aftercare_customer')""",
        [list(SERVICE_ROLES)],
    ).fetchall()
    assert members == []
    # The sign-in of a kiosk or a customer is that and nothing more.
    more = root.execute(
        """select m.rolname, array_agg(g.rolname) from pg_auth_members a join pg_roles g on g.oid = a.roleid
           join pg_roles m on m.oid = a.member where m.rolname like 's\\_%'
           group by m.rolname having array_agg(g.rolname) && array['aftercare_kiosk', 'aftercare_customer']::name[] and count(*) > 1"""
    ).fetchall()
    assert more == []
    dangerous = root.execute(
        """select rolname from pg_roles where rolname like 's\\_%'
           and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)"""
    ).fetchall()
    assert dangerous == []
    loud = root.execute(
        "select rolname from pg_roles where rolname like 'aftercare%' and rolsuper or rolname like 'aftercare%' "
        "and rolbypassrls and rolname <> 'aftercare_backup'"
    ).fetchall()
    assert loud == []


@pytest.mark.parametrize("role", ["aftercare_jobs", "aftercare_kiosk"])
def test_the_machines_roles_read_no_records(scene, role):
    with psycopg.connect(scene.clone.dsn()) as root:
        tables = root.execute(
            "select relname from pg_class where relnamespace = 'aftercare'::regnamespace and relkind = 'r'"
        ).fetchall()
        root.execute(f"set session authorization {role}")
        root.execute("set search_path = aftercare")
        root.commit()
        readable = set()
        for (table,) in tables:
            try:
                with root.transaction():
                    root.execute(f"select from {table}")
                    readable.add(table)
            except psycopg.errors.InsufficientPrivilege:
                continue
        assert readable <= {"schema_version", "audit_seal"}
