"""The own password: forced at the first sign-in, or when a person wants another."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from services.texts import N_, _
from ui.gate import Panel
from ui.kit.background import Background
from ui.kit.buttons import Button
from ui.kit.dialogs import Dialog, ask_to_leave_unknown
from ui.kit.form import Field, Form, Group
from ui.kit.messages import BannerArea, Messages
from ui.kit.saving import Save, Saving
from ui.kit.words import Label

RULE = N_("At least 10 characters and not your user name. A sentence you can remember is better than a riddle.")


def password_form(ask_old: bool) -> Form:
    """Old (if asked for), new, and new once more."""
    fields = [Field("old", N_("Old password"), "secret", required=True, span=12)] if ask_old else []
    fields += [
        Field("new", N_("New password"), "secret", required=True, span=12),
        Field("again", N_("New password once more"), "secret", required=True, span=12),
    ]
    return Form([Group("", fields)])


def passwords_of(form: Form) -> dict[str, Any] | None:
    """What was entered, None where it does not do yet; the form says why."""
    if not form.check():
        return None
    values = form.values()
    if values["new"] != values["again"]:
        form.show_errors({"again": _("The two passwords differ.")})
        return None
    return values


class NewPasswordPanel(Panel):
    """Replaces a password that somebody else gave. change(new) runs in the background; `changed(result)`."""

    changed = Signal(object)
    backed = Signal()

    def __init__(self, name: str, change: Callable[[str], Any]) -> None:
        super().__init__(
            "new_password",
            lambda: _("Welcome, {name}. Choose a password of your own").format(name=name),
            N_("The one you signed in with was given to you by somebody else, so it has to be replaced first."),
        )
        self._change = change
        self.form = password_form(ask_old=False)
        self.form.finished.connect(self.submit)
        self.body.addWidget(self.form)
        self.body.addWidget(Label(RULE, "label", "secondary", wrap=True))
        self.back_button = Button(N_("Go back"), "back", key="Esc")
        self.back_button.clicked.connect(self.backed)
        self.submit_button = Button(N_("Change and go on"), "change_password", "primary", key="Enter")
        self.submit_button.clicked.connect(self.submit)
        self.verbs.addWidget(self.back_button)
        self.verbs.addStretch(1)
        self.verbs.addWidget(self.submit_button)

    def back(self) -> None:
        self.backed.emit()

    def submit(self) -> None:
        """Change it."""
        values = None if self.busy else passwords_of(self.form)
        if values is not None:
            self.run(lambda: self._change(values["new"]), self.changed.emit)

    def refused(self, error: BaseException) -> Any:
        return self.form.show_refusal(error) or super().refused(error)


class OwnPasswordDialog(Dialog):
    """Changes the own password while at work. change(old, new) runs in the background; `changed(result)`."""

    changed = Signal(object)

    def __init__(self, parent: QWidget, background: Background, change: Callable[[str, str], Any]) -> None:
        super().__init__(parent, "own_password", N_("Change own password"), RULE)
        self._background, self._change = background, change
        self.messages = Messages(self)
        self.saves = Saving(self)
        self.form = password_form(ask_old=True)
        self.form.finished.connect(self.submit)
        self.body.addWidget(BannerArea(self.messages))
        self.body.addWidget(self.form)
        self.add_verb(N_("Cancel"), None, "stay", key="Esc")
        self.submit_button = self.add_verb(
            N_("Change the password"), self.submit, "change_password", "primary", key="Enter", close=False
        )
        self.form.focus_first()

    def submit(self) -> None:
        """Change it; the dialog closes when it is done."""
        values = passwords_of(self.form)
        if values is None:
            return
        self.submit_button.setEnabled(False)

        def work() -> Any:
            return self._change(values["old"], values["new"])

        # Like a page's: asked after until it is known, and until then nothing can be typed.
        self.saves.begin(Save("password", work, self._done, self._refused, None))

    def run(
        self,
        work: Callable[..., Any],
        done: Callable[[Any], Any] | None = None,
        failed: Callable[[BaseException], Any] | None = None,
        progress: Callable[[Any], Any] | None = None,
    ) -> None:
        """Work in the background."""
        self._background.run(self, work, done, failed, progress)

    def _done(self, result: Any) -> None:
        self.changed.emit(result)
        self.accept()

    def _refused(self, error: BaseException) -> Any:
        self.submit_button.setEnabled(True)
        return self.form.show_refusal(error) or self.refused(error)

    def refused(self, error: BaseException) -> Any:
        """Show a refusal; anything else goes on to the crash report."""
        if getattr(error, "sentence", None) is None:
            return False
        self.messages.error(error)
        return True

    def reject(self) -> None:
        if self.saves.unknown:
            ask_to_leave_unknown(self, super().reject)
        else:
            super().reject()
