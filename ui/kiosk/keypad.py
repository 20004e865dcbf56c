"""Large digits and letters on the screen, for those who stand at a kiosk without a keyboard."""

import string
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

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


class Key(BigButton):
    """A sign, painted large."""

    def __init__(self, sign: str, name: str, icon: str = "", says: Text = "") -> None:
        super().__init__(data(sign), name)
        self._sign, self._icon = sign, icon
        self._says = says
        self.retranslate()

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
        if self._icon:
            side = theme.px(20)
            spot = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            paint_icon(painter, self._icon, spot, theme.colour("text"))
            return
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("figure" if len(self._sign) == 1 else "record"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._sign)


def press(target: QWidget, key: Qt.Key, text: str = "") -> None:
    """Send a key to a field, as if it were typed."""
    target.setFocus(Qt.FocusReason.OtherFocusReason)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


class Keypad(QWidget):
    """0 to 9, next and back, and letters where somebody wants them; what is touched goes to the field `target()` names."""

    def __init__(self, target: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = target
        self.setObjectName("keypad")
        self.keys: dict[str, BigButton] = {}
        self.layers = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.layers)
        digits = [*"123456789", "next", "0", "back"]
        self._layer(digits, 3, "abc", "ABC", N_("Letters"), 1)
        self._layer([*string.ascii_uppercase, "-", "back"], 6, "123", "123", N_("Digits"), 0)

    def reset(self) -> None:
        """The digits, as the next customer expects them."""
        self.layers.setCurrentIndex(0)

    def _layer(self, keys: list[str], columns: int, other: str, sign: str, says: Text, leads_to: int) -> None:
        layer = QWidget()
        grid = QGridLayout(layer)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        for place, name in enumerate(keys):
            grid.addWidget(self._key(name, other), place // columns, place % columns)
        turn = Key(sign, f"key_{other}", says=says)
        turn.clicked.connect(lambda: self.layers.setCurrentIndex(leads_to))
        self.keys[other] = turn
        row, used = len(keys) // columns, len(keys) % columns
        grid.addWidget(turn, row, used, 1, columns - used)
        self.layers.addWidget(layer)

    def _key(self, name: str, layer: str) -> BigButton:
        if name == "next":
            key, pressed, text = Key("", "digit_next", "right", N_("Next")), Qt.Key.Key_Return, "\r"
        elif name == "back":
            key, pressed, text = (
                Key("", f"{layer}_back", "backspace", N_("Delete the last sign")),
                Qt.Key.Key_Backspace,
                "",
            )
        else:
            key, pressed, text = (
                Key(name, f"digit_{name}" if name.isdigit() else f"letter_{name}"),
                Qt.Key(ord(name)),
                name,
            )
        key.clicked.connect(lambda: press(self._target(), pressed, text))
        self.keys.setdefault(name, key)
        return key
