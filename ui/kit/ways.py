"""Ways to go on: large choices with an icon, a name and a line that says what happens then."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Text, TextButton, say

TEXT_LEFT = 58


class Way(TextButton):
    """A large choice: icon, name, what happens then, and its key in a cap where it has one."""

    def __init__(self, name: str, concept: str, title: Text, detail: Text, key: str = "") -> None:
        super().__init__()
        self.setObjectName(f"action_{name}")
        self.concept, self.title, self.detail, self.key = concept, title, detail, key
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate()
        theme.changed.connect(self.updateGeometry)

    def retranslate(self) -> None:
        self.setText(say(self.title))
        self.setAccessibleName(say(self.title))
        self.setAccessibleDescription(say(self.detail))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _aside(self) -> int:
        return theme.px(44 if self.key else 14)

    def _words_at(self, width: int) -> QRect:
        room = QRect(0, 0, width - theme.px(TEXT_LEFT) - self._aside(), 10_000)
        return theme.metrics("label").boundingRect(room, int(Qt.TextFlag.TextWordWrap), say(self.detail))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), self.heightForWidth(theme.px(420)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return theme.metrics("card").lineSpacing() + self._words_at(width).height() + theme.px(28)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        pen = theme.px(2) if focused else 1
        open_ = self.isEnabled()
        painter.setPen(QPen(theme.colour("focus" if focused else "input" if open_ else "border"), pen))
        painter.setBrush(theme.colour("hover" if self.underMouse() and open_ else "surface"))
        half = pen / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), theme.px(6), theme.px(6))
        side = theme.px(24)
        icon = QRectF(theme.px(18), (self.height() - side) / 2, side, side)
        paint_icon(painter, self.concept, icon, theme.colour("accent" if open_ else "disabled"))
        line = theme.metrics("card").lineSpacing()
        # In the middle, also where a neighbour needs more lines.
        x = theme.px(TEXT_LEFT)
        top = (self.height() - line - theme.px(3) - self._words_at(self.width()).height()) // 2
        painter.setFont(theme.font("card"))
        painter.setPen(theme.colour("text" if open_ else "disabled"))
        painter.drawText(QRect(x, top, self.width() - x, line), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("secondary" if open_ else "disabled"))
        words = QRect(x, top + line + theme.px(3), self.width() - x - self._aside(), self.height())
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), say(self.detail))
        if self.key:
            self._paint_cap(painter)

    def _paint_cap(self, painter: QPainter) -> None:
        side = theme.px(18)
        cap = QRectF(self.width() - side - theme.px(14), (self.height() - side) / 2, side, side)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("neutral_tint"))
        painter.drawRoundedRect(cap, theme.px(3), theme.px(3))
        painter.setPen(theme.colour("secondary"))
        painter.setFont(theme.font("hint"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.key)
