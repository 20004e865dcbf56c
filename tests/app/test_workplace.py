"""A person at work: the lock, being thrown out, the own password, the end."""

import threading
import time

import psycopg
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from sqlalchemy import text

from services import people, sign_in
from services.errors import NotSignedIn
from services.ids import new_id
from tests.desk_samples import open_ticket
from tests.people import PASSWORD, known
from ui.login import LockPage
from ui.own_password import OwnPasswordDialog

OWN_PASSWORD = "my own words 5"


def newcomer(conninfo, login, staff_id):
    """Somebody new at the Xihu store, who has replaced the first password."""
    admin = sign_in.enter(conninfo, "admin", PASSWORD).db
    values = {"login": login, "name": "新人", "roles": ["agent"], "store_ids": [known("store xihu")]}
    people.add(admin, new_id(), staff_id, values, "first password")
    admin.close()
    sign_in.replace_given_password(sign_in.enter(conninfo, login, "first password"), OWN_PASSWORD).db.close()


def locked_page(qtbot, workplace):
    qtbot.waitUntil(lambda: workplace.window.findChild(LockPage) is not None, timeout=5_000)
    return workplace.window.findChild(LockPage)


def type_password(qtbot, page, password):
    line = page.findChild(QLineEdit, "field_password")
    line.clear()
    qtbot.keyClicks(line, password)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_an_idle_window_locks_and_goes_on_where_it_was(qtbot, at_work, fresh_database):
    workplace = at_work("admin", idle_minutes=0.02)
    page = workplace.window.open_page("stores")
    lock = locked_page(qtbot, workplace)
    assert not page.isVisible() and lock.isVisible()
    with fresh_database.connect() as server:
        server.autocommit = True
        count = "select count(*) from pg_stat_activity where usename = 's_admin' and datname = current_database()"
        qtbot.waitUntil(lambda: server.execute(count).fetchone() == (0,), timeout=5_000)
    type_password(qtbot, lock, "wrong")
    qtbot.waitUntil(lambda: lock.messages.worst() is not None)
    assert workplace.window.findChild(LockPage) is lock
    workplace.window._idle._timer.setInterval(600_000)  # or a slow machine locks again before it has looked
    type_password(qtbot, lock, PASSWORD)
    qtbot.waitUntil(page.isVisible, timeout=5_000)
    assert workplace.window.current_page() is page
    assert people.me(workplace.desk.db).login == "admin"


def test_the_store_is_named_in_the_language_of_the_moment(qtbot, at_work):
    window = at_work("na").window
    assert window.status.store.accessibleName() == "西湖店" and "西湖店" in window.windowTitle()
    window.top.language.click()
    assert window.status.store.accessibleName() == "Xihu store" and "Xihu store" in window.windowTitle()
    window.top.language.click()
    assert window.status.store.accessibleName() == "西湖店"


def test_what_waits_for_the_person_stands_on_the_rail(qtbot, at_work):
    window = at_work("na").window
    qtbot.waitUntil(lambda: window.waiting_watch._begun, timeout=10_000)
    open_ticket(window.desk.db)  # one's own changes count too
    qtbot.waitUntil(lambda: window.rail._items["tickets"].badge == 1, timeout=20_000)
    assert window.rail._items["tickets"].accessibleName().endswith("1 项待处理")


def test_input_keeps_the_window_open(qtbot, at_work):
    workplace = at_work("admin")
    timer = workplace.window._idle._timer
    qtbot.waitUntil(lambda: timer.remainingTime() < timer.interval() - 3_000)
    before = timer.remainingTime()
    QTest.keyClick(workplace.window.windowHandle(), Qt.Key.Key_Shift)
    assert timer.remainingTime() > before


def test_behind_the_lock_no_key_does_anything_and_dialogs_are_hidden(qtbot, at_work):
    workplace = at_work("admin")
    workplace.window.show_shortcuts()
    (dialog,) = [one for one in workplace.window.findChildren(object) if one.objectName() == "dialog_shortcuts"]
    workplace.lock()
    assert not dialog.isVisible()
    assert [action for action in workplace.window.actions() if action.isEnabled()] == []
    type_password(qtbot, locked_page(qtbot, workplace), PASSWORD)
    qtbot.waitUntil(dialog.isVisible, timeout=5_000)
    dialog.reject()


def test_somebody_else_may_sign_in_instead(qtbot, at_work):
    workplace = at_work("na")
    workplace.lock()
    with qtbot.waitSignal(workplace.ended) as ended:
        locked_page(qtbot, workplace).other.click()
    assert ended.args == [None]
    assert not workplace.window.isVisible()


def test_a_person_whose_account_is_closed_is_thrown_out(qtbot, at_work, conninfo):
    staff_id = new_id()
    newcomer(conninfo, "thrown_out", staff_id)
    workplace = at_work("thrown_out", OWN_PASSWORD)
    admin = sign_in.enter(conninfo, "admin", PASSWORD).db
    with qtbot.waitSignal(workplace.ended, timeout=20_000) as ended:
        people.disable(admin, staff_id)
    admin.close()
    assert isinstance(ended.args[0], NotSignedIn)


def test_the_own_password_is_changed_with_the_old_one(qtbot, at_work, conninfo):
    newcomer(conninfo, "changes_it", new_id())
    workplace = at_work("changes_it", OWN_PASSWORD)
    workplace.change_password()
    dialog = workplace.window.findChild(OwnPasswordDialog)
    for column, words in (("old", "not it"), ("new", "other words 6"), ("again", "other words 6")):
        qtbot.keyClicks(dialog.findChild(QLineEdit, f"field_{column}"), words)
    dialog.submit()
    qtbot.waitUntil(lambda: dialog.form.editor("old").error, timeout=5_000)
    line = dialog.findChild(QLineEdit, "field_old")
    line.clear()
    qtbot.keyClicks(line, OWN_PASSWORD)
    with qtbot.waitSignal(dialog.changed, timeout=5_000):
        dialog.submit()
    sign_in.enter(conninfo, "changes_it", "other words 6").db.close()
    # drafts are bound to the password and go with it
    assert workplace.arrival.drafts.all() == []


def test_closing_cancels_what_runs_and_ends_every_thread(qtbot, at_work, fresh_database):
    workplace = at_work("admin")
    db = workplace.desk.db

    def sleep():
        with db.read() as connection:
            connection.execute(text("select pg_sleep(60)"))

    workplace.desk.background.run(None, sleep, failed=lambda _error: True)
    with fresh_database.connect() as server:
        server.autocommit = True
        running = """select count(*) from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()
                     and datname = current_database()"""
        qtbot.waitUntil(lambda: server.execute(running).fetchone() == (1,), timeout=5_000)
        began = time.monotonic()
        with qtbot.waitSignal(workplace.closed):
            workplace.window.close()
        assert time.monotonic() - began < 30  # half of what the statement would take
        qtbot.waitUntil(lambda: server.execute(running).fetchone() == (0,), timeout=5_000)
    # a thread that has handed its last answer on still has a few steps to its end
    left = lambda: [thread for thread in threading.enumerate() if thread.name.startswith("background")]  # noqa: E731
    qtbot.waitUntil(lambda: not left(), timeout=5_000)


@pytest.mark.parametrize(
    ("login", "home", "hidden"),
    [
        ("admin", "admin", ()),
        ("zhou", "dashboard", ("people", "audit")),
        ("na", "intake", ("admin", "people", "audit")),
    ],
)
def test_everybody_begins_on_his_own_page_and_sees_only_his_pages(qtbot, at_work, login, home, hidden):
    workplace = at_work(login)
    qtbot.waitUntil(lambda: workplace.window.current_page() is not None)
    assert workplace.window.current_page().name == home
    for name in hidden:
        assert workplace.window.open_page(name) is None


def test_a_single_pc_does_its_own_due_work(qtbot, at_work, fresh_database):
    at_work("na")
    with fresh_database.connect() as server:
        server.autocommit = True
        ran = "select count(*) from aftercare.job_run where finished_at is not null"
        qtbot.waitUntil(lambda: server.execute(ran).fetchone()[0] >= 3, timeout=20_000)


def test_a_timer_that_stopped_shows_on_the_lamp(qtbot, at_work):
    workplace = at_work("na", embedded=False)
    qtbot.waitUntil(workplace.window.status.jobs.isVisible, timeout=5_000)


def test_the_passwords_never_reach_settings_or_log(qtbot, at_work, tmp_path):
    at_work("na")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files and [path for path in files if PASSWORD.encode() in path.read_bytes()] == []


def test_two_windows_of_one_person_see_each_others_changes(qtbot, at_work, fresh_database):
    workplace = at_work("admin")
    page = workplace.window.open_page("stores")
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 4, timeout=5_000)
    with psycopg.connect(fresh_database.dsn()) as other:
        other.execute("update aftercare.store set name = '西湖新店' where code = 'xihu'")
    qtbot.waitUntil(
        lambda: "西湖新店" in [page.pane.model.index(row, 1).data() for row in range(page.pane.model.rowCount())],
        timeout=10_000,
    )
