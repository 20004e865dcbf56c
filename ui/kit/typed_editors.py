"""Editors of one kind of typed value each: phones, codes, numbers, dates, secrets, long texts."""

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.kit import formats
from ui.kit.editors import EDITORS, BoxEditor, LineEditor
from ui.kit.fields import Field
from ui.kit.theme import theme
from ui.kit.words import say


class ScanEditor(LineEditor):
    """Serial numbers, shelves, codes: no input method, upper case, no blanks around."""

    icon = "scan"

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line.setProperty("takes_scans", True)

    def value(self) -> Any:
        return self.line.text().strip().upper() or None


class PhoneEditor(LineEditor):
    """A phone number: digits in, grouped for reading; '+' of foreign numbers stays."""

    def value(self) -> Any:
        text = self.line.text().translate({ord(mark): None for mark in " -()（）\u3000"})
        return text or None

    def set_value(self, value: Any) -> None:
        self.set_text(formats.phone(value))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self.locked and not self.line.text().count(" "):
            self.line.setText(formats.phone(self.line.text().strip()))
        return super().eventFilter(watched, event)


class NumberEditor(LineEditor):
    """A Decimal (kind 'number', 'money') or int ('integer'), set right in figures of one width."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        theme.changed.connect(self._refont)
        self._refont()

    def _refont(self) -> None:
        self.line.setFont(theme.font("body_tabular"))

    def value(self) -> Any:
        number = formats.parse_number(self.line.text())
        if number is None:
            return None
        if self.field.kind == "integer":
            if number != number.to_integral_value():
                raise ValueError(self.line.text())
            return int(number)
        if self.field.kind == "money" and number != number.quantize(Decimal("0.01")):
            raise ValueError(self.line.text())
        return number

    def set_value(self, value: Any) -> None:
        self.set_text("" if value is None else self._shown(value))

    def _shown(self, value: Any) -> str:
        return formats.money(Decimal(value)) if self.field.kind == "money" else formats.number(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self.locked:
            try:
                value = self.value()
            except ValueError:
                return super().eventFilter(watched, event)
            if value is not None:
                self.line.setText(self._shown(value))
        return super().eventFilter(watched, event)


class SecretEditor(LineEditor):
    """A password or an unlock code: dots, and an eye to look at it."""

    icon = "visible"

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def value(self) -> Any:
        return self.line.text() or None

    def shown(self) -> str:
        return "•" * len(self.line.text())

    def raw(self) -> Any:
        return ""  # a secret never goes into a draft

    def icon_clicked(self) -> None:
        shown = self.line.echoMode() == QLineEdit.EchoMode.Normal
        self.line.setEchoMode(QLineEdit.EchoMode.Password if shown else QLineEdit.EchoMode.Normal)
        self.icon = "visible" if shown else "hidden"
        self.update()


class _Pages(QPlainTextEdit):
    """Several lines; Tab leaves it as in any other field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        # Words without an end are broken too: nobody scrolls sideways in a field.
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(self.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)


class TextEditor(BoxEditor):
    """Several lines of text: Enter is a new line, Ctrl+Enter the next field."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.lines = field.lines
        self.text = _Pages(self)
        self._told = False
        self.text.textChanged.connect(self._changed)
        self._hold(self.text)
        self.retranslate()
        self.restyle()

    def _measure(self) -> None:
        super()._measure()
        margins = self._row.contentsMargins()
        self._row.setContentsMargins(margins.left(), theme.px(6), margins.right(), theme.px(6))

    def retranslate(self) -> None:
        self.text.setPlaceholderText(say(self.field.placeholder))
        self.text.setAccessibleName(say(self.field.label))

    def set_locked(self, reason: str) -> None:
        super().set_locked(reason)
        self.text.setReadOnly(bool(reason))

    def _changed(self) -> None:
        if not self._told:
            self._person_edited()

    def memory(self) -> Any:
        return self.text.toPlainText(), self.text.textCursor().position(), self.proposed

    def recall(self, memory: Any) -> None:
        words, at, proposed = memory
        self.set_value(words)
        cursor = self.text.textCursor()
        cursor.setPosition(at)
        self.text.setTextCursor(cursor)
        self.proposed = proposed
        self.restyle()

    def value(self) -> Any:
        return self.text.toPlainText().strip() or None

    def set_value(self, value: Any) -> None:
        self._told = True
        try:
            if self.text.toPlainText() != (value or ""):
                self.text.setPlainText(value or "")
        finally:
            self._told = False
        self.proposed = False
        self.restyle()

    def shown(self) -> str:
        return self.text.toPlainText()

    def type_text(self, text: str) -> None:
        """Enter a text as a person would."""
        self.text.setPlainText(text)


def _pressed(event: QKeyEvent, key: Qt.Key) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() == key


class DateEditor(LineEditor):
    """A date ('date') or an instant in the store's zone ('datetime'), typed in any short form."""

    icon = "calendar"

    def value(self) -> Any:
        text = self.line.text()
        return formats.parse_moment(text) if self.field.kind == "datetime" else formats.parse_day(text)

    def set_value(self, value: Any) -> None:
        self.set_text(self._shown(value))

    def _shown(self, value: date | datetime | None) -> str:
        if value is None:
            return ""
        if isinstance(value, datetime):
            return f"{formats.local(value):%Y-%m-%d %H:%M}"
        return f"{value:%Y-%m-%d}"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self.locked:
            with suppress(ValueError):  # stays as typed; the check of the form names it
                self.line.setText(self._shown(self.value()))
        if isinstance(event, QKeyEvent) and _pressed(event, Qt.Key.Key_F4):
            self.icon_clicked()
            return True
        return super().eventFilter(watched, event)

    def icon_clicked(self) -> None:
        if self.locked:
            return
        try:
            start = self.value()
        except ValueError:
            start = None
        from ui.kit.calendar_popup import pick_day  # no form opens with it

        pick_day(self, start, self._picked)

    def _picked(self, picked: date) -> None:
        tail = ""
        if self.field.kind == "datetime":
            try:
                before = self.value()
            except ValueError:
                before = None
            tail = f" {formats.local(before):%H:%M}" if before is not None else " 18:00"
        self.type_text(f"{picked:%Y-%m-%d}{tail}")


EDITORS.update(
    {
        "phone": PhoneEditor,
        "scan": ScanEditor,
        "integer": NumberEditor,
        "number": NumberEditor,
        "money": NumberEditor,
        "date": DateEditor,
        "datetime": DateEditor,
        "secret": SecretEditor,
        "multiline": TextEditor,
    }
)
