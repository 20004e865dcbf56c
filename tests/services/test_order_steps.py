"""The steps beside the straight way: depots, returns, undo, corrections, promises, hand-over to another."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from services import attachments, unlock_codes, work_orders
from services.errors import Conflict, NotPermitted, ServiceError
from services.ids import new_id
from services.intakes import Unlock
from services.order_errors import Incomplete
from tests.people import known
from tests.work_order_samples import bring_to, customer_with_device, diagnose, step, take_in

DEPOT = known("store depot")


@pytest.fixture
def order_id(login, superuser):
    customer, device = customer_with_device(superuser)
    return take_in(login("na"), customer, device).orders[0].id


@pytest.fixture
def pre_sale(login, superuser):
    _customer, device = customer_with_device(superuser)
    return take_in(login("na"), None, device, sale_stage="pre_sale", wish="exchange").orders[0].id


def lacks(refused):
    return {lack.code for lack in refused.value.lacks}


def test_a_device_goes_to_the_depot_and_back_and_both_see_it(login, order_id):
    """POS-17: 顾客送修 → 返修出库 → 返修到货 → 顾客取回."""
    na, depot = login("na"), login("depot")
    with pytest.raises(Incomplete) as refused:
        step(na, order_id, "send_out", axis="custody")
    assert lacks(refused) == {"depot_missing"}
    step(na, order_id, "send_out", axis="custody", handling_store_id=DEPOT, method="顺丰 SF1234567890")
    step(depot, order_id, "take")
    for action in ("start", "repair", "test"):
        step(depot, order_id, action)
    diagnose(depot, order_id)
    done = step(depot, order_id, "complete", outcome="repaired")
    assert done.custody_state == "at_depot"
    with pytest.raises(Incomplete) as refused:
        step(na, order_id, "deliver")
    assert lacks(refused) == {"device_not_here", "collector_missing"}
    step(depot, order_id, "ship_back", axis="custody", method="顺丰")
    with pytest.raises(Incomplete) as refused:
        step(depot, order_id, "arrive_back", axis="custody")
    assert lacks(refused) == {"only_owning_store"}
    assert step(na, order_id, "arrive_back", axis="custody", shelf="B2").custody_state == "back_at_store"
    code = work_orders.get(na, order_id).pickup_code
    assert step(na, order_id, "deliver", collected_how="code", pickup_code=code).custody_state == "returned"
    trace = [e for e in work_orders.trace(na, order_id) if e.axis == "custody"]
    assert [e.action for e in trace] == ["hand_in", "send_out", "ship_back", "arrive_back", "collect"]
    assert [e.store_name for e in trace] == ["西湖店", "西湖店", "总代理", "西湖店", "西湖店"]
    assert trace[1].method == "顺丰 SF1234567890" and trace[1].details["handling_store_id"] == str(DEPOT)
    assert len(work_orders.trace(depot, order_id)) == len(work_orders.trace(na, order_id))


def test_a_pre_sale_defect_ends_when_it_is_back_at_the_store(login, pre_sale):
    """POS-18: no customer collects it, so nobody has to sign."""
    na, depot = login("na"), login("depot")
    step(na, pre_sale, "send_out", axis="custody", handling_store_id=DEPOT)
    step(depot, pre_sale, "take")
    for action in ("start", "repair", "test"):
        step(depot, pre_sale, action)
    diagnose(depot, pre_sale)
    step(depot, pre_sale, "complete", outcome="repaired")
    step(na, pre_sale, "arrive_back", axis="custody")
    done = step(na, pre_sale, "deliver", outcome="exchanged")
    assert (done.work_state, done.custody_state) == ("delivered", "back_at_store")
    order = work_orders.get(na, pre_sale)
    assert (order.outcome, order.customer_name) == ("exchanged", "")


def test_a_technician_takes_an_unassigned_job_of_his_store(login, order_id):
    assert step(login("tang"), order_id, "take").work_state == "assigned"
    order = work_orders.get(login("tang"), order_id)
    assert (order.technician_name, order.assigned_to) == ("唐卫", known("tang"))


def test_a_technician_of_another_store_cannot_be_assigned(login, order_id):
    with pytest.raises(Incomplete) as refused:
        step(login("na"), order_id, "assign", technician_id=known("depot"))
    assert lacks(refused) == {"technician_elsewhere"}


def test_next_steps_name_what_is_lacking_and_what_a_dialog_asks(login, order_id):
    steps = {(s.axis, s.action): s for s in work_orders.next_steps(login("na"), order_id)}
    assert next(iter(steps)) == ("work", "assign")
    assert steps["work", "assign"].asks == ("technician_id",) and steps["work", "assign"].blocked == ()
    assert ("work", "take") not in steps and ("custody", "send_out") in steps
    bring_to(login, order_id, "testing")
    complete = next(s for s in work_orders.next_steps(login("tang"), order_id) if s.action == "complete")
    assert {lack.code for lack in complete.blocked} == {
        "fault_missing", "cause_missing", "remedy_missing", "test_missing",
    }  # fmt: skip
    assert work_orders.next_steps(login("shen"), order_id) == []


def test_reopening_takes_outcome_and_inspection_back(login, order_id):
    bring_to(login, order_id, "completed")
    with pytest.raises(Incomplete):
        step(login("na"), order_id, "reopen")
    step(login("na"), order_id, "reopen", comment="客户试机仍有杂音")
    order = work_orders.get(login("na"), order_id)
    assert (order.work_state, order.custody_state, order.outcome, order.test_passed, order.ready_at) == (
        "repairing", "with_technician", None, None, None,
    )  # fmt: skip


def test_what_cannot_be_repaired_names_its_barrier_and_goes_back(login, order_id):
    bring_to(login, order_id, "diagnosing")
    with pytest.raises(Incomplete) as refused:
        step(login("tang"), order_id, "fail")
    assert lacks(refused) == {"barrier_missing"}
    step(login("tang"), order_id, "fail", barrier_code="no_parts")
    order = work_orders.get(login("na"), order_id)
    assert (order.outcome, order.barrier_code) == ("unrepairable", "no_parts")
    gone = step(login("na"), order_id, "return_unrepaired", collected_how="signature", on_paper=True)
    assert gone.work_state == "delivered"


def test_another_person_collects_with_an_id(login, order_id):
    bring_to(login, order_id, "completed")
    with pytest.raises(Incomplete) as refused:
        step(login("na"), order_id, "deliver", by_other=True, collected_how="code")
    assert lacks(refused) == {"collector_name_missing", "id_note_missing"}
    step(login("na"), order_id, "deliver", by_other=True, collected_by="李四", id_note="身份证尾号 1234",
         collected_how="id_note", checklist={"accessories_back": True})  # fmt: skip
    order = work_orders.get(login("na"), order_id)
    assert (order.collected_by, order.id_note, order.hand_over) == (
        "李四", "身份证尾号 1234", {"accessories_back": True},
    )  # fmt: skip


def test_a_wrong_pick_up_code_is_refused(login, order_id):
    bring_to(login, order_id, "completed")
    with pytest.raises(Incomplete) as refused:
        step(login("na"), order_id, "deliver", collected_how="code", pickup_code="")
    assert lacks(refused) == {"pickup_code_wrong"}


def test_a_signature_kept_as_a_picture_counts(login, order_id):
    bring_to(login, order_id, "completed")
    na = login("na")
    with pytest.raises(Incomplete) as refused:
        step(na, order_id, "deliver", collected_how="signature")
    assert lacks(refused) == {"signature_missing"}
    picture = b"\x89PNG" + bytes(2000)
    kept = attachments.add(na, new_id(), order_id, "signature_out", picture, media_type="image/png", request=new_id())
    assert attachments.data(na, kept) == picture
    assert step(na, order_id, "deliver", collected_how="signature").work_state == "delivered"


def test_too_large_a_picture_is_refused_before_it_travels(login, order_id):
    with pytest.raises(ServiceError, match="attachment_too_large"):
        attachments.add(login("na"), new_id(), order_id, "photo_in", bytes(400_001), request=new_id())


def test_pictures_follow_their_order_and_can_be_withdrawn(login, order_id):
    na = login("na")
    attachments.add(na, new_id(), order_id, "photo_in", b"\xff\xd8 front", name="正面", request=new_id())
    with pytest.raises(NotPermitted):
        attachments.add(login("min"), new_id(), order_id, "photo_in", b"\xff\xd8", request=new_id())
    assert attachments.of_order(login("min"), order_id) == []
    attachments.withdraw(na, attachments.of_order(na, order_id)[0], request=new_id())
    assert attachments.of_order(na, order_id) == []


def test_the_author_takes_his_last_step_back_if_nothing_followed(login, order_id):
    tang, na = login("tang"), login("na")
    bring_to(login, order_id, "testing")
    diagnose(tang, order_id)
    before = work_orders.get(tang, order_id)
    step(tang, order_id, "complete", outcome="repaired", shelf="A1")
    assert work_orders.undoable(tang, order_id) == "complete" and work_orders.undoable(na, order_id) is None
    with pytest.raises(ServiceError, match="nothing_to_undo"):
        work_orders.undo(na, work_orders.seen(work_orders.get(na, order_id)), request=new_id())
    work_orders.undo(tang, work_orders.seen(work_orders.get(tang, order_id)), request=new_id())
    after = work_orders.get(tang, order_id)
    for name in ("work_state", "custody_state", "outcome", "shelf", "ready_at", "money_state", "state_since"):
        assert getattr(after, name) == getattr(before, name), name
    assert [e.action for e in work_orders.trace(tang, order_id)][-2:] == ["undo", "undo"]
    assert work_orders.undoable(tang, order_id) is None


def test_a_note_after_a_step_keeps_it(login, order_id):
    step(login("na"), order_id, "assign", technician_id=known("tang"))
    work_orders.note(login("na"), order_id, "客户急用", request=new_id())
    assert work_orders.undoable(login("na"), order_id) is None


def test_an_old_step_stays(login, superuser, order_id):
    step(login("na"), order_id, "assign", technician_id=known("tang"))
    superuser.execute(text("update parameter set value = '0' where code = 'undo_minutes'"))
    assert work_orders.undoable(login("na"), order_id) is None


def test_told_and_not_told_are_logged_and_the_first_telling_stays(login, order_id):
    na = login("na")
    bring_to(login, order_id, "completed")
    work_orders.told(na, order_id, False, "phone", comment="无人接听", request=new_id())
    assert work_orders.get(na, order_id).told_at is None
    work_orders.told(na, order_id, True, "wechat", request=new_id())
    told = work_orders.get(na, order_id).told_at
    work_orders.told(na, order_id, True, "phone", about="notice", request=new_id())
    assert told is not None and work_orders.get(na, order_id).told_at == told
    assert [(e.action, e.method) for e in work_orders.trace(na, order_id)][-3:] == [
        ("not_told", "phone"), ("told", "wechat"), ("told", "phone"),
    ]  # fmt: skip


def test_another_promise_keeps_the_old_one_in_the_trace(login, order_id):
    na = login("na")
    order = work_orders.get(na, order_id)
    later = order.promised_at + timedelta(days=2)
    work_orders.promise(na, order, later, "等配件", request=new_id())
    assert work_orders.get(na, order_id).promised_at == later
    event = work_orders.trace(na, order_id)[-1]
    assert (event.action, datetime.fromisoformat(event.details["was"])) == ("promise", order.promised_at)
    with pytest.raises(ServiceError, match="promise_in_past"):
        before = work_orders.get(na, order_id)
        work_orders.promise(na, before, order.opened_at - timedelta(days=1), "", request=new_id())


def test_a_manager_corrects_whose_device_it_is_with_a_reason(login, superuser, order_id):
    other, device = customer_with_device(superuser, name="赵六")
    zhou = login("zhou")
    order = work_orders.get(zhou, order_id)
    with pytest.raises(ServiceError, match="reason_missing"):
        work_orders.correct(zhou, order, {"customer_id": other}, " ", request=new_id())
    with pytest.raises(NotPermitted):
        work_orders.correct(login("na"), order, {"customer_id": other}, "录错", request=new_id())
    values = {"customer_id": other, "device_id": device}
    work_orders.correct(zhou, order, values, "录错客户", request=new_id())
    corrected = work_orders.get(zhou, order_id)
    assert (corrected.customer_name, corrected.device_id) == ("赵六", device)
    assert work_orders.trace(zhou, order_id)[-1].details["was"]["customer_id"] == str(order.customer_id)
    with pytest.raises(ServiceError, match="value_refused"):
        work_orders.correct(zhou, corrected, {"work_state": "closed"}, "x", request=new_id())


def test_a_manager_says_when_a_step_really_was(login, superuser, order_id):
    bring_to(login, order_id, "completed")
    zhou = login("zhou")
    done = next(e for e in work_orders.trace(zhou, order_id) if e.action == "complete")
    earlier = done.at - timedelta(hours=5)
    work_orders.correct_time(zhou, done.id, earlier, "昨天已修好，忘记录入", request=new_id())
    event = work_orders.trace(zhou, order_id)[-1]
    assert (event.corrects_id, event.effective_at) == (done.id, earlier) and event.at >= done.at
    with pytest.raises(ServiceError, match="effective_out_of_range"):
        work_orders.correct_time(zhou, done.id, datetime.now(UTC) + timedelta(days=1), "未来", request=new_id())


def test_time_spent_adds_up_to_the_whole(login, order_id):
    bring_to(login, order_id, "delivered")
    na = login("na")
    trace, order = work_orders.trace(na, order_id), work_orders.get(na, order_id)
    spent = work_orders.spent(trace, order.delivered_at)
    assert sum(spent.values()) == pytest.approx((order.delivered_at - order.opened_at).total_seconds(), abs=0.001)
    assert set(spent) == {"received", "assigned", "diagnosing", "repairing", "testing", "completed"}


def test_delivered_orders_close_by_themselves_as_of_the_day_they_were_due(login, superuser, order_id):
    bring_to(login, order_id, "delivered")
    superuser.execute(text("update work_order set delivered_at = delivered_at - interval '10 days' where id = :id"),
                      {"id": order_id})  # fmt: skip
    assert superuser.execute(text("select due_close_orders()")).scalar() == 1
    assert superuser.execute(text("select due_close_orders()")).scalar() == 0
    zhou = login("zhou")
    order, event = work_orders.get(zhou, order_id), work_orders.trace(zhou, order_id)[-1]
    assert (order.work_state, event.by_login, event.action) == ("closed", "jobs", "close")
    assert event.effective_at == order.closed_at == order.delivered_at + timedelta(days=7)


def test_nothing_is_disposed_of_before_its_time(login, superuser, order_id):
    bring_to(login, order_id, "completed")
    zhou = login("zhou")
    with pytest.raises(Incomplete) as refused:
        step(zhou, order_id, "dispose", comment="无人认领")
    assert lacks(refused) == {"not_told"}
    work_orders.told(zhou, order_id, True, "letter", about="notice", request=new_id())
    with pytest.raises(Incomplete) as refused:
        step(zhou, order_id, "dispose", comment="无人认领")
    assert lacks(refused) == {"unclaimed_too_short"}
    superuser.execute(text("update work_order set told_at = told_at - interval '61 days' where id = :id"),
                      {"id": order_id})  # fmt: skip
    assert step(zhou, order_id, "dispose", comment="无人认领").custody_state == "abandoned"


def test_a_step_after_somebody_changed_only_words_is_taken_all_the_same(login, order_id):
    na = login("na")
    before = work_orders.get(na, order_id)
    work_orders.change(login("zhou"), before, {"instructions": "先备份"}, new_id())
    moved = work_orders.move(na, work_orders.seen(before), "assign", {"technician_id": known("tang")}, request=new_id())
    assert moved.work_state == "assigned"


def test_a_step_after_somebody_else_s_step_is_a_conflict(login, order_id):
    before = work_orders.get(login("na"), order_id)
    step(login("tang"), order_id, "take")
    with pytest.raises(Conflict) as refused:
        work_orders.move(
            login("na"), work_orders.seen(before), "assign", {"technician_id": known("wu")}, request=new_id()
        )
    assert (refused.value.theirs, refused.value.by) == ({"work_state": "assigned"}, "唐卫")


def test_a_repeated_step_returns_the_first_result(login, order_id):
    na, request = login("na"), new_id()
    before = work_orders.seen(work_orders.get(na, order_id))
    first = work_orders.move(na, before, "assign", {"technician_id": known("tang")}, request=request)
    again = work_orders.move(na, before, "assign", {"technician_id": known("tang")}, request=request)
    assert first == again
    assert [e.action for e in work_orders.trace(na, order_id)].count("assign") == 1


def test_unlock_codes_are_shown_to_the_assigned_technician_logged_and_gone_at_hand_over(sign_in):
    from services.setup import superuser_engine

    na, tang, zhou = sign_in("na"), sign_in("tang"), sign_in("zhou")
    with superuser_engine(na_dsn(na)).begin() as connection:
        connection.execute(text("set local search_path = aftercare"))
        customer, device = customer_with_device(connection)
    opened = take_in(na, customer, device, unlock_code=Unlock("text", "zebra-crossing")).orders[0].id
    assert work_orders.get(na, opened).unlock_code_kept
    for person in (na, tang):
        with pytest.raises(NotPermitted):
            unlock_codes.reveal(person, opened)
    step(na, opened, "assign", technician_id=known("tang"))
    assert unlock_codes.reveal(tang, opened) == ("text", "zebra-crossing")
    assert unlock_codes.reveal(zhou, opened) == ("text", "zebra-crossing")
    with pytest.raises(ServiceError, match="reveal_over"), tang.transaction() as connection:
        entry = connection.execute(text("select unlock_code_open(:id)"), {"id": opened}).scalar_one()
        connection.execute(text("select * from unlock_code_read(:e)"), {"e": entry})
    with superuser_engine(na_dsn(na)).connect() as connection:
        looked = connection.execute(
            text("select login from aftercare.reveal where kind = 'unlock_code' order by id")
        ).scalars()
        assert list(looked) == ["tang", "zhou"]
        audited = connection.execute(text("select count(*) from aftercare.audit_entry where new::text like '%zebra%'"))
        assert audited.scalar() == 0
    people = {"na": na, "tang": tang}
    bring_to_end(people, opened)
    assert unlock_codes.reveal(zhou, opened) is None


def na_dsn(db):
    with db.read() as connection:
        name = connection.execute(text("select current_database()")).scalar_one()
    from tests import cluster

    return cluster.server_dsn(name)


def bring_to_end(people, order_id):
    tang, na = people["tang"], people["na"]
    for action in ("start", "repair", "test"):
        step(tang, order_id, action)
    diagnose(tang, order_id)
    step(tang, order_id, "complete", outcome="repaired")
    code = work_orders.get(na, order_id).pickup_code
    step(na, order_id, "deliver", collected_how="code", pickup_code=code)
