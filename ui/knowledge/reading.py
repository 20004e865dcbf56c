"""The reading pane: one article as it is read out to a customer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services.articles import KIND_NAMES, Article
from services.punctuation import listed
from services.texts import N_, _, language
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Segments
from ui.kit.cases import helped
from ui.kit.chips import ChipLabel
from ui.kit.named_scroll import NamedScroll
from ui.kit.theme import theme
from ui.kit.words import Label, hairline, say
from ui.knowledge.labels import state_chip


class Reading(QFrame):
    """Question, answer and what others said of it. Signals: edit_wanted, voted(worked)."""

    edit_wanted = Signal()
    voted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setObjectName("reading")
        self.article: Article | None = None
        self._language, self._audience = "", "staff"
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(n) for n in (18, 14, 18, 14)])
        column.setSpacing(theme.px(8))
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        self.number = Label(lambda: self.article.number if self.article else "", "label", "secondary")
        self.state = ChipLabel()
        self.languages = Segments([("zh", lambda: "中文"), ("en", lambda: "English")])
        self.languages.chosen.connect(self._choose)
        top.addWidget(self.number)
        top.addWidget(self.state)
        top.addStretch(1)
        self.audiences = Segments([("staff", N_("For us")), ("customer", N_("For the customer"))])
        self.audiences.chosen.connect(self._address)
        top.addWidget(self.audiences)
        top.addWidget(self.languages)
        column.addLayout(top)
        self.question = Label(self._question, "title", wrap=True)
        column.addWidget(self.question)
        self.facts = Label(self._facts, "label", "secondary", wrap=True)
        column.addWidget(self.facts)
        self.answer = Label(self._answer, wrap=True)
        self.answer.setObjectName("article_answer")
        self.answer.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.answer.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.answer.setAutoFillBackground(False)
        self.paper = NamedScroll(N_("Answer"), self.answer)
        column.addWidget(hairline())
        column.addWidget(self.paper, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(6))
        self.copy = Button(N_("Copy the answer"), "copy_answer", icon="copy")
        self.edit = Button(N_("Edit"), "edit_article", key="F2", icon="edit")
        self.worked = Button(N_("Worked"), "worked", icon="ok")
        self.failed = Button(N_("Did not work"), "did_not_work", icon="close")
        foot.addWidget(self.worked)
        foot.addWidget(self.failed)
        foot.addStretch(1)
        foot.addWidget(self.copy)
        foot.addWidget(self.edit)
        column.addLayout(foot)
        self.copy.clicked.connect(self.copy_answer)
        self.edit.clicked.connect(self.edit_wanted)
        self.worked.clicked.connect(lambda: self.voted.emit(True))
        self.failed.clicked.connect(lambda: self.voted.emit(False))
        self.tell(None)

    def tell(self, article: Article | None) -> None:
        """Show this article, in the program's language where it has one."""
        self.article = article
        shown = article is not None
        for widget in (self.state, self.audiences, self.languages, self.copy, self.worked, self.failed, self.answer):
            widget.setVisible(shown)
        if article is not None:
            both = bool(article.answer_en or article.question_en)
            self.languages.setVisible(both)
            wanted = "en" if language() == "en" and both else "zh"
            self.languages.show_current(wanted)
            self._language = wanted
            self.audiences.setVisible(bool(article.customer_answer))
            self._audience = "staff"
            self.audiences.show_current("staff")
            self.state.show_chip(state_chip(article))
            published = article.state == "published"
            self.worked.setVisible(published)
            self.failed.setVisible(published)
        self._show_texts()

    def _choose(self, name: str) -> None:
        self._language = name
        self._show_texts()

    def _address(self, name: str) -> None:
        self._audience = name
        self._show_texts()

    def _show_texts(self) -> None:
        for label in (self.number, self.question, self.facts, self.answer):
            label.retranslate()
        self.paper.verticalScrollBar().setValue(0)
        self.answer.setAccessibleName(self._question())

    def _question(self) -> str:
        one = self.article
        if one is None:
            return _("Choose an article to read it.")
        return (one.question_en or one.question) if self._language == "en" else one.question

    def _answer(self) -> str:
        one = self.article
        if one is None:
            return ""
        if self._audience == "customer":
            return (one.customer_answer_en or one.customer_answer) if self._language == "en" else one.customer_answer
        return (one.answer_en or one.answer) if self._language == "en" else one.answer

    def _facts(self) -> str:
        one = self.article
        if one is None:
            return ""
        changed = _("comes with the program")
        if one.editor_name:
            changed = _("changed {at} by {name}").format(at=formats.moment(one.updated_at), name=one.editor_name)
        models = listed(name for _id, name in one.models)
        fits = _("applies to {what}").format(what=models) if models else ""
        return " · ".join(word for word in (say(KIND_NAMES[one.kind]), changed, helped(one), fits) if word)

    def copy_answer(self) -> None:
        """The answer as it is shown, to paste it into a mail or message."""
        QGuiApplication.clipboard().setText(self._answer())

    def retranslate_all(self) -> None:
        """The language of the program changed: so does the article's."""
        self.tell(self.article)
