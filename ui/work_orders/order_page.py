"""One order: where it stands, what comes next, what happened, and everything that belongs to it."""

from collections.abc import Collection
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services import order_cases
from services.payments import Payment
from services.texts import N_
from services.work_orders import NextStep, Order
from ui.kit.cards import Card
from ui.kit.desk import Desk
from ui.kit.draft_store import Draft
from ui.kit.drafts import DraftKeeper
from ui.kit.form import Form
from ui.kit.leaf_stack import LeafOf
from ui.kit.leaf_tabs import LeafTabs
from ui.kit.page import Page
from ui.kit.photos_leaf import PhotosLeaf
from ui.kit.theme import theme
from ui.work_orders import codes as code_lists
from ui.work_orders import history_leaf, order_asks, papers, shipments
from ui.work_orders.codes import Codes
from ui.work_orders.diagnosis_leaf import DiagnosisLeaf
from ui.work_orders.facts_dialog import change_facts
from ui.work_orders.facts_leaf import FactsLeaf
from ui.work_orders.history_leaf import HistoryLeaf
from ui.work_orders.labels import short
from ui.work_orders.order_data import OrderFile, load
from ui.work_orders.order_head import OrderHead
from ui.work_orders.order_leaves import OrderLeaves
from ui.work_orders.order_work import OrderWork
from ui.work_orders.payments_leaf import PaymentsLeaf
from ui.work_orders.quote_leaf import QuoteLeaf
from ui.work_orders.side_cards import SideCards
from ui.work_orders.step_taker import StepTaker
from ui.work_orders.told_leaf import ToldLeaf
from ui.work_orders.trace_card import TraceCard

# Below this width the cards at the right become a leaf.
NARROW = 1240
LEAVES = (
    ("quote", N_("Quote")),
    ("diagnosis", N_("Diagnosis")),
    ("facts", N_("Taken in")),
    ("photos", N_("Photos")),
    ("told", N_("Messages")),
    ("payments", N_("Payments")),
    ("history", N_("Audit")),
    ("cards", short("More")),
)
MENU = (
    ("undo", N_("Take the last step back"), "Ctrl+Shift+Z"),
    ("promise", N_("Promise another time…"), ""),
    ("tell", N_("Tell the customer…"), "Ctrl+Shift+R"),
    ("told", N_("Log a message"), "Ctrl+R"),
    ("send_parcel", N_("A parcel is sent…"), "Ctrl+Shift+T"),
    ("parcels", N_("Its parcels"), ""),
    ("correct", N_("Correct facts…"), ""),
    ("new_visit", N_("Send somebody there"), ""),
    ("new_ticket", N_("New ticket about it"), ""),
    ("new_complaint", N_("Record a complaint about it"), ""),
    ("new_article", N_("Write an article from it"), ""),
    ("new_training", N_("Plan a training"), ""),
    ("print_intake", N_("Print the slip again"), "Ctrl+P"),
    ("print_worksheet", N_("Print the work sheet"), ""),
    ("print_quote", N_("Print the quote"), ""),
    ("print_repair", N_("Print the repair record"), ""),
    ("print_label", N_("Print the label"), "Shift+F9"),
)


class OrderPage(Page):
    """Opened by desk.open_record("work_order", id); `leaf`: which leaf to show first."""

    module = "orders"
    tables = (
        "work_order",
        "work_order_line",
        "quote",
        "payment",
        "attachment",
        "consent",
        "work_order_event",
        "ticket",
        "complaint",
        "message",
    )
    quote = LeafOf[QuoteLeaf]()
    diagnosis = LeafOf[DiagnosisLeaf]()
    facts = LeafOf[FactsLeaf]()
    photos = LeafOf[PhotosLeaf]()
    told = LeafOf[ToldLeaf]()
    payments = LeafOf[PaymentsLeaf]()
    history = LeafOf[HistoryLeaf]()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "work_order", N_("Order"), "device", heading=False)
        self.file: OrderFile | None = None
        self.codes = Codes()
        self._leaf_wanted = ""
        self.keeper: DraftKeeper | None = None
        self.taker = StepTaker(
            self, lambda: self.codes, lambda _order: self.refresh(), lambda _order, leaf: self.show_leaf(leaf)
        )
        self._build()
        self._wire()

    # building

    def _build(self) -> None:
        self.top = OrderHead(MENU)
        self.body.addWidget(self.top)
        self.trace = TraceCard()
        self.middle = Card()
        self.middle.head.setContentsMargins(0, 0, 0, 0)
        self.tabs = LeafTabs(LEAVES)
        self.middle.body.addWidget(self.tabs)
        self.leaves = OrderLeaves(self)
        self.middle.body.addWidget(self.leaves, 1)
        self.side = SideCards(self.desk, lambda kind, record_id: self.desk.open_record(kind, record_id))
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.px(12))
        self._row.addWidget(self.trace, 40)
        self._row.addWidget(self.middle, 58)
        self._row.addWidget(self.side, 25)
        self.body.addLayout(self._row, 1)
        self.work = OrderWork(self)

    def _wire(self) -> None:
        self.top.wanted.connect(self.take)
        self.top.acted.connect(self._act)
        self.top.allowed = self._may
        self.tabs.chosen.connect(self.show_leaf)
        self.trace.noted.connect(self.work.note)
        self.side.clocks.may_log = self.desk.has_role("agent", "manager", "technician")
        self.side.clocks.told.connect(self._log_progress)
        self.trace.trace.chosen.connect(self._correct_time)
        for name, text, keys, act, icon in (
            ("next_step", N_("Next step"), "Ctrl+G", self.top.open_menu, "forward"),
            ("customer", N_("Open the customer"), "Ctrl+J", self.side.customer.go, "customer"),
            ("note", N_("Add a note"), "Ctrl+M", self.trace.note.setFocus, "edit"),
            ("told", N_("Log a message"), "Ctrl+R", lambda: self.show_leaf("told"), "message"),
            ("tell", N_("Tell the customer…"), "Ctrl+Shift+R", self._tell_customer, "send"),
            ("send_parcel", N_("A parcel is sent…"), "Ctrl+Shift+T", lambda: self._act("send_parcel"), "visit"),
            ("undo_step", N_("Take the last step back"), "Ctrl+Shift+Z", self.undo, "undo"),
            ("save", N_("Save the diagnosis"), "Ctrl+S", self._save_diagnosis, "draft"),
            ("print_slip", N_("Print the slip again"), "Ctrl+P", lambda: self._act("print_intake"), "print"),
            ("print_label", N_("Print the label"), "Shift+F9", lambda: self._act("print_label"), "print"),
            ("photos", N_("Add photos"), "Ctrl+Shift+P", self.work.pick_photos, "photo"),
            ("edit_line", N_("Change the line, or what was taken in"), "F2", self._edit_current, "edit"),
            ("paste_photo", N_("Paste a photo"), "Ctrl+Shift+V", self.work.paste_photo, "photo"),
        ):
            self.action(name, text, keys, act, icon)

    # showing

    def shown(self, record_id: Any = None, leaf: str = "", **_how: Any) -> None:
        if record_id is not None:
            self.record_id = record_id
        self._leaf_wanted = leaf

    def refresh(self) -> None:
        db, order_id, codes = self.desk.db, self.record_id, self.codes
        rights = self.desk.rights
        with_money = rights is None or rights.may_see("payment")
        cases = [kind for kind in order_cases.KINDS if rights is None or rights.may_see(kind)]

        def work() -> tuple[OrderFile, Codes]:
            with db.snapshot():
                return load(db, order_id, with_money, cases), codes if codes.lists else code_lists.load(db)

        self.run(work, self._show, self.not_loaded if self.file is None else None, slot="load")

    def _show(self, found: tuple[OrderFile, Codes]) -> None:
        first = self.file is None
        self.file, self.codes = found
        file, order = self.file, self.file.order
        self.set_title(lambda: f"{order.number} {order.device_title}")
        self.top.tell(file, self.desk.now())
        self.trace.tell(file.events, file.photos, self.codes)
        self.side.tell(file)
        self.leaves.tell_made()
        self.tabs.set_offered("payments", file.payments is not None)
        self._tell_counts()
        if first:
            self.show_leaf(self._leaf_wanted or self._usual_leaf(order))
            if self.desk.drafts is not None and self.may_write():
                self.desk.drafts.get(self, self._draft_key, self._draft_found)

    @property
    def _draft_key(self) -> str:
        return f"work_order:{self.record_id}"

    def keep_draft(self, form: Form) -> None:
        """Keep what is typed into the diagnosis from now on."""
        self.keeper = DraftKeeper(
            self, form, self.desk.drafts, self._draft_key, "work_order", self.title, self.messages
        )

    def _draft_found(self, draft: Draft | None) -> None:
        if draft is not None:
            self.show_leaf("diagnosis")
            assert self.keeper is not None
            self.keeper.offer(lambda _found: self.title_changed.emit())

    def _save_diagnosis(self) -> None:
        if "diagnosis" in self.leaves.made():
            self.diagnosis.store()

    def _tell_counts(self) -> None:
        file = self.file
        assert file is not None
        tries = sum(event.axis == "contact" and "message_id" not in event.details for event in file.events)
        for name, count in (
            ("quote", f"v{file.quotes[0].version_no}" if file.quotes else ""),
            ("photos", str(len(file.photos) or "")),
            ("told", str(tries + len(file.messages) or "")),
            ("payments", str(len(file.payments or ()) or "")),
        ):
            self.tabs.show_count(name, count)

    def _usual_leaf(self, order: Order) -> str:
        """What a person most likely came for: quote when the customer is to answer, diagnosis at the bench."""
        if order.work_state in ("assigned", "diagnosing", "testing"):
            return "diagnosis" if self.desk.has_role("technician") else "quote"
        return {"received": "facts", "completed": "told", "failed": "told"}.get(order.work_state, "quote")

    def show_leaf(self, name: str) -> None:
        """Bring a leaf to the front."""
        self.tabs.show_current(name)
        self.leaves.bring_up(name)
        if name == "told":
            self.told.form.jump_to("method")
        elif name == "history":
            self._load_history()

    def _log_progress(self) -> None:
        """The customer is to be told how it stands."""
        self.show_leaf("told")
        self.told.form.propose("about", "progress")

    def _load_history(self) -> None:
        db, order_id = self.desk.db, self.record_id
        with_audit = self.desk.rights is None or self.desk.rights.may_see("audit_entry")
        self.run(lambda: history_leaf.load(db, order_id, with_audit), self.history.tell, slot="history")

    def may_write(self) -> bool:
        """Whether this person writes on this order now."""
        allowed = self.desk.rights is None or self.desk.rights.may_change("work_order", "findings")
        return allowed and self.file is not None and not _is_over(self.file.order)

    def may_change_facts(self) -> bool:
        """Whether this person changes what was taken in, now."""
        allowed = self.desk.rights is None or self.desk.rights.may_change("work_order", "accessories")
        return allowed and self.may_write()

    def _edit_current(self) -> None:
        if self.tabs.current() == "quote":
            line = self.quote.table.current_row()
            if line is not None:
                self.work.edit_line(line)
        elif self.tabs.current() == "facts" and self.may_change_facts():
            change_facts(self)

    def may_price(self) -> bool:
        """Whether this person offers prices."""
        return self.desk.rights is None or self.desk.rights.may_call("quote_offer")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        self.tabs.set_offered("cards", narrow)
        inside = self._row.indexOf(self.side) < 0
        if narrow and not inside:
            self.leaves.leaf("cards").layout().addWidget(self.side)
        elif not narrow and inside:
            self._row.addWidget(self.side, 25)
            if self.tabs.current() == "cards":
                self.show_leaf("quote")

    def focus_start(self) -> None:
        self.top.focus_next()

    def panes(self) -> list[QWidget]:
        return [self.top, self.trace, self.middle, self.side]

    def unsaved(self) -> bool:
        noted = bool(self.trace.note.text().strip())
        return noted or ("diagnosis" in self.leaves.made() and self.diagnosis.form.touched)

    def retranslate(self) -> None:
        if hasattr(self, "trace"):
            self.trace.retranslate()
            if "photos" in self.leaves.made():
                self.photos.retranslate()

    def changed(self, table: str, ids: Collection[Any]) -> None:
        # Children come with their own ids; whose they are is known only by asking.
        if self.file is None:
            return
        mine = {"work_order": (self.record_id,), "message": [one.id for one in self.file.messages]}.get(table)
        if mine is None or not set(mine).isdisjoint(ids):
            self.refresh()

    # steps

    def take(self, step: NextStep) -> None:
        """Take a step: at once, through its dialog, or say all that is lacking."""
        if self.file is not None:
            self.taker.take(self.file.order, step)

    def undo(self) -> None:
        """Take one's own last step back."""
        if self.file is not None:
            self.taker.undo(self.file.order.id)

    def _correct_time(self, entry: Any) -> None:
        """A manager clicked a step: when was it really?"""
        event = next((one for one in self.file.events if one.id == entry.id), None) if self.file else None
        if event is not None and event.axis in ("work", "custody") and self.desk.has_role("manager"):
            order_asks.correct_time(self, event)

    def _may(self, name: str) -> bool:
        file = self.file
        if file is None:
            return False
        if name == "undo":
            return file.undoable is not None
        if name == "correct":
            return self.desk.has_role("manager")
        if name == "tell":
            return self.desk.has_role("agent", "manager", "technician") and file.order.customer_id is not None
        if name == "send_parcel":
            return self.desk.has_role(*shipments.ASKS)
        if name == "promise":
            return self.desk.has_role("agent", "manager") and not _is_over(file.order)
        if name.startswith("new_"):
            return self.desk.rights is None or self.desk.rights.may_add(name.removeprefix("new_"))
        if name.startswith("print_"):
            return self.desk.printing is not None
        return True

    def _tell_customer(self) -> None:
        if self.file is not None and self._may("tell"):
            order_asks.tell_customer(self)

    def _act(self, name: str) -> None:
        if name == "undo":
            self.undo()
        elif name == "promise":
            order_asks.promise(self)
        elif name == "tell":
            self._tell_customer()
        elif name == "told":
            self.show_leaf("told")
        elif name == "consent":
            self.show_leaf("quote")
            self.quote.go_to_consent()
        elif name == "send_parcel" and self.file is not None:
            shipments.ask_to_send(self, self.file.order.id, self.file.order.number)
        elif name == "parcels" and self.file is not None:
            order = self.file.order
            self.desk.open_page("shipments", work_order_id=order.id, work_order_number=order.number)
        elif name == "correct":
            order_asks.correct(self)
        elif name.startswith("new_"):
            self.side.cases.begin(name)
        elif name.startswith("print_") and self.file is not None:
            order = self.file.order
            papers.print_out(self, name.removeprefix("print_"), order.id, order.number, order.store_id)

    def print_receipt(self, payment: Payment) -> None:
        """Print the receipt of a payment."""
        if self.file is not None:
            papers.print_out(self, "receipt", payment.id, payment.receipt_number, self.file.order.store_id)


def _is_over(order: Order) -> bool:
    return order.work_state in ("delivered", "closed", "cancelled")
