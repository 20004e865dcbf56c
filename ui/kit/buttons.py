"""Buttons: one primary a screen, plain ones outlined, links for quiet actions.

The key that does the same stands on the button, smaller.
"""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.tokens import mix
from ui.kit.words import Text, name_as, on_one_line, plain_tip, say

# Logical pixels of words; names that people gave are cut.
WIDEST = 320


class Button(QPushButton):
    """A push button. kind: 'primary', 'plain', 'danger' (plain with danger text), 'link',
    'danger_link' (underlined, to something that is wrong).

    name: the verb; the objectName becomes action_<name>. key: shown on the button
    only, the shortcut itself lives in the registry of shortcuts.
    """

    def __init__(
        self,
        text: Text,
        name: str = "",
        kind: str = "plain",
        key: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self.kind, self.key, self.concept = text, kind, key, icon
        # What it does it to, where several on a page are called alike: said to who does not see where it stands.
        self.about: Text = ""
        if name:
            self.setObjectName(f"action_{name}")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Fixed)
        self.retranslate()
        theme.changed.connect(self.updateGeometry)

    def say(self, text: Text) -> None:
        """Another text from now on."""
        self._text = text
        self.retranslate()

    def retranslate(self) -> None:
        """Look the text up again."""
        words = on_one_line(say(self._text))
        self.setText(words.replace("&", "&&"))
        about = on_one_line(say(self.about))
        self.setAccessibleName((f"{words}: {about}" if about else words) or self.accessibleName())
        self.updateGeometry()
        self.update()

    def act(self, action: QAction) -> "Button":
        """Follow an action: clicking triggers it, and it enables and hides the button."""

        def follow() -> None:
            self.setEnabled(action.isEnabled())
            # A button without a parent would come up as a window of its own and take the focus.
            if self.parentWidget() is not None or not action.isVisible():
                self.setVisible(action.isVisible())
            self.setToolTip(plain_tip(action.toolTip()) if not action.isEnabled() else "")

        action.changed.connect(follow)
        self.clicked.connect(action.trigger)
        follow()
        return self

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def _shown(self, role: str) -> str:
        """The words, cut where they are longer than a button gets."""
        return theme.metrics(role).elidedText(self._words(), Qt.TextElideMode.ElideRight, theme.px(WIDEST))

    def _font_role(self) -> str:
        return "bold" if self.kind == "primary" else "body"

    def sizeHint(self) -> QSize:
        width = min(theme.width(self._words(), self._font_role()), theme.px(WIDEST))
        if self.concept:
            width += theme.px(16) + (theme.px(8) if self._words() else 0)
        if self.key:
            width += theme.px(10) + theme.width(self.key, "hint")
        if self.kind.endswith("link"):
            return QSize(width + theme.px(4), theme.px(24))
        # All buttons keep room for the ring around the focused one.
        height = theme.px(32 if self.kind == "primary" else 30)
        return QSize(width + theme.px(24 if self._words() else 14) + theme.px(4), height + theme.px(4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hover = self.underMouse() and self.isEnabled()
        if self.kind.endswith("link"):
            self._paint_link(painter, hover)
            return
        gap = theme.px(2)
        body = QRectF(self.rect()).adjusted(gap + 0.5, gap + 0.5, -gap - 0.5, -gap - 0.5)
        fill, border, ink = self._colours(hover)
        if self.hasFocus():
            self._paint_ring(painter)
        painter.setPen(QPen(border, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(body, theme.px(4), theme.px(4))
        self._paint_content(painter, body.toRect(), ink)

    def _colours(self, hover: bool) -> tuple[QColor, QColor, QColor]:
        if self.kind == "primary":
            if not self.isEnabled():
                return theme.colour("neutral_tint"), theme.colour("neutral_tint"), theme.colour("disabled")
            fill = theme.colour("accent_hover" if hover or self.isDown() else "accent")
            return fill, fill, theme.colour("on_accent")
        ink = "danger" if self.kind == "danger" else "text"
        plane = "hover" if hover or self.isDown() else "surface"
        if not self.isEnabled():
            return theme.colour("surface"), theme.colour("border"), theme.colour("disabled")
        if self.isCheckable() and self.isChecked():
            return theme.colour("accent_tint"), theme.colour("accent"), theme.colour("accent")
        return theme.colour(plane), theme.colour("input"), theme.colour(ink)

    def _paint_ring(self, painter: QPainter) -> None:
        pen = QPen(theme.colour("focus"), theme.px(2))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(6), theme.px(6))

    def _paint_content(self, painter: QPainter, body: QRect, ink: QColor) -> None:
        words = self._shown(self._font_role())
        x = body.left() + theme.px(12 if words else 7)
        if self.concept:
            side = theme.px(16)
            paint_icon(painter, self.concept, QRect(x, body.center().y() - side // 2 + 1, side, side), ink)
            x += side + theme.px(8)
        painter.setPen(ink)
        painter.setFont(theme.font(self._font_role()))
        painter.drawText(body.translated(x - body.left(), 0), Qt.AlignmentFlag.AlignVCenter, words)
        if self.key:
            x += theme.metrics(self._font_role()).horizontalAdvance(words) + theme.px(10)
            if self.kind == "primary" and self.isEnabled():
                painter.setPen(theme.colour(mix(theme.tokens["on_accent"], theme.tokens["accent"], 0.85)))
            else:
                painter.setPen(theme.colour("secondary" if self.isEnabled() else "disabled"))
            painter.setFont(theme.font("hint"))
            painter.drawText(body.translated(x - body.left(), 0), Qt.AlignmentFlag.AlignVCenter, self.key)

    def _paint_link(self, painter: QPainter, hover: bool) -> None:
        wrong = self.kind == "danger_link"
        colour = "danger" if wrong else "accent_hover" if hover else "accent"
        ink = theme.colour(colour if self.isEnabled() else "disabled")
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), theme.px(2)))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(4), theme.px(4))
        x = theme.px(2)
        if self.concept:
            side = theme.px(16)
            paint_icon(painter, self.concept, QRect(x, (self.height() - side) // 2, side, side), ink)
            x += side + theme.px(6)
        font = theme.font("body")
        font.setUnderline(hover or wrong)
        painter.setFont(font)
        painter.setPen(ink)
        words = self._shown("body")
        painter.drawText(self.rect().translated(x, 0), Qt.AlignmentFlag.AlignVCenter, words)
        font.setUnderline(False)
        if self.key:
            x += theme.metrics("body").horizontalAdvance(words) + theme.px(8)
            painter.setFont(theme.font("hint"))
            painter.drawText(self.rect().translated(x, 0), Qt.AlignmentFlag.AlignVCenter, self.key)


def icon_button(concept: str, text: Text, name: str = "", parent: QWidget | None = None) -> Button:
    """A button that shows only an icon; the text is its name for screen readers and its tool tip."""
    button = Button(lambda: "", name, icon=concept, parent=parent)
    name_as(button, text, tip=True)
    return button
