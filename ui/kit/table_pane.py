"""A list with all that belongs around it: views, filter, newer rows, foot, empty state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from services.texts import N_, _, ngettext
from ui.kit import formats
from ui.kit.background import Background
from ui.kit.bar_layout import BarLayout
from ui.kit.buttons import Button, icon_button
from ui.kit.icons import paint_icon
from ui.kit.menus import pop_up
from ui.kit.messages import Banner, BannerBox
from ui.kit.paged import Column, PagedTableModel
from ui.kit.table import TableView
from ui.kit.theme import theme
from ui.kit.views_row import SavedView, ViewsRow
from ui.kit.words import Label, Text, data, say

FILTER_MS = 200
# What stands in the bar of every list: export, columns, filter.
TOOLS = 3


@dataclass(frozen=True)
class ListAction:
    """Something to do with the chosen rows. `act(rows)` gets the records."""

    name: str
    text: Text
    act: Callable[[list[Any]], Any]
    icon: str = ""
    key: str = ""
    shown: Callable[[], bool] = field(default=lambda: True)


class FilterBox(QLineEdit):
    """'Filter these rows' with a funnel; Esc empties it."""

    def __init__(self, placeholder: Text = N_("Filter these rows"), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placeholder = placeholder
        self.setObjectName("quick_filter")
        theme.changed.connect(self._space)
        self._space()
        self.retranslate()

    def _space(self) -> None:
        self.setTextMargins(theme.px(20), 0, 0, 0)
        self.setFixedWidth(theme.px(230))

    def retranslate(self) -> None:
        self.setPlaceholderText(say(self._placeholder))
        self.setAccessibleName(say(self._placeholder))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(230), theme.px(30))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.px(15)
        spot = self.rect().adjusted(theme.px(9), 0, 0, 0)
        spot.setWidth(side)
        paint_icon(QPainter(self), "filter", spot, theme.colour("secondary"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class EmptyState(QWidget):
    """One line what would be here, one line how to get it."""

    def __init__(self, would: Text, how: Text) -> None:
        super().__init__()
        self.setObjectName("empty")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(2)
        self.would = Label(would, "card")
        self.how = Label(how, "body", "secondary")
        for label in (self.would, self.how):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(3)


class TablePane(QWidget):
    """A list as pages put it on the screen.

    fetch, fetch_some: see PagedTableModel. empty: what would be here and how to get
    it. actions: for the chosen rows, in the foot. quick_filter: whether `fetch` heeds
    PageRequest.text. Signals: opened(row), current_changed(row or None), view_chosen(name).
    """

    opened = Signal(object)
    current_changed = Signal(object)
    view_chosen = Signal(str)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        background: Background,
        fetch: Callable[[Any], Any],
        fetch_some: Callable[[Sequence[Any]], Sequence[Any]] | None = None,
        sort: str = "",
        descending: bool = False,
        ticks: bool = False,
        empty: tuple[Text, Text] = (N_("Nothing here."), ""),
        actions: Sequence[ListAction] = (),
        views: Sequence[SavedView] = (),
        quick_filter: bool = True,
        limit: int = 100,
        now: Callable[[], Any] | None = None,
        accessible: Text = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._accessible = accessible
        self.model = PagedTableModel(columns, background, fetch, fetch_some, sort, descending, limit, ticks, now, self)
        self.view = TableView(name)
        self.view.setModel(self.model)
        self.actions_by_name: dict[str, Button] = {}
        self._summary: Text = ""
        self._newer = 0
        self._placed = False
        self._actions = list(actions)
        self._build(views, quick_filter, empty)
        self._wire()
        self.retranslate()
        self._tell()

    def _build(self, views: Sequence[SavedView], quick_filter: bool, empty: tuple[Text, Text]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.views = ViewsRow(views, self)
        self.views.setVisible(bool(views))
        column.addWidget(self.views)
        self.bar = BarLayout()
        self.filter = FilterBox()
        self._columns_button = icon_button("columns", N_("Columns"), "columns")
        self._columns_button.kind = "link"
        self._export_button = icon_button("export", N_("Export this list"), "export_list")
        self._export_button.kind = "link"
        self.bar.addStretch(1)
        self.bar.addWidget(self._export_button)
        self.bar.addWidget(self._columns_button)
        self.bar.addWidget(self.filter)
        column.addLayout(self.bar)
        self.filter.setVisible(quick_filter)
        self.strip = BannerBox(role="body")
        column.addWidget(self.strip)
        card = QFrame()
        card.setProperty("card", True)
        column.addWidget(card, 1)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.view)
        self.empty = EmptyState(*empty)
        self._stack.addWidget(self.empty)
        inside.addWidget(body, 1)
        inside.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("plane", "raised")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = BarLayout(foot, gap=6)
        row.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4))
        self._chosen = Label(self._chosen_text, "bold")
        row.addWidget(self._chosen)
        for action in self._actions:
            button = Button(action.text, action.name, key=action.key, icon=action.icon)
            button.clicked.connect(lambda _on=False, one=action: one.act(self.view.chosen_rows()))
            row.addWidget(button)
            self.actions_by_name[action.name] = button
        self._clear = Button(N_("Clear"), "clear_ticks", kind="link", key="Esc")
        self._clear.clicked.connect(self.model.clear_ticks)
        row.addWidget(self._clear)
        row.addStretch(1)
        self._range = Label(self._range_text, "label", "secondary")
        self._total = Label(lambda: say(self._summary), "bold")
        self._total.setContentsMargins(theme.px(10), 0, 0, 0)
        row.addWidget(self._range)
        row.addWidget(self._total)
        self.foot = foot
        foot.setMinimumHeight(theme.px(36))
        return foot

    def _wire(self) -> None:
        self.view.opened.connect(self.opened)
        self.view.fill_row_menu = self._fill_row_menu
        self.view.current_changed.connect(self.current_changed)
        self.view.current_changed.connect(lambda _row: self._tell())
        self.view.verticalScrollBar().valueChanged.connect(lambda _value: self._range.retranslate())
        self.model.loaded.connect(self._tell)
        self.model.ticked.connect(self._tell)
        self.model.rowsRemoved.connect(self._tell)
        self.model.newer.connect(self._tell_newer)
        self.model.failed.connect(self._tell_failed)
        self.views.chosen.connect(self.view_chosen)
        self.strip.closed.connect(lambda: self._tell_newer(0))
        self._columns_button.clicked.connect(
            lambda: pop_up(
                self.view.column_menu(), self._columns_button.mapToGlobal(self._columns_button.rect().bottomLeft())
            )
        )
        self._export_button.clicked.connect(self._export)
        self._timer = QTimer(self, singleShot=True, interval=FILTER_MS)
        self._timer.timeout.connect(self._filter)
        self.filter.textEdited.connect(lambda _text: self._timer.start())
        self.filter.installEventFilter(self)

    def _export(self) -> None:
        # Only now: the first window waits for nothing that writes files.
        from ui.kit.list_export import export_list

        export_list(self)

    def _filter(self) -> None:
        self.model.text = self.filter.text().strip()
        self.model.reload()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in down:
            self.view.setFocus()
            return True
        return False

    # what it tells

    def _chosen_text(self) -> str:
        count = len(self.model.ticked_rows())
        return ngettext("{n} selected", "{n} selected", count).format(n=count) if count else ""

    def _range_text(self) -> str:
        count = self.model.rowCount()
        if not count:
            return ""
        top = max(0, self.view.rowAt(0))
        bottom = self.view.rowAt(self.view.viewport().height() - 2)
        last = (bottom if bottom >= 0 else count - 1) + 1
        above = self.model.above
        total = formats.number(self.model.met) + ("" if self.model.at_end else "+")
        return _("Rows {first}–{last} of {total}").format(
            first=formats.number(above + top + 1), last=formats.number(above + last), total=total
        )

    def _tell(self) -> None:
        chosen = len(self.model.ticked_rows())
        usable = chosen or self.view.current_row() is not None
        self._chosen.retranslate()
        self._chosen.setVisible(chosen > 0)
        self._clear.setVisible(chosen > 0)
        for action in self._actions:
            button = self.actions_by_name[action.name]
            button.setVisible(action.shown())
            button.setEnabled(bool(usable))
        self._range.retranslate()
        self._show_total()
        is_empty = self.model.started and self.model.rowCount() == 0
        self._stack.setCurrentWidget(self.empty if is_empty else self.view)

    def set_summary(self, text: Text) -> None:
        """Sums of the selected and of all rows, at the right end of the foot."""
        self._summary = text
        self._show_total()

    def _show_total(self) -> None:
        self._total.retranslate()
        # Without sums the rows stand at the right edge, under the end of the list.
        self._total.setVisible(bool(self._total.text()))

    def _tell_newer(self, count: int) -> None:
        self._newer = count
        if not count:
            self.strip.tell(None)
            return
        self.strip.tell(
            Banner(
                "info",
                lambda: ngettext(
                    "{n} newer row arrived while you worked. Nothing moved under your cursor.",
                    "{n} newer rows arrived while you worked. Nothing moved under your cursor.",
                    self._newer,
                ).format(n=self._newer),
                "",
                N_("Show them (F5)"),
                self.reload,
                "refresh",
            )
        )

    def _tell_failed(self, error: BaseException) -> None:
        sentence = getattr(error, "sentence", None)
        if sentence is not None and getattr(error, "code", "") != "cancelled":
            self.strip.tell(Banner("danger", sentence, "", N_("Try again (F5)"), self.reload))

    def reload(self) -> None:
        """Load the list anew (F5)."""
        self.model.reload()

    def changed_elsewhere(self, ids: Sequence[Any]) -> None:
        """Rows of this list were changed: hand over what the change feed brought."""
        self.model.changed_elsewhere(ids)

    def focus_filter(self) -> None:
        """Ctrl+F; where a list has no filter, the list itself."""
        if self.filter.isHidden():
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _fill_row_menu(self, menu: QMenu, row: Any) -> None:
        """The right button: what the foot offers, for this row alone unless it is one of the ticked."""
        ticked = self.model.ticked_rows()
        rows = ticked if row in ticked else [row]
        for one in self._actions:
            if one.shown():
                action = menu.addAction(f"{say(one.text)}\t{one.key}" if one.key else say(one.text))
                action.setObjectName(f"action_{one.name}")
                action.triggered.connect(lambda _on=False, one=one: one.act(rows))

    def hide_bar(self) -> None:
        """A short list inside a page needs no filter, columns and export of its own."""
        for widget in (self.filter, self._columns_button, self._export_button):
            widget.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            self._share_row()

    def _share_row(self) -> None:
        """Views and tools stand in one row where there is room and no filter of the page beside the tools."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        wanted = self.views.sizeHint().width() + self.bar.sizeHint().width() + theme.px(24)
        if self.views.isHidden() or self.bar.count() > TOOLS or column.indexOf(self.bar) < 0 or wanted > self.width():
            return
        column.removeItem(self.bar)
        column.removeWidget(self.views)
        self.bar.setParent(None)
        row = QHBoxLayout()
        row.addWidget(self.views, 1)
        row.addLayout(self.bar)
        row.setAlignment(self.bar, Qt.AlignmentFlag.AlignTop)  # views may need a second line in another language
        column.insertLayout(0, row)

    def retranslate(self) -> None:
        """Name the list for screen readers."""
        self.view.setAccessibleName(say(self._accessible) or say(data(self.view.name.replace("_", " "))))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.model.ticked_rows():
            self.model.clear_ticks()
            return
        super().keyPressEvent(event)
