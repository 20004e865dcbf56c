"""Signing in: the panel of the gate, and the page that covers a locked window."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services.texts import N_, _
from ui.gate import Mark, Panel
from ui.kit.background import Background
from ui.kit.buttons import Button
from ui.kit.form import Field, Form, Group
from ui.kit.messages import BannerArea, Messages
from ui.kit.options import Option
from ui.kit.page import WaitingBar
from ui.kit.theme import theme
from ui.kit.words import Label, data

# The server has no lock-out; these waits are for comfort: nobody hammers on a key by mistake.
FREE_TRIES = 5
LONGEST_WAIT_SECONDS = 60


def wait_after(failures: int) -> int:
    """Seconds until the next try after so many wrong passwords."""
    return 0 if failures < FREE_TRIES else min(LONGEST_WAIT_SECONDS, 2 ** (failures - FREE_TRIES + 1))


class LoginPanel(Panel):
    """User name and password for one of the databases this PC knows.

    profiles: (name, words for it) in their order. sign_in(profile, login, password) runs in the background and
    its result comes back by `signed_in`. last_login(profile): who signed in there last.
    """

    signed_in = Signal(object)
    connections_wanted = Signal(str)
    other_ways_wanted = Signal()

    def __init__(
        self,
        profiles: Sequence[tuple[str, str]],
        chosen: str,
        sign_in: Callable[[str, str, str], Any],
        last_login: Callable[[str], str] = lambda _profile: "",
        other_ways: bool = True,
    ) -> None:
        super().__init__("login", N_("Sign in"))
        self._sign_in, self._last_login = sign_in, last_login
        self._failures = 0
        self._wait = 0
        options = [Option(name, data(words)) for name, words in profiles]
        self.form = Form(
            [
                Group(
                    "",
                    [
                        Field("profile", N_("Database"), "combo", required=True, span=12, options=options),
                        Field("login", N_("User name"), "code", required=True, span=12, max_length=40),
                        Field("password", N_("Password"), "secret", required=True, span=12),
                    ],
                )
            ]
        )
        self.form.set_values({"profile": chosen, "login": last_login(chosen)})
        self.form.edited.connect(self._edited)
        self.form.finished.connect(self.submit)
        self.submit_button = Button(N_("Sign in"), "sign_in", "primary", key="Enter")
        self.submit_button.clicked.connect(self.submit)
        self.connections = Button(N_("Connections…"), "connections", "link")
        self.connections.clicked.connect(lambda: self.connections_wanted.emit(self.form.legible("profile") or ""))
        self.other_ways = Button(N_("Other ways to begin…"), "other_ways", "link")
        self.other_ways.clicked.connect(self.other_ways_wanted)
        self.body.addWidget(self.form)
        self.verbs.addWidget(self.connections)
        self.verbs.addWidget(self.other_ways)
        self.other_ways.setVisible(other_ways)
        self.verbs.addStretch(1)
        self.verbs.addWidget(self.submit_button)
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)

    def focus_start(self) -> None:
        self.form.jump_to("password" if self.form.value("login") else "login")

    def _edited(self, column: str) -> None:
        if column != "profile":
            return
        try:
            profile = self.form.value("profile")
        except ValueError:
            return
        if profile:
            self.form.editor("login").set_value(self._last_login(profile))

    def submit(self) -> None:
        """Try to sign in with what is entered."""
        if self.busy or self._wait or not self.form.check():
            return
        values = self.form.values()
        self.run(
            lambda: self._sign_in(values["profile"], values["login"], values["password"]),
            self.signed_in.emit,
        )

    def lock(self, busy: bool) -> None:
        super().lock(busy)
        if self._wait > 0:
            self.submit_button.setEnabled(False)

    def refused(self, error: BaseException) -> Any:
        """A refusal stands over the form; a wrong password is to be typed anew."""
        if getattr(error, "code", "") == "sign_in_failed":
            self._failures += 1
            self._wait = wait_after(self._failures)
            self.form.editor("password").set_value(None)
            if self._wait:
                self._timer.start()
                self._show_wait()
        known = self.form.show_refusal(error) or super().refused(error)
        self.form.jump_to("password")
        return known

    def _tick(self) -> None:
        self._wait -= 1
        if self._wait <= 0:
            self._timer.stop()
            self.messages.clear("wait")
            self.lock(False)
            self.submit_button.say(N_("Sign in"))
        else:
            self._show_wait()

    def _show_wait(self) -> None:
        seconds = self._wait
        self.submit_button.setEnabled(False)
        self.submit_button.say(lambda: _("Wait {n} s").format(n=seconds))


class LockPage(QWidget):
    """Covers a locked window: who it belongs to, the password, or somebody else.

    unlock(password) runs in the background; `unlocked` when it worked, `other_person` to sign out.
    """

    unlocked = Signal()
    other_person = Signal()

    def __init__(
        self, background: Background, name: str, login: str, unlock: Callable[[str], Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page_lock")
        self._background, self._unlock = background, unlock
        self._failures = 0
        self._wait = 0
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)
        self.messages = Messages(self)
        self.waiting = WaitingBar()
        self.form = Form([Field("password", N_("Password"), "secret", required=True, span=12)])
        self.form.finished.connect(self.submit)
        self.button = Button(N_("Go on"), "unlock", "primary", key="Enter")
        self.button.clicked.connect(self.submit)
        self.other = Button(N_("Sign in as somebody else…"), "other_person", "link")
        self.other.clicked.connect(self.other_person)
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(theme.px(400))
        column = QVBoxLayout(card)
        column.setContentsMargins(*[theme.px(n) for n in (24, 22, 24, 18)])
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(Mark("lock"))
        head.addWidget(Label(N_("Locked"), "title"), 1)
        column.addLayout(head)
        column.addWidget(
            Label(lambda: _("{name} ({login}) is at work here.").format(name=name, login=login), wrap=True)
        )
        column.addWidget(
            Label(N_("Everything is as you left it. Sign in again to go on."), "body", "secondary", wrap=True)
        )
        column.addWidget(BannerArea(self.messages))
        column.addWidget(self.form)
        verbs = QHBoxLayout()
        verbs.addWidget(self.other)
        verbs.addStretch(1)
        verbs.addWidget(self.button)
        column.addLayout(verbs)
        column.addWidget(self.waiting)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def focus_start(self) -> None:
        """Put the focus into the password."""
        self.form.jump_to("password")

    def submit(self) -> None:
        """Try to unlock with what is entered."""
        if self._wait or not self.form.check():
            return
        password = self.form.value("password")
        self._set_busy(True)
        self._background.run(self, lambda: self._unlock(password), self._done, self._refused)

    def _done(self, _result: Any) -> None:
        self._set_busy(False)
        self.form.set_values({})
        self.unlocked.emit()

    def _refused(self, error: BaseException) -> Any:
        self._set_busy(False)
        if getattr(error, "sentence", None) is None:
            return False
        if getattr(error, "code", "") == "sign_in_failed":
            self._failures += 1
            self.form.editor("password").set_value(None)
            self._wait = wait_after(self._failures)
            if self._wait:
                self._timer.start()
                self._show_wait()
            # Only the password was typed here: the user name is not what is wrong.
            self.messages.show("danger", N_("The password is wrong, or the account was closed."), key="refused")
        else:
            self.messages.error(error)
        self.form.jump_to("password")
        return True

    def _tick(self) -> None:
        self._wait -= 1
        if self._wait <= 0:
            self._timer.stop()
            self.button.setEnabled(True)
            self.button.say(N_("Go on"))
        else:
            self._show_wait()

    def _show_wait(self) -> None:
        seconds = self._wait
        self.button.setEnabled(False)
        self.button.say(lambda: _("Wait {n} s").format(n=seconds))

    def _set_busy(self, busy: bool) -> None:
        self.waiting.set_busy(busy)
        self.form.setEnabled(not busy)
        self.button.setEnabled(not busy)
        if busy:
            self.messages.clear()
