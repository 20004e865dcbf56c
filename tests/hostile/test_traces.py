"""What a day's work leaves on the workstation: nothing that tells who the customers were or what was typed."""

import os
import tempfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from services import customers
from services.ids import new_id
from services.printing import Target
from tests.workplace import at_work, conninfo, remembered  # noqa: F401
from ui.kit.printing import Route

NAME, PHONE, TYPED = "南宫问天", "13812347788", "幽兰没有响声"


def files_with(folder: Path, wanted: str) -> list[str]:
    """Files in which a text stands, in any of the ways programs write texts."""
    forms = [wanted.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    forms.append(wanted.encode("unicode-escape"))
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and (any(form in path.read_bytes() for form in forms) or wanted in path.name)
    ]


def everything_below(folder: Path, monkeypatch) -> None:
    """Whatever the program, Qt or Python might write goes below this folder: home, caches, temporary files."""
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR"):
        place = folder / name.lower()
        place.mkdir()
        monkeypatch.setenv(name, str(place))
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "tmpdir"))


@pytest.mark.parametrize("wanted", [NAME, PHONE, PHONE[3:], TYPED])
def test_nothing_readable_of_a_customer_stays_on_the_workstation(
    qtbot,
    at_work,  # noqa: F811
    sign_in,
    tmp_path,
    monkeypatch,
    wanted,
):
    monkeypatch.setenv("AFTERCARE_HOME", str(tmp_path / "home"))
    everything_below(tmp_path, monkeypatch)
    customer = customers.create(sign_in("na"), {"name": NAME, "phone": PHONE, "address": TYPED}, new_id())
    workplace = at_work("na")
    window = workplace.window
    window.show()
    window.open_record("customer", customer)
    qtbot.waitUntil(lambda: window.desk.background.idle, timeout=30_000)
    window.top.search.setText(NAME)
    page = window.open_page("new_ticket")
    qtbot.waitUntil(lambda: window.desk.background.idle, timeout=30_000)
    page.form.jump_to("description")
    page.form.editor("description").type_text(f"{TYPED} {NAME} {PHONE}")
    # a card, whose paper a printer refuses and which waits in the queue
    job = window.desk.printing.print(
        "card",
        NAME,
        lambda *_how: f"%PDF {NAME} {PHONE} {TYPED}".encode(),
        route=Route(Target("system", "no_such_printer"), "a4"),
    )
    qtbot.waitUntil(lambda: job.ended, timeout=30_000)
    assert job.state == "failed" and job.pdf is not None
    drafts = tmp_path / "drafts"
    qtbot.waitUntil(
        lambda: any(path.stat().st_size > 300 for path in drafts.rglob("*") if path.is_file()), timeout=30_000
    )
    if os.name != "nt":
        assert {path.stat().st_mode & 0o077 for path in drafts.rglob("*") if path.is_file()} == {0}
    qtbot.waitUntil(lambda: window.desk.background.idle, timeout=30_000)
    workplace.end(None, tell=False)
    QApplication.processEvents()
    assert any(path.is_file() for path in tmp_path.rglob("*"))
    assert files_with(tmp_path, wanted) == []
