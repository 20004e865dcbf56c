"""Texts in widgets: what is shown is looked up anew whenever the language changes.

A `Text` is an English source text marked with N_, or a callable that makes the
text (for texts with values in them, and for data, which is never translated).
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QSize, Qt, QTranslator
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSizePolicy, QWidget

from services import texts
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
    return lambda: name if texts.language() == "zh_CN" else (name_en or name)


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
    theme.follow_language()
    for window in QApplication.topLevelWidgets():
        # Qt posts the event only where a translator was really added or removed.
        QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))


class Label(QLabel):
    """A line of text in a font of the scale of type and a colour of the theme.

    Never reads markup. With `elide` it gives way when there is no room, and keeps
    the whole text as its tool tip.
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
        if words != self.text():
            self.setText(words)
            if self._elide:
                self.setToolTip(words)

    def _refont(self) -> None:
        self.setFont(theme.font(self._role))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(theme.px(24), hint.height()) if self._elide else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
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
