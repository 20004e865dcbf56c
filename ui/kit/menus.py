"""Menus that come up at a place, and other windows that are needed once."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu


def pop_up(menu: QMenu, at: QPoint) -> None:
    """Show a menu there; it goes for good once it closes.

    at: on the screen. A menu that is only hidden stays with its parent: a page that is open all day kept every one.
    """
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)


def choose(dialog: QFileDialog) -> None:
    """Show a dialog for files; it goes for good once it closes, chosen or not."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
