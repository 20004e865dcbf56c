"""A page's saves: once however often they are pressed, and asked after when they got no answer."""

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLineEdit

from services.errors import OutcomeUnknown, ServiceError, Unavailable
from ui.kit.background import Background
from ui.kit.dialogs import Dialog
from ui.kit.page import Page


class Server:
    """What a save meets: answers are taken from the list, exceptions raised; `saved` counts by request."""

    def __init__(self, *answers):
        self.answers, self.saved, self.open = list(answers), [], threading.Event()
        self.open.set()

    def save(self, request):
        self.open.wait(10)
        self.saved.append(request)
        answer = self.answers.pop(0) if self.answers else "done"
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def page(qtbot):
    desk = SimpleNamespace(background=Background(), rights=None, drafts=None, room=None)
    made = Page(desk, "saves", "Saves")
    made.words = QLineEdit("typed")
    made.body.addWidget(made.words)
    made.got, made.refusals = [], []
    qtbot.addWidget(made)
    made.show()
    yield made
    desk.background.close()


def press(page, server, request="one"):
    page.write(lambda: server.save(request), page.got.append, lambda e: page.refusals.append(e) or True)


def test_pressed_twice_is_saved_once(page, qtbot):
    server = Server()
    server.open.clear()
    press(page, server, "first")
    press(page, server, "second")
    server.open.set()
    qtbot.waitUntil(lambda: page.got == ["done"])
    press(page, server, "third")
    qtbot.waitUntil(lambda: len(page.got) == 2)
    assert server.saved == ["first", "third"]


def test_a_save_without_an_answer_is_asked_after_with_the_same_request(page, qtbot):
    server = Server(OutcomeUnknown(), Unavailable(), OutcomeUnknown(), "W1")
    press(page, server)
    for tries in (1, 2, 3):
        qtbot.waitUntil(lambda tries=tries: len(server.saved) == tries and not page._running)
        assert page.messages.worst()[0] == "outcome" and page.got == page.refusals == []
        assert not page.words.isEnabled() and page.words.text() == "typed"
        press(page, server, "another")
        page.saves.ask_again()
    qtbot.waitUntil(lambda: page.got == ["W1"])
    assert server.saved == ["one"] * 4
    assert page.words.isEnabled() and page.messages.worst() is None and not page.saves.unknown


def test_a_refusal_that_comes_late_is_the_pages_as_ever(page, qtbot):
    server = Server(OutcomeUnknown(), ServiceError("too_long", "note"))
    press(page, server)
    qtbot.waitUntil(lambda: bool(page.saves.unknown))
    page.saves.ask_again()
    qtbot.waitUntil(lambda: len(page.refusals) == 1)
    assert page.refusals[0].field == "note" and page.words.isEnabled()


def test_a_database_that_is_not_there_before_anything_was_sent_is_said_at_once(page, qtbot):
    press(page, Server(Unavailable()))
    qtbot.waitUntil(lambda: len(page.refusals) == 1)
    assert not page.saves.unknown and page.words.isEnabled()


def test_who_leaves_before_the_answer_is_asked(page, qtbot):
    press(page, Server(OutcomeUnknown()))
    qtbot.waitUntil(lambda: bool(page.saves.unknown))
    gone = []
    page.leave(lambda: gone.append(True))
    assert not gone
    (dialog,) = [one for one in page.findChildren(Dialog) if one.isVisible()]
    assert dialog.isEnabled() and dialog.objectName() == "dialog_leave"


def test_what_takes_long_is_not_typed_into_until_it_is_done(page, qtbot):
    server = Server()
    server.open.clear()
    page.words.setFocus()
    press(page, server)
    assert page.words.isEnabled()
    page.saves._slow.timeout.emit()
    assert not page.words.isEnabled()
    server.open.set()
    qtbot.waitUntil(lambda: page.got == ["done"])
    assert page.words.isEnabled()


def test_a_dialog_keeps_what_was_typed_and_says_that_it_is_asked(page, qtbot):
    dialog = Dialog(page, "ask", "Really?")
    line = QLineEdit("twenty")
    dialog.body.addWidget(line)
    dialog.open()
    server = Server(OutcomeUnknown())
    press(page, server)
    qtbot.waitUntil(lambda: bool(page.saves.unknown))
    assert not dialog.isEnabled() and line.text() == "twenty"
    assert any("核对" in label.text() for label in dialog.findChildren(object, "outcome"))
    page.saves.ask_again()
    qtbot.waitUntil(lambda: page.got == ["done"])
    assert dialog.isEnabled()
