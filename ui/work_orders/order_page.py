"""One order: where it stands, what comes next, what happened, and everything that belongs to it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from services import attachments, order_lines, quotes, work_orders
from services import order_words as words
from services.attachments import Attachment
from services.errors import Conflict
from services.ids import new_id
from services.order_errors import Incomplete
from services.order_lines import Line
from services.payments import Payment
from services.quotes import Quote
from services.texts import N_, _
from services.work_orders import NextStep, Order
from ui.kit.cards import Card
from ui.kit.desk import Desk
from ui.kit.dialogs import CONFLICT_HEADLINE, show_conflict
from ui.kit.leaf_tabs import LeafTabs
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.work_orders import codes as code_lists
from ui.work_orders import order_asks, photos
from ui.work_orders.codes import Codes
from ui.work_orders.diagnosis_leaf import DiagnosisLeaf
from ui.work_orders.facts_leaf import FactsLeaf
from ui.work_orders.labels import short
from ui.work_orders.line_dialog import LineDialog
from ui.work_orders.order_data import OrderFile, load
from ui.work_orders.order_head import HAND_OVER, OrderHead
from ui.work_orders.payments_leaf import PaymentsLeaf
from ui.work_orders.photo_dialog import PhotoDialog
from ui.work_orders.photos import Photo, PhotoSender
from ui.work_orders.photos_leaf import PhotosLeaf, PictureDialog
from ui.work_orders.quote_leaf import QuoteLeaf
from ui.work_orders.side_cards import SideCards
from ui.work_orders.step_dialog import ask_for, asks_something, load_choices
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
    ("cards", short("More")),
)
# Where what a step lacks is supplied.
SUPPLIED = {
    "quote": "quote",
    "consent": "quote",
    "lines": "quote",
    "payment": "payments",
    "fault_code": "diagnosis",
    "cause_code": "diagnosis",
    "remedy_code": "diagnosis",
    "test_passed": "diagnosis",
    "told_at": "told",
}
MENU = (
    ("undo", N_("Take the last step back"), "Ctrl+Shift+Z"),
    ("promise", N_("Promise another time…"), ""),
    ("told", N_("Log a message"), "Ctrl+R"),
    ("correct", N_("Correct facts…"), ""),
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
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "work_order", N_("Order"), "device", heading=False)
        self.file: OrderFile | None = None
        self.codes = Codes()
        self._choices: Any = None
        self._leaf_wanted = ""
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
        self.stack = QStackedWidget()
        self.middle.body.addWidget(self.stack, 1)
        self.quote = QuoteLeaf(self.desk)
        self.diagnosis = DiagnosisLeaf(self.desk)
        self.facts = FactsLeaf(self.desk)
        self.photos = PhotosLeaf()
        self.told = ToldLeaf(self.desk)
        self.payments = PaymentsLeaf(self.desk)
        self.cards_leaf = QWidget()
        self._cards_room = QVBoxLayout(self.cards_leaf)
        self._cards_room.setContentsMargins(0, 0, 0, 0)
        self.leaves: dict[str, QWidget] = {
            "quote": self.quote,
            "diagnosis": self.diagnosis,
            "facts": self.facts,
            "photos": self.photos,
            "told": self.told,
            "payments": self.payments,
            "cards": self.cards_leaf,
        }
        for leaf in self.leaves.values():
            self.stack.addWidget(leaf)
        self.side = SideCards(self.desk, lambda kind, record_id: self.desk.open_record(kind, record_id))
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.px(12))
        self._row.addWidget(self.trace, 40)
        self._row.addWidget(self.middle, 58)
        self._row.addWidget(self.side, 25)
        self.body.addLayout(self._row, 1)
        self.sender = PhotoSender(self.desk.background, self._send_photo, self)

    def _wire(self) -> None:
        self.top.wanted.connect(self.take)
        self.top.acted.connect(self._act)
        self.top.allowed = self._may
        self.tabs.chosen.connect(self.show_leaf)
        self.trace.noted.connect(self._note)
        self.diagnosis.save.connect(self._save_plain)
        self.diagnosis.form.edited.connect(lambda _column: self.title_changed.emit())
        self.facts.refused.connect(self.refused)
        for signal, act in (
            (self.quote.add_line, self.add_line),
            (self.quote.edit_line, self.edit_line),
            (self.quote.drop_line, self.drop_line),
            (self.quote.offer, self.offer_quote),
            (self.quote.approve, self.approve_quote),
            (self.quote.answered, self.record_consent),
            (self.photos.wanted, self.pick_photos),
            (self.photos.dropped, self.add_photos),
            (self.photos.look, self.look_at),
            (self.photos.withdraw, self.withdraw),
            (self.photos.retry.clicked, lambda: self.sender.retry()),
            (self.told.tried, self._log_try),
            (self.payments.take, lambda: order_asks.take_money(self)),
            (self.payments.refund, lambda: order_asks.refund(self)),
            (self.payments.reverse, lambda one: order_asks.reverse(self, one)),
            (self.payments.receipt, self.print_receipt),
        ):
            signal.connect(act)
        self.sender.progress.connect(lambda done, total: self.photos.tell_progress(done, total))
        self.sender.finished.connect(self._photos_sent)
        for name, text, keys, act, icon in (
            ("next_step", N_("Next step"), "Ctrl+G", self.top.open_menu, "forward"),
            ("customer", N_("Open the customer"), "Ctrl+J", self.side.customer.go, "customer"),
            ("note", N_("Add a note"), "Ctrl+M", self.trace.note.setFocus, "edit"),
            ("told", N_("Log a message"), "Ctrl+R", lambda: self.show_leaf("told"), "message"),
            ("undo_step", N_("Take the last step back"), "Ctrl+Shift+Z", self.undo, "undo"),
            ("save", N_("Save the diagnosis"), "Ctrl+S", self.diagnosis.store, "draft"),
            ("print_slip", N_("Print the slip again"), "Ctrl+P", lambda: self._act("print_intake"), "print"),
            ("print_label", N_("Print the label"), "Shift+F9", lambda: self._act("print_label"), "print"),
            ("photos", N_("Add photos"), "Ctrl+Shift+P", self.pick_photos, "photo"),
            ("edit_line", N_("Change the line"), "F2", self._edit_current, "edit"),
            ("paste_photo", N_("Paste a photo"), "Ctrl+Shift+V", self.paste_photo, "photo"),
        ):
            self.action(name, text, keys, act, icon)

    # showing

    def shown(self, record_id: Any = None, leaf: str = "", **_how: Any) -> None:
        if record_id is not None:
            self.record_id = record_id
        self._leaf_wanted = leaf

    def refresh(self) -> None:
        db, order_id, codes = self.desk.db, self.record_id, self.codes
        with_money = self.desk.rights is None or self.desk.rights.may_see("payment")

        def work() -> tuple[OrderFile, Codes]:
            return load(db, order_id, with_money), codes if codes.lists else code_lists.load(db)

        self.run(work, self._show, slot="load")

    def _show(self, found: tuple[OrderFile, Codes]) -> None:
        first = self.file is None
        self.file, self.codes = found
        file, order = self.file, self.file.order
        if first:
            self.diagnosis.offer(self.codes, file.category)
        self.set_title(lambda: f"{order.number} {order.device_title}")
        self.top.tell(file, self.desk.now())
        self.trace.tell(file.events, file.photos, self.codes)
        self.side.tell(file)
        may_write = self._may_write()
        self.quote.tell(file, self._may_price(), may_write, self.desk.has_role("manager"))
        self.diagnosis.tell(order)
        self.diagnosis.lock("" if may_write and not _is_over(order) else _("This order is not yours to change now."))
        self.facts.tell(file, self.codes)
        self.photos.tell(file.photos, may_write and not _is_over(order))
        self.told.tell(order, file.events, self.desk.has_role("agent", "manager", "technician"))
        self.tabs.set_offered("payments", file.payments is not None)
        if file.payments is not None:
            self.payments.tell(order, file.payments)
        self._tell_counts()
        if first:
            self.show_leaf(self._leaf_wanted or self._usual_leaf(order))

    def _tell_counts(self) -> None:
        file = self.file
        assert file is not None
        tries = sum(event.axis == "contact" for event in file.events)
        for name, count in (
            ("quote", f"v{file.quotes[0].version_no}" if file.quotes else ""),
            ("photos", str(len(file.photos) or "")),
            ("told", str(tries or "")),
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
        self.stack.setCurrentWidget(self.leaves[name])
        if name == "told":
            self.told.form.jump_to("method")

    def _may_write(self) -> bool:
        return self.desk.rights is None or self.desk.rights.may_change("work_order", "findings")

    def _may_price(self) -> bool:
        return self.desk.rights is None or self.desk.rights.may_call("quote_offer")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        self.tabs.set_offered("cards", narrow)
        inside = self._cards_room.indexOf(self.side) >= 0
        if narrow and not inside:
            self._cards_room.addWidget(self.side)
        elif not narrow and inside:
            self._row.addWidget(self.side, 25)
            if self.tabs.current() == "cards":
                self.show_leaf("quote")

    def focus_start(self) -> None:
        (self.top.buttons[0] if self.top.buttons else self.top.more).setFocus()

    def panes(self) -> list[QWidget]:
        return [self.top, self.trace, self.middle, self.side]

    def unsaved(self) -> bool:
        return self.diagnosis.form.touched

    def retranslate(self) -> None:
        if hasattr(self, "trace"):
            self.trace.retranslate()
            self.photos.retranslate()

    def changed(self, table: str, ids: Collection[Any]) -> None:
        # Children come with their own ids; whose they are is known only by asking.
        if self.file is not None and (table != "work_order" or self.record_id in ids):
            self.refresh()

    # steps

    def take(self, step: NextStep) -> None:
        """Take a step: at once, through its dialog, or say all that is lacking."""
        if self.file is None:
            return
        if step.action in HAND_OVER:
            self.desk.open_page("hand_over", order_id=self.record_id)
            return
        if step.blocked:
            self.say_lacking(step)
            return
        if asks_something(step):
            self._ask(step)
        else:
            self.move(step, {})

    def say_lacking(self, step: NextStep) -> None:
        """Everything a step lacks in one banner, with the way to the first of it."""
        lacks = step.blocked
        leaf = next((SUPPLIED[lack.field] for lack in lacks if lack.field in SUPPLIED), "")
        self.messages.show(
            "warning",
            lambda: _("{step}: not possible yet").format(step=words.action_word(step.axis, step.action)),
            lambda: " ".join(lack.sentence() for lack in lacks),
            N_("Go there") if leaf else "",
            (lambda: self._go_to(leaf)) if leaf else None,
            key="lacking",
        )

    def _go_to(self, leaf: str) -> None:
        self.messages.clear("lacking")
        self.show_leaf(leaf)

    def _ask(self, step: NextStep) -> None:
        assert self.file is not None
        db, order, codes = self.desk.db, self.file.order, self.codes

        def opened(choices: Any) -> None:
            ask_for(
                self, self.desk.background, step, order, choices,
                lambda values, done, refused: self.move(step, values, done, refused),
            )  # fmt: skip

        self.run(lambda: load_choices(db, order, codes), opened, slot="choices")

    def move(
        self,
        step: NextStep,
        values: Mapping[str, Any],
        done: Callable[[], None] | None = None,
        refused: Callable[[BaseException], Any] | None = None,
    ) -> None:
        """Take a step with what it asks for, then show the order as it is now."""
        assert self.file is not None
        db, before = self.desk.db, work_orders.seen(self.file.order)
        payload = {**values, "workstation": self.workstation}
        request = new_id()

        def moved(_result: Any) -> None:
            self.messages.clear("lacking")
            if done is not None:
                done()
            self.refresh()
            self.desk.messages.toast(lambda: words.event_word(step.axis, step.action), lambda: self.undo())

        self.run(
            lambda: work_orders.move(db, before, step.action, payload, request=request, axis=step.axis),
            moved,
            lambda error: self._not_moved(error, refused),
            slot="move",
        )

    def _not_moved(self, error: BaseException, refused: Callable[[BaseException], Any] | None) -> Any:
        if isinstance(error, Conflict):
            self.say_conflict(error)
            return True
        if refused is not None:
            return refused(error)
        if isinstance(error, Incomplete):
            self.messages.show("warning", error.sentence, key="lacking")
            return True
        self.refresh()
        return self.refused(error)

    def say_conflict(self, conflict: Conflict) -> None:
        """Somebody moved the order meanwhile: both versions of its states, and the order as it is now."""

        def detail() -> str:
            tables = {
                "work_state": words.WORK_STATES,
                "money_state": words.MONEY_STATES,
                "custody_state": words.CUSTODY_STATES,
            }
            pairs = [
                _("{before} became {now}").format(
                    before=words.word(tables[name], conflict.base[name]), now=words.word(tables[name], now)
                )
                for name, now in conflict.theirs.items()
                if name in tables
            ]
            return "；".join([*pairs, _("Saved by {name}").format(name=conflict.by)])

        self.messages.show(
            "warning", CONFLICT_HEADLINE, detail, N_("Reload"), self._reload_after_conflict, key="conflict"
        )

    def _reload_after_conflict(self) -> None:
        self.messages.clear("conflict")
        self.refresh()

    def undo(self) -> None:
        """Take one's own last step back."""
        if self.file is None:
            return
        db, before, place = self.desk.db, work_orders.seen(self.file.order), self.workstation
        request = new_id()
        self.run(
            lambda: work_orders.undo(db, before, request=request, workstation=place), lambda _moved: self.refresh()
        )

    @property
    def workstation(self) -> str:
        """This place's name, for the trace."""
        return str(self.desk.settings.get("workstation", "") or "")

    def _may(self, name: str) -> bool:
        file = self.file
        if file is None:
            return False
        if name == "undo":
            return file.undoable is not None
        if name == "correct":
            return self.desk.has_role("manager")
        if name == "promise":
            return self.desk.has_role("agent", "manager") and not _is_over(file.order)
        if name.startswith("print_"):
            return self.desk.printing is not None
        return True

    def _act(self, name: str) -> None:
        if name == "undo":
            self.undo()
        elif name == "promise":
            order_asks.promise(self)
        elif name == "told":
            self.show_leaf("told")
        elif name == "consent":
            self.show_leaf("quote")
            self.quote.go_to_consent()
        elif name == "correct":
            order_asks.correct(self)

    # what does not move the order

    def write(
        self,
        work: Callable[[], Any],
        done: Callable[[], Any] | None = None,
        refused: Callable[[BaseException], Any] | None = None,
    ) -> None:
        """Write in the background, then show the order as it is now."""

        def written(_result: Any) -> None:
            if done is not None:
                done()
            self.refresh()

        self.run(work, written, refused)

    def _note(self, text: str, public: bool) -> None:
        db, order_id, place, request = self.desk.db, self.record_id, self.workstation, new_id()
        self.write(
            lambda: work_orders.note(db, order_id, text, request=request, public=public, workstation=place),
            self.trace.note_done,
        )

    def _log_try(self, reached: bool, values: Mapping[str, Any]) -> None:
        db, order_id, place, request = self.desk.db, self.record_id, self.workstation, new_id()
        self.write(
            lambda: work_orders.told(
                db, order_id, reached, values["method"], request=request, about=values["about"],
                comment=values.get("comment") or "", workstation=place,
            ),
            self.told.propose,
        )  # fmt: skip

    def _save_plain(self, values: Mapping[str, Any], version: int | None = None) -> None:
        """Save columns of the diagnosis; where somebody changed the same ones, ask field by field."""
        if self.file is None:
            return
        db, before, request = self.desk.db, self.file.order, new_id()
        if version is not None:
            before = replace(before, version=version)

        def refused(error: BaseException) -> Any:
            if isinstance(error, Conflict):
                show_conflict(self, self.diagnosis.form, error, lambda: self._again(error))
                return True
            return self.diagnosis.form.show_refusal(error) or self.refused(error)

        self.write(lambda: work_orders.change(db, before, values, request), self._diagnosis_saved, refused)

    def _again(self, conflict: Conflict) -> None:
        assert self.file is not None
        known = {name: value for name, value in conflict.theirs.items() if hasattr(self.file.order, name)}
        order = replace(self.file.order, version=conflict.version, **known)
        self.file = replace(self.file, order=order)
        self.diagnosis.order = order
        self.diagnosis.store()

    def _diagnosis_saved(self) -> None:
        self.diagnosis.saved()
        self.title_changed.emit()

    # lines, quote, consent

    def add_line(self) -> None:
        """Ask for a new line."""
        assert self.file is not None
        db, order_id, model = self.desk.db, self.record_id, self.file.order.product_model_id
        line_id, request = new_id(), new_id()

        def save(values: Mapping[str, Any], done: Callable[[], None], refused: Any) -> None:
            self.write(lambda: order_lines.add(db, line_id, order_id, values, request), done, refused)

        LineDialog(self, self.desk, model, None, save).open()

    def edit_line(self, line: Line) -> None:
        """Ask for changes of a line."""
        assert self.file is not None
        if not self._may_write() or _is_over(self.file.order):
            return
        db, request = self.desk.db, new_id()

        def save(values: Mapping[str, Any], done: Callable[[], None], refused: Any) -> None:
            self.write(lambda: order_lines.change(db, line, values, request), done, refused)

        LineDialog(self, self.desk, self.file.order.product_model_id, line, save).open()

    def _edit_current(self) -> None:
        line = self.quote.table.current_row()
        if line is not None and self.tabs.current() == "quote":
            self.edit_line(line)

    def drop_line(self, line: Line) -> None:
        """Take a line out; it stays in the record as dropped."""
        db, request = self.desk.db, new_id()
        self.write(lambda: order_lines.change(db, line, {"state": "dropped"}, request))

    def offer_quote(self) -> None:
        """Make the next version of the quote from the lines as they stand."""
        db, order_id, place = self.desk.db, self.record_id, self.workstation
        quote_id, request, today = new_id(), new_id(), self.desk.now().date()

        def work() -> int:
            until = quotes.usual_validity(db, today)
            return quotes.offer(db, quote_id, order_id, request=request, valid_until=until, workstation=place)

        self.write(work)

    def approve_quote(self, quote: Quote) -> None:
        """A manager approves a quote above the company's limit."""
        db, request = self.desk.db, new_id()
        self.write(lambda: quotes.approve(db, quote.id, request=request))

    def record_consent(self, answer: str, values: Mapping[str, Any]) -> None:
        """Keep what the customer said to the price."""
        assert self.file is not None
        db, order_id, place = self.desk.db, self.record_id, self.workstation
        quote, masked = self.file.open_quote, self.file.order.phone_masked
        consent_id, request = new_id(), new_id()
        amount: Decimal = values["amount"]
        how = values["how"]

        def work() -> None:
            quotes.record_consent(
                db, consent_id, order_id, answer, values["who"], how, request=request,
                quote_id=quote.id if quote is not None else None, amount=amount,
                contact_masked=masked if how in ("phone", "sms", "wechat") else "",
                comment=values.get("comment") or "", workstation=place,
            )  # fmt: skip

        self.write(work, self.quote.answer_saved, lambda e: self.quote.form.show_refusal(e) or self.refused(e))

    # photos

    def _send_photo(self, order_id: Any, photo: Photo) -> None:
        attachments.add(
            self.desk.db, photo.id, order_id, photo.kind, photo.data, request=photo.request, name=photo.name,
            thumbnail=photo.thumbnail,
        )  # fmt: skip

    def pick_photos(self) -> None:
        """Choose photos and send them."""
        held: list[Photo] = []
        dialog = PhotoDialog(self, held, self.desk.background)
        dialog.accepted.connect(lambda: self.add_photos(held))
        dialog.rejected.connect(lambda: self.add_photos(held))
        dialog.open()

    def paste_photo(self) -> None:
        """Send the picture in the clipboard."""
        self.add_photos(photos.from_mime(QGuiApplication.clipboard().mimeData()))

    def add_photos(self, found: list[Photo]) -> None:
        """Send photos, each in a transaction of its own."""
        if not found or self.file is None:
            return
        kind = "photo_in" if self.file.order.work_state == "received" else "photo_work"
        for photo in found:
            photo.kind = kind
        self.photos.tell_progress(0, len(found))
        self.sender.add(self.record_id, found)

    def _photos_sent(self, failed: int) -> None:
        self.photos.tell_progress(1, 1, failed)
        self.refresh()

    def look_at(self, one: Attachment) -> None:
        """Show a photo as large as the screen allows."""
        db = self.desk.db
        self.run(lambda: attachments.data(db, one.id), lambda content: PictureDialog(self, one, content).open())

    def withdraw(self, one: Attachment) -> None:
        """Take a photo out of sight; it stays with the record."""
        db, request = self.desk.db, new_id()
        self.write(lambda: attachments.withdraw(db, one, request=request))

    # papers

    def print_receipt(self, payment: Payment) -> None:
        """Print the receipt of a payment."""


def _is_over(order: Order) -> bool:
    return order.work_state in ("delivered", "closed", "cancelled")
