"""Orders as cards in a column for each state; a card dragged to another column takes the step there."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from services.order_lists import BOARD_STATES, Column, OrderLine
from services.texts import N_, _, either
from ui.kit import formats
from ui.kit.card_rows import CardRows
from ui.kit.chips import ChipLabel
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Label, data, name_as, plain_tip
from ui.work_orders.labels import work_chip
from ui.work_orders.list_columns import device_title, is_late, used

MIME = "application/x-aftercare-order"
CARD_HEIGHT = 92
# From the edge of a card to its words.
INSET = 7
# What stands beside the name of a column: margins and its count.
BESIDE_NAME = 34
LONGEST_NUMBER = "W2611-000042"


class _CardPainter(QStyledItemDelegate):
    """A card: number and age, customer, device, promise with the share of time used.

    In a narrow column the age stands beside the promise and the share at the foot of the card: nine columns
    fit 1366 pixels.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.now = formats.now()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(_least_width(), theme.px(CARD_HEIGHT + 6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row: OrderLine = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(1, 1, -1, -theme.px(6))
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = current and option.widget.hasFocus()
        width = theme.px(2) if focused else 1
        painter.setPen(QPen(theme.colour("focus" if focused else "accent" if current else "border"), width))
        painter.setBrush(theme.colour("accent_tint" if current else "surface"))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        inset = theme.px(INSET)
        inner = box.adjusted(inset, theme.px(6), -inset, -theme.px(6)).toRect()
        self._lines(painter, inner, row)
        painter.restore()

    def _lines(self, painter: QPainter, inner: QRect, row: OrderLine) -> None:
        height = theme.metrics().lineSpacing()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignVCenter
        line = QRect(inner.left(), inner.top(), inner.width(), height)
        painter.setFont(theme.font("body_tabular"))
        painter.setPen(theme.colour("accent"))
        painter.drawText(line, left, row.number)
        age, metrics = formats.age(row.opened_at, self.now), painter.fontMetrics()
        narrow = metrics.horizontalAdvance(f"{row.number}  {age}") > inner.width()
        if not narrow:
            painter.setPen(theme.colour("secondary"))
            painter.drawText(line, right, age)
        elif is_late(row, self.now):
            side = theme.px(13)
            paint_icon(painter, "warning", _at_the_right(line, side, side), theme.colour("danger"))
        line.translate(0, height)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        last4 = f" *{row.phone_masked[-4:]}" if row.phone_masked else ""
        _elided(painter, line, f"{row.customer_name or either(row.store_name, row.store_name_en)}{last4}")
        line.translate(0, height)
        painter.setPen(theme.colour("secondary"))
        _elided(painter, line, f"{device_title(row)} · {row.problem}")
        line.translate(0, height + theme.px(2))
        self._promise(painter, line, row, age if narrow else "")

    def _promise(self, painter: QPainter, line: QRect, row: OrderLine, age: str) -> None:
        """age: where it found no room at the top."""
        late = is_late(row, self.now)
        share = used(row, self.now)
        painter.setFont(theme.font("label"))
        words = formats.moment(row.promised_at, self.now) if row.promised_at else ""
        if row.ready_at is not None:
            words = _("ready {age}").format(age=formats.age(row.ready_at, self.now))
        painter.setPen(theme.colour("danger" if late else "warning" if row.ready_at is not None else "secondary"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
        if age and painter.fontMetrics().horizontalAdvance(f"{words}  {age}") <= line.width():
            painter.setPen(theme.colour("secondary"))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, age)
        if share is None:
            return
        side = theme.px(13)
        room = line.width() - painter.fontMetrics().horizontalAdvance(words) - theme.px(6)
        room -= side + theme.px(4) if late else 0
        bar = _at_the_right(line, max(theme.px(8), min(theme.px(44), room)), theme.px(5))
        if age:
            bar = QRectF(line.left(), line.bottom() + theme.px(2), line.width(), theme.px(3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("neutral_tint"))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        tone = "danger" if share > 1 else "warning" if share > 0.85 else theme.tokens.series[0]
        bar.setWidth(max(bar.height(), bar.width() * min(share, 1.0)))
        painter.setBrush(theme.colour(tone))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        if late and not age:
            spot = QRectF(bar.left() - side - theme.px(4), line.center().y() - side / 2, side, side)
            paint_icon(painter, "warning", spot, theme.colour("danger"))


def _least_width() -> int:
    """The narrowest card: its number is never cut."""
    return theme.metrics("body_tabular").horizontalAdvance(LONGEST_NUMBER) + 2 * theme.px(INSET) + 2


def _at_the_right(line: QRect, width: float, height: float) -> QRectF:
    return QRectF(line.right() - width, line.center().y() - height / 2, width, height)


def _elided(painter: QPainter, line: QRect, words: str) -> None:
    cut = painter.fontMetrics().elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, cut)


class _ColumnList(QListView):
    """The cards of one state."""

    def __init__(self, state: str, board: "Board") -> None:
        super().__init__()
        self.state, self._board = state, board
        self.cards = CardRows(
            MIME,
            lambda row: f"{row.number} {row.customer_name} {device_title(row)}",
            lambda row: (row.number, row.customer_name, device_title(row), row.problem),
        )
        self.setModel(self.cards)
        self.painter_of_cards = _CardPainter(self)
        self.setItemDelegate(self.painter_of_cards)
        self.setObjectName(f"table_board_{state}")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.viewport().setAutoFillBackground(False)
        self.doubleClicked.connect(lambda index: board.opened.emit(index.data(Qt.ItemDataRole.UserRole)))

    def current(self) -> OrderLine | None:
        """The marked card."""
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._board.go_beside(self.state, 1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self._board.opened.emit(self.current())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        if not self.currentIndex().isValid() and self.cards.rows:
            self.setCurrentIndex(self.cards.index(0, 0))
        self._board.remember(self.state)
        super().focusInEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        dropped = bytes(event.mimeData().data(MIME).data()).decode()
        self._board.drop(dropped, self.state)
        # The card moves once the database has moved the order.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()


class Board(QScrollArea):
    """Signals: opened(row), dropped(row, state), step_wanted(row)."""

    opened = Signal(object)
    dropped = Signal(object, str)
    step_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("board")
        name_as(self, N_("Orders by state"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.empty = Label(N_("No orders here. Widen the filter, or take in a device (F7)."), "body", "secondary")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.empty.hide()
        column.addWidget(self.empty)
        row = self._row = QHBoxLayout()
        column.addLayout(row, 1)
        row.setSpacing(theme.px(6))
        self._frames: dict[str, QFrame] = {}
        self.lists: dict[str, _ColumnList] = {}
        self._counts: dict[str, Label] = {}
        self._chips: dict[str, ChipLabel] = {}
        for state in BOARD_STATES:
            row.addWidget(self._column(state))
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._state = BOARD_STATES[0]
        self.setFocusProxy(self.lists[self._state])

    def _column(self, state: str) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        self._frames[state] = card
        column = QVBoxLayout(card)
        column.setContentsMargins(*[theme.px(n) for n in (5, 8, 5, 4)])
        column.setSpacing(theme.px(6))
        head = QHBoxLayout()
        self._chips[state] = ChipLabel(work_chip(state))
        # Its words are cut in a narrow column; the tool tip and the list's name have them whole.
        self._chips[state].setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        head.addWidget(self._chips[state])
        head.addStretch(1)
        self._counts[state] = Label("", "label", "secondary")
        head.addWidget(self._counts[state])
        column.addLayout(head)
        self.lists[state] = _ColumnList(state, self)
        column.addWidget(self.lists[state], 1)
        return card

    def tell(self, columns: Sequence[Column], now: datetime) -> None:
        """Show the orders by state; the current card stays current."""
        current = self.current_row()
        self.empty.setVisible(not any(column.rows for column in columns))
        for column in columns:
            one = self.lists.get(column.state)
            if one is None:
                continue
            one.painter_of_cards.now = now
            one.cards.show(column.rows)
            one.setAccessibleName(_("{state}: {n}").format(state=work_chip(column.state).text(), n=column.count))
            self._counts[column.state].say(data(formats.count(column.count)))
            self._chips[column.state].setToolTip(plain_tip(work_chip(column.state).text()))
            # A column without cards leaves room to the others.
            self._row.setStretchFactor(self._frames[column.state], 3 if column.rows else 1)
            place = next((n for n, row in enumerate(column.rows) if current and row.id == current.id), None)
            if place is not None:
                one.setCurrentIndex(one.cards.index(place, 0))

        self._share()

    def _share(self) -> None:
        """Each column as wide as its name, where there is room for that, else as its cards need."""
        cards = _least_width() + theme.px(12)
        least = {state: cards if one.cards.rows else theme.px(64) for state, one in self.lists.items()}
        named = {
            state: max(least[state], chip.sizeHint().width() + theme.px(BESIDE_NAME))
            for state, chip in self._chips.items()
        }
        gaps = self._row.spacing() * (len(least) - 1)
        for state, width in (named if sum(named.values()) + gaps <= self.width() else least).items():
            self._frames[state].setMinimumWidth(width)
        self._row.activate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self._share)  # the chips have their words by then

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def current_row(self) -> OrderLine | None:
        """The marked card of the column that had the focus last."""
        return self.lists[self._state].current()

    def remember(self, state: str) -> None:
        """A column has the focus."""
        self._state = state
        for other, one in self.lists.items():
            if other != state:
                one.clearSelection()
        self.ensureWidgetVisible(self.lists[state], theme.px(20), 0)

    def go_beside(self, state: str, by: int) -> None:
        """Left and Right: the next column that has cards."""
        states = list(self.lists)
        at = states.index(state) + by
        while 0 <= at < len(states):
            one = self.lists[states[at]]
            if one.cards.rows:
                one.setCurrentIndex(one.cards.index(0, 0))
                one.setFocus()
                return
            at += by

    def drop(self, order_id: str, state: str) -> None:
        """A card was dropped on a column."""
        for other, one in self.lists.items():
            row = next((row for row in one.cards.rows if str(row.id) == order_id), None)
            if row is not None and other != state:
                self.dropped.emit(row, state)
