"""Saves: taking in, and each step an order takes, beside the same rows written by hand.

The hand-written side goes through the tables' triggers too (audit, version, change feed, words): it is what the
database does anyway. It checks no right, no guard and no version, keeps no request and asks nobody.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from services import counter, customers, intakes, payments, search, tickets, work_orders
from services.database import Database
from services.ids import new_id
from services.intakes import NewIntake, NewOrder
from services.work_orders import Seen
from tests.benchmarks.load import CUSTOMER, DEVICE, STORE, record_id
from tests.benchmarks.measure import Case, rounds
from tests.benchmarks.plain import Plain

_DIAGNOSIS = {"fault_code": "no_display", "cause_code": "wear", "remedy_code": "replaced", "test_passed": True}

# name, who, action, axis, payload; a name of '' is only the way to the next one
_WAY: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("assign", "clerk_large", "assign", "work", {"technician_id": "{technician}"}),
    ("take it from him again", "clerk_large", "unassign", "work", {"comment": "忙"}),
    ("", "clerk_large", "assign", "work", {"technician_id": "{technician}"}),
    ("assign again", "clerk_large", "reassign", "work", {"technician_id": "{technician}"}),
    ("start", "tech_large", "start", "work", {}),
    ("wait for parts", "tech_large", "wait_parts", "work", {"comment": "等屏幕"}),
    ("repair", "tech_large", "repair", "work", {}),
    ("test", "tech_large", "test", "work", {}),
    ("did not pass", "tech_large", "not_passed", "work", {"comment": "仍有异响"}),
    ("", "tech_large", "test", "work", {}),
    ("", "tech_large", "diagnose", "", {}),
    ("complete", "tech_large", "complete", "work", {"outcome": "repaired", "shelf": "A07"}),
    ("reopen", "clerk_large", "reopen", "work", {"comment": "客户试机不满意"}),
    ("", "tech_large", "test", "work", {}),
    ("", "tech_large", "diagnose", "", {}),
    ("", "tech_large", "complete", "work", {"outcome": "repaired", "shelf": "A07"}),
    ("hand over", "clerk_large", "deliver", "work", {"collected_how": "signature", "on_paper": True}),
    ("close", "chief_large", "close", "work", {"comment": "回访满意"}),
)
_OFF: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("put on another shelf", "clerk_large", "move_shelf", "custody", {"shelf": "B03"}),
    ("cancel", "clerk_large", "cancel", "work", {"reason_code": "too_expensive"}),
    (
        "return a cancelled one",
        "clerk_large",
        "return_cancelled",
        "work",
        {"collected_how": "signature", "on_paper": True},
    ),
)
# Steps that move the device too, and those that meet, stop or open a promise.
_WITH_CUSTODY = frozenset({"start", "complete", "reopen", "hand over", "return a cancelled one"})
_WITH_CLOCK = frozenset({"start", "complete", "reopen", "cancel"})


def cases(people: Mapping[str, Database], plain: Plain, rows: int) -> Iterator[Case]:
    db = people["clerk_large"]
    store = record_id(STORE, 1)
    yield from _intake(db, plain, rows, store)
    technician = plain("select id from aftercare.staff where login = 'tech_large'")[0][0]
    waiting = [
        row[0]
        for row in plain(
            "select id from aftercare.work_order where store_id = %s and work_state = 'closed' order by id limit 400",
            store,
        )
    ]
    if not waiting:
        return
    by_hand = partial(_step_by_hand, plain, waiting, store)
    for way in (_WAY, _OFF):
        orders = [_take_in(db, store, 1_000 + number, rows) for number in rounds()]
        for name, who, action, axis, payload in way:
            given = {key: str(technician) if value == "{technician}" else value for key, value in payload.items()}
            step = partial(_step, people[who], orders, action, axis, given)
            if name:
                seen: dict[int, Seen] = {}
                yield Case(
                    f"step: {name}",
                    "write",
                    lambda n, step=step, seen=seen: step(n, seen[n]),
                    partial(by_hand, name),
                    needed=True,
                    prepare=lambda n, who=who, seen=seen, orders=orders: seen.update(
                        {n: _seen(people[who], orders[n])}
                    ),
                )
            else:
                for number in rounds():
                    step(number, _seen(people[who], orders[number]))
    yield from _money_and_words(people, plain, store, rows)


def _seen(db: Database, order_id: UUID) -> Seen:
    return work_orders.seen(work_orders.get(db, order_id))


def _step(
    db: Database, orders: list[UUID], action: str, axis: str, payload: Mapping[str, Any], number: int, seen: Seen
) -> None:
    if action == "diagnose":
        work_orders.change(db, work_orders.get(db, orders[number]), _DIAGNOSIS, new_id())
    else:
        work_orders.move(db, seen, action, payload, request=new_id(), axis=axis)


def _step_by_hand(plain: Plain, waiting: list[UUID], store: UUID, label: str, number: int) -> None:
    """The rows a step leaves: the order, its event, the one of the device's hands where it moves, the promise's clock."""
    chosen = waiting[number % len(waiting)]
    axes = ["work", "custody"] if label in _WITH_CUSTODY else ["work"]
    with plain.transaction():
        plain("select * from aftercare.work_order where id = %s for update", chosen)
        done = plain(
            """update aftercare.work_order set barrier_code = case when barrier_code is null then 'x' end, shelf = 'A9',
                 state_since = now(), event_count = event_count + %s where id = %s returning event_count""",
            len(axes),
            chosen,
        )
        for back, axis in enumerate(axes):
            plain.write(
                """insert into aftercare.work_order_event (work_order_id, seq, axis, action, from_state, to_state, at,
                     effective_at, happened_on, by_login, store_id, kind, sale_stage, source, opened_on)
                   values (%s, %s, %s, 'assign', 'received', 'assigned', now(), now(), now()::date, 'x', %s, 'repair',
                           'after_sale', 'counter', now()::date)""",
                chosen,
                done[0][0] - back,
                axis,
                store,
            )
        if label in _WITH_CLOCK:
            plain.write(
                """update aftercare.sla_target set met_at = now() where id = (
                     select id from aftercare.sla_target where subject_id = %s order by started_at desc limit 1)""",
                chosen,
            )


def _take_in(db: Database, store: UUID, number: int, rows: int) -> UUID:
    n = 1 + number % rows
    opened = intakes.open_intake(
        db,
        NewIntake(new_id(), store, record_id(CUSTOMER, n)),
        [NewOrder(new_id(), record_id(DEVICE, n), "屏幕不亮", shelf="A01")],
        new_id(),
    )
    return opened.orders[0].id


def _intake(db: Database, plain: Plain, rows: int, store: UUID) -> Iterator[Case]:
    phones = [row[0] for row in plain("select phone from aftercare.customer order by id desc limit 64")]

    def take_in(number: int) -> None:
        search.customers(db, phones[number % 64][-4:])
        counter.about_device(db, record_id(DEVICE, 1 + (number + 7) % rows), store)
        _take_in(db, store, number + 7, rows)

    def by_hand(number: int) -> None:
        n = 1 + (number + 7) % rows
        device, customer = record_id(DEVICE, n), record_id(CUSTOMER, n)
        plain(
            "select id, name, phone_masked from aftercare.customer where phone_last4 = %s limit 201",
            phones[number % 64][-4:],
        )
        plain("select * from aftercare.work_order where device_id = %s order by opened_at desc limit 10", device)
        plain("select * from aftercare.work_order where customer_id = %s order by opened_at desc limit 10", customer)
        _take_in_by_hand(plain, store, device, customer)

    yield Case("take a device in, with customer look-up and history", "write", take_in, by_hand)
    yield Case(
        "take a device in",
        "write",
        lambda number: _take_in(db, store, number + 500, rows),
        lambda number: _take_in_by_hand(
            plain, store, record_id(DEVICE, 1 + (number + 900) % rows), record_id(CUSTOMER, 1 + (number + 900) % rows)
        ),
    )


def _take_in_by_hand(plain: Plain, store: UUID, device: UUID, customer: UUID) -> None:
    order, intake = new_id(), new_id()
    with plain.transaction():
        plain.write(
            """insert into aftercare.intake (id, number, customer_id, store_id, received_at, received_on)
               values (%s, %s, %s, %s, now(), now()::date)""",
            intake,
            f"N-{intake}",
            customer,
            store,
        )
        plain.write(
            """insert into aftercare.work_order (id, number, customer_id, device_id, intake_id, store_id, opened_at, opened_on,
                 promised_at, state_since, problem, shelf, event_count)
               values (%s, %s, %s, %s, %s, %s, now(), now()::date, now() + interval '3 days', now(), %s, 'A01', 2)""",
            order,
            f"X-{order}",
            customer,
            device,
            intake,
            store,
            "屏幕不亮",
        )
        for seq, axis in ((1, "work"), (2, "custody")):
            plain.write(
                """insert into aftercare.work_order_event (work_order_id, seq, axis, action, to_state, at, effective_at,
                     happened_on, by_login, store_id, kind, sale_stage, source, opened_on)
                   values (%s, %s, %s, 'receive', 'received', now(), now(), now()::date, 'x', %s, 'repair', 'after_sale',
                           'counter', now()::date)""",
                order,
                seq,
                axis,
                store,
            )


def _money_and_words(people: Mapping[str, Database], plain: Plain, store: UUID, rows: int) -> Iterator[Case]:
    db = people["clerk_large"]
    orders = [_take_in(db, store, 1_500 + number, rows) for number in rounds()]
    yield Case(
        "take a prepayment",
        "write",
        lambda n: payments.take(db, new_id(), orders[n], "cash", Decimal(1), request=new_id()),
        lambda n: _payment_by_hand(plain, orders[n], store, n),
    )
    yield Case(
        "note on an order",
        "write",
        lambda n: work_orders.note(db, orders[n], "客户来电催促", request=new_id()),
        partial(_step_by_hand, plain, orders, store, "note"),
    )
    order = {n: work_orders.get(db, orders[n]) for n in rounds()}
    yield Case(
        "change the problem of an order",
        "write",
        lambda n: work_orders.change(db, order[n], {"problem": f"屏幕不亮，第{n}次"}, new_id()),
        lambda n: plain.write("update aftercare.work_order set problem = %s where id = %s", f"手写{n}", orders[n - 1]),
        prepare=lambda n: order.update({n: work_orders.get(db, orders[n])}),
    )
    customer = {}
    yield Case(
        "change a customer's name",
        "write",
        lambda n: customers.change(db, customer[n], {"name": f"王芳{n}"}, new_id()),
        lambda n: plain.write(
            "update aftercare.customer set name = %s where id = %s",
            f"李娜{n}",
            record_id(CUSTOMER, 1 + (500 + n) % rows),
        ),
        prepare=lambda n: customer.update({n: customers.get(db, record_id(CUSTOMER, 1 + (200 + n) % rows))}),
    )
    yield Case(
        "record a ticket",
        "write",
        lambda n: tickets.create(
            db,
            new_id(),
            {
                "kind": "fault",
                "store_id": store,
                "customer_id": record_id(CUSTOMER, 1 + (300 + n) % rows),
                "subject": "漏水",
                "description": "洗衣机漏水",
            },
            new_id(),
        ),
        lambda n: plain.write(
            """insert into aftercare.ticket (id, number, kind, store_id, customer_id, subject, description, opened_at, opened_on)
               values (%s, %s, 'fault', %s, %s, '漏水', '洗衣机漏水', now(), now()::date)""",
            (ticket := new_id()),
            f"T-{ticket}",
            store,
            record_id(CUSTOMER, 1 + (300 + n) % rows),
        ),
    )


def _payment_by_hand(plain: Plain, order_id: UUID, store: UUID, number: int) -> None:
    payment = new_id()
    with plain.transaction():
        plain("select * from aftercare.work_order where id = %s for update", order_id)
        plain.write(
            """insert into aftercare.payment (id, work_order_id, store_id, kind, method, amount, at, paid_on, receipt_number,
                                              by_login)
               values (%s, %s, %s, 'prepayment', 'cash', 1, now(), now()::date, %s, 'x')""",
            payment,
            order_id,
            store,
            f"X{payment}",
        )
