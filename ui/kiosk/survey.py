"""A survey that a customer answers himself: large buttons for scores, choices and yes or no."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from services.errors import NotSignedIn
from services.texts import N_
from ui.kiosk.keyboard import TouchWatch
from ui.kiosk.keypad import BigButton
from ui.kiosk.scrolling import scrolling
from ui.kit.background import Background
from ui.kit.cards import Card
from ui.kit.columns import empty
from ui.kit.messages import BannerArea, Messages
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data, name_as

NOTE_LENGTH = 1000


class _Choice(BigButton):
    """One of the answers; the chosen one is filled."""

    def __init__(self, text: Text, name: str) -> None:
        super().__init__(text, name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.toggled.connect(self._show)

    def _show(self, chosen: bool) -> None:
        self.kind = "primary" if chosen else "plain"
        self.updateGeometry()
        self.update()


class SurveyView(QWidget):
    """send(survey, answers, note) runs in the background; `done` when it was kept, `touched(field)` to be written in."""

    done = Signal()
    touched = Signal(QWidget)

    def __init__(self, background: Background, send: Callable[[Any, dict, str], Any]) -> None:
        super().__init__()
        self.setObjectName("survey_view")
        self._background, self._send = background, send
        self.survey: Any = None
        self._answers: dict[UUID, str] = {}
        self._words: dict[UUID, QPlainTextEdit] = {}
        self._groups: list[QButtonGroup] = []
        self._touches = TouchWatch(self)
        self._touches.touched.connect(self.touched)
        self.messages = Messages(self)
        self.heading = Label("", "verdict", wrap=True)
        self.questions = QVBoxLayout()
        self.questions.setSpacing(theme.px(10))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.addLayout(self.questions)
        column.addStretch(1)
        self.send_button = BigButton(N_("Send my answers"), "send_answers", "primary", icon="ok")
        self.send_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.send_button.clicked.connect(self.submit)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(10))
        outer.addWidget(self.heading)
        outer.addWidget(BannerArea(self.messages))
        outer.addWidget(scrolling(inside), 1)
        outer.addWidget(self.send_button)

    def tell(self, survey: Any) -> None:
        """Ask these questions."""
        self.wipe()
        self.survey = survey
        self.heading.say(lambda: survey.title)
        for question in survey.questions:
            self.questions.addWidget(self._card(question))

    def wipe(self) -> None:
        """Forget what was asked and answered."""
        self.survey = None
        self._answers, self._words = {}, {}
        self._groups = []
        self.messages.clear()
        self.heading.say("")
        empty(self.questions)

    def _card(self, question: Any) -> Card:
        card = Card()
        mark = "" if question.required else " ○"
        card.body.addWidget(Label(lambda: f"{question.place}. {question.says}{mark}", "card", wrap=True))
        if question.kind == "text":
            words = QPlainTextEdit()
            words.setObjectName(f"field_question_{question.place}")
            words.setFixedHeight(theme.px(64))
            words.setTabChangesFocus(True)
            name_as(words, lambda: question.says)
            self._touches.watch(words)
            self._words[question.id] = words
            card.body.addWidget(words)
            return card
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        group = QButtonGroup(card)
        for value, text in _choices(question):
            button = _Choice(text, f"answer_{question.place}_{value}")
            button.clicked.connect(lambda _on=False, one=value: self._answers.__setitem__(question.id, one))
            group.addButton(button)
            row.addWidget(button)
        self._groups.append(group)
        card.body.addLayout(row)
        if question.kind in ("score5", "score10"):
            ends = QHBoxLayout()
            ends.addWidget(Label(N_("very poor"), "label", "secondary"))
            ends.addStretch(1)
            ends.addWidget(Label(N_("very good"), "label", "secondary"))
            card.body.addLayout(ends)
        return card

    def submit(self) -> None:
        """Send what was answered."""
        if self.survey is None or not self.send_button.isEnabled():
            return
        answers: dict[UUID, str] = dict(self._answers)
        answers |= {
            question: edit.toPlainText().strip()[:NOTE_LENGTH]
            for question, edit in self._words.items()
            if edit.toPlainText().strip()
        }
        survey = self.survey
        self.send_button.setEnabled(False)
        self._background.run(
            self, lambda: self._send(survey, answers, ""), self._sent, self._refused, slot="survey_send"
        )

    def _sent(self, _result: Any) -> None:
        self.send_button.setEnabled(True)
        self.wipe()
        self.done.emit()

    def _refused(self, error: BaseException) -> Any:
        self.send_button.setEnabled(True)
        if getattr(error, "sentence", None) is None or isinstance(error, NotSignedIn):
            return False
        self.messages.error(error)
        return True


def _choices(question: Any) -> list[tuple[str, Text]]:
    if question.kind == "score5":
        return [(str(n), data(str(n))) for n in range(1, 6)]
    if question.kind == "score10":
        return [(str(n), data(str(n))) for n in range(11)]
    if question.kind == "yes_no":
        return [("yes", N_("Yes")), ("no", N_("No"))]
    return [
        (str(n), lambda one=n: question.choices[one - 1])  # type: ignore[misc]
        for n in range(1, len(question.options) + 1)
    ]
