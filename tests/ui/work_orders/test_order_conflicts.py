"""Two people at one order's screen: both versions are shown, the person chooses, nothing typed is lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QDialog, QRadioButton

from services import order_lines, work_orders
from services.ids import new_id
from tests.people import known
from tests.ui.conftest import settled
from tests.work_order_samples import customer_with_device, step, take_in
from ui.kit.buttons import Button
from ui.kit.draft_store import DraftStore
from ui.kit.drafts import Drafts
from ui.kit.options import Option
from ui.kit.words import data
from ui.work_orders import order_asks
from ui.work_orders.order_page import OrderPage
from ui.work_orders.trace_card import detail_of


@pytest.fixture
def order_id(committed, people):
    customer, device = customer_with_device(committed, name="张思远", phone="13800001234")
    return take_in(people("na"), customer, device, estimate=Decimal("300.00")).orders[0].id


@pytest.fixture
def zhou(people, order_id):
    """A colleague who writes at the same order; said(**values) saves words of hers."""

    class Colleague:
        db = people("zhou")

        def order(self):
            return work_orders.get(self.db, order_id)

        def said(self, **values):
            work_orders.change(self.db, self.order(), values, new_id())

    return Colleague()


@pytest.fixture
def page_of(desk_of, show, order_id):
    return lambda login, **how: show(OrderPage(desk_of(login)), 1364, 791, record_id=order_id, **how)


@pytest.fixture
def page(page_of):
    return page_of("na", leaf="diagnosis")


def dialogs(page, name):
    return [one for one in page.findChildren(QDialog, f"dialog_{name}") if one.isVisible()]


def opened(qtbot, page, name):
    qtbot.waitUntil(lambda: bool(dialogs(page, name)), timeout=10_000)
    settled(qtbot, page)
    return dialogs(page, name)[0]


def press(dialog, verb):
    dialog.findChild(Button, f"action_{verb}").click()


def versions(dialog, column):
    """(theirs, mine) as the dialog shows them."""
    named = (dialog.findChild(QRadioButton, f"{side}_{column}").accessibleName() for side in ("theirs", "mine"))
    return tuple(name.split("：", 1)[-1] for name in named)


def heard(qtbot, page):
    """The change feed brings what a colleague saved while one is typing."""
    page.changed("work_order", [page.record_id])
    settled(qtbot, page)


@pytest.mark.parametrize("live", [False, True], ids=["unnoticed", "seen by the change feed"])
def test_the_same_finding_is_shown_twice_and_mine_is_kept(page, qtbot, zhou, live):
    form = page.diagnosis.form
    form.editor("findings").type_text("我的结论")
    form.editor("advice").type_text("贴膜")
    zhou.said(findings="主管的结论", work_done="已清洁")
    if live:
        heard(qtbot, page)
    assert form.value("findings") == "我的结论"
    page.diagnosis.button.click()
    dialog = opened(qtbot, page, "conflict")
    assert versions(dialog, "findings") == ("主管的结论", "我的结论")
    assert not dialog.findChildren(QRadioButton, "mine_advice"), "only what both changed is asked about"
    press(dialog, "all_mine")
    press(dialog, "take_over")
    qtbot.waitUntil(lambda: zhou.order().findings == "我的结论")
    settled(qtbot, page)
    now = zhou.order()
    assert (now.advice, now.work_done) == ("贴膜", "已清洁")
    assert not page.unsaved() and form.value("work_done") == "已清洁"


@pytest.mark.parametrize("live", [False, True], ids=["unnoticed", "seen by the change feed"])
def test_the_same_finding_is_shown_twice_and_the_others_is_taken(page, qtbot, zhou, live):
    form = page.diagnosis.form
    form.editor("findings").type_text("我的结论")
    zhou.said(findings="主管的结论")
    if live:
        heard(qtbot, page)
    page.diagnosis.button.click()
    dialog = opened(qtbot, page, "conflict")
    press(dialog, "take_over")
    settled(qtbot, page)
    assert form.value("findings") == "主管的结论"
    assert zhou.order().findings == "主管的结论" and not page.unsaved()


def test_who_wants_to_think_about_it_keeps_typing_and_is_asked_again(page, qtbot, zhou):
    form = page.diagnosis.form
    form.editor("findings").type_text("我的结论")
    zhou.said(findings="主管的结论")
    page.diagnosis.button.click()
    press(opened(qtbot, page, "conflict"), "stay")
    qtbot.waitUntil(lambda: not dialogs(page, "conflict"))
    assert (form.value("findings"), page.unsaved()) == ("我的结论", True)
    page.diagnosis.button.click()
    opened(qtbot, page, "conflict")
    assert zhou.order().findings == "主管的结论"


def test_a_third_version_that_came_while_the_dialog_was_open_is_asked_about_too(page, qtbot, zhou):
    page.diagnosis.form.editor("findings").type_text("我的结论")
    zhou.said(findings="主管的结论")
    page.diagnosis.button.click()
    dialog = opened(qtbot, page, "conflict")
    zhou.said(findings="主管又改了")
    press(dialog, "all_mine")
    press(dialog, "take_over")
    qtbot.waitUntil(
        lambda: any(versions(one, "findings")[0] == "主管又改了" for one in dialogs(page, "conflict")), timeout=10_000
    )
    assert zhou.order().findings == "主管又改了"


def test_codes_and_ticks_are_shown_in_words(page, qtbot, zhou):
    form = page.diagnosis.form
    codes = list(form.editor("fault_code").options)[:2]
    ticks = [choice.option for choice in form.editor("tested").choices][:2]
    form.set_value("fault_code", codes[0].value)
    form.set_value("tested", (ticks[0].value,))
    zhou.said(
        fault_code=codes[1].value,
        test_record=[{"question": ticks[1].value, "answer": "pass", "note": ""}],
    )
    heard(qtbot, page)
    page.diagnosis.button.click()
    dialog = opened(qtbot, page, "conflict")
    words = [option.label() if callable(option.label) else option.label for option in (*codes, *ticks)]
    assert versions(dialog, "fault_code") == (words[1], words[0])
    assert [words[3] in versions(dialog, "tested")[0], words[2] in versions(dialog, "tested")[1]] == [True, True]
    dialog.findChild(QRadioButton, "mine_tested").setChecked(True)
    press(dialog, "take_over")
    qtbot.waitUntil(
        lambda: {one["question"]: one["answer"] for one in zhou.order().test_record}.get(ticks[0].value) == "pass"
    )
    assert zhou.order().fault_code == codes[1].value


def test_what_is_typed_while_a_save_is_on_its_way_is_not_lost(page, qtbot, zhou):
    form = page.diagnosis.form
    form.editor("findings").type_text("屏幕排线断裂")
    page.diagnosis.button.click()
    form.editor("findings").type_text("屏幕排线断裂，已更换")
    form.editor("advice").type_text("贴膜")
    qtbot.waitUntil(lambda: zhou.order().findings == "屏幕排线断裂")
    settled(qtbot, page)
    assert (form.value("findings"), form.value("advice"), page.unsaved()) == ("屏幕排线断裂，已更换", "贴膜", True)
    page.diagnosis.button.click()
    qtbot.waitUntil(lambda: zhou.order().advice == "贴膜")
    settled(qtbot, page)
    assert zhou.order().findings == "屏幕排线断裂，已更换" and not page.unsaved()


def test_two_promises_are_asked_about_in_their_dialog(page, qtbot, zhou):
    before = zhou.order()
    dialog = order_asks.promise(page)
    day = before.promised_at.replace(second=0, microsecond=0)
    mine, hers = day + timedelta(days=2), day + timedelta(days=1)
    dialog.form.set_value("promised_at", mine)
    dialog.form.set_value("comment", "顾客要求")
    work_orders.promise(zhou.db, before, hers, "等配件", request=new_id())
    dialog.commit()
    asked = opened(qtbot, page, "conflict")
    assert dialog.form.value("comment") == "顾客要求"
    press(asked, "all_mine")
    press(asked, "take_over")
    qtbot.waitUntil(lambda: zhou.order().promised_at == mine)
    events = [event for event in work_orders.trace(zhou.db, before.id) if event.action == "promise"]
    assert [event.comment for event in events] == ["等配件", "顾客要求"]


def test_a_corrected_fact_shows_whose_order_it_is_now_by_name(page_of, qtbot, zhou, committed):
    page = page_of("zhou")
    other, device = customer_with_device(committed, name="赵六")
    dialog = order_asks.correct(page)
    dialog.form.set_value("problem", "不开机")
    third, _device = customer_with_device(committed, name="孙七")
    dialog.form.set_value("customer_id", Option(third, data("孙七")))
    dialog.form.set_value("comment", "录错")
    work_orders.correct(zhou.db, zhou.order(), {"customer_id": other, "device_id": device}, "换人", request=new_id())
    dialog.commit()
    asked = opened(qtbot, page, "conflict")
    assert versions(asked, "customer_id") == ("赵六", "孙七")
    press(asked, "take_over")
    qtbot.waitUntil(lambda: zhou.order().problem == "不开机")
    assert zhou.order().customer_name == "赵六"
    corrected = [one for one in work_orders.trace(zhou.db, zhou.order().id) if one.action == "correct"]
    assert [detail_of(one, page.codes) for one in corrected] == ["换人 · 设备、客户", "录错 · 故障描述"]


def test_a_line_that_both_change_is_asked_about(page, qtbot, zhou, order_id):
    line_id = order_lines.add(
        zhou.db, new_id(), order_id, {"kind": "part", "name": "显示屏", "unit_price": Decimal("380")}, new_id()
    )
    heard(qtbot, page)
    page.work.edit_line(page.file.lines[0])
    dialog = opened(qtbot, page, "line")
    dialog.form.editor("unit_price").type_text("350")
    dialog.form.editor("note").type_text("旧件带走")
    line = order_lines.of_order(zhou.db, order_id)[0]
    order_lines.change(zhou.db, line, {"unit_price": Decimal("400"), "part_no": "SCR-1"}, new_id())
    dialog.commit()
    asked = opened(qtbot, page, "conflict")
    assert [
        value.startswith(amount) for value, amount in zip(versions(asked, "unit_price"), ("400", "350"), strict=True)
    ]
    press(asked, "all_mine")
    press(asked, "take_over")
    qtbot.waitUntil(lambda: order_lines.of_order(zhou.db, order_id)[0].unit_price == Decimal("350"))
    line = order_lines.of_order(zhou.db, order_id)[0]
    assert (line.id, line.note, line.part_no) == (line_id, "旧件带走", "SCR-1")


def test_a_step_that_came_too_late_says_what_became_of_the_order_and_keeps_the_words(page_of, qtbot, zhou, order_id):
    page = page_of("zhou")
    page.take(next(one for one in page.top.steps if one.action == "cancel"))
    dialog = opened(qtbot, page, "step")
    dialog.form.set_value("reason_code", "customer_changed_mind")
    dialog.form.set_value("comment", "顾客很急")
    step(zhou.db, order_id, "assign", technician_id=known("wu"))
    dialog.commit()
    qtbot.waitUntil(lambda: dialog.trouble.isVisible() and not page._running, timeout=10_000)
    assert dialog.trouble.text() == "用户数据已经改变，是否需要刷新新用户数据？ “已受理”已变为“已派工”；由 周敏 保存"
    assert dialog.do.isEnabled() and dialog.form.value("comment") == "顾客很急"
    assert [event.action for event in work_orders.trace(zhou.db, order_id)].count("cancel") == 0
    dialog.commit()  # having read it
    qtbot.waitUntil(lambda: zhou.order().work_state == "cancelled")
    settled(qtbot, page)
    event = next(one for one in work_orders.trace(zhou.db, order_id) if one.action == "cancel")
    assert (event.comment, event.from_state) == ("顾客很急", "assigned")


def test_findings_survive_a_kill_and_are_asked_about_if_somebody_wrote_meanwhile(
    desk_of, show, qtbot, zhou, order_id, tmp_path, background
):
    def start():
        desk = desk_of("na")
        desk.drafts = Drafts(DraftStore(tmp_path, "na", "here", "open the shop 9"), background)
        return show(OrderPage(desk), 1364, 791, record_id=order_id)

    page = start()
    page.show_leaf("diagnosis")
    with qtbot.waitSignal(page.keeper.kept, timeout=20_000):
        page.diagnosis.form.editor("findings").type_text("主板进水，待清洗")
    again = start()
    qtbot.waitUntil(lambda: again.diagnosis.form.touched, timeout=10_000)
    assert again.diagnosis.form.value("findings") == "主板进水，待清洗"
    assert again.tabs.current() == "diagnosis" and again.unsaved()
    zhou.said(findings="主管的结论")
    again.diagnosis.button.click()
    dialog = opened(qtbot, again, "conflict")
    assert versions(dialog, "findings") == ("主管的结论", "主板进水，待清洗")
    press(dialog, "all_mine")
    press(dialog, "take_over")
    qtbot.waitUntil(lambda: zhou.order().findings == "主板进水，待清洗")
    qtbot.waitUntil(lambda: again.desk.drafts.store.all() == [], timeout=10_000)
