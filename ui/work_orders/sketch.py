"""The condition of a device as numbered marks on a sketch of its front and back."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from services.punctuation import sequenced
from services.texts import N_, _
from ui.kit.buttons import Button
from ui.kit.editors import EDITORS, Editor
from ui.kit.theme import theme
from ui.kit.words import say
from ui.work_orders.labels import short

SIDES = ("front", "back")
MOST = 9
# Where on the sketch a key of the number pad puts a mark.
_ROWS = {"7": 0, "8": 0, "9": 0, "4": 1, "5": 1, "6": 1, "1": 2, "2": 2, "3": 2}
PRESETS = (
    N_("scratch"),
    N_("dent"),
    N_("cracked"),
    N_("bent"),
    N_("paint off"),
    N_("part missing"),
    N_("traces of liquid"),
)
# Width to height of the outline, by kind of sketch.
_SHAPES = {"phone": 0.5, "laptop": 1.35, "television": 1.6, "car": 0.53, "box": 1.1}


class Sketch(QWidget):
    """Front and back as outlines. A click or a key of the number pad puts a mark; `marked(number)`."""

    marked = Signal(int)
    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = "phone"
        self.marks: list[dict[str, Any]] = []
        self.side = "front"
        self.locked = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(132), theme.px(88))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _outline(self, side: str) -> QRectF:
        """The outline of a side, as large as half of the widget allows."""
        half = self.width() / 2
        room = QRectF(0 if side == "front" else half, 0, half, self.height() - theme.px(16))
        room = room.adjusted(theme.px(6), theme.px(6), -theme.px(6), -theme.px(1))
        ratio = _SHAPES.get(self.kind, 1.0)
        height = min(room.height(), room.width() / ratio)
        box = QRectF(0, 0, height * ratio, height)
        box.moveCenter(room.center())
        return box

    def put(self, side: str, x: float, y: float) -> None:
        """Put the next mark; at most nine."""
        if self.locked or len(self.marks) >= MOST:
            return
        number = len(self.marks) + 1
        self.marks.append({"number": number, "side": side, "x": round(x, 3), "y": round(y, 3), "text": ""})
        self.side = side
        self.update()
        self.marked.emit(number)

    def take_back(self) -> None:
        """Remove the last mark."""
        if self.marks and not self.locked:
            self.marks.pop()
            self.update()
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if typed in _ROWS:
            column = (int(typed) - 1) % 3
            self.put(self.side, (0.15, 0.5, 0.85)[column], (0.12, 0.5, 0.88)[_ROWS[typed]])
        elif typed == "0" or event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.side = "back" if self.side == "front" else "front"
            self.update()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.take_back()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        for side in SIDES:
            box = self._outline(side)
            if box.contains(event.position()):
                at = event.position() - box.topLeft()
                self.put(side, at.x() / box.width(), at.y() / box.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(theme.colour("focus" if focused else "border"), theme.px(2) if focused else 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(4), theme.px(4))
        for side in SIDES:
            self._paint_side(painter, side, focused)
        for mark in self.marks:
            self._paint_mark(painter, mark)

    def _paint_side(self, painter: QPainter, side: str, focused: bool) -> None:
        box = self._outline(side)
        painter.setPen(QPen(theme.colour("secondary"), 1.2))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        if side == "back" and self.kind == "phone":
            lens = QRectF(box.left() + box.width() * 0.1, box.top() + box.height() * 0.08, box.width() * 0.34, 0)
            lens.setHeight(lens.width() * 1.3)
            painter.drawRoundedRect(lens, theme.px(2), theme.px(2))
        half = self.width() // 2
        at = QRect(0 if side == "front" else half, self.height() - theme.px(17), half, theme.px(15))
        painter.setFont(theme.font("hint"))
        current = focused and side == self.side
        painter.setPen(theme.colour("accent" if current else "secondary"))
        words = _("Front") if side == "front" else say(short("Back"))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_mark(self, painter: QPainter, mark: dict[str, Any]) -> None:
        box = self._outline(mark["side"])
        centre = QPointF(box.left() + mark["x"] * box.width(), box.top() + mark["y"] * box.height())
        radius = theme.px(7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("danger"))
        painter.drawEllipse(centre, radius, radius)
        bold = theme.font("hint")
        painter.setFont(bold)
        painter.setPen(theme.colour("surface"))
        spot = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, str(mark["number"]))

    def focusInEvent(self, event: Any) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: Any) -> None:
        self.update()
        super().focusOutEvent(event)


class _Words(QLineEdit):
    """What a mark is; a digit in an empty line takes one of the usual words."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if not self.text() and typed.isdigit() and 1 <= int(typed) <= len(PRESETS):
            self.setText(_(PRESETS[int(typed) - 1]))
            self.textEdited.emit(self.text())
            self.done.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.done.emit()
            return
        super().keyPressEvent(event)


class _MarkList(QWidget):
    """The marks in words; a click on one edits it."""

    wanted = Signal(int)

    def __init__(self, sketch: Sketch) -> None:
        super().__init__()
        self._sketch = sketch
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def line_height(self) -> int:
        return theme.metrics("label").lineSpacing() + theme.px(3)

    def first_shown(self) -> int:
        """The first mark for which there is room, so that the newest is always seen."""
        rows = max(1, self.height() // self.line_height())
        return max(0, len(self._sketch.marks) - rows)

    def rect_of(self, place: int) -> QRect:
        """Where the words of a mark stand."""
        height = self.line_height()
        return QRect(0, (place - self.first_shown()) * height, self.width(), height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.first_shown() + int(event.position().y() // self.line_height())
        if place < len(self._sketch.marks):
            self.wanted.emit(place + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("label"))
        marks = self._sketch.marks
        if not marks:
            painter.setPen(theme.colour("secondary"))
            hint = _("Number pad marks a place, 0 turns it over")
            painter.drawText(self.rect(), Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, hint)
            return
        painter.setPen(theme.colour("text"))
        for place in range(self.first_shown(), len(marks)):
            words = f"{marks[place]['number']} {marks[place]['text'] or '…'}"
            cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect_of(place), Qt.AlignmentFlag.AlignVCenter, cut)


class ConditionEditor(Editor):
    """A sketch with its marks in words and the number of photos. The value is a tuple of marks."""

    photos_wanted = Signal()

    def __init__(self, field: Any, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.compact = False
        self.sketch = Sketch()
        self.sketch.setObjectName(f"field_{field.column}")
        self.list = _MarkList(self.sketch)
        self.words = _Words(self.list)
        self.words.setObjectName("mark_words")
        self.words.setMaxLength(80)
        self.words.hide()
        self.photos = Button(self._photo_words, "photos", "link", icon="photo")
        self.photo_count = 0
        aside = QVBoxLayout()
        aside.setSpacing(0)
        aside.addWidget(self.list, 1)
        aside.addWidget(self.photos)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self.sketch)
        row.addLayout(aside, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.focus_widget = self.sketch
        self.setFocusProxy(self.sketch)
        self._editing = 0
        self.sketch.marked.connect(self._mark_put)
        self.sketch.removed.connect(self._mark_removed)
        self.list.wanted.connect(self.edit_words)
        self.words.textEdited.connect(self._words_typed)
        self.words.done.connect(self._words_done)
        self.words.installEventFilter(self)
        self.photos.clicked.connect(self.photos_wanted)
        self.retranslate()

    def _photo_words(self) -> str:
        count = getattr(self, "photo_count", 0)
        words = say(short("Photos"))
        return f"{words} {count}" if count else words

    def show_photos(self, count: int) -> None:
        """Say how many photos go with it."""
        self.photo_count = count
        self.photos.retranslate()

    def retranslate(self) -> None:
        self.sketch.setAccessibleName(say(self.field.label))
        self.sketch.setAccessibleDescription(_("Number pad marks a place, 0 turns it over"))
        self.words.setAccessibleName(_("What is at this place"))
        presets = "  ".join(f"{place} {_(text)}" for place, text in enumerate(PRESETS, 1))
        self.words.setPlaceholderText(presets)
        self.list.update()

    def value(self) -> Any:
        return tuple(dict(mark) for mark in self.sketch.marks)

    def set_value(self, value: Sequence[dict[str, Any]] | None) -> None:
        self.sketch.marks = [dict(mark) for mark in value or ()]
        self.sketch.side = "front"
        self._editing = 0
        self.words.hide()
        self.sketch.update()
        self.list.update()

    def memory(self) -> Any:
        return self.value(), self.sketch.side

    def recall(self, memory: Any) -> None:
        marks, side = memory
        self.set_value(marks)
        self.sketch.side = side

    def shown(self) -> str:
        return sequenced(f"{mark['number']} {mark['text']}" for mark in self.sketch.marks)

    def set_kind(self, kind: str) -> None:
        """Draw another kind of device."""
        self.sketch.kind = kind
        self.sketch.update()

    def set_locked(self, reason: str) -> None:
        super().set_locked(reason)
        self.sketch.locked = reason

    def edit_words(self, number: int) -> None:
        """Say in words what a mark is."""
        if self.locked:
            return
        self._editing = number
        self.words.setText(self.sketch.marks[number - 1]["text"])
        self.words.setGeometry(self.list.rect_of(number - 1))
        self.words.show()
        self.words.setFocus()

    def _mark_put(self, number: int) -> None:
        self.edit_words(number)
        self._person_edited()

    def _mark_removed(self) -> None:
        self.words.hide()
        self.list.update()
        self._person_edited()

    def _words_typed(self, text: str) -> None:
        if self._editing:
            self.sketch.marks[self._editing - 1]["text"] = text
            self._person_edited()

    def _words_done(self) -> None:
        self.words.hide()
        self.list.update()
        self.sketch.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.words and event.type() == QEvent.Type.FocusOut:
            self.words.hide()
            self.list.update()
        return False


EDITORS["condition"] = ConditionEditor
