"""A score as a row of numbers: the digits of the keyboard pick it, 1 and then 0 is ten."""

from PySide6.QtGui import QKeyEvent

from ui.kit.choices import ChoiceEditor
from ui.kit.editors import EDITORS
from ui.kit.options import Option
from ui.kit.words import data


class ScoreEditor(ChoiceEditor):
    """Kind 'score'; its options are the numbers. Nothing is chosen before a person chooses."""

    _typed = ""

    def set_options(self, options: list[Option]) -> None:
        """Numbers stand for themselves: no cap with a key before them."""
        super().set_options(options)
        for choice in self.choices:
            choice.key = ""
            choice.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if len(typed) != 1 or not ("0" <= typed <= "9"):
            self._typed = ""
            super().keyPressEvent(event)
            return
        for number in (self._typed + typed, typed):
            choice = next((one for one in self.choices if str(one.option.value) == number), None)
            if choice is not None:
                if not choice.isChecked():
                    self.pick(choice)
                self._typed = number if number == "1" else ""
                return


def numbers(first: int, last: int) -> list[Option]:
    """The options of a score."""
    return [Option(number, data(str(number))) for number in range(first, last + 1)]


EDITORS["score"] = ScoreEditor
