"""What a kiosk and a customer reach with psql: a few functions, and nothing of anybody else."""

import os
import re
import statistics
import time

import psycopg
import pytest
from psycopg import sql

from services import accounts
from services.database import role_of
from services.ids import new_id
from tests.attacks.reading import functions_of
from tests.attacks.scene import MARK, STORES, planted
from tests.attacks.test_arguments import FINE, ODD
from tests.attacks.test_attempts import OTHERWISE, REFUSED
from tests.people import PASSWORD, known

KINDS = ("kiosk", "customer")
KIOSK = {"guest_who", "kiosk_ask", "kiosk_read", "kiosk_answer", "public_articles", "public_topics", "public_products"}
CUSTOMER = {
    "guest_who", "own_file", "own_devices", "own_orders", "own_order", "own_service_figures", "own_follow_up_figures",
    "own_follow_ups", "own_problem_figures", "own_surveys", "own_survey_answer", "change_guest_password", "public_articles",
    "public_topics", "public_products", "refuse", "login_name",
}  # fmt: skip


class Guests:
    """A kiosk of the Xihu store and the sign-in of a customer of the scene, each with psql."""

    def __init__(self, scene):
        self.scene = scene
        self.logins = {kind: f"{kind[:4]}_{os.urandom(5).hex()}" for kind in KINDS}
        self.customer = planted("xihu customer 0")
        with scene.clone.begin() as connection:
            for kind, login in self.logins.items():
                connection.exec_driver_sql(
                    "select create_guest(%s, %s, %s, %s, %s, %s, false)",
                    (
                        new_id(),
                        kind,
                        login,
                        accounts.verifier(connection, login, PASSWORD),
                        known("store xihu"),
                        self.customer,
                    ),
                )
        self.raw = {kind: scene.psql(login) for kind, login in self.logins.items()}


@pytest.fixture(scope="module")
def guests(scene):
    return Guests(scene)


def code_of(raw, statement, arguments=None):
    """The SQLSTATE of a statement, '' where it went through; nothing stays."""
    try:
        with raw.transaction(force_rollback=True):
            raw.execute(statement, arguments)
    except psycopg.Error as error:
        return error.sqlstate or "?"
    return ""


@pytest.mark.parametrize("kind", KINDS)
def test_no_table_gives_anything(scene, guests, kind):
    raw = guests.raw[kind]
    relations = scene.superuser().execute(
        "select c.relname, c.relkind::text from pg_class c where c.relnamespace = 'aftercare'::regnamespace "
        "and c.relkind in ('r', 'p', 'v', 'm', 'S')"
    )
    wrong = []
    for name, what in relations.fetchall():
        table = sql.Identifier("aftercare", name)
        words = (
            ("select nextval({})",)
            if what == "S"
            else ("select 1 from {} limit 1", "insert into {} default values", "delete from {}", "truncate {}",
                  "lock table {} in access share mode", "copy {} to stdout", "alter table {} add x int",
                  "comment on table {} is 'x'")
        )  # fmt: skip
        for word in words:
            target = sql.Literal(f"aftercare.{name}") if what == "S" else table
            if code_of(raw, sql.SQL(word).format(target)) != "42501":
                wrong.append((name, word))
    granted = scene.superuser().execute(
        """select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
           where c.relnamespace = 'aftercare'::regnamespace and c.relkind in ('r', 'p') and not a.attisdropped
             and (has_column_privilege(%s, c.oid, a.attnum, 'select') or has_column_privilege(%s, c.oid, a.attnum,
                  'insert') or has_column_privilege(%s, c.oid, a.attnum, 'update'))""",
        [role_of(guests.logins[kind])] * 3,
    )
    assert not wrong and not granted.fetchall()


@pytest.mark.parametrize("kind", KINDS)
def test_the_functions_are_these_and_no_others(scene, guests, kind):
    callable_ones = {function.name for function in functions_of(scene, guests.logins[kind])}
    assert callable_ones == {"kiosk": KIOSK, "customer": CUSTOMER}[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_every_other_function_is_refused(scene, guests, kind):
    mine = {function.signature for function in functions_of(scene, guests.logins[kind])}
    through = []
    others = scene.superuser().execute(
        """select p.oid::regprocedure::text, p.proname, array(select format_type(t, null) from unnest(p.proargtypes) t),
                  p.provariadic <> 0
           from pg_proc p where p.pronamespace = 'aftercare'::regnamespace and p.prokind = 'f'
             and p.prorettype <> 'trigger'::regtype"""
    )
    for signature, name, types, variadic in others.fetchall():
        if signature in mine:
            continue
        marks = [f"null::{one}" for one in types]
        if variadic:
            marks[-1] = f"variadic {marks[-1]}"
        asked = sql.SQL("select aftercare.{}({})").format(sql.Identifier(name), sql.SQL(", ".join(marks)))
        if code_of(guests.raw[kind], asked) != "42501":
            through.append(signature)
    assert through == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_attempt_of_staff_succeeds_for_guests_either(scene, guests, kind):
    raw, colleague = guests.raw[kind], scene.psql("zhou").execute("select pg_backend_pid()").fetchone()[0]
    more = {
        "become staff": "set role aftercare_staff",
        "become the owner of these functions": "set role aftercare_guests",
        "the sign-ins": "select * from aftercare.guest_login",
        "what was typed": "select * from aftercare.kiosk_try",
        "the limits": "update aftercare.kiosk_limit set tries = 0",
        "lift the wait": "delete from aftercare.kiosk_limit",
    }
    through = {}
    for what, statement in (REFUSED | more).items():
        if what == f"become aftercare_{kind}":
            continue  # his own group, which reaches no more than he does
        code = code_of(raw, statement.format(colleague=colleague).replace("{{}}", "{}"))
        if code not in (*OTHERWISE.get(what, ()), "42501"):
            through[what] = code or "went through"
    assert through == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_guest_listens_to_nothing_of_the_house(guests, kind):
    """LISTEN itself asks for no right; nobody here ever notifies, and nothing is heard."""
    raw = guests.raw[kind]
    raw.execute("listen change")
    assert list(raw.notifies(timeout=0.05)) == []
    raw.execute("unlisten *")


@pytest.mark.parametrize("kind", KINDS)
def test_connections_and_time_are_limited(scene, guests, kind):
    role = role_of(guests.logins[kind])
    row = (
        scene.superuser()
        .execute(
            """select r.rolconnlimit, r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolbypassrls or r.rolreplication,
                  array_to_string(s.setconfig, ' '),
                  array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid
                        where m.member = r.oid)
           from pg_roles r left join pg_db_role_setting s on s.setrole = r.oid and s.setdatabase = 0
           where r.rolname = %s""",
            [role],
        )
        .fetchone()
    )
    assert row[0] == {"kiosk": 8, "customer": 4}[kind] and not row[1]
    assert "statement_timeout=10s" in row[2] and "idle_in_transaction_session_timeout=10s" in row[2]
    assert row[3] == [f"aftercare_{kind}"]


def test_foreign_ids_find_nothing(scene, guests):
    """Every id of the scene in every argument that takes one; nothing but one's own comes out."""
    raw = guests.raw["customer"]
    own = {row[0] for row in raw.execute("select id from own_orders(false, null, null, true, 200)").fetchall()}
    theirs = scene.superuser().execute(
        "select id from work_order where customer_id = (select customer_id from work_order where id = %s)",
        [planted("xihu order received")],
    )
    assert planted("xihu order received") in own and own <= {row[0] for row in theirs.fetchall()}
    foreign = [one for store in STORES for one in scene.ids[store]] + scene.ids["customers"]
    for one in foreign:
        if one in own:
            continue
        assert code_of(raw, "select own_order(%s)", [one]) == "AC001", one
        assert code_of(raw, "select own_survey_answer(%s, '{}', '')", [one]) == "AC001", one
        assert code_of(guests.raw["kiosk"], "select kiosk_read(%s)", [one]) == "AC001", one
        assert code_of(guests.raw["kiosk"], "select kiosk_answer(%s, %s, '{}', '')", [one, one]) == "AC001", one
    devices = {row[0] for row in raw.execute("select id from own_devices(null, false, 200)").fetchall()}
    assert devices == {planted("xihu device 0")}


def test_nothing_of_the_house_or_of_others_is_told(scene, guests):
    """All answers together: no marks of stores but of the problem that is the customer's own, no staff, no secrets."""
    raw = guests.raw["customer"]
    said = []
    for asked in (
        "select * from guest_who()", "select own_file()", "select * from own_devices(null, false, 200)",
        "select * from own_orders(false, null, null, true, 200)", "select own_surveys()",
        "select * from own_service_figures('2020-01-01')", "select * from own_follow_up_figures('2020-01-01')",
        "select * from own_problem_figures('2020-01-01')", "select * from own_follow_ups(false, null, null, true, 200)",
    ):  # fmt: skip
        said += [str(row) for row in raw.execute(asked).fetchall()]
    order = planted("xihu order received")
    said.append(str(raw.execute("select own_order(%s)", [order]).fetchone()))
    number, code = (
        scene.superuser().execute("select number, pickup_code from work_order where id = %s", [order]).fetchone()
    )
    entry = guests.raw["kiosk"].execute("select kiosk_ask(%s, %s)", [number, code]).fetchone()[0]["entry"]
    seen = guests.raw["kiosk"].execute("select kiosk_read(%s)", [entry]).fetchone()[0]
    assert seen["order"]["number"] == number
    said.append(str(seen))
    whole = "\n".join(said)
    problem = f"{MARK.format(store='xihu')} problem: screen stays dark"
    assert problem in whole
    rest = whole.replace(problem, "")
    for store in STORES:
        assert MARK.format(store=store) not in rest
    for name, value in scene.secrets.items():
        needle = value[3:10] if re.fullmatch(r"1[0-9]{10}", value) else value
        assert needle not in rest, name
    for login, name in scene.superuser().execute("select login, name from staff").fetchall():
        assert name not in rest and f"'{login}'" not in rest, login
    assert code not in rest


def test_a_customer_who_must_change_his_password_reads_nothing(scene, guests):
    root, login = scene.superuser(), guests.logins["customer"]
    root.execute("update guest_login set must_change_password = true where login = %s", [login])
    try:
        for asked in ("own_file()", "own_orders(false, null, null, true, 5)", "public_articles(null, 5)"):
            assert code_of(guests.raw["customer"], f"select * from {asked}") == "42501", asked
    finally:
        root.execute("update guest_login set must_change_password = false where login = %s", [login])


@pytest.mark.parametrize("kind", KINDS)
def test_no_argument_breaks_a_function(scene, guests, kind):
    """Odd values in every place: refused by us or by a type, or answered; never an error that tells of our insides."""
    raw, broken = guests.raw[kind], []
    plain = {"uuid": str(new_id()), "integer": 1, "boolean": True, "date": "2026-01-01", "text": "x", "jsonb": "{}",
             "timestamp with time zone": "2026-01-01", "tsquery": "'a'"}  # fmt: skip
    words = ["", "'", "\\", "%", "x" * 100_000, "１２３", "W2611-00001' or '1'='1", "𝄞"]
    for function in functions_of(scene, guests.logins[kind]):
        usual = [plain[one] for one in function.types]
        for place, one in enumerate(function.types):
            for odd in (*ODD.get(one, words), None):
                given = [*usual[:place], odd, *usual[place + 1 :]]
                try:
                    with raw.transaction(force_rollback=True):
                        function.call(raw, given)
                except psycopg.Error as error:
                    if error.sqlstate and not error.sqlstate.startswith(FINE):
                        broken.append((function.name, odd, error.sqlstate, str(error)[:120]))
    assert broken == []


def test_existence_is_not_told_by_time(scene, guests):
    """Known and unknown numbers, both with a wrong code: the medians differ by less than the noise of a network."""
    raw, root = guests.raw["kiosk"], scene.superuser()
    number = root.execute("select number from work_order where id = %s", [planted("xihu order received")]).fetchone()[0]

    def median(wanted):
        spent = []
        for _count in range(25):
            root.execute("delete from kiosk_limit")
            began = time.perf_counter()
            entry = raw.execute("select kiosk_ask(%s, 'x')", [wanted]).fetchone()[0]["entry"]
            assert raw.execute("select kiosk_read(%s)", [entry]).fetchone()[0] == {}
            spent.append(time.perf_counter() - began)
        return statistics.median(spent)

    assert abs(median(number) - median("W2601-99999")) < 0.05


def test_a_guest_of_one_database_does_not_enter_another(scene, guests):
    """Roles belong to the cluster: whoever is let in here is let in nowhere else."""
    for kind in KINDS:
        dsn = scene.clone.dsn(role_of(guests.logins[kind]), PASSWORD)
        with psycopg.connect(dsn):
            pass
        template = (
            scene.superuser()
            .execute(
                "select datname from pg_database where datname like %s",
                [scene.clone.name.split("_scene")[0] + "_template"],
            )
            .fetchone()
        )
        if template is not None:
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(dsn.replace(scene.clone.name, template[0]))


def test_ones_own_settings_give_nothing(guests):
    for kind in KINDS:
        raw, role = guests.raw[kind], role_of(guests.logins[kind])
        raw.execute(f'alter role "{role}" set search_path = pg_temp, public')
        raw.execute("set statement_timeout = 0")
        try:
            assert code_of(raw, "select 1 from aftercare.work_order") == "42501"
        finally:
            raw.execute(f'alter role "{role}" reset search_path')
