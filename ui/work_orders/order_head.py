"""The top of an order: which one, its three states, what comes next, the nine steps and whose the time was."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout

from services import order_words as words
from services.texts import N_, _
from services.work_orders import NextStep, Order
from ui.kit import formats
from ui.kit.buttons import Button, icon_button
from ui.kit.cards import Card, Share, ShareBar
from ui.kit.chips import ChipLabel
from ui.kit.clocks import clock_chip
from ui.kit.menus import pop_up
from ui.kit.progress_steps import ProgressSteps
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data, plain_tip
from ui.work_orders import labels
from ui.work_orders.order_data import OrderFile, whose_time
from ui.work_orders.step_dialog import DANGER
from ui.work_orders.step_menu import add_steps

SHOWN = 3
STEP_ICONS = {
    "assign": "assigned",
    "take": "assigned",
    "start": "diagnosing",
    "quote": "quote",
    "repair": "repairing",
    "wait_parts": "waiting_parts",
    "test": "testing",
    "no_fault": "testing",
    "complete": "tick",
    "deliver": "delivered",
    "return_unrepaired": "delivered",
    "return_cancelled": "delivered",
    "close": "closed",
    "arrive_back": "back_at_store",
    "send_out": "at_depot",
}


class OrderHead(Card):
    """Signals: wanted(step) for a next step, acted(name) for what else the menu offers."""

    wanted = Signal(object)
    acted = Signal(str)

    def __init__(self, extra: Sequence[tuple[str, str, str]]) -> None:
        """extra: name, source text and key of actions at the end of the menu."""
        super().__init__("")
        self.setObjectName("order_head")
        self._extra = list(extra)
        self._file: OrderFile | None = None
        self.steps: list[NextStep] = []
        self.buttons: list[Button] = []
        self._focus_wanted = False
        self.allowed: Callable[[str], bool] = lambda name: True
        top = QHBoxLayout()
        top.setSpacing(theme.px(10))
        top.addLayout(self._title(), 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.px(4))
        self.more = icon_button("more", N_("All steps"), "all_steps")
        self.more.clicked.connect(lambda: self.open_menu())
        self._buttons.addWidget(self.more)
        top.addLayout(self._buttons)
        self.body.addLayout(top)
        # A line of their own: beside the buttons four chips made the window wider than the screen.
        self.body.addLayout(self._chips())
        self.add_line()
        bottom = QHBoxLayout()
        bottom.setSpacing(theme.px(16))
        self.progress = ProgressSteps()
        bottom.addWidget(self.progress, 68)
        bottom.addLayout(self._clock(), 32)
        self.body.addLayout(bottom)

    def _title(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        self.number = Label("", "record")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = icon_button("copy", N_("Copy the number"), "copy_number")
        self.copy.kind = "link"
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.number.text()))
        self.device = Label("", "card", elide=True)
        self.device.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.serial = Label("", "label", "secondary", elide=True)
        for widget in (self.number, self.copy, self.device):
            line.addWidget(widget)
        line.addWidget(self.serial, 1)
        return line

    def _chips(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        self.work, self.money, self.custody = ChipLabel(), ChipLabel(), ChipLabel()
        self.shelf = icon_button("edit", N_("Change the shelf place"), "change_shelf", self)
        self.shelf.kind = "link"
        self.shelf.clicked.connect(self._change_shelf)
        for name, chip in (
            (N_("Work"), self.work),
            (N_("Money"), self.money),
            (labels.short("Custody"), self.custody),
        ):
            line.addWidget(Label(name, "label", "secondary"))
            line.addWidget(chip)
            if chip is self.custody:
                line.addWidget(self.shelf)
            line.addSpacing(theme.px(6))
        self.clock = ChipLabel()
        line.addWidget(self.clock)
        self.kind = Label("", "label", "secondary", elide=True)
        line.addWidget(self.kind, 1)
        return line

    def _clock(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(5))
        line = QHBoxLayout()
        self.promised = Label("", "label")
        self.total = Label("", "label")
        self.promise = icon_button("edit", N_("Promise another time"), "change_promise", self)
        self.promise.kind = "link"
        self.promise.clicked.connect(lambda: self.acted.emit("promise"))
        line.addWidget(self.promised)
        line.addWidget(self.promise)
        line.addStretch(1)
        line.addWidget(self.total)
        self.bar = ShareBar()
        column.addLayout(line)
        column.addWidget(self.bar)
        return column

    def tell(self, file: OrderFile, now: datetime) -> None:
        """Show an order as it is now."""
        self._file = file
        order = file.order
        self.number.say(data(order.number))
        colour = f" · {order.colour}" if order.colour else ""
        self.device.say(data(f"{order.device_title}{colour}"))
        self.serial.say(data(order.serial_no))
        self.work.show_chip(labels.work_chip(order.work_state))
        amount = formats.money(order.paid) if order.money_state in ("prepaid", "part_paid") else ""
        self.money.show_chip(labels.money_chip(order.money_state, amount))
        self.custody.show_chip(labels.custody_chip(order.custody_state, order.shelf))
        self.clock.show_chip(clock_chip(next(iter(file.clocks), None), now, with_target=True))
        self.kind.say(lambda: _kind_line(order))
        reached = frozenset(e.to_state for e in file.events if e.axis == "work" and e.to_state)
        self.progress.tell(labels.steps(order.work_state, reached))
        self._tell_clock(file, now)
        self.promise.setVisible(self.allowed("promise"))
        self.show_steps(file.steps)

    def _tell_clock(self, file: OrderFile, now: datetime) -> None:
        order = file.order
        until = order.delivered_at or now
        ours, theirs, parts = whose_time(file.events, until)
        late = order.promised_at is not None and order.promised_at < until and order.ready_at is None

        def promised() -> str:
            if order.delivered_at is not None:
                return _("Handed over {at}").format(at=formats.inside(order.delivered_at, now))
            if order.promised_at is None:
                return ""
            minutes = (order.promised_at - now).total_seconds() / 60
            left = formats.duration(abs(minutes))
            text = _("Promised {at}, {left} late") if late else _("Promised {at}, in {left}")
            if order.ready_at is not None:
                text = _("Promised {at}")
            return text.format(at=formats.inside(order.promised_at, now), left=left)

        self.promised.say(promised)
        self.promised.set_tone("danger" if late else "")
        for widget in (self.total, self.bar):
            widget.setToolTip(_("Elapsed time by the clock: nights and days off count too."))
        self.total.say(lambda: _("Elapsed {time}").format(time=formats.duration(ours + theirs + parts)))
        self.bar.tell(
            [
                Share(lambda: _("ours {time}").format(time=formats.duration(ours)), ours),
                Share(lambda: _("customer {time}").format(time=formats.duration(theirs)), theirs, 1),
                Share(lambda: _("parts {time}").format(time=formats.duration(parts)), parts, 4),
            ]
        )

    def show_steps(self, steps: Sequence[NextStep]) -> None:
        """The likeliest steps as buttons, the first one primary; the others in the menu."""
        self.steps = list(steps)
        self.shelf.setVisible(any(step.action == "move_shelf" for step in steps))
        focused = self.window().focusWidget()
        follow = focused in self.buttons or (self._focus_wanted and focused is self.more)
        for button in self.buttons:
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        inline = [step for step in self.steps if step.action not in DANGER]
        if inline and any(lack.field == "consent" for lack in inline[0].blocked):
            # The likeliest step waits for the customer's answer: that is what comes next.
            self._add_button(N_("Record consent"), "consent", "tick", lambda: self.acted.emit("consent"))
        for step in inline[: SHOWN - len(self.buttons)]:
            icon = STEP_ICONS.get(step.action, "")
            button = self._add_button(
                _step_text(step), f"step_{step.action}", icon, lambda one=step: self.wanted.emit(one)
            )
            button.setToolTip(plain_tip(" ".join(lack.sentence() for lack in step.blocked)))
        if follow:
            self.focus_next()

    def focus_next(self) -> None:
        """Where work goes on: at the next step, which comes a moment after the page."""
        self._focus_wanted = self._file is None
        (self.buttons[0] if self.buttons else self.more).setFocus(Qt.FocusReason.OtherFocusReason)

    def _change_shelf(self) -> None:
        self.wanted.emit(next(step for step in self.steps if step.action == "move_shelf"))

    def _add_button(self, text: Text, name: str, icon: str, act: Callable[[], object]) -> Button:
        first = not self.buttons
        button = Button(text, name, "primary" if first else "plain", "Ctrl+G" if first else "", icon, self)
        button.clicked.connect(lambda _on=False: act())
        # The primary one stands at the right end, before the menu.
        self._buttons.insertWidget(0, button)
        button.show()  # the layout would do it a moment later: too late for the focus
        self.buttons.append(button)
        return button

    def menu(self) -> QMenu:
        """Every step with a digit, then what else can be done."""
        menu = QMenu(self)
        menu.setObjectName("menu_steps")
        add_steps(menu, self.steps, self.wanted.emit)
        menu.addSeparator()
        for name, text, key in self._extra:
            if self.allowed(name):
                action = QAction(f"{_(text)}\t{key}" if key else _(text), menu)
                action.setObjectName(f"action_{name}")
                action.triggered.connect(lambda _on=False, one=name: self.acted.emit(one))
                menu.addAction(action)
        return menu

    def open_menu(self) -> QMenu:
        """Ctrl+G: the menu, its digits at the fingers."""
        menu = self.menu()
        pop_up(menu, self.more.mapToGlobal(QPoint(0, self.more.height())))
        return menu


def _step_text(step: NextStep) -> Callable[[], str]:
    return lambda: words.action_word(step.axis, step.action)


def _kind_line(order: Order) -> str:
    parts = [
        words.word(words.KINDS, order.kind),
        words.word(words.SALE_STAGES, order.sale_stage),
        words.word(words.WISHES, order.wish) if order.wish != "repair" else "",
        words.word(words.PRIORITIES, order.priority) if order.priority != "normal" else "",
        _("rework of {number}").format(number=order.rework_number) if order.rework_number else "",
        words.word(words.OUTCOMES, order.outcome) if order.outcome else "",
    ]
    return " · ".join(part for part in parts if part)
