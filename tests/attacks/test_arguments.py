"""Functions of ours called with what no screen would send: each refuses or answers, none breaks or changes roles."""

import json

import psycopg
import pytest

from services.database import role_of
from tests import naughty
from tests.attacks.reading import functions_of
from tests.attacks.scene import planted
from tests.hostile.strings import HOSTILE
from tests.people import known

# Refused by us, by rights, by a type, by a constraint, by a number out of range; or no such function for this role.
FINE = ("AC", "22", "23", "42501")
ROLES = "select rolname, rolsuper, rolcanlogin, rolcreaterole, rolbypassrls, rolconnlimit from pg_roles order by 1"
MEMBERS = "select roleid::regrole::text, member::regrole::text, admin_option from pg_auth_members order by 1, 2"
ODD = {
    "integer": [0, -1, 2**31 - 1, -(2**31), None],
    "bigint": [0, -1, 2**63 - 1, None],
    "numeric": ["NaN", "-1", "0", "9" * 40, "0.001", None],
    "boolean": [None],
    "date": ["infinity", "-infinity", "0001-01-01", "5874897-12-31", None],
    "timestamp with time zone": ["infinity", "-infinity", "4713-01-01 BC", "294276-12-31", None],
    "uuid": ["00000000-0000-0000-0000-000000000000", None],
    "uuid[]": [[], [None], None],
    "text[]": [[], [None], ["admin", "admin"], ["aftercare_owner"], ["a'); drop table x; --"], None],
    "jsonb": [
        "{}", "[]", "null", "7", '"x"', "[[[[]]]]", '[{"line": "x"}]', '{"id": 7}', '{"id": {"a": []}}',
        '{"store_id": "x"}', '[{"device_id": 1, "problem": []}]', '{"technician_id": "x", "comment": {"a": 1}}',
        '{"by_other": "perhaps", "outcome": [], "checklist": 7}', '{"\\u0001": "\\ud834\\udd1e"}', None,
    ],
    "tsquery": ["'a' & !'b'", "'^x' <-> 'y':*", "'=store:x' | '=state:draft'", "'it''s' | '\\\\'", None],
    "xid8": ["0", "18446744073709551615", None],
}  # fmt: skip
PLAIN = {
    "integer": 1, "bigint": 1, "numeric": "1.00", "boolean": True, "date": "2026-01-01", "text": "x",
    "timestamp with time zone": "2026-01-01", "uuid[]": [], "text[]": ["agent"], "jsonb": "{}", "tsquery": "'a'",
    "xid8": "0",
}  # fmt: skip


def _plain(kind: str, name: str) -> object:
    if kind == "uuid":
        return {
            "order_id": planted("xihu order received"), "ticket_id": planted("xihu ticket"),
            "complaint_id": planted("xihu complaint"), "article_id": planted("xihu article"),
            "at_store": known("store xihu"), "store": known("store xihu"), "who": known("min"),
        }.get(name, planted("xihu customer 0"))  # fmt: skip
    return PLAIN[kind]


@pytest.mark.parametrize("login", ["admin", "zhou", "na", "tang"])
def test_no_argument_breaks_a_function(scene, login):
    words = [text for text in (*HOSTILE, *naughty.strings()[::40]) if "\0" not in text and not _half(text)]
    broken = set()
    with psycopg.connect(scene.clone.dsn()) as root:
        root.execute("set search_path = aftercare")
        root.execute("set statement_timeout = '5s'")
        root.commit()
        root.autocommit, root.isolation_level = True, psycopg.IsolationLevel.REPEATABLE_READ
        before = roles_of(root)
        for function in functions_of(scene, login):
            usual = [_plain(kind, name) for kind, name in zip(function.types, function.names, strict=True)]
            for place, kind in enumerate(function.types):
                odd = ODD.get(
                    kind, words if not function.name.startswith(("mask_", "phone_", "prefix_")) else words[:20]
                )
                for value in odd:
                    given = [*usual[:place], value, *usual[place + 1 :]]
                    try:
                        if tried(root, login, function, given)[1] != before:
                            # Others who use the server make people meanwhile: what is asked is what this call did.
                            before, after = tried(root, login, function, given)
                            assert before == after or (function.name in ACCOUNTS and login == "admin"), (
                                function.signature
                            )
                    except psycopg.Error as error:
                        # without a SQLSTATE it is our own driver that cannot show an answer, such as an endless date
                        if not (error.sqlstate or "22").startswith(FINE):
                            broken.add((function.signature, str(value)[:60], error.sqlstate, str(error)[:160]))
    assert not broken, "\n".join(map(str, sorted(broken, key=str)))


def roles_of(root: psycopg.Connection) -> tuple[list, list]:
    return root.execute(ROLES).fetchall(), root.execute(MEMBERS).fetchall()


def tried(root: psycopg.Connection, login: str, function, given) -> tuple[tuple, tuple]:
    """The roles before and after a call, as one moment shows them; nothing of it stays."""
    with root.transaction(force_rollback=True):
        before = roles_of(root)
        root.execute(f'set local session authorization "{role_of(login)}"')
        function.call(root, given)
        root.execute("set constraints all immediate")
        root.execute("reset session authorization")
        return before, roles_of(root)


# They may; that they change nobody else's roles than those they are asked to is tested with the accounts.
ACCOUNTS = (
    "create_person",
    "change_person",
    "disable_person",
    "enable_person",
    "reset_password",
    "change_own_password",
    "create_guest",
    "reset_guest_password",
    "disable_guest",
    "enable_guest",
    "change_guest_password",
)


def _half(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def root_roles(raw: psycopg.Connection) -> list[str]:
    return [row[0] for row in raw.execute("select rolname from pg_roles").fetchall()]


def of_the_server(root: psycopg.Connection) -> list[tuple]:
    """The roles that are nobody's, with what they may; people's come and go with the tests beside this one."""
    return [row for row in root.execute(ROLES).fetchall() if not row[0].startswith("s_")]


@pytest.mark.parametrize(
    "login",
    [
        "x'; drop role s_na; --",
        'x" superuser',
        "postgres",
        "aftercare_owner",
        "../x",
        "X",
        "x y",
        "s_na",
        "",
        "ｘ",
        "x" * 64,
    ],
)
def test_no_login_name_reaches_a_role_that_is_not_a_person_s(scene, login):
    root = scene.superuser()
    before = of_the_server(root)
    raw = scene.psql("admin")
    verifier = "SCRAM-SHA-256$4096:" + "A" * 24 + "$" + "B" * 43 + "=:" + "C" * 43 + "="
    with pytest.raises(psycopg.Error) as refused, raw.transaction(force_rollback=True):
        # one moment: others who use the server make people meanwhile
        raw.execute("set transaction isolation level repeatable read")
        there = set(root_roles(raw))
        raw.execute(
            "select create_person(%s, %s, 'x', %s, array['agent'], array[%s::uuid])",
            [planted("x"), login, verifier, known("store xihu")],
        )
        # a name that is allowed makes a person's role and nothing else
        assert set(root_roles(raw)) - there == {f"s_{login}"}
        raise psycopg.errors.RaiseException
    assert refused.value.sqlstate in ("AC001", "P0001")
    assert of_the_server(root) == before
    assert f"s_{login}" in there or f"s_{login}" not in root_roles(root)


@pytest.mark.parametrize(
    "verifier",
    [
        "plain text",
        "md5" + "a" * 32,
        "SCRAM-SHA-256$4096:x$y:z",
        "SCRAM-SHA-256$4096:" + "A" * 24 + "$" + "B" * 44 + "' superuser '",
        "",
    ],
)
def test_only_verifiers_become_passwords(scene, verifier):
    raw = scene.psql("na")
    with pytest.raises(psycopg.Error, match="password_not_a_verifier"):
        raw.execute("select change_own_password(%s)", [verifier])


def test_an_import_s_notes_touch_no_table_but_those_of_imports(scene):
    raw = scene.psql("na")
    batch = planted("hostile import")
    raw.execute("insert into import_batch (id, kind, file_name) values (%s, 'customers', 'x')", [batch])
    for table in ("staff", "audit_entry", "payment", "work_order; drop table x", 'x" y', "pg_authid", None):
        entry = {"line": 1, "outcome": "added", "table_name": table, "row_id": str(known("na"))}
        with pytest.raises(psycopg.Error) as refused:
            raw.execute("select import_note(%s, 1, %s)", [batch, json.dumps([entry])])
        assert refused.value.sqlstate == "AC001"
