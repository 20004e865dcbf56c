"""Chips: tint, thin border, icon and word. The tone says whose turn it is."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Text, name_as, say


@dataclass(frozen=True)
class Chip:
    """tone: accent, success, warning, danger, info, neutral. icon: a concept of icons.CONCEPTS."""

    text: Text
    tone: str = "neutral"
    icon: str = ""


def chip_width(chip: Chip) -> int:
    """How wide a chip is."""
    words = theme.width(say(chip.text), "label")
    return words + theme.px(14) + (theme.px(14) + theme.px(6) if chip.icon else 0)


def paint_chip(painter: QPainter, chip: Chip, rect: QRectF) -> None:
    """Draw a chip in a rectangle, its text cut off where it does not fit."""
    ink, tint, border = theme.tone(chip.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, 1))
    painter.setBrush(tint)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
    x = rect.left() + theme.px(7)
    if chip.icon:
        side = theme.px(14)
        paint_icon(painter, chip.icon, QRectF(x, rect.center().y() - side / 2, side, side), ink)
        x += side + theme.px(6)
    painter.setPen(ink)
    painter.setFont(theme.font("label"))
    room = rect.right() - theme.px(6) - x
    words = theme.metrics("label").elidedText(say(chip.text), Qt.TextElideMode.ElideRight, int(room) + 1)
    at = QRectF(x, rect.top(), room + 2, rect.height())
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
    painter.restore()


class ChipLabel(QWidget):
    """A chip in a layout."""

    def __init__(self, chip: Chip | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.chip = chip
        self.show_chip(chip)
        theme.changed.connect(self.updateGeometry)

    def show_chip(self, chip: Chip | None) -> None:
        """Show another chip; None shows nothing."""
        self.chip = chip
        if chip is None or self.parentWidget() is not None:
            self.setVisible(chip is not None)
        else:
            # Shown before it has a parent it would come up as a window of its own and take the focus.
            self.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        name_as(self, chip.text if chip else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self.chip) if self.chip else 0, theme.px(22))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self.chip:
            self.setAccessibleName(say(self.chip.text))
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.chip:
            paint_chip(QPainter(self), self.chip, QRectF(self.rect()))
