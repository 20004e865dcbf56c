"""Contractors: sent for an agreed price, paid only for work that is done and shown on a photo (CSD-09)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from services import attachments, contractors, customers, dispatch, person_requests, retention, visit_reports, visits
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.rows import insert_row
from tests.customer_samples import make_customer
from tests.people import known
from tests.visit_samples import at, open_visit, plan, step

ZONE = ZoneInfo("Asia/Shanghai")
PRICE = Decimal("380.00")


def make_contractor(connection, name="本地广告公司") -> UUID:
    company = make_customer(connection, name, "0571-88001122", kind="company")
    insert_row(
        connection,
        "customer_class",
        {"id": new_id(), "customer_id": company, "dimension": "nature", "code": contractors.CLASS},
    )
    return company


def send(db, visit, company, **payload):
    given = {"contractor_id": company, "planned_from": at(9), "planned_until": at(10), "agreed_price": PRICE, **payload}
    return step(db, visit.id, "contract", **given)


def report(db, visit_id, photo=True):
    """The desk reports for the contractor: begun, done, accepted, with a photo of the finished work."""
    step(db, visit_id, "begin")
    seen = visits.get(db, visit_id)
    visits.change(db, seen, {"work_done": "更换灯箱电源"}, new_id())
    visit_reports.accept(db, visits.get(db, visit_id), True, "店主", "paper", "", new_id())
    if photo:
        attachments.add_to_visit(db, visit_id, "photo_out", b"\xff\xd8 after", request=new_id())
    return step(db, visit_id, "finish", outcome="solved")


def done_by(na, superuser, **how):
    company = make_contractor(superuser)
    visit = send(na, open_visit(na), company)
    return company, report(na, visit.id, **how)


def pay(db, visit, amount=PRICE, reference="FP-0001", comment="", request=None):
    return contractors.settle(db, visit, amount, reference, comment, request or new_id())


def test_a_contractor_is_sent_for_a_price_and_the_desk_reports_for_him(login, superuser):
    na = login("na")
    company = make_contractor(superuser)
    assert [one.id for one in contractors.contractors(na)] == [company]
    visit = send(na, open_visit(na), company)
    assert (visit.state, visit.technician_name, visit.technician_id) == ("planned", "本地广告公司", None)
    assert visit.agreed_price == PRICE
    (line,) = visits.page(na, visits.Wanted(view="under_way")).rows
    assert line.technician_name == "本地广告公司"
    assert report(na, visit.id).outcome == "solved"


def test_only_companies_of_the_class_are_sent_and_only_on_site(login, superuser):
    na = login("na")
    stranger = make_customer(superuser, "王芳", "13900001111")
    with pytest.raises(ServiceError, match="visit_not_contractor"):
        send(na, open_visit(na), stranger)
    company = make_contractor(superuser)
    with pytest.raises(ServiceError, match="step_not_possible"):
        send(na, open_visit(na, kind="follow_up"), company)
    for price in ("-1", "1.234", "NaN", "1e9", "一百"):
        with pytest.raises(ServiceError, match="settlement_amount_wrong"):
            send(na, open_visit(na), company, agreed_price=price)
    with pytest.raises(ServiceError, match="visit_ends_early"):
        send(na, open_visit(na), company, planned_until=at(8))


def test_a_visit_goes_from_a_technician_to_a_contractor_and_back(login, superuser):
    na = login("na")
    company = make_contractor(superuser)
    visit = open_visit(na)
    plan(na, visit.id)
    assert send(na, visit, company).technician_id is None
    back = step(na, visit.id, "unassign", comment="没有空")
    assert (back.contractor_id, back.agreed_price, back.state) == (None, None, "open")


def test_nobody_is_paid_before_the_work_is_done_and_shown(login, superuser):
    na, zhou = login("na"), login("zhou")
    company = make_contractor(superuser)
    visit = send(na, open_visit(na), company)
    with pytest.raises(ServiceError, match="visit_not_done"):
        pay(zhou, visit)
    made = report(na, visit.id, photo=False)
    with pytest.raises(ServiceError, match="visit_no_photo_after"):
        pay(zhou, made)
    attachments.add_to_visit(na, made.id, "photo_in", b"\xff\xd8 before", request=new_id())
    with pytest.raises(ServiceError, match="visit_no_photo_after"):
        pay(zhou, made)
    attachments.add_to_visit(na, made.id, "photo_out", b"\xff\xd8 after", request=new_id())
    request = new_id()
    pay(zhou, made, request=request)
    pay(zhou, made, request=request)
    paid = visits.get(na, made.id)
    assert (paid.settled_amount, paid.settled_by, paid.settlement_no) == (PRICE, "周敏", "FP-0001")
    assert visits.history(na, made.id)[0].action == "settle"
    with pytest.raises(ServiceError, match="visit_is_settled"):
        pay(zhou, paid)


def test_what_is_wrong_with_a_settlement_is_said_at_its_field(login, superuser):
    na, zhou = login("na"), login("zhou")
    _company, made = done_by(na, superuser)
    for how, code, field in (
        ({"reference": "　"}, "settlement_no_missing", "reference"),
        ({"reference": "x" * 81}, "too_long", "reference"),
        ({"amount": Decimal("-1")}, "settlement_amount_wrong", "amount"),
        ({"amount": Decimal("NaN")}, "settlement_amount_wrong", "amount"),
        ({"amount": Decimal("380.01")}, "settlement_above_price", "comment"),
    ):
        with pytest.raises(ServiceError, match=code) as refused:
            pay(zhou, made, **how)
        assert refused.value.field == field
    pay(zhou, made, amount=Decimal("400"), comment="加急费")


def test_a_settlement_is_taken_back_by_whoever_may_settle(login, superuser):
    na, zhou = login("na"), login("zhou")
    _company, made = done_by(na, superuser)
    pay(zhou, made)
    paid = visits.get(zhou, made.id)
    with pytest.raises(ServiceError, match="reason_missing"):
        contractors.unsettle(zhou, paid, " ", new_id())
    contractors.unsettle(zhou, paid, "发票抬头错误", new_id())
    assert visits.get(zhou, made.id).settled_at is None
    with pytest.raises(ServiceError, match="visit_not_settled"):
        contractors.unsettle(zhou, visits.get(zhou, made.id), "再来", new_id())


def test_what_a_settlement_rests_on_stays(login, superuser):
    na, zhou = login("na"), login("zhou")
    _company, made = done_by(na, superuser)
    pay(zhou, made)
    (photo,) = attachments.of_visit(na, made.id)
    with pytest.raises(ServiceError, match="visit_is_settled"):
        attachments.withdraw(na, photo, request=new_id())
    with pytest.raises(ServiceError, match="visit_is_settled"):
        visits.change(na, visits.get(na, made.id), {"agreed_price": Decimal("1")}, new_id())
    with pytest.raises(ServiceError, match="visit_is_settled"):
        visits.move(zhou, visits.get(zhou, made.id), "reopen", {"comment": "返工"}, new_id())
    assert "reopen" not in [one.action for one in visits.next_steps(zhou, made.id)]


@pytest.mark.parametrize("person", ["na", "bei", "tang", "admin", "shen"])
def test_only_finance_and_managers_of_the_store_settle(login, superuser, person):
    _company, made = done_by(login("na"), superuser)
    with pytest.raises(ServiceError):
        pay(login(person), made)
    assert visits.get(login("na"), made.id).settled_at is None


def test_finance_settles_for_every_store(login, superuser):
    done_by(login("na"), superuser)
    (line,) = contractors.page(login("cai")).rows
    assert (line.contractor_name, line.photos, line.agreed_price) == ("本地广告公司", 1, PRICE)
    pay(login("cai"), line)
    assert not contractors.page(login("cai")).rows
    (paid,) = contractors.page(login("cai"), contractors.Wanted(view="settled")).rows
    assert paid.settlement_no == "FP-0001"


@pytest.mark.parametrize("column", ["contractor_id", "settled_at", "settled_by_id", "settled_amount", "settlement_no"])
def test_who_is_paid_is_written_by_functions_only(login, superuser, column):
    done_by(login("na"), superuser)
    for person in ("na", "zhou", "cai", "admin", "tang"):
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(f"update visit set {column} = null"))


def test_a_price_is_agreed_with_contractors_only(login):
    na = login("na")
    with pytest.raises(ServiceError, match="visit_no_contractor"):
        visits.change(na, open_visit(na), {"agreed_price": PRICE}, new_id())


def test_the_figures_of_a_contractor_add_up(login, superuser):
    na, zhou = login("na"), login("zhou")
    company, made = done_by(na, superuser)
    report(na, send(na, open_visit(na), company, planned_from=at(11), planned_until=at(12)).id)
    pay(zhou, made, amount=Decimal("300"))
    today = datetime.now(UTC).date()
    found = contractors.figures(zhou, today - timedelta(days=2), today + timedelta(days=2), UTC)
    (row,) = found.rows
    assert (row.id, row.ended, row.agreed, row.settled, row.to_settle, row.open_amount) == (
        company, 2, PRICE * 2, Decimal("300.00"), 1, PRICE,
    )  # fmt: skip
    assert found.all[2:] == row[2:]


def test_a_contractor_with_work_is_neither_proposed_nor_erased(login, superuser, sign_in):
    na, zhou = login("na"), login("zhou")
    company, made = done_by(na, superuser)
    superuser.execute(text("update customer set created_at = now() - interval '9 years'"))
    assert company not in [one.id for one in retention.proposals(zhou, "customer")]
    with pytest.raises(ServiceError, match="erase_is_contractor"):
        person_requests.erase(zhou, customers.get(zhou, company), "本人要求", new_id())
    record = superuser.execute(text("select person_record(array[:id]::uuid[])"), {"id": company}).scalar_one()
    assert "visit" not in record
    pay(zhou, made)
    person_requests.erase(zhou, customers.get(zhou, company), "本人要求", new_id())


def test_the_board_has_a_lane_of_each_contractor(login, superuser):
    na = login("na")
    company, idle = make_contractor(superuser), make_contractor(superuser, "安装队")
    visit = send(na, open_visit(na), company)
    day = (at(0) + timedelta(hours=8)).date()
    board = dispatch.board(na, day, day, ZONE)
    lanes = {one.id: one for one in board.technicians if one.contractor}
    assert set(lanes) == {company, idle} and lanes[company].name == "本地广告公司"
    assert [one.id for one in board.of(company, day)] == [visit.id] and board.of(idle, day) == []
    people, filled = dispatch.filled(na, day, day, ZONE, "day")
    assert [(row.technician_id, row.visits) for row in filled] == [(company, 1)]
    assert company in {one.id for one in people}
    # narrowed, only those that are sent there
    narrowed = dispatch.board(na, day, day, ZONE, dispatch.Wanted(skill="network"))
    assert not any(one.contractor for one in narrowed.technicians)
    assert dispatch.board(login("bei"), day, day, ZONE).visits == []


def test_a_contractor_s_visit_is_planned_for_a_technician_at_once(login, superuser):
    na = login("na")
    visit = send(na, open_visit(na), make_contractor(superuser))
    ours = plan(na, visit.id, "tang", hour=14)
    assert (ours.technician_id, ours.contractor_id, ours.agreed_price) == (known("tang"), None, None)


def test_another_contractor_is_not_bound_by_the_price_of_the_first(login, superuser):
    na = login("na")
    visit = send(na, open_visit(na), make_contractor(superuser))
    other = make_contractor(superuser, "安装队")
    values = {"contractor_id": other, "planned_from": at(9), "planned_until": at(10)}
    visits.move(na, visits.get(na, visit.id), "contract", values, new_id())
    moved = visits.get(na, visit.id)
    assert (moved.contractor_id, moved.agreed_price) == (other, None)


def test_the_trace_names_the_contractor(login, superuser):
    na = login("na")
    visit = send(na, open_visit(na), make_contractor(superuser))
    told = next(one for one in visits.history(na, visit.id) if one.action == "contract")
    assert told.owner_name == "本地广告公司"
