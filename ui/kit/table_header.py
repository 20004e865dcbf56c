"""The titles over a list."""

from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.kit.icons import paint_icon
from ui.kit.paged import Column
from ui.kit.rows import PAD
from ui.kit.theme import theme
from ui.kit.words import say


class Header(QHeaderView):
    """Titles in secondary colour, aligned like their column; the sorted one with an arrow."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(theme.px(24))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model: Any = self._view.model()
        if model is None or section >= len(model.columns):
            return
        column: Column = model.columns[section]
        painter.save()
        painter.fillRect(rect, theme.colour("raised"))
        painter.setPen(theme.colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(theme.px(PAD), 0, -theme.px(PAD), 0)
        is_sorted = bool(column.sort) and column.sort == model.sort_key
        side = theme.px(12)
        if is_sorted:
            x = inner.left()
            if column.right:
                width = theme.metrics().horizontalAdvance(say(column.title))
                x = max(inner.left(), inner.right() - width - side - theme.px(4))
            else:
                inner.setLeft(inner.left() + side + theme.px(4))
            paint_icon(
                painter,
                "down" if model.descending else "up",
                QRectF(x, rect.center().y() - side / 2 + 1, side, side),
                theme.colour("text"),
            )
        painter.setPen(theme.colour("text" if is_sorted else "secondary"))
        painter.setFont(theme.font())
        align = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        whole = say(column.title)
        words = painter.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, align | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
