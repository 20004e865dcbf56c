"""What one store may not see stays unseen, and stays as it is."""

import itertools
import json
from uuid import UUID, uuid4

import psycopg
import pytest

from services.database import role_of
from tests.attacks.reading import Function, functions_of, rows_of, versions
from tests.attacks.scene import MARK, SEES, STORES, Scene, planted
from tests.people import known

LIMITED = tuple(login for login, stores in SEES.items() if stores is not None)
# The counter is told that an order exists elsewhere, by number and store, when it takes the same device in.
NAMED_ELSEWHERE = {"before_intake"}


def test_every_mark_is_read_by_those_who_may(scene):
    for store in STORES:
        seen = {table for table, row in rows_of(scene, "shen") if MARK.format(store=store) in row}
        assert {"work_order", "work_order_event", "ticket", "complaint", "payment", "quote", "attachment"} <= seen


@pytest.mark.parametrize("login", LIMITED)
def test_no_row_of_another_store_is_read_directly(scene, login):
    foreign = scene.foreign(login)
    ids = {str(one) for store in foreign for one in scene.ids[store]}
    found = set()
    for table, row in rows_of(scene, login):
        found |= {(table, store) for store in foreign if MARK.format(store=store) in row}
        found |= {(table, part) for part in row.split("\x1f") if part in ids}
    assert not found


def _arguments(function: Function, wanted: UUID, version: int, typed: str, action: str) -> list[object]:
    """Arguments that would work if the record were one's own."""
    given: list[object] = []
    for name, kind in zip(function.names, function.types, strict=True):
        match kind:
            case "uuid":
                made = name in (
                    "request_id",
                    "payment_id",
                    "quote_id",
                    "consent_id",
                    "reversal_id",
                    "print_id",
                    "staff_id",
                )
                own = made and not function.name.endswith(("_reverse", "_approve"))
                given.append(planted(f"made {function.name} {name}") if own else wanted)
            case "uuid[]":
                given.append([wanted])
            case "integer" | "bigint":
                given.append(version if "version" in name else 100)
            case "text":
                given.append(_word(function, name, typed, action))
            case "text[]":
                given.append(["agent"])
            case "jsonb":
                given.append(json.dumps(PAYLOADS.get(name, PAYLOAD)))
            case "tsquery":
                given.append("'mark' | 'problem' | 'subject' | 'complaint'")
            case "numeric":
                given.append("1.00")
            case "boolean":
                given.append(True)
            case "date":
                given.append("2020-01-01" if name == "since" else "2099-01-01")
            case "timestamp with time zone":
                given.append("2090-01-01")
            case "xid8":
                given.append("0")
            case _:
                raise AssertionError(f"{function.signature}: {kind}")
    return given


def _word(function: Function, name: str, typed: str, action: str) -> str:
    if name == "kind":
        return "text" if function.name == "unlock_code_set" else ""
    return action if name == "action" else WORDS.get(name, typed)


WORDS = {
    "axis": "work",
    "method": "cash",
    "about": "ready",
    "comment": "a reason",
    "answer": "yes",
    "who": "me",
    "how": "phone",
    "of_table": "customer",
    "of_column": "phone",
    "code": "0000",
    "why": "because",
}
PAYLOAD = {
    "technician_id": str(known("tang")),
    "owner_id": str(known("na")),
    "reason_code": "other",
    "comment": "a reason",
    "solution": "none",
    "escalated_to_id": str(known("na")),
    "subject": "another matter",
    "category": "service",
    "outcome": "repaired",
    "shelf": "A1",
    "handling_store_id": str(known("store xihu")),
}
PAYLOADS = {"vals": {"problem": "another"}, "rows": [], "entries": []}
ACTIONS = ("assign", "take", "cancel", "return_cancelled", "send_out", "write_off", "start", "publish", "reopen",
           "hand_over", "escalate", "split", "release", "again", "answer", "depart")  # fmt: skip
# What an attack on a foreign record would leave behind.
_TRACES = """
    select (select count(*) from audit_entry a where a.store_id = any (%(stores)s) or a.row_id = any (%(ids)s))
         + (select count(*) from work_order_event e where e.work_order_id = any (%(ids)s))
         + (select count(*) from ticket_event e where e.ticket_id = any (%(ids)s))
         + (select count(*) from complaint_event e where e.complaint_id = any (%(ids)s))
         + (select count(*) from payment p where p.work_order_id = any (%(ids)s))
         + (select count(*) from quote q where q.work_order_id = any (%(ids)s))
         + (select count(*) from consent c where c.work_order_id = any (%(ids)s))
         + (select count(*) from print_log p where p.store_id = any (%(stores)s))
         + (select count(*) from reveal r where r.store_id = any (%(stores)s) and r.kind = 'unlock_code')
         + (select count(*) from unlock_code u where u.work_order_id = any (%(ids)s) and u.created_by <> %(me)s)"""

_NUMBERS = """
    select r.number from (
      select id, number from work_order union all select id, number from ticket union all select id, number from complaint
      union all select id, number from follow_up union all select id, number from visit
      union all select id, number from voucher) r
    where r.id = any (%s)"""


def holes(scene: Scene, login: str, store: str) -> tuple[set[str], set[str]]:
    """Call every function with the records of a store; the functions that changed something, and that showed it."""
    ids, mark = scene.ids[store], MARK.format(store=store)
    known_versions = versions(scene)
    numbers = {row[0] for row in scene.superuser().execute(_NUMBERS, [ids]).fetchall()}
    changed, shown = set(), set()
    with psycopg.connect(scene.clone.dsn()) as root:
        root.execute("set search_path = aftercare")
        watched = {"stores": [known(f"store {store}")], "ids": ids, "me": login}
        before = root.execute(_TRACES, watched).fetchone()
        root.commit()
        for function in functions_of(scene, login):
            takes_id = any(kind.startswith("uuid") for kind in function.types)
            actions = ACTIONS if "action" in function.names else ("",)
            for one, action in itertools.product(ids if takes_id else ids[:1], actions):
                given = _arguments(function, one, known_versions.get(one, 1), mark, action)
                try:
                    with root.transaction(force_rollback=True):
                        root.execute(f'set local session authorization "{role_of(login)}"')
                        told = function.call(root, given)
                        root.execute("reset session authorization")
                        if root.execute(_TRACES, watched).fetchone() != before:
                            changed.add(function.name)
                except psycopg.Error as error:
                    told = str(error)
                    assert error.sqlstate != "42601", (function.signature, told)
                passed = str(given)
                if (
                    any(str(other) in told and str(other) not in passed for other in ids)
                    or (mark in told and mark not in passed)
                    or (function.name not in NAMED_ELSEWHERE and any(number in told for number in numbers))
                ):
                    shown.add(function.name)
    return changed, shown


@pytest.mark.parametrize("login", LIMITED)
def test_no_function_shows_or_changes_another_store_s_records(scene, login):
    for store in scene.foreign(login)[-1:]:
        assert holes(scene, login, store) == (set(), set())


def test_those_of_the_own_store_are_shown_and_changed(scene):
    """The attack above can succeed: it does where it may."""
    changed, shown = holes(scene, "na", "xihu")
    assert {"work_order_move", "order_note", "payment_take", "ticket_note", "unlock_code_set", "order_told"} <= changed
    assert {"message_move"} <= changed
    assert {"search_work_orders", "suggest", "work_order_move"} <= shown | changed


# Each with arguments that would do at home, by the names of what stands there (%(…)s of the scene).
_AMENDS = (
    "remedy_propose(gen_random_uuid(), %(complaint)s, 'gift', 5, 'x', %(request)s)",
    "remedy_decide(%(remedy)s, %(version)s, true, 'x', %(request)s)",
    "remedy_withdraw(%(remedy)s, %(version)s, 'x', %(request)s)",
    "remedy_finish(%(remedy)s, %(version)s, gen_random_uuid(), 'x', %(request)s)",
    "remedy_documents(%(remedy)s)",
    "voucher_void(%(voucher)s, %(version)s, 'x', %(request)s)",
    "measure_plan(gen_random_uuid(), %(complaint)s, 'corrective', 'x', my_staff_id(), current_date + 5, %(request)s)",
    "measure_change(%(measure)s, %(version)s, my_staff_id(), current_date + 6, 'x', %(request)s)",
    "measure_finish(%(measure)s, %(version)s, 'x', %(request)s)",
    "measure_verify(%(measure)s, %(version)s, true, 'x', %(request)s)",
    "measure_withdraw(%(measure)s, %(version)s, 'x', %(request)s)",
    "measure_snooze(%(measure)s, now() + interval '1 day')",
    "measure_tell(%(measure)s, %(version)s, 'x', 'x', %(request)s)",
    "complaint_authority_answered(%(complaint)s, %(version)s, current_date, 'post', 'x', 'x', %(request)s)",
    "complaint_authority_asks(%(complaint)s, %(version)s, current_date + 5, 'x', %(request)s)",
    "inspection_add(gen_random_uuid(), (select id from staff where login = 'na'), 'ticket', %(ticket)s, '{}', '', %(request)s)",
    "call_mark(%(call)s, 'missed', null, 'x')",
    "call_mark(%(call)s, 'handled', %(ticket)s, 'x')",
    "caller_mark_set(%(call)s, null, 'x')",
    "caller_mark_ticket(%(ticket)s, 'x')",
    "follow_up_note(%(follow_up)s, 'x')",
    "follow_up_move(%(follow_up)s, %(version)s, 'reopen', '{\"comment\": \"x\"}', %(request)s)",
    "follow_up_answer(%(follow_up)s, '{}', 'x', 'phone', %(request)s)",
    "visit_note(%(visit)s, 'x')",
    "visit_move(%(visit)s, %(version)s, 'cancel', '{\"comment\": \"x\"}', %(request)s)",
    "visit_conflicts(%(visit)s, my_staff_id(), now() + interval '1 day', now() + interval '25 hours')",
    "visit_suggestions(%(visit)s)",
    "message_move(%(message)s, %(version)s, 'cancel', %(request)s)",
)  # fmt: skip
_THINGS = {
    "complaint": "complaint", "ticket": "ticket", "remedy": "remedy", "voucher": "voucher", "measure": "measure",
    "follow_up": "follow-up", "visit": "visit", "message": "message 0",
}  # fmt: skip


@pytest.mark.parametrize("asked", _AMENDS, ids=lambda asked: asked.partition("(")[0])
@pytest.mark.parametrize("login", ["bei", "qian"])
def test_what_stands_elsewhere_is_refused_as_if_it_were_not_there(scene, login, asked):
    """The refusal tells nothing: it is the same for what another store has and for what nobody has."""
    theirs = {name: planted(f"xihu {what}") for name, what in _THINGS.items()}
    (theirs["call"],) = (
        scene.superuser().execute("select id from phone_call where store_id = %s", [known("store xihu")]).fetchone()
    )
    nobodys = {name: uuid4() for name in theirs}
    at = versions(scene)
    subject = next(name for name in theirs if f"%({name})s" in asked)
    raw, told = scene.psql(login), []
    for things in (theirs, nobodys):
        values = {**things, "version": at.get(theirs[subject], 1), "request": uuid4()}
        try:
            with raw.transaction(force_rollback=True):
                answer = raw.execute(f"select {asked}", values).fetchall()
                told.append(("answer", str(answer)))
        except psycopg.Error as error:
            told.append((error.sqlstate, error.diag.message_primary, error.diag.message_detail))
    assert told[0] == told[1]
    assert told[0][0] in ("AC001", "AC002", "42501") or told[0] in (("answer", "[]"), ("answer", "[(None,)]"))


def test_the_counter_is_told_that_an_order_exists_elsewhere_and_no_more(scene):
    device, customer = planted("xihu device 2"), planted("xihu customer 2")
    asked = "select before_intake(%s, %s, %s)"
    told = scene.psql("min").execute(asked, [device, customer, known("store binjiang")]).fetchone()[0]
    assert [repeat["number"] for repeat in told["repeats"]] and not told["repeats"][0]["visible"]
    assert MARK.format(store="xihu") not in str(told)
    told = scene.psql("na").execute(asked, [device, customer, known("store xihu")]).fetchone()[0]
    assert MARK.format(store="xihu") in told["repeats"][0]["problem"]


@pytest.mark.parametrize("login", LIMITED)
def test_no_search_finds_another_store_s_records(scene, login):
    raw = scene.psql(login)
    foreign = scene.foreign(login)
    for function in functions_of(scene, login):
        if not function.name.startswith("search_") or function.name == "search_tokens":
            continue
        for store in foreign:
            root = scene.superuser()
            typed = [MARK.format(store=store), "problem", "description", *map(str, scene.pickup_codes[store])]
            for table in ("work_order", "ticket", "complaint"):
                rows = root.execute(f"select number from {table} where store_id = %s", [known(f"store {store}")])
                typed += [row[0] for row in rows.fetchall()]
            for one in typed:
                words = " & ".join(f"'{part.lower()}'" for part in one.split("-"))
                for asked in (one, one[-5:]):
                    told = function.call(raw, [asked, words, 200, True][: len(function.types)])
                    assert MARK.format(store=store) not in told, (function.name, one)
                    assert not [x for x in scene.ids[store] if str(x) in told], (function.name, one)
