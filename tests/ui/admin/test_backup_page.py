"""The page of backups as people see it: how safe the data are, the files, what was found, progress."""

from datetime import UTC, datetime, timedelta

import pytest

from services.pg_programs import Step
from services.restored import Beside
from services.safety import Run, Safety
from services.texts import in_language
from ui.admin.saving_lists import BesideLine
from ui.admin.saving_state import run_words, verdict
from ui.kit.words import say

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def run(days, error=None, began=None, alive=False):
    good = NOW - timedelta(days=days) if days is not None else None
    return Run(began or good or NOW, good, 1000, error, alive)


@pytest.mark.parametrize(
    ("backup", "drill", "tone", "words"),
    [
        (run(0), run(3), "success", "The last backup is recent, and restoring was tried."),
        (None, None, "warning", "There is no backup yet."),
        (run(5), run(3), "warning", "The last backup is too old."),
        (run(0), None, "warning", "No backup was ever tried out."),
        (run(0), run(40), "warning", "The last restore drill is too old."),
        (run(0), run(40, "it failed"), "danger", "The last restore drill failed: do not rely on your backups."),
        (run(5, "disk full"), run(3), "danger", "The last backup failed."),
        (run(0), run(3, began=NOW), "success", "The last backup is recent, and restoring was tried."),
    ],
)
def test_the_most_serious_is_said_first(backup, drill, tone, words):
    with in_language("en"):
        said, _icon, colour = verdict(Safety(NOW, backup, drill, 2, 31))
        assert (colour, say(said)) == (tone, words)


def test_a_drill_that_was_broken_off_is_neither_failed_nor_good():
    broken = run(3, began=NOW)
    assert broken.state == "broken_off" and run(3, began=NOW, alive=True).state == "running"
    with in_language("en"):
        assert run_words(broken, str).endswith("broken off")


def test_nobody_minds_where_the_days_are_zero():
    kept = Safety(NOW, None, None, 0, 0)
    assert not kept.backup_late and not kept.drill_late and kept.next_drill is None


@pytest.fixture
def page(at_work, remembered, fresh_database, tmp_path):
    remembered.set("backup_folder", str(tmp_path / "saved"))
    workplace = at_work("admin", superuser=fresh_database.dsn)
    workplace.window.resize(1366, 768)
    return workplace.window.open_page("backup")


def test_pictures_of_it_empty_at_work_and_afterwards(qtbot, page, picture):
    picture(page.window(), "backup-empty")
    page.save_now()
    qtbot.waitUntil(lambda: page.messages.said("saved") != "", timeout=60_000)
    page._watch = object()
    page._offer()
    page._tell(Step("restore", 31, 64))
    picture(page.window(), "backup-at-work")
    page._watch = None
    page._offer()
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 1 and not page._running, timeout=20_000)
    page.drill_now()
    qtbot.waitUntil(lambda: page.messages.said("drilled") != "", timeout=60_000)
    qtbot.waitUntil(lambda: not page._running and page.result.model.rowCount() > 8, timeout=20_000)
    picture(page.window(), "backup-drilled")
    page.saver.beside = lambda *_access: [
        Beside("aftercare_20261122_0900", NOW - timedelta(days=1), NOW, 38_000_000),
        Beside("aftercare_until_20261001_120000", None, None, 35_000_000),
    ]
    page.beside.reload()
    page._turn_to("beside")
    qtbot.waitUntil(lambda: page.beside.model.rowCount() == 2, timeout=20_000)
    assert isinstance(page.beside.model.row(0), BesideLine)
    page.messages.clear()
    assert len(picture(page.window(), "backup-beside")) == 4
    dialog = page.ask_swap_of("aftercare_20261122_0900", fits=False)
    assert len(picture(dialog, "backup-swap")) == 4
    dialog.reject()


def test_on_a_server_it_asks_who_administers_it(qtbot, at_work, picture):
    window = at_work("admin", embedded=False).window
    window.resize(1366, 768)
    page = window.open_page("backup")
    qtbot.waitUntil(lambda: not page._running, timeout=20_000)
    assert not page.form.cells["role_password"].isHidden()
    assert len(picture(window, "backup-server")) == 4
    window.open_page("admin")
    qtbot.waitUntil(lambda: window.desk.background.idle, timeout=20_000)
    assert len(picture(window, "backup-overview")) == 4
