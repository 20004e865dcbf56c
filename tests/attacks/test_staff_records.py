"""Appraisals, recovery plans, who was told, products shown and own details, misused with psql: forged ids, records of
other stores, steps that are not next, nothing, far too much, and functions that are none of one's business."""

import json
from datetime import date, timedelta

import psycopg
import pytest

from services.database import role_of
from services.ids import new_id
from tests.attacks.scene import planted
from tests.people import known

DUE = (date.today() + timedelta(days=20)).isoformat()
HUGE = "长" * 200_000
MINE, OTHERS = planted("xihu appraisal"), planted("chaoyang appraisal")
PLAN, FOREIGN = planted("xihu recovery plan"), planted("chaoyang recovery plan")
STAFF = ("na", "tang", "pei", "zhou")
MARK = "select appraisal_mark(%s, (select version from appraisal where id = %s), %s, %s, %s, %s, %s, null)"
STEP = "select {0}_move(%s, (select version from {0} where id = %s), %s, %s, null)"

# Called by triggers, by due work or by other functions; by nobody who works here.
INNER = (
    "appraisal_begin()", "appraisal_began()", "recovery_plan_begin()", "recovery_plan_began()", "appraisals_plan()",
    "appraisals_miss()", "due_appraisals()", "appraisal_due('2026-01-01', 1)", "appraisal_roles(null)",
    "appraisal_lacks(null, null, null)", "appraisal_in_hand(null, 1)", "appraisal_told(null, 'x', 'x', 'x', 'x', '{}')",
    "recovery_plan_told(null, 'x', 'x', 'x', 'x', '{}')", "recovery_plan_roles(null)", "recovery_plan_given(null)",
    "recovery_plan_may_end(null)", "recovery_plan_lacks(null, null, null)", "forget_staff_details(my_staff_id())",
    "public_products()", "person_record(array[gen_random_uuid()])", "stamp()", "audit()",
)  # fmt: skip


@pytest.fixture
def trying(scene):
    """trying("na", statement, values): what came of it, and everything as before; raises psycopg.Error."""
    with psycopg.connect(scene.clone.dsn()) as root:
        root.execute("set search_path = aftercare")
        root.commit()

        def attempt(login, statement, values=(), prepare=()):
            with root.transaction(force_rollback=True):
                for one in prepare:
                    root.execute(*one)
                root.execute(f'set local session authorization "{role_of(login)}"')
                done = root.execute(statement, values)
                return done.fetchall() if done.description else done.rowcount

        yield attempt


def refused(trying, states, login, statement, values=(), prepare=()):
    with pytest.raises(psycopg.Error) as error:
        trying(login, statement, values, prepare)
    assert error.value.sqlstate in states, (login, statement, str(error.value))
    return str(error.value)


@pytest.mark.parametrize("login", STAFF)
@pytest.mark.parametrize("function", INNER)
def test_inner_functions_are_called_by_nobody(trying, login, function):
    # a trigger function says 0A000 to whoever could call it
    refused(trying, ("42501",), login, f"select {function}")


@pytest.mark.parametrize("login", ["na", "tang", "pei", "bei"])
@pytest.mark.parametrize(
    "statement",
    [
        "insert into appraisal (id, staff_id, due_on) values (gen_random_uuid(), %(tang)s, %(due)s)",
        "update appraisal set strengths = 'x'",
        "update appraisal set score = 100",
        "delete from appraisal",
        "insert into appraisal_rule (id, kind, name, value) values (gen_random_uuid(), 'item', 'x', 1)",
        "insert into appraisal_event (appraisal_id, action) values (%(mine)s, 'mark')",
        "insert into recovery_plan (id, store_id, subject, what, goal, owner_id, due_on) "
        "values (gen_random_uuid(), %(store)s, 'x', 'x', 'x', my_staff_id(), %(due)s)",
        "update recovery_plan set goal = 'x'",
        "update recovery_plan set told = 'x'",
        "insert into product_version (id, product_model_id, name) values (gen_random_uuid(), %(model)s, 'x')",
        "insert into staff_details (id, phone) values (%(zhou)s, '110')",
        "select set_hired(my_staff_id(), '2026-01-01', null)",
        "select set_hired(%(tang)s, '2026-01-01', null)",
        "select set_hired(null, null, null)",
    ],
)
def test_those_who_keep_nothing_write_nothing(trying, login, statement):
    given = {"tang": known("tang"), "zhou": known("zhou"), "due": DUE, "mine": MINE, "store": known("store xihu"),
             "model": known("model")}  # fmt: skip
    refused(trying, ("42501",), login, statement, given)


@pytest.mark.parametrize("login", ["tang", "pei", "bei", "qian"])
def test_appraisals_and_plans_of_others_are_as_if_they_were_not(trying, login):
    for statement, values in (
        (MARK, [MINE, MINE, "{}", None, "", "", ""]),
        (STEP.format("appraisal"), [MINE, MINE, "acknowledge", "{}"]),
        (STEP.format("recovery_plan"), [PLAN, PLAN, "finish", '{"result": "x", "told": "x"}']),
        ("select appraisal_note(%s, 'x')", [MINE]),
        ("select appraisal_snooze(%s, now() + interval '1 day')", [MINE]),
        ("select recovery_plan_note(%s, 'x')", [PLAN]),
        ("select recovery_plan_snooze(%s, now() + interval '1 day')", [PLAN]),
    ):
        assert "gone_record" in refused(trying, ("AC001",), login, statement, values)
    for table in ("appraisal_steps(%s)", "recovery_plan_steps(%s)"):
        assert trying(login, f"select * from {table}", [MINE if "app" in table else PLAN]) == []
    for table, record in (("appraisal", MINE), ("recovery_plan", PLAN)):
        assert trying(login, f"select * from {table} where id = %s", [record]) == []
        assert trying(login, f"select * from {table}_event where {table}_id = %s", [record]) == []


def test_nobody_is_judged_by_himself_or_steps_over_a_state(trying):
    refused(trying, ("42501",), "na", MARK, [MINE, MINE, "{}", None, "", "", ""])
    for action in ("acknowledge", "answer", "reopen", "miss", "postpone", "hold", "mark", "", "plan'; --", None):
        refused(trying, ("AC001", "42501"), "na", STEP.format("appraisal"), [MINE, MINE, action, "{}"])
    for action in ("finish", "withdraw", "pass_on", "reopen", "done", None):
        values = [PLAN, PLAN, action, json.dumps({"result": "x", "told": "x", "owner_id": "x", "comment": "x"})]
        refused(trying, ("AC001", "42501"), "na", STEP.format("recovery_plan"), values)


@pytest.mark.parametrize("login", ["na", "zhou"])
@pytest.mark.parametrize("table", ["appraisal", "recovery_plan"])
def test_nothing_and_far_too_much_are_refused(trying, login, table):
    record = MINE if table == "appraisal" else PLAN
    for payload in (None, "null", "[]", '"x"', "7", json.dumps({"comment": HUGE}), json.dumps({"due_on": "infinity"})):
        for action in ("postpone", "answer", "finish", "pass_on"):
            states = ("AC001", "42501")
            refused(trying, states, login, STEP.format(table), [record, record, action, payload])
    for version in (None, 0, -1, 2_000_000_000):
        refused(trying, ("AC002",), login, f"select {table}_move(%s, %s, 'x', '{{}}', null)", [record, version])
    for note in (None, "", "\u200b\u3000", HUGE):
        refused(trying, ("AC001",), login, f"select {table}_note(%s, %s)", [record, note])
    for until in (None, "infinity", "-infinity", "2000-01-01"):
        refused(trying, ("AC001",), login, f"select {table}_snooze(%s, %s)", [record, until])
    for forged in (None, new_id()):
        refused(trying, ("AC001",), login, f"select {table}_move(%s, 1, 'x', '{{}}', null)", [forged])
        assert trying(login, f"select * from {table}_steps(%s)", [forged]) == []


def test_days_that_are_none_are_refused_at_every_door(trying):
    for day in ("infinity", "-infinity", "1999-01-01", "9999-12-31", None):
        for statement in (
            "insert into appraisal (id, staff_id, due_on) values (gen_random_uuid(), %(who)s, %(day)s)",
            "insert into recovery_plan (id, store_id, subject, what, goal, owner_id, due_on) "
            "values (gen_random_uuid(), %(store)s, 'x', 'x', 'x', %(who)s, %(day)s)",
        ):
            given = {"who": known("tang"), "day": day, "store": known("store xihu")}
            refused(trying, ("AC001", "23514", "23502"), "zhou", statement, given)
        if day is not None and day != "1999-01-01":
            refused(trying, ("AC001",), "zhou", "select set_hired(%s, %s, null)", [known("tang"), day])


def test_marks_are_numbers_of_0_to_100_for_each_item(trying):
    (scheme,) = trying("zhou", "select appraisal_scheme()")[0]
    good = {item["id"]: 80 for item in scheme["items"]}
    assert trying("zhou", MARK, [MINE, MINE, json.dumps(good), None, None, None, None])
    one = scheme["items"][0]["id"]
    for wrong in (-1, 101, "NaN", "Infinity", "1e3", "", None, [], {}, True, "80; drop table x", "8" * 5000):
        refused(trying, ("AC001",), "zhou", MARK, [MINE, MINE, json.dumps({**good, one: wrong}), None, "", "", ""])
    for marks in (None, "null", "[]", "{}", '"x"', json.dumps([good])):
        refused(trying, ("AC001",), "zhou", MARK, [MINE, MINE, marks, None, "", "", ""])
    for amount in ("NaN", "Infinity", "-Infinity", "100000", "-99999.5"):
        refused(trying, ("AC001", "22003"), "zhou", MARK, [MINE, MINE, json.dumps(good), amount, "", "", ""])
    for place in range(3):
        words = ["", "", ""]
        words[place] = HUGE
        refused(trying, ("AC001", "23514"), "zhou", MARK, [MINE, MINE, json.dumps(good), None, *words])


def test_what_gave_rise_to_a_plan_is_the_manager_s_to_see(trying):
    insert = ("insert into recovery_plan (id, store_id, subject, what, goal, owner_id, due_on, {0}) "
              "values (gen_random_uuid(), %s, 'x', 'x', 'x', %s, %s, %s)")  # fmt: skip
    for column, forged in (
        ("complaint_id", planted("chaoyang complaint")), ("complaint_id", new_id()), ("follow_up_id", new_id()),
        ("follow_up_id", planted("chaoyang follow-up")), ("complaint_id", planted("xihu ticket")),
    ):  # fmt: skip
        values = [known("store xihu"), known("na"), DUE, forged]
        assert "gone_record" in refused(trying, ("AC001",), "zhou", insert.format(column), values)
    for column, value in (
        ("number", "R2611-1"),
        ("state", "done"),
        ("told", "x"),
        ("opened_on", DUE),
        ("done_on", DUE),
    ):
        refused(trying, ("42501",), "zhou", insert.format(column), [known("store xihu"), known("na"), DUE, value])
    refused(trying, ("42501", "AC001"), "zhou", insert.format("cause"),
            [known("store chaoyang"), known("na"), DUE, "other"])  # fmt: skip
    refused(trying, ("42501", "AC001", "23502"), "zhou", insert.format("cause"), [None, known("na"), DUE, "other"])
    refused(trying, ("AC001",), "zhou", insert.format("cause"), [known("store xihu"), known("bei"), DUE, "other"])
    refused(trying, ("AC001",), "zhou", insert.format("cause"), [known("store xihu"), None, DUE, "other"])
    file = ("insert into improvement (id, store_id, area, subject, what, recovery_plan_id) "
            "values (gen_random_uuid(), %s, 'process', 'x', 'x', %s)")  # fmt: skip
    for login in ("na", "tang", "zhou"):
        refused(trying, ("AC001",), login, file, [known("store xihu"), FOREIGN])


def test_a_manager_hires_nobody_who_works_at_no_store_of_his(trying):
    nowhere = (("update staff set store_id = null where login = 'shen'",),)
    refused(trying, ("42501",), "zhou", "select set_hired(%s, '2026-01-01', null)", [known("shen")], nowhere)
    refused(trying, ("42501",), "zhou", "select set_hired(%s, '2026-01-01', null)", [known("bei")])
    assert trying("admin", "select set_hired(%s, '2026-01-01', null)", [known("shen")], nowhere)


def test_somebody_turns_out_to_have_been_here_long(trying):
    planned = (("insert into appraisal (id, staff_id, place, due_on) values (gen_random_uuid(), %s, 1, %s)",
                [known("tang"), DUE]),)  # fmt: skip
    assert trying("zhou", "select set_hired(%s, '1985-07-01', null)", [known("tang")], planned)


def test_a_leader_does_not_mark_anew_what_he_may_not_read(trying, scene):
    (scheme,) = trying("zhou", "select appraisal_scheme()")[0]
    marks = {item["id"]: 50 for item in scheme["items"]}
    leads = ("grant aftercare_leader, aftercare_agent to s_tang",)
    held = (
        """update appraisal set state = 'held', appraiser_id = %s, held_on = current_date, score = 90, scheme = %s,
           marks = %s where id = %s""",
        [known("zhou"), json.dumps(scheme), json.dumps(marks), MINE],
    )
    values = [MINE, MINE, json.dumps(marks), None, "", "", ""]
    number = "select appraisal_mark(%s, %s, %s, %s, %s, %s, %s, null)"
    version = scene.superuser().execute("select version from aftercare.appraisal where id = %s", [MINE]).fetchone()[0]
    assert trying("tang", number, [MINE, version, *values[2:]], (leads,))
    for guess in (version, version + 1):
        refused(trying, ("AC001",), "tang", number, [MINE, guess, *values[2:]], (leads, held))


def test_telling_a_customer_is_for_those_who_work_on_his_ticket(trying):
    told = "select ticket_told(%s, %s, %s, %s)"
    mine, foreign = planted("xihu ticket"), planted("chaoyang ticket")
    for login in ("na", "tang", "pei", "zhou"):
        assert "gone_record" in refused(trying, ("AC001",), login, told, [foreign, True, "phone", "x"])
    for reached, method, words in (
        (None, "phone", "x"), (True, None, "x"), (True, "pigeon", "x"), (True, "phone'; --", "x"), (True, "phone", HUGE),
    ):  # fmt: skip
        refused(trying, ("AC001",), "na", told, [mine, reached, method, words])
    assert trying("na", told, [mine, True, "phone", None])


def test_a_name_is_a_name(trying):
    change = "select change_my_name((select name from staff where id = my_staff_id()), %s, %s)"
    for name in (None, "", "\u3000\u200b", HUGE):
        refused(trying, ("23514", "23502", "AC001"), "na", change, [name, "x"])
    refused(trying, ("AC002",), "na", "select change_my_name(%s, 'x', 'x')", [None])
    refused(trying, ("AC001",), "na", change, ["周\u200b敏", "zm"])
    for column in ("phone", "email"):
        for wrong in (HUGE, "<b>", "1\n2@x.y z", "\u202e110"):
            statement = f"insert into staff_details (id, {column}) values (my_staff_id(), %s)"
            refused(trying, ("23514",), "na", statement, [wrong])


def test_a_search_path_of_one_s_own_changes_nothing(trying):
    for path in ("pg_temp", "evil", "public", "pg_catalog, evil"):
        (kinds,) = trying(
            "na", f"select aftercare.reminders_there_may_be() from set_config('search_path', '{path}', true)"
        )[0]
        assert isinstance(kinds, list)
        rows = trying(
            "na", f"select r.* from set_config('search_path', '{path}', true), aftercare.appraisal_steps('{MINE}') r"
        )
        assert rows == []


@pytest.mark.parametrize("most", [None, 0, 10_000_000])
def test_reminders_are_one_s_own_and_few(trying, most):
    for login in STAFF:
        for function in ("appraisals_to_remind_of", "recovery_plans_to_remind_of", "reminded_of"):
            assert len(trying(login, f"select * from {function}(%s)", [most])) <= 400
