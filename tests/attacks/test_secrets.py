"""No full number, address or code without an entry in `reveal`."""

import json
import re

import psycopg
import pytest

from services import personal_data
from services.database import role_of
from tests.attacks.reading import functions_of, rows_of
from tests.attacks.scene import MARK, PEOPLE, SEES, STORES, planted
from tests.people import known

# Who prints a store's slips.
DESKS = {"xihu": ("na", "zhou"), "binjiang": ("min", "zhou"), "chaoyang": ("bei", "qian")}


def _needles(scene) -> dict[str, str]:
    """What is looked for: numbers by the digits no mask shows, the rest in full and without blanks."""
    needles = {}
    for name, value in scene.secrets.items():
        if re.fullmatch(r"1[0-9]{10}", value):
            needles[name] = value[3:10]
        else:
            needles[name] = value
            needles[name + ", without blanks"] = value.replace(" ", "")
    return needles


def _found(needles: dict[str, str], told: str) -> list[str]:
    return [name for name, value in needles.items() if value in told or value[::-1] in told]


def test_what_is_looked_for_is_there(scene):
    kept = "\n".join(
        str(row) for table in ("customer", "contact", "customer_address", "unlock_code", "import_row", "audit_value")
        for row in scene.superuser().execute(f"select * from {table}").fetchall()
    )  # fmt: skip
    assert not [name for name, value in scene.secrets.items() if value not in kept and "unlock" not in name]


@pytest.mark.parametrize("login", PEOPLE)
def test_no_secret_stands_in_anything_a_person_reads(scene, login):
    needles = _needles(scene)
    found = {(table, name) for table, row in rows_of(scene, login) for name in _found(needles, row)}
    assert not found


@pytest.mark.parametrize("login", PEOPLE)
def test_the_code_of_the_slip_is_read_from_no_table(scene, login):
    codes = {code for store in STORES for code in scene.pickup_codes[store]}
    # nor from what is written about changes, events and requests
    for table, row in rows_of(scene, login):
        assert not codes & set(row.split("\x1f")), table
        assert not [code for code in codes if f'"{code}"' in row or f"'{code}'" in row], table


def test_the_function_tells_the_code_to_the_desk_of_the_order_alone(scene):
    root = scene.superuser()
    for login in PEOPLE:
        for store in STORES:
            orders = root.execute(
                "select id from work_order where store_id = %s and handling_store_id is null", [known(f"store {store}")]
            ).fetchall()
            for (order,) in orders[:12]:
                code = scene.psql(login).execute("select pickup_code from order_hidden(%s)", [order]).fetchone()[0]
                assert not code or login in DESKS[store], (login, store)
    order = planted("xihu order received")
    assert scene.psql("na").execute("select pickup_code from order_hidden(%s)", [order]).fetchone()[0]


@pytest.mark.parametrize("login", PEOPLE)
def test_no_function_tells_a_secret_at_the_first_call(scene, login):
    """Two steps in two transactions, the first of which stays written: nobody looks and rolls the entry back."""
    needles = _needles(scene)
    ids = [*scene.ids["customers"], planted("xihu order received"), planted("import")]
    records = [planted(f"{store} customer {n}") for store in STORES for n in (0, 1)] + ids
    told_by = set()
    with psycopg.connect(scene.clone.dsn()) as root:
        root.execute("set search_path = aftercare")
        root.commit()
        for function in functions_of(scene, login):
            for one in records if any(kind.startswith("uuid") for kind in function.types) else records[:1]:
                for given in _tries(function, one):
                    try:
                        with root.transaction(force_rollback=True):
                            root.execute(f'set local session authorization "{role_of(login)}"')
                            told = function.call(root, given)
                            passed = json.dumps([str(value) for value in given])
                            told_by |= {
                                (function.name, name)
                                for name in _found(needles, told)
                                if name not in _found(needles, passed)
                            }
                            if told.strip().isdigit():
                                # the second step in the first one's transaction
                                for second in ("read_reveal", "unlock_code_read"):
                                    with root.transaction():
                                        rows = root.execute(f"select * from {second}(%s)", [int(told)]).fetchall()
                                        told_by |= {(second, name) for name in _found(needles, str(rows))}
                    except psycopg.Error as error:
                        assert error.sqlstate != "42601", function.signature
                        told_by |= {(function.name, name) for name in _found(needles, str(error))}
    assert not told_by


def _tries(function, one):
    """Arguments of every kind of look: each column, the number known, the beginning of a number."""
    given = []
    for name, kind in zip(function.names, function.types, strict=True):
        given.append(
            {
                "uuid": one, "uuid[]": [one], "integer": 1, "bigint": 10**9, "text[]": ["admin"], "jsonb": "{}",
                "tsquery": "'王芳' | '李四'", "numeric": "1", "boolean": True, "date": "2020-01-01",
                "timestamp with time zone": "2090-01-01", "xid8": "0",
            }.get(kind, {"of_table": "customer", "of_column": "phone", "of_name": "王芳xihu0", "why": "why"}.get(name, "5500"))
        )  # fmt: skip
    yield given
    if function.name == "open_reveal":
        for table, column in (("customer", "address"), ("contact", "phone"), ("customer_address", "address")):
            yield [table, one, column, "why"]
    if "typed" in function.names or "of_phone" in function.names:
        for typed in ("1397301", "139730", "7301", "39730"):
            yield [
                typed if name in ("typed", "of_phone") else value
                for name, value in zip(function.names, given, strict=True)
            ]


def test_each_look_leaves_its_entry(scene):
    before = scene.superuser().execute("select count(*) from reveal").fetchone()[0]
    phone = personal_data.reveal(scene.db("zhou"), "customer", planted("binjiang customer 0"), "phone", "asked")
    assert phone == scene.secrets["customer phone binjiang 0"]
    rows = (
        scene.superuser()
        .execute(
            "select login, kind, table_name, row_id, column_name, reason from reveal order by id offset %s", [before]
        )
        .fetchall()
    )
    assert rows == [("zhou", "reveal", "customer", planted("binjiang customer 0"), "phone", "asked")]


@pytest.mark.parametrize("login", ["pei", "shen"])
def test_who_does_not_look_at_personal_data_cannot(scene, login):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        scene.psql(login).execute("select open_reveal('customer', %s, 'phone')", [planted("xihu customer 0")])


def test_an_entry_is_its_author_s_and_its_transaction_s(scene):
    na, zhou = scene.psql("na"), scene.psql("zhou")
    asked = "select open_reveal('customer', %s, 'phone')"
    with pytest.raises(psycopg.Error, match="reveal_over"), na.transaction():
        entry = na.execute(asked, [planted("xihu customer 1")]).fetchone()[0]
        na.execute("select read_reveal(%s)", [entry])
    with pytest.raises(psycopg.Error, match="reveal_over"):
        na.execute("select read_reveal(%s)", [entry])
    entry = na.execute(asked, [planted("xihu customer 1")]).fetchone()[0]
    with pytest.raises(psycopg.Error, match="reveal_over"):
        zhou.execute("select read_reveal(%s)", [entry])
    # a subtransaction is still the same transaction
    with na.transaction():
        entry = na.execute(asked, [planted("xihu customer 1")]).fetchone()[0]
        with pytest.raises(psycopg.Error, match="reveal_over"), na.transaction():
            na.execute("select read_reveal(%s)", [entry])


def test_a_refused_row_of_an_import_is_not_looked_at_without_a_trace(scene):
    raw = scene.psql("admin")
    with raw.transaction(force_rollback=True):
        told = str(raw.execute("select * from import_rejected(%s)", [planted("import")]).fetchall())
    assert scene.secrets["phone in a refused row"] not in told
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw.execute("select cells from import_row")


def test_only_whose_store_it_is_sees_its_mark(scene):
    """The list of who sees what, by which the other tests go, is that of the cast."""
    for login, stores in SEES.items():
        seen = {
            store for store in STORES if any(MARK.format(store=store) in row for _table, row in rows_of(scene, login))
        }
        assert seen == set(STORES if stores is None else stores), login
        assert known(login)


@pytest.mark.parametrize("login", PEOPLE)
def test_the_schema_as_xml_tells_no_secret_and_nothing_of_another_store(scene, login):
    raw = scene.psql(login)
    try:
        told = raw.execute("select schema_to_xml('aftercare', true, false, '')::text").fetchone()[0]
    except psycopg.errors.FeatureNotSupported:
        return  # a server built without libxml, as the private one
    assert not _found(_needles(scene), told)
    assert not [store for store in scene.foreign(login) if MARK.format(store=store) in told]
