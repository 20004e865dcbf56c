"""The switch between Chinese and English, at the gate and in the top bar."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from services import texts
from services.texts import N_, _
from ui.kit.theme import theme
from ui.kit.words import TextButton, name_as


class LanguageSwitch(TextButton):
    """中 / EN; a click turns to the other one."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("action_language")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        name_as(self, N_("Language: Chinese or English"))
        self.setToolTip(_("Language: Chinese or English"))

    def sizeHint(self) -> QSize:
        return QSize(theme.metrics("bold").horizontalAdvance("中 / EN") + theme.px(12), theme.px(30))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.hasFocus():
            painter.setPen(theme.colour("focus"))
            painter.drawRect(self.rect().adjusted(0, 2, -1, -3))
        x = theme.px(6)
        chinese = texts.language() == "zh_CN"
        for words, chosen in (("中", chinese), (" / ", False), ("EN", not chinese)):
            role = "bold" if chosen else "body"
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour("text" if chosen else "secondary"))
            painter.drawText(self.rect().adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
            x += theme.metrics(role).horizontalAdvance(words)
