"""What was taken in: the customer's words, items, condition, answers, and the unlock code."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from services import order_words as words
from services import unlock_codes
from services.punctuation import listed
from services.texts import N_, _
from services.work_orders import Order
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Pairs, heading
from ui.kit.desk import Desk
from ui.kit.theme import theme
from ui.kit.words import Label, data, named
from ui.work_orders.codes import Codes
from ui.work_orders.labels import coded, short
from ui.work_orders.order_data import OrderFile
from ui.work_orders.sketch import Sketch

REVEALED_MS = 10_000
QUESTIONS = {"liquid": N_("Liquid got in"), "dropped": short("Fell"), "opened_before": N_("Opened before")}
ANSWERS = {"yes": N_("Yes"), "no": N_("No"), "unknown": N_("Unknown")}


class FactsLeaf(QScrollArea):
    """The order as it was opened. The unlock code is shown for ten seconds, which is logged."""

    refused = Signal(object)
    change = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._order: Order | None = None
        self._code = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(4), 0)
        column.setSpacing(theme.px(8))
        self.edit = Button(N_("Change"), "change_facts", "link", "F2")
        self.edit.clicked.connect(self.change)
        head = QHBoxLayout()
        head.addWidget(heading(N_("In the customer's words")), 1)
        head.addWidget(self.edit)
        column.addLayout(head)
        self.problem = Label("", wrap=True)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.problem)
        self.facts = Pairs()
        column.addWidget(self.facts)
        column.addWidget(heading(short("Condition")))
        self.sketch = Sketch()
        self.sketch.locked = "read"
        self.sketch.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sketch.setFixedHeight(theme.px(120))
        column.addWidget(self.sketch)
        self.marks = Label("", "label", wrap=True)
        column.addWidget(self.marks)
        self.code_button = Button(N_("Show the unlock code"), "reveal_code", icon="secret")
        self.code_button.clicked.connect(self.reveal)
        self.code = Label("", "verdict")
        column.addWidget(self.code_button)
        column.addWidget(self.code)
        column.addStretch(1)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._timer = QTimer(self, singleShot=True, interval=REVEALED_MS)
        self._timer.timeout.connect(self._cover)

    def tell(self, file: OrderFile, codes: Codes, may_change: bool) -> None:
        """Show what was taken in; may_change: whether this person may change accessories and the like."""
        self.edit.setVisible(may_change)
        order = self._order = file.order
        self.problem.say(data(order.problem))
        self.facts.tell(_facts(order, codes, file.events[0].by_name if file.events else order.created_by))
        self.sketch.kind = order.sketch
        self.sketch.marks = [dict(mark) for mark in order.marks]
        self.sketch.update()
        self.sketch.setVisible(bool(order.marks))
        lines = [f"{mark['number']}  {mark.get('text') or ''}" for mark in order.marks]
        self.marks.say(lambda: "\n".join([*lines, order.condition_note]).strip() or _("Nothing was noted."))
        self.code_button.setVisible(order.unlock_code_kept and self._desk.has_role("technician", "manager"))
        self._cover()

    def reveal(self) -> None:
        """Ask for the code; the look is logged before it is shown."""
        if self._order is None:
            return
        db, order_id = self._desk.db, self._order.id
        self._desk.background.run(
            self, lambda: unlock_codes.reveal(db, order_id), self._revealed, self._not_revealed, slot="code"
        )

    def _not_revealed(self, error: BaseException) -> bool:
        if getattr(error, "sentence", None) is None:
            return False
        self.refused.emit(error)
        return True

    def _revealed(self, found: unlock_codes.Code | None) -> None:
        text = found.code if found is not None else _("There is none any more.")
        self.code.say(data(text))
        self.code.show()
        self._timer.start()

    def _cover(self) -> None:
        self.code.say("")
        self.code.hide()


def _facts(order: Order, codes: Codes, by: str) -> list[tuple[Any, Any]]:
    rows: list[tuple[Any, Any]] = []

    def add(name: Any, value: Callable[[], str]) -> None:
        if value():
            rows.append((name, value))

    add(short("Symptom"), lambda: codes.titles("symptom", order.symptoms))
    add(
        short("Accessories"),
        lambda: listed([codes.titles("accessory", order.accessories), order.accessories_note]),
    )
    for code, name in QUESTIONS.items():
        if code in order.answers:
            rows.append((name, coded(ANSWERS, order.answers[code])))
    if order.backup_choice:
        rows.append((N_("Data backup"), coded(words.BACKUP_CHOICES, order.backup_choice)))
    if order.erase_allowed is not None:
        rows.append((N_("Data may be erased"), coded(ANSWERS, "yes" if order.erase_allowed else "no")))
    if order.old_parts:
        rows.append((N_("Old parts"), coded(words.OLD_PARTS, order.old_parts)))
    add(N_("Loan unit"), lambda: order.loan_unit)
    add(N_("Instructions to the technician"), lambda: order.instructions)
    if order.estimate is not None:
        rows.append((short("Estimate"), lambda: formats.money(order.estimate)))
    if order.inspection_fee is not None:
        rows.append((N_("Inspection fee"), lambda: formats.money(order.inspection_fee)))
    rows.append((N_("Taken in"), lambda: f"{formats.moment(order.opened_at)} · {by}"))
    if order.technician_name:
        rows.append((N_("Technician"), data(order.technician_name)))
    if order.handling_store_name:
        rows.append((N_("Handled by"), named(order.handling_store_name, order.handling_store_name_en)))
    if order.pickup_code and order.work_state not in ("delivered", "closed"):
        rows.append((N_("Pick-up code"), data(order.pickup_code)))
    return rows
