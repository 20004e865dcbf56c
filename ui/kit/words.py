"""Texts in widgets: what is shown is looked up anew whenever the language changes.

A `Text` is an English source text marked with N_, or a callable that makes the
text (for texts with values in them, and for data, which is never translated).
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QSize, Qt, QTranslator
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel, QSizePolicy, QWidget

from services import texts
from ui.kit.asleep import sleepers
from ui.kit.theme import theme

Text = str | Callable[[], str]


def say(text: Text) -> str:
    """The words of a text in the language of the moment."""
    return text() if callable(text) else texts._(text)


def data(value: str) -> Text:
    """A text that is shown as it is: names, numbers, what people typed."""
    return lambda: value


def named(name: str, name_en: str) -> Text:
    """What people named, in the language of the moment."""
    return lambda: texts.either(name, name_en)


def name_in(column: str) -> Callable[[Any], str]:
    """Reads what people named from a row that carries it in both languages, `<column>` and `<column>_en`."""
    return lambda row: texts.either(getattr(row, column), getattr(row, f"{column}_en"))


TIP_PLAIN = 80
TIP_LONGEST = 2_000


def plain_tip(words: str) -> str:
    """A tool tip that Qt does not take for markup, in lines that fit on the screen."""
    if len(words) <= TIP_PLAIN and not GuiQt.mightBeRichText(words):
        return words
    if len(words) > TIP_LONGEST:
        words = words[:TIP_LONGEST] + "…"
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"


# A word of more signs than that may be broken anywhere: a line that cannot be broken makes its page wider.
LONGEST_WORD = 40
# Chinese, Japanese and Korean break between any two signs anyway.
_ENDLESS = re.compile(
    rf"[^\s\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]{{{LONGEST_WORD},}}"
)
# A line needs no more room than that; what is longer is cut where there is none.
LINE_NEEDS = 160


def breakable(words: str) -> str:
    """The same with places to break in words without end."""
    return _ENDLESS.sub(lambda word: "\u200b".join(word[0][n : n + 20] for n in range(0, len(word[0]), 20)), words)


def on_one_line(words: str) -> str:
    """The same without line breaks, which would be painted above and below the line."""
    if words.isprintable():  # lists ask for each cell they paint
        return words
    return " ".join(words.split()) if any(mark in words for mark in "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029") else words


class TextButton(QAbstractButton):
    """A button that paints itself. Its text is data: an & in it is a character and no key of the keyboard."""

    def setText(self, text: str) -> None:
        super().setText(text.replace("&", "&&"))

    def text(self) -> str:
        return super().text().replace("&&", "&")


# The names lie on the widgets, not in here: a text may know the page that holds its widget.
_named: WeakSet[QWidget] = WeakSet()


def name_as(widget: QWidget, text: Text, tip: bool = False) -> None:
    """Name a widget for screen readers, in whichever language is spoken; tip: the name is its tool tip too."""
    widget._named_as = (text, tip)  # type: ignore[attr-defined]
    _named.add(widget)
    _say_name(widget)


def _say_name(widget: QWidget) -> None:
    text, tip = widget._named_as  # type: ignore[attr-defined]
    widget.setAccessibleName(say(text))
    if tip:
        widget.setToolTip(plain_tip(say(text)))


_qt_texts = QTranslator()


def use_language(name: str) -> None:
    """Switch the language of the program ('zh_CN' or 'en'); open windows retranslate themselves."""
    texts.use(name)
    QCoreApplication.removeTranslator(_qt_texts)
    QLocale.setDefault(QLocale("zh_CN" if name == "zh_CN" else "en_GB"))
    if name == "zh_CN":
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if _qt_texts.load(str(Path(folder) / "qtbase_zh_CN.qm")):
            QCoreApplication.installTranslator(_qt_texts)
    sleepers.lay_down()
    theme.follow_language()
    for window in QApplication.topLevelWidgets():
        # Qt posts the event only where a translator was really added or removed.
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    for widget in list(_named):
        if shiboken6.isValid(widget):
            _say_name(widget)


class Label(QLabel):
    """A line of text in a font of the scale of type and a colour of the theme.

    Never reads markup. Where there is no room it is cut, and the whole text is its
    tool tip; with `elide` it asks for no room of its own. With `wrap` it takes as many
    lines as it needs.
    """

    def __init__(
        self,
        text: Text = "",
        role: str = "body",
        tone: str = "",
        parent: QWidget | None = None,
        wrap: bool = False,
        elide: bool = False,
    ) -> None:
        super().__init__(parent)
        self._text, self._role, self._elide = text, role, elide
        self._words = ""
        self._own_tip = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if tone:
            self.setProperty("tone", tone)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._refont()
        self.retranslate()
        theme.changed.connect(self._refont)

    def say(self, text: Text) -> None:
        """Show another text from now on."""
        self._text = text
        self.retranslate()

    def set_tone(self, tone: str) -> None:
        """Another colour: secondary, accent, success, warning, danger, info; empty is the text's."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def retranslate(self) -> None:
        """Look the text up again."""
        words = say(self._text)
        if words != self._words:
            self._words = words
            self.setText(breakable(words) if self.wordWrap() else on_one_line(words))
            if self._elide:
                self.setToolTip(plain_tip(words))

    def _refont(self) -> None:
        self.setFont(theme.font(self._role))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def words(self) -> str:
        """The whole text."""
        return self._words

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        most = theme.px(24) if self._elide else theme.px(LINE_NEEDS)
        return QSize(min(most, hint.width()), hint.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        # Not in event(): hundreds of labels would each hear of every change of style and palette in Python.
        if self._own_tip or not self.toolTip():
            self._own_tip = self._is_cut()
            self.setToolTip(plain_tip(self._words) if self._own_tip else "")
        super().enterEvent(event)

    def _is_cut(self) -> bool:
        return not self.wordWrap() and self.width() < super().sizeHint().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide and not self._is_cut():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme.colour(self.property("tone") or "text"))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), words)


def hairline(parent: QWidget | None = None) -> QFrame:
    """A thin line between two groups; decoration without meaning."""
    line = QFrame(parent)
    line.setProperty("hairline", True)
    return line
