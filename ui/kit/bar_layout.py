"""The layout of a bar of tools: some at its beginning, some at its end, in more lines where one is too short."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget, QWidgetItem

from ui.kit.columns import FlowLayout
from ui.kit.theme import theme


class BarLayout(FlowLayout):
    """Like a QHBoxLayout with one stretch, but it never needs more width than its widest tool.

    What stands behind the stretch stays together at the right end, in a line of its own where it must.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent, gap)
        self._before: int | None = None  # so many items stand before the stretch

    def addStretch(self, _factor: int = 1) -> None:
        self._before = len(self._items)

    def insertWidget(self, place: int, widget: QWidget) -> None:
        """Put a tool before the one that is at this place now."""
        self.addChildWidget(widget)
        self._items.insert(place, QWidgetItem(widget))
        if self._before is not None and place <= self._before:
            self._before += 1
        self.update()

    def takeAt(self, index: int) -> QLayoutItem | None:
        if self._before is not None and 0 <= index < self._before:
            self._before -= 1
        return super().takeAt(index)

    def take_over(self, bar: "BarLayout") -> None:
        """Have the tools of another bar at the end of this one."""
        while (item := bar.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                self.addWidget(widget)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def minimumSize(self) -> QSize:
        return super().minimumSize().grownBy(self.contentsMargins())

    def sizeHint(self) -> QSize:
        return super().sizeHint().grownBy(self.contentsMargins())

    def _arrange(self, rect: QRect, place: bool) -> int:
        around = self.contentsMargins()
        rect = rect.marginsRemoved(around)
        y, gap = rect.y(), theme.px(self.gap)
        for line in self._lines(rect.width()):
            height = max(hint.height() for _item, hint, _last in line)
            behind = sum(hint.width() + gap for _item, hint, last in line if last) - gap
            x, at_end = rect.x(), False
            for item, hint, last in line if place else ():
                if last and not at_end:
                    x, at_end = max(x, rect.right() + 1 - behind), True
                size = QSize(min(hint.width(), rect.width()), hint.height())
                item.setGeometry(QRect(QPoint(x, y + (height - hint.height()) // 2), size))
                x += hint.width() + gap
            y += height + gap
        return max(0, y - gap - rect.y()) + around.top() + around.bottom()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize, bool]]]:
        """What stands in each line: the item, its size, whether it belongs to the end."""
        gap = theme.px(self.gap)
        before = len(self._items) if self._before is None else self._before
        shown = [
            (item, item.sizeHint(), place >= before) for place, item in enumerate(self._items) if not item.isEmpty()
        ]
        behind = sum(hint.width() + gap for _item, hint, last in shown if last) - gap
        lines: list[list[tuple[QLayoutItem, QSize, bool]]] = []
        used, at_end = 0, False
        for item, hint, last in shown:
            needed = behind if last and not at_end else hint.width()
            at_end = last
            if not lines or (used + needed > width and used):
                lines.append([])
                used = 0
            lines[-1].append((item, hint, last))
            used += hint.width() + gap
        return lines
