"""The administrator keeps the staff: add, query, change, close, reset, through the real page."""

import os

import pytest
from PySide6.QtWidgets import QApplication

from services import people
from tests.people import PASSWORD, known
from ui.admin.people import HandOverDialog, ResetDialog
from ui.kit.dialogs import ConflictDialog, Dialog


@pytest.fixture
def page(qtbot, at_work):
    """The staff page of the administrator, loaded."""
    made = at_work("admin").window.open_page("people")
    qtbot.waitUntil(lambda: made.pane.model.rowCount() == 13, timeout=10_000)
    settle(qtbot, made)
    return made


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page._running and page.pane.model.started and not page.pane.model.busy, timeout=10_000)


def choose(qtbot, page, login):
    row = next(n for n in range(page.pane.model.rowCount()) if page.pane.model.index(n, 0).data() == login)
    page.pane.view.setCurrentIndex(page.pane.model.index(row, 0))
    qtbot.waitUntil(lambda: page.seen is not None and page.seen.login == login, timeout=10_000)
    settle(qtbot, page)


def logins(page):
    return [page.pane.model.index(row, 0).data() for row in range(page.pane.model.rowCount())]


def dialog_of(qtbot, page, kind=Dialog, name=""):
    def found():
        return [one for one in page.window().findChildren(kind) if one.isVisible() and name in one.objectName()]

    qtbot.waitUntil(lambda: bool(found()), timeout=10_000)
    return found()[0]


def press(dialog, name):
    next(one for one in dialog.findChildren(object) if one.objectName() == f"action_{name}").click()


def fill_new(page, login, name="陈伟"):
    page.start_new()
    for column, words in (("login", login), ("name", name)):
        page.form.editor(column).type_text(words)
    page.form.set_value("roles", ("technician",))
    (xihu,) = page.find_stores("xihu")
    page.form.set_value("store_ids", [xihu])


@pytest.fixture
def newcomer(qtbot, page):
    """Somebody made through the page, shown in it; returns (login, password)."""
    login = f"n{os.urandom(4).hex()}"
    fill_new(page, login)
    password = page.form.value("password")
    page.save.click()
    dialog = dialog_of(qtbot, page, HandOverDialog)
    press(dialog, "copy")
    assert QApplication.clipboard().text() == f"{login}\n{password}"
    press(dialog, "done")
    qtbot.waitUntil(lambda: page.seen is not None and page.seen.login == login, timeout=10_000)
    settle(qtbot, page)
    return login, password


def test_a_new_user_gets_a_proposed_password_and_must_change_it(qtbot, page, newcomer, conninfo):
    from services import sign_in

    login, password = newcomer
    session = sign_in.enter(conninfo, login, password)
    session.db.close()
    assert session.person.must_change_password and session.person.roles == ("technician",)
    qtbot.waitUntil(lambda: login in logins(page), timeout=10_000)


def test_the_same_user_twice_is_refused_at_the_field_with_the_prescribed_words(qtbot, page):
    fill_new(page, "na", "李娜娜")
    page.save.click()
    qtbot.waitUntil(lambda: page.form.editor("login").error, timeout=10_000)
    assert page.form.cells["login"].error == "用户已存在"
    assert page.form.value("name") == "李娜娜"


def test_a_proposed_password_is_none_that_its_login_makes_weak(page):
    page.start_new()
    page.form.propose("password", "nada-depa-veme-sume-255")
    page.form.editor("login").type_text("na")
    proposed = page.form.value("password")
    assert "na" not in proposed and len(proposed) == 23


def test_a_password_that_somebody_typed_is_left_as_it_is(page):
    page.start_new()
    page.form.editor("password").type_text("nada-depa-veme-sume-255")
    page.form.editor("login").type_text("na")
    assert page.form.value("password") == "nada-depa-veme-sume-255"


def test_a_login_is_typed_where_the_password_was_taken_away(page):
    page.start_new()
    page.form.set_value("password", None)
    page.form.editor("login").type_text("na")
    assert page.form.value("login") == "na" and not page.form.value("password")


def test_what_is_missing_is_named_all_at_once(page):
    page.start_new()
    page.form.editor("name").type_text("陈伟")
    page.save.click()
    assert {column for column, cell in page.form.cells.items() if cell.editor.error} == {"login", "roles", "store_ids"}


def test_users_are_queried_by_text_and_role(qtbot, page):
    page.pane.filter.setText("敏")
    page.pane.filter.textEdited.emit("敏")
    qtbot.waitUntil(lambda: logins(page) == ["min", "wu", "zhou"], timeout=10_000)
    page.pane.views.findChild(object, "view_manager").click()
    qtbot.waitUntil(lambda: logins(page) == ["zhou"], timeout=10_000)


def test_roles_and_desks_are_changed(qtbot, page, newcomer):
    page.form.set_value("roles", ("technician", "agent"))
    (binjiang,) = page.find_stores("binjiang")
    editor = page.form.editor("store_ids")
    editor.set_value([*editor.options, binjiang])
    editor.edited.emit()
    page.save.click()
    settle(qtbot, page)
    record = people.get(page.desk.db, page.seen.id)
    assert record.roles == ("agent", "technician")
    assert set(record.store_ids) == {known("store xihu"), known("store binjiang")}


def test_a_colleagues_earlier_save_is_shown_side_by_side_and_nothing_typed_is_lost(qtbot, page, newcomer):
    from services.ids import new_id

    page.form.editor("name").type_text("陈大伟")
    people.change(page.desk.db, new_id(), people.get(page.desk.db, page.seen.id), {"name": "陈小伟"})
    page.save.click()
    dialog = dialog_of(qtbot, page, ConflictDialog)
    assert dialog.headline.text() == "用户数据已经改变，是否需要刷新新用户数据？"
    press(dialog, "all_mine")
    press(dialog, "take_over")
    qtbot.waitUntil(lambda: people.get(page.desk.db, page.seen.id).name == "陈大伟", timeout=10_000)


def test_an_account_is_closed_and_opened_again(qtbot, page, newcomer):
    login, _ = newcomer
    page.disable.click()
    press(dialog_of(qtbot, page, name="disable"), "confirm")
    qtbot.waitUntil(lambda: login not in logins(page), timeout=10_000)
    page.pane.views.findChild(object, "view_closed").click()
    qtbot.waitUntil(lambda: login in logins(page), timeout=10_000)
    settle(qtbot, page)
    assert page.form.editor("name").locked and page.enable.isVisible()
    page.enable.click()
    qtbot.waitUntil(lambda: people.get(page.desk.db, page.seen.id).active, timeout=10_000)


def test_a_password_is_reset_and_handed_over(qtbot, page, newcomer, conninfo):
    from services import sign_in

    login, _ = newcomer
    page.reset.click()
    dialog = dialog_of(qtbot, page, ResetDialog)
    dialog.form.editor("password").type_text("short")
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.form.editor("password").error, timeout=10_000)
    dialog.form.editor("password").type_text("long enough now")
    dialog.submit()
    press(dialog_of(qtbot, page, HandOverDialog), "done")
    session = sign_in.enter(conninfo, login, "long enough now")
    session.db.close()
    assert session.person.must_change_password


def test_nobody_changes_his_own_rights_or_closes_his_own_account(qtbot, page):
    choose(qtbot, page, "admin")
    assert page.form.editor("roles").locked
    assert not page.disable.isVisible() and not page.reset.isVisible()


def test_leaving_a_changed_form_asks_first(qtbot, page):
    choose(qtbot, page, "na")
    page.form.editor("name").type_text("李娜娜")
    assert page.unsaved()
    row = next(n for n in range(13) if page.pane.model.index(n, 0).data() == "min")
    page.pane.view.setCurrentIndex(page.pane.model.index(row, 0))
    press(dialog_of(qtbot, page, name="leave"), "stay")
    assert page.form.value("name") == "李娜娜" and page.seen.login == "na"
    page.show_record(page.seen)


def test_the_password_of_the_form_is_never_the_sign_in_one(page):
    assert PASSWORD not in str(page.form.values())
