"""An editor for several of many: what was chosen as removable words, and a look-up to add more."""

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from services.punctuation import listed
from services.texts import _
from ui.kit.background import Background
from ui.kit.buttons import Button
from ui.kit.columns import FlowLayout, empty
from ui.kit.editors import EDITORS, Editor
from ui.kit.lookup import LookupEditor
from ui.kit.options import Option
from ui.kit.theme import theme
from ui.kit.words import data, say

if TYPE_CHECKING:
    from ui.kit.form import Field


class ManyEditor(Editor):
    """Kind 'many': the value is a tuple. Set it with Options; plain values show what was once known by them."""

    _known: dict[Any, Option] = {}  # noqa: RUF012  words of values seen by any editor, for comparisons

    def __init__(self, field: "Field", parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.compact = False
        self.options: list[Option] = []
        self.inner = LookupEditor(dataclasses.replace(field, required=False), self)
        self.focus_widget = self.inner.focus_widget
        self.setFocusProxy(self.focus_widget)
        self.inner.edited.connect(self._picked)
        self._words = QWidget()
        self._flow = FlowLayout(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        for widget in (self, self._words):
            widget.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._words)
        column.addWidget(self.inner)
        self._show()

    @property
    def background(self) -> Background | None:
        """Where the look-up runs."""
        return self.inner.background

    @background.setter
    def background(self, background: Background | None) -> None:
        self.inner.background = background

    def value(self) -> tuple[Any, ...]:
        if self.inner.line.text().strip():
            raise ValueError(self.inner.line.text())
        return tuple(option.value for option in self.options)

    def set_value(self, value: Sequence[Any] | None) -> None:
        self.options = [self._option(one) for one in value or ()]
        self.inner.set_value(None)
        self._show()

    def _option(self, one: Any) -> Option:
        if isinstance(one, Option):
            self._known[one.value] = one
            return one
        return self._known.get(one, Option(one, data(str(one))))

    def shown(self) -> str:
        return listed(say(option.label) for option in self.options)

    def raw(self) -> Any:
        return [[str(option.value), say(option.label)] for option in self.options]

    def set_raw(self, raw: Any) -> None:
        known = {str(value): option for value, option in self._known.items()}
        self.set_value([known.get(value, Option(value, data(words))) for value, words in raw or ()])

    def set_locked(self, reason: str) -> None:
        super().set_locked(reason)
        self.inner.set_locked(reason)
        self._show()

    def set_error(self, on: bool) -> None:
        super().set_error(on)
        self.inner.set_error(on)

    def retranslate(self) -> None:
        self.inner.retranslate()
        self._show()

    def keeps_enter(self, event: QKeyEvent) -> bool:
        if self.inner._popup is not None and self.inner._popup.isVisible():
            self.inner._popup.take()
            return True  # stays here: the next one may follow
        return False

    def _picked(self) -> None:
        option = self.inner.option
        if option is None or self.inner.line.text().strip() != say(option.label):
            self._person_edited()
            return
        if option.value not in [one.value for one in self.options]:
            self.options.append(self._option(option))
        self.inner.set_value(None)
        self._show()
        self._person_edited()

    def _remove(self, option: Option) -> None:
        self.options = [one for one in self.options if one.value != option.value]
        self._show()
        self._person_edited()
        self.focus_widget.setFocus()

    def _show(self) -> None:
        empty(self._flow)
        for option in self.options:
            button = Button(option.label, f"remove_{self.field.column}", icon="close")
            button.setAccessibleName(_("Take {name} away").format(name=say(option.label)))
            button.setEnabled(not self.locked)
            button.clicked.connect(lambda _on=False, one=option: self._remove(one))
            self._flow.addWidget(button)
            button.show()
        self._words.setVisible(bool(self.options))
        self.updateGeometry()


EDITORS["many"] = ManyEditor
