"""Published answers for customers: looked for by words, opened by a finger."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from services.errors import NotSignedIn
from services.texts import N_, _
from ui.kiosk.keypad import BigButton
from ui.kit.background import Background
from ui.kit.cards import Card
from ui.kit.columns import empty
from ui.kit.messages import BannerArea, Messages
from ui.kit.theme import theme
from ui.kit.words import Label

DEBOUNCE_MS = 250


class QuestionsView(QWidget):
    """find(typed) runs in the background and gives articles and whether there are more."""

    def __init__(self, background: Background, find: Callable[[str], Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questions_view")
        self._background, self._find = background, find
        self._found: Any = None
        self.messages = Messages(self)
        self.search = QLineEdit()
        self.search.setObjectName("field_search")
        self.search.setMinimumHeight(theme.px(34))
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self.refresh)
        self.search.textEdited.connect(lambda _typed: self._timer.start())
        self.search.returnPressed.connect(self.refresh)
        self.list = QVBoxLayout()
        self.list.setSpacing(theme.px(6))
        self.answer = Card()
        self.question = Label("", "verdict", wrap=True)
        self.words = Label("", "body", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        inside = QWidget()
        text = QVBoxLayout(inside)
        text.addWidget(self.words)
        text.addStretch(1)
        self.answer.body.addWidget(self.question)
        self.answer.body.addWidget(_scrolling(inside), 1)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.addLayout(self.list)
        column.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(theme.px(10))
        left.addWidget(self.search)
        left.addWidget(BannerArea(self.messages))
        left.addWidget(_scrolling(rows), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        row.addLayout(left, 5)
        row.addWidget(self.answer, 6)
        self.retranslate()

    def retranslate(self) -> None:
        """Set what is not translated by itself."""
        words = _("Type what it is about, e.g. battery, screen")
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)

    def wipe(self) -> None:
        """As it is when the next customer comes."""
        self._timer.stop()
        self.search.clear()
        self._found = None
        self._tell()

    def refresh(self) -> None:
        """Look for what is typed; without words the newest answers."""
        typed = self.search.text()

        def show(found: Any) -> None:
            self.messages.clear()
            self._found = found
            self._tell()

        self._background.run(self, lambda: self._find(typed), show, self._refused, slot="questions")

    def _refused(self, error: BaseException) -> Any:
        if getattr(error, "sentence", None) is None or isinstance(error, NotSignedIn):
            return False
        self.messages.error(error)
        return True

    def _tell(self) -> None:
        empty(self.list)
        articles = self._found.articles if self._found is not None else []
        for article in articles:
            button = BigButton(lambda one=article: one.title, f"open_{article.number}", "link", side=36)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _on=False, one=article: self.open(one))
            self.list.addWidget(button)
        if self._found is not None and not articles:
            self.list.addWidget(Label(N_("No answer to that here. Please ask at the counter."), "card", wrap=True))
        if self._found is not None and self._found.more:
            self.list.addWidget(Label(N_("There is more than is shown; type more of it."), "body", "secondary"))
        if articles:
            self.open(articles[0])
        else:
            self.answer.hide()

    def open(self, article: Any) -> None:
        """Show an answer."""
        self.question.say(lambda: article.title)
        self.words.say(lambda: article.body)
        self.answer.setAccessibleName(article.title)
        self.answer.show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    widget.setAutoFillBackground(False)  # setWidget switches it on
    area.viewport().setAutoFillBackground(False)
    return area
