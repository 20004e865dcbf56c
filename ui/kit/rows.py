"""How the rows of lists are painted: one delegate for all kinds of columns."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from ui.kit.chips import chip_width, paint_chip
from ui.kit.formats import local
from ui.kit.icons import paint_icon
from ui.kit.paged import COLUMN, ROW, Column
from ui.kit.theme import theme
from ui.kit.words import on_one_line, plain_tip

PAD = 8
# As numbers: Python's flags cost as much as the painting.
SELECTED, UNDER_MOUSE = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_MouseOver.value
_LINE = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
LEFT, RIGHT = _LINE | Qt.AlignmentFlag.AlignLeft.value, _LINE | Qt.AlignmentFlag.AlignRight.value


class RowDelegate(QStyledItemDelegate):
    """Text, figures, dates, chips, links, bars and ticks in the style of the lists."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        column: Column = index.data(COLUMN)
        return QSize(self.wanted_width(column, index), theme.px(28))

    def wanted_width(self, column: Column, index: QModelIndex | QPersistentModelIndex) -> int:
        """How wide a cell would like to be."""
        return self.width_of(column, index.data(ROW), index.model())

    def width_of(self, column: Column, row: Any, model: Any) -> int:
        """The same for a row of a model, without asking Qt; new rows are measured by the hundred."""
        if column.kind == "tick":
            return theme.px(38)
        if column.kind == "progress":
            return theme.px(104) + theme.px(2 * PAD)
        if column.chip is not None:
            chip = column.chip(row)
            return (chip_width(chip) if chip else theme.px(16)) + theme.px(2 * PAD)
        return theme.width(model.words(column, row), self._font(column, row, model)) + theme.px(2 * PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        # Some five hundred cells a screen: the model is asked directly, and what Qt copies or wraps is asked for once.
        model: Any = index.model()
        view: Any = option.widget
        number, rect = index.row(), option.rect
        column, row = model.columns[index.column()], model.row(number)
        ticked = model.is_ticked(row.id)
        self._background(painter, option.state.value, rect, ticked, model.is_fresh(row.id))
        inner = rect.adjusted(theme.px(PAD), 0, -theme.px(PAD), 0)
        chip = column.chip(row) if column.chip is not None else None
        if column.kind == "tick":
            self._tick(painter, rect, ticked)
        elif chip is not None:
            self._chip(painter, inner, chip)
        elif column.kind == "progress" and column.value(row) is not None:
            self._progress(painter, inner, column, row)
        else:
            self._text(painter, inner, column, row, model)
        if view.currentIndex().row() == number and view.hasFocus():
            self._frame(painter, rect, view, index)

    def _background(self, painter: QPainter, state: int, rect: QRect, ticked: bool, fresh: bool) -> None:
        colour = (
            "selected"
            if ticked
            else "info_tint"
            if fresh
            else "accent_tint"
            if state & SELECTED
            else "hover"
            if state & UNDER_MOUSE
            else ""
        )
        if colour:
            painter.fillRect(rect, theme.colour(colour))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))

    def _frame(self, painter: QPainter, rect: QRect, view: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """The frame around the current row: every cell draws its part of it."""
        header = view.horizontalHeader()
        shown = [section for section in range(header.count()) if not header.isSectionHidden(section)]
        visual = sorted(shown, key=header.visualIndex)
        width = theme.px(2)
        colour = theme.colour("focus")
        painter.fillRect(rect.left(), rect.top(), rect.width(), width, colour)
        painter.fillRect(rect.left(), rect.bottom() - width + 1, rect.width(), width, colour)
        if index.column() == visual[0]:
            painter.fillRect(rect.left(), rect.top(), width, rect.height(), colour)
        if index.column() == visual[-1]:
            painter.fillRect(rect.right() - width + 1, rect.top(), width, rect.height(), colour)

    def _tick(self, painter: QPainter, rect: QRect, on: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(15)
        box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        painter.setPen(QPen(theme.colour("accent" if on else "input"), 1.2))
        painter.setBrush(theme.colour("accent") if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, theme.px(3), theme.px(3))
        if on:
            paint_icon(painter, "tick", box.adjusted(2, 2, -2, -2), theme.colour("on_accent"))
        painter.restore()

    def _chip(self, painter: QPainter, rect: QRect, chip: Any) -> None:
        height = theme.px(21)
        width = min(chip_width(chip), rect.width())
        paint_chip(painter, chip, QRectF(rect.left(), rect.center().y() - height / 2 + 1, width, height))

    def _progress(self, painter: QPainter, rect: QRect, column: Column, row: Any) -> None:
        share = float(column.value(row))
        tone = column.tone(row) if column.tone else ("danger" if share > 1 else "info")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(rect.left(), rect.center().y() - theme.px(3) + 1, theme.px(50), theme.px(6))
        painter.setBrush(theme.colour("neutral_tint" if theme.tokens.name == "dark" else "line"))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        filled = QRectF(bar)
        filled.setWidth(max(bar.height(), bar.width() * min(share, 1.0)))
        painter.setBrush(theme.colour(theme.tokens.series[0] if tone == "info" else tone))
        painter.drawRoundedRect(filled, bar.height() / 2, bar.height() / 2)
        painter.setFont(theme.font("body_tabular"))
        painter.setPen(theme.colour("text" if tone == "info" else tone))
        words = QRectF(bar.right(), rect.top(), theme.px(38), rect.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, column.text(row))
        if tone in ("warning", "danger"):
            side = theme.px(14)
            spot = QRectF(words.right() + theme.px(4), rect.center().y() - side / 2 + 1, side, side)
            paint_icon(painter, "warning", spot, theme.colour(tone))
        painter.restore()

    def _text(self, painter: QPainter, rect: QRect, column: Column, row: Any, model: Any) -> None:
        words = on_one_line(model.words(column, row))
        role = self._font(column, row, model)
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour(self._colour(column, row)))
        cut = theme.elided(words, rect.width(), role)
        painter.drawText(rect, RIGHT if column.right else LEFT, cut)

    def _font(self, column: Column, row: Any, model: Any) -> str:
        if column.kind == "moment" and (value := column.value(row)) is not None:
            return "bold_tabular" if local(value).date() == local(model.now()).date() else "body_tabular"
        return "body_tabular" if column.right or column.kind in ("date", "link") else "body"

    def _colour(self, column: Column, row: Any) -> str:
        if column.late is not None and column.late(row):
            return "danger"
        if column.tone is not None:
            return column.tone(row) or "text"
        if column.kind == "link":
            return "accent"
        return "secondary" if column.secondary or column.kind == "age" else "text"

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The whole text as tool tip where it is cut off, never read as markup."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return False
        column = index.data(COLUMN)
        words = index.data(Qt.ItemDataRole.ToolTipRole) or ""
        if column.kind == "tick" or self.wanted_width(column, index) <= option.rect.width():
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), plain_tip(words), view)
        return True
