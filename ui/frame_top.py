"""The top bar: the one search box, devices, language and the person's menu."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from services import texts
from services.texts import N_, _
from ui.frame_actions import do, offered
from ui.frame_status import Lamp, LampButton
from ui.kit.background import Background
from ui.kit.buttons import Button
from ui.kit.icons import icon, paint_icon
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.popup_list import PopupList
from ui.kit.shortcuts import Shortcuts
from ui.kit.theme import theme
from ui.kit.words import Label, TextButton, data, plain_tip, say
from ui.language_switch import LanguageSwitch

HEIGHT = 48
DEBOUNCE_MS = 150
THEMES = (
    ("system", N_("As the system")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
    ("contrast", N_("High contrast")),
)
SCALES = (0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class SearchBox(QLineEdit):
    """Search or scan. `search(text)` runs in the background and returns Options.

    `chosen(value)` gets the value of the taken Option, `for_order(value)` with
    Ctrl+Enter; '>' lists what can be done in the window and on the page in front instead.
    """

    chosen = Signal(object)
    for_order = Signal(object)

    def __init__(
        self,
        background: Background,
        search: Callable[[str], Sequence[Option]] | None,
        shortcuts: Shortcuts,
        parent: QWidget | None = None,
        page: Callable[[], Page | None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._page = page
        self._background, self.search, self._shortcuts = background, search, shortcuts
        theme.changed.connect(self._space)
        self._space()
        self.popup = PopupList(self, rows=12)
        self.popup.chosen.connect(self._take)
        self._with_order = False
        self._timer = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
        self._answered = ""
        # What Enter was pressed for while the list still answered something shorter.
        self._hurried = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def _space(self) -> None:
        self.setTextMargins(theme.px(24), 0, 0, 0)
        self.setMaximumWidth(theme.px(500))
        self.setMinimumWidth(theme.px(180))

    def retranslate(self) -> None:
        words = _("Search or scan: last 4 digits, name, initials, order no., serial")
        self.setPlaceholderText(words)
        self.setAccessibleName(words)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: Any = None) -> Any:
        # Scanners and digits come first here; names are found by their initials.
        if query == Qt.InputMethodQuery.ImEnabled and self.text()[:1].isdigit():
            return False
        return super().inputMethodQuery(query) if argument is None else super().inputMethodQuery(query, argument)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(500), theme.px(30))

    def _typed(self, text: str) -> None:
        if text.startswith(">"):
            self._timer.stop()
            self._offer_actions(text[1:])
        elif text.strip():
            self._timer.start()
        else:
            self._timer.stop()
            self.popup.offer([])

    def _offer_actions(self, typed: str) -> None:
        self.popup.offer(offered(self._shortcuts, self._page(), typed))

    def look_up(self, text: str) -> None:
        """Search for a text at once: a scan that nothing else took."""
        self.setText(text)
        self.setFocus()
        self._ask()

    def _ask(self) -> None:
        text = self.text().strip()
        if not text or self.search is None:
            return
        search = self.search

        def show(options: Sequence[Option]) -> None:
            self._answered = text
            hurried, self._hurried = self._hurried == text, ""
            if hurried and options and self.text().strip() == text:
                self.popup.hide()
                self._take(options[0])
                return
            nothing = [Option(None, lambda: _("Nothing found for “{text}”").format(text=text), icon="search")]
            self.popup.offer(list(options) or nothing)

        self._background.run(self, lambda: search(text), show, slot="search")

    def _take(self, option: Option) -> None:
        if option.value is None:
            return
        self.clear()
        if isinstance(option.value, QAction | Button):
            do(option.value, self._page())
        elif self._with_order:
            self.for_order.emit(option.value)
        else:
            self.chosen.emit(option.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.popup.isVisible():
            self.popup.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._with_order = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            text = self.text().strip()
            if self.popup.isVisible() and not text.startswith(">") and self._answered != text:
                self._hurried = text
                self._timer.stop()
                self._ask()
            elif not self.popup.take():
                self._ask()
        elif key == Qt.Key.Key_Escape and (self.popup.isVisible() or self.text()):
            if self.popup.isVisible():
                self.popup.hide()
            else:
                self.clear()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.popup.hide()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.px(16)
        spot = QRectF(theme.px(10), (self.height() - side) / 2, side, side)
        paint_icon(QPainter(self), "search", spot, theme.colour("secondary"))


class PersonButton(TextButton):
    """The signed-in person, his role, and a menu."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("person")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words = data("")

    def tell(self, words: Any) -> None:
        """Who signed in, as 'Li Na · Counter'."""
        self._words = words
        self.setText(say(words))
        self.setAccessibleName(say(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.metrics().horizontalAdvance(self.text()) + theme.px(56), theme.px(30))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.tell(self._words)
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.hasFocus():
            painter.setPen(theme.colour("focus"))
            painter.drawRect(self.rect().adjusted(0, 2, -1, -3))
        side = theme.px(18)
        y = (self.height() - side) / 2
        paint_icon(painter, "account", QRectF(theme.px(6), y, side, side), theme.colour("secondary"))
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        painter.drawText(self.rect().adjusted(theme.px(30), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        side = theme.px(12)
        spot = QRectF(self.width() - side - theme.px(6), (self.height() - side) / 2, side, side)
        paint_icon(painter, "down", spot, theme.colour("secondary"))


class TopBar(QWidget):
    """Signals tell what a person asked for; the window and the wiring answer."""

    language_wanted = Signal(str)
    theme_wanted = Signal(str)
    scale_wanted = Signal(float)
    password_wanted = Signal()
    details_wanted = Signal()
    settings_wanted = Signal()
    shortcuts_wanted = Signal()
    about_wanted = Signal()
    lock_wanted = Signal()
    sign_out_wanted = Signal()

    def __init__(self, search: SearchBox, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top")
        self.search = search
        self._left_out: frozenset[str] = frozenset()
        self.scanner = Lamp("scanner", "scan", lambda: _("Scanner"))
        self.printer = LampButton("printer", "print", lambda: _("Printer"))
        self.language = LanguageSwitch()
        self.person = PersonButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(10), 0)
        row.setSpacing(theme.px(6))
        row.addWidget(search, 10)
        self.search_key = Label(data("F8"), "hint", "secondary")
        row.addWidget(self.search_key)
        row.addStretch(4)
        row.addWidget(self.scanner)
        row.addSpacing(theme.px(10))
        row.addWidget(self.printer)
        row.addSpacing(theme.px(10))
        line = QFrame()
        line.setProperty("upright", True)
        row.addWidget(line)
        row.addWidget(self.language)
        row.addWidget(self.person)
        self.setFixedHeight(theme.px(HEIGHT))
        theme.changed.connect(self._resize)
        self.language.clicked.connect(self._other_language)
        self.person.clicked.connect(self._open_menu)

    def _resize(self) -> None:
        self.setFixedHeight(theme.px(HEIGHT))

    def _other_language(self) -> None:
        self.language_wanted.emit("en" if texts.language() == "zh_CN" else "zh_CN")

    def show_person_only(self) -> None:
        """For those who are no staff: language, looks and the own password; nothing to search, scan or print."""
        for widget in (self.search, self.search_key, self.scanner, self.printer):
            widget.hide()
        self._left_out = frozenset({"settings", "info", "lock", "person"})

    def set_device(self, name: str, ready: bool, tip: str = "") -> None:
        """Say whether the scanner or printer is ready."""
        lamp = {"scanner": self.scanner, "printer": self.printer}[name]
        mark, tone = ("ok", "success") if ready else ("warning", "warning")
        lamp.tell(lamp._text, mark=mark, mark_tone=tone)
        lamp.setToolTip(plain_tip(tip))

    def menu(self) -> QMenu:
        """The person's menu: looks, own password, lock, sign out."""
        menu = QMenu(self)
        looks = menu.addMenu(icon("contrast"), _("Theme"))
        group = QActionGroup(looks)
        for name, text in THEMES:
            action = looks.addAction(say(text))
            action.setCheckable(True)
            action.setChecked(theme.wanted == name)
            action.triggered.connect(lambda _on=False, one=name: self.theme_wanted.emit(one))
            group.addAction(action)
        sizes = menu.addMenu(_("Size"))
        for scale in SCALES:
            action = sizes.addAction(f"{scale:.0%}")
            action.setCheckable(True)
            action.setChecked(abs(theme.scale - scale) < 0.01)
            action.triggered.connect(lambda _on=False, one=scale: self.scale_wanted.emit(one))
        menu.addSeparator()
        for concept, text, signal in (
            ("settings", _("Settings of this workstation"), self.settings_wanted),
            ("keyboard", _("All shortcuts"), self.shortcuts_wanted),
            ("info", _("About"), self.about_wanted),
            ("person", _("My details"), self.details_wanted),
            ("password", _("Change own password"), self.password_wanted),
            ("lock", _("Lock"), self.lock_wanted),
            ("sign_out", _("Sign out"), self.sign_out_wanted),
        ):
            if concept not in self._left_out:
                menu.addAction(icon(concept), text, signal.emit)
        return menu

    def _open_menu(self) -> None:
        self.person.setDown(False)
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        corner = self.person.mapToGlobal(QPoint(self.person.width(), self.person.height()))
        menu.popup(QPoint(corner.x() - menu.sizeHint().width(), corner.y()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(theme.colour("border"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
