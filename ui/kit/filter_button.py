"""A filter of a list as a button with a menu: 'Region: Hangzhou'."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from services.texts import N_, _
from ui.kit.buttons import Button
from ui.kit.menus import pop_up
from ui.kit.options import Option
from ui.kit.words import Text, say


class FilterButton(Button):
    """Chooses one option or none; `chosen(value)`, None for all. Checked while it narrows the list."""

    chosen = Signal(object)

    def __init__(self, name: str, title: Text, everything: Text = N_("all"), parent: QWidget | None = None) -> None:
        super().__init__(self._words_of, f"filter_{name}", icon="filter", parent=parent)
        self._title, self._everything = title, everything
        self.options: list[Option] = []
        self.value: Any = None
        self.setCheckable(True)
        self.clicked.connect(self._open)
        self.retranslate()

    def _words_of(self) -> str:
        if not hasattr(self, "options"):
            return ""
        option = next((one for one in self.options if one.value == self.value), None)
        value = say(option.label) if option and self.value is not None else say(self._everything)
        return _("{name}: {value}").format(name=say(self._title), value=value.strip())

    def set_options(self, options: Sequence[Option]) -> None:
        """What can be chosen."""
        self.options = list(options)
        self.retranslate()

    def set_value(self, value: Any) -> None:
        """Choose without telling."""
        self.value = value
        self.setChecked(value is not None)
        self.retranslate()

    def _open(self) -> None:
        self.setChecked(self.value is not None)
        menu = QMenu(self)
        self._add(menu, None, say(self._everything))
        menu.addSeparator()
        for option in self.options:
            self._add(menu, option.value, say(option.label))
        pop_up(menu, self.mapToGlobal(self.rect().bottomLeft()))

    def _add(self, menu: QMenu, value: Any, words: str) -> None:
        entry = menu.addAction(words.replace("&", "&&"))
        entry.setCheckable(True)
        entry.setChecked(value == self.value)
        entry.triggered.connect(lambda _on=False: self._choose(value))

    def _choose(self, value: Any) -> None:
        if value != self.value:
            self.set_value(value)
            self.chosen.emit(value)
