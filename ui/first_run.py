"""The first start on a computer: three ways to begin, waiting, the first administrator."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from services.texts import N_, _
from ui.gate import Panel
from ui.kit.buttons import Button
from ui.kit.form import Field, FieldLegend, Form, Group
from ui.kit.icons import paint_icon
from ui.kit.theme import theme
from ui.kit.words import Label, Text, say


class Way(QAbstractButton):
    """A large choice: icon, name, what happens then, its key in a cap."""

    def __init__(self, name: str, concept: str, title: Text, detail: Text, key: str) -> None:
        super().__init__()
        self.setObjectName(f"action_{name}")
        self.concept, self.title, self.detail, self.key = concept, title, detail, key
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate()
        theme.changed.connect(self.updateGeometry)

    def retranslate(self) -> None:
        self.setText(say(self.title))
        self.setAccessibleName(say(self.title))
        self.setAccessibleDescription(say(self.detail))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _words_at(self, width: int) -> QRect:
        room = QRect(0, 0, width - theme.px(58 + 44), 10_000)
        return theme.metrics("label").boundingRect(room, int(Qt.TextFlag.TextWordWrap), say(self.detail))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), self.heightForWidth(theme.px(420)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return theme.metrics("card").lineSpacing() + self._words_at(width).height() + theme.px(28)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        pen = theme.px(2) if focused else 1
        open_ = self.isEnabled()
        painter.setPen(QPen(theme.colour("focus" if focused else "input" if open_ else "border"), pen))
        painter.setBrush(theme.colour("hover" if self.underMouse() and open_ else "surface"))
        half = pen / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), theme.px(6), theme.px(6))
        side = theme.px(24)
        icon = QRectF(theme.px(18), (self.height() - side) / 2, side, side)
        paint_icon(painter, self.concept, icon, theme.colour("accent" if open_ else "disabled"))
        x, top = theme.px(58), theme.px(12)
        painter.setFont(theme.font("card"))
        painter.setPen(theme.colour("text" if open_ else "disabled"))
        line = theme.metrics("card").lineSpacing()
        painter.drawText(QRect(x, top, self.width() - x, line), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("secondary" if open_ else "disabled"))
        words = QRect(x, top + line + theme.px(3), self.width() - x - theme.px(44), self.height())
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), say(self.detail))
        self._paint_cap(painter)

    def _paint_cap(self, painter: QPainter) -> None:
        side = theme.px(18)
        cap = QRectF(self.width() - side - theme.px(14), (self.height() - side) / 2, side, side)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("neutral_tint"))
        painter.drawRoundedRect(cap, theme.px(3), theme.px(3))
        painter.setPen(theme.colour("secondary"))
        painter.setFont(theme.font("hint"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.key)


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
                        Field("again", N_("Once more"), "secret", required=True, span=6),
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

    def focus_start(self) -> None:
        self.form.focus_first()

    def lock(self, busy: bool) -> None:
        super().lock(busy)
        self.form.setEnabled(not busy)

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
