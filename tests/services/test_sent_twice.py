"""A save sent again while the first one is still on its way is that one: psql twice, not the program, which asks again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from services import acceptances, complaints, inspections, shipments, work_orders
from services.database import role_of
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.desk_samples import record_complaint, solved_ticket
from tests.follow_up_samples import hand_over
from tests.people import PASSWORD, known
from tests.services.test_inspections import contact_of, full
from tests.visit_samples import at_work
from tests.work_order_samples import customer_with_device, take_in

Call = tuple[str, str, list[Any]]
WAITING = """
    select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')"""
TAKING_BOTH = """
    select proname from pg_proc
    where pronamespace = 'aftercare'::regnamespace and 'request_id' = any (proargnames)
      and exists (select from unnest(proargnames) n where n like '%version')
      and regexp_count(prosrc, 'first_result') < 2"""


def _shipment(sign_in, superuser) -> Call:
    order, made, na = hand_over(superuser, make_customer(superuser)), new_id(), sign_in("na")
    day = datetime.now(UTC).date() + timedelta(days=5)
    values = {"direction": "to_customer", "carrier": "顺丰速运", "tracking_no": "SF1234567890", "expected_on": day}
    shipments.send(na, made, order, values, new_id())
    return "na", "shipment_move(%s, 1, 'lost', null, '承运商说丢了', %s)", [made]


def _acceptance(sign_in, superuser) -> Call:
    values = {
        "kind": "completion", "title": "竣工验收", "store_id": known("store xihu"), "result": "passed", "conclusion": "合格",
        "held_at": datetime(2026, 3, 10, 2, tzinfo=UTC), "people": [{"party": "owner", "name": "王工"}],
    }  # fmt: skip
    paper = acceptances.create(sign_in("zhou"), new_id(), values, new_id())
    return "zhou", "acceptance_sign(%s, %s, %s)", [paper.id, paper.version]


def _inspection(sign_in, superuser) -> Call:
    solved_ticket(sign_in("na"), "空调不制冷", "清洗滤网")
    zhou, made = sign_in("zhou"), new_id()
    inspections.add(zhou, made, known("na"), contact_of(zhou), full(zhou), "记录不全", new_id())
    return "na", "inspection_answer(%s, 1, '下次补记', %s)", [made]


def _visit(sign_in, superuser) -> Call:
    visit = at_work(sign_in("na"), sign_in("tang"))
    return "tang", "visit_accept(%s, %s, true, '王先生', 'typed', '', %s)", [visit.id, visit.version]


def _promise(sign_in, superuser) -> Call:
    order = take_in(sign_in("na"), *customer_with_device(superuser)).orders[0].id
    seen = work_orders.get(sign_in("na"), order)
    return "na", "order_promise(%s, %s, now() + interval '3 days', '', '', %s)", [order, seen.version]


def _authority(sign_in, superuser) -> Call:
    zhou = sign_in("zhou")
    complaint = complaints.get(zhou, record_complaint(sign_in("na"), channel="regulator").id)
    arguments = [complaint.id, complaint.version]
    return "zhou", "complaint_authority_answered(%s, %s, aftercare.store_date(%s), 'phone', '', '', %s)", [
        *arguments, known("store xihu"),
    ]  # fmt: skip


@pytest.mark.parametrize("begin", [_shipment, _acceptance, _inspection, _visit, _promise, _authority])
def test_the_second_gets_the_result_of_the_first(sign_in, committed, fresh_database, begin):
    who, call, arguments = begin(sign_in, committed)
    statement, given = f"select aftercare.{call}", [*arguments, new_id()]

    def send(connection: psycopg.Connection) -> Any:
        with connection.transaction():
            return connection.execute(statement, given).fetchone()

    with (
        fresh_database.connect(role_of(who), PASSWORD) as first,
        fresh_database.connect(role_of(who), PASSWORD) as again,
        ThreadPoolExecutor(1) as pool,
    ):
        one = first.execute(statement, given).fetchone()
        other = pool.submit(send, again)
        while not other.done() and not committed.execute(text(WAITING)).scalar():
            pass
        first.commit()
        assert other.result() == one


def test_whatever_takes_a_request_and_a_version_looks_the_request_up_once_it_holds_the_record(superuser):
    assert superuser.execute(text(TAKING_BOTH)).scalars().all() == []
