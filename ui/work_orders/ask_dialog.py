"""A dialog that asks for a few things and does one; a refusal is shown at its fields, nothing typed is lost."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from services.errors import Conflict, ServiceError
from services.order_errors import Incomplete, Lack
from services.texts import N_
from ui.kit.background import Background
from ui.kit.dialogs import Dialog, show_conflict
from ui.kit.fields import Field
from ui.kit.form import Form
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data

Refused = Callable[[BaseException], Any]
# take(values, done, refused): runs the work; done closes the dialog, refused shows what went wrong in it.
Take = Callable[[Mapping[str, Any], Callable[[], None], Refused], Any]


class AskDialog(Dialog):
    """Fields and one verb. Ctrl+Enter does it, Esc leaves everything as it is.

    settle(conflict): where it is set, a conflict is asked about field by field; it takes over what the next try
    starts from. explain(conflict): the words where there is no such field.
    """

    settle: Callable[[Conflict], Any] | None = None
    explain: Callable[[Conflict], str] = staticmethod(Conflict.sentence)

    def __init__(
        self,
        parent: QWidget,
        background: Background,
        name: str,
        title: Text,
        detail: Text,
        fields: Sequence[Field],
        verb: Text,
        take: Take,
        dangerous: bool = False,
        lacking: Sequence[Lack] = (),
    ) -> None:
        super().__init__(parent, name, title, detail)
        self._take = take
        self.form = Form(fields, background)
        self.trouble = Label("", "label", "danger", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.form)
        self.body.addWidget(self.trouble)
        self.add_verb(N_("Back"), None, "stay", key="Esc")
        kind = "danger" if dangerous else "primary"
        self.do = self.add_verb(verb, self.commit, f"do_{name}", kind, "Ctrl+Enter", close=False)
        self.form.finished.connect(self.do.setFocus)
        self.setMinimumWidth(theme.px(480))
        self._tell(lacking)
        self.form.focus_first()

    def _tell(self, lacks: Sequence[Lack]) -> None:
        self.trouble.setVisible(bool(lacks))
        self.trouble.say(lambda: " ".join(lack.sentence() for lack in lacks))

    def payload(self) -> dict[str, Any]:
        """What is handed on: everything that is entered."""
        return {name: value for name, value in self.form.values().items() if value not in (None, ())}

    def commit(self) -> None:
        """Do it with what is entered."""
        if not self.form.check():
            return
        self.do.setEnabled(False)
        self._take(self.payload(), self.accept, self._refused)

    def _refused(self, error: BaseException) -> bool:
        self.do.setEnabled(True)
        if isinstance(error, Conflict):
            return self.ask_about(error)
        if isinstance(error, Incomplete):
            here = {lack.field: lack.sentence() for lack in error.lacks if lack.field in self.form.cells}
            if here:
                self.form.show_errors(here)
            self._tell([lack for lack in error.lacks if lack.field not in self.form.cells])
            return True
        if isinstance(error, ServiceError):
            if not self.form.show_refusal(error):
                self.trouble.say(data(error.sentence()))
                self.trouble.show()
            return True
        return False

    def ask_about(self, conflict: Conflict, named: Mapping[str, Any] | None = None) -> bool:
        """Both versions side by side, or what happened where they are no fields; named: words of look-ups."""
        self.do.setEnabled(True)
        settle = self.settle
        if settle is None or not any(column in self.form.cells for column in conflict.theirs):
            self.trouble.say(data(self.explain(conflict)))
            self.trouble.show()
            return True

        def again() -> None:
            settle(conflict)
            if set(self.form.changed()) - {"comment"}:
                self.commit()
            else:
                self.accept()  # the other's values stay, and nothing else was changed

        show_conflict(self, self.form, conflict, again, named)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.commit()
            return
        super().keyPressEvent(event)
