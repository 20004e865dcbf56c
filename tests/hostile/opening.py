"""Opening whatever opens from a page: lists under fields, menus, dialogs, conflicts, tips of charts, full values."""

from collections.abc import Callable, Iterator
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMenu, QToolTip, QWidget

from services.errors import Conflict
from tests.hostile.flood import TEXTS
from tests.hostile.walk import HEIGHT, WIDTH, faults, is_read, settle
from ui.charts.chart import Plot
from ui.kit.dialogs import CrashReport, show_conflict
from ui.kit.filter_button import FilterButton
from ui.kit.form import Form
from ui.kit.lookup import ListEditor
from ui.kit.table_pane import TablePane

Look = Callable[[Callable[[], Any], str], Any]
Opens = Callable[[str, str], bool]
MENUS = ("action_more", "action_more_steps")
# What asks first ends in an ellipsis; these open a dialog without one.
OPENERS = ("add_", "change_", "edit_", "take_", "tell_", "promise", "note", "photo", "line", "reveal_")
# These wait for the system's own window, or end the sitting.
NOT_HERE = {
    "action_choose_folder", "action_choose_photos", "action_choose_authority", "action_choose_file", "action_other_person",
    "action_add_photos", "action_export_list", "action_save_refused_rows",
}  # fmt: skip


def opened_up(qtbot: Any, window: Any) -> list[str]:
    """What is wrong with anything that opens from the page in front; everything is closed again."""
    page = window.current_page()
    found = [*_lists(qtbot, window, page), *_filters(page), *_tips(page)]
    each_opener(page, lambda open_it, what: found.extend(_looked_into(qtbot, window, open_it, what)))
    found += _conflicts(qtbot, window, page)
    return [f"{page.name}: {fault}" for fault in dict.fromkeys(found)]


def each_opener(page: QWidget, look: Look, opens: Opens | None = None) -> None:
    """look(open_it, what) for every button and entry of a menu that opens a dialog, those of its lists first.

    opens(name, text): which do; unless said those that end in an ellipsis, and those known to.
    """
    wanted = opens or _asks_first
    for pane in _shown(page, TablePane):
        if not _still_shown(pane):
            continue
        model = pane.model
        if model.columns[0].kind == "tick" and model.rowCount():
            for row in range(min(2, model.rowCount())):
                model.tick(row)
        _buttons(pane, look, wanted)
        if shiboken6.isValid(pane):
            model.clear_ticks()
    if shiboken6.isValid(page):
        _buttons(page, look, wanted)
    if shiboken6.isValid(page):
        _menus(page, look, opens or _ends_so)


def _shown(root: QWidget, kind: type) -> list[Any]:
    return [one for one in root.findChildren(kind) if one.isVisible() and one.isEnabled()]


def _still_shown(widget: QWidget) -> bool:
    """What was opened before may have taken it away."""
    return shiboken6.isValid(widget) and widget.isVisible() and widget.isEnabled()


# -- lists, menus and tips


def _lists(qtbot: Any, window: Any, root: QWidget) -> Iterator[str]:
    """Combos and look-ups with their list open."""
    for editor in _shown(root, ListEditor):
        if not _still_shown(editor) or editor.locked:
            continue
        editor.line.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.open_list()
        settle(qtbot, window)
        popup = editor.popup()
        if popup.isVisible():
            assert not popup.grab().isNull()
            yield from (f"{editor.field.column}: {fault}" for fault in faults(popup))
            if popup.geometry().right() > popup.parentWidget().width():
                yield f"the list under {editor.field.column} leaves the window"
            popup.hide()


def _filters(page: QWidget) -> Iterator[str]:
    for button in _shown(page, FilterButton):
        button.click()
        for menu in button.findChildren(QMenu):
            yield from faults(menu)
            menu.close()
            menu.deleteLater()


def _tips(page: QWidget) -> Iterator[str]:
    for plot in _shown(page, Plot):
        for mark in plot.marks:
            at = QPointF(plot.mapFromScene(plot.getViewBox().mapViewToScene(mark.place.center())))
            to = QPointF(plot.viewport().mapToGlobal(at.toPoint()))
            none = Qt.MouseButton.NoButton
            plot.mouseMoveEvent(QMouseEvent(QEvent.Type.MouseMove, at, to, none, none, Qt.KeyboardModifier.NoModifier))
            if is_read(QToolTip.text()):
                yield f"{plot.objectName()}: a tip that is read: {QToolTip.text()[:60]!r}"
    QToolTip.hideText()


# -- dialogs


def _asks_first(name: str, text: str) -> bool:
    return name.removeprefix("action_").startswith(OPENERS) or _ends_so(name, text)


def _ends_so(_name: str, text: str) -> bool:
    return text.endswith(("…", "..."))


def _buttons(root: QWidget, look: Look, wanted: Opens) -> None:
    seen = set()
    for button in _shown(root, QAbstractButton):
        if _still_shown(button) and wanted(button.objectName(), button.text()):
            name = button.objectName()
            if name not in NOT_HERE and name not in seen:
                seen.add(name)
                look(button.click, name)


def _menus(page: QWidget, look: Look, wanted: Opens) -> None:
    """Each entry of the page's menus."""
    for more in MENUS:
        for place in range(len(_entries(page, more, wanted))):
            entries = _entries(page, more, wanted) if shiboken6.isValid(page) else []
            if place < len(entries) and entries[place].isEnabled():
                look(entries[place].trigger, entries[place].text())
    if shiboken6.isValid(page):
        _close_menus(page)


def _entries(page: QWidget, name: str, wanted: Opens) -> list[Any]:
    _close_menus(page)
    more = next((one for one in _shown(page, QAbstractButton) if one.objectName() == name), None)
    if more is None:
        return []
    more.click()
    entries = [entry for menu in page.findChildren(QMenu) for entry in menu.actions()]
    return [entry for entry in entries if entry.text() and wanted(entry.objectName(), entry.text())]


def _close_menus(page: QWidget) -> None:
    for menu in page.findChildren(QMenu):
        menu.close()
        menu.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _conflicts(qtbot: Any, window: Any, page: QWidget) -> list[str]:
    """Each form's texts saved by two people at once."""
    found: list[str] = []
    for form in _shown(page, Form):
        columns = [name for name, cell in form.cells.items() if cell.editor.field.kind in ("text", "multiline")]
        if columns:
            mine, theirs = (dict.fromkeys(columns, text) for text in TEXTS[:2])
            conflict = Conflict(dict.fromkeys(columns, ""), mine, theirs, 1, TEXTS[2])
            found += _looked_into(
                qtbot,
                window,
                lambda form=form, one=conflict: show_conflict(page, form, one, lambda: None),
                "the conflict",
            )
    return found


def a_crash(qtbot: Any, window: Any) -> list[str]:
    """The report of a fault whose words are hostile."""
    return _looked_into(qtbot, window, lambda: CrashReport(window, RuntimeError(TEXTS[1]), "0").open(), "a crash")


def _looked_into(qtbot: Any, window: Any, open_it: Callable[[], Any], what: str) -> list[str]:
    before, page = set(_dialogs(window)), window.current_page()
    open_it()
    settle(qtbot, window)
    if page is not None and window.current_page() is not page:
        window.pages.bring_up(window.pages.key_of(page))  # it opened a page, which has a walk of its own
    found: list[str] = []
    for dialog in [one for one in _dialogs(window) if one not in before]:
        if not isinstance(dialog, QFileDialog):
            found += [f"{what}: {fault}" for fault in faults(dialog)]
            found += [f"{what}: {fault}" for fault in _lists(qtbot, window, dialog)]
            wanted = dialog.minimumSizeHint()
            if dialog.width() > WIDTH or wanted.width() > WIDTH or wanted.height() > HEIGHT:
                found.append(f"{what}: {dialog.objectName()} wants {wanted.width()}x{wanted.height()}")
        dialog.reject()
        dialog.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return found


def _dialogs(window: QWidget) -> list[QDialog]:
    return [one for one in window.findChildren(QDialog) if one.isVisible()]
