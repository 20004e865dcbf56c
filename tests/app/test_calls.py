"""A call handed over by the telephone system: shown to whoever is at work, without the focus, and after a lock."""

from types import SimpleNamespace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.program import Program
from tests.people import PASSWORD
from ui.login import LockPage


def test_a_call_comes_into_the_corner_and_the_caret_stays(qtbot, at_work):
    workplace = at_work("na")
    window = workplace.window
    window.focus_search()
    before = window.focusWidget()
    workplace.take_call("13800001234")
    qtbot.waitUntil(lambda: workplace.calls.cards() != [], timeout=20_000)
    assert window.focusWidget() is before
    assert workplace.calls.cards()[0].found.call.phone_masked == "138****1234"


def test_a_call_while_the_window_is_locked_is_shown_when_it_is_open_again(qtbot, at_work):
    workplace = at_work("na")
    workplace.lock()
    qtbot.waitUntil(lambda: workplace.window.findChild(LockPage) is not None, timeout=10_000)
    workplace.take_call("13800001234")
    assert workplace.calls.cards() == []
    page = workplace.window.findChild(LockPage)
    line = page.findChild(QLineEdit, "field_password")
    qtbot.keyClicks(line, PASSWORD)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workplace.calls.cards() != [], timeout=20_000)


def test_somebody_who_is_not_rung_up_gets_the_number_into_the_search_box(qtbot, at_work):
    workplace = at_work("cai")
    workplace.take_call("13800001234")
    qtbot.waitUntil(lambda: "1234" in workplace.window.top.search.text(), timeout=10_000)
    assert workplace.calls.cards() == []


def test_a_call_raises_no_window(monkeypatch):
    raised, rang = [], []
    window = SimpleNamespace(raise_=lambda: raised.append(1), activateWindow=lambda: raised.append(1))
    program = SimpleNamespace(
        workplace=SimpleNamespace(window=window, take_call=rang.append),
        entrance=None,
        _wishes={},
        _app=SimpleNamespace(alert=lambda _window: None),
    )
    program._grant_wishes = lambda: Program._grant_wishes(program)
    Program._rung(program, {"call": "13800001234", "open": ""})
    assert rang == ["13800001234"] and raised == []
