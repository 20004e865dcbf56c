"""Backup and restore from the page: saved, read back, restored beside what runs; daily on a single PC."""

import os
import threading
import time
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from PySide6.QtWidgets import QLineEdit

from services import backup
from tests import cluster
from tests.ui.admin.test_people_page import dialog_of
from ui.admin.saving import RestoreDialog


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


def test_a_backup_is_saved_checked_and_restored_beside_what_runs(qtbot, page, new):
    page.save_now()
    qtbot.waitUntil(lambda: said(page, "saved") is not None, timeout=60_000)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1, timeout=10_000)
    line = page.pane.model.row(0)
    assert line.is_data and line.rows > 100
    page._check([line])
    qtbot.waitUntil(lambda: said(page, "checked") is not None, timeout=60_000)
    page._restore([line])
    dialog = dialog_of(qtbot, page, RestoreDialog)
    name = dialog.findChild(QLineEdit, "field_name")
    name.selectAll()
    qtbot.keyClicks(name, new.name)
    dialog.submit()
    qtbot.waitUntil(lambda: said(page, "restored") is not None, timeout=60_000)
    with psycopg.connect(new.dsn()) as restored:
        assert restored.execute("select count(*) from aftercare.store").fetchone() == (4,)


def test_a_damaged_file_is_shown_as_such_and_refused(qtbot, page):
    page.saver.save()
    (file,) = page.saver.folder.glob("*.backup")
    file.write_bytes(file.read_bytes()[:-10])
    page.pane.reload()
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1, timeout=10_000)
    line = page.pane.model.row(0)
    assert line.refusal and not line.is_data
    page._check([line])
    qtbot.waitUntil(
        lambda: page.messages.worst() is not None and page.messages.worst()[1].kind == "danger", timeout=20_000
    )


def test_a_single_pc_saves_itself_once_a_day_and_keeps_two_weeks(page):
    first = page.saver.save_daily()
    assert first is not None and page.saver.save_daily() is None
    with psycopg.connect(page.saver._conninfo("", "")) as connection:  # restored for trial, and gone again
        tried = connection.execute("select error from aftercare.job_run where name = 'restore_drill'").fetchone()
        left = connection.execute("select from pg_database where datname like 'aftercare_drill%'").fetchall()
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

    def run():
        try:
            backup._run([str(program)], dict(os.environ), "pg_dump")
        except Exception as error:
            caught.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    ends = time.monotonic() + 10
    while not backup._running and time.monotonic() < ends:
        pass
    backup.cancel()
    thread.join(10)
    assert caught and caught[0].code == "backup_failed"
