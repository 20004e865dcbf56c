"""What happened stays: events, audit, payments and looks are changed and removed by nobody."""

import json

import psycopg
import pytest
from psycopg import sql

from services import articles, intakes
from services.ids import new_id
from services.intakes import NewIntake, NewOrder
from tests.attacks.scene import PEOPLE, planted
from tests.people import known

RECORDS = (
    "audit_entry", "audit_value", "audit_epoch", "work_order_event", "ticket_event", "complaint_event",
    "article_event", "follow_up_event", "follow_up_answer", "question", "payment", "consent", "reveal", "print_log", "customer_consent", "receipt_counter",
    "figure_week", "figure_delta", "job_run", "schema_version", "schema_object", "change",
)  # fmt: skip
REFUSED = ("42501", "AC001")


def _refused(connection: psycopg.Connection, statement: sql.Composable | str) -> str | None:
    """The SQLSTATE of a refusal; None where it went through."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except psycopg.Error as error:
        return error.sqlstate
    return None


# What an import brought goes with its trace when it is undone.
UNDONE = ("ticket_event", "article_event")


@pytest.mark.parametrize("login", PEOPLE)
@pytest.mark.parametrize("table", RECORDS)
def test_nobody_changes_removes_or_forges_what_happened(scene, login, table):
    raw, name = scene.psql(login), sql.Identifier(table)
    columns = [
        row[0]
        for row in scene.superuser().execute(
            "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped",
            [f"aftercare.{table}"],
        )
    ]
    for column in columns:
        change = sql.SQL("update {} set {} = default").format(name, sql.Identifier(column))
        assert _refused(raw, change) in ("42501", "428C9"), column
    assert _refused(raw, sql.SQL("delete from {}").format(name)) in REFUSED
    assert _refused(raw, sql.SQL("truncate {}").format(name)) in REFUSED
    if table != "customer_consent":
        assert _refused(raw, sql.SQL("insert into {} default values").format(name)) in REFUSED
    assert _refused(raw, sql.SQL("alter table {} disable trigger all").format(name)) == "42501"
    assert _refused(raw, sql.SQL("alter table {} disable row level security").format(name)) == "42501"
    assert _refused(raw, sql.SQL("drop table {} cascade").format(name)) == "42501"


@pytest.mark.parametrize(
    "table", ["work_order_event", "ticket_event", "complaint_event", "article_event", "follow_up_event", "payment"]
)
def test_not_even_the_owner_s_functions_change_an_event(scene, table):
    """The tables' own triggers hold where a function of ours had a mistake."""
    root = scene.superuser()
    for owner in ("aftercare_owner", "aftercare_workflow", "aftercare_transfer", "aftercare_due"):
        for statement in ("update {} set at = now()", "delete from {}"):
            try:
                with root.transaction(force_rollback=True):
                    root.execute(f"set local role {owner}")
                    done = root.execute(sql.SQL(statement).format(sql.Identifier(table))).rowcount
                    # row security hid everything from him: nothing was changed either
                    assert done == 0 or ((owner, statement[:6]) == ("aftercare_transfer", "delete") and table in UNDONE)
            except psycopg.Error as error:
                assert error.sqlstate in REFUSED, (owner, statement, str(error))


def test_names_and_times_are_stamped_whatever_was_sent(scene):
    raw, wanted = scene.psql("na"), new_id()
    forged = "insert into customer (id, name, {}) values (%s, 'x', {})"
    for column, value in (
        ("created_by", "'zhou'"),
        ("updated_by", "'zhou'"),
        ("created_at", "'2001-01-01'"),
        ("version", "9"),
    ):
        assert _refused(raw, sql.SQL(forged.format(column, value).replace("%s", f"'{wanted}'"))) == "42501"
    with raw.transaction(force_rollback=True):
        raw.execute("insert into customer (id, name) values (%s, 'x')", [wanted])
        raw.execute("set local timezone = 'UTC'")
        row = raw.execute(
            "select created_by, version, created_at > now() - interval '1 minute' from customer where id = %s", [wanted]
        ).fetchone()
        assert row == ("na", 1, True)


def test_the_audit_names_the_person_and_not_the_role_he_took(scene):
    raw, wanted = scene.psql("na"), new_id()
    with pytest.raises(psycopg.errors.InsufficientPrivilege), raw.transaction():
        raw.execute("set local role aftercare_agent")
        raw.execute("insert into aftercare.customer (id, name) values (%s, 'taken role')", [wanted])
    with raw.transaction():
        raw.execute("set local application_name = 'zhou'")
        raw.execute("set local aftercare.login = 'zhou'")
        raw.execute("insert into customer (id, name) values (%s, 'own role')", [wanted])
    rows = scene.superuser().execute("select login, operation from audit_entry where row_id = %s", [wanted]).fetchall()
    assert rows == [("na", "insert")]


def test_a_payload_does_not_speak_for_the_program(scene):
    """Words with which the program marks its own events are not taken from a caller."""
    na = scene.db("na")
    opened = _order(scene)
    raw = scene.psql("na")
    forged = {"reason_code": "other", "comment": "x", "with": "receive", "undone": "receive", "by_login": "zhou"}
    reason = scene.superuser().execute("select code from code_item where list = 'cancel_reason' limit 1").fetchone()[0]
    forged["reason_code"] = reason
    version = opened.orders[0].version
    raw.execute(
        "select work_order_move(%s, %s, 'work', 'cancel', %s)", [opened.orders[0].id, version, json.dumps(forged)]
    )
    version = _version(scene, opened.orders[0].id)
    undo = "select work_order_undo(%s, %s, %s)"
    raw.execute(undo, [opened.orders[0].id, version, json.dumps({"with": "cancel", "comment": "mine"})])
    rows = scene.superuser().execute(
        "select action, by_login, details ? 'with', details ? 'undone' from work_order_event where work_order_id = %s "
        "and axis = 'work' order by seq", [opened.orders[0].id]
    ).fetchall()  # fmt: skip
    assert rows == [("receive", "na", False, False), ("cancel", "na", False, False), ("undo", "na", False, True)]
    with pytest.raises(psycopg.Error, match="nothing_to_undo"):
        raw.execute(undo, [opened.orders[0].id, _version(scene, opened.orders[0].id), "{}"])
    assert na.login == "na"


def _version(scene, order):
    return scene.superuser().execute("select version from work_order where id = %s", [order]).fetchone()[0]


@pytest.mark.parametrize(
    "payload", ["[]", '"text"', "7", '[{"a": 1}]', '{"comment": ' + json.dumps("x" * 100_000) + "}"]
)
def test_a_payload_is_an_object_of_a_decent_size(scene, payload):
    raw = scene.psql("zhou")
    order, ticket, complaint = _order(scene).orders[0], planted("xihu ticket"), planted("xihu complaint")
    before = (
        scene.superuser()
        .execute("select count(*) from work_order_event where work_order_id = %s", [order.id])
        .fetchone()
    )
    version = "(select version from {} where id = %s)"
    for statement, record in (
        (f"work_order_move(%s, {version.format('work_order')}, 'work', 'cancel', %s)", order.id),
        (f"work_order_undo(%s, {version.format('work_order')}, %s)", order.id),
        (f"ticket_move(%s, {version.format('ticket')}, 'close', %s, gen_random_uuid())", ticket),
        (f"complaint_move(%s, {version.format('complaint')}, 'assess', %s, gen_random_uuid())", complaint),
    ):
        with pytest.raises(psycopg.Error) as refused, raw.transaction(force_rollback=True):
            raw.execute(f"select {statement}", [record, record, payload])
        assert refused.value.sqlstate == "AC001", statement
        assert str(refused.value).splitlines()[0] in ("value_refused", "too_long"), statement
    after = (
        scene.superuser()
        .execute("select count(*) from work_order_event where work_order_id = %s", [order.id])
        .fetchone()
    )
    assert before == after


def _order(scene):
    device = new_id()
    raw = scene.psql("na")
    raw.execute(
        "insert into device (id, product_model_id, serial_no) values (%s, %s, %s)",
        [device, known("model"), f"SN{device.hex[-12:]}"],
    )
    return intakes.open_intake(
        scene.db("na"),
        NewIntake(new_id(), known("store xihu"), planted("xihu customer 0")),
        [NewOrder(new_id(), device, "dark")],
        new_id(),
    )


def _claim(raw: psycopg.Connection, batch, table: str, row) -> None:
    entry = {"line": 2, "outcome": "added", "table_name": table, "row_id": str(row)}
    raw.execute("select import_note(%s, 2, %s)", [batch, json.dumps([entry])])
    raw.execute("select import_finish(%s)", [batch])


def _undo(raw: psycopg.Connection, batch) -> None:
    try:
        raw.execute("select import_undo(%s)", [batch])
        while raw.execute("select import_undo_step(%s, 10)", [batch]).fetchone()[0]:
            pass
    except psycopg.Error as error:
        assert error.sqlstate in ("AC001", "42501")


def test_nobody_makes_his_own_work_vanish_as_an_import_undone(scene):
    raw = scene.psql("na")
    batch = new_id()
    raw.execute("insert into import_batch (id, kind, file_name) values (%s, 'customers', 'x.csv')", [batch])
    order = _order(scene).orders[0]
    _claim(raw, batch, "work_order", order.id)
    _undo(raw, batch)
    left = scene.superuser().execute("select count(*) from work_order_event where work_order_id = %s", [order.id])
    assert left.fetchone()[0] >= 2
    assert scene.superuser().execute("select 1 from work_order where id = %s", [order.id]).fetchone()


def test_nobody_makes_a_published_article_vanish_as_an_import_undone(scene):
    raw = scene.psql("na")
    batch, article = new_id(), new_id()
    raw.execute("insert into import_batch (id, kind, file_name) values (%s, 'articles', 'x.csv')", [batch])
    articles.write(scene.db("na"), article, {"question": "How?", "answer": "So."}, new_id())
    articles.move(scene.db("zhou"), articles.get(scene.db("zhou"), article), "publish", {}, new_id())
    _claim(raw, batch, "article", article)
    _undo(raw, batch)
    assert scene.superuser().execute("select state from article where id = %s", [article]).fetchone() == ("published",)
    events = scene.superuser().execute("select count(*) from article_event where article_id = %s", [article])
    assert events.fetchone()[0] >= 2
