"""What the server itself would tell or lend a person: sessions, statistics, plans, channels, locks, shadows."""

import psycopg
import pytest
from sqlalchemy import text

from services import accounts
from services.database import role_of
from services.ids import new_id
from tests.attacks.scene import MARK, PEOPLE, planted
from tests.people import PASSWORD, known


@pytest.fixture
def raw(scene):
    """A session of one's own, since these attempts change it; closed afterwards."""
    opened = []

    def enter(login: str) -> psycopg.Connection:
        one = psycopg.connect(scene.clone.dsn(role_of(login), PASSWORD), autocommit=True)
        one.execute("set search_path = aftercare")
        opened.append(one)
        return one

    yield enter
    for one in opened:
        one.close()


@pytest.mark.parametrize("login", PEOPLE)
def test_a_colleague_s_session_tells_nothing(scene, raw, login):
    other = "na" if login != "na" else "zhou"
    scene.psql(other).execute("select 'what I look at: MARK-secret'")
    rows = raw(login).execute(
        # a transaction's number (backend_xid) is told to everybody by the server; it says nothing of anybody
        "select usename, query, client_addr, client_port, query_start, wait_event, state "
        "from pg_stat_activity where usename <> session_user and usename like 's\\_%'"
    ).fetchall()  # fmt: skip
    assert rows
    for row in rows:
        assert row[1] in ("<insufficient privilege>", None) and row[2:] == (None,) * 5, row


@pytest.mark.parametrize("login", PEOPLE)
def test_statistics_of_columns_tell_no_values(scene, raw, login):
    scene.superuser().execute("analyze aftercare.customer; analyze aftercare.work_order; analyze aftercare.contact")
    one = raw(login)
    told = one.execute(
        """select tablename, attname, most_common_vals::text, histogram_bounds::text, most_common_elems::text
           from pg_stats where schemaname = 'aftercare'"""
    ).fetchall()
    said = str(told)
    assert not [name for name, value in scene.secrets.items() if value in said]
    assert not [store for store in scene.foreign(login) if MARK.format(store=store) in said]
    # row security: statistics of a table with policies are shown to nobody who is bound by them
    assert {row[0] for row in told} <= {"schema_version"}
    extended = one.execute("select * from pg_stats_ext where schemaname = 'aftercare'").fetchall()
    assert extended == []


LEAKY = (
    "cast(problem as int) = 1",
    "'x' ~ (problem || '(')",
    "1 / (case when problem like 'MARK%%' then 0 else 1 end) = 1",
    "cast(problem as date) is null",
    "to_tsquery(problem) is not null",
    "cast(problem as xml) is not null",
    "convert_from(decode(md5(problem), 'hex'), 'UTF8') = ''",
    "cast(problem as jsonb) is null",
    "set_config('aftercare.seen', problem, false) is not null and false",
    "pg_input_is_valid(problem, 'int') and false",
)


@pytest.mark.parametrize("condition", LEAKY)
def test_a_condition_that_speaks_is_never_asked_about_a_foreign_row(scene, raw, condition):
    """An error, a notice or a setting made by a condition would tell what stands in a row that the policy hides."""
    one = raw("na")
    notices: list[str] = []
    one.add_notice_handler(lambda diagnostic: notices.append(diagnostic.message_primary or ""))
    foreign = planted("chaoyang order received")
    for question in (
        f"select 1 from work_order where id = %s and {condition}",
        f"explain analyze select 1 from work_order where id = %s and {condition}",
        f"select 1 from work_order_event e join work_order o on o.id = e.work_order_id where o.id = %s and {condition}",
    ):
        try:
            rows = one.execute(question, [foreign]).fetchall()
            assert "explain" in question or rows == []
            assert "chaoyang" not in str(rows)
        except psycopg.Error as error:
            # a server that has no such function, or no XML
            assert error.sqlstate in ("42883", "0A000"), str(error)
    assert not [said for said in notices if "chaoyang" in said]
    seen = one.execute("select current_setting('aftercare.seen', true)").fetchone()
    assert seen is not None and "chaoyang" not in (seen[0] or "")


def test_a_plan_tells_no_hidden_value_and_no_way_around_the_policy(scene, raw):
    one = raw("na")
    plan = one.execute(
        "explain (analyze, verbose, costs off) select number from work_order where store_id = %s", [planted("x")]
    ).fetchall()
    assert not [name for name, value in scene.secrets.items() if value in str(plan)]
    for setting in ("enable_seqscan", "enable_indexscan", "enable_bitmapscan", "enable_hashjoin", "enable_nestloop"):
        one.execute(f"set {setting} = off")
    counted = one.execute("select count(id) from work_order where store_id <> all (my_store_ids())").fetchone()
    assert counted == (0,)


def test_temporary_things_cast_no_shadow(scene, raw):
    one = raw("na")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        one.execute("create temporary table staff (login text, active boolean)")
    one.execute("set search_path = pg_temp, aftercare, public")
    for statement in (
        "create temporary view staff as select 's_na' as login",
        "create temporary sequence customer_number_seq",
        "create function pg_temp.i_am(variadic text[]) returns boolean language sql as 'select true'",
        "create type pg_temp.staff as (login text)",
        "select 1 as login into temporary staff",
        "prepare staff as select 1; create temporary table x as execute staff",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            one.execute(statement)
    assert one.execute("select aftercare.i_am('admin'), aftercare.i_am('agent')").fetchone() == (False, True)


@pytest.mark.parametrize(
    "path", ["public", "pg_temp", "pg_temp, public, aftercare", "''", '"$user"', "information_schema"]
)
def test_functions_with_more_rights_work_the_same_with_any_search_path(scene, raw, path):
    one = raw("na")
    before = one.execute("select aftercare.my_store_ids(), aftercare.i_am('admin'), aftercare.login_name()").fetchone()
    one.execute(f"set search_path = {path}")
    again = "select aftercare.my_store_ids(), aftercare.i_am('admin'), aftercare.login_name()"
    assert one.execute(again).fetchone() == before


def test_a_channel_carries_nothing_of_ours_and_nobody_waits_for_it(scene, raw):
    """NOTIFY cannot be taken away from a person; the program neither listens nor sends, so it reaches nobody."""
    listener = raw("min")
    for channel in ("aftercare", "change", "customer", "work_order"):
        listener.execute(f"listen {channel}")
    scene.psql("na").execute("insert into customer (id, name) values (gen_random_uuid(), '听')")
    assert list(listener.notifies(timeout=0.2)) == []
    ours = (
        "select proname from pg_proc where pronamespace = 'aftercare'::regnamespace "
        "and prosrc ~* 'pg_notify|\\mnotify\\M'"
    )
    assert scene.superuser().execute(ours).fetchall() == []


def test_advisory_locks_stop_nobody(scene, raw):
    """Anybody may take any of them, so nothing of ours asks for one."""
    one = raw("shen")
    for key in (*range(200), 2**31 - 1, -1):
        one.execute("select pg_try_advisory_lock(%s), pg_try_advisory_lock(%s, %s)", [key, key % 1000, 1])
    ours = scene.superuser().execute(
        "select proname from pg_proc where pronamespace = 'aftercare'::regnamespace and prosrc ~* 'advisory'"
    )
    assert ours.fetchall() == []
    assert scene.psql("na").execute("insert into customer (id, name) values (gen_random_uuid(), '锁')").rowcount == 1
    assert scene.superuser().execute("select error from run_due('due_prune_changes')").fetchall() in ([], [(None,)])


@pytest.mark.parametrize(
    "statement",
    [
        "select id from work_order for update",
        "select id from customer for update",
        "select id from parameter for update",
        "select id from store for share",
        "select id from staff for key share",
        "select name from job_run for update",
        "select number from audit_seal for update",
        "select id from import_batch for update",
    ],
)
def test_nobody_holds_rows_that_are_not_his_to_change(scene, raw, statement):
    """A row lock is a way to stop others; it needs the right to change."""
    one = raw("shen")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        one.execute(statement)


@pytest.mark.parametrize("login", ["na", "admin"])
def test_a_clerk_locks_only_the_orders_of_his_store(scene, raw, login):
    one = raw(login)
    foreign = planted("chaoyang order received")
    try:
        rows = one.execute("select id from work_order where id = %s for update", [foreign]).fetchall()
        assert rows == []
    except psycopg.errors.InsufficientPrivilege:
        pass


def test_time_limits_that_a_person_lifts_for_himself_bind_due_work_and_nobody_else(scene, raw):
    one = raw("na")
    for setting in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        one.execute(f"set {setting} = 0")
    other = scene.superuser().execute(
        "select count(*) from pg_db_role_setting s join pg_roles r on r.oid = s.setrole where r.rolname = 's_min' "
        "and 'statement_timeout=0' = any (s.setconfig)"
    )
    assert other.fetchone() == (0,)


def test_nobody_opens_connections_without_end(scene):
    login = f"new_{new_id().hex[-10:]}"
    with scene.clone.begin() as connection:
        accounts.create(connection, new_id(), login, "新来的", PASSWORD, roles=["agent"], stores=[known("store xihu")])
        limit = text("select rolconnlimit from pg_roles where rolname = :role")
        assert connection.execute(limit, {"role": role_of(login)}).scalar() == 12
        connection.rollback()


@pytest.mark.parametrize("login", ["na", "admin", "shen"])
def test_files_and_large_objects_stay_closed(scene, raw, login):
    one = raw(login)
    for statement in (
        "select pg_read_file('pg_hba.conf')",
        "select pg_ls_dir('base')",
        "select lo_get(1)",
        "select lo_put(1, 0, 'x')",
        "select lo_open(1, 131072)",
        "select loread(0, 10)",
        "select lo_import('/etc/hosts', 4711)",
        "copy (select 1) to program 'touch /tmp/evil'",
        "copy region (code) from program 'id'",
        "copy (select 1) to '/tmp/evil'",
        "select pg_file_write('evil', 'x', false)",
        "select dblink('dbname=postgres', 'select 1')",
        "select * from pg_ls_archive_statusdir()",
        "select pg_export_snapshot_to_file()",
    ):
        with pytest.raises(psycopg.Error) as refused, one.transaction():
            one.execute(statement)
        assert refused.value.sqlstate in ("42501", "42883", "42704", "55000"), (statement, refused.value)
