"""Editors: one class a kind of field, all with the same few methods.

An editor is told a value by the program with `set_value` and tells with `edited`
when a person changed it. The box around it shows what kind of field it is by
colour and by a mark that is not colour.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from services.texts import _
from ui.kit.fields import Field
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import plain_tip, say

IME_FREE = ("code", "phone", "scan", "integer", "number", "money", "date", "datetime")


class Editor(QWidget):
    """Base of all editors. Subclasses make `focus_widget` and read and write its value."""

    edited = Signal()
    icon = ""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.proposed = False
        self.proposal: Any = None
        self.locked = ""
        self.error = False
        self.compact = False
        self.focus_widget: QWidget = self

    def value(self) -> Any:
        """What is entered, None for nothing. Raises ValueError where it cannot be read."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; nobody edited it."""
        raise NotImplementedError

    def raw(self) -> Any:
        """What is entered as JSON can keep it, even if unfinished: for drafts."""
        return self.value()

    def set_raw(self, raw: Any) -> None:
        """Bring back what `raw` gave."""
        self.set_value(raw)

    def memory(self) -> Any:
        """All that a key could change, for `recall`."""
        raise NotImplementedError

    def recall(self, memory: Any) -> None:
        """Be as when `memory` was taken; nobody edited it."""
        raise NotImplementedError

    def shown(self) -> str:
        """The value in words, for a comparison of two versions."""
        raise NotImplementedError

    def kind(self) -> str:
        """How it looks now: required, proposed, optional or readonly."""
        if self.locked:
            return "readonly"
        if self.proposed:
            return "proposed"
        return "required" if self.field.required else "optional"

    def propose(self, value: Any) -> None:
        """Fill in a value that the program found: green until a person types over it."""
        self.set_value(value)
        self.proposed, self.proposal = value is not None, value
        self.restyle()

    def take_back(self) -> bool:
        """Bring a proposal back that was typed over; False when there is none (Ctrl+Z)."""
        if self.proposed or self.proposal is None or self.locked:
            return False
        self.propose(self.proposal)
        self.edited.emit()
        return True

    def set_locked(self, reason: str) -> None:
        """Make it read-only with a reason (the tool tip), or with '' editable again."""
        self.locked = reason
        self.focus_widget.setToolTip(plain_tip(reason))
        self.restyle()

    def set_error(self, on: bool) -> None:
        """The red border of a field that has to be mended."""
        if on != self.error:
            self.error = on
            self.restyle()

    def set_compact(self, compact: bool) -> None:
        """Be lower, where the window is low."""
        self.compact = compact
        self.updateGeometry()

    def restyle(self) -> None:
        """Look right for the kind, the lock and the error of the moment."""
        self.update()

    def retranslate(self) -> None:
        """Look texts up again."""

    def keeps_enter(self, event: QKeyEvent) -> bool:
        """Whether Enter means something in here just now (a list is open)."""
        return False

    def _person_edited(self) -> None:
        if self.proposed:
            self.proposed = False
            self.restyle()
        self.edited.emit()


class BoxEditor(Editor):
    """An editor in a painted box: fill and leading bar by kind, one icon, focus ring."""

    lines = 1

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        theme.changed.connect(self._measure)

    def _hold(self, widget: QWidget) -> None:
        """Put the widget that takes the keys into the box."""
        self.focus_widget = widget
        self.setFocusProxy(widget)
        widget.setProperty("bare", True)
        widget.setObjectName(f"field_{self.field.column}")
        widget.installEventFilter(self)
        self._row.addWidget(widget)
        self._measure()

    def _measure(self) -> None:
        trailing = theme.px(28) if self._icon()[0] else theme.px(9)
        self._row.setContentsMargins(theme.px(10), theme.px(2), trailing, theme.px(2))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = theme.px(26 if self.compact else 28)
        if self.lines > 1:
            height = theme.metrics().lineSpacing() * self.lines + theme.px(8 if self.compact else 14)
        return QSize(theme.px(120), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), self.sizeHint().height())

    def _icon(self) -> tuple[str, str]:
        """Concept and colour of the icon at the end; the mark of the kind goes before the editor's own."""
        if self.locked:
            return "readonly", "secondary"
        if self.proposed:
            return "proposed", "success"
        return self.icon, "secondary"

    def restyle(self) -> None:
        self._measure()
        widget = self.focus_widget
        colours = theme.tokens.fields[self.kind()]
        palette = widget.palette()
        palette.setColor(palette.ColorRole.Text, theme.colour(colours.text))
        palette.setColor(palette.ColorRole.PlaceholderText, theme.colour("secondary"))
        widget.setPalette(palette)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() > self.width() - theme.px(28):
            self.icon_clicked()
        self.focus_widget.setFocus(Qt.FocusReason.MouseFocusReason)

    def icon_clicked(self) -> None:
        """The icon at the end was clicked."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.focus_widget.hasFocus()
        paint_box(painter, QRectF(self.rect()), self.kind(), focused, self.error)
        concept, colour = self._icon()
        if concept:
            side = theme.px(16)
            top = theme.px(7) if self.lines > 1 else (self.height() - side) / 2
            spot = QRectF(self.width() - side - theme.px(8), top, side, side)
            paint_icon(painter, concept, spot, theme.colour(colour))


def paint_box(painter: QPainter, rect: QRectF, kind: str, focused: bool = False, error: bool = False) -> None:
    """The box of a field: fill, border, the bar of required ones, the ring of the focused one."""
    colours = theme.tokens.fields[kind]
    width = theme.px(2) if focused else 1
    half = width / 2
    inner = rect.adjusted(half, half, -half, -half)
    shape = QPainterPath()
    shape.addRoundedRect(inner, theme.px(4), theme.px(4))
    painter.fillPath(shape, theme.colour(colours.fill))
    if kind == "required":
        painter.save()
        painter.setClipPath(shape)
        bar = QRectF(rect.left(), rect.top(), theme.px(3), rect.height())
        painter.fillRect(bar, theme.colour(colours.mark))
        painter.restore()
    border = {True: "danger", False: "border" if kind == "readonly" else "input"}[error]
    painter.setPen(QPen(theme.colour("focus" if focused else border), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


class _Line(QLineEdit):
    """A line that can keep the input method out: the attribute alone does not."""

    def __init__(self, ime: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._ime = ime

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        if query == Qt.InputMethodQuery.ImEnabled and not self._ime:
            return False
        return super().inputMethodQuery(query) if argument is None else super().inputMethodQuery(query, argument)


class LineEditor(BoxEditor):
    """One line of text; base of everything typed in one line. '' counts as nothing."""

    ime = True  # whether the input method may be on at all

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = _Line(self.ime and field.kind not in IME_FREE, self)
        self.line.setFrame(False)
        if field.max_length:
            self.line.setMaxLength(field.max_length)
        self.line.textEdited.connect(lambda _text: self._person_edited())
        self._hold(self.line)
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        self.line.setPlaceholderText(say(self.field.placeholder))
        self.line.setAccessibleName(say(self.field.label))

    def set_locked(self, reason: str) -> None:
        super().set_locked(reason)
        self.line.setReadOnly(bool(reason))

    def set_text(self, text: str) -> None:
        """Show a text from its beginning."""
        if self.line.text() != text:
            self.line.setText(text)
            self.line.setCursorPosition(0)
        if self.proposed:
            self.proposed = False
            self.restyle()

    def memory(self) -> Any:
        return self.line.text(), self.line.cursorPosition(), self.proposed

    def recall(self, memory: Any) -> None:
        text, at, proposed = memory
        self.line.setText(text)
        self.line.setCursorPosition(at)
        self.proposed = proposed
        self.restyle()

    def value(self) -> Any:
        return self.line.text().strip() or None

    def set_value(self, value: Any) -> None:
        self.set_text("" if value is None else str(value))

    def raw(self) -> Any:
        return self.line.text()

    def set_raw(self, raw: Any) -> None:
        self.set_text(raw or "")

    def shown(self) -> str:
        return self.line.text()

    def type_text(self, text: str) -> None:
        """Enter a text as a person would: a scan, an inserted phrase."""
        self.line.setText(text)
        self._person_edited()


# Filled by the modules of editors: kind of field -> class.
EDITORS: dict[str, Callable[[Field, QWidget | None], Editor]] = {"text": LineEditor, "code": LineEditor}
# Where the kit's other kinds are; each module is brought by the first field of its kind, as no start needs all.
MODULES = {
    **dict.fromkeys(("choice", "choices", "yesno"), "choices"),
    **dict.fromkeys(("combo", "lookup"), "lookup"),
    **dict.fromkeys(
        ("phone", "scan", "integer", "number", "money", "date", "datetime", "secret", "multiline"), "typed_editors"
    ),
}


def editor_for(field: Field, parent: QWidget | None) -> Editor:
    """The editor of a field."""
    if field.kind not in EDITORS:
        import_module(f"ui.kit.{MODULES[field.kind]}")
    return EDITORS[field.kind](field, parent)


def unreadable(field: Field) -> str:
    """What to say where the value of a field cannot be read."""
    if field.kind in ("date", "datetime"):
        return _("This is not a date. Example: 11-24, 2026-11-24 18:00, +3")
    if field.kind == "integer":
        return _("A whole number is needed here.")
    if field.kind == "money":
        return _("An amount is needed here, with two decimal places at most.")
    if field.kind in ("lookup", "combo"):
        return _("Choose one from the list.")
    if field.kind in ("hours", "week"):
        return _("Hours are spans such as 9:00-12:00 13:30-18:00, one after the other, within one day.")
    return _("A number is needed here.")
