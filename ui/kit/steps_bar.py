"""The next steps of a record as buttons, and the dialog that asks for what a step needs."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from services.texts import N_
from ui.kit.background import Background
from ui.kit.buttons import Button, icon_button
from ui.kit.dialogs import Dialog
from ui.kit.form import Field, Form
from ui.kit.form_dialog import refusal_line
from ui.kit.menus import pop_up
from ui.kit.stale import Held, SaveAgain
from ui.kit.theme import theme
from ui.kit.words import Text, say

SHOWN = 3
# Refusals of a step that cannot be taken any more.
GONE = ("step_not_possible", "gone_record")


@dataclass(frozen=True)
class StepWord:
    """How a step is offered. asks: the dialog's sentence; dangerous: red, never next to the primary."""

    text: Text
    icon: str = ""
    asks: Text = ""
    dangerous: bool = False
    key: str = ""


class StepsBar(QWidget):
    """Buttons from right to left: the usual step is primary, what does not fit stands in a menu.

    `chosen(action)` when a person takes one. The buttons are action_<action>.
    """

    chosen = Signal(str)

    def __init__(self, words: Mapping[str, StepWord], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._offered: tuple[str, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(6))
        self._buttons: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def offer(self, actions: Sequence[str]) -> None:
        """Offer these steps, the usual one first."""
        wanted = tuple(actions)
        if wanted == self._offered:
            return
        self._offered = wanted
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        outside = [action for action in wanted if not self._words[action].dangerous][:SHOWN]
        rest = [action for action in wanted if action not in outside]
        for place, action in reversed(list(enumerate(outside))):
            word = self._words[action]
            button = Button(word.text, action, "primary" if place == 0 else "plain", word.key, word.icon)
            button.clicked.connect(lambda _on=False, one=action: self.chosen.emit(one))
            self._add(button)
        if rest:
            more = icon_button("more", N_("More steps"), "more_steps")
            more.clicked.connect(lambda: pop_up(self._menu(rest), more.mapToGlobal(more.rect().bottomLeft())))
            self._add(more)
        self.updateGeometry()

    def _add(self, button: QWidget) -> None:
        self._row.addWidget(button)
        self._buttons.append(button)

    def _menu(self, actions: Collection[str]) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("menu_steps")
        for place, action in enumerate(actions, 1):
            word = self._words[action]
            if word.dangerous and not menu.isEmpty():
                menu.addSeparator()
            digit = f"&{place}  " if place < 10 else ""
            entry = menu.addAction(digit + say(word.text).replace("&", "&&"))
            entry.setObjectName(f"action_{action}")
            entry.triggered.connect(lambda _on=False, one=action: self.chosen.emit(one))
        return menu

    def open_menu(self) -> None:
        """Every step that is possible now, a digit before each: for who keeps the hands on the keyboard."""
        if self._offered:
            menu = self._menu(self._offered)
            pop_up(menu, self.mapToGlobal(self.rect().bottomRight()) - QPoint(menu.sizeHint().width(), 0))

    def offered(self) -> tuple[str, ...]:
        """The steps offered now."""
        return self._offered

    def primary(self) -> Button | None:
        """The button of the usual step."""
        return next((one for one in self._buttons if isinstance(one, Button) and one.kind == "primary"), None)


class StepDialog(Dialog):
    """Asks for what a step needs. `act(values, refused)` gets what was entered; the dialog stays while the
    database refuses, with the sentence at its field. held: the record it was opened with; `act` saves on `held.row`."""

    def __init__(
        self,
        parent: QWidget,
        action: str,
        word: StepWord,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        act: Callable[[dict[str, Any], "StepDialog"], Any],
        background: Background | None = None,
        held: Held | None = None,
    ) -> None:
        super().__init__(parent, f"step_{action}", word.asks or word.text)
        self.form = Form(list(fields), background)
        self.form.set_values(values)
        self.body.addWidget(self.form)
        self._act = act
        self.body.addWidget(self.form.fix_bar)
        self.sentence = refusal_line()
        self.body.addWidget(self.sentence)
        self.held = held
        self._again = SaveAgain(self, self.form, held, parent, self._take) if held is not None else None
        if self._again is not None:
            self.body.addWidget(self._again.line)
        self.add_verb(N_("Not now"), None, "stay", key="Esc")
        kind = "danger" if word.dangerous else "primary"
        self.confirm = self.add_verb(word.text, self._take, "confirm", kind, "Ctrl+Enter", close=False)
        self.form.finished.connect(self.confirm.setFocus)
        self.form.ctrl_enter_commits = True
        self.setMinimumWidth(theme.px(520))
        self.form.focus_first()

    def _take(self) -> None:
        self.sentence.hide()
        if self._again is not None:
            self._again.line.hide()
        if self.form.check():
            self._act(self.form.values(), self)

    def keyPressEvent(self, event: Any) -> None:
        from PySide6.QtCore import Qt

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self._take()
            return
        super().keyPressEvent(event)

    def refused(self, error: BaseException) -> bool:
        """Show a refusal at its field, or as a sentence above the verbs: what was typed stays.

        False where it is none, or the step is not to be taken any more: the same would be refused again and again.
        """
        if self._again is not None and self._again.takes(error):
            return True
        if self.form.show_refusal(error):
            return True
        sentence = getattr(error, "sentence", None)
        if sentence is None or getattr(error, "code", "") in GONE:
            return False
        self.sentence.tell(sentence)
        self.sentence.show()
        return True
