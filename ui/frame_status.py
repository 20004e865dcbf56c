"""The line at the bottom: connection, drafts, print queue, store and the server's clock."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from services.texts import _, ngettext
from ui.kit import formats
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Text, data, say

HEIGHT = 27


class Lamp(QWidget):
    """An icon, a word and perhaps a mark behind it."""

    def __init__(self, name: str, icon: str, text: Text, tone: str = "secondary", mark: str = "") -> None:
        super().__init__()
        self.setObjectName(f"lamp_{name}")
        self._text, self.icon, self.tone, self.mark, self.mark_tone = text, icon, tone, mark, "success"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.tell(text)

    def tell(self, text: Text, icon: str = "", tone: str = "", mark: str = "", mark_tone: str = "") -> None:
        """Another word, icon, colour of the icon, mark behind; '' leaves what is."""
        self._text, self.icon, self.tone = text, icon or self.icon, tone or self.tone
        self.mark, self.mark_tone = mark or self.mark, mark_tone or self.mark_tone
        self.setAccessibleName(say(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = theme.metrics("label").horizontalAdvance(say(self._text))
        mark = theme.px(18) if self.mark else 0
        icon = theme.px(20) if self.icon else 0
        return QSize(icon + words + mark + theme.px(2), theme.px(20))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(say(self._text))
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(14)
        y = (self.height() - side) / 2
        x = 0
        if self.icon:
            paint_icon(painter, self.icon, QRectF(0, y, side, side), theme.colour(self.tone))
            x = theme.px(20)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("secondary" if self.tone != "danger" else "danger"))
        words = say(self._text)
        painter.drawText(self.rect().adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        if self.mark:
            x += theme.metrics("label").horizontalAdvance(words) + theme.px(5)
            paint_icon(painter, self.mark, QRectF(x, y, side, side), theme.colour(self.mark_tone))


class LampButton(Lamp):
    """A lamp that opens what it tells of; a key does the same, so Tab passes it by."""

    clicked = Signal()

    def __init__(self, name: str, icon: str, text: Text) -> None:
        super().__init__(name, icon, text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


def data_as_of(moment: datetime | None) -> str:
    """How old what is shown may be, while a standby serves."""
    if moment is None:
        return _("Reading only")
    today = formats.local(moment).date() == formats.local(formats.now()).date()
    shown = formats.clock(moment) if today else formats.moment(moment)
    return _("Reading only, data as of {time}").format(time=shown)


class StatusBar(QWidget):
    """Lamps of the window. now: the server's clock."""

    def __init__(self, now: Callable[[], datetime] = formats.now, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._now = now
        self.connection = Lamp("connection", "connection", lambda: _("Not connected"), "neutral")
        self.drafts = Lamp("drafts", "draft", lambda: _("Drafts {n}").format(n=0))
        self.queue = LampButton("queue", "print", lambda: _("Print queue {n}").format(n=0))
        self.reminders = LampButton("reminders", "promise", "")
        self.reminders.tell("", tone="warning")
        self.reminders.hide()
        self.jobs = Lamp("jobs", "warning", "", "warning")
        self.jobs.hide()
        self.flash = Lamp("flash", "scan", "")
        self.flash.hide()
        self.store = Lamp("store", "store", "")
        self.clock = Lamp("clock", "", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(18), 0, theme.px(16), 0)
        row.setSpacing(theme.px(18))
        for lamp in (self.connection, self.drafts, self.queue, self.reminders, self.jobs, self.flash):
            row.addWidget(lamp)
        row.addStretch(1)
        row.addWidget(self.store)
        row.addWidget(self.clock)
        self.setFixedHeight(theme.px(HEIGHT))
        theme.changed.connect(self._resize)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._flash_timer = QTimer(self, singleShot=True, interval=4000)
        self._flash_timer.timeout.connect(self.flash.hide)
        self._tick()

    def _resize(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))

    def _tick(self) -> None:
        there = formats.local(self._now())
        words = f"{there:%Y-%m-%d %H:%M}"
        if say(self.clock._text) != words:
            self.clock.tell(data(words))

    def set_clock(self, now: Callable[[], datetime]) -> None:
        """Follow another clock: the server's."""
        self._now = now
        self._tick()

    def set_connected(self, milliseconds: float, encrypted: bool = True, local: bool = False) -> None:
        """The database answered; says also where the line is not encrypted. local: it is on this computer."""
        mark = "lock" if encrypted else "laptop" if local else "warning"
        words = (
            _("Encrypted") if encrypted else _("On this computer") if local else _("The connection is not encrypted")
        )
        self.connection.setToolTip(words)
        self.connection.tell(
            lambda: _("Connected {n} ms").format(n=round(milliseconds)),
            "connection",
            "success",
            mark,
            "secondary" if encrypted or local else "warning",
        )

    def set_reading(self, as_of: datetime | None) -> None:
        """A standby answers: its data reach up to as_of, None where it cannot tell; nothing can be saved."""
        self.connection.setToolTip(_("The main server cannot be reached; nothing can be saved."))
        self.connection.tell(lambda: data_as_of(as_of), "offline", "warning")

    def set_disconnected(self, since: datetime | None, retry_seconds: int = 0) -> None:
        """The database does not answer since; retried in so many seconds."""

        def words() -> str:
            if since is None:
                return _("Not connected")
            text = _("Connection lost {time}, trying again")
            return text.format(time=formats.clock(since)) + (f" ({retry_seconds} s)" if retry_seconds else "")

        self.connection.tell(words, "offline", "danger")

    def set_drafts(self, count: int) -> None:
        """How many drafts are kept on this PC."""
        self.drafts.tell(lambda: _("Drafts {n}").format(n=count))

    def set_queue(self, count: int) -> None:
        """How many papers wait for a printer."""
        self.queue.tell(lambda: _("Print queue {n}").format(n=count), tone="warning" if count else "secondary")

    def set_reminders(self, count: int) -> None:
        """How many reminders were put down."""
        self.reminders.tell(lambda: ngettext("{n} reminder", "{n} reminders", count).format(n=count))
        self.reminders.setVisible(count > 0)

    def set_jobs_late(self, text: Text) -> None:
        """Say that due work has not run for a while; '' takes it back."""
        self.jobs.tell(text)
        self.jobs.setVisible(bool(say(text)))

    def set_store(self, name: Text) -> None:
        """The store the person works for."""
        self.store.tell(name)

    def show_flash(self, text: Text, good: bool = True) -> None:
        """A word for four seconds: what a scan did."""
        self.flash.tell(text, "ok" if good else "error", "success" if good else "danger")
        self.flash.show()
        self._flash_timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("window"))
        painter.setPen(theme.colour("border"))
        painter.drawLine(0, 0, self.width(), 0)
