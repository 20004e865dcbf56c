"""The way through pages and whatever opens from them, for somebody who types into all that takes a text."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import shiboken6
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog, QWidget

from tests.hostile.declared import PICKED, WORDS, Place, place_of
from tests.hostile.opening import each_opener
from tests.hostile.typist import Typist, forget, forms_in, own_lines_in, verb_of
from tests.hostile.walk import faults
from ui.kit.cards import Segments
from ui.kit.form import Form
from ui.kit.leaf_tabs import LeafTabs
from ui.kit.table_pane import TablePane

# These wait for a file or the system's own window, end the sitting, or undo what was typed.
NOT_HERE = ("save", "revert", "choose", "export", "import", "photo", "upload", "drop_", "other_person", "previous",
            "next_", "copy", "open_", "view_", "columns", "segment", "house_", "refresh", "sort", "back", "cancel_edit", "clear_ticks",
            "print_blank", "stay", "undo")  # fmt: skip
# These end a record or take it to another state, so they come last.
LATE = (
    "do_",
    "erase",
    "remove",
    "delete",
    "archive",
    "merge",
    "retire",
    "close",
    "end_",
    "disable",
    "cancel",
    "find_merge",
    "uninvite",
)
# A step without a dialog is taken so often, so that the ones behind it come up.
TAKEN = 2


class TypingWalk:
    """Walks, types, saves; what is wrong on the way stands in `typist.faults`."""

    def __init__(self, typist: Typist, wanted: frozenset[Place]) -> None:
        self.typist, self.window, self._wanted = typist, typist.window, wanted
        self._tried: Counter[tuple[str, str]] = Counter()
        self._over: set[tuple[str, str]] = set()
        self._late = False
        self.before_erasing: Callable[[], Any] = lambda: None

    @property
    def through(self) -> set[Place]:
        """What was saved, or refused with a sentence."""
        return {*self.typist.saved, *self.typist.refused}

    @property
    def left(self) -> set[Place]:
        """What was not typed into yet, or neither saved nor refused."""
        typed, through = self.typist.typed, self.through
        return {one for one in self._wanted if one not in typed or (one.kind in WORDS and one not in through)}

    def visit(self, open_it: Callable[[], Any], late: bool) -> None:
        """Open a page and type into everything on it; then close it. late: what ends a record too."""
        self._late = late
        page = open_it() if self.left else None
        if page is None:
            return
        self.typist.settle()
        for place in range(max(1, len(_leaves(page)))):
            if not shiboken6.isValid(page):
                break
            leaves = _leaves(page)
            if place < len(leaves):
                if not leaves[place].isVisible() or not leaves[place].isEnabled():
                    continue
                leaves[place].click()
                self.typist.settle()
            self._leaf(page)
        self.close(page)

    def close(self, page: Any) -> None:
        forget(self._dialogs())
        if shiboken6.isValid(page):
            self.typist.faults += [f"{page.name}: {fault}" for fault in faults(page)]
            self.window.pages.bring_up(self.window.pages.key_of(page))
            for form in list(forms_in(page)):
                form.forget_edits()
        self.window.close_current()
        forget(self._dialogs())
        self.typist.settle()

    def _leaf(self, page: Any) -> None:
        for pane in page.findChildren(TablePane):
            if pane.isVisible() and pane.model.rowCount():
                pane.view.selectRow(0)
        self.typist.settle()
        each_opener(page, lambda open_it, what: self.ask(page, open_it, what), self._is_new(page))
        for action in page.actions() if shiboken6.isValid(page) else ():
            if shiboken6.isValid(action) and action.isEnabled() and self._is_new(page)(action.objectName(), ""):
                self.ask(page, action.trigger, action.objectName())
        self.on_page(page)

    def on_page(self, page: Any) -> None:
        """What takes texts on the page itself."""
        for line in own_lines_in(page) if shiboken6.isValid(page) else ():
            if shiboken6.isValid(line):
                self.typist.type_own(line)
        for form in list(forms_in(page)) if shiboken6.isValid(page) else ():
            if shiboken6.isValid(form):
                self._form(form, page.name)
        if shiboken6.isValid(page):
            for button in page.findChildren(QAbstractButton, "action_cancel_edit"):
                if button.isVisible():
                    for form in list(forms_in(page)):
                        form.forget_edits()
                    button.click()
                    self.typist.settle()

    def _something_new(self, page: Any) -> bool:
        """Whether fields came up that nobody typed into."""
        cells = [cell for form in forms_in(page) for cell in form.cells.values() if cell.isVisible()]
        places = {place_of(cell.editor.field) for cell in cells if not cell.editor.locked}
        return any(
            place is not None and place.kind not in PICKED and place not in self.typist.typed for place in places
        )

    def _is_new(self, page: Any) -> Callable[[str, str], bool]:
        name = page.name

        def fits(what: str, text: str) -> bool:
            known = (name, what if what else text)
            verb = what.removeprefix("action_")
            wanted = self._late or not verb.startswith(LATE)
            return bool(what or text) and not verb.startswith(NOT_HERE) and wanted and known not in self._over

        return fits

    def ask(self, page: Any, open_it: Callable[[], Any], what: str) -> None:
        if not shiboken6.isValid(page):
            return
        known, before = (page.name, what), set(self._dialogs())
        if known in self._over:
            return
        self._tried[known] += 1
        open_it()
        self.typist.settle()
        opened = [one for one in self._dialogs() if one not in before and not isinstance(one, QFileDialog)]
        whole = bool(opened)
        for dialog in opened:
            if shiboken6.isValid(dialog) and dialog.objectName() == "dialog_erase":
                self.before_erasing()
            for form in list(forms_in(dialog)) if shiboken6.isValid(dialog) else ():
                whole = self._form(form, f"{what} {dialog.objectName()}") and whole
            if shiboken6.isValid(dialog):
                for line in own_lines_in(dialog):
                    if shiboken6.isValid(line):
                        self.typist.type_own(line)
            if shiboken6.isValid(dialog):
                self.typist.faults += [f"{dialog.objectName()}: {fault}" for fault in faults(dialog)]
        forget([one for one in self._dialogs() if one not in before])
        self.typist.settle()
        elsewhere = shiboken6.isValid(page) and self.window.current_page() is not page
        if elsewhere:
            self.window.pages.bring_up(self.window.pages.key_of(page))
        elif not opened and shiboken6.isValid(page) and self._something_new(page):
            self.on_page(page)
        if whole or elsewhere or self._tried[known] == TAKEN:
            self._over.add(known)

    def _dialogs(self) -> list[QDialog]:
        return [one for one in self.window.findChildren(QDialog) if one.isVisible()]

    def _form(self, form: Form, what: str) -> bool:
        """Type into a form and save it; True when nothing is left to be typed in it."""
        self.typist.type_everything(form)
        self.typist.type_into_hidden(form)
        if shiboken6.isValid(form) and self._left(form):
            button = verb_of(form)
            if button is not None:
                form.forget_edits()
                self.typist.save(form, button, what)
        return not shiboken6.isValid(form) or not self._left(form)

    def _left(self, form: Form) -> list[Place]:
        places = [place_of(cell.editor.field) for cell in form.cells.values() if not cell.editor.locked]
        through = self.through
        return [one for one in places if one is not None and one.kind in (*WORDS, "") and one not in through]


def _leaves(page: QWidget) -> list[QAbstractButton]:
    rows: Iterator[QWidget] = (row for kind in (LeafTabs, Segments) for row in page.findChildren(kind))
    return [leaf for row in rows for leaf in row.findChildren(QAbstractButton)]
