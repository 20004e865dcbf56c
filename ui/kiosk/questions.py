"""Published answers for customers: looked for by words or by what is touched, opened by a finger."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from services.errors import NotSignedIn
from services.kiosk import Found, PublicArticle, Topic
from services.texts import N_, _
from ui.kiosk.keyboard import TouchWatch
from ui.kiosk.keypad import BigButton
from ui.kiosk.scrolling import scrolling
from ui.kiosk.topics import TopicPicks
from ui.kit.background import Background
from ui.kit.cards import Card
from ui.kit.columns import empty
from ui.kit.messages import BannerArea, Messages
from ui.kit.theme import theme
from ui.kit.words import Label

DEBOUNCE_MS = 250


class QuestionsView(QWidget):
    """find(typed, topic) runs in the background and gives articles and whether there are more; topics() gives what can
    be touched instead of typed.

    touch: nobody has a keyboard here; `touched(field)` when somebody wants to type.
    """

    touched = Signal(QWidget)

    def __init__(
        self,
        background: Background,
        find: Callable[[str, Topic | None], Found],
        topics: Callable[[], list[Topic]],
        *,
        touch: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("questions_view")
        self._background, self._find = background, find
        self._found: Found | None = None
        self.messages = Messages(self)
        self.search = QLineEdit()
        self.search.setObjectName("field_search")
        # as high as the button beside it; the style sheet says how high a field is at least
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._enlarge)
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self.refresh)
        self.search.textEdited.connect(self._typed)
        self.search.returnPressed.connect(self.refresh)
        self.keyboard = BigButton(N_("Keyboard"), "keyboard", icon="keyboard")
        self.keyboard.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if not touch:
            self.keyboard.hide()  # to show it before it has a page would make it a window
        self.keyboard.clicked.connect(lambda: self.touched.emit(self.search))
        self._touches = TouchWatch(self)
        self._touches.watch(self.search)
        self._touches.touched.connect(self.touched)
        self.topics = TopicPicks(background, topics)
        self.topics.picked.connect(self._picked)
        self.topics.opened.connect(self._show_picks)
        self.list = QVBoxLayout()
        self.list.setSpacing(theme.px(6))
        self.answer = Card()
        self.question = Label("", "verdict", wrap=True)
        self.words = Label("", "body", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._build()
        self._enlarge()
        self.retranslate()

    def _enlarge(self) -> None:
        # a kiosk is made before its letters become large
        self.search.setFont(theme.font("body"))

    def _build(self) -> None:
        inside = QWidget()
        text = QVBoxLayout(inside)
        text.addWidget(self.words)
        text.addStretch(1)
        self.answer.body.addWidget(self.question)
        self.answer.body.addWidget(scrolling(inside), 1)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.addLayout(self.list)
        column.addStretch(1)
        self.below = QStackedWidget()
        self.below.addWidget(scrolling(rows))
        self.below.addWidget(scrolling(self.topics.picks))
        typing = QHBoxLayout()
        typing.setSpacing(theme.px(8))
        typing.addWidget(self.search, 1)
        typing.addWidget(self.keyboard)
        left = QVBoxLayout()
        left.setSpacing(theme.px(10))
        left.addLayout(typing)
        left.addWidget(self.topics)
        left.addWidget(BannerArea(self.messages))
        left.addWidget(self.below, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        row.addLayout(left, 5)
        row.addWidget(self.answer, 6)

    def retranslate(self) -> None:
        """Set what is not translated by itself."""
        self.search.setPlaceholderText(_("E.g. battery, screen"))
        self.search.setAccessibleName(_("Type what it is about, e.g. battery, screen"))

    def _typed(self, typed: str) -> None:
        self.topics.suggest(typed)
        self._timer.start()

    def _picked(self) -> None:
        # what was typed led to it, or to nothing
        self.search.clear()
        self.refresh()

    def _show_picks(self, open_now: bool) -> None:
        self.below.setCurrentIndex(1 if open_now else 0)

    def wipe(self) -> None:
        """As it is when the next customer comes."""
        self._timer.stop()
        self.search.clear()
        self.topics.wipe()
        self._found = None
        self._tell()

    def refresh(self) -> None:
        """Look for what is typed; without words the newest answers."""
        typed, chosen = self.search.text(), self.topics.chosen
        self.topics.load()

        def show(found: Found) -> None:
            self.messages.clear()
            self._found = found
            self._tell()

        self._background.run(self, lambda: self._find(typed, chosen), show, self._refused, slot="questions")

    def _refused(self, error: BaseException) -> bool:
        if getattr(error, "sentence", None) is None or isinstance(error, NotSignedIn):
            return False
        self.messages.error(error)
        return True

    def _tell(self) -> None:
        empty(self.list)
        articles = self._found.articles if self._found is not None else []
        for article in articles:
            button = BigButton(lambda one=article: one.title, f"open_{article.number}", "link")
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

    def open(self, article: PublicArticle) -> None:
        """Show an answer."""
        self.question.say(lambda: article.title)
        self.words.say(lambda: article.body)
        self.answer.setAccessibleName(article.title)
        self.answer.show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
