"""Looking at screens with hostile texts in them: whatever would read a text as more than text, or grow for it."""

import re

import shiboken6
from PySide6.QtCore import QAbstractListModel, QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtGui import Qt as RichText
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolTip,
    QWidget,
)

from tests.hostile.flood import TEXTS
from ui.kit.cards import Segments
from ui.kit.leaf_tabs import LeafTabs

WIDTH, HEIGHT = 1366, 768


def settle(qtbot, window) -> None:
    # a page comes in turns and asks for its record when it is whole
    qtbot.waitUntil(lambda: window.current_page().whole and window.desk.background.idle, timeout=30_000)
    QApplication.processEvents()


def faults(root: QWidget) -> list[str]:
    """Everything in which a text would be read as more than text."""
    found: list[str] = []
    for widget in [root, *root.findChildren(QWidget)]:
        # what came up while we looked: tool tips are judged by what they were told to show
        if not shiboken6.isValid(widget) or widget.objectName() == "qtooltip_label":
            continue
        name = f"{type(widget).__name__} {widget.objectName()}"
        if isinstance(widget, QLabel) and widget.text() and widget.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"{name}: a label that guesses: {widget.text()[:60]!r}")
        if isinstance(widget, QLabel) and widget.buddy() is not None and _marks_a_letter(widget.text()):
            found.append(f"{name}: a label that underlines in {widget.text()[:60]!r}")
        # a letter that is underlined comes with Alt; other keys are meant
        if isinstance(widget, QAbstractButton) and widget.shortcut().toString().startswith("Alt+"):
            found.append(f"{name}: takes a key for {widget.text()[:60]!r}")
        if isinstance(widget, QAbstractButton) and _marks_a_letter(QAbstractButton.text(widget)):
            found.append(f"{name}: underlines in {widget.text()[:60]!r}")
        if isinstance(widget, QGroupBox) and _marks_a_letter(widget.title()):
            found.append(f"{name}: underlines in {widget.title()[:60]!r}")
        if isinstance(widget, QTabBar):
            found += [name for n in range(widget.count()) if _marks_a_letter(widget.tabText(n))]
        if isinstance(widget, QMessageBox):
            found.append(f"{name}: a message box guesses")
        if isinstance(widget, QTextEdit) and widget.objectName() not in ("help_text", "comparison"):
            found.append(f"{name}: a rich text editor")
        if isinstance(widget, QComboBox):
            found += [f"{name}: {tip[:60]!r}" for n in range(widget.count()) if is_read(tip := _tip_of(widget, n))]
        if is_read(widget.toolTip()):
            found.append(f"{name}: a tool tip that is read: {widget.toolTip()[:60]!r}")
        for action in widget.actions():
            # the steps of a menu have a digit of ours before their words
            words = re.sub("^&[1-9]  ", "", action.text()) if widget.objectName() == "menu_steps" else action.text()
            if _marks_a_letter(words.split("\t")[0]):
                found.append(f"{name}: an action underlines in {action.text()[:60]!r}")
            shown = not isinstance(widget, QMenu) or widget.toolTipsVisible()
            if shown and is_read(action.toolTip()):
                found.append(f"{name}: an action's tool tip is read: {action.toolTip()[:60]!r}")
        if isinstance(widget, QAbstractItemView) and widget.isVisible():
            found += [f"{name}: {one}" for one in _faults_of_view(widget)]
    return found


def _marks_a_letter(text: str) -> bool:
    """Whether an & is left that Qt takes for the mark of a key."""
    return "&" in text.replace("&&", "")


def is_read(tip: str) -> bool:
    """Whether a tool tip has elements in it other than the frame that keeps Qt from guessing."""
    if not RichText.mightBeRichText(tip):
        return False
    frame = re.fullmatch(r"<qt>(.*)</qt>", tip, re.DOTALL)
    return frame is None or re.search("<(?!br>)", frame[1]) is not None


def _tip_of(box: QComboBox, place: int) -> str:
    return box.itemData(place, Qt.ItemDataRole.ToolTipRole) or ""


def _faults_of_view(view: QAbstractItemView) -> list[str]:
    found = []
    model = view.model()
    for row in range(min(model.rowCount() if model else 0, 40)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            if not index.data(Qt.ItemDataRole.ToolTipRole):
                continue
            place = view.visualRect(index).center()
            if not view.viewport().rect().contains(place):
                continue
            QToolTip.hideText()
            event = QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
            QApplication.sendEvent(view.viewport(), event)
            if is_read(QToolTip.text()):
                found.append(f"row {row} column {column}: {QToolTip.text()[:60]!r}")
    QToolTip.hideText()
    return found


def wide(window) -> list[str]:
    """What needs more room than the smallest screen has."""
    page = window.current_page()
    found = []
    if window.minimumSizeHint().width() > WIDTH or window.width() > WIDTH:
        found.append(f"the window grew to {window.minimumSizeHint().width()}")
    if page.minimumSizeHint().width() > window.stack.width():
        found.append(f"{page.name} wants {page.minimumSizeHint().width()} of {window.stack.width()}")
    return found


def looked_at(qtbot, window) -> list[str]:
    """The page in front with each of its leaves, and its menus."""
    settle(qtbot, window)
    found = faults(window) + wide(window)
    page = window.current_page()
    for tabs in [*page.findChildren(LeafTabs), *page.findChildren(Segments)]:
        for leaf in tabs.findChildren(QAbstractButton):
            leaf.click()
            settle(qtbot, window)
            found += faults(page) + wide(window)
    for button in page.findChildren(QAbstractButton, "action_more"):
        if button.isVisible() and button.isEnabled():
            button.click()
            found += [fault for menu in window.findChildren(QMenu) for fault in faults(menu)]
            for menu in window.findChildren(QMenu):
                menu.close()
    found += [f"{one.objectName()} came up" for one in window.findChildren(QDialog) if one.isVisible()]
    return [f"{page.name}: {fault}" for fault in dict.fromkeys(found)]


def shown_somewhere(root: QWidget) -> set[str]:
    texts = [one.text() for kind in (QLabel, QLineEdit) for one in root.findChildren(kind)]
    texts += [one.toPlainText() for one in root.findChildren(QPlainTextEdit)]
    return {text for text in TEXTS if any(text[:12] in one for one in texts)}
