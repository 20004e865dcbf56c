"""The condition of a device: marks on a sketch, each in words, and how many photos go with it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from services.punctuation import listed, sequenced
from services.texts import N_, _, ngettext
from ui.kit.buttons import Button
from ui.kit.editors import EDITORS, Editor
from ui.kit.theme import theme
from ui.kit.words import name_as, say
from ui.work_orders.labels import short
from ui.work_orders.sketch import Sketch

PRESETS = (
    N_("scratch"),
    N_("dent"),
    N_("cracked"),
    N_("bent"),
    N_("paint off"),
    N_("part missing"),
    N_("traces of liquid"),
)


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

    def focusNextPrevChild(self, forward: bool) -> bool:
        # The line stands outside of the form's order: Tab ends it as Enter does.
        self.done.emit()
        return True


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
            hint = _("Digits mark a place, 0 turns it over")
            painter.drawText(self.rect(), Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, hint)
            return
        painter.setPen(theme.colour("text"))
        for place in range(self.first_shown(), len(marks)):
            words = f"{marks[place]['number']} {marks[place]['text'] or '…'}"
            cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect_of(place), Qt.AlignmentFlag.AlignVCenter, cut)


class _Unfolded(QFrame):
    """The drawing over the fields below, while the folded sketch has the focus."""

    def __init__(self, sketch: Sketch) -> None:
        super().__init__()
        self._sketch = sketch
        self.setProperty("card", True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.px(152), theme.px(8), theme.px(10), theme.px(8))
        self.hide()

    def _area(self) -> QRect:
        return QRect(theme.px(8), theme.px(8), theme.px(134), self.height() - theme.px(16))

    def unfold(self) -> None:
        """Come up below the sketch, above it where there is no room."""
        window = self._sketch.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        size = QSize(theme.px(380), theme.px(150))
        below = self._sketch.mapTo(window, QPoint(0, self._sketch.height() + theme.px(2)))
        if below.y() + size.height() > window.height():
            below.setY(self._sketch.mapTo(window, QPoint(0, -theme.px(2))).y() - size.height())
        left = max(0, min(below.x(), window.width() - size.width()))
        self.setGeometry(QRect(QPoint(left, below.y()), size))
        self.show()
        self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._sketch.setFocus(Qt.FocusReason.MouseFocusReason)
        area = self._area()
        self._sketch.press(event.position() - area.topLeft().toPointF(), area.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        painter.translate(area.topLeft())
        self._sketch.paint_on(painter, area.size())


class ConditionEditor(Editor):
    """A sketch with its marks in words and the number of photos. The value is a tuple of marks.

    In a low window it is folded to '2 marks, 3 photos' and unfolds while it has the focus.
    """

    photos_wanted = Signal()

    def __init__(self, field: Any, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.sketch = Sketch(self)
        self.sketch.summary = self._summary
        self.sketch.setObjectName(f"field_{field.column}")
        self.list = _MarkList(self.sketch)
        self.words = _Words(self.list)
        self.words.setObjectName("mark_words")
        self.words.setMaxLength(80)
        self.words.hide()
        self.photos = Button(self._photo_words, "photos", "link", icon="photo")
        self.photos.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.photos.setToolTip("Ctrl+Shift+P")
        self.photo_count = 0
        self.unfolded = _Unfolded(self.sketch)
        self._aside = QWidget(self)
        aside = QVBoxLayout(self._aside)
        aside.setContentsMargins(0, 0, 0, 0)
        aside.setSpacing(0)
        aside.addWidget(self.list, 1)
        aside.addWidget(self.photos)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self.sketch)
        row.addWidget(self._aside, 1)
        self._folding = QTimer(self, singleShot=True, interval=0)
        self._folding.timeout.connect(self._fold)
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
        self.sketch.installEventFilter(self)
        self.destroyed.connect(self.unfolded.deleteLater)
        self.photos.clicked.connect(self.photos_wanted)
        self.retranslate()

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        # A form tries both shapes to see which one it needs: what is shown follows once it has decided.
        self._folding.start()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.px(26 if self.compact else 88))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), self.sizeHint().height())

    def _fold(self) -> None:
        folded = self.compact
        if folded == self.sketch.folded:
            return
        self.sketch.fold(folded)
        (self.unfolded.row if folded else self._row).addWidget(self._aside, 1)
        self._aside.show()
        self._show_unfolded()

    def _show_unfolded(self) -> None:
        if self.sketch.folded and (self.sketch.hasFocus() or self.words.hasFocus()):
            self.unfolded.unfold()
        else:
            self.unfolded.hide()

    def _summary(self) -> str:
        marks, photos = len(self.sketch.marks), self.photo_count
        said = []
        if marks:
            said.append(ngettext("{n} mark", "{n} marks", marks).format(n=marks))
        if photos:
            said.append(ngettext("{n} photo", "{n} photos", photos).format(n=photos))
        return listed(said) or _("no marks")

    def _photo_words(self) -> str:
        count = getattr(self, "photo_count", 0)
        words = say(short("Photos"))
        return f"{words} {count}" if count else words

    def show_photos(self, count: int) -> None:
        """Say how many photos go with it."""
        self.photo_count = count
        self.photos.retranslate()
        self.sketch.update()

    def retranslate(self) -> None:
        self.sketch.setAccessibleName(say(self.field.label))
        self.sketch.setAccessibleDescription(_("Digits mark a place, 0 turns it over"))
        name_as(self.words, N_("What is at this place"))
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
        self._show_unfolded()
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
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            # Between the sketch and the words nobody has the focus for a moment.
            QTimer.singleShot(0, self, self._show_unfolded)
        if watched is self.sketch and event.type() == QEvent.Type.Paint:
            self.unfolded.update()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        self.unfolded.hide()
        super().hideEvent(event)


EDITORS["condition"] = ConditionEditor
