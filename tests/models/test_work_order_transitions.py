"""The table of transitions is whole: reachable, guarded, in words; and no walk through it breaks a rule."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from models.work_order import CUSTODY_STATES, KINDS, MONEY_STATES, OUTCOMES, WORK_STATES
from services import order_words, texts, work_orders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.order_errors import LACKING, Incomplete
from tests.people import known
from tests.work_order_samples import customer_with_device, take_in

STATES = {"work": WORK_STATES, "money": MONEY_STATES, "custody": CUSTODY_STATES}
FUNCTIONS = Path(__file__).resolve().parents[2] / "models" / "sql" / "functions"


@pytest.fixture
def rows(superuser):
    return superuser.execute(text("select * from work_order_transition order by axis, from_state, action")).all()


def test_states_kinds_and_axes_are_known(rows):
    assert {row.kind for row in rows} <= {"*", *KINDS}
    for row in rows:
        assert {row.from_state, row.to_state} <= set(STATES[row.axis]), row
        assert row.custody_to is None or row.custody_to in CUSTODY_STATES


@pytest.mark.parametrize(("axis", "start"), [("work", "received"), ("custody", "at_store")])
def test_every_state_is_reached(rows, axis, start):
    reached, ways = {start}, [(r.from_state, r.to_state) for r in rows if r.axis == axis]
    # the device goes along with steps of work
    reached |= {row.custody_to for row in rows if axis == "custody" and row.custody_to}
    for _round in STATES[axis]:
        reached |= {to for came, to in ways if came in reached}
    assert reached == set(STATES[axis])


def test_only_the_end_has_no_way_out(rows):
    left = {row.from_state for row in rows if row.axis == "work"}
    assert set(WORK_STATES) - left == {"closed"}


def test_every_guard_is_a_function_and_everything_it_may_find_has_a_sentence(rows, superuser):
    functions = set(superuser.execute(text("select proname from pg_proc where proname like 'guard\\_%'")).scalars())
    used = {f"guard_{name}" for row in rows for name in row.guard}
    assert used <= functions
    found = set()
    for path in FUNCTIONS.glob("2*.sql"):
        found |= set(re.findall(r"lack\('([a-z_]+)'", path.read_text("utf-8")))
    assert found == set(LACKING)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_state_action_and_event_has_a_word(rows, lang):
    texts.use(lang)
    for words, codes in (
        (order_words.WORK_STATES, WORK_STATES),
        (order_words.MONEY_STATES, MONEY_STATES),
        (order_words.CUSTODY_STATES, CUSTODY_STATES),
        (order_words.OUTCOMES, OUTCOMES),
        (order_words.KINDS, KINDS),
    ):
        said = [order_words.word(words, code) for code in codes]
        assert len(set(said)) == len(codes) and not set(said) & set(codes)
    for row in rows:
        assert order_words.action_word(row.axis, row.action) != row.action, row
        assert (row.axis, row.action) in order_words.EVENTS, row
    if lang == "zh_CN":
        words = [*order_words.EVENTS.values(), *order_words.ACTIONS.values(), *LACKING.values()]
        assert [word for word in words if not re.search(r"[\u4e00-\u9fff]", texts._(word))] == []


def test_the_sources_four_words_follow_from_state_and_outcome():
    """HAP-08: 待维修, 正在维修, 维修完成, 维修失败."""
    said = {state: order_words.progress_of(state, None) for state in WORK_STATES[:7]}
    assert [order_words.word(order_words.PROGRESS, said[s]) for s in ("received", "quoted", "waiting_parts")] == [
        "待维修", "待维修", "正在维修",
    ]  # fmt: skip
    assert [order_words.progress_of("delivered", o) for o in ("repaired", "exchanged", "refused", None)] == [
        "completed", "completed", "failed", None,
    ]  # fmt: skip
    assert order_words.progress_of("cancelled", None) is None


def test_code_lists_come_in_both_languages(superuser):
    lists = superuser.execute(text("""
        select list, count(*) as n, bool_and(name ~ '[\\u4e00-\\u9fff]' and name_en <> '') as whole from code_item
        where list in ('symptom', 'fault', 'cause', 'remedy', 'accessory', 'barrier', 'cancel_reason',
                       'intake_question', 'test_question', 'hand_over_check') group by list""")).all()  # fmt: skip
    assert len(lists) == 10 and all(row.whole and row.n >= 5 for row in lists)


ALLOWED = {"order_step_not_possible", "gone_record", "nothing_to_undo", "order_missing"}
GOOD = {
    "technician_id": known("tang"),
    "comment": "原因",
    "reason_code": "mistake",
    "barrier_code": "no_parts",
    "outcome": "repaired",
    "shelf": "A1",
    "collected_how": "signature",
    "on_paper": True,
    "handling_store_id": known("store depot"),
}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40), st.booleans()), min_size=5, max_size=25))
def test_no_walk_through_the_steps_breaks_a_rule(login, superuser, walk):
    people = [login(name) for name in ("na", "tang", "zhou", "depot")]
    customer, device = customer_with_device(superuser)
    order_id = take_in(people[0], customer, device).orders[0].id
    superuser.execute(text("""update work_order set fault_code = 'battery', cause_code = 'wear',
                              remedy_code = 'replaced', test_passed = true where id = :id"""), {"id": order_id})  # fmt: skip
    for who, which, undo in walk:
        person = people[who]
        try:
            before = work_orders.seen(work_orders.get(person, order_id))
            if undo and which % 4 == 0:
                work_orders.undo(person, before, request=new_id())
                continue
            steps = work_orders.next_steps(person, order_id)
            if not steps:
                continue
            step = steps[which % len(steps)]
            moved = work_orders.move(person, before, step.action, GOOD, request=new_id(), axis=step.axis)
            assert getattr(moved, f"{step.axis}_state") == step.to_state
        except (Incomplete, NotPermitted):
            continue
        except ServiceError as error:
            assert error.code in ALLOWED, error.code
    check_whole(superuser, order_id)


def check_whole(superuser, order_id):
    """The order is what its events say, and its money what its papers say."""
    order = superuser.execute(text("select * from work_order where id = :id"), {"id": order_id}).one()
    events = superuser.execute(
        text("select * from work_order_event where work_order_id = :id order by seq"), {"id": order_id}
    ).all()
    assert [event.seq for event in events] == list(range(1, order.event_count + 1))
    assert [event.at for event in events] == sorted(event.at for event in events)
    for axis in ("work", "custody", "money"):
        told = [event for event in events if event.axis == axis and event.to_state]
        for earlier, later in pairwise(told):
            assert later.from_state == earlier.to_state, (axis, later)
        now = getattr(order, f"{axis}_state")
        assert now == (told[-1].to_state if told else "none")
    money = superuser.execute(
        text("select m.* from work_order w, money_of(w) m where w.id = :id"), {"id": order_id}
    ).one()
    assert (money.due, money.paid, money.state) == (order.due, order.paid, order.money_state)
