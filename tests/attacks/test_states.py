"""States cannot jump: from every state only the steps of the table, by the roles of the table, with what they ask."""

import itertools
import json

import psycopg
import pytest

from services import intakes, payments, work_orders
from services.database import role_of
from services.ids import new_id
from services.intakes import NewIntake, NewOrder
from tests.attacks.scene import planted
from tests.people import known
from tests.work_order_samples import PATH, bring_to

PEOPLE = {"zhou": "manager", "na": "agent", "tang": "technician", "pei": "parts", "xiao": "sales", "cai": "finance"}
# As helpful as a payload can be: no step may fail for what it asks alone.
HELPFUL = {
    "technician_id": str(known("tang")),
    "comment": "because",
    "outcome": "repaired",
    "shelf": "A1",
    "collected_how": "id_note",
    "id_note": "seen",
    "handling_store_id": str(known("store depot")),
    "on_paper": True,
}


@pytest.fixture(scope="module")
def orders(scene):
    """An order in every state that a path reaches: state -> id."""
    made = {}
    for state in ("received", *PATH):
        device = new_id()
        scene.psql("na").execute(
            "insert into device (id, product_model_id, serial_no) values (%s, %s, %s)",
            [device, known("model"), f"SN{device.hex[-12:]}"],
        )
        opened = intakes.open_intake(
            scene.db("na"),
            NewIntake(new_id(), known("store xihu"), planted("xihu customer 0")),
            [NewOrder(new_id(), device, "dark")],
            new_id(),
        )
        bring_to(scene.db, opened.orders[0].id, state)
        made[state] = opened.orders[0].id
    return made


@pytest.mark.parametrize("login", PEOPLE)
def test_only_the_steps_of_the_table_are_taken(scene, orders, login):
    root_rows = scene.superuser()
    table = root_rows.execute(
        "select kind, axis, from_state, action, to_state, role from work_order_transition where active"
    ).fetchall()
    actions = sorted({(row[1], row[3]) for row in table})
    allowed = {row[1:] for row in table if row[0] in ("*", "repair")}
    reasons = root_rows.execute(
        "select list, code from code_item where list in ('cancel_reason', 'barrier')"
    ).fetchall()
    payload = HELPFUL | {"reason_code": dict(reasons)["cancel_reason"], "barrier_code": dict(reasons)["barrier"]}
    taken, jumped = 0, []
    with psycopg.connect(scene.clone.dsn()) as root:
        root.execute("set search_path = aftercare")
        root.commit()
        for (state, order), (axis, action) in itertools.product(orders.items(), actions):
            row = root.execute(
                "select version, work_state, money_state, custody_state from work_order where id = %s", [order]
            ).fetchone()
            root.commit()
            before = dict(zip(("work", "money", "custody"), row[1:], strict=True))
            assert before["work"] == state
            try:
                with root.transaction(force_rollback=True):
                    root.execute(f'set local session authorization "{role_of(login)}"')
                    told = root.execute(
                        "select work_order_move(%s, %s, %s, %s, %s)", [order, row[0], axis, action, json.dumps(payload)]
                    ).fetchone()[0]
            except psycopg.Error as error:
                assert error.sqlstate in ("42501", "AC001", "23514"), (state, action, str(error))
                continue
            taken += 1
            step = (axis, before[axis], action, told[f"{axis}_state"], PEOPLE[login])
            if step not in allowed:
                jumped.append(step)
    assert jumped == []
    assert taken >= {"manager": 20, "agent": 8, "technician": 5}.get(PEOPLE[login], 0)


@pytest.mark.parametrize("login", ["zhou", "na", "tang"])
@pytest.mark.parametrize("axis", ["work", "money", "custody"])
def test_what_is_no_step_is_refused(scene, orders, login, axis):
    raw = scene.psql(login)
    for action in ("deliver'; --", "", "DELIVER", "undo", "import", "receive", "settle", "pay", "correct"):
        with pytest.raises(psycopg.Error) as refused:
            raw.execute(
                "select work_order_move(%s, (select version from work_order where id = %s), %s, %s, '{}')",
                [orders["received"], orders["received"], axis, action],
            )
        assert refused.value.sqlstate in ("AC001", "42501", "AC002")


def test_nothing_is_handed_over_unpaid_without_its_owner_or_its_code(scene, orders):
    order = orders["completed"]
    raw = scene.psql("na")
    version = "(select version from work_order where id = %s)"
    for payload in (
        {},
        {"collected_how": "code", "pickup_code": "000000x"},
        {"collected_how": "code", "pickup_code": ""},
        {"collected_how": "signature"},
        {"collected_how": "whatever"},
        {"collected_how": "id_note", "id_note": "　"},
        {"by_other": True, "collected_by": "x"},
        {"by_other": "yes", "id_note": "x", "collected_by": "\u200b"},
    ):
        with pytest.raises(psycopg.Error) as refused:
            raw.execute(
                f"select work_order_move(%s, {version}, 'work', 'deliver', %s)", [order, order, json.dumps(payload)]
            )
        assert refused.value.sqlstate in ("AC001", "22P02"), payload


def test_money_that_was_given_back_is_not_given_back_again(scene, orders):
    na, order = scene.db("na"), orders["received"]
    payments.take(na, new_id(), order, "cash", 5, request=new_id())
    payments.take(na, new_id(), order, "cash", 5, request=new_id(), kind="refund")
    for amount in ("5.00", "-5.00", "0.001"):
        with pytest.raises(Exception, match=r"refund_too_high|amount_not_positive"):
            payments.take(na, new_id(), order, "cash", amount, request=new_id(), kind="refund")
    assert work_orders.get(na, order).paid == 0


@pytest.mark.parametrize("login", ["na", "tang", "xiao", "pei", "shen", "admin"])
def test_a_manager_s_doors_stay_shut_to_others(scene, orders, login):
    raw, order = scene.psql(login), orders["completed"]
    event = "(select id from work_order_event where work_order_id = %s and axis = 'work' order by seq limit 1)"
    for statement, values in (
        ("select order_correct(%s, null, '{\"outcome\": \"no_fault\"}', 'x')", [order]),
        (f"select event_correct({event}, now() - interval '1 hour', 'x')", [order]),
        ("select quote_approve(gen_random_uuid())", []),
        ("select payment_reverse(gen_random_uuid(), %s, 'x')", [planted("xihu payment 0")]),
    ):
        with pytest.raises(psycopg.Error) as refused:
            raw.execute(statement, values)
        assert refused.value.sqlstate in ("42501", "AC001")
