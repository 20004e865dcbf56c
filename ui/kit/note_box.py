"""A line under a trace in which a note is written: Enter writes it, nothing is asked."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.theme import theme
from ui.kit.words import Text, say

MOST = 4000


class NoteBox(QWidget):
    """`written(text)` on Enter or the button. key: shown in the empty line."""

    written = Signal(str)

    def __init__(self, placeholder: Text, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placeholder, self._key = placeholder, key
        self.line = QLineEdit()
        self.line.setObjectName("field_note")
        self.line.setMaxLength(MOST)
        self.line.setMinimumHeight(theme.px(28))
        self.button = Button(N_("Add"), "add_note", icon="send")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.line.returnPressed.connect(self._write)
        self.line.textChanged.connect(lambda text: self.button.setEnabled(bool(text.strip())))
        self.button.clicked.connect(self._write)
        self.button.setEnabled(False)
        self.retranslate()

    def _write(self) -> None:
        if self.line.text().strip():
            self.written.emit(self.line.text())

    def clear(self) -> None:
        """The note was written."""
        self.line.clear()

    def focus_note(self) -> None:
        """Put the caret into the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Look the placeholder up again."""
        words = say(self._placeholder)
        self.line.setAccessibleName(words)
        self.line.setPlaceholderText(f"{words}  {self._key}".strip())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
