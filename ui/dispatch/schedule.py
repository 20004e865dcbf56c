"""The day and the week of the board: visits lie where their hours are; they are dragged, or moved by key."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from services.dispatch import Board, Placed, Technician, minutes_of, overlapping
from services.texts import N_, _
from ui.dispatch.grid import Grid
from ui.dispatch.visit_bar import lay_in_lanes, paint_bar, tip
from ui.kit import formats
from ui.kit.card_rows import carried
from ui.kit.theme import theme
from ui.kit.words import plain_tip

MIME = "application/x-aftercare-visit"
SNAP = 15
# Lines of a week's cell; what does not fit is counted.
MOST_LINES = 6
LINE = 20
DAY_ROW = 46
# What lies over another visit has a lane of its own.
LANE = 24


class Schedule(Grid):
    """One day by hours, or seven days by lines.

    Signals: opened(visit id) to look at it, moved(visit id, id of the row, from) when it was dropped, planned(visit),
    contracted(visit) and returned(visit) by key, day_wanted(date).
    """

    opened = Signal(object)
    moved = Signal(object, object, object)
    planned = Signal(object)
    returned = Signal(object)
    suggested = Signal(object)
    contracted = Signal(object)
    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("table_schedule", N_("Technicians and their visits"), parent)
        self.board: Board | None = None
        self.now: datetime | None = None
        self.days: Sequence[date] = ()
        self._by: dict[tuple[UUID, date], list[Placed]] = {}
        self._clash: set[UUID] = set()
        self._lane: dict[UUID, int] = {}
        self._lanes: dict[UUID, int] = {}
        self._boxes: list[tuple[QRectF, Placed]] = []
        self.current: UUID | None = None
        self._pressed: tuple[QPoint, Placed] | None = None
        self._target: tuple[int, datetime] | None = None
        self.setAcceptDrops(True)

    @property
    def is_day(self) -> bool:
        """Whether one day is shown by its hours."""
        return len(self.days) == 1

    def tell(self, board: Board, now: datetime) -> None:
        """Show these days; the current visit stays current if it is still there."""
        self.board, self.now, self.people = board, now, board.technicians
        self.days = [board.first + timedelta(days=n) for n in range((board.last - board.first).days + 1)]
        zone = board.zone
        self._by = {}
        by_person: dict[UUID, list[Placed]] = {}
        for visit in board.visits:
            if visit.planned_from is not None and visit.lane is not None:
                key = visit.lane, visit.planned_from.astimezone(zone).date()
                self._by.setdefault(key, []).append(visit)
                by_person.setdefault(visit.lane, []).append(visit)
        self._clash, self._lane, self._lanes = set(), {}, {}
        companies = {one.id for one in self.people if one.contractor}
        for person, mine in by_person.items():
            self._lanes[person] = lay_in_lanes(mine, self._lane)
            if person in companies:
                continue  # how many people a company sends at once is its own affair
            self._clash |= overlapping([one for one in mine if one.state not in ("finished", "closed")])
        if self.current not in {visit.id for visit in board.visits}:
            self.current = None
        self.tell_size()
        self.setAccessibleDescription(self.current_words())
        self.viewport().update()

    @property
    def clashes(self) -> int:
        """How many visits lie over another."""
        return len(self._clash)

    # geometry

    def _hours(self) -> tuple[int, int]:
        """Minutes of the day at the left and the right edge: opening hours, wider where visits are."""
        assert self.board is not None
        zone = self.board.zone
        first = self.board.opens.hour * 60
        last = self.board.shuts.hour * 60 + (60 if self.board.shuts.minute else 0)
        for visit in self.board.visits:
            if visit.planned_from and visit.planned_until:
                begins = visit.planned_from.astimezone(zone)
                first = min(first, begins.hour * 60)
                length = (visit.planned_until - visit.planned_from).total_seconds() // 60
                last = max(last, min(1440, -(-int(begins.hour * 60 + begins.minute + length) // 60) * 60))
        return first, max(last, first + 60)

    def heads(self) -> Sequence[tuple[str, float, float, bool]]:
        if self.board is None:
            return ()
        today = formats.local(self.now).date() if self.now else None
        if self.is_day:
            first, last = self._hours()
            step = 60 if last - first <= 14 * 60 else 120
            return [
                (
                    f"{minute // 60:02d}:00",
                    (minute - first) / (last - first),
                    (minute + step - first) / (last - first),
                    False,
                )
                for minute in range(first, last, step)
            ]
        share = 1 / len(self.days)
        return [
            (f"{formats.weekday(day)} {formats.day(day, year=False)}", n * share, (n + 1) * share, day == today)
            for n, day in enumerate(self.days)
        ]

    def height_of(self, row: int) -> int:
        if self.board is None:
            return theme.px(DAY_ROW)
        if self.is_day:
            return theme.px(max(DAY_ROW, LANE * self._lanes.get(self.people[row].id, 1) + 10))
        one = self.people[row]
        most = max((len(self._by.get((one.id, day), ())) for day in self.days), default=0)
        return max(theme.px(DAY_ROW), theme.px(LINE) * min(most, MOST_LINES + 1) + theme.px(8))

    def load_of(self, technician: Technician) -> int | None:
        held = [visit for day in self.days for visit in self._by.get((technician.id, day), ())]
        days = 1 if self.is_day else 5
        return round(100 * minutes_of(held) / (technician.capacity * days)) if technician.capacity else None

    def _at(self, row: int, at: QPoint) -> datetime | None:
        """Which moment lies there, in steps of a quarter of an hour; on a week the day's first free one."""
        if self.board is None:
            return None
        box = self.row_box(row)
        share = min(max((at.x() - box.left()) / max(box.width(), 1), 0), 0.9999)
        zone = self.board.zone
        if self.is_day:
            first, last = self._hours()
            minute = round((first + share * (last - first)) / SNAP) * SNAP
            return datetime.combine(self.days[0], time(), zone) + timedelta(minutes=minute)
        day = self.days[int(share * len(self.days))]
        return self.free_from(self.people[row].id, day)

    def free_from(self, technician_id: UUID, day: date) -> datetime:
        """After the last visit of somebody's day, or when it opens."""
        assert self.board is not None
        opens = datetime.combine(day, self.board.opens, self.board.zone)
        held = [one.planned_until for one in self._by.get((technician_id, day), ()) if one.planned_until]
        return max([opens, *held])

    # drawing

    def paintEvent(self, event: Any) -> None:
        self._boxes = []
        super().paintEvent(event)
        if self.board is not None and self.is_day and self.now is not None:
            self._paint_now(QPainter(self.viewport()))

    def paint_row(self, painter: QPainter, row: int, box: QRect) -> None:
        assert self.board is not None
        one = self.people[row]
        for _words, start, _end, _today in self.heads():
            x = box.left() + box.width() * start
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(int(x), box.top(), int(x), box.bottom())
        self._paint_away(painter, one, box)
        if self._target is not None and self._target[0] == row:
            self._paint_target(painter, box, self._target[1])
        if self.is_day:
            for visit in self._by.get((one.id, self.days[0]), ()):
                self._paint_bar(painter, visit, self._bar_box(visit, box))
            return
        width = box.width() / len(self.days)
        for n, day in enumerate(self.days):
            held = self._by.get((one.id, day), [])
            shown = held if len(held) <= MOST_LINES + 1 else held[:MOST_LINES]
            for line, visit in enumerate(shown):
                cell = QRectF(
                    box.left() + n * width + theme.px(3), box.top() + theme.px(4) + line * theme.px(LINE),
                    width - theme.px(6), theme.px(LINE) - theme.px(2),
                )  # fmt: skip
                self._paint_bar(painter, visit, cell, with_time=True)
            if len(shown) < len(held):
                painter.setPen(theme.colour("secondary"))
                painter.setFont(theme.font("hint"))
                at = QRectF(box.left() + n * width + theme.px(8), box.bottom() - theme.px(LINE), width, theme.px(LINE))
                painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, f"+{len(held) - len(shown)}")

    def _bar_box(self, visit: Placed, box: QRect) -> QRectF:
        assert self.board is not None and visit.planned_from is not None and visit.planned_until is not None
        first, last = self._hours()
        begins = visit.planned_from.astimezone(self.board.zone)
        minute = begins.hour * 60 + begins.minute
        length = (visit.planned_until - visit.planned_from).total_seconds() / 60
        scale = box.width() / (last - first)
        left = box.left() + (minute - first) * scale
        width = max(length * scale - 2, theme.px(6))
        lanes = self._lanes.get(visit.lane, 1) if visit.lane is not None else 1
        high = (box.height() - theme.px(10)) / lanes
        top = box.top() + theme.px(5) + high * self._lane.get(visit.id, 0)
        return QRectF(left + 1, top, width, high - theme.px(2 if lanes > 1 else 1))

    def _paint_away(self, painter: QPainter, one: Technician, box: QRect) -> None:
        assert self.board is not None
        zone = self.board.zone
        for away in self.board.away:
            if away.technician_id != one.id:
                continue
            for n, day in enumerate(self.days):
                start = datetime.combine(day, time(), zone)
                if self.is_day:
                    first, last = self._hours()
                    from_m = max((away.from_at - start).total_seconds() / 60, first)
                    until_m = min((away.until_at - start).total_seconds() / 60, last)
                    if until_m <= from_m:
                        continue
                    left = box.left() + box.width() * (from_m - first) / (last - first)
                    right = box.left() + box.width() * (until_m - first) / (last - first)
                else:
                    if away.until_at <= start or away.from_at >= start + timedelta(days=1):
                        continue
                    left = box.left() + box.width() * n / len(self.days)
                    right = box.left() + box.width() * (n + 1) / len(self.days)
                gap = QRectF(left, box.top(), right - left, box.height() - 1)
                painter.fillRect(gap, theme.colour("neutral_tint"))
                painter.setPen(theme.colour("secondary"))
                painter.setFont(theme.font("label"))
                painter.drawText(gap.adjusted(theme.px(6), 0, 0, -theme.px(4)),
                                 Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, _("Away"))  # fmt: skip

    def _paint_bar(self, painter: QPainter, visit: Placed, box: QRectF, with_time: bool = False) -> None:
        self._boxes.append((box, visit))
        focused = visit.id == self.current and self.hasFocus()
        paint_bar(painter, visit, box, self.now, visit.id in self._clash, focused, with_time)

    def _paint_target(self, painter: QPainter, box: QRect, at: datetime) -> None:
        words = formats.clock(at)
        x = float(box.left())
        if self.is_day:
            first, last = self._hours()
            x += box.width() * (formats.local(at).hour * 60 + formats.local(at).minute - first) / (last - first)
        else:
            place = [n for n, day in enumerate(self.days) if day == formats.local(at).date()]
            x += box.width() * (place[0] if place else 0) / len(self.days)
        painter.fillRect(box, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("accent"), theme.px(2)))
        painter.drawLine(int(x), box.top(), int(x), box.bottom())
        painter.setFont(theme.font("label_bold"))
        painter.drawText(QRectF(x + theme.px(4), box.top(), theme.px(60), theme.px(18)), 0, words)

    def _paint_now(self, painter: QPainter) -> None:
        assert self.now is not None
        there = formats.local(self.now)
        first, last = self._hours()
        minute = there.hour * 60 + there.minute
        if there.date() != self.days[0] or not first <= minute <= last:
            return
        room = self.viewport().width() - self.name_width()
        x = int(self.name_width() + room * (minute - first) / (last - first))
        painter.setPen(QPen(theme.colour("danger"), 1))
        painter.drawLine(x, self.head_height(), x, self.viewport().height())

    # mouse

    def visit_at(self, at: QPoint) -> Placed | None:
        """The visit under a point."""
        return next((visit for box, visit in reversed(self._boxes) if box.contains(at)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if at.y() < self.head_height() and not self.is_day and at.x() > self.name_width():
            share = (at.x() - self.name_width()) / max(self.viewport().width() - self.name_width(), 1)
            self.day_wanted.emit(self.days[min(int(share * len(self.days)), len(self.days) - 1)])
            return
        row = self.row_at(at.y())
        if row is not None:
            self.row = row
        visit = self.visit_at(at)
        if visit is not None:
            self.current = visit.id
            self._pressed = at, visit
        self.setAccessibleDescription(self.current_words())
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        start, visit = self._pressed
        if (at - start).manhattanLength() < QApplication.startDragDistance() or visit.state != "planned":
            return
        self._pressed = None
        drag = QDrag(self)
        drag.setMimeData(carried(MIME, visit))
        drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        visit = self.visit_at(event.position().toPoint())
        if visit is not None:
            self.opened.emit(visit.id)
        else:
            super().mouseDoubleClickEvent(event)

    def viewportEvent(self, event: Any) -> bool:
        if isinstance(event, QHelpEvent):
            visit = self.visit_at(event.pos())
            if visit is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip("\n".join(tip(visit))), self)
            return True
        return super().viewportEvent(event)

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        at = event.position().toPoint()
        row = self.row_at(at.y())
        moment = self._at(row, at) if row is not None and at.x() >= self.name_width() else None
        self._target = (row, moment) if row is not None and moment is not None else None
        if self._target is None:
            event.ignore()
        else:
            event.acceptProposedAction()
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._target = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        target, self._target = self._target, None
        self.viewport().update()
        if target is not None:
            row, at = target
            visit_id = UUID(bytes(event.mimeData().data(MIME).data()).decode())
            self.moved.emit(visit_id, self.people[row].id, at)
            event.acceptProposedAction()

    # keys

    def here(self) -> list[Placed]:
        """The visits of the current row, in their order."""
        if not self.people:
            return []
        one = self.people[self.row]
        return [visit for day in self.days for visit in self._by.get((one.id, day), ())]

    def current_visit(self) -> Placed | None:
        """The visit the keyboard is on."""
        return next((visit for visit in self.here() if visit.id == self.current), None)

    def step(self, down: int, across: int) -> None:
        super().step(down, 0)
        held = self.here()
        if down:
            self.current = held[0].id if held else None
        elif held:
            place = next(
                (n for n, visit in enumerate(held) if visit.id == self.current), -1 if across > 0 else len(held)
            )
            self.current = held[min(max(place + across, 0), len(held) - 1)].id

    def current_words(self) -> str:
        if not self.people:
            return ""
        visit = self.current_visit()
        words = [self.people[self.row].name, *(tip(visit) if visit is not None else [_("no visit")])]
        return ", ".join(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        visit = self.current_visit()
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if visit is not None:
                self.opened.emit(visit.id)
            elif self.people:
                self.person_wanted.emit(self.people[self.row].id)
        elif visit is not None and key == Qt.Key.Key_M:
            (self.contracted if visit.contractor_id is not None else self.planned).emit(visit)
        elif visit is not None and key == Qt.Key.Key_C:
            self.contracted.emit(visit)
        elif visit is not None and key == Qt.Key.Key_S:
            self.suggested.emit(visit)
        elif visit is not None and key == Qt.Key.Key_Delete:
            self.returned.emit(visit)
        else:
            super().keyPressEvent(event)
