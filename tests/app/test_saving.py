"""Backup and restore from the page: saved, read back, restored beside what runs; daily on a single PC."""

import os
import threading
import time
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from psycopg import sql
from PySide6.QtWidgets import QLineEdit

from services import pg_programs, restored
from services.pg_programs import Watch
from services.texts import _
from tests import cluster
from tests.ui.admin.test_people_page import dialog_of, press
from ui.admin.saving_dialogs import RestoreDialog


@pytest.fixture
def new():
    """The name of a database to restore into."""
    clone = cluster.Clone(f"{cluster._prefix()}page_{os.urandom(4).hex()}")
    yield clone
    clone.drop()


@pytest.fixture
def page(at_work, remembered, fresh_database, tmp_path):
    """The page on a single PC: its saver knows the superuser."""
    remembered.set("backup_folder", str(tmp_path / "saved"))
    return at_work("admin", superuser=fresh_database.dsn).window.open_page("backup")


def said(page, key):
    return page.messages._banners.get(key)


def wait_for_verdict(qtbot, page, words):
    qtbot.waitUntil(lambda: page.state.verdict.label.text() == words, timeout=20_000)


def lines_of_result(page):
    return {line.text(): (line.looked_at, line.wrong) for line in page.results}


def saved_one(qtbot, page):
    """Save from the page; the line of the file."""
    page.save_now()
    qtbot.waitUntil(lambda: said(page, "saved") is not None, timeout=60_000)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1, timeout=10_000)
    return page.pane.model.row(0)


def test_a_backup_is_saved_checked_and_restored_beside_what_runs(qtbot, page, new):
    line = saved_one(qtbot, page)
    assert line.is_data and line.rows > 100
    wait_for_verdict(qtbot, page, _("No backup was ever tried out."))
    page.check([line])
    qtbot.waitUntil(lambda: said(page, "checked") is not None, timeout=60_000)
    assert (line.rows, 0) in lines_of_result(page).values()
    page.messages.clear()
    restored_one(qtbot, page, new, line)
    with psycopg.connect(new.dsn()) as restored:
        assert restored.execute("select count(*) from aftercare.store").fetchone() == (4,)
    assert len(page.results) > 8 and not any(each.wrong for each in page.results)
    qtbot.waitUntil(lambda: new.name in {page.beside.model.row(n).name for n in range(page.beside.model.rowCount())})


def restored_one(qtbot, page, new, line):
    page.restore([line])
    dialog = dialog_of(qtbot, page, RestoreDialog)
    name = dialog.findChild(QLineEdit, "field_name")
    name.selectAll()
    qtbot.keyClicks(name, new.name)
    dialog.submit()
    qtbot.waitUntil(lambda: said(page, "restored") is not None, timeout=60_000)


def test_a_restored_database_is_put_into_service_after_asking(qtbot, page, new, fresh_database):
    line = saved_one(qtbot, page)
    with fresh_database.connect() as connection:
        connection.execute("update aftercare.store set name = '改过的店' where code = 'xihu'")
    restored_one(qtbot, page, new, line)
    page._turn_to("beside")
    qtbot.waitUntil(lambda: new.name in {one.name for one in rows_of(page.beside)}, timeout=20_000)
    page.ask_swap([one for one in rows_of(page.beside) if one.name == new.name])
    dialog = dialog_of(qtbot, page, name="swap")
    assert page.results and not any(each.wrong for each in page.results)
    press(dialog, "confirm")
    qtbot.waitUntil(lambda: said(page, "swapped") is not None, timeout=60_000)
    try:
        with fresh_database.connect() as connection:
            assert connection.execute("select name from aftercare.store where code = 'xihu'").fetchone() != (
                "改过的店",
            )

        def former():
            return [one for one in rows_of(page.beside) if one.name.startswith(fresh_database.name + "_until_")]

        qtbot.waitUntil(lambda: bool(former()), timeout=20_000)
        (old,) = former()
        assert not old.restored
        page.ask_remove([old])
        press(dialog_of(qtbot, page, name="remove_beside"), "confirm")
        qtbot.waitUntil(lambda: old.name not in {one.name for one in rows_of(page.beside)}, timeout=20_000)
    finally:
        with psycopg.connect(cluster.server_dsn(), autocommit=True) as server:
            for (left,) in server.execute(
                "select datname from pg_database where starts_with(datname, %s)", [fresh_database.name + "_until_"]
            ).fetchall():
                server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(left)))


def rows_of(pane):
    return [pane.model.row(n) for n in range(pane.model.rowCount())]


def test_the_newest_backup_is_tried_from_the_page(qtbot, page):
    saved_one(qtbot, page)
    page.drill_now()
    qtbot.waitUntil(lambda: said(page, "drilled") is not None, timeout=60_000)
    wait_for_verdict(qtbot, page, _("The last backup is recent, and restoring was tried."))
    assert not page.progress.isVisible() and page.save.isEnabled()


def test_what_runs_is_broken_off_by_the_button_and_leaves_nothing(qtbot, page, monkeypatch):
    began = threading.Event()
    tell = Watch.tell

    def slow(self, phase, *rest):
        began.set()
        while not self._cancelled:
            pass
        tell(self, phase, *rest)

    monkeypatch.setattr(Watch, "tell", slow)
    page.save_now()
    qtbot.waitUntil(began.is_set, timeout=60_000)
    assert not page.save.isEnabled() and page.unsaved()
    page.stop()
    qtbot.waitUntil(lambda: said(page, "broken_off") is not None, timeout=20_000)
    assert page.save.isEnabled() and list(page.saver.folder.iterdir()) == []


def test_a_damaged_file_is_shown_as_such_and_refused(qtbot, page):
    page.saver.save()
    (file,) = page.saver.folder.glob("*.backup")
    file.write_bytes(file.read_bytes()[:-10])
    page.pane.reload()
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1, timeout=10_000)
    line = page.pane.model.row(0)
    assert line.refusal and not line.is_data
    page.check([line])
    qtbot.waitUntil(
        lambda: page.messages.worst() is not None and page.messages.worst()[1].kind == "danger", timeout=20_000
    )


def test_a_single_pc_saves_itself_once_a_day_and_keeps_two_weeks(page, monkeypatch):
    # a name of its own: other tests of the run try backups meanwhile
    monkeypatch.setattr(restored.secrets, "token_hex", lambda _bytes: f"of_one_pc_{os.getpid()}")
    first = page.saver.save_daily()
    assert first is not None and page.saver.save_daily() is None
    with psycopg.connect(page.saver._conninfo("", "")) as connection:  # restored for trial, and gone again
        tried = connection.execute("select error from aftercare.job_run where name = 'restore_drill'").fetchone()
        ours = f"{restored.DRILLS}of_one_pc_{os.getpid()}"
        left = connection.execute("select from pg_database where datname = %s", [ours]).fetchall()
    assert tried == (None,) and left == []
    old = datetime.now(UTC) - timedelta(days=20)
    os.utime(first, (old.timestamp(), old.timestamp()))
    time.sleep(1.1)  # the name carries the second
    second = page.saver.save_daily()
    assert second is not None and not first.exists() and second.exists()


def test_on_a_server_a_role_is_asked_for(qtbot, at_work):
    page = at_work("admin", embedded=False).window.open_page("backup")
    assert not page.form.cells["role"].isHidden()
    page.save_now()
    assert page.form.editor("role_password").error
    page.drill_now()
    assert page.beside.model.rowCount() == 0
    page.form.editor("role_password").type_text("wrong")
    page.save_now()
    qtbot.waitUntil(
        lambda: page.messages.worst() is not None and page.messages.worst()[1].kind == "danger", timeout=20_000
    )


def test_closing_the_program_ends_a_backup_under_way(tmp_path):
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o700)
    caught = []
    watch = Watch()

    def run():
        try:
            watch.run([str(program)], dict(os.environ))
        except Exception as error:
            caught.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    ends = time.monotonic() + 10
    while watch._process is None and time.monotonic() < ends:
        pass
    pg_programs.cancel_all()
    thread.join(10)
    assert caught and caught[0].code == "broken_off"
