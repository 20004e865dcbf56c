"""Two people at one order: different words merge, the same words are asked about, nothing is lost or doubled."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from services import audit_log, intakes, order_lines, payments, quotes, work_orders
from services.database import Database
from services.errors import Conflict, ServiceError
from services.ids import new_id
from services.intakes import NewIntake, NewOrder
from services.setup import superuser_engine
from tests.people import known
from tests.work_order_samples import bring_to, customer_with_device, take_in

# A role waits at most five seconds for a lock; the door opens before that whatever the machine does.
OPENED_AFTER = 3.0


@pytest.fixture
def shop(sign_in, fresh_database):
    made = Shop(sign_in, fresh_database)
    yield made
    made.engine.dispose()


class Shop:
    """Two people, orders, and a door before an order at which both can be made to wait."""

    def __init__(self, sign_in: Callable[[str], Database], database: Any) -> None:
        self.sign_in = sign_in
        self.na, self.zhou = sign_in("na"), sign_in("zhou")
        self._known = {"na": self.na, "zhou": self.zhou}
        self.engine = superuser_engine(database.dsn())

    def login(self, name: str) -> Database:
        if name not in self._known:
            self._known[name] = self.sign_in(name)
        return self._known[name]

    def device(self) -> tuple[Any, Any]:
        with self.engine.begin() as connection:
            connection.execute(text("set local search_path = aftercare"))
            return customer_with_device(connection)

    def order(self, state: str = "received") -> Any:
        customer, device = self.device()
        order_id = take_in(self.na, customer, device, estimate=Decimal("900.00")).orders[0].id
        bring_to(self.login, order_id, state)
        return order_id

    def at_once(self, order_id: Any, *works: Callable[[], Any]) -> list[Any]:
        """Each in a thread of its own; all arrive at the order's row before one may pass. Answers or errors."""
        answers: list[Any] = [None] * len(works)

        def run(number: int, work: Callable[[], Any]) -> None:
            try:
                answers[number] = work()
            except ServiceError as error:
                answers[number] = error

        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
        with self.engine.connect() as door, self.engine.connect() as watch:
            door.execute(text("select from aftercare.work_order where id = :id for update"), {"id": order_id})
            for thread in threads:
                thread.start()
            until = time.monotonic() + OPENED_AFTER
            while time.monotonic() < until and self._waiting(watch) < sum(one.is_alive() for one in threads):
                time.sleep(0.005)
            door.rollback()
        for thread in threads:
            thread.join()
        return answers

    def _waiting(self, watch: Any) -> int:
        waiting = watch.execute(
            text("""select count(*) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock'""")
        ).scalar()
        watch.rollback()
        return int(waiting)

    def count(self, statement: str, order_id: Any) -> Any:
        with self.engine.connect() as connection:
            return connection.execute(text(statement), {"id": order_id}).scalar()


def lost(answers: list[Any]) -> list[ServiceError]:
    return [answer for answer in answers if isinstance(answer, ServiceError)]


def events_of(shop: Shop, order_id: Any) -> list[str]:
    """The actions in their order; fails where the events are not numbered through."""
    events = work_orders.trace(shop.zhou, order_id)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert work_orders.get(shop.zhou, order_id).event_count == len(events)
    return [event.action for event in events]


# -- words


def test_different_words_of_two_people_are_merged_and_both_are_on_record(shop):
    order_id = shop.order()
    of_na, of_zhou = work_orders.get(shop.na, order_id), work_orders.get(shop.zhou, order_id)
    work_orders.change(shop.zhou, of_zhou, {"instructions": "先备份", "priority": "urgent"}, new_id())
    work_orders.change(shop.na, of_na, {"accessories_note": "充电器一只"}, new_id())
    after = work_orders.get(shop.na, order_id)
    assert (after.instructions, after.priority, after.accessories_note) == ("先备份", "urgent", "充电器一只")
    shen = shop.login("shen")
    entries = audit_log.page(shen, audit_log.Wanted(table="work_order", row_id=order_id)).rows
    written = {(entry.login, column) for entry in entries if entry.operation == "update" for column in entry.columns}
    assert {("zhou", "instructions"), ("zhou", "priority"), ("na", "accessories_note")} <= written
    assert ("na", "instructions") not in written


def test_different_words_saved_at_the_same_moment_both_stay(shop):
    order_id = shop.order()
    of_na, of_zhou = work_orders.get(shop.na, order_id), work_orders.get(shop.zhou, order_id)
    answers = shop.at_once(
        order_id,
        lambda: work_orders.change(shop.na, of_na, {"accessories_note": "充电器一只"}, new_id()),
        lambda: work_orders.change(shop.zhou, of_zhou, {"findings": "主板进水"}, new_id()),
    )
    assert not lost(answers)
    after = work_orders.get(shop.na, order_id)
    assert (after.accessories_note, after.findings) == ("充电器一只", "主板进水")
    assert after.version == max(answers)


def test_the_same_words_are_a_conflict_that_knows_all_three_versions(shop):
    order_id = shop.order()
    shop_words = work_orders.get(shop.na, order_id)
    work_orders.change(shop.na, shop_words, {"findings": "起初", "advice": "少用"}, new_id())
    of_na, of_zhou = work_orders.get(shop.na, order_id), work_orders.get(shop.zhou, order_id)
    work_orders.change(shop.zhou, of_zhou, {"findings": "主管的结论"}, new_id())
    with pytest.raises(Conflict) as refused:
        work_orders.change(shop.na, of_na, {"findings": "我的结论", "advice": "贴膜"}, new_id())
    conflict = refused.value
    assert conflict.base == {"findings": "起初"}
    assert conflict.mine == {"findings": "我的结论"}
    assert conflict.theirs == {"findings": "主管的结论"}
    now = work_orders.get(shop.na, order_id)
    assert (conflict.by, conflict.version) == ("周敏", now.version)
    assert (now.findings, now.advice) == ("主管的结论", "少用"), "a refused save leaves nothing behind"
    assert conflict.sentence() == "用户数据已经改变，是否需要刷新新用户数据？"


def test_the_same_words_at_the_same_moment_let_the_first_stay_and_ask_the_second(shop):
    order_id = shop.order()
    of_na, of_zhou = work_orders.get(shop.na, order_id), work_orders.get(shop.zhou, order_id)
    answers = shop.at_once(
        order_id,
        lambda: work_orders.change(shop.na, of_na, {"findings": "我的结论"}, new_id()),
        lambda: work_orders.change(shop.zhou, of_zhou, {"findings": "主管的结论"}, new_id()),
    )
    (conflict,) = lost(answers)
    assert isinstance(conflict, Conflict)
    assert work_orders.get(shop.na, order_id).findings == conflict.theirs["findings"]
    assert {conflict.mine["findings"], conflict.theirs["findings"]} == {"我的结论", "主管的结论"}


def test_the_same_words_from_both_are_no_conflict(shop):
    order_id = shop.order()
    of_na, of_zhou = work_orders.get(shop.na, order_id), work_orders.get(shop.zhou, order_id)
    work_orders.change(shop.zhou, of_zhou, {"findings": "主板进水"}, new_id())
    work_orders.change(shop.na, of_na, {"findings": "主板进水"}, new_id())
    assert work_orders.get(shop.na, order_id).findings == "主板进水"


def test_test_records_are_compared_by_what_they_say(shop):
    order_id = shop.order()
    passed, failed = ([{"question": "touch", "answer": answer, "note": ""}] for answer in ("pass", "fail"))
    of_na, of_zhou = work_orders.get(shop.na, order_id), work_orders.get(shop.zhou, order_id)
    work_orders.change(shop.zhou, of_zhou, {"test_record": passed}, new_id())
    work_orders.change(shop.na, of_na, {"test_record": passed}, new_id())
    with pytest.raises(Conflict) as refused:
        work_orders.change(shop.na, of_na, {"test_record": failed}, new_id())
    assert (refused.value.mine, refused.value.theirs) == ({"test_record": failed}, {"test_record": passed})


def test_two_promises_are_a_conflict_and_a_promise_beside_other_words_is_none(shop):
    order_id = shop.order()
    of_na, of_zhou = work_orders.get(shop.na, order_id), work_orders.get(shop.zhou, order_id)
    first, second = of_na.promised_at + timedelta(days=1), of_na.promised_at + timedelta(days=2)
    work_orders.change(shop.zhou, of_zhou, {"instructions": "先备份"}, new_id())
    work_orders.promise(shop.zhou, of_zhou, first, "等配件", request=new_id())
    with pytest.raises(Conflict) as refused:
        work_orders.promise(shop.na, of_na, second, "", request=new_id())
    conflict = refused.value
    assert (conflict.base, conflict.mine, conflict.theirs) == (
        {"promised_at": of_na.promised_at}, {"promised_at": second}, {"promised_at": first},
    )  # fmt: skip
    assert events_of(shop, order_id).count("promise") == 1
    work_orders.promise(shop.na, work_orders.get(shop.na, order_id), second, "", request=new_id())
    assert work_orders.get(shop.na, order_id).promised_at == second


def test_two_corrections_of_one_fact_are_a_conflict_and_of_two_facts_none(shop):
    order_id = shop.order()
    before = work_orders.get(shop.zhou, order_id)
    work_orders.correct(shop.zhou, before, {"problem": "不开机"}, "顾客更正", request=new_id())
    work_orders.correct(shop.zhou, before, {"inspection_fee": Decimal("30.00")}, "漏录", request=new_id())
    with pytest.raises(Conflict) as refused:
        work_orders.correct(shop.zhou, before, {"problem": "花屏", "wish": "repair"}, "听错", request=new_id())
    assert refused.value.theirs == {"problem": "不开机"}
    now = work_orders.get(shop.zhou, order_id)
    assert (now.problem, now.inspection_fee) == ("不开机", Decimal("30.00"))
    assert events_of(shop, order_id).count("correct") == 2


# -- steps


FAIL = ("zhou", "fail", {"barrier_code": "no_parts"})


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (
            "received",
            [
                ("na", "assign", {"technician_id": known("wu")}),
                ("zhou", "cancel", {"reason_code": "customer_changed_mind"}),
            ],
        ),
        ("diagnosing", [("tang", "repair", {}), FAIL]),
        ("repairing", [("tang", "test", {}), FAIL]),
    ],
)
def test_of_two_different_steps_at_once_one_is_taken_and_the_other_gets_a_sentence(shop, state, steps):
    order_id = shop.order(state)
    before = events_of(shop, order_id)

    def press(login: str, action: str, payload: dict[str, Any]) -> Callable[[], Any]:
        db = shop.login(login)
        seen = work_orders.seen(work_orders.get(db, order_id))
        return lambda: work_orders.move(db, seen, action, payload, request=new_id())

    answers = shop.at_once(order_id, *(press(*one) for one in steps))
    (refused,) = lost(answers)
    (taken,) = [answer for answer in answers if not isinstance(answer, ServiceError)]
    assert refused.code == "conflict"
    assert refused.sentence() == "用户数据已经改变，是否需要刷新新用户数据？"
    assert events_of(shop, order_id)[: len(before)] == before
    assert work_orders.get(shop.zhou, order_id).work_state == taken.work_state
    new = [event for event in work_orders.trace(shop.zhou, order_id)[len(before) :] if event.axis == "work"]
    assert [event.action for event in new] == [steps[answers.index(taken)][1]]


def test_the_same_step_pressed_by_two_people_is_one_event(shop):
    order_id = shop.order()
    payload = {"technician_id": known("tang")}
    seen = work_orders.seen(work_orders.get(shop.na, order_id))
    answers = shop.at_once(
        order_id,
        lambda: work_orders.move(shop.na, seen, "assign", payload, request=new_id()),
        lambda: work_orders.move(shop.zhou, seen, "assign", payload, request=new_id()),
    )
    assert len(lost(answers)) == 1
    assert events_of(shop, order_id).count("assign") == 1


# -- what is added


def test_lines_payments_and_quotes_added_at_once_are_all_there_and_the_sums_are_right(shop):
    order_id = shop.order("diagnosing")
    people = (shop.na, shop.zhou)
    line_ids = [new_id() for _ in range(8)]

    def lines(db: Database, ids: list[Any]) -> Callable[[], Any]:
        return lambda: [
            order_lines.add(
                db, one, order_id, {"name": f"配件 {one}", "kind": "part", "unit_price": Decimal("12.50"),
                                    "quantity": Decimal(2), "state": "used"}, new_id(),
            ) for one in ids
        ]  # fmt: skip

    def money(db: Database) -> Callable[[], Any]:
        return lambda: [
            payments.take(db, new_id(), order_id, "cash", Decimal("7.00"), request=new_id()) for _ in range(4)
        ]

    answers = shop.at_once(
        order_id, lines(shop.na, line_ids[:4]), lines(shop.zhou, line_ids[4:]), money(shop.na), money(shop.zhou)
    )
    assert not lost(answers)
    answers = shop.at_once(
        order_id, *(lambda db=db: quotes.offer(db, new_id(), order_id, request=new_id()) for db in people)
    )
    assert sorted(answers) == [1, 2]
    order = work_orders.get(shop.na, order_id)
    assert {line.id for line in order_lines.of_order(shop.na, order_id)} == set(line_ids)
    taken = payments.of_order(shop.na, order_id)
    assert len(taken) == 8 and len({one.receipt_number for one in taken}) == 8
    assert (order.due, order.paid, order.balance) == (Decimal("200.00"), Decimal("56.00"), Decimal("144.00"))
    offers = quotes.of_order(shop.na, order_id)
    assert [(one.version_no, one.state, one.amount) for one in offers] == [
        (2, "open", Decimal("200.00")), (1, "superseded", Decimal("200.00")),
    ]  # fmt: skip
    written = Counter(events_of(shop, order_id))
    assert (written["quote"], written["prepay"] + written["prepayment"]) == (2, 8)


def test_two_who_take_the_last_of_the_balance_take_it_once(shop):
    order_id = shop.order("diagnosing")
    values = {"name": "换屏", "kind": "part", "unit_price": Decimal("100.00"), "state": "used"}
    order_lines.add(shop.na, new_id(), order_id, values, new_id())
    bring_last(shop, order_id)
    answers = shop.at_once(
        order_id,
        *(
            lambda db=db: payments.take(db, new_id(), order_id, "cash", Decimal("100.00"), request=new_id())
            for db in (shop.na, shop.zhou)
        ),
    )
    (refused,) = lost(answers)
    assert refused.code == "payment_too_high"
    order = work_orders.get(shop.na, order_id)
    assert (order.paid, order.balance) == (Decimal("100.00"), Decimal("0.00"))


def bring_last(shop: Shop, order_id: Any) -> None:
    from tests.work_order_samples import diagnose, step

    tang = shop.login("tang")
    step(tang, order_id, "repair")
    step(tang, order_id, "test")
    diagnose(tang, order_id)
    step(tang, order_id, "complete", outcome="repaired", shelf="A07")


# -- one request from two connections


def _change(db, order, ids, request):
    return work_orders.change(db, order, {"findings": "进水"}, request)


def _move(db, order, ids, request):
    return work_orders.move(db, work_orders.seen(order), "wait_parts", {"comment": "等屏"}, request=request)


def _undo(db, order, ids, request):
    return work_orders.undo(db, work_orders.seen(order), request=request)


def _note(db, order, ids, request):
    return work_orders.note(db, order.id, "来电催问", request=request)


def _told(db, order, ids, request):
    return work_orders.told(db, order.id, True, "phone", request=request)


def _promise(db, order, ids, request):
    return work_orders.promise(db, order, order.promised_at + timedelta(days=1), "", request=request)


def _line(db, order, ids, request):
    values = {"name": "换屏", "kind": "part"}
    return order_lines.add(db, ids[0], order.id, values, request)


def _payment(db, order, ids, request):
    return payments.take(db, ids[0], order.id, "cash", Decimal("20.00"), request=request)


def _quote(db, order, ids, request):
    return quotes.offer(db, ids[0], order.id, request=request)


def _consent(db, order, ids, request):
    return quotes.record_consent(
        db, ids[0], order.id, "yes", "张三", "phone", amount=Decimal("100.00"), request=request
    )


def _intake(db, order, ids, request):
    return intakes.open_intake(
        db, NewIntake(ids[0], known("store xihu"), order.customer_id),
        [NewOrder(ids[1], order.device_id, "又来了")], request,
    )  # fmt: skip


SAVES = {
    "words": ("na", _change),
    "a step": ("tang", _move),
    "a step taken back": ("tang", _undo),
    "a note": ("na", _note),
    "a message": ("na", _told),
    "a promise": ("na", _promise),
    "a line": ("tang", _line),
    "a payment": ("na", _payment),
    "a quote": ("na", _quote),
    "a consent": ("na", _consent),
    "an intake": ("na", _intake),
}
EFFECT = """
    select jsonb_build_array(
      (select jsonb_agg(e.action order by e.seq) from aftercare.work_order_event e where e.work_order_id = o.id),
      (select count(*) from aftercare.work_order_line l where l.work_order_id = o.id),
      (select jsonb_agg(p.amount) from aftercare.payment p where p.work_order_id = o.id),
      (select count(*) from aftercare.quote q where q.work_order_id = o.id),
      (select count(*) from aftercare.consent c where c.work_order_id = o.id),
      (select count(*) from aftercare.work_order w where w.device_id = o.device_id),
      (select count(*) from aftercare.intake i where i.customer_id = o.customer_id),
      (select count(*) from aftercare.audit_entry a where a.row_id = o.id),
      o.version, o.due, o.paid, o.findings)::text
    from aftercare.work_order o where o.id = :id"""


@pytest.mark.parametrize("save", SAVES)
def test_one_request_sent_twice_from_two_connections_has_one_effect_and_one_result(shop, save):
    login, act = SAVES[save]
    first, again = shop.login(login), shop.sign_in(login)
    effects, answers = [], []
    for works in (1, 2):
        order_id = shop.order("diagnosing")
        priced = {"name": "检测费", "kind": "fee", "unit_price": Decimal("50.00"), "state": "planned"}
        order_lines.add(shop.na, new_id(), order_id, priced, new_id())
        order, request, ids = work_orders.get(first, order_id), new_id(), (new_id(), new_id())
        answers = shop.at_once(
            order_id,
            *(lambda db=db, o=order, i=ids, r=request: act(db, o, i, r) for db in (first, again)[:works]),
        )
        assert not lost(answers), answers
        effects.append(shop.count(EFFECT, order_id))
    assert answers[0] == answers[1]
    assert effects[0] == effects[1]
    again_later = act(first, order, ids, request)
    assert again_later == answers[0]
    assert shop.count(EFFECT, order_id) == effects[1]
