"""Large digits on the screen, for those who stand at a kiosk without a keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Text, data, say

# A finger needs 9 mm; at the scale of a kiosk this is more.
SIDE = 46


class BigButton(Button):
    """A button for a finger: as wide as its place, and never taking the focus from the field."""

    def __init__(self, text: Text, name: str, kind: str = "plain", icon: str = "", side: int = SIDE) -> None:
        super().__init__(text, name, kind, icon=icon)
        self._side = side
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(max(super().sizeHint().width(), theme.px(self._side)), theme.px(self._side))


class _Key(BigButton):
    """A digit, painted large."""

    def __init__(self, digit: str, name: str, icon: str = "", says: Text = "") -> None:
        super().__init__(data(digit), name)
        self._digit, self._sign = digit, icon
        self._says = says

    def retranslate(self) -> None:
        super().retranslate()
        if getattr(self, "_says", ""):
            self.setAccessibleName(say(self._says))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.setPen(theme.colour("input"))
        painter.setBrush(theme.colour("accent_tint" if self.isDown() else "surface"))
        painter.drawRoundedRect(body, theme.px(6), theme.px(6))
        if self._sign:
            side = theme.px(20)
            spot = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            paint_icon(painter, self._sign, spot, theme.colour("text"))
            return
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("figure"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._digit)


class Keypad(QWidget):
    """0 to 9, next and back; keys go to the field `target()` names, as if they were typed."""

    def __init__(self, target: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = target
        self.setObjectName("keypad")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        self.keys: dict[str, BigButton] = {}
        for place, digit in enumerate("123456789"):
            self._add(grid, digit, place // 3, place % 3)
        self._add(grid, "0", 3, 1)
        on = _Key("", "digit_next", "right", N_("Next"))
        on.retranslate()
        on.clicked.connect(lambda: self._press(Qt.Key.Key_Return, "\r"))
        grid.addWidget(on, 3, 0)
        self.keys["next"] = on
        back = _Key("", "digit_back", "undo", N_("Delete the last digit"))
        back.retranslate()
        back.clicked.connect(lambda: self._press(Qt.Key.Key_Backspace, ""))
        grid.addWidget(back, 3, 2)
        self.keys["back"] = back

    def _add(self, grid: QGridLayout, digit: str, row: int, column: int) -> None:
        key = _Key(digit, f"digit_{digit}")
        key.clicked.connect(lambda _on=False, one=digit: self._press(Qt.Key(Qt.Key.Key_0 + int(one)), one))
        grid.addWidget(key, row, column)
        self.keys[digit] = key

    def _press(self, key: Qt.Key, text: str) -> None:
        target = self._target()
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
