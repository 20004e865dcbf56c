"""What the program has to say: one banner at a time, toasts for what can be undone.

Nothing is said when all is well. Errors of services are sentences in the banner;
anything else is a fault of ours and opens a crash report while the program goes on.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from services.texts import N_
from ui.kit.buttons import Button, icon_button
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data, name_as, say

ICONS = {"danger": "error", "warning": "warning", "info": "info", "success": "ok"}
GRAVITY = {"danger": 3, "warning": 2, "info": 1, "success": 0}
TOAST_MS = 10_000


@dataclass(frozen=True)
class Banner:
    """A sentence, one line of detail and at most one link. kind: danger, warning, info, success."""

    kind: str
    sentence: Text
    detail: Text = ""
    link: Text = ""
    act: Callable[[], object] | None = None
    icon: str = ""
    closable: bool = True


class Messages(QObject):
    """The messages of a window or of one pane; the widgets below show them."""

    changed = Signal()
    toasted = Signal(object, object)
    crashed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._banners: dict[str, Banner] = {}

    def show(
        self,
        kind: str,
        sentence: Text,
        detail: Text = "",
        link: Text = "",
        act: Callable[[], object] | None = None,
        key: str = "",
        icon: str = "",
        closable: bool = True,
    ) -> None:
        """Say something in the banner. A message of the same key replaces the former."""
        self._banners[key or say(sentence)] = Banner(kind, sentence, detail, link, act, icon, closable)
        self.changed.emit()

    def clear(self, key: str = "", keep: Collection[str] = ()) -> None:
        """Take a message back; without a key all of them, but those whose keys are to be kept."""
        before = len(self._banners)
        for one in [key] if key else [one for one in self._banners if one not in keep]:
            self._banners.pop(one, None)
        if len(self._banners) != before:
            self.changed.emit()

    def said(self, key: str) -> str:
        """What the banner of that key says, '' where there is none."""
        return say(self._banners[key].sentence) if key in self._banners else ""

    def worst(self) -> tuple[str, Banner] | None:
        """The most serious message and its key; of equals, the newest."""
        if not self._banners:
            return None
        order = {key: place for place, key in enumerate(self._banners)}
        return max(self._banners.items(), key=lambda item: (GRAVITY[item[1].kind], order[item[0]]))

    def error(self, error: BaseException) -> None:
        """Show an error: a service's as its sentence, any other as a crash report."""
        sentence = getattr(error, "sentence", None)
        if getattr(error, "code", "") == "cancelled":
            return
        if sentence is None:
            self.crashed.emit(error)
            return
        self.show("danger", sentence, key=f"error:{getattr(error, 'code', '')}")

    def toast(self, text: Text, undo: Callable[[], object]) -> None:
        """Confirm something that can be undone, for ten seconds."""
        self.toasted.emit(text, undo)


class BannerBox(QWidget):
    """One banner as a tinted box; hides itself when there is nothing to say."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, role: str = "bold") -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.banner: Banner | None = None
        self._sentence = Label(role=role, wrap=True, parent=self)
        self._detail = Label(role="label", wrap=True, parent=self)
        self._link = Button("", "banner", kind="link", parent=self)
        self._close = icon_button("close", N_("Dismiss"), "dismiss", self)
        self._close.kind = "link"
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self._sentence)
        words.addWidget(self._detail)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(44), theme.px(8), theme.px(10), theme.px(8))
        row.addLayout(words, 1)
        row.addWidget(self._link)
        row.addWidget(self._close)
        self._link.clicked.connect(self._act)
        self._close.clicked.connect(self.closed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def tell(self, banner: Banner | None) -> None:
        """Show a banner, or nothing."""
        self.banner = banner
        self.setVisible(banner is not None)
        if banner is None:
            return
        self._sentence.say(banner.sentence)
        self._detail.say(banner.detail)
        self._detail.setVisible(bool(self._detail.text()))
        space = theme.px(8 if self._detail.text() else 2)
        self._row.setContentsMargins(theme.px(44), space, theme.px(10), space)
        self._link.say(banner.link)
        self._link.setVisible(bool(self._link.text()))
        self._close.setVisible(banner.closable)
        name_as(self, banner.sentence)
        self.update()

    def _act(self) -> None:
        if self.banner is not None and self.banner.act is not None:
            self.banner.act()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.banner is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, tint, border = theme.tone(self.banner.kind)
        painter.setPen(QPen(border, 1))
        painter.setBrush(tint)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6))
        side = theme.px(18)
        spot = QRectF(theme.px(14), (self.height() - side) / 2, side, side)
        paint_icon(painter, self.banner.icon or ICONS[self.banner.kind], spot, ink)


class BannerArea(BannerBox):
    """Shows the most serious of some messages."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        messages.changed.connect(self._follow)
        self.closed.connect(self._dismiss)
        self._follow()

    def _follow(self) -> None:
        worst = self._messages.worst()
        self.tell(worst[1] if worst else None)

    def _dismiss(self) -> None:
        worst = self._messages.worst()
        if worst:
            self._messages.clear(worst[0])


class Toast(QWidget):
    """A line and 'Undo', bottom right, gone after ten seconds."""

    def __init__(self, text: Text, undo: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._undo = undo
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(8), theme.px(8), theme.px(8))
        row.setSpacing(theme.px(12))
        row.addWidget(Label(data(say(text))))
        button = Button(N_("Undo"), "undo", kind="link", key="Ctrl+Z")
        button.clicked.connect(self._act)
        row.addWidget(button)
        self.setAccessibleName(say(text))
        QTimer.singleShot(TOAST_MS, self, self.deleteLater)

    def _act(self) -> None:
        self.hide()
        self.deleteLater()
        self._undo()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("input"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(6), theme.px(6))


class Toasts(QObject):
    """Places toasts in the bottom right corner of a widget, above its foot."""

    def __init__(self, messages: Messages, over: QWidget, foot: int = 72) -> None:
        super().__init__(over)
        self._over, self._foot = over, foot
        messages.toasted.connect(self._show)
        over.installEventFilter(self)

    def _show(self, text: Text, undo: Callable[[], object]) -> None:
        toast = Toast(text, undo, self._over)
        toast.show()
        toast.destroyed.connect(self._place)
        self._place()

    def _place(self) -> None:
        bottom = self._over.height() - theme.px(self._foot)
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for toast in reversed(self._over.findChildren(Toast, options=direct)):
            toast.adjustSize()
            bottom -= toast.height() + theme.px(8)
            toast.move(self._over.width() - toast.width() - theme.px(16), bottom)
            toast.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
