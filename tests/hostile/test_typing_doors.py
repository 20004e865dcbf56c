"""Hostile texts typed where nobody has signed in yet, or a customer stands: shown, read and handed on as they are."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tests.hostile.declared import PICKED, declared, remember_places
from tests.hostile.strings import HOSTILE
from tests.hostile.typing_parts import DOORS
from tests.hostile.typist import Typist, bare, forms_in, type_into, words_in
from tests.hostile.walk import faults
from ui.connections import ConnectionPanel
from ui.first_run import FirstAdministratorPanel
from ui.kiosk.questions import QuestionsView
from ui.kiosk.start import StartView
from ui.kiosk.survey import SurveyView
from ui.kiosk.window import LeaveDialog
from ui.kit.background import Background
from ui.login import LockPage, LoginPanel
from ui.own_password import NewPasswordPanel, OwnPasswordDialog

VALUES = {"name": "", "hosts": "", "port": "5432", "dbname": "aftercare", "sslmode": "verify-full", "sslrootcert": ""}


def doors(background: Background, room: QWidget) -> list[QWidget]:
    """What is shown before anybody signed in, at a lock, and at the kiosk."""
    nothing: Callable[..., Any] = lambda *_how: ()  # noqa: E731
    return [
        LoginPanel([("company", TEXT)], "company", nothing, lambda _profile: TEXT),
        LockPage(background, TEXT, TEXT, nothing),
        FirstAdministratorPanel(nothing),
        ConnectionPanel(VALUES, frozenset({TEXT}), nothing, True),
        ConnectionPanel({**VALUES, "name": TEXT, "hosts": TEXT}, frozenset(), nothing, False),
        NewPasswordPanel(TEXT, nothing),
        OwnPasswordDialog(room, background, nothing),
        StartView(background, nothing),
        LeaveDialog(room, background, nothing),
        QuestionsView(background, nothing, nothing, touch=True),
        SurveyView(background, nothing),
    ]


TEXT = "<b>never closed & {name}"


@pytest.fixture
def background():
    made = Background()
    yield made
    made.close()


def test_every_door_takes_hostile_texts(qtbot, background, monkeypatch):
    remember_places(monkeypatch)
    room = QWidget()
    qtbot.addWidget(room)
    typist = Typist(qtbot, SimpleNamespace(window=room, desk=SimpleNamespace(background=background)))
    found: list[str] = []
    for door in doors(background, room):
        if door.parent() is None:
            qtbot.addWidget(door)
        door.show()
        for form in forms_in(door):
            typist.type_everything(form)
            for cell in form.cells.values():
                cell.setVisible(True)
            typist.type_everything(form)
            assert all(sentence.strip() for sentence in form.problems().values())
        for line in [*door.findChildren(QLineEdit), *door.findChildren(QPlainTextEdit)]:
            if line.isVisible() and line.isEnabled() and not line.isReadOnly():
                found += _typed(door, line)
        found += [f"{type(door).__name__}: {fault}" for fault in faults(door)]
        door.hide()
    found += typist.faults
    wanted = [place for place in declared() if place.file.startswith(DOORS) and place.kind not in PICKED]
    found += [f"not reached: {place}" for place in wanted if place not in typist.typed]
    assert not found, "\n".join(found)


def _typed(door: QWidget, line: Any) -> list[str]:
    wrong, before = [], words_in(line)
    for text in HOSTILE[::7]:
        type_into(line, text)
        most = line.maxLength() if isinstance(line, QLineEdit) else len(text)
        if bare(words_in(line)) != bare(text[:most]):
            wrong.append(
                f"{type(door).__name__} {line.objectName()}: {text[:40]!r} is shown as {words_in(line)[:40]!r}"
            )
    type_into(line, before)
    return wrong
