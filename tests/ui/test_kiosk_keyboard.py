"""The kiosk's keyboard on the screen: it writes into what was touched, and pads of keys say what they are."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from services.ids import new_id
from services.kiosk import Topic
from services.public_surveys import Survey
from services.questionnaires import Question
from ui.kiosk.keyboard import Keyboard
from ui.kiosk.keypad import Keypad
from ui.kiosk.survey import SurveyView

SURVEY = Survey(
    new_id(), datetime(2026, 11, 22, tzinfo=UTC), "回访", "Follow-up", "W2611-00042",
    [Question(new_id(), place, "text", f"第 {place} 问", f"Question {place}", (), (), True, "") for place in (1, 2)],
)  # fmt: skip


def test_words_of_a_survey_are_written_where_it_was_touched(qtbot, background):
    sent = []
    view, keyboard = SurveyView(background, lambda _survey, answers, _note: sent.append(answers)), Keyboard()
    for widget in (view, keyboard):
        qtbot.addWidget(widget)
    view.touched.connect(keyboard.open_for)
    view.tell(SURVEY)
    view.show()
    first, second = view.findChildren(QPlainTextEdit)
    for edit, words in ((second, "good"), (first, "ok 2")):
        QTest.mouseClick(edit.viewport(), Qt.MouseButton.LeftButton)
        assert keyboard.is_open and keyboard.isVisible()
        for sign in words:
            keyboard.keys["space" if sign == " " else sign].click()
    keyboard.keys["back"].click()
    assert (first.toPlainText(), second.toPlainText()) == ("ok ", "good")
    turned = []
    keyboard.turned.connect(turned.append)
    keyboard.put_away()
    keyboard.put_away()
    assert turned == [False] and not keyboard.is_open
    keyboard.keys["a"].click()  # to nobody
    assert (first.toPlainText(), second.toPlainText()) == ("ok ", "good")
    view.send_button.click()
    qtbot.waitUntil(lambda: sent == [{SURVEY.questions[0].id: "ok", SURVEY.questions[1].id: "good"}])


def test_every_key_has_a_name_that_is_read_aloud(qtbot):
    field = QLineEdit()
    for widget in (pad := Keypad(lambda: field), keyboard := Keyboard(), field):
        qtbot.addWidget(widget)
    keys = [*pad.findChildren(QAbstractButton), *keyboard.findChildren(QAbstractButton)]
    assert len(keys) == 13 + 29 + 39 and all(key.accessibleName() and key.objectName() for key in keys)


def test_topics_are_found_by_pinyin_initials_and_by_words():
    one = Topic("symptom", "no_display", "屏幕不亮", "No picture", 3)
    for typed in ("p", "pm", "PMBL", "pic", "no", "屏幕"):
        assert one.begins(typed), typed
    for typed in ("", " ", "mb", "display", "pmblx"):
        assert not one.begins(typed), typed
