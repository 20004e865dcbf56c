"""The list: a QTableView in the style of the program, and the pane around it.

pane = TablePane("orders", COLUMNS, desk.background, fetch=…, fetch_some=…,
                 sort="promised_at", empty=(N_("No orders."), N_("Take one in (F7).")))
pane.opened.connect(lambda row: desk.open_record("work_order", row.id))
pane.reload()
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from ui.kit.menus import pop_up
from ui.kit.paged import ROW, Column, PagedTableModel
from ui.kit.rows import PAD, RowDelegate
from ui.kit.table_header import Header
from ui.kit.theme import theme
from ui.kit.words import say

NARROW = 60
MOVING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Space,
)


class TableView(QTableView):
    """Rows of a PagedTableModel. Enter or a click on a link opens, Space ticks, Ctrl+C copies."""

    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"table_{name}")
        self.name = name
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(Header(self))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        header.sectionClicked.connect(self._sort_by)
        header.sectionResized.connect(self._resized)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.model().row(index.row())))
        self._wanted: dict[int, int] = {}
        self._measured: list[Any] = []
        self._by_hand: set[int] = set()
        self._laying_out = False
        self._hidden_by_hand: dict[str, bool] = {}
        self._top = 0
        # Puts what can be done with a row into its menu.
        self.fill_row_menu: Callable[[QMenu, Any], None] | None = None
        self.customContextMenuRequested.connect(self._row_menu)
        self._sizes = 0
        theme.changed.connect(self._remeasure)
        self._remeasure()

    def setModel(self, model: PagedTableModel) -> None:  # type: ignore[override]
        super().setModel(model)
        model.modelReset.connect(self.fit)
        model.loaded.connect(self._fit_more)
        model.shifting.connect(self._hold_place)
        model.shifted.connect(self._keep_place)
        model.leaving.connect(self._keep_current)
        model.rowsInserted.connect(self._current_back)
        self.selectionModel().currentRowChanged.connect(self._current_moved)
        self.fit()

    def model(self) -> PagedTableModel:
        return super().model()  # type: ignore[return-value]

    def _remeasure(self) -> None:
        if self._sizes != theme.sizes:
            self._sizes = theme.sizes
            self.verticalHeader().setDefaultSectionSize(theme.px(28))
            self.horizontalHeader().setFixedHeight(theme.px(30))
            self._fit_again()

    def _fit_again(self) -> None:
        self._wanted.clear()
        if self.isVisible():
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._wanted:
            self.fit()

    # widths

    def _fit_more(self) -> None:
        """Other rows came: columns grow for what they show now, and never shrink under somebody's eyes."""
        model = self.model()
        least = min(model.rowCount(), NARROW)
        # the ones that were measured, while further pages come below them
        seen = [model.index(row, 0).data(ROW) for row in range(least)]
        if seen == self._measured:
            return
        self._measured = seen
        self.fit()

    def fit(self) -> None:
        """Give columns what they need and the rest to the stretching one."""
        if self.model() is None or not self.model().columns:
            return
        self._measure()
        self._share()

    def _measure(self) -> None:
        model = self.model()
        pad, most = theme.px(2 * PAD), theme.px(320)
        rows = [model.row(number) for number in range(min(model.rowCount(), NARROW))]
        for section, column in enumerate(model.columns):
            title = theme.width(say(column.title)) + pad
            if column.sort and column.sort == model.sort_key:
                title += theme.px(16)
            width = max(
                title if column.kind != "tick" else 0,
                theme.width(column.sample, "body_tabular") + pad if column.sample else 0,
            )
            for row in rows:
                if width >= most:
                    break
                width = max(width, self._delegate.width_of(column, row, model))
            self._wanted[section] = max(self._wanted.get(section, 0), min(width, most) + theme.px(4))

    def _share(self) -> None:
        model = self.model()
        self._laying_out = True
        room = self.viewport().width()
        shown = [s for s, column in enumerate(model.columns) if not self._is_off(column)]
        least = theme.px(140)

        def needed() -> int:
            return sum(least if model.columns[s].stretch else self._width(s) for s in shown)

        droppable = [s for s in shown if model.columns[s].drop]
        for section in sorted(droppable, key=lambda s: model.columns[s].drop):
            if needed() <= room:
                break
            if model.columns[section].name not in self._hidden_by_hand:
                shown.remove(section)
        stretch = [s for s in shown if model.columns[s].stretch]
        rest = room - sum(self._width(s) for s in shown if s not in stretch)
        for section in range(len(model.columns)):
            self.setColumnHidden(section, section not in shown)
        for section in shown:
            if section in stretch:
                self.setColumnWidth(section, max(least, rest // len(stretch)))
            else:
                self.setColumnWidth(section, self._width(section))
        self._laying_out = False

    def _width(self, section: int) -> int:
        if section in self._by_hand:
            return self.columnWidth(section)
        return self._wanted.get(section, theme.px(80))

    def _is_off(self, column: Column) -> bool:
        return self._hidden_by_hand.get(column.name, column.hidden)

    def _resized(self, section: int, _old: int, _new: int) -> None:
        if not self._laying_out:
            self._by_hand.add(section)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.model() is not None:
            if not self._wanted:
                self._measure()
            self._share()

    def layout_state(self) -> dict[str, Any]:
        """Columns shown and hidden and widths set by hand, for a saved view."""
        names = [column.name for column in self.model().columns]
        return {"hidden": dict(self._hidden_by_hand), "widths": {names[s]: self.columnWidth(s) for s in self._by_hand}}

    def restore_layout(self, state: dict[str, Any]) -> None:
        """Bring back what layout_state gave."""
        names = [column.name for column in self.model().columns]
        self._hidden_by_hand = dict(state.get("hidden", {}))
        self._by_hand.clear()
        for name, width in state.get("widths", {}).items():
            if name in names:
                self._by_hand.add(names.index(name))
                self.setColumnWidth(names.index(name), width)
        self.fit()

    def column_menu(self) -> QMenu:
        """A menu of the columns, ticked where shown."""
        menu = QMenu(self)
        for column in self.model().columns:
            if not say(column.title):
                continue
            action = menu.addAction(say(column.title))
            action.setCheckable(True)
            action.setChecked(not self._is_off(column))
            action.toggled.connect(lambda on, name=column.name: self.show_column(name, on))
        return menu

    def show_column(self, name: str, on: bool) -> None:
        """Show or hide a column by choice."""
        self._hidden_by_hand[name] = not on
        self.fit()

    def _choose_columns(self, at: QPoint) -> None:
        pop_up(self.column_menu(), self.horizontalHeader().mapToGlobal(at))

    def _sort_by(self, section: int) -> None:
        model = self.model()
        column = model.columns[section]
        if not column.sort:
            return
        falling = column.sort == model.sort_key and not model.descending
        model.sort(section, Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder)
        self._measure()
        self.horizontalHeader().viewport().update()

    # moving about

    def _scrolled(self, value: int) -> None:
        if value == self.verticalScrollBar().minimum() and self.model() is not None:
            self.model().fetch_before()

    def _hold_place(self) -> None:
        self._top = self.verticalScrollBar().value()

    def _keep_place(self, by: int) -> None:
        """Rows came or went above: what is seen stays where it is."""
        self.updateGeometries()
        self.verticalScrollBar().setValue(self._top + by)

    def _keep_current(self, first: int, last: int) -> None:
        """The current row is let go, not left: nobody hears of it, and it is current again when it comes back."""
        index = self.currentIndex()
        if first <= index.row() <= last:
            self.model().aside = self.model().row(index.row())
            self.setCurrentIndex(QModelIndex())

    def _current_back(self) -> None:
        aside = self.model().aside
        place = self.model().place_of(aside.id) if aside is not None else None
        if place is not None:
            self.setAutoScroll(False)
            self.setCurrentIndex(self.model().index(place, self._first_column()))
            self.setAutoScroll(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, model = event.key(), self.model()
        if model.aside is not None and key in MOVING:
            self.setCurrentIndex(self.indexAt(QPoint(2, 2)))
        row = self.currentIndex().row()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row() is not None:
            self.opened.emit(self.current_row())
        elif key == Qt.Key.Key_Space and row >= 0:
            self._tick(row)
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_tsv())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            for number in range(model.rowCount()):
                model.tick(number, True)
        elif key == Qt.Key.Key_End and not model.at_end:
            self._then_go(model.go_to_end, last=True)
        elif key == Qt.Key.Key_Home:
            self._then_go(model.go_to_start, last=False)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and row >= 0 and _with_shift(event):
            model.tick(row, True)
            super().keyPressEvent(QKeyEvent(event.type(), key, Qt.KeyboardModifier.NoModifier))
            model.tick(self.currentIndex().row(), True)
        else:
            super().keyPressEvent(event)

    def _then_go(self, load: Callable[[], None], last: bool) -> None:
        model = self.model()

        def settle() -> None:
            row = model.rowCount() - 1 if last else 0
            if row >= 0:
                self.setCurrentIndex(model.index(row, self._first_column()))

        load()
        if not model.busy:
            settle()
            return

        def once() -> None:
            model.loaded.disconnect(once)
            settle()

        model.loaded.connect(once)

    def _first_column(self) -> int:
        return next((s for s in range(self.model().columnCount()) if not self.isColumnHidden(s)), 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        before = self.currentIndex()
        super().mousePressEvent(event)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        column = self.model().columns[index.column()]
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and before.isValid():
            for number in range(min(before.row(), index.row()), max(before.row(), index.row()) + 1):
                self.model().tick(number, True)
        elif column.kind == "tick" or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._tick(index.row())
        elif column.kind == "link":
            self.opened.emit(self.model().row(index.row()))

    def _tick(self, row: int) -> None:
        if any(column.kind == "tick" for column in self.model().columns):
            self.model().tick(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        link = index.isValid() and self.model().columns[index.column()].kind == "link"
        shape = Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _current_moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        model = self.model()
        row = model.row(index.row()) if index.isValid() else None
        aside = model.aside
        if row is not None:
            model.aside = None
        if aside is None or (row is not None and row.id != aside.id):
            self.current_changed.emit(row)
        self.viewport().update()

    def current_row(self) -> Any:
        """The record of the current row, None without one."""
        index = self.currentIndex()
        return self.model().row(index.row()) if index.isValid() else self.model().aside

    def chosen_rows(self) -> list[Any]:
        """The ticked records, or the current one when none is ticked."""
        ticked = self.model().ticked_rows()
        current = self.current_row()
        return ticked or ([current] if current is not None else [])

    def _row_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid() or self.fill_row_menu is None:
            return
        menu = QMenu(self)
        menu.setObjectName("menu_row")
        self.fill_row_menu(menu, self.model().row(index.row()))
        if menu.actions():
            pop_up(menu, self.viewport().mapToGlobal(at))
        else:
            menu.deleteLater()

    def as_tsv(self, rows: Sequence[Any] | None = None) -> str:
        """Rows with a line of titles, tabs between, uncut: for a spreadsheet."""
        model = self.model()
        columns = [
            column
            for section, column in enumerate(model.columns)
            if column.kind != "tick" and not self.isColumnHidden(section)
        ]
        lines = ["\t".join(say(column.title) for column in columns)]
        for row in self.chosen_rows() if rows is None else rows:
            texts = (column.text(row, model.now()) for column in columns)
            lines.append("\t".join(_one_cell(text) for text in texts))
        return "\n".join(lines)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current_row() is None and self.model() is not None and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, self._first_column()))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.model() is not None:
            self.model().retranslate()
            self._fit_again()


def _with_shift(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def _one_cell(text: str) -> str:
    return " ".join(text.split()) if any(mark in text for mark in "\t\r\n") else text
