"""An order as its customer sees it: how it stands, what is owed, and the trace like a parcel's."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.public_orders import PublicOrder
from services.texts import N_
from ui.kiosk import labels
from ui.kiosk.scrolling import scrolling
from ui.kit.cards import Card, Pairs, Verdict
from ui.kit.progress_steps import ProgressSteps
from ui.kit.theme import theme
from ui.kit.trace import Trace


class OrderView(QWidget):
    """State and facts at the left, the trace at the right; `wipe` leaves nothing of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("order_view")
        self.order: PublicOrder | None = None
        self.verdict = Verdict()
        self.steps = ProgressSteps()
        self.pairs = Pairs()
        self.trace = Trace()
        facts = Card(N_("Your order"))
        facts.body.addWidget(self.pairs)
        facts.body.addStretch(1)
        scroll = scrolling(facts)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        story = Card(N_("What happened"))
        story.body.addWidget(self.trace, 1)
        head = Card()
        head.body.addWidget(self.verdict)
        head.body.addWidget(self.steps)
        below = QHBoxLayout()
        below.setSpacing(theme.px(10))
        below.addWidget(scroll, 5)
        below.addWidget(story, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(head)
        column.addLayout(below, 1)

    def tell(self, order: PublicOrder) -> None:
        """Show an order."""
        self.order = order
        self.verdict.tell(lambda: order.state, labels.state_icon(order), labels.tone_of(order))
        self.steps.tell(labels.stations(order))
        self.pairs.tell(labels.pairs_of(order))
        self.trace.tell([labels.entry_of(step) for step in reversed(order.trace)])

    def wipe(self) -> None:
        """Forget the order: the next one at the screen sees nothing of it."""
        self.order = None
        self.verdict.tell("", "info", "info")
        self.steps.tell([])
        self.pairs.tell([])
        self.trace.tell([])
