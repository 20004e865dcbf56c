"""Stores, regions, workstations, parameters, code lists, roles, audit and health, through the real pages."""

import pytest

from services import check_items, code_lists, customers, organisation, parameters, personal_data, regions
from services.ids import new_id
from tests.ui.admin.test_people_page import dialog_of, press, settle
from ui.kit.buttons import Button
from ui.kit.words import Label


@pytest.fixture
def window(at_work):
    """The administrator's window."""
    return at_work("admin").window


def opened(qtbot, window, name, rows=None):
    page = window.open_page(name)
    if rows is not None:
        qtbot.waitUntil(lambda: page.pane.model.rowCount() >= rows, timeout=10_000)
    settle(qtbot, page)
    return page


def texts(pane, column=0):
    return [pane.model.index(row, column).data() for row in range(pane.model.rowCount())]


def choose(qtbot, page, words, column=0):
    page.pane.view.setCurrentIndex(page.pane.model.index(texts(page.pane, column).index(words), 0))
    qtbot.waitUntil(lambda: page.seen is not None, timeout=10_000)
    settle(qtbot, page)


def fill(page, **values):
    for column, value in values.items():
        editor = page.form.editor(column)
        if hasattr(editor, "type_text") and isinstance(value, str):
            editor.type_text(value)
        else:
            page.form.set_value(column, value)


def test_a_store_is_opened_and_changed(qtbot, window):
    page = opened(qtbot, window, "stores", 4)
    page.start_new()
    (hangzhou,) = page.find_regions("hangzhou")
    fill(page, code="gongshu", name="拱墅店", street="莫干山路 1 号", region_id=hangzhou)
    page.save.click()
    qtbot.waitUntil(lambda: "gongshu" in texts(page.pane), timeout=10_000)
    settle(qtbot, page)
    fill(page, telephone="0571-88880000")
    page.save.click()
    settle(qtbot, page)
    line = next(one for one in organisation.stores(page.desk.db).rows if one.code == "gongshu")
    assert organisation.store(page.desk.db, line.id).telephone == "0571-88880000"
    assert line.region == "杭州"


def test_a_store_in_a_wrong_time_zone_is_refused_at_the_field(qtbot, window):
    page = opened(qtbot, window, "stores", 4)
    choose(qtbot, page, "xihu")
    page.form.editor("time_zone").type_text("Mars/Olympus")
    page.save.click()
    qtbot.waitUntil(lambda: page.form.editor("time_zone").error, timeout=10_000)


def test_a_closed_store_is_out_of_the_list_and_read_only(qtbot, window):
    page = opened(qtbot, window, "stores", 4)
    choose(qtbot, page, "depot")
    page.close_button.click()
    press(dialog_of(qtbot, page, name="close"), "confirm")
    qtbot.waitUntil(lambda: "depot" not in texts(page.pane), timeout=10_000)
    settle(qtbot, page)
    assert page.form.editor("name").locked and page.open_button.isVisible()


def test_a_region_without_customers_is_removed_and_one_with_a_store_is_not(qtbot, window):
    page = opened(qtbot, window, "regions", 3)
    page.start_new()
    fill(page, code="south", name="华南")
    page.save.click()
    qtbot.waitUntil(lambda: "华南" in texts(page.pane), timeout=10_000)
    settle(qtbot, page)
    page.remove.click()
    press(dialog_of(qtbot, page, name="remove"), "confirm")
    qtbot.waitUntil(lambda: "华南" not in texts(page.pane), timeout=10_000)
    choose(qtbot, page, "华北")
    page.remove.click()
    press(dialog_of(qtbot, page, name="remove"), "confirm")
    qtbot.waitUntil(lambda: page.messages.worst() is not None, timeout=10_000)
    assert "north" in [one.code for one in regions.tree(page.desk.db)]


def test_a_workstation_gets_a_name_and_a_place(qtbot, window):
    page = opened(qtbot, window, "workstations")
    page.start_new()
    fill(page, name="西湖 1 号柜台", place="一楼", store_id=page.find_stores("xihu")[0])
    page.save.click()
    qtbot.waitUntil(lambda: texts(page.pane) == ["西湖 1 号柜台"], timeout=10_000)


@pytest.mark.parametrize(
    ("code", "words", "stored"), [("idle_minutes", "15", "15"), ("company_name", "售后管家", "售后管家")]
)
def test_a_parameter_is_set_with_the_field_of_its_kind(qtbot, window, code, words, stored):
    page = opened(qtbot, window, "parameters", 5)
    one = next(each for each in parameters.every(page.desk.db) if each.code == code)
    choose(qtbot, page, one.name)
    shown = [column for column, cell in page.form.cells.items() if not cell.isHidden()]
    assert shown == [f"value_{one.kind}"]
    fill(page, **{shown[0]: words})
    page.save.click()
    settle(qtbot, page)
    assert next(each for each in parameters.every(page.desk.db) if each.code == code).value == stored


def test_a_parameter_out_of_bounds_is_refused_at_the_field(qtbot, window):
    page = opened(qtbot, window, "parameters", 5)
    one = next(each for each in parameters.every(page.desk.db) if each.code == "idle_minutes")
    choose(qtbot, page, one.name)
    fill(page, value_int="0")
    page.save.click()
    qtbot.waitUntil(lambda: page.form.editor("value_int").error, timeout=10_000)
    assert "240" in page.form.cells["value_int"].error


def test_two_administrators_at_one_parameter_settle_it_side_by_side(qtbot, window):
    page = opened(qtbot, window, "parameters", 5)
    one = next(each for each in parameters.every(page.desk.db) if each.code == "close_days")
    choose(qtbot, page, one.name)
    fill(page, value_int="9")
    parameters.change(page.desk.db, new_id(), one, 8)
    page.save.click()
    dialog = dialog_of(qtbot, page, name="conflict")
    press(dialog, "all_mine")
    press(dialog, "take_over")
    qtbot.waitUntil(
        lambda: next(x for x in parameters.every(page.desk.db) if x.code == "close_days").value == "9", timeout=10_000
    )


def test_an_entry_of_a_code_list_is_added_and_switched_off(qtbot, window):
    page = opened(qtbot, window, "code_lists")
    qtbot.waitUntil(lambda: bool(page.list), timeout=10_000)
    page._show_list("customer_class")
    qtbot.waitUntil(lambda: "time.old" in texts(page.pane), timeout=10_000)
    page.start_new()
    fill(page, code="time.loyal", name="忠实客户", parent_code="time")
    page.save.click()
    qtbot.waitUntil(lambda: "time.loyal" in texts(page.pane), timeout=10_000)
    settle(qtbot, page)
    assert page.form.editor("code").locked
    page.switch.click()
    settle(qtbot, page)
    item = next(x for x in code_lists.items(page.desk.db, "customer_class") if x.code == "time.loyal")
    assert not item.active


def test_the_audit_log_shows_who_changed_what_from_which_value_to_which(qtbot, window):
    stores = opened(qtbot, window, "stores", 4)
    choose(qtbot, stores, "xihu")
    fill(stores, hours="9–20 时")
    stores.save.click()
    settle(qtbot, stores)
    page = window.open_page("audit", table="store", row_id=stores.seen.id, login="admin")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1, timeout=10_000)
    page.pane.view.setCurrentIndex(page.pane.model.index(0, 0))
    qtbot.waitUntil(
        lambda: (
            "hours"
            in [one.text() for one in page.detail.findChildren(object) if hasattr(one, "text") and callable(one.text)]
        ),
        timeout=10_000,
    )
    words = [label.text() for label in page.detail.findChildren(type(page.detail.title))]
    assert "9–20 时" in words and "管理员（admin）" in words


def test_the_auditor_reads_the_audit_log_and_nothing_else_of_it(qtbot, at_work):
    window = at_work("shen").window
    page = window.current_page()
    assert page.name == "audit"
    qtbot.waitUntil(lambda: page.pane.model.rowCount() > 10, timeout=10_000)
    overview = window.open_page("admin")
    assert [name for name, way in overview.links.items() if not way.isHidden()] == [
        "products",
        "projects",
        "base_figures",
        "audit",
    ]
    assert not overview.health_area.isVisible()


KIOSK = {"guest_who", "kiosk_answer", "kiosk_ask", "kiosk_read", "public_articles", "public_products", "public_topics"}


def test_roles_show_what_the_database_grants(qtbot, window):
    page = window.open_page("roles")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 12 and page.rights.model.rowCount() > 5, timeout=10_000)
    page.pane.view.setCurrentIndex(page.pane.model.index(7, 0))
    qtbot.waitUntil(lambda: page.role == "auditor", timeout=5_000)
    assert page.does.text()

    def changes():
        return dict(zip(texts(page.rights, 1), texts(page.rights, 4), strict=True))

    qtbot.waitUntil(lambda: changes().get("customer") == "—", timeout=10_000)
    assert changes()["audit_entry"] == changes()["work_order"] == "—"
    page.pane.view.setCurrentIndex(page.pane.model.index(10, 0))
    qtbot.waitUntil(lambda: set(texts(page.rights, 1)) == KIOSK, timeout=10_000)
    assert all(texts(page.rights, 0)) and set(texts(page.rights, 2)) == {"—"}


def test_health_lists_due_work_and_who_is_signed_in(qtbot, window):
    page = window.open_page("admin")
    qtbot.waitUntil(lambda: "admin" in texts(page.sessions, 1), timeout=10_000)
    page.refresh()
    qtbot.waitUntil(lambda: page.jobs.model.rowCount() >= 3, timeout=10_000)


def test_how_much_people_look_at_full_numbers_is_told_to_the_administrator(qtbot, window, at_work):
    agent = at_work("na").window.desk.db
    customer = customers.create(agent, {"name": "张思远", "phone": "13800001234"}, new_id())
    personal_data.reveal(agent, "customer", customer, "phone")
    overview = window.open_page("admin")
    overview.refresh()
    qtbot.waitUntil(lambda: "24 小时内 1 次，1 人" in words_on(overview), timeout=20_000)
    overview.findChild(Button, "action_see_looks").click()
    page = window.current_page()
    qtbot.waitUntil(lambda: page.volume.findChild(Button, "action_looks_of_na") is not None, timeout=20_000)
    qtbot.waitUntil(lambda: "查看完整信息" in texts(page.looks, 2), timeout=20_000)
    page.volume.findChild(Button, "action_looks_of_na").click()
    qtbot.waitUntil(lambda: page.looks.model.started and not page.looks.model.busy, timeout=20_000)
    assert page.filters.value("login") == "na" and len(texts(page.looks)) == 1


def words_on(page):
    return {label.text() for label in page.findChildren(Label)}


def test_a_project_is_put_on_file_accepted_and_closed(qtbot, window, sign_in, picture):
    page = opened(qtbot, window, "projects")
    company = {"kind": "company", "name": "杭州华茂物业有限公司", "phone": "057188880000"}
    customers.create(sign_in("na"), company, new_id())
    page.start_new()
    ((owner,), (store,)) = page._customers("华茂物业"), page._stores("xihu")
    fill(page, code="XM-2026-001", name="华茂大厦智能化工程", customer_id=owner, store_id=store)
    page.save.click()
    settle(qtbot, page)
    # live since when?
    assert page.form.editor("live_on").error and page.unsaved()
    fill(page, accepted_on="2026-03-10", systems="监控系统、电子巡更系统")
    page.save.click()
    qtbot.waitUntil(lambda: "XM-2026-001" in texts(page.pane), timeout=10_000)
    settle(qtbot, page)
    assert any("2027" in words for words in words_on(page))
    assert picture(window, "projects")
    page.close_button.click()
    press(dialog_of(qtbot, page, name="close"), "confirm")
    qtbot.waitUntil(lambda: texts(page.pane) == [], timeout=10_000)


def test_a_value_to_measure_is_added_with_its_limits_and_switched_off(qtbot, window, picture):
    page = opened(qtbot, window, "check_items", 10)
    assert picture(window, "check-items")
    page.start_new()
    fill(page, code="noise", name="运行噪声", name_en="Noise", unit="dB", high="42")
    page.save.click()
    qtbot.waitUntil(lambda: "运行噪声" in texts(page.pane), timeout=10_000)
    settle(qtbot, page)
    assert page.form.editor("code").locked
    page.switch.click()
    settle(qtbot, page)
    kept = next(one for one in check_items.every(page.desk.db) if one.code == "noise")
    assert (kept.active, kept.high, kept.unit) == (False, 42, "dB")
    page.start_new()
    page.form.set_value("yes_no", True)
    page.form.editor("yes_no").edited.emit()
    assert page.form.cells["low"].isHidden()
