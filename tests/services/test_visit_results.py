"""What a visit leaves behind: lines of its order, stamps that were put right, values measured at the right devices."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from services import attachments, check_items, devices, order_lines, visit_reports, visits, work_orders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.visit_samples import at_work, open_visit, plan, step
from tests.work_order_samples import customer_with_device, take_in


@pytest.fixture
def order_id(login, superuser):
    """An order for work at the customer's place."""
    customer, device = customer_with_device(superuser)
    return take_in(login("na"), customer, device, kind="on_site").orders[0].id


# -- what a visit leaves with its order ----------------------------------------------------------------------


def lines_of(db, order_id):
    return [(line.kind, line.name, line.quantity, line.state) for line in order_lines.of_order(db, order_id)]


def reported(na, tang, order_id):
    """A visit to an order at which a part was used, finished."""
    visit = open_visit(na, work_order_id=order_id)
    plan(na, visit.id)
    for action in ("depart", "arrive", "begin"):
        visit = step(tang, visit.id, action)
    part = visit_reports.add_part(tang, visit.id, {"name": "启动电容", "quantity": 2, "part_no": "CAP-35"}, new_id())
    visits.change(tang, visits.get(tang, visit.id), {"work_done": "更换电容"}, new_id())
    visit_reports.accept(tang, visits.get(tang, visit.id), True, "王芳", "paper", "", new_id())
    return step(tang, visit.id, "finish", outcome="solved"), part


def test_parts_and_time_of_a_visit_become_lines_of_its_order_once(login, order_id):
    na, tang, zhou = login("na"), login("tang"), login("zhou")
    visit, part_id = reported(na, tang, order_id)
    once = [("part", "启动电容", 2, "used"), ("labour", "上门服务", 1, "used")]
    assert lines_of(na, order_id) == once
    labour = order_lines.of_order(na, order_id)[-1]
    assert (labour.labour_minutes >= 1, labour.note, labour.payer) == (True, visit.number, "customer")
    step(zhou, visit.id, "reopen", comment="漏写配件")
    part = next(one for one in visit_reports.of(tang, visit.id).parts if one.id == part_id)
    visit_reports.change_part(tang, part, {"quantity": 3}, new_id())
    visit_reports.add_part(tang, visit.id, {"name": "滤网"}, new_id())
    step(tang, visit.id, "finish", outcome="solved")
    assert lines_of(na, order_id) == [("part", "启动电容", 3, "used"), once[1], ("part", "滤网", 1, "used")]
    step(na, visit.id, "close")
    assert len(lines_of(na, order_id)) == 3


def test_a_part_taken_out_of_the_report_is_dropped_and_what_the_desk_dropped_stays_so(login, order_id):
    na, tang, zhou = login("na"), login("tang"), login("zhou")
    visit, part_id = reported(na, tang, order_id)
    labour = order_lines.of_order(na, order_id)[-1]
    order_lines.change(na, labour, {"state": "dropped"}, new_id())
    step(zhou, visit.id, "reopen", comment="未换电容")
    part = next(one for one in visit_reports.of(tang, visit.id).parts if one.id == part_id)
    visit_reports.withdraw(tang, part, new_id())
    step(tang, visit.id, "finish", outcome="solved")
    assert lines_of(na, order_id) == []
    assert [line.state for line in order_lines.of_order(na, order_id, dropped=True)] == ["dropped", "dropped"]


def test_a_part_of_the_price_list_brings_its_price_and_nobody_forges_where_a_line_comes_from(
    login, superuser, order_id
):
    superuser.execute(
        text("""insert into price_item (id, code, kind, name, part_no, unit_price)
                values (gen_random_uuid(), 'cap35', 'part', '电容', 'CAP-35', 45)""")
    )
    na, tang = login("na"), login("tang")
    visit, _part = reported(na, tang, order_id)
    line = order_lines.of_order(na, order_id)[0]
    assert (line.unit_price, line.amount) == (45, 90)
    for statement in (
        "update work_order_line set visit_id = null where id = :line",
        "select visit_tells_order((select v from visit v where v.id = :visit))",
    ):
        with pytest.raises(NotPermitted), login("zhou").transaction() as connection:
            connection.execute(text(statement), {"line": line.id, "visit": visit.id})


# -- stamps that are put right -------------------------------------------------------------------------------


def test_a_manager_puts_a_stamp_right_and_the_trace_keeps_both(login, order_id):
    na, tang, zhou = login("na"), login("tang"), login("zhou")
    visit, _part = reported(na, tang, order_id)
    earlier = visit.started_at - timedelta(minutes=50)
    with pytest.raises(ServiceError, match="visit_stamps_cross"):
        visits.correct_time(zhou, visit, "begin", earlier, "忘记点开始", new_id())
    with pytest.raises(NotPermitted):
        visits.correct_time(tang, visit, "depart", earlier, "忘记点出发", new_id())
    with pytest.raises(ServiceError, match="reason_missing"):
        visits.correct_time(zhou, visit, "depart", earlier, " ", new_id())
    for action in ("depart", "arrive", "begin"):
        visits.correct_time(zhou, visits.get(zhou, visit.id), action, earlier, "补录", new_id())
    kept = visits.get(zhou, visit.id)
    assert (kept.travel_at, kept.arrived_at, kept.started_at) == (earlier, earlier, earlier)
    corrected = [one for one in visits.history(zhou, visit.id) if one.action == "correct_time"]
    assert len(corrected) == 3 and corrected[0].details["stamp"] == "begin"
    assert corrected[0].details["corrects_id"] in {
        str(one.id) for one in visits.history(zhou, visit.id) if one.action == "begin"
    }
    # the time on site follows
    assert [line.labour_minutes for line in order_lines.of_order(na, order_id)][-1] >= 50


def test_a_step_that_was_not_taken_and_a_time_to_come_are_no_stamps(login, order_id):
    na, zhou = login("na"), login("zhou")
    visit = open_visit(na, work_order_id=order_id)
    visit = plan(na, visit.id)
    with pytest.raises(ServiceError, match="visit_stamp_missing"):
        visits.correct_time(zhou, visit, "arrive", visit.opened_at, "补录", new_id())
    visit = step(login("tang"), visit.id, "depart")
    with pytest.raises(ServiceError, match="effective_out_of_range"):
        visits.correct_time(zhou, visit, "depart", visit.travel_at + timedelta(days=1), "补录", new_id())


# -- values to measure ---------------------------------------------------------------------------------------


def test_a_manager_keeps_what_is_measured_at_which_devices(login, order_id):
    zhou, tang, na = login("zhou"), login("tang"), login("na")
    order = work_orders.get(na, order_id)
    device = devices.get(na, order.device_id)
    added = check_items.add(
        zhou, new_id(),
        {"code": "screen_nits", "name": "屏幕亮度", "unit": "nit", "low": 300, "product_model_id": device.product_model_id},
    )  # fmt: skip
    assert next(one for one in check_items.every(zhou) if one.id == added).origin == "company"
    first = visit_reports.check_items(tang, "", order.device_id)[0]
    assert (first.code, first.fits) == ("screen_nits", True)
    assert "screen_nits" not in {one.code for one in visit_reports.check_items(tang)}
    seen = next(one for one in check_items.every(zhou) if one.id == added)
    with pytest.raises(ServiceError, match="check_limits"):
        check_items.change(zhou, new_id(), seen, {"high": 100})
    check_items.change(zhou, new_id(), seen, {"active": False})
    assert added not in {one.id for one in visit_reports.check_items(tang, "", order.device_id)}
    with pytest.raises(ServiceError, match="check_code_exists"):
        check_items.add(zhou, new_id(), {"code": "screen_nits", "name": "亮度"})
    for person in ("na", "tang"):
        with pytest.raises(NotPermitted):
            check_items.add(login(person), new_id(), {"code": "mine", "name": "我的"})


def test_where_the_company_wants_photos_a_visit_is_solved_only_with_them(login, superuser):
    """CSD-09: what was repaired is shown."""
    na, tang = login("na"), login("tang")
    superuser.execute(text("update parameter set value = '2' where code = 'visit_photos_after'"))
    visit = at_work(na, tang)
    visit = visits.change(tang, visit, {"work_done": "清洗滤网"}, new_id())
    visit_reports.accept(tang, visit, True, "王芳", "typed", "", new_id())
    kept = [
        attachments.add_to_visit(tang, visit.id, kind, b"jpeg", request=new_id())
        for kind in ("photo_in", "photo_out", "photo_out")
    ]
    (gone,) = [one for one in attachments.of_visit(tang, visit.id) if one.id == kept[1]]
    attachments.withdraw(tang, gone, request=new_id())
    with pytest.raises(ServiceError) as refused:
        step(tang, visit.id, "finish", outcome="solved")
    assert refused.value.sentence() == "还缺：维修后的照片。"
    assert step(tang, visit.id, "finish", outcome="parts").state == "finished"
    step(login("zhou"), visit.id, "reopen", comment="配件已到")
    attachments.add_to_visit(tang, visit.id, "photo_out", b"jpeg", request=new_id())
    assert step(tang, visit.id, "finish", outcome="solved").outcome == "solved"
