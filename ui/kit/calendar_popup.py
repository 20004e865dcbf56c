"""The month that drops down from a date field."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QVBoxLayout, QWidget

from ui.kit import formats
from ui.kit.icons import icon
from ui.kit.theme import theme


class _Popup(QWidget):
    def __init__(self, under: QWidget, start: date | None, picked: Callable[[date], None]) -> None:
        super().__init__(under, Qt.WindowType.Popup)
        self._picked = picked
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget(self)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        plain = QTextCharFormat()
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            plain.setForeground(theme.colour("secondary"))
            self.calendar.setWeekdayTextFormat(day, plain)
        for name, concept in (("qt_calendar_prevmonth", "left"), ("qt_calendar_nextmonth", "right")):
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icon(concept))
        self.calendar.setSelectedDate(_date(start or formats.today()))
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.calendar)

    def _take(self, day: QDate) -> None:
        self._picked(date(day.year(), day.month(), day.day()))
        self.close()


def pick_day(under: QWidget, start: date | datetime | None, picked: Callable[[date], None]) -> None:
    """Show a month under a widget; `picked` gets the day that is chosen."""
    if isinstance(start, datetime):
        start = formats.local(start).date()
    popup = _Popup(under, start, picked)
    popup.move(under.mapToGlobal(QPoint(0, under.height() + theme.px(2))))
    popup.show()
    popup.calendar.setFocus()


def _date(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
