"""The tabs of open pages and records, under the top bar."""

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from services.texts import _
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import TextButton, on_one_line, plain_tip

HEIGHT = 34
LEAST = 112


class _Tab(TextButton):
    closed = Signal()

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.concept = icon
        self.dirty = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        # Many tabs get narrower; they never make the window wider than the screen.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        # Long titles give way first; a short one would only lose its last letters.
        return QSize(min(self.sizeHint().width(), theme.px(LEAST)), theme.px(HEIGHT))

    def show_title(self, title: str, dirty: bool) -> None:
        self.dirty = dirty
        self.setText(on_one_line(title))
        name = _("{title}, not saved").format(title=title) if dirty else title
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = min(theme.metrics("bold").horizontalAdvance(self.text()), theme.px(180))
        return QSize(words + theme.px(14 + 16 + 8 + 8 + 14 + 14), theme.px(HEIGHT))

    def _cross(self) -> QRectF:
        side = theme.px(14)
        return QRectF(self.width() - theme.px(12) - side, (self.height() - side) / 2, side, side)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        on_cross = self._cross().adjusted(-4, -6, 6, 6).contains(event.position())
        middle = event.button() == Qt.MouseButton.MiddleButton
        if middle or (on_cross and event.button() == Qt.MouseButton.LeftButton):
            self.setDown(False)
            self.closed.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self.isChecked()
        if current:
            painter.fillRect(self.rect(), theme.colour("window"))
            painter.fillRect(0, 0, self.width(), theme.px(2), theme.colour("accent"))
            painter.setPen(theme.colour("border"))
            painter.drawLine(0, 0, 0, self.height())
            painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        elif self.underMouse():
            painter.fillRect(self.rect().adjusted(0, 0, 0, -1), theme.colour("hover"))
        if self.hasFocus():
            painter.setPen(theme.colour("focus"))
            painter.drawRect(self.rect().adjusted(2, 3, -3, -3))
        side = theme.px(16)
        x = theme.px(13)
        spot = QRectF(x, (self.height() - side) / 2, side, side)
        paint_icon(painter, self.concept, spot, theme.colour("accent" if current else "secondary"))
        x += side + theme.px(8)
        painter.setPen(theme.colour("text" if current else "secondary"))
        painter.setFont(theme.font())
        room = int(self._cross().left() - theme.px(6) - x)
        words = theme.metrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(self.rect().adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        if self.dirty and not self.underMouse():
            dot = theme.px(8)
            spot = QRectF(0, 0, dot, dot)
            spot.moveCenter(self._cross().center())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("warning"))
            painter.drawEllipse(spot)
        else:
            paint_icon(painter, "close", self._cross().adjusted(1, 1, -1, -1), theme.colour("secondary"))


class TabStrip(QWidget):
    """One tab an open page, by key. `chosen(key)`, `closing(key)`."""

    chosen = Signal(object)
    closing = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self._tabs: dict[object, _Tab] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(10), 0, theme.px(10), 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self.setFixedHeight(theme.px(HEIGHT))
        theme.changed.connect(self._resize)

    def _resize(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))
        self._share_room()

    def keys(self) -> list[Any]:
        """The open pages in the order of their tabs."""
        return list(self._tabs)

    def add(self, key: object, icon: str, title: str) -> None:
        """A tab for a page that was opened."""
        tab = _Tab(icon, self)
        tab.setObjectName("tab")
        tab.show_title(title, False)
        tab.clicked.connect(lambda _on=False: self.chosen.emit(key))
        tab.closed.connect(lambda: self.closing.emit(key))
        self._row.insertWidget(len(self._tabs), tab)
        self._tabs[key] = tab
        self._share_room()

    def remove(self, key: object) -> None:
        """Take the tab of a closed page away."""
        tab = self._tabs.pop(key)
        # At once: until it is deleted it would keep its place, and the next tab would come before the last.
        self._row.removeWidget(tab)
        tab.hide()
        tab.deleteLater()
        self._share_room()

    def tell(self, key: object, title: str, dirty: bool = False) -> None:
        """Show a page's title, with a dot where something is not saved."""
        if key in self._tabs:
            self._tabs[key].show_title(title, dirty)
            self._share_room()

    def _share_room(self) -> None:
        """Where not all titles fit, the longest are cut to one length, so that numbers and short words stay whole."""
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        longest = 0
        for place, width in enumerate(sorted(tab.sizeHint().width() for tab in self._tabs.values())):
            # the shorter ones get what they want, the rest an equal share of what is left
            longest = room // (len(self._tabs) - place)
            if width > longest:
                break
            room -= width
            longest = width
        for tab in self._tabs.values():
            tab.setMaximumWidth(max(longest, theme.px(LEAST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def show_current(self, key: object) -> None:
        """Mark the page in front."""
        for other, tab in self._tabs.items():
            tab.setChecked(other == key)

    def place_of(self, key: object) -> QPoint:
        """Where a tab is, for tests and menus."""
        return self._tabs[key].pos()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(theme.colour("border"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
