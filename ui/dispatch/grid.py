"""What the day, week, month and year of the board share: technicians and contractors down, time across, names that stay in sight."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from services.dispatch import Technician
from services.texts import N_, _
from ui.kit.theme import theme
from ui.kit.words import Text, name_as

NAME = 168
HEAD = 30
ARROWS = {
    Qt.Key.Key_Up.value: (-1, 0),
    Qt.Key.Key_Down.value: (1, 0),
    Qt.Key.Key_Left.value: (0, -1),
    Qt.Key.Key_Right.value: (0, 1),
}


class Grid(QAbstractScrollArea):
    """Rows of technicians, columns of time. A subclass gives heads, heights and what is drawn in a row.

    `person_wanted(technician id)` for somebody's skills, areas and absences, or a contractor's file.
    """

    person_wanted = Signal(object)

    def __init__(self, name: str, title: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.people: Sequence[Technician] = ()
        self.row = 0
        name_as(self, title)
        theme.changed.connect(self._again)

    # for subclasses

    def heads(self) -> Sequence[tuple[str, float, float, bool]]:
        """(words, left, right, whether it is today), in shares of the width right of the names."""
        return ()

    def height_of(self, row: int) -> int:
        """How high a row is."""
        return theme.px(46)

    def load_of(self, technician: Technician) -> int | None:
        """How full he is, in percent, or None where it cannot be said."""
        return None

    def paint_row(self, painter: QPainter, row: int, box: QRect) -> None:
        """Draw what lies in a row."""

    def current_words(self) -> str:
        """What the keyboard is on, for screen readers."""
        return ""

    # geometry

    def name_width(self) -> int:
        """How wide the column of names is."""
        return theme.px(NAME)

    def head_height(self) -> int:
        """How high the line of days or hours is."""
        return theme.px(HEAD)

    def row_box(self, row: int) -> QRect:
        """Where a row's time lies in the viewport."""
        top = self.head_height() - self.verticalScrollBar().value() + sum(self.height_of(n) for n in range(row))
        return QRect(self.name_width(), top, self.viewport().width() - self.name_width(), self.height_of(row))

    def row_at(self, y: int) -> int | None:
        """Which row lies there."""
        if y < self.head_height():
            return None
        at = self.head_height() - self.verticalScrollBar().value()
        for row in range(len(self.people)):
            at += self.height_of(row)
            if y < at:
                return row
        return None

    def place_of(self, technician_id: UUID) -> int | None:
        """Which row is somebody's."""
        return next((row for row, one in enumerate(self.people) if one.id == technician_id), None)

    def _again(self) -> None:
        self.tell_size()
        self.viewport().update()

    def tell_size(self) -> None:
        """Rows came, went or grew."""
        whole = sum(self.height_of(row) for row in range(len(self.people)))
        room = max(self.viewport().height() - self.head_height(), 1)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, whole - room))
        bar.setPageStep(room)
        bar.setSingleStep(theme.px(24))
        self.row = min(self.row, max(len(self.people) - 1, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tell_size()

    def show_row(self) -> None:
        """Bring the current row into sight."""
        if not self.people:
            return
        box, bar = self.row_box(self.row), self.verticalScrollBar()
        if box.top() < self.head_height():
            bar.setValue(bar.value() - (self.head_height() - box.top()))
        elif box.bottom() > self.viewport().height():
            bar.setValue(bar.value() + box.bottom() - self.viewport().height())

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), theme.colour("surface"))
        for row in range(len(self.people)):
            box = self.row_box(row)
            if box.bottom() < self.head_height() or box.top() > self.viewport().height():
                continue
            painter.save()
            painter.setClipRect(box.adjusted(-self.name_width(), 0, 0, 0).intersected(self._below_head()))
            self._paint_name(painter, row, box)
            self.paint_row(painter, row, box)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(0, box.bottom(), box.right(), box.bottom())
            painter.restore()
        self._paint_head(painter)

    def _below_head(self) -> QRect:
        return self.viewport().rect().adjusted(0, self.head_height(), 0, 0)

    def _paint_head(self, painter: QPainter) -> None:
        width, height = self.viewport().width(), self.head_height()
        painter.fillRect(QRect(0, 0, width, height), theme.colour("raised"))
        left, room = self.name_width(), width - self.name_width()
        for words, start, end, today in self.heads():
            box = QRectF(left + room * start, 0, room * (end - start), height)
            painter.setFont(theme.font("label_bold" if today else "label"))
            painter.setPen(theme.colour("accent" if today else "secondary"))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()) - theme.px(4))
            painter.drawText(box.adjusted(theme.px(4), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(0, height - 1, width, height - 1)
        painter.drawLine(left, 0, left, self.viewport().height())

    def _paint_name(self, painter: QPainter, row: int, box: QRect) -> None:
        one = self.people[row]
        name = QRect(0, box.top(), self.name_width(), box.height())
        if row == self.row and self.hasFocus():
            painter.fillRect(name, theme.colour("selected"))
        pad = theme.px(10)
        load = self.load_of(one)
        top = name.adjusted(pad, theme.px(5), -pad, 0)
        painter.setFont(theme.font("body"))
        right = f"{load}%" if load is not None else ""
        if load is not None and load > 100:
            right += " !"
        painter.setPen(theme.colour("danger" if load is not None and load > 100 else "secondary"))
        painter.setFont(theme.font("label_bold" if load is not None and load > 100 else "label"))
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, right)
        taken = painter.fontMetrics().horizontalAdvance(right)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        words = painter.fontMetrics().elidedText(
            one.name, Qt.TextElideMode.ElideRight, top.width() - taken - theme.px(8)
        )
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)
        if one.contractor:
            painter.setFont(theme.font("hint"))
            painter.setPen(theme.colour("secondary"))
            painter.drawText(top.adjusted(0, theme.px(18), 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
                             _("Contractor"))  # fmt: skip
        if load is not None and box.height() >= theme.px(34):
            self._paint_load(painter, name.adjusted(pad, 0, -pad, 0), top.top() + theme.px(22), load)

    def _paint_load(self, painter: QPainter, name: QRect, y: int, load: int) -> None:
        bar = QRectF(name.left(), y, name.width(), theme.px(5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(bar, theme.px(2), theme.px(2))
        tone = "danger" if load > 100 else "warning" if load > 85 else "accent"
        painter.setBrush(theme.colour(tone))
        if load > 0:
            bar.setWidth(max(theme.px(3), name.width() * min(load, 100) / 100))
            painter.drawRoundedRect(bar, theme.px(2), theme.px(2))

    # mouse and keys

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        row = self.row_at(at.y())
        if row is not None and at.x() < self.name_width():
            self.person_wanted.emit(self.people[row].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moved = ARROWS.get(event.key())
        if moved is not None and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step(*moved)
            self.show_row()
            self.setAccessibleDescription(self.current_words())
            self.viewport().update()
        else:
            super().keyPressEvent(event)

    def step(self, down: int, across: int) -> None:
        """Move the current place by the arrow keys."""
        if self.people:
            self.row = min(max(self.row + down, 0), len(self.people) - 1)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def inside(box: QRect, at: QPoint) -> tuple[float, float]:
    """A point of a box in shares of its size."""
    return (at.x() - box.left()) / max(box.width(), 1), (at.y() - box.top()) / max(box.height(), 1)


EMPTY_BOARD = N_("No technicians here. They appear once somebody has the role and works at the store.")
