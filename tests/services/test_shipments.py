"""Parcels of orders (CSD-02, CSD-03): sent, asked about until they arrive, told to the customer, chased by reminders."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from services import order_trace, shipments, ticket_reminders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.public_orders import STEPS
from services.transfer import tables
from services.transfer.reading import open_source
from tests.customer_samples import make_customer
from tests.follow_up_samples import hand_over
from tests.people import CAST, known

SF = {"direction": "to_customer", "carrier": "顺丰速运", "tracking_no": "SF1234567890"}


@pytest.fixture
def today(login):
    with login("na").read() as connection:
        return connection.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()


@pytest.fixture
def order(superuser):
    return hand_over(superuser, make_customer(superuser, "王小明", "13800138001"))


def sent(db, order, today, **values):
    made = new_id()
    shipments.send(db, made, order, {**SF, "expected_on": today + timedelta(days=2), **values}, new_id())
    return line(db, made)


def line(db, shipment_id):
    return shipments.some(db, [shipment_id], shipments.Wanted(view="all"))[0]


def in_days(superuser, shipment_id, days):
    """As if that many days had passed since."""
    superuser.execute(
        text("""update shipment set sent_on = sent_on - :n, expected_on = expected_on - :n, ask_on = ask_on - :n
                where id = :id"""),
        {"id": shipment_id, "n": days},
    )


def test_a_parcel_is_asked_about_until_it_arrives(login, superuser, order, today):
    na = login("na")
    made = sent(na, order, today)
    assert (made.state, made.late, made.sent_on, made.customer_name) == ("sent", False, today, "王小明")
    assert ticket_reminders.due(na) == []
    in_days(superuser, made.id, 3)
    (one,) = ticket_reminders.due(na)
    assert (one.kind, one.record, one.record_id, one.subject) == (
        "parcel",
        "work_order",
        order,
        "顺丰速运 SF1234567890",
    )
    assert [row.id for row in shipments.page(na, shipments.Wanted(view="late")).rows] == [made.id]
    shipments.asked(na, line(na, made.id), "在中转站，明天派送", today + timedelta(days=1), new_id())
    assert ticket_reminders.due(na) == [] and not line(na, made.id).late
    shipments.arrived(na, line(na, made.id), today, "前台签收，完好", new_id())
    over = line(na, made.id)
    assert (over.state, over.ended_on) == ("arrived", today)
    told = [(event.action, event.comment) for event in order_trace.trace(na, order)]
    assert told[-3:] == [
        ("parcel_sent", "顺丰速运 SF1234567890"), ("parcel_asked", "顺丰速运 SF1234567890 · 在中转站，明天派送"),
        ("parcel_arrived", "顺丰速运 SF1234567890 · 前台签收，完好"),
    ]  # fmt: skip
    with pytest.raises(ServiceError, match="shipment_over"):
        shipments.lost(na, over, "丢了", new_id())


def test_the_customer_is_told_of_what_goes_to_him_and_of_nothing_else(login, superuser, order, today):
    na = login("na")
    made = sent(na, order, today)
    sent(na, order, today, direction="to_maker", tracking_no="YT99")
    in_days(superuser, made.id, 3)
    shipments.asked(na, line(na, made.id), "客户地址写错", today + timedelta(days=1), new_id())
    trace = superuser.execute(text("select aftercare.public_trace(:id)"), {"id": order}).scalar_one()
    assert [(step["axis"], step["action"], step["words"]) for step in trace] == [
        ("note", "parcel_sent", "顺丰速运 SF1234567890")
    ]
    assert ("note", "parcel_sent") in STEPS and ("note", "parcel_arrived") in STEPS


def test_what_is_wrong_is_refused_at_its_field(login, order, today):
    na = login("na")
    for values, code, field in (
        ({"carrier": " "}, "required_missing", "carrier"),
        ({"tracking_no": ""}, "required_missing", "tracking_no"),
        ({"expected_on": today - timedelta(days=1)}, "shipment_day", "expected_on"),
        ({"direction": "moon"}, "value_refused", "direction"),
    ):
        with pytest.raises(ServiceError) as refused:
            sent(na, order, today, **values)
        assert (refused.value.code, refused.value.field) == (code, field)
    made = sent(na, order, today)
    with pytest.raises(ServiceError, match="shipment_twice"):
        sent(na, order, today, tracking_no="sf1234567890 ")
    for day in (today + timedelta(days=1), today - timedelta(days=1)):
        with pytest.raises(ServiceError, match="shipment_arrival_day"):
            shipments.arrived(na, made, day, "", new_id())
    with pytest.raises(ServiceError, match="required_missing"):
        shipments.lost(na, made, " ", new_id())
    shipments.asked(na, made, "在途", today + timedelta(days=1), new_id())
    with pytest.raises(ServiceError, match="conflict"):
        shipments.lost(na, made, "丢了", new_id())


def test_parcels_are_seen_and_sent_by_whom_the_order_is(login, order, today):
    made = sent(login("na"), order, today)
    for other in ("min", "cai"):
        with pytest.raises((ServiceError, NotPermitted)):
            sent(login(other), order, today, tracking_no="SF2")
    assert shipments.some(login("min"), [made.id], shipments.Wanted(view="all")) == []
    assert [row.id for row in shipments.of_order(login("zhou"), order)] == [made.id]
    for statement in (
        "update shipment set state = 'arrived', ended_on = sent_on",
        "insert into shipment (id, work_order_id, store_id, direction, carrier, tracking_no, sent_on, expected_on, ask_on) "
        "select gen_random_uuid(), work_order_id, store_id, direction, carrier, 'x', sent_on, sent_on, sent_on from shipment",
    ):
        with pytest.raises(NotPermitted), login("na").transaction() as connection:
            connection.execute(text(statement))


def test_a_device_goes_to_its_customer_as_a_parcel_only_where_there_is_one(login, superuser, order, today):
    asks = text("select guard_collector(o, cast(:how as jsonb)) from work_order o where o.id = :id")
    how = {"how": '{"collected_how": "shipped"}', "id": order}
    superuser.execute(text("set local search_path = aftercare, pg_temp"))
    assert "shipment_missing" in str(superuser.execute(asks, how).scalar_one())
    na = login("na")
    made = sent(na, order, today)
    assert superuser.execute(asks, how).scalar_one() is None
    shipments.lost(na, made, "物流公司确认丢失", new_id())
    assert "shipment_missing" in str(superuser.execute(asks, how).scalar_one())


def test_parcels_are_found_by_number_and_exported(login, order, today, tmp_path):
    na = login("na")
    made = sent(na, order, today)
    assert list(shipments._find(na, "sf1234").ids) == [made.id]
    assert list(shipments._find(na, "zz").ids) == []
    done = tables.export(na, "parcels", tmp_path / "parcels.csv")
    (row,) = open_source(done.path).lines()
    assert "SF1234567890" in row.cells


@pytest.mark.parametrize("who", [person[0] for person in CAST])
def test_a_parcel_is_seen_by_exactly_those_who_see_its_order(login, superuser, order, today, who):
    made = sent(login("na"), order, today).id

    def seen():
        with login(who).read() as connection:
            return (
                connection.execute(text("select count(*) from work_order where id = :id"), {"id": order}).scalar_one(),
                connection.execute(text("select count(*) from shipment where id = :id"), {"id": made}).scalar_one(),
            )

    told = [seen()]
    for change in ("handling_store_id = :depot", "handling_store_id = null, assigned_to = :wu"):
        superuser.execute(text("set local session_replication_role = replica"))
        superuser.execute(
            text(f"update work_order set {change} where id = :id"),
            {"id": order, "depot": known("store depot"), "wu": known("wu")},
        )
        superuser.execute(text("set local session_replication_role = origin"))
        told.append(seen())
    assert all(orders == parcels for orders, parcels in told)
    if who in ("depot", "wu"):
        assert {orders for orders, _parcels in told} == {0, 1}
