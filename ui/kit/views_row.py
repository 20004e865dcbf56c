"""Saved views of a list as tabs with counts: 'All open 36', 'Overdue 2'; a person's own behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QSizePolicy, QWidget

from services.punctuation import phrased
from services.texts import N_
from ui.kit import formats
from ui.kit.buttons import icon_button
from ui.kit.columns import FlowLayout
from ui.kit.icons import paint_icon
from ui.kit.menus import pop_up
from ui.kit.theme import theme
from ui.kit.words import Text, TextButton, on_one_line, plain_tip, say


@dataclass(frozen=True)
class SavedView:
    """name: handed to `chosen`. tone: of the count; neutral unless late (danger) or due (warning).

    icon: before the name, of those that did not come with the program. sort: a view in an order of its own, the
    earliest first; '' is the list's.
    """

    name: str
    title: Text
    tone: str = "neutral"
    icon: str = ""
    sort: str = ""


# Names of one's own may be long; the whole one is in the tool tip.
LONGEST = 260


class _Tab(TextButton):
    menu_wanted = Signal(QPoint)

    def __init__(self, view: SavedView, parent: QWidget) -> None:
        super().__init__(parent)
        self.view = view
        self.count: int | None = None
        self.setObjectName(f"view_{view.name}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.retranslate()

    def retranslate(self) -> None:
        words = on_one_line(say(self.view.title))
        self.setText(theme.metrics("bold").elidedText(words, Qt.TextElideMode.ElideRight, theme.px(LONGEST)))
        self.setToolTip(plain_tip(words) if self.text() != words else "")
        self.setAccessibleName(words if self.count is None else phrased([words, formats.count(self.count)]))
        self.updateGeometry()

    def show_count(self, count: int | None) -> None:
        self.count = count
        self.retranslate()
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def sizeHint(self) -> QSize:
        width = theme.width(self.text(), "bold") + theme.px(24)
        width += theme.px(18) if self.view.icon else 0
        if self.count is not None:
            width += theme.width(formats.count(self.count), "label") + theme.px(20)
        return QSize(width, theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.hasFocus():
            colour = "focus" if self.hasFocus() else "accent"
            painter.setPen(QPen(theme.colour(colour), theme.px(2) if self.hasFocus() else 1))
            painter.setBrush(theme.colour("accent_tint") if self.isChecked() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        role = "bold" if self.isChecked() else "body"
        painter.setFont(theme.font(role))
        painter.setPen(theme.colour("text" if self.isChecked() or self.underMouse() else "secondary"))
        x = theme.px(10)
        if self.view.icon:
            side = theme.px(13)
            paint_icon(
                painter, self.view.icon, QRectF(x, (self.height() - side) / 2, side, side), painter.pen().color()
            )
            x += theme.px(18)
        painter.drawText(self.rect().adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.count is None:
            return
        x += theme.metrics(role).horizontalAdvance(self.text()) + theme.px(8)
        words = formats.count(self.count)
        height = theme.px(18)
        width = max(height, theme.metrics("label").horizontalAdvance(words) + theme.px(12))
        pill = QRectF(x, (self.height() - height) / 2, width, height)
        ink, tint, border = theme.tone(self.view.tone if self.count else "neutral")
        painter.setPen(QPen(border, 1) if theme.tokens.name == "contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(ink)
        painter.setFont(theme.font("label"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)


class ViewsRow(QWidget):
    """Tabs of saved views in one line; `chosen(name)` when a person picks one, `menu_wanted(name, where)` for its menu.

    Those that do not fit stand in the menu behind the last one, never the current one.
    """

    chosen = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, views: Sequence[SavedView] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("views")
        self._flow = FlowLayout(self, gap=2)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tabs: dict[str, _Tab] = {}
        self._behind: list[QWidget] = []
        self._more = icon_button("more", N_("More views"), "more_views")
        self._more.clicked.connect(self._show_menu)
        self._more.setFixedHeight(theme.px(30))
        self._flow.addWidget(self._more)
        self._more.hide()
        self._group = QButtonGroup(self)
        self.set_views(views)

    def set_views(self, views: Sequence[SavedView]) -> None:
        """Offer other views; the first is the current one."""
        current = self.current()
        if self._tabs and [tab.view for tab in self._tabs.values()] == list(views):
            return
        for tab in self._tabs.values():
            self._group.removeButton(tab)
            self._flow.removeWidget(tab)
            tab.deleteLater()
        self._tabs = {}
        for view in views:
            tab = _Tab(view, self)
            self._tabs[view.name] = tab
            self._group.addButton(tab)
            self._flow.addWidget(tab)
            tab.clicked.connect(lambda _on=False, name=view.name: self.chosen.emit(name))
            tab.menu_wanted.connect(lambda at, name=view.name: self.menu_wanted.emit(name, at))
        for widget in (self._more, *self._behind):
            self._flow.removeWidget(widget)
            self._flow.addWidget(widget)
        self.show_current(current if current in self._tabs else next(iter(self._tabs), ""))
        self.setVisible(bool(views))

    def add_behind(self, widget: QWidget) -> None:
        """Something that stays behind the last view."""
        self._behind.append(widget)
        self._flow.addWidget(widget)
        self._fit()

    def show_current(self, name: str) -> None:
        """Mark a view as the current one."""
        if name in self._tabs:
            self._tabs[name].setChecked(True)
        self._fit()

    def current(self) -> str:
        """The name of the current view."""
        return next((name for name, tab in self._tabs.items() if tab.isChecked()), "")

    def show_counts(self, counts: dict[str, int | None]) -> None:
        """Counts by name of view; 1,001 and more are shown as '1,000+'."""
        for name, count in counts.items():
            if name in self._tabs:
                self._tabs[name].show_count(count)
        self._fit()

    def sizeHint(self) -> QSize:
        """As wide as all of them side by side."""
        return QSize(self._wide(list(self._tabs.values()), behind=True), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _wide(self, tabs: Sequence[QWidget], behind: bool) -> int:
        widgets = [*tabs, *(one for one in self._behind if behind and not one.isHidden())]
        return sum(one.sizeHint().width() + theme.px(self._flow.gap) for one in widgets)

    def _fit(self) -> None:
        """Show as many views as stand in one line; the rest goes into the menu."""
        tabs = list(self._tabs.values())
        room = self.width()
        if self._wide(tabs, behind=True) > room:
            room -= self._wide([self._more], behind=True)
            wide = self._wide(tabs, behind=False)
            while len(tabs) > 1 and wide > room:
                last = next(tab for tab in reversed(tabs) if not tab.isChecked())
                tabs.remove(last)
                wide -= self._wide([last], behind=False)
        # Hiding what is hidden already has everything around it laid out again.
        for tab in self._tabs.values():
            if tab.isHidden() != (tab not in tabs):
                tab.setHidden(tab not in tabs)
        if self._more.isHidden() != (len(tabs) == len(self._tabs)):
            self._more.setHidden(len(tabs) == len(self._tabs))

    def _show_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("menu_views")
        for name, tab in self._tabs.items():
            if tab.isHidden():
                count = "" if tab.count is None else f"\t{formats.count(tab.count)}"
                entry = menu.addAction(on_one_line(say(tab.view.title)).replace("&", "&&") + count)
                entry.setObjectName(f"action_view_{name}")
                entry.triggered.connect(lambda _on=False, one=name: self._choose(one))
        pop_up(menu, self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _choose(self, name: str) -> None:
        self.show_current(name)
        self.chosen.emit(name)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for tab in self._tabs.values():
                tab.retranslate()
            self._fit()
        super().changeEvent(event)
