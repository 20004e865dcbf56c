"""The month and the year of the board: how full each technician's days or months are."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from services.dispatch import Filled, Technician
from services.texts import N_, _, ngettext
from ui.dispatch.grid import Grid
from ui.kit import formats
from ui.kit.theme import theme
from ui.kit.words import plain_tip

# Working days of a month, for the share that is planned of it.
WORKING_DAYS = 21
ROW = 40


class LoadGrid(Grid):
    """Columns are days of a month, or months of a year. `wanted(date)`: look at this day, or at this month."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("table_load", N_("How full the days are"), parent)
        self.columns: Sequence[date] = ()
        self.unit = "day"
        self.today: date | None = None
        self._filled: dict[tuple[Any, date], Filled] = {}
        self.column = 0

    def tell(
        self, people: Sequence[Technician], filled: Sequence[Filled], columns: Sequence[date], unit: str, today: date
    ) -> None:
        """Show these days or months."""
        self.people, self.columns, self.unit, self.today = people, columns, unit, today
        self._filled = {(one.technician_id, one.begins): one for one in filled}
        self.column = min(self.column, max(len(columns) - 1, 0))
        if today in columns:
            self.column = list(columns).index(today)
        self.tell_size()
        self.viewport().update()

    def heads(self) -> Sequence[tuple[str, float, float, bool]]:
        share = 1 / max(len(self.columns), 1)
        return [(self._head(day), n * share, (n + 1) * share, self._is_now(day)) for n, day in enumerate(self.columns)]

    def _head(self, day: date) -> str:
        if self.unit == "month":
            return f"{day.month} 月" if formats.zh() else formats.MONTHS[day.month - 1]
        return f"{day.day}"

    def _is_now(self, day: date) -> bool:
        if self.today is None:
            return False
        return day == (self.today.replace(day=1) if self.unit == "month" else self.today)

    def height_of(self, row: int) -> int:
        return theme.px(ROW)

    def share_of(self, technician: Technician, day: date) -> int | None:
        """How much of the day's or month's minutes is planned, in percent; None for nothing."""
        one = self._filled.get((technician.id, day))
        room = technician.capacity * (WORKING_DAYS if self.unit == "month" else 1)
        return None if one is None or not room else round(100 * one.minutes / room)

    def load_of(self, technician: Technician) -> int | None:
        minutes = sum(self._filled[key].minutes for key in self._filled if key[0] == technician.id)
        days = WORKING_DAYS * (len(self.columns) if self.unit == "month" else 1)
        return round(100 * minutes / (technician.capacity * days)) if technician.capacity else None

    def paint_row(self, painter: QPainter, row: int, box: QRect) -> None:
        one = self.people[row]
        width = box.width() / max(len(self.columns), 1)
        for n, day in enumerate(self.columns):
            cell = QRectF(box.left() + n * width + 1, box.top() + 1, width - 2, box.height() - 3)
            share, found = self.share_of(one, day), self._filled.get((one.id, day))
            if found is not None and one.contractor:
                painter.setPen(theme.colour("text"))
                painter.setFont(theme.font("label"))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(found.visits))
            elif share is None or found is None:
                if self.unit == "day" and day.weekday() >= 5:
                    painter.fillRect(cell, theme.colour("raised"))
            else:
                self._paint_share(painter, cell, share, found.visits)
            if row == self.row and n == self.column and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("focus"), theme.px(2)))
                painter.drawRoundedRect(cell, theme.px(3), theme.px(3))

    def _paint_share(self, painter: QPainter, cell: QRectF, share: int, count: int) -> None:
        heat = theme.tokens.heat
        step = min(int(share / 100 * (len(heat) - 1)), len(heat) - 1)
        over = share > 100
        painter.setPen(QPen(theme.colour("danger"), theme.px(2)) if over else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(heat[step]))
        painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), theme.px(3), theme.px(3))
        painter.setPen(theme.colour(theme.tokens.heat_text[step]))
        painter.setFont(theme.font("label_bold" if over else "label"))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, f"{count}{'!' if over else ''}")

    # mouse and keys

    def _cell_at(self, at: QPoint) -> tuple[int, int] | None:
        row = self.row_at(at.y())
        if row is None or at.x() < self.name_width() or not self.columns:
            return None
        share = (at.x() - self.name_width()) / max(self.viewport().width() - self.name_width(), 1)
        return row, min(int(share * len(self.columns)), len(self.columns) - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if cell is not None:
            self.row, self.column = cell
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if cell is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.wanted.emit(self.columns[cell[1]])

    def viewportEvent(self, event: Any) -> bool:
        if isinstance(event, QHelpEvent):
            cell = self._cell_at(event.pos())
            if cell is not None:
                QToolTip.showText(event.globalPos(), plain_tip(self._words(*cell)), self)
            return True
        return super().viewportEvent(event)

    def step(self, down: int, across: int) -> None:
        super().step(down, 0)
        self.column = min(max(self.column + across, 0), max(len(self.columns) - 1, 0))

    def _words(self, row: int, column: int) -> str:
        one, day = self.people[row], self.columns[column]
        found = self._filled.get((one.id, day))
        when = self._head(day) if self.unit == "month" else formats.day(day)
        if found is None:
            return f"{one.name}, {when}: {_('no visit')}"
        visits = ngettext("{n} visit", "{n} visits", found.visits).format(n=found.visits)
        words = f"{one.name}, {when}: {visits}, {formats.duration(found.minutes)}"
        return words if one.contractor else f"{words}, {self.share_of(one, day)}%"

    def current_words(self) -> str:
        return self._words(self.row, self.column) if self.people and self.columns else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.columns:
            self.wanted.emit(self.columns[self.column])
        else:
            super().keyPressEvent(event)


def days_of_month(day: date) -> list[date]:
    """All days of the month of a day."""
    first = day.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return [first + timedelta(days=n) for n in range((after - first).days)]


def months_of_year(day: date) -> list[date]:
    """The first days of the twelve months of the year of a day."""
    return [date(day.year, month, 1) for month in range(1, 13)]
