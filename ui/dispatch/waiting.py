"""The visits nobody has yet, beside the board: dragged onto it, or given away by key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from services.dispatch import Placed
from services.texts import N_, _, either
from ui.dispatch.labels import KIND_ICONS, is_late
from ui.dispatch.schedule import MIME
from ui.kit import formats
from ui.kit.card_rows import CardRows
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Label, name_as

CARD = 76


class _Card(QStyledItemDelegate):
    """Number and length, customer, subject, region and what is to be kept in mind."""

    now: datetime | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        return QSize(theme.px(180), theme.px(CARD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        row: Placed = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect).adjusted(theme.px(1), theme.px(2), -theme.px(1), -theme.px(3))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("selected" if chosen else "surface"))
        painter.setPen(QPen(theme.colour("focus" if focused else "border"), theme.px(2) if focused else 1))
        painter.drawRoundedRect(box, theme.px(5), theme.px(5))
        inner = box.adjusted(theme.px(9), theme.px(6), -theme.px(9), -theme.px(5))
        late = is_late(row, self.now)
        right = formats.duration(row.minutes)
        _line(painter, inner, 0, row.number, "label", "secondary", right)
        urgent = row.priority == "urgent"
        _line(painter, inner, 1, row.customer_name or formats.EMPTY, "bold", "text",
              _("Rush") if urgent else "", "warning")  # fmt: skip
        _line(painter, inner, 2, row.subject, "label", "text")
        due = formats.inside(row.due_at, self.now) if row.due_at is not None else ""
        term = _("by {time}").format(time=due) if due else ""
        _line(
            painter,
            inner,
            3,
            either(row.region_name, row.region_name_en) or row.wish,
            "hint",
            "secondary",
            term,
            "danger" if late else "secondary",
        )
        mark = "waiting_parts" if row.waits_for_parts else KIND_ICONS[row.kind]
        side = theme.px(13)
        colour = theme.colour("warning" if row.waits_for_parts else "secondary")
        at = QRect(int(inner.left() + theme.metrics("label").horizontalAdvance(row.number) + theme.px(6)),
                   int(inner.top()) + theme.px(1), side, side)  # fmt: skip
        paint_icon(painter, mark, at, colour)
        painter.restore()


def _line(
    painter: QPainter,
    box: QRectF,
    line: int,
    words: str,
    font: str,
    colour: str,
    right: str = "",
    tone: str = "secondary",
) -> None:
    height = theme.px(16)
    at = QRectF(box.left(), box.top() + line * height, box.width(), height)
    taken = 0
    if right:
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.colour(tone))
        painter.drawText(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        taken = painter.fontMetrics().horizontalAdvance(right) + theme.px(8)
    painter.setFont(theme.font(font))
    painter.setPen(theme.colour(colour))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()) - taken)
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class WaitingList(QFrame):
    """Signals: opened(visit id), planned(visit), suggested(visit), contracted(visit), chosen(visit or None)."""

    opened = Signal(object)
    planned = Signal(object)
    suggested = Signal(object)
    contracted = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.model = CardRows(
            MIME,
            lambda row: f"{row.number} {row.customer_name} {row.subject}",
            lambda row: (row.number, row.customer_name, row.subject, row.wish),
        )
        self.painter_of = _Card(self)
        self.title = Label(lambda: _("To be assigned ({n})").format(n=len(self.model.rows)), "card")
        self.empty = Label(N_("All visits are assigned."), "body", "secondary", wrap=True)
        self.list = _List(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self.painter_of)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(n) for n in (10, 10, 8, 8)])
        column.setSpacing(theme.px(6))
        column.addWidget(self.title)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        self.hint = Label(
            N_("Drag onto the board, or M to assign, S for suggestions, C for a contractor."),
            "hint",
            "secondary",
            wrap=True,
        )
        column.addWidget(self.hint)
        column.addStretch()  # nothing waits: the title stays on top
        self.list.doubleClicked.connect(lambda index: self.opened.emit(self.model.rows[index.row()].id))
        self.list.selectionModel().currentChanged.connect(lambda *_at: self.chosen.emit(self.current()))

    def tell(self, rows: Sequence[Placed], now: datetime) -> None:
        """Show these; the current one stays current."""
        kept = self.current()
        self.painter_of.now = now
        self.model.show(rows)
        if kept is not None:
            place = next((n for n, row in enumerate(rows) if row.id == kept.id), None)
            if place is not None:
                self.list.setCurrentIndex(self.model.index(place))
        self.title.retranslate()
        self.empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.hint.setVisible(bool(rows))

    def current(self) -> Placed | None:
        """The one the keyboard is on."""
        at = self.list.currentIndex()
        return self.model.rows[at.row()] if at.isValid() and at.row() < len(self.model.rows) else None


class _List(QListView):
    def __init__(self, owner: WaitingList) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setObjectName("table_waiting")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        name_as(self, N_("Visits to be assigned"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))  # M and S mean one of them from the start

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._owner.current()
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._owner.opened.emit(row.id)
        elif row is not None and event.key() == Qt.Key.Key_M:
            self._owner.planned.emit(row)
        elif row is not None and event.key() == Qt.Key.Key_C:
            self._owner.contracted.emit(row)
        elif row is not None and event.key() == Qt.Key.Key_S:
            self._owner.suggested.emit(row)
        else:
            super().keyPressEvent(event)
