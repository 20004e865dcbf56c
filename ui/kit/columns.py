"""Layouts: the grid of twelve columns that all groups of a form share, and a row that wraps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from ui.kit.theme import theme

COLUMNS = 12


@dataclass
class _Place:
    item: QLayoutItem
    span: int
    newline: bool
    rows: int = 1
    low_span: int = 0

    def shape(self, low: bool) -> tuple[int, int]:
        """Columns and rows it takes, in a low window or else."""
        return (self.low_span, 1) if low and self.low_span else (self.span, self.rows)


@dataclass
class _Row:
    start: int
    cells: list[tuple[_Place, int]]


@dataclass
class _Tall:
    item: QLayoutItem
    left: int
    right: int
    y: int
    height: int
    rows_left: int


class _Heights(dict[Any, int]):
    """What a layout answered since something in it changed: layouts around it ask the same dozens of times."""

    def __init__(self) -> None:
        super().__init__()
        self._sizes = theme.sizes

    def of(self, shape: Any, measure: Callable[[], int]) -> int:
        if self._sizes != theme.sizes:
            self._sizes = theme.sizes
            self.clear()
        found = self.get(shape)
        if found is None:
            found = self[shape] = measure()
        return found


class ColumnsLayout(QLayout):
    """Twelve columns of exactly equal width, whatever is in them; rows as high as their highest cell.

    A grid layout would widen a column for one wide cell, and fields of different
    groups would no longer share their edges.
    """

    def __init__(self, parent: QWidget | None = None, across: int = 12, down: int = 9) -> None:
        super().__init__(parent)
        self._places: list[_Place] = []
        self.across, self.down = across, down
        self.low = False
        self.in_scroll = False  # then nobody wants to know how high it would be elsewhere
        self._heights = _Heights()
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def update(self) -> None:
        """Lay everything out anew, with heights asked for at once."""
        self.invalidate()
        super().update()

    def add(self, widget: QWidget, span: int = 3, newline: bool = False, rows: int = 1, low_span: int = 0) -> None:
        """Put a widget over `span` columns, in a new row if asked to or if it does not fit.

        rows: a tall one begins its row, and as many rows stand beside it.
        low_span: columns while `low` is set, in one row like all others; 0: as ever.
        """
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))
        self._places[-1] = _Place(self._places[-1].item, min(span, COLUMNS), newline or rows > 1, rows, low_span)

    def addItem(self, item: QLayoutItem) -> None:
        self._places.append(_Place(item, 3, False))

    def count(self) -> int:
        return len(self._places)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._places[index].item if 0 <= index < len(self._places) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._places.pop(index).item if 0 <= index < len(self._places) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        shape = (width, self.low, self.across, self.down)
        return self._heights.of(shape, lambda: self._arrange(QRect(0, 0, width, 0), place=False))

    def minimumSize(self) -> QSize:
        return QSize(theme.px(240), 0)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), 0 if self.in_scroll else self.heightForWidth(theme.px(640)))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def _arrange(self, rect: QRect, place: bool) -> int:
        gap = theme.px(self.across)
        one = (rect.width() - gap * (COLUMNS - 1)) / COLUMNS
        y = rect.y()
        tall: _Tall | None = None
        for row in self._rows(one):
            start, height, cells = row.start, 0, []
            for cell, span in row.cells:
                left = round(start * (one + gap))
                right = round((start + span) * (one + gap) - gap)
                cells.append((cell, left, right))
                item = cell.item
                width = right - left
                wanted = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
                start += span
                tall_rows = cell.shape(self.low)[1]
                if tall_rows > 1:
                    cells.pop()
                    tall = _Tall(item, left, right, y, wanted, tall_rows)
                    continue
                height = max(height, wanted)
            if tall is not None:
                tall.rows_left -= 1
                if not tall.rows_left:
                    height = max(height, tall.y + tall.height - y)
            if place:
                for cell, left, right in cells:
                    cell.item.setGeometry(QRect(rect.x() + left, y, right - left, height))
                if tall is not None and not tall.rows_left:
                    bounds = QRect(rect.x() + tall.left, tall.y, tall.right - tall.left, y + height - tall.y)
                    tall.item.setGeometry(bounds)
            if tall is not None and not tall.rows_left:
                tall = None
            y += height + theme.px(self.down)
        if tall is not None:
            # fewer rows stand beside it than were foreseen
            y = max(y, tall.y + tall.height + theme.px(self.down))
            if place:
                bounds = QRect(rect.x() + tall.left, tall.y, tall.right - tall.left, y - theme.px(self.down) - tall.y)
                tall.item.setGeometry(bounds)
        return max(0, y - rect.y() - theme.px(self.down))

    def _rows(self, one: float) -> list[_Row]:
        rows: list[_Row] = []
        widening = _widening(one)
        halves = widening == 2 and one >= theme.px(HALF)
        used = COLUMNS
        beside, left = 0, 0  # columns a tall cell takes in the rows to come, and how many rows those are
        for cell in self._places:
            if cell.item.isEmpty():
                continue
            columns, tall = cell.shape(self.low)
            span = min(COLUMNS, columns * widening)
            if halves and columns <= COLUMNS // 2 - 1:
                span = COLUMNS // 2
            if cell.newline or used + span > COLUMNS:
                left -= 1 if left else 0
                beside = beside if left else 0
                if span + beside > COLUMNS or tall > 1:
                    beside = left = 0
                rows.append(_Row(beside, []))
                used = beside
            if tall > 1 and span < COLUMNS:
                beside, left = span, tall
            rows[-1].cells.append((cell, span))
            used += span
        return rows


class FlowLayout(QLayout):
    """A row that goes on in the next line where the width ends."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.gap = gap
        self._heights = _Heights()
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def addWidget(self, widget: QWidget) -> None:
        # An item made by Qt may come where a deleted one was, and would then be taken for that one in Python.
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.update()  # what comes later is placed too, without a resize in between

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        def measure() -> int:
            return self._arrange(QRect(0, 0, width, 0), place=False)

        # One that lies in another layout hears too late of what changed in it.
        nested = isinstance(self.parent(), QLayout)
        return measure() if nested else self._heights.of((width, self.gap), measure)

    def minimumSize(self) -> QSize:
        widths = [item.minimumSize().width() for item in self._items if not item.isEmpty()]
        return QSize(max(widths, default=0), 0)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() + theme.px(self.gap) for hint in hints)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def _arrange(self, rect: QRect, place: bool) -> int:
        gap = theme.px(self.gap)
        x, y, height = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, height = rect.x(), y + height + gap, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), QSize(min(hint.width(), rect.width()), hint.height())))
            x += hint.width() + gap
            height = max(height, hint.height())
        return y + height - rect.y()


# From this width of a column on half a row is enough for a field that is less than half as wide elsewhere.
HALF = 20


def _widening(column: float) -> int:
    """How many times wider fields have to be where columns are too narrow to read anything in."""
    if column >= theme.px(34):
        return 1
    return 2 if column >= theme.px(10) else 4


def empty(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
