"""What is done for the customer: offers with their state, the second signature, the document that proves them."""

from collections.abc import Sequence
from typing import Any

from services import products, remedies, work_orders
from services.documents import from_remedies
from services.ids import new_id
from services.remedies import Remedy
from services.texts import N_, _
from ui.complaints.items_card import ItemsCard, Verb, entry_of, note_field, said
from ui.kit import formats, lookups, papers
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.device_words import model_name
from ui.kit.form import Field
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.stale import Held
from ui.kit.words import Text, data

TONES = {
    "proposed": ("warning", "clock"),
    "approved": ("info", "todo"),
    "refused": ("danger", "failed"),
    "withdrawn": ("neutral", "undo"),
    "done": ("success", "completed"),
}
VOUCHERS = {"issued": N_("not paid with yet"), "redeemed": N_("paid with"), "void": N_("made void")}


class RemediesCard(ItemsCard):
    """The remedies of a complaint with what this person may do about each."""

    links = frozenset({"open_document", "print_voucher", "print_exchange"})

    def __init__(self, page: Page, desk: Desk) -> None:
        adds = (N_("Offer something"), "offer_remedy", self.ask_offer)
        super().__init__(page, desk, N_("What is done for the customer"), adds)

    def top(self, one: Remedy) -> tuple[Text, Text]:
        worth: Text = (lambda: formats.money(one.amount)) if one.amount is not None else ""
        return remedies.KIND_NAMES[one.kind], worth

    def state(self, one: Remedy) -> Chip:
        tone, icon = TONES[one.state]
        return Chip(remedies.STATE_NAMES[one.state], tone, icon)

    def told(self, one: Remedy) -> Sequence[Text]:
        return [lambda: _told(one), *said(one.note), *said(one.decision_note)]

    def verbs(self, one: Remedy) -> Sequence[Verb]:
        offered: list[Verb] = []
        closed = self._complaint.state == "closed"
        mine = one.created_by == self._desk.db.login
        if one.state == "proposed" and not closed and not mine and self._desk.has_role("manager", "admin"):
            offered.append((N_("Sign"), "sign_remedy", lambda: self.ask_decide(one, True)))
            offered.append((N_("Refuse"), "refuse_remedy", lambda: self.ask_decide(one, False)))
        if one.state == "approved" and not closed and self._desk.has_role("agent", "manager"):
            offered.append((N_("It is done…"), "finish_remedy", lambda: self.ask_finish(one)))
        if one.state in ("proposed", "approved") and not closed and (mine or self._desk.has_role("manager")):
            offered.append((N_("Withdraw"), "withdraw_remedy", lambda: self.ask_withdraw(one)))
        if one.voucher_id is not None:
            offered.append((data(one.document), "print_voucher", lambda: self.print_voucher(one)))
            if one.voucher_state == "issued" and self._desk.has_role("manager"):
                offered.append((N_("Make void…"), "void_voucher", lambda: self.ask_void(one)))
        elif one.exchange_id is not None:
            offered.append((data(one.document), "print_exchange", lambda: self.print_exchange(one)))
        elif one.state == "done" and one.document:
            open_order = lambda: self._desk.open_record("work_order", one.work_order_id)  # noqa: E731
            offered.append((data(one.document), "open_document", open_order))
        return offered

    def now(self, one: Remedy) -> Remedy:
        return entry_of(remedies.of_complaint(self._desk.db, one.complaint_id), one)

    def _held(self, one: Remedy) -> Held:
        """What is decided about it is decided about what was offered."""
        return self.held(one, lambda _row: {}, "kind", "amount", "note", "voucher_state")

    # what is asked

    def ask_offer(self) -> None:
        """Offer something: what, worth how much, why."""
        fields = [
            Field("kind", N_("What"), "choice", required=True, span=12, options=lookups.choices(remedies.KIND_NAMES)),
            Field("amount", N_("Worth"), "money", span=5, hint=N_("of money, vouchers, gifts")),
            note_field(N_("Why, and what exactly"), required=False),
        ]
        complaint, request, remedy = self._complaint, new_id(), new_id()

        def work(db: Any, given: dict[str, Any]) -> Any:
            return remedies.propose(
                db, remedy, complaint.id, given["kind"], request, amount=given["amount"], note=given["note"] or ""
            )

        self.ask("offer_remedy", N_("What is offered to the customer?"), fields, work, N_("Offer it"),
                 N_("Above your limit a manager signs it too."))  # fmt: skip

    def ask_decide(self, one: Remedy, approve: bool) -> None:
        """Sign it or refuse it."""
        request, held = new_id(), self._held(one)
        fields = [note_field(N_("Comment"), required=not approve)]
        question = N_("Sign this offer?") if approve else N_("Why is it refused?")
        self.ask(
            "decide_remedy", question, fields,
            lambda db, given: remedies.decide(db, held.row, approve, request, given["note"] or ""),
            N_("Sign") if approve else N_("Refuse"), _describe(one), held=held,
        )  # fmt: skip

    def ask_withdraw(self, one: Remedy) -> None:
        """Take an offer back."""
        request, held = new_id(), self._held(one)
        fields = [note_field(N_("Why"), required=False, lines=2)]
        self.ask(
            "withdraw_remedy", N_("Withdraw this offer?"), fields,
            lambda db, given: remedies.withdraw(db, held.row, request, given["note"] or ""),
            N_("Withdraw"), _describe(one), held=held,
        )  # fmt: skip

    def ask_finish(self, one: Remedy) -> None:
        """It is done: which document proves it, or what was given."""
        db = self._desk.db
        if one.kind == "voucher":
            self._issue(one)
        elif one.kind == "exchange":
            self._page.run(lambda: self._devices(db), lambda found: self._exchange(one, found), slot="devices")
        elif one.kind in remedies.PROVED:
            self._page.run(lambda: remedies.documents(db, one.id), lambda found: self._finish(one, found), slot="proof")
        else:
            self._finish(one, ())

    def _finish(self, one: Remedy, found: Sequence[remedies.Document]) -> None:
        request, held = new_id(), self._held(one)
        proved = one.kind in remedies.PROVED
        fields = [note_field(N_("What was given, how and when"), required=not proved)]
        detail = _describe(one)
        if proved:
            options = [Option(paper.id, data(paper.number), data(formats.moment(paper.at))) for paper in found]
            fields.insert(0, Field("document", N_("Document"), "combo", required=True, span=12, options=options))
            if not found:
                detail = (
                    N_("There is no order taken in again since. Take the device in first (F7).")
                    if one.kind == "rework"
                    else N_("No refund of this amount was paid on the order since. Pay it there first.")
                )

        def work(db: Any, given: dict[str, Any]) -> Any:
            return remedies.finish(db, held.row, request, document=given.get("document"), note=given["note"] or "")

        dialog = self.ask(
            "finish_remedy", N_("What proves that it is done?"), fields, work, N_("Done"), detail, held=held
        )
        if len(found) == 1:
            dialog.form.set_value("document", found[0].id)

    def _issue(self, one: Remedy) -> None:
        request, voucher, held = new_id(), new_id(), self._held(one)
        fields = [note_field(N_("How it reaches the customer"), required=False, lines=2)]

        def work(db: Any, given: dict[str, Any]) -> Any:
            return remedies.finish(db, held.row, request, document=voucher, note=given["note"] or "")

        self.ask("issue_voucher", N_("Issue the voucher?"), fields, work, N_("Issue it"),
                 N_("It gets its number now and is printed from here."), held=held)  # fmt: skip

    def _devices(self, db: Any) -> Sequence[Option]:
        complaint = self._complaint
        if complaint.work_order_id is None:
            return lookups.devices_of(db, complaint.customer_id)
        order = work_orders.get(db, complaint.work_order_id)
        mine = lookups.devices_of(db, order.customer_id)
        return sorted(mine, key=lambda option: option.value != order.device_id)

    def _exchange(self, one: Remedy, found: Sequence[Option]) -> None:
        request, exchange, fresh, held = new_id(), new_id(), new_id(), self._held(one)
        fields = [
            Field("old_device", N_("Device that comes back"), "combo", required=True, span=12, options=list(found)),
            Field("serial_no", N_("Serial number of the new device"), "scan", required=True, span=12, max_length=80),
            Field("model", N_("Another model"), "lookup", span=12, search=self._models,
                  hint=N_("only where it is not the same")),
            note_field(N_("Remark"), required=False, lines=2),
        ]  # fmt: skip

        def work(db: Any, given: dict[str, Any]) -> Any:
            return remedies.exchange(
                db, held.row, exchange, given["old_device"], fresh, given["serial_no"], request,
                model=given["model"], note=given["note"] or "",
            )  # fmt: skip

        detail = (
            N_("From today the new device is the customer's with a warranty of its own, and the old one the company's.")
            if found
            else N_("The customer has no device on file. Link the complaint with the order first.")
        )
        dialog = self.ask(
            "exchange_device", N_("Which device is given for which?"), fields, work, N_("Exchange"), detail,
            held=held,
        )  # fmt: skip
        if found:
            dialog.form.set_value("old_device", found[0].value)

    def _models(self, typed: str) -> Sequence[Option]:
        rows = products.page(self._desk.db, products.Wanted(text=typed)).rows
        return [Option(row.id, data(model_name(row)), data(row.model_no)) for row in rows]

    def ask_void(self, one: Remedy) -> None:
        """The voucher was lost, or issued by mistake."""
        request, held = new_id(), self._held(one)
        self.ask(
            "void_voucher", N_("Make this voucher void?"), [note_field(N_("Why"), lines=2)],
            lambda db, given: remedies.void_voucher(db, held.row, given["note"], request), N_("Make void"), data(one.document),
            held=held,
        )  # fmt: skip

    # paper

    def print_voucher(self, one: Remedy) -> None:
        """The voucher on paper."""
        assert one.voucher_id is not None
        self._print("voucher", from_remedies.voucher, one.voucher_id, one)

    def print_exchange(self, one: Remedy) -> None:
        """The certificate of the exchange on paper."""
        assert one.exchange_id is not None
        self._print("exchange", from_remedies.exchange, one.exchange_id, one)

    def _print(self, paper: str, content: Any, record: Any, one: Remedy) -> None:
        name, store = self._desk.person.name, self._complaint.store_id
        papers.print_out(
            self._page,
            papers.paper_of(
                self._page, paper, lambda db: content(db, record, name), lambda _db: [record], one.document, store
            ),
        )


def _describe(one: Remedy) -> Any:
    def words() -> str:
        parts = [
            _(remedies.KIND_NAMES[one.kind]),
            formats.money(one.amount) if one.amount is not None else "",
            one.note,
        ]
        return " · ".join(part for part in parts if part)

    return words


def _told(one: Remedy) -> str:
    parts = [_("offered by {name} {at}").format(name=one.offered_by, at=formats.moment(one.created_at))]
    if one.decided_by and one.second:
        signed = _("refused by {name}") if one.state == "refused" else _("signed by {name}")
        parts.append(signed.format(name=one.decided_by))
    if one.voucher_state in VOUCHERS:
        parts.append(_(VOUCHERS[one.voucher_state]))
    return " · ".join(parts)
