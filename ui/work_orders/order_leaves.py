"""The leaves of an order's page: made when they are first looked at, told of the order whenever it is read anew."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.texts import _
from ui.kit.leaf_stack import LeafStack
from ui.kit.photos_leaf import PhotosLeaf
from ui.kit.told import ask_came_back
from ui.work_orders import order_asks
from ui.work_orders.diagnosis_leaf import DiagnosisLeaf
from ui.work_orders.facts_dialog import change_facts
from ui.work_orders.facts_leaf import FactsLeaf
from ui.work_orders.history_leaf import HistoryLeaf
from ui.work_orders.payments_leaf import PaymentsLeaf
from ui.work_orders.quote_leaf import QuoteLeaf
from ui.work_orders.told_leaf import ToldLeaf

if TYPE_CHECKING:
    from ui.work_orders.order_page import OrderPage


class OrderLeaves(LeafStack):
    """Quote, diagnosis, what was taken in, photos, messages, payments, audit, and the cards of a narrow window."""

    def __init__(self, page: "OrderPage") -> None:
        self._page = page
        makers = {
            "quote": self._quote,
            "diagnosis": self._diagnosis,
            "facts": self._facts,
            "photos": self._photos,
            "told": self._told,
            "payments": self._payments,
            "history": lambda: HistoryLeaf(page.desk),
            "cards": _room,
        }
        super().__init__(makers, self._tell_leaf)

    def _quote(self) -> QuoteLeaf:
        leaf, work = QuoteLeaf(self._page.desk), self._page.work
        leaf.add_line.connect(work.add_line)
        leaf.edit_line.connect(work.edit_line)
        leaf.drop_line.connect(work.drop_line)
        leaf.offer.connect(work.offer_quote)
        leaf.approve.connect(work.approve_quote)
        leaf.answered.connect(work.record_consent)
        return leaf

    def _diagnosis(self) -> DiagnosisLeaf:
        page = self._page
        leaf = DiagnosisLeaf(page.desk)
        leaf.save.connect(page.work.save_diagnosis)
        leaf.form.edited.connect(lambda _column: page.title_changed.emit())
        page.keep_draft(leaf.form)
        return leaf

    def _facts(self) -> FactsLeaf:
        leaf = FactsLeaf(self._page.desk)
        leaf.refused.connect(self._page.refused)
        leaf.change.connect(lambda: change_facts(self._page))
        return leaf

    def _photos(self) -> PhotosLeaf:
        leaf, work = PhotosLeaf(), self._page.work
        leaf.wanted.connect(work.pick_photos)
        leaf.dropped.connect(work.add_photos)
        leaf.look.connect(work.look_at)
        leaf.withdraw.connect(work.withdraw)
        leaf.retry.clicked.connect(lambda: work.sender.retry())
        return leaf

    def _told(self) -> ToldLeaf:
        leaf = ToldLeaf(self._page.desk)
        leaf.tried.connect(self._page.work.log_try)
        leaf.came_back.connect(self._ask_came_back)
        leaf.message_wanted.connect(lambda: order_asks.tell_customer(self._page))
        leaf.message_opened.connect(lambda line: self._page.desk.open_record("message", line.id))
        return leaf

    def _ask_came_back(self) -> None:
        page, file = self._page, self._page.file
        if file is not None:
            order, at = file.order, str(page.desk.settings.get("workstation", "") or "")
            ask_came_back(page, "work_order", order.id, order.number, at, page.refresh)

    def _payments(self) -> PaymentsLeaf:
        leaf, page = PaymentsLeaf(self._page.desk), self._page
        leaf.take.connect(lambda: order_asks.take_money(page))
        leaf.refund.connect(lambda: order_asks.refund(page))
        leaf.reverse.connect(lambda one: order_asks.reverse(page, one))
        leaf.receipt.connect(page.print_receipt)
        return leaf

    def _tell_leaf(self, name: str) -> None:
        page, file = self._page, self._page.file
        if file is None:
            return
        may_write, leaf = page.may_write(), self.leaf(name)
        tell: dict[str, Any] = {
            "quote": lambda: leaf.tell(file, page.may_price(), may_write, page.desk.has_role("manager")),
            "diagnosis": lambda: self._tell_diagnosis(leaf, may_write),
            "facts": lambda: leaf.tell(file, page.codes, page.may_change_facts()),
            "photos": lambda: leaf.tell(file.photos, may_write),
            "told": lambda: leaf.tell(
                file.order, file.events, page.desk.has_role("agent", "manager", "technician"), file.messages
            ),
            "payments": lambda: leaf.tell(file.order, file.payments or ()),
        }  # the audit trail is read when its leaf is shown
        if name in tell:
            tell[name]()

    def _tell_diagnosis(self, leaf: DiagnosisLeaf, may_write: bool) -> None:
        file = self._page.file
        assert file is not None
        if leaf.order is None:
            leaf.offer(self._page.codes, file.category)
        leaf.tell(file.order)
        leaf.lock("" if may_write else _("This order is not yours to change now."))


def _room() -> QWidget:
    holder = QWidget()
    room = QVBoxLayout(holder)
    room.setContentsMargins(0, 0, 0, 0)
    return holder
