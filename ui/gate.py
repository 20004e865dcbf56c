"""The window before the window: where people choose a database and sign in."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from services.texts import _
from ui.kit.background import Background, Task
from ui.kit.buttons import Button
from ui.kit.icons import paint_icon
from ui.kit.messages import BannerArea, Messages
from ui.kit.page import WaitingBar
from ui.kit.theme import theme
from ui.kit.words import Label, Text
from ui.language_switch import LanguageSwitch

UP_MS = 1000


class Brand(QWidget):
    """The dark side at the left: what the program is called and what it is for."""

    WIDTH = 264

    def __init__(self, version: str = "") -> None:
        super().__init__()
        self.version = version
        theme.changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        self.setFixedWidth(theme.px(self.WIDTH))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(_("Aftercare"))
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("rail"))
        left, top = theme.px(32), theme.px(56)
        badge = QRectF(left, top, theme.px(44), theme.px(44))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("rail_current"))
        painter.drawRoundedRect(badge, theme.px(6), theme.px(6))
        inset = theme.px(9)
        paint_icon(
            painter, "aftercare", badge.adjusted(inset, inset, -inset, -inset), theme.colour("rail_current_text")
        )
        painter.setPen(theme.colour("rail_current_text"))
        painter.setFont(theme.font("figure"))
        line = theme.metrics("figure").lineSpacing()
        name = QRectF(left, badge.bottom() + theme.px(18), self.width() - left, line)
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft, _("Aftercare"))
        painter.setPen(theme.colour("rail_text"))
        painter.setFont(theme.font())
        words = QRectF(left, name.bottom() + theme.px(8), self.width() - left - theme.px(24), theme.px(120))
        wrap = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(wrap), _("Take it in, repair it, hand it over: the whole after-sales desk."))
        painter.setFont(theme.font("hint"))
        foot = QRectF(left, self.height() - theme.px(40), self.width() - left, theme.px(20))
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, self.version)


class Mark(QWidget):
    """An icon that stands by itself."""

    def __init__(self, concept: str, side: int = 20, colour: str = "secondary") -> None:
        super().__init__()
        self._concept, self._side, self._colour = concept, side, colour
        theme.changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        self.setFixedSize(theme.px(self._side), theme.px(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._concept, QRectF(self.rect()), theme.colour(self._colour))


class Panel(QWidget):
    """One question of the gate: title, explanation, whatever a subclass adds, verbs at the bottom right.

    form: the Form of a panel that asks for values.
    """

    WIDTH = 420
    form: Any = None

    def __init__(self, name: str, title: Text, detail: Text = "") -> None:
        super().__init__()
        self.setObjectName(f"page_{name}")
        self.messages = Messages(self)
        self.background: Background | None = None
        self.waiting = WaitingBar()
        self._running = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.heading = Label(title, "title", wrap=True)
        self.detail = Label(detail, "body", "secondary", wrap=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(10))
        self.verbs = QHBoxLayout()
        self.verbs.setSpacing(theme.px(6))
        column.addWidget(self.heading)
        column.addWidget(self.detail)
        # Only now: shown before it has a parent it would come up as a window of its own and take the focus.
        self.detail.setVisible(bool(self.detail.text()))
        column.addSpacing(theme.px(2))
        column.addWidget(BannerArea(self.messages))
        column.addLayout(self.body)
        column.addSpacing(theme.px(4))
        column.addLayout(self.verbs)
        column.addWidget(self.waiting)

    def run(
        self,
        work: Callable[..., Any],
        done: Callable[[Any], Any],
        progress: Callable[[Any], Any] | None = None,
        failed: Callable[[BaseException], Any] | None = None,
    ) -> Task:
        """Work off the window's thread; the panel cannot be changed meanwhile, refusals come to `refused`."""
        assert self.background is not None
        self._set_busy(1)
        self.messages.clear()

        def ended_well(result: Any) -> None:
            self._set_busy(-1)
            done(result)

        def ended_badly(error: BaseException) -> Any:
            self._set_busy(-1)
            return (failed or self.refused)(error)

        return self.background.run(self, work, ended_well, ended_badly, progress)

    @property
    def busy(self) -> bool:
        """Whether something is on its way."""
        return self._running > 0

    def _set_busy(self, by: int) -> None:
        self._running += by
        self.waiting.set_busy(self.busy)
        self.lock(self.busy)

    def lock(self, busy: bool) -> None:
        """Disable what must not be touched while something is on its way."""
        for button in self.findChildren(Button):
            button.setEnabled(not busy)
        if self.form is not None:
            self.form.setEnabled(not busy)

    def refused(self, error: BaseException) -> Any:
        """Show a refusal; anything else goes on to the crash report."""
        if getattr(error, "sentence", None) is None:
            return False
        self.messages.error(error)
        return True

    def focus_start(self) -> None:
        """Put the focus where work starts."""
        if self.form is not None:
            self.form.focus_first()

    def back(self) -> None:
        """What Esc does."""


class Gate(QWidget):
    """Shows one panel at a time. `left` when a person closes the window, `language_wanted(name)`."""

    left = Signal()
    language_wanted = Signal(str)

    def __init__(self, background: Background, version: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gate")
        self.setProperty("plane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.background = background
        self._done = self._up = False
        self._waiting: list[Callable[[], Any]] = []
        self.language = LanguageSwitch()
        self.language.clicked.connect(self._other_language)
        top = QHBoxLayout()
        top.setContentsMargins(0, theme.px(10), theme.px(14), 0)
        top.addStretch(1)
        top.addWidget(self.language)
        self.stack = QStackedWidget()
        self.stack.setSizePolicy(self.stack.sizePolicy().Policy.Preferred, self.stack.sizePolicy().Policy.Preferred)
        middle = QWidget()
        middle.setProperty("plane", "surface")
        across = QHBoxLayout(middle)
        across.setContentsMargins(theme.px(32), 0, theme.px(32), theme.px(24))
        across.addWidget(self.stack)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(middle)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(top)
        right.addWidget(area, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Brand(version))
        row.addLayout(right, 1)
        self.retranslate()
        self.resize(theme.px(980), theme.px(660))
        QTimer.singleShot(UP_MS, self, self._come_up)

    def _other_language(self) -> None:
        from services import texts

        self.language_wanted.emit("en" if texts.language() == "zh_CN" else "zh_CN")

    def when_up(self, act: Callable[[], Any]) -> None:
        """`act()` once the window is painted, or after a second where nobody sees it: nothing comes before that."""
        if self._up:
            act()
        else:
            self._waiting.append(act)

    def _come_up(self) -> None:
        self._up = True
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._up:
            QTimer.singleShot(0, self, self._come_up)

    def open(self, panel: Panel) -> None:
        """Show a panel, and forget the one before it."""
        panel.background = self.background
        before = self.stack.currentWidget()
        holder = _Middle(panel)
        self.stack.addWidget(holder)
        self.stack.setCurrentWidget(holder)
        if before is not None:
            self.stack.removeWidget(before)
            before.deleteLater()
        panel.focus_start()

    @property
    def panel(self) -> Panel | None:
        """The panel in front."""
        holder = self.stack.currentWidget()
        return holder.panel if isinstance(holder, _Middle) else None

    def finish(self) -> None:
        """Close without anybody having left."""
        self._done = True
        self._waiting.clear()
        self.close()

    def retranslate(self) -> None:
        """Set what is not translated by itself."""
        self.setWindowTitle(_("Aftercare"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panel is not None and not self.panel.busy:
            self.panel.back()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._done:
            self.left.emit()
        super().closeEvent(event)


class _Middle(QWidget):
    """Keeps a panel at its width, in the middle of the height."""

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self.panel = panel
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        middle = QVBoxLayout()
        middle.addStretch(2)
        middle.addWidget(panel)
        middle.addStretch(3)
        across.addLayout(middle, 100)
        across.addStretch(1)
        theme.changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        self.panel.setMaximumWidth(theme.px(self.panel.WIDTH))
