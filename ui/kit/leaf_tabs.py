"""Leaves of a record under each other's place: words with a line below the one that is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from ui.kit.columns import FlowLayout
from ui.kit.theme import theme
from ui.kit.words import Text, TextButton, say


class _Leaf(TextButton):
    def __init__(self, name: str, text: Text, parent: QWidget) -> None:
        super().__init__(parent)
        self.name, self._text, self.count = name, text, ""
        self.setObjectName(f"leaf_{name}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(say(self._text))
        self.setAccessibleName(f"{self.text()} {self.count}".strip())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = theme.metrics("bold").horizontalAdvance(self.text())
        if self.count:
            width += theme.px(6) + theme.metrics("label").horizontalAdvance(self.count)
        return QSize(width + theme.px(4), theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        painter.setFont(theme.font("bold" if on else "body"))
        painter.setPen(theme.colour("text" if on or self.underMouse() else "secondary"))
        box = self.rect().adjusted(theme.px(2), 0, 0, -theme.px(2))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.count:
            x = painter.fontMetrics().horizontalAdvance(self.text()) + theme.px(6)
            painter.setFont(theme.font("label"))
            painter.setPen(theme.colour("secondary"))
            painter.drawText(box.adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.count)
        if on or self.hasFocus():
            line = QRect(0, self.height() - theme.px(2), self.width(), theme.px(2))
            painter.fillRect(line, theme.colour("focus" if self.hasFocus() else "accent"))


class LeafTabs(QWidget):
    """One of some leaves; `chosen(name)` when a person picks one, by mouse or by Left and Right."""

    chosen = Signal(str)

    def __init__(self, leaves: Sequence[tuple[str, Text]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=16)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._group = QButtonGroup(self)
        self._leaves: dict[str, _Leaf] = {}
        for name, text in leaves:
            leaf = _Leaf(name, text, self)
            leaf.clicked.connect(lambda _on=False, one=name: self.chosen.emit(one))
            self._group.addButton(leaf)
            self._flow.addWidget(leaf)
            self._leaves[name] = leaf
        if leaves:
            self.show_current(leaves[0][0])

    def show_current(self, name: str) -> None:
        """Mark a leaf as shown."""
        self._leaves[name].setChecked(True)

    def current(self) -> str:
        """The leaf shown."""
        return next((name for name, leaf in self._leaves.items() if leaf.isChecked()), "")

    def show_count(self, name: str, count: str) -> None:
        """A number or word behind a leaf's name."""
        self._leaves[name].count = count
        self._leaves[name].retranslate()

    def set_offered(self, name: str, offered: bool) -> None:
        """Offer a leaf or not."""
        self._leaves[name].setVisible(offered)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(event.key())
        names = [name for name, leaf in self._leaves.items() if not leaf.isHidden()]
        if step and names:
            name = names[(names.index(self.current()) + step) % len(names)]
            self._leaves[name].setFocus()
            self.show_current(name)
            self.chosen.emit(name)
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for leaf in self._leaves.values():
                leaf.retranslate()
        super().changeEvent(event)
