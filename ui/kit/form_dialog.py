"""A dialog with a form: asks for what one thing needs and stays while the database refuses."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from services.texts import N_
from ui.kit.background import Background
from ui.kit.buttons import Button
from ui.kit.dialogs import Dialog
from ui.kit.form import Field, Form, Group
from ui.kit.stale import Held, SaveAgain
from ui.kit.theme import theme
from ui.kit.words import Text


class FormDialog(Dialog):
    """`act(dialog)` is called when the form is filled in; it saves and calls `done()` or `refused(error)`.

    name: objectName is dialog_<name>. values: what the form shows first; `form.changed()` tells the rest.
    held: the row it was opened with where `parent` is its page; `act` saves what is compared with `held.row`.
    """

    def __init__(
        self,
        parent: QWidget,
        name: str,
        headline: Text,
        fields: Sequence[Field | Group],
        act: Callable[["FormDialog"], Any],
        *,
        background: Background | None = None,
        values: Mapping[str, Any] | None = None,
        held: Held | None = None,
        verb: Text = N_("Save"),
        detail: Text = "",
        width: int = 560,
    ) -> None:
        super().__init__(parent, name, headline, detail)
        self.form = Form(list(fields), background)
        self.form.set_values(held.values(held.row) if held is not None and values is None else values or {})
        self.body.addWidget(self.form)
        self.body.addWidget(self.form.fix_bar)
        self.sentence = refusal_line()
        self.body.addWidget(self.sentence)
        self._act = act
        self._again = SaveAgain(self, self.form, held, parent, self._take) if held is not None else None
        if self._again is not None:
            self.body.addWidget(self._again.line)
        self.stay = self.add_verb(N_("Cancel"), None, "stay", key="Esc")
        self.confirm: Button = self.add_verb(verb, self._take, "confirm", "primary", "Ctrl+Enter", close=False)
        self.form.finished.connect(self.confirm.setFocus)
        self.form.ctrl_enter_commits = True
        self.setMinimumWidth(theme.px(width))
        self.form.focus_first()

    def _take(self) -> None:
        self.sentence.hide()
        if self._again is not None:
            self._again.line.hide()
        if self.form.check():
            self.confirm.setEnabled(False)
            self._act(self)

    def done_saving(self, _result: Any = None) -> None:
        """It is saved: close."""
        self.accept()

    def refused(self, error: BaseException) -> bool:
        """Show a refusal at its field, or as a sentence above the verbs; False where it is no refusal."""
        if self._again is not None and self._again.takes(error):
            return True
        self.confirm.setEnabled(True)
        if self.form.show_refusal(error):
            return True
        sentence = getattr(error, "sentence", None)
        if sentence is None:
            return False
        self.sentence.tell(sentence)
        self.sentence.show()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._take()
            return
        super().keyPressEvent(event)


def refusal_line() -> Any:
    """Where a dialog says why the database refuses; hidden until it does."""
    from ui.kit.cards import IconLine

    line = IconLine("", "error", "danger")
    line.setObjectName("refusal")
    line.hide()
    return line
