"""The first start on a computer: three ways to begin, waiting, the first administrator."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from services.texts import N_, _
from ui.gate import Panel
from ui.kit.buttons import Button
from ui.kit.form import Field, FieldLegend, Form, Group
from ui.kit.ways import Way
from ui.kit.words import Label, Text


class FirstRunPanel(Panel):
    """Three ways to begin. `chosen` with 'sample', 'here' or 'server'; `backed` where there is a way back."""

    chosen = Signal(str)
    backed = Signal()
    WIDTH = 480

    def __init__(self, with_sample: bool = True, has_way_back: bool = False) -> None:
        super().__init__(
            "first_run",
            N_("How do you want to begin?"),
            N_("You can always choose another way later; nothing is sent anywhere."),
        )
        self.ways = {
            "sample": Way(
                "try_sample",
                "play",
                N_("Try it with sample data"),
                N_("A made-up company with stores, customers and orders. It is gone when you close the program."),
                "1",
            ),
            "here": Way(
                "use_this_pc",
                "laptop",
                N_("Use this computer alone"),
                N_("The database is kept on this computer. For one counter, or to set things up before others join."),
                "2",
            ),
            "server": Way(
                "use_server",
                "connection",
                N_("Connect to a central server"),
                N_("Your company has a PostgreSQL server. Ask your administrator for its name."),
                "3",
            ),
        }
        for name, way in self.ways.items():
            way.clicked.connect(lambda _on=False, one=name: self.chosen.emit(one))
            self.body.addWidget(way)
        self.ways["sample"].setVisible(with_sample)
        self.back_button = Button(N_("Go back"), "back", "plain", key="Esc")
        self.back_button.clicked.connect(self.backed)
        self.verbs.addWidget(self.back_button)
        self.back_button.setVisible(has_way_back)
        self.verbs.addStretch(1)
        self._has_way_back = has_way_back

    def focus_start(self) -> None:
        next(way for way in self.ways.values() if not way.isHidden()).setFocus()

    def back(self) -> None:
        if self._has_way_back:
            self.backed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for way in self.ways.values():
            if event.text() == way.key and not way.isHidden():
                way.click()
                return
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, Way):
                focused.click()
            return
        super().keyPressEvent(event)


class WaitPanel(Panel):
    """Something that takes a moment: what it is, and the step it is at."""

    cancelled = Signal()

    def __init__(self, title: Text, detail: Text = "", may_cancel: bool = False) -> None:
        super().__init__("wait", title, detail)
        self.step = Label(lambda: "", "body", "secondary", elide=True)
        self.body.addWidget(self.step)
        self.cancel_button = Button(N_("Cancel"), "cancel", "plain", key="Esc")
        self.cancel_button.clicked.connect(self.back)
        self._may_cancel = may_cancel
        self.verbs.addStretch(1)
        self.verbs.addWidget(self.cancel_button)
        self.cancel_button.setVisible(may_cancel)

    def lock(self, busy: bool) -> None:
        """Cancelling stays possible."""

    def show_step(self, step: Text) -> None:
        """Say what is being done now."""
        self.step.say(step)

    def back(self) -> None:
        if self._may_cancel:
            self.cancelled.emit()


class FirstAdministratorPanel(Panel):
    """Who keeps this database, and the first store. create(values) runs in the background; `created(values)`."""

    created = Signal(object)
    WIDTH = 640

    def __init__(self, create: Callable[[Mapping[str, Any]], Any]) -> None:
        super().__init__(
            "first_administrator",
            N_("The first administrator"),
            N_("The database is ready. Who will keep it, and which store works here? More of both come later."),
        )
        self._create = create
        self.form = Form(
            [
                Group(
                    N_("Store"),
                    [
                        Field("store_name", N_("Name of the store"), required=True, max_length=80, span=8),
                        Field("store_code", N_("Code"), "code", required=True, max_length=20, span=4),
                    ],
                ),
                Group(
                    N_("Person"),
                    [
                        Field("name", N_("Your name"), required=True, max_length=80, span=6),
                        Field("login", N_("User name"), "code", required=True, max_length=40, span=6),
                        Field("password", N_("Password"), "secret", required=True, span=6),
                        Field("again", N_("Password once more"), "secret", required=True, span=6),
                    ],
                ),
            ]
        )
        self.form.set_values({})
        self.form.propose("store_code", "S1")
        self.form.propose("login", "admin")
        self.form.finished.connect(self.submit)
        self.body.addWidget(self.form)
        self.body.addWidget(
            Label(
                N_("At least 10 characters. Nobody can read it back; keep it where you find it."),
                "label",
                "secondary",
                wrap=True,
            )
        )
        self.submit_button = Button(N_("Create and sign in"), "create_administrator", "primary", key="Enter")
        self.submit_button.clicked.connect(self.submit)
        self.verbs.addWidget(FieldLegend())
        self.verbs.addStretch(1)
        self.verbs.addWidget(self.submit_button)

    def submit(self) -> None:
        """Create the store and the person."""
        if self.busy or not self.form.check():
            return
        values = self.form.values()
        if values["password"] != values["again"]:
            self.form.show_errors({"again": _("The two passwords differ.")})
            return
        self.run(lambda: self._create(values), lambda _done: self.created.emit(values))

    def refused(self, error: BaseException) -> Any:
        return self.form.show_refusal(error) or super().refused(error)
