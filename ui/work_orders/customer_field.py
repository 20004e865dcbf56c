"""Who it is, from a few keys: the last four digits, the whole number, a name or its initials."""

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.kit import formats
from ui.kit.editors import EDITORS
from ui.kit.lookup import LookupEditor
from ui.kit.options import Option
from ui.kit.words import data, say

_DASHES = {ord(mark): None for mark in " -()（）\u3000"}


def digits_of(text: str) -> str:
    """A number as it is dialled; '+' of foreign ones stays."""
    return text.translate(_DASHES)


def worth_looking(text: str) -> bool:
    """Whether a search would find somebody: each look-up by seven digits or more is logged, so none in between."""
    plain = digits_of(text)
    if re.fullmatch(r"\+?\d+", plain):
        return len(plain) == 4 or len(plain.lstrip("+")) >= 11
    return len(text.strip()) >= 2


class KnownEditor(LookupEditor):
    """A field that takes what is typed, or a record that was found by it.

    `picked(value)` when a person chose a record; `let_go()` when he types over it.
    """

    picked = Signal(object)
    let_go = Signal()
    settled = Signal()  # a search that was asked for has ended, with or without a find
    ime = False

    def __init__(self, field: Any, parent: Any = None) -> None:
        super().__init__(field, parent)
        self.known: Any = None
        self._go_on = False  # Enter came before the answer, as a scanner sends it
        self._asked: str | None = None  # what is being searched for

    def show_known(self, value: Any, words: str) -> None:
        """Show a record that is known now; nobody edited it."""
        self.known = value
        self.option = None
        self.set_text(words)

    def worth_looking(self, text: str) -> bool:
        """Whether to search for what is typed."""
        return len(text.strip()) >= 4

    def _typed(self, text: str) -> None:
        self.option = None
        self._asked = None
        if self.known is not None:
            self.known = None
            self.let_go.emit()
        if self.worth_looking(text):
            self._timer.start()
        else:
            self._timer.stop()
            self.popup().hide()

    @property
    def is_looking(self) -> bool:
        """Whether what is typed may still turn out to be a record that is known."""
        return self._timer.isActive() or self._asked is not None

    def hurry(self) -> None:
        """Search at once for what was typed last."""
        if self._timer.isActive():
            self._timer.stop()
            self._search()

    def _search(self) -> None:
        asked, search = self.line.text().strip(), self.field.search
        if search is None or self.background is None:
            return
        self._asked = asked

        def found(options: list[Option]) -> None:
            # What is typed may be another text by now, or a new page.
            if self._asked == asked:
                self._asked = None
                self._found(options)
                self.settled.emit()

        def failed(_error: BaseException) -> bool:
            if self._asked == asked:
                self._asked, self._go_on = None, False
                self.settled.emit()
            return False

        self.background.run(self, lambda: search(asked), found, failed, slot="lookup")

    def _choose(self, option: Option) -> None:
        self.option = None
        self.known = option.value
        self.set_text(self.words_of(option))
        self._person_edited()
        self.picked.emit(option.value)

    def words_of(self, option: Option) -> str:
        """What stands in the field once a record was chosen."""
        return say(option.detail).split(" · ")[0] or say(option.label)

    def keeps_enter(self, event: QKeyEvent) -> bool:
        # The page goes on to where the next question is.
        if self._popup is not None and self._popup.isVisible() and self._popup.take():
            return True
        if self._timer.isActive():
            self._timer.stop()
            self._go_on = True
            self._search()
            return True
        return False

    def set_value(self, value: Any) -> None:
        self.known = None
        self.option = None
        self._asked = None
        self._go_on = False
        self._timer.stop()
        if self._popup is not None:
            self._popup.hide()
        self.set_text("" if value is None else str(value))

    def raw(self) -> Any:
        return self.line.text()

    def set_raw(self, raw: Any) -> None:
        self.set_value(raw)

    def _same_as_typed(self, options: Sequence[Option]) -> Option | None:
        """The record that what is typed can only mean."""
        return None

    def _found(self, options: list[Option]) -> None:
        only = self._same_as_typed(options)
        go_on, self._go_on = self._go_on, False
        if only is not None:
            self._choose(only)
        elif go_on and not options and self.line.hasFocus():
            enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(self.line, enter)
        else:
            super()._found(options)


class CustomerEditor(KnownEditor):
    """A phone number that finds its customer. The value is what was typed, without blanks."""

    icon = "search"
    _shown = ""

    def worth_looking(self, text: str) -> bool:
        return worth_looking(text)

    def _typed(self, text: str) -> None:
        if self.known is not None and "*" in text:
            # Half of a masked number is no number: only what was typed stays.
            text = text.replace(self._shown, "") if self._shown in text else ""
            self.line.setText(text)
        super()._typed(text)

    def show_known(self, value: Any, words: str) -> None:
        super().show_known(value, words)
        self._shown = words

    def value(self) -> Any:
        return digits_of(self.line.text().strip()) or None

    def set_value(self, value: Any) -> None:
        super().set_value(formats.phone(value))

    def _same_as_typed(self, options: Sequence[Option]) -> Option | None:
        whole = len(digits_of(self.line.text())) >= 11
        return options[0] if whole and len(options) == 1 else None


class ScannedEditor(KnownEditor):
    """A number that is scanned, or typed in any case: finds the one record that has it. `words_of` reads it."""

    icon = "scan"

    def __init__(self, field: Any, parent: Any = None) -> None:
        super().__init__(field, parent)
        self.line.setProperty("takes_scans", True)

    def value(self) -> Any:
        return self.line.text().strip().upper() or None

    def _same_as_typed(self, options: Sequence[Option]) -> Option | None:
        typed = self.value()
        same = [option for option in options if self.words_of(option).upper() == typed]
        return same[0] if len(same) == 1 else None


class SerialEditor(ScannedEditor):
    """A serial number that finds its device; scans go here. Nothing typed: the customer's own devices."""

    unknown = Signal()  # a code was scanned from elsewhere that no device has

    def __init__(self, field: Any, parent: Any = None) -> None:
        super().__init__(field, parent)
        self.offered: list[Option] = []
        self._scanned = False

    def open_list(self) -> None:
        if self.offered and not self.line.text().strip():
            self.popup().offer(self.offered)
        else:
            super().open_list()

    def words_of(self, option: Option) -> str:
        return say(option.detail).split(" · ")[0]

    def look_up(self, code: str) -> None:
        """A code was scanned elsewhere: look for it at once."""
        self.line.setText(code)
        self.line.textEdited.emit(code)
        self._scanned = True
        self.hurry()

    def _found(self, options: list[Option]) -> None:
        scanned, self._scanned = self._scanned, False
        super()._found(options)
        if scanned and self.known is None and not options:
            self.unknown.emit()


def as_option(hit: Any) -> Option:
    """A search's hit as something to choose."""
    return Option(hit.id, data(hit.title), data(hit.subtitle))


EDITORS.update({"customer": CustomerEditor, "serial": SerialEditor})
