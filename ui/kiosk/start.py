"""The kiosk's start page: number and code from the slip, by keyboard, scanner or fingers."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from services.errors import NotSignedIn, ServiceError
from services.texts import N_
from ui.kiosk.keypad import BigButton, Keypad
from ui.kit.background import Background
from ui.kit.cards import Card, IconLine
from ui.kit.form import Field, Form, Group
from ui.kit.page import WaitingBar
from ui.kit.theme import theme
from ui.kit.words import Label


class StartView(QWidget):
    """open_order(number, code) runs in the background; `opened(result)` when number and code go together."""

    opened = Signal(object)
    questions_wanted = Signal()
    products_wanted = Signal()

    def __init__(self, background: Background, open_order: Callable[[str, str], Any]) -> None:
        super().__init__()
        self.setObjectName("page_kiosk_start")
        self._background, self._open = background, open_order
        self._wait = 0
        self._busy = False
        self.form = Form(
            [
                Group(
                    "",
                    [
                        Field("number", N_("Number on the slip"), "code", required=True, span=12, max_length=40),
                        Field("code", N_("Pick-up code"), "secret", required=True, span=12, max_length=12),
                    ],
                )
            ]
        )
        self.form.finished.connect(self.submit)
        self.form.edited.connect(self._scanned_into_code)
        self.problem = IconLine("", "warning", "danger", "bold")
        self.problem.setObjectName("problem")
        self.submit_button = BigButton(N_("Show my order"), "show_order", "primary", icon="search")
        self.submit_button.clicked.connect(self.submit)
        self.questions = BigButton(N_("Questions and answers"), "questions", icon="article")
        self.questions.clicked.connect(self.questions_wanted)
        self.products = BigButton(N_("Our products"), "products", icon="store")
        self.products.clicked.connect(self.products_wanted)
        self.keypad = Keypad(self._focused)
        self.waiting = WaitingBar()
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)
        self._build()
        self.clear()

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.px(12))
        left.addWidget(Label(N_("How does my repair stand?"), "record"))
        words = N_("Type the number and the code from your slip, or hold the bar code of the slip under the scanner.")
        left.addWidget(Label(words, "body", "secondary", wrap=True))
        left.addSpacing(theme.px(6))
        left.addWidget(self.form)
        left.addWidget(self.problem)
        left.addWidget(self.submit_button)
        left.addWidget(self.waiting)
        left.addStretch(1)
        further = QHBoxLayout()
        further.setSpacing(theme.px(12))
        further.addWidget(self.questions, 1)
        further.addWidget(self.products, 1)
        left.addLayout(further)
        right = Card()
        right.body.addWidget(self.keypad)
        right.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        beside = QVBoxLayout()
        beside.addStretch(1)
        beside.addWidget(right)
        beside.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(*[theme.px(n) for n in (40, 20, 40, 24)])
        row.setSpacing(theme.px(36))
        row.addLayout(left, 5)
        row.addLayout(beside, 3)

    def focus_start(self) -> None:
        """Put the focus where typing starts."""
        self.form.jump_to("number")

    def clear(self) -> None:
        """As it is when the next customer comes; a wait that is under way goes on."""
        self.form.set_values({})
        self.form.show_errors({})
        self.keypad.reset()
        if not self._wait:
            self._say("")
        self.focus_start()

    def ask_code(self, number: str) -> None:
        """Ask for another code of a slip that was typed."""
        self.form.set_value("number", number)
        self.form.jump_to("code")

    def submit(self) -> None:
        """Look for the order; the focus goes to what is missing."""
        if self._busy or self._wait:
            return
        number, code = self.form.value("number") or "", self.form.value("code") or ""
        if not number or not code:
            missing = "number" if not number else "code"
            self._say(ServiceError(f"kiosk_{missing}_missing").sentence if number or code else "")
            self.form.jump_to(missing)
            return
        self._set_busy(True)
        self._background.run(self, lambda: self._open(number, code), self._done, self._refused, slot="kiosk_open")

    def _done(self, result: Any) -> None:
        self._set_busy(False)
        self.clear()
        self.opened.emit(result)

    def _refused(self, error: BaseException) -> Any:
        self._set_busy(False)
        if getattr(error, "sentence", None) is None or isinstance(error, NotSignedIn):
            return False
        self.form.set_value("code", None)
        self.form.jump_to("code")
        self._say(error.sentence)  # type: ignore[attr-defined]
        seconds = getattr(error, "values", {}).get("seconds", 0)
        if getattr(error, "code", "") == "kiosk_wait" and seconds:
            self._wait = int(seconds)
            self._tell_wait()
            self._timer.start()
        return True

    def _tick(self) -> None:
        self._wait -= 1
        self._tell_wait()

    def _tell_wait(self) -> None:
        if self._wait > 0:
            seconds = self._wait
            self._say(lambda: ServiceError("kiosk_wait", seconds=seconds).sentence())
        else:
            self._wait = 0
            self._timer.stop()
            self._say("")
        self.submit_button.setEnabled(not self._wait and not self._busy)

    def _say(self, text: Any) -> None:
        self.problem.tell(text)
        self.problem.setVisible(bool(self.problem.label.text()))

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.waiting.set_busy(busy)
        self.submit_button.setEnabled(not busy and not self._wait)
        if busy:
            self._say("")

    def _focused(self) -> QWidget:
        """The field that digits go to: the one with the focus, else the first that is empty."""
        for column in ("number", "code"):
            widget = self.form.editor(column).focus_widget
            if widget.hasFocus():
                return widget
        column = "code" if self.form.value("number") else "number"
        return self.form.editor(column).focus_widget

    def _scanned_into_code(self, column: str) -> None:
        """A gun types into whatever has the focus: a number in the code's field belongs above."""
        if column != "code":
            return
        typed = self.form.value("code") or ""
        if len(typed) >= 11 and typed[:1].upper() in ("W", "N") and "-" in typed:
            self.form.set_value("code", None)
            self.form.set_value("number", typed)
            QTimer.singleShot(0, self, lambda: self.form.jump_to("code"))
