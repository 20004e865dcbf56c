"""The list that drops down under a field while the person goes on typing in it.

It lies inside the window (no window of its own that could take the focus) and
never takes keys away: its owner hands it Up, Down and Enter.
"""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.icons import paint_icon
from ui.kit.options import Option
from ui.kit.theme import theme
from ui.kit.words import on_one_line, say


class _Options(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.options: list[Option] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.options)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        option = self.options[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return say(option.label)
        return option if role == Qt.ItemDataRole.UserRole else None

    def show(self, options: list[Option]) -> None:
        self.beginResetModel()
        self.options = list(options)
        self.endResetModel()


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(120), theme.px(30))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        one: Option = index.data(Qt.ItemDataRole.UserRole)
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        x = rect.left() + theme.px(10)
        if one.icon:
            side = theme.px(16)
            spot = QRect(x, rect.center().y() - side // 2, side, side)
            paint_icon(painter, one.icon, spot, theme.colour("secondary"))
            x += side + theme.px(8)
        detail = say(one.detail)
        room = rect.right() - theme.px(10) - x
        # Beside a short label the detail takes what is left, beside a long one half of the row.
        left = max(room // 2, room - theme.metrics().horizontalAdvance(say(one.label)) - theme.px(12))
        # One pixel more: advances are rounded, and words a fraction too wide would be cut.
        aside = min(theme.metrics("label").horizontalAdvance(detail) + 1, left) if detail else 0
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        main = QRect(x, rect.top(), room - aside - (theme.px(12) if aside else 0), rect.height())
        words = theme.metrics().elidedText(on_one_line(say(one.label)), Qt.TextElideMode.ElideRight, main.width())
        painter.drawText(main, Qt.AlignmentFlag.AlignVCenter, words)
        if aside:
            painter.setFont(theme.font("label"))
            painter.setPen(theme.colour("secondary"))
            at = QRect(rect.right() - theme.px(10) - aside, rect.top(), aside, rect.height())
            words = theme.metrics("label").elidedText(detail, Qt.TextElideMode.ElideRight, aside)
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)


class PopupList(QFrame):
    """Options under a widget; `chosen` when one is clicked or taken."""

    chosen = Signal(object)

    def __init__(self, under: QWidget, rows: int = 10) -> None:
        super().__init__(under.window())
        self._under, self._rows = under, rows
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model = _Options()
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Rows(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setProperty("bare", True)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(lambda index: self.take(index.row()))
        self.hide()

    def offer(self, options: list[Option], current: int = 0) -> None:
        """Show options, the `current` one marked (-1 for none); without options it goes."""
        self.model.show(options)
        if not options:
            self.hide()
            return
        if self.parentWidget() is not self._under.window():
            self.setParent(self._under.window())
        self._place()
        self.show()
        self.raise_()
        if current >= 0:
            self.view.setCurrentIndex(self.model.index(current))

    def _place(self) -> None:
        window = self._under.window()
        height = min(len(self.model.options), self._rows) * theme.px(30) + 2
        corner = self._under.mapTo(window, QPoint(0, self._under.height() + theme.px(2)))
        width = max(self._under.width(), min(self._wanted(), theme.px(420)))
        if corner.y() + height > window.height():
            above = self._under.mapTo(window, QPoint(0, -theme.px(2))).y() - height
            corner.setY(max(0, above))
        corner.setX(max(0, min(corner.x(), window.width() - width)))
        self.setGeometry(QRect(corner, QSize(width, height)))
        self.view.setGeometry(self.rect().adjusted(1, 1, -1, -1))

    def _wanted(self) -> int:
        options = self.model.options[:50]
        labels, details = theme.metrics(), theme.metrics("label")
        widths = (
            labels.horizontalAdvance(say(one.label)) + details.horizontalAdvance(say(one.detail)) for one in options
        )
        return max(widths, default=0) + theme.px(66)

    def step(self, by: int) -> None:
        """Mark the next or the previous option."""
        count = len(self.model.options)
        if count:
            row = self.view.currentIndex().row()
            self.view.setCurrentIndex(self.model.index((row + by) % count if row >= 0 else 0))

    def current(self) -> Option | None:
        """The marked option."""
        row = self.view.currentIndex().row()
        return self.model.options[row] if self.isVisible() and 0 <= row < len(self.model.options) else None

    def take(self, row: int | None = None) -> bool:
        """Choose the marked option, or that of a row; False when there is none."""
        option = self.model.options[row] if row is not None else self.current()
        self.hide()
        if option is None:
            return False
        self.chosen.emit(option)
        return True
