"""The keys that work in the whole window, and the round of its panes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from services.texts import N_
from ui.frame_rail import DIGITS

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def add_window_keys(window: "MainWindow") -> None:
    """Put the keys of a window into its registry: a digit for each module, then what every screen knows."""
    add = window.desk.shortcuts.add
    pages, modules = window.pages, window.rail.names()[: len(DIGITS)]
    for name, spec in pages.specs.items():
        digit = (f"Ctrl+{DIGITS[modules.index(name)]}",) if name in modules else ()
        # those without a key are opened by their words
        if not spec.kind:
            add(window, f"open_{name}", spec.title, (*digit, *spec.keys), lambda one=name: pages.start(one))
    for name, text, keys, act, concept in (
        ("search", N_("Search, scan or run an action"), ("F8", "Ctrl+K"), window.focus_search, "search"),
        ("refresh", N_("Refresh"), ("F5",), window.refresh, "refresh"),
        ("back", N_("Back"), ("Alt+Left",), lambda: pages.step(-1), "back"),
        ("forward", N_("Forward"), ("Alt+Right",), lambda: pages.step(1), "forward"),
        ("next_tab", N_("Next tab"), ("Ctrl+Tab",), lambda: pages.turn(1), ""),
        ("previous_tab", N_("Previous tab"), ("Ctrl+Shift+Tab",), lambda: pages.turn(-1), ""),
        ("close_tab", N_("Close the tab"), ("Ctrl+W",), pages.close_current, "close"),
        ("next_pane", N_("Next pane"), ("F6",), lambda: next_pane(window, 1), ""),
        ("previous_pane", N_("Previous pane"), ("Shift+F6",), lambda: next_pane(window, -1), ""),
        ("full_screen", N_("Full screen"), ("F11",), window.toggle_full_screen, ""),
        ("lock", N_("Lock"), ("Ctrl+L",), window.locked.emit, "lock"),
        ("new_window", N_("Another window"), ("Ctrl+Shift+N",), window.another_window_wanted.emit, ""),
        ("shortcuts", N_("All shortcuts"), ("Ctrl+Shift+/", "Ctrl+?"), window.show_shortcuts, "keyboard"),
        ("print_queue", N_("Print queue"), ("Ctrl+Shift+J",), window.devices.show_queue, "print"),
        ("settings", N_("Settings of this workstation"), ("Ctrl+,",), window.settings_wanted.emit, "settings"),
        ("help", N_("Help for this screen"), ("F1",), window.show_help, "help"),
        ("language", N_("Other language"), ("Ctrl+Shift+L",), window.top.language.click, "language"),
        ("menu", N_("Menu of the person"), ("F10",), window.top.person.click, "account"),
        ("quit", N_("Quit"), ("Ctrl+Q",), window.close, "sign_out"),
    ):
        add(window, name, text, keys, act, concept=concept)
    for spec in pages.specs.values():
        window.desk.shortcuts.name_scope(spec.name, spec.title)


def next_pane(window: "MainWindow", by: int) -> None:
    """Put the focus into the next (1) or previous (-1) pane: rail, search, then the page's own."""
    page = window.current_page()
    panes: list[QWidget] = [window.rail, window.top.search, *(page.panes() if page is not None else [])]
    focused = QApplication.focusWidget()
    at = next((n for n, pane in enumerate(panes) if focused and (pane is focused or pane.isAncestorOf(focused))), 0)
    target = panes[(at + by) % len(panes)]
    widget = target if target.focusPolicy() != Qt.FocusPolicy.NoFocus else _first_focus(target)
    if widget is not None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)


def _first_focus(pane: QWidget) -> QWidget | None:
    for child in pane.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.isEnabled():
            return child
    return None
