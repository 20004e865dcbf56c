"""What the program says, asks and brings from elsewhere."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from services.errors import Cancelled, Conflict, ServiceError, Unavailable
from ui.kit.changes import ChangeFeed
from ui.kit.dialogs import ask, show_conflict
from ui.kit.form import Field, Form, Option
from ui.kit.messages import BannerArea, Messages, Toast, Toasts
from ui.kit.rights import Rights
from ui.kit.words import data, use_language


@pytest.fixture
def messages():
    return Messages()


def test_the_most_serious_message_is_shown_and_the_next_when_it_goes(qtbot, messages):
    area = BannerArea(messages)
    qtbot.addWidget(area)
    messages.show("info", data("hint"), key="a")
    messages.show("danger", data("broken"), key="b")
    messages.show("warning", data("late"), key="c")
    assert area._sentence.text() == "broken"
    messages.clear("b")
    assert area._sentence.text() == "late"
    messages.clear()
    assert not area.isVisible()


def test_a_refusal_is_a_sentence_in_the_language_of_the_moment(qtbot, messages):
    area = BannerArea(messages)
    qtbot.addWidget(area)
    messages.error(ServiceError("too_long"))
    assert area._sentence.text() == ServiceError("too_long").sentence()
    use_language("en")
    area._sentence.retranslate()
    assert area._sentence.text() == "This is too long."
    use_language("zh_CN")


def test_cancelled_work_says_nothing_and_a_fault_is_reported(messages):
    crashes = []
    messages.crashed.connect(crashes.append)
    messages.error(Cancelled())
    messages.error(ZeroDivisionError())
    assert messages.worst() is None
    assert len(crashes) == 1


def test_markup_is_shown_as_it_is(qtbot, messages):
    area = BannerArea(messages)
    qtbot.addWidget(area)
    messages.show("info", data("<b>x</b>"))
    assert area._sentence.textFormat() == Qt.TextFormat.PlainText


def test_a_toast_undoes_what_it_confirms(qtbot, messages):
    over, undone = QWidget(), []
    qtbot.addWidget(over)
    over.resize(600, 400)
    over.show()
    Toasts(messages, over)
    messages.toast(data("Closed"), lambda: undone.append(True))
    toast = over.findChild(Toast)
    assert toast.geometry().bottom() < 400 - 60
    toast.findChild(object, "action_undo").click()
    assert undone == [True]


def test_escape_is_the_safe_answer(qtbot):
    window, done = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    question = ask(window, data("Delete?"), "", data("Delete"), lambda: done.append(1), "delete", dangerous=True)
    assert question.focusWidget().objectName() == "action_stay"
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert done == []
    again = ask(window, data("Delete?"), "", data("Delete"), lambda: done.append(1), "delete", dangerous=True)
    again.findChild(object, "action_confirm").click()
    assert done == [1]


@pytest.fixture
def conflict(qtbot):
    """Both sides changed name and kind."""
    kinds = [Option("a", data("Private")), Option("b", data("Company"))]
    form = Form(
        [Field("name", data("Name")), Field("kind", data("Kind"), "combo", options=kinds), Field("note", data("Note"))]
    )
    window = QWidget()
    form.setParent(window)
    qtbot.addWidget(window)
    window.show()
    form.set_values({"name": "old", "kind": "a", "note": ""})
    qtbot.keyClicks(form.editor("note").line, "typed")
    form.set_value("name", "mine")
    form.set_value("kind", "b")
    error = Conflict(
        {"name": "old", "kind": "a"}, {"name": "mine", "kind": "b"}, {"name": "theirs", "kind": "a"}, 7, "wang"
    )
    saved = []
    dialog = show_conflict(window, form, error, lambda: saved.append(form.changed()))
    return SimpleNamespace(window=window, form=form, dialog=dialog, saved=saved)


def test_a_conflict_shows_both_versions_in_the_prescribed_words(conflict):
    assert conflict.dialog.headline.text() == "用户数据已经改变，是否需要刷新新用户数据？"
    names = ("mine_kind", "theirs_kind", "mine_name")
    texts = [conflict.dialog.findChild(object, name).accessibleName().partition("：")[2] for name in names]
    assert texts == ["Company", "Private", "mine"]


def test_a_conflict_is_settled_field_by_field(conflict):
    conflict.dialog.findChild(object, "mine_name").setChecked(True)
    conflict.dialog.findChild(object, "action_take_over").click()
    assert conflict.form.values() == {"name": "mine", "kind": "a", "note": "typed"}
    assert conflict.saved == [{"name": "mine", "note": "typed"}]


def test_leaving_a_conflict_loses_nothing_typed(conflict, qtbot):
    qtbot.keyClick(conflict.dialog, Qt.Key.Key_Escape)
    assert conflict.form.values() == {"name": "mine", "kind": "b", "note": "typed"}
    assert conflict.saved == []


def change(table, row_id, own=False):
    return SimpleNamespace(table=table, row_id=row_id, own=own)


def test_changes_are_handed_out_without_our_own_echo(qtbot, background):
    asked, got = [], []

    def poll(horizon):
        asked.append(horizon)
        rows = [change("work_order", 1), change("work_order", 1), change("customer", 2, own=True)] if horizon else []
        return SimpleNamespace(horizon="100", rows=rows)

    feed = ChangeFeed(background, poll)
    feed.changed.connect(lambda table, ids: got.append((table, ids)))
    feed.start()
    qtbot.waitUntil(lambda: len(asked) == 2, timeout=3000)
    qtbot.waitUntil(lambda: bool(got))
    feed.stop()
    assert asked[:2] == [None, "100"]
    assert got[0] == ("work_order", [1])


def test_a_lost_connection_is_told_and_asked_again(qtbot, background):
    def poll(horizon):
        raise Unavailable

    feed = ChangeFeed(background, poll)
    with qtbot.waitSignal(feed.failed) as failed:
        feed.start()
    assert failed.args[0].code == "unavailable"
    assert feed._timer.isActive()
    feed.stop()


def test_what_the_role_never_changes_is_locked_and_the_rest_asked(qtbot, background):
    catalogue = SimpleNamespace(may_change=lambda table, column=None: column != "credit")
    form = Form([Field("name", data("Name")), Field("credit", data("Credit"), "money")])
    qtbot.addWidget(form)
    answers = []
    rights = Rights(catalogue, lambda table, row_id: row_id == 1, background)
    rights.open_for_edit(form, "customer", 1, form, answers.append)
    assert form.editor("credit").locked
    qtbot.waitUntil(lambda: answers == [True])
    assert not form.editor("name").locked
    rights.open_for_edit(form, "customer", 2, form, answers.append)
    qtbot.waitUntil(lambda: answers == [True, False])
    assert form.editor("name").locked
