"""Working hours as fields: a day's as a line ('hours'), a week's as a grid with a line beside each day ('week')."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from services.calendars import MINUTES, Day, Week, day_of, hours_text, parse_hours, tidy
from services.errors import ServiceError
from services.texts import N_, _
from ui.kit import formats
from ui.kit.editors import EDITORS, Editor, LineEditor
from ui.kit.theme import theme
from ui.kit.words import Label, name_as

if TYPE_CHECKING:
    from ui.kit.form import Field

CELL = 30
CELLS = MINUTES // CELL
DAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
HEAD, ROW = 18, 30  # in lengths of the design


class HoursEditor(LineEditor):
    """Kind 'hours': a day's spans as they are typed, 9-12 13:30-18."""

    def value(self) -> Day:
        try:
            return parse_hours(super().value() or "")
        except ServiceError as error:
            raise ValueError(str(super().value())) from error

    def set_value(self, value: Sequence[Sequence[int]] | None) -> None:
        super().set_value(hours_text(value or ()))

    def raw(self) -> Any:
        return self.line.text()

    def set_raw(self, raw: Any) -> None:
        super().set_value(raw)

    def shown(self) -> str:
        return self.line.text()


def covered(day: Sequence[Sequence[int]], first: int, last: int) -> int:
    """How many minutes from first to last are worked."""
    return sum(max(0, min(last, b) - max(first, a)) for a, b in day)


def with_cell(day: Day, cell: int, on: bool) -> Day:
    """A day with half an hour more or less."""
    first, last = cell * CELL, (cell + 1) * CELL
    spans = [(a, min(b, first)) for a, b in day if a < first] + [(max(a, last), b) for a, b in day if b > last]
    if on:
        spans.append((first, last))
    return tidy(spans)


class WeekGrid(QWidget):
    """Seven rows of half hours. Arrows move, blanks work or free the half hour, Shift and arrows draw on,
    Delete frees the day, Ctrl+D copies the day from above. changed(row) tells what a person did."""

    changed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.week: list[Day] = [()] * 7
        self.row, self.cell = 0, 18
        self.locked = False
        self._drawing: bool | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setObjectName("week_grid")
        name_as(self, N_("Hours of the week"))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(CELLS * 6), theme.px(HEAD + 7 * ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(CELLS * 4), theme.px(HEAD + 7 * ROW))

    def show_week(self, week: Sequence[Day]) -> None:
        """Show hours; nobody edited them."""
        self.week = list(week)
        self._tell()

    def _place(self, row: int, minute: float) -> QPointF:
        return QPointF(self.width() * minute / MINUTES, theme.px(HEAD) + row * theme.px(ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = theme.px(ROW) - theme.px(6)
        painter.setFont(theme.font("hint"))
        painter.setPen(theme.colour("secondary"))
        for hour in range(0, 24, 3):
            at = self._place(0, hour * 60)
            painter.drawText(
                QRectF(at.x() + 1, 0, theme.px(40), theme.px(HEAD)), int(Qt.AlignmentFlag.AlignLeft), f"{hour}"
            )
        for row, day in enumerate(self.week):
            left, right = self._place(row, 0), self._place(row, MINUTES)
            lane = QRectF(left.x() + 0.5, left.y() + 0.5, right.x() - left.x() - 1, high)
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.setBrush(theme.colour("raised"))
            painter.drawRect(lane)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            for first, last in day:
                began, ended = self._place(row, first), self._place(row, last)
                painter.drawRect(QRectF(began.x(), began.y() + 1, ended.x() - began.x(), high - 1))
            painter.setPen(QPen(theme.colour("border"), 1))
            for hour in range(3, 24, 3):
                at = self._place(row, hour * 60)
                painter.drawLine(at, QPointF(at.x(), at.y() + high))
        if self.hasFocus():
            at, end = self._place(self.row, self.cell * CELL), self._place(self.row, (self.cell + 1) * CELL)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("text"), theme.px(2)))
            painter.drawRect(QRectF(at.x() - 1, at.y() - 1, end.x() - at.x() + 2, high + 3))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        moves = {keys.Key_Left: (0, -1), keys.Key_Right: (0, 1), keys.Key_Up: (-1, 0), keys.Key_Down: (1, 0)}
        key = Qt.Key(event.key())
        if key in moves:
            down, along = moves[key]
            on = self._is_on()
            self.row = min(max(self.row + down, 0), 6)
            self.cell = min(max(self.cell + along, 0), CELLS - 1)
            if shift:
                self._set(on)
        elif key == keys.Key_Home:
            self.cell = 0
        elif key == keys.Key_End:
            self.cell = CELLS - 1
        elif key == keys.Key_Space:
            self._set(not self._is_on())
        elif key == keys.Key_Delete:
            self._write(self.row, ())
        elif key == keys.Key_D and control and self.row:
            self._write(self.row, self.week[self.row - 1])
        else:
            super().keyPressEvent(event)
            return
        self._tell()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())
        self._drawing = not self._is_on()
        self._set(self._drawing)
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing is not None:
            self._go(event.position())
            self._set(self._drawing)
            self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drawing = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def _go(self, at: QPointF) -> None:
        self.row = min(max(int((at.y() - theme.px(HEAD)) // theme.px(ROW)), 0), 6)
        self.cell = min(max(int(at.x() * CELLS / max(self.width(), 1)), 0), CELLS - 1)

    def _is_on(self) -> bool:
        return covered(self.week[self.row], self.cell * CELL, (self.cell + 1) * CELL) == CELL

    def _set(self, on: bool) -> None:
        self._write(self.row, with_cell(self.week[self.row], self.cell, on))

    def _write(self, row: int, day: Day) -> None:
        if not self.locked and self.week[row] != day:
            self.week[row] = day
            self.changed.emit(row)

    def _tell(self) -> None:
        """For a screen reader: where the cursor is and what is worked there."""
        words = _("{day} {time}: {hours}").format(
            day=_(DAYS[self.row]),
            time=f"{self.cell * CELL // 60:02d}:{self.cell * CELL % 60:02d}",
            hours=hours_text(self.week[self.row]) or formats.EMPTY,
        )
        self.setAccessibleDescription(words)
        self.update()


class WeekEditor(Editor):
    """Kind 'week': the value is seven days of spans; a line that cannot be read raises."""

    def __init__(self, field: "Field", parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.grid = WeekGrid(self)
        self.focus_widget = self.grid
        self.setFocusProxy(self.grid)
        self.lines: list[HoursEditor] = []
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(theme.px(8))
        layout.setVerticalSpacing(0)
        layout.setRowMinimumHeight(0, theme.px(HEAD))
        layout.addWidget(self.grid, 0, 1, 8, 1)
        for row, name in enumerate(DAYS):
            layout.addWidget(Label(name, "label", "secondary"), row + 1, 0, Qt.AlignmentFlag.AlignTop)
            line = HoursEditor(_line_field(row), self)
            line.focus_widget.setObjectName(f"field_hours_{row + 1}")
            name_as(line.focus_widget, lambda row=row: _("Hours on {day}").format(day=_(DAYS[row])))
            line.edited.connect(lambda row=row: self._typed(row))
            line.setFixedHeight(theme.px(ROW) - theme.px(4))
            layout.addWidget(line, row + 1, 2, Qt.AlignmentFlag.AlignTop)
            layout.setRowMinimumHeight(row + 1, theme.px(ROW))
            self.lines.append(line)
        layout.setColumnStretch(1, 3)
        layout.setColumnStretch(2, 2)
        self.grid.changed.connect(self._drawn)

    def value(self) -> Week:
        return tuple(line.value() for line in self.lines)

    def set_value(self, value: Sequence[Sequence[Sequence[int]]] | None) -> None:
        week = [day_of(day) for day in value or [()] * 7]
        for line, day in zip(self.lines, week, strict=True):
            line.set_value(day)
        self.grid.show_week(week)

    def raw(self) -> Any:
        return [line.raw() for line in self.lines]

    def set_raw(self, raw: Any) -> None:
        for row, (line, typed) in enumerate(zip(self.lines, raw, strict=True)):
            line.set_raw(typed)
            self._show(row)

    def memory(self) -> Any:
        return self.raw()

    def recall(self, memory: Any) -> None:
        self.set_raw(memory)

    def shown(self) -> str:
        return "; ".join(
            f"{_(name)} {line.shown() or formats.EMPTY}" for name, line in zip(DAYS, self.lines, strict=True)
        )

    def set_locked(self, reason: str) -> None:
        super().set_locked(reason)
        self.grid.locked = bool(reason)
        for line in self.lines:
            line.set_locked(reason)

    def set_error(self, on: bool) -> None:
        super().set_error(on)
        for line in self.lines:
            try:
                line.value()
            except ValueError:
                line.set_error(on)
            else:
                line.set_error(False)

    def retranslate(self) -> None:
        self.grid.update()

    def _typed(self, row: int) -> None:
        self._show(row)
        self._person_edited()

    def _show(self, row: int) -> None:
        try:
            self.grid.week[row] = self.lines[row].value()
        except ValueError:
            return  # the line says so when it is checked; the grid keeps what it last understood
        self.grid.update()

    def _drawn(self, row: int) -> None:
        self.lines[row].set_value(self.grid.week[row])
        self._person_edited()


def _line_field(row: int) -> "Field":
    from ui.kit.fields import Field

    return Field(f"hours_{row + 1}", DAYS[row], "hours", max_length=200, placeholder=N_("day off"))


EDITORS.update({"hours": HoursEditor, "week": WeekEditor})
