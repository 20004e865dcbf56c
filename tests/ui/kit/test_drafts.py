"""Nothing typed is lost, and nobody else reads it."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from services.ids import new_id
from ui.kit import draft_store
from ui.kit.draft_store import DraftStore
from ui.kit.drafts import DraftKeeper, Drafts, NewIds
from ui.kit.form import Field, Form
from ui.kit.messages import Messages
from ui.kit.words import data

ROOT = Path(__file__).resolve().parent.parent.parent.parent
SECRET = "洗碗时掉进水里"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    """The price of the password is for thieves, not for tests."""
    monkeypatch.setattr(draft_store, "COST", 2**4)


def store(folder, login="li", password="right horse", database="db:5432/aftercare"):
    return DraftStore(folder, login, database, password)


def test_a_draft_comes_back_with_all_kinds_of_values(tmp_path):
    values = {
        "id": new_id(),
        "price": Decimal("1.50"),
        "on": date(2026, 11, 21),
        "at": datetime.now(UTC),
        "n": [1, None],
    }
    store(tmp_path).save("order:1", "intake", "New order", values)
    (draft,) = store(tmp_path).all()
    assert (draft.key, draft.kind, draft.title, draft.values) == ("order:1", "intake", "New order", values)


def test_nothing_of_it_can_be_read_on_the_disk(tmp_path):
    made = store(tmp_path)
    made.save("order:1", "intake", SECRET, {"problem": SECRET})
    files = list(tmp_path.iterdir())
    assert files == [made.path]
    assert SECRET.encode() not in made.path.read_bytes()
    assert b"li" not in made.path.name.encode()
    if os.name == "posix":
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600


def test_another_person_or_database_sees_nothing(tmp_path):
    store(tmp_path).save("order:1", "intake", "x", {})
    assert store(tmp_path, login="wang").all() == []
    assert store(tmp_path, database="elsewhere").all() == []
    assert len(store(tmp_path).all()) == 1


def test_a_wrong_password_opens_nothing_and_loses_nothing_for_a_week(tmp_path):
    made = store(tmp_path)
    made.save("order:1", "intake", "x", {})
    assert store(tmp_path, password="guessed").all() == []
    made.path.with_suffix(".old").replace(made.path)
    assert len(store(tmp_path).all()) == 1


def test_a_new_password_keeps_the_drafts(tmp_path):
    made = store(tmp_path)
    made.save("order:1", "intake", "x", {})
    made.change_password("new horse")
    assert len(store(tmp_path, password="new horse").all()) == 1


def test_drafts_are_gone_after_seven_days(tmp_path, monkeypatch):
    made = store(tmp_path)
    made.save("order:1", "intake", "x", {})
    later = time.time() + 7 * 24 * 3600 + 1
    monkeypatch.setattr(draft_store.time, "time", lambda: later)
    assert made.all() == []


def test_two_windows_of_one_person_do_not_lose_each_others_drafts(tmp_path):
    one, other = store(tmp_path), store(tmp_path)
    one.save("a", "intake", "a", {})
    other.save("b", "intake", "b", {})
    assert {draft.key for draft in one.all()} == {"a", "b"}
    assert other.remove("a") == 1


def test_a_damaged_file_does_not_stop_the_program(tmp_path):
    made = store(tmp_path)
    made.save("a", "intake", "a", {})
    made.path.write_bytes(made.path.read_bytes()[:-7])
    assert store(tmp_path).all() == []


@pytest.fixture
def drafts(tmp_path, background):
    return Drafts(store(tmp_path), background)


@pytest.fixture
def form(qtbot):
    made = Form(
        [Field("name", data("Name")), Field("price", data("Price"), "money"), Field("code", data("Code"), "secret")]
    )
    qtbot.addWidget(made)
    return made


def keeper_of(form, drafts, messages=None):
    return DraftKeeper(form, form, drafts, "order:1", "intake", data("New order"), messages)


def test_what_is_typed_is_kept_and_brought_back_even_if_unfinished(qtbot, form, drafts):
    keeper = keeper_of(form, drafts)
    with qtbot.waitSignal(keeper.kept, timeout=20_000):
        qtbot.keyClicks(form.editor("name").line, "Zhang S")
        qtbot.keyClicks(form.editor("price").line, "12.")
    form.set_values({})
    messages = Messages()
    again = keeper_of(form, drafts, messages)
    with qtbot.waitSignal(messages.changed):
        again.offer()
    assert form.value("name") == "Zhang S"
    assert form.editor("price").line.text() == "12."
    assert form.touched
    again.drop()
    assert form.value("name") is None
    assert not form.touched
    assert messages.worst() is None


def test_the_first_key_starts_two_seconds_that_typing_on_does_not_put_off(qtbot, form, drafts):
    keeper = keeper_of(form, drafts)
    started = []
    keeper._timer.start = lambda: started.append(keeper._timer.interval())  # the clock stands still
    keeper._timer.isActive = lambda: bool(started)
    qtbot.keyClicks(form.editor("name").line, "typing on and on")
    assert started == [keeper._timer.interval()] and keeper._timer.interval() <= 1000 < 2000
    assert drafts.store.all() == []
    with qtbot.waitSignal(keeper.kept, timeout=20_000):
        keeper._timer.timeout.emit()
    (draft,) = drafts.store.all()
    assert draft.values["form"]["name"] == "typing on and on"


def test_a_draft_that_is_dropped_while_it_is_being_kept_does_not_come_back(qtbot, form, drafts, monkeypatch):
    keeper, written, go_on = keeper_of(form, drafts), [], threading.Event()
    save = drafts.store.save

    def slow(*values):
        go_on.wait(20)
        written.append(values[0])
        return save(*values)

    monkeypatch.setattr(drafts.store, "save", slow)
    qtbot.keyClicks(form.editor("name").line, "x")
    keeper.keep()
    counts = []
    drafts.count_changed.connect(counts.append)
    keeper.saved()
    go_on.set()
    qtbot.waitUntil(lambda: counts[-1:] == [0], timeout=20_000)
    assert set(written) == {"order:1"} and drafts.store.all() == []


@pytest.mark.parametrize("saved", [False, True])
def test_a_new_record_that_was_saved_before_the_kill_is_not_offered_to_be_saved_again(qtbot, form, drafts, saved):
    ids = NewIds()
    request = ids.request
    keeper = DraftKeeper(form, form, drafts, "order:1", "intake", "", ids=ids, was_saved=lambda _request: saved)
    with qtbot.waitSignal(keeper.kept, timeout=20_000):
        qtbot.keyClicks(form.editor("name").line, "Zhang S")
        keeper.keep()
    form.set_values({})
    messages, asked, later, found = Messages(), [], NewIds(), []

    def was_saved(wanted):
        asked.append(wanted)
        return saved

    again = DraftKeeper(form, form, drafts, "order:1", "intake", "", messages, ids=later, was_saved=was_saved)
    again.offer(found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    assert asked == [request]
    assert (form.value("name"), later.request == request) == ((None, False) if saved else ("Zhang S", True))
    assert messages.worst()[0] == "draft"
    qtbot.waitUntil(lambda: len(drafts.store.all()) == (0 if saved else 1), timeout=20_000)


def test_secrets_are_never_kept(qtbot, form, drafts):
    keeper = keeper_of(form, drafts)
    with qtbot.waitSignal(keeper.kept, timeout=20_000):
        qtbot.keyClicks(form.editor("code").line, "4711")
    (draft,) = drafts.store.all()
    assert "4711" not in str(draft.values)


def test_a_saved_form_leaves_no_draft(qtbot, form, drafts):
    keeper = keeper_of(form, drafts)
    with qtbot.waitSignal(keeper.kept, timeout=20_000):
        qtbot.keyClicks(form.editor("name").line, "x")
    with qtbot.waitSignal(drafts.count_changed) as counted:
        keeper.saved()
    assert counted.args == [0]


TYPIST = """
import sys, time
sys.path.insert(0, {root!r})
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.kit.background import Background
from ui.kit.drafts import DraftKeeper, Drafts
from ui.kit.draft_store import DraftStore
from ui.kit.form import Field, Form
from ui.kit import draft_store
draft_store.COST = 2**4
app = QApplication([])
background = Background()
drafts = Drafts(DraftStore(Path({folder!r}), "li", "db", "right horse"), background)
form = Form([Field("name", lambda: "Name")])
keeper = DraftKeeper(form, form, drafts, "order:1", "intake", "")
began = []
keeper.kept.connect(lambda: print("kept", time.monotonic() - began[0], flush=True))
def type_on():
    began[:] = [time.monotonic()]
    QTest.keyClicks(form.editor("name").line, "abc")
keeper.kept.connect(type_on)
form.show()
type_on()
app.exec()
"""


class Slow:
    """Drafts whose writing ends when the test says so."""

    def __init__(self):
        self.written, self.done = [], []

    def save(self, key, _kind, _title, _values, then, *_more, **_other):
        self.written.append(("save", key))
        self.done.append(then)

    def remove(self, key):
        self.written.append(("remove", key))


def test_a_draft_that_was_being_written_while_saving_goes_too(qtbot, form):
    drafts = Slow()
    keeper = DraftKeeper(form, form, drafts, "intake", "intake", "New order")
    kept = []
    keeper.kept.connect(lambda: kept.append(1))
    form.editor("name").type_text("李")
    keeper.keep()
    keeper.saved()
    drafts.done[0]()
    assert drafts.written == [("save", "intake"), ("remove", "intake"), ("remove", "intake")]
    assert not kept


def test_a_program_killed_while_typing_brings_back_what_was_written_last(tmp_path, background, qtbot):
    script = TYPIST.format(root=str(ROOT), folder=str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=ROOT) as typist:
        written = [typist.stdout.readline() for _round in range(2)]
        typist.send_signal(signal.SIGKILL)
    assert all(written)
    # the next start
    drafts = Drafts(DraftStore(tmp_path, "li", "db", "right horse"), background)
    form, messages, found = Form([Field("name", data("Name"))]), Messages(), []
    qtbot.addWidget(form)
    DraftKeeper(form, form, drafts, "order:1", "intake", "", messages).offer(found.append)
    qtbot.waitUntil(lambda: found == [True], timeout=20_000)
    assert form.value("name").startswith("abcabc") and form.touched
    assert messages.worst()[0] == "draft"


WRITER = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from ui.kit import draft_store
draft_store.COST = 2**4
store = draft_store.DraftStore(Path({folder!r}), "li", "db", "right horse")
for number in range(100000):
    store.save("a", "intake", str(number), {{"text": "x" * 20000}})
    print(number, flush=True)
"""


def test_a_program_killed_while_writing_leaves_a_whole_file(tmp_path, monkeypatch):
    monkeypatch.setattr(draft_store, "LOCK_SECONDS", 0.05)
    script = WRITER.format(root=str(ROOT), folder=str(tmp_path))
    for lines in (1, 4, 9):
        with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
            for _line in range(lines):
                last = int(writer.stdout.readline())
            writer.send_signal(signal.SIGKILL)
        (draft,) = DraftStore(tmp_path, "li", "db", "right horse").all()
        assert int(draft.title) >= last
        assert draft.values == {"text": "x" * 20000}
