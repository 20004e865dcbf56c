"""Codes of a list that comes from the database, chosen by their keys."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.kit.choices import ChoiceEditor, width_of
from ui.kit.editors import EDITORS
from ui.kit.fields import Field
from ui.kit.options import Option
from ui.kit.theme import theme
from ui.kit.words import say


class CodesEditor(ChoiceEditor):
    """Codes of a list that comes from the database: chosen ones are kept until it is there."""

    def __init__(self, field: Field, parent: Any = None) -> None:
        self._wanted: tuple[Any, ...] = ()
        self._beside: QWidget | None = None
        self.choices = []
        super().__init__(field, parent)
        self.several = True

    def add_beside(self, widget: QWidget) -> None:
        self._beside = widget
        super().add_beside(widget)

    def set_options(self, options: list[Option]) -> None:
        wanted = self.value()
        if self._beside is not None:
            self._flow.removeWidget(self._beside)
        super().set_options(options)
        if self._beside is not None:
            self._flow.addWidget(self._beside)
        if wanted:
            proposed = self.proposed
            self.set_value(wanted)
            self.proposed = proposed

    def set_value(self, value: Any) -> None:
        self._wanted = tuple(value or ())
        super().set_value(value)
        offered = [choice.option.value for choice in self.choices]
        self._wanted = tuple(one for one in self._wanted if one not in offered)

    def value(self) -> Any:
        return (*self._chosen(), *self._wanted)

    def raw(self) -> Any:
        return list(self.value())

    def set_raw(self, raw: Any) -> None:
        self.set_value(tuple(raw or ()))

    def fitting(self, options: Sequence[Option], aside: int) -> int:
        """How many options stand in one line with a link of `aside` pixels behind them."""
        room = self.width() - aside - theme.px(8)
        taken = 0
        for place, option in enumerate(options):
            taken += width_of(say(option.label), self.compact) + theme.px(self._flow.gap)
            if taken > room:
                return max(2, place)
        return len(options)


EDITORS["codes"] = CodesEditor
