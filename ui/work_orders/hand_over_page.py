"""Handing over: scan, check together, take the money, note who collects, print the receipt."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from services import hand_over, order_lines, order_lists, work_orders
from services import order_words as words
from services.database import Database
from services.errors import Conflict
from services.hand_over import Settlement
from services.ids import new_id
from services.order_errors import Incomplete
from services.order_lines import Line
from services.order_lists import OrderLine, Wanted
from services.order_record import Order
from services.payments import Taken
from services.texts import N_, _
from services.work_orders import NextStep
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine, Pairs, SideColumn, Verdict
from ui.kit.desk import Desk
from ui.kit.form import FieldLegend, Form
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.scanner import kind_of
from ui.kit.small_table import SumRows
from ui.kit.theme import theme
from ui.kit.words import Label, data, named
from ui.work_orders import codes as code_lists
from ui.work_orders import hand_over_form, papers
from ui.work_orders.codes import Codes
from ui.work_orders.labels import short, work_chip
from ui.work_orders.list_columns import device_title
from ui.work_orders.step_taker import HAND_OVER
from ui.work_orders.till import Till

READY = ("completed", "failed", "cancelled")
# Refusals after which the sum on the screen may be another one by now.
ABOUT_MONEY = frozenset({"payment_too_high", "refund_too_high", "balance_open", "refund_open"})
# The order, its steps and lines, the category of its device.
_Found = tuple[Order, list[NextStep], list[Line], str]


class HandOverPage(Page):
    """F12. open_page("hand_over", order_id=…) begins with an order."""

    types_ahead = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "hand_over", N_("Hand over"), "delivered")
        self.codes = Codes()
        self.order: Order | None = None
        self.step: NextStep | None = None
        self.lines: Sequence[Line] = ()
        self._request = new_id()
        self._saving = False
        self.come_in_turns(self._make())

    def _make(self) -> Iterator[None]:
        self.add_head(None, FieldLegend())
        form = Form(hand_over_form.groups(self._find), self.desk.background, in_turns=True)
        yield from form.pieces
        self.form = form
        self.money = Till(form)
        self._build()
        yield
        self.start_anew()
        self.form.come()
        yield

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[theme.px(n) for n in (16, 12, 16, 12)])
        inside.addWidget(self.form.scroller(later=True))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(card, 62)
        row.addWidget(self._side(), 38)
        self.body.addLayout(row, 1)
        self.do = Button(N_("Hand over and print"), "hand_over", "primary", "F9", "delivered")
        self.open = Button(N_("Open the order"), "open_order", key="Ctrl+J")
        self.takings = Button(N_("Takings of the day"), "takings", key="Shift+F12", icon="payment")
        self.takings.clicked.connect(lambda: self.desk.open_page("takings"))
        self.add_foot(self.form.fix_bar, None, self.takings, self.open, self.do)
        self.do.act(self.action("hand_over", N_("Hand over and print"), "F9", self.hand_over, "delivered"))
        self.open.act(self.action("open_order", N_("Open the order"), "Ctrl+J", self.open_order, "order"))
        self.form.finished.connect(self.do.setFocus)
        self.form.edited.connect(self._edited)
        self.code = self.form.editor("code")
        self.code.picked.connect(self.choose)
        self.code.let_go.connect(self._let_go)
        self.code.missed.connect(self._missed)

    def _side(self) -> SideColumn:
        side = SideColumn()
        self.verdict_card = Card()
        self.verdict = Verdict("", "info", "info")
        self.device = Pairs()
        self.verdict_card.body.addWidget(self.verdict)
        self.verdict_card.body.addWidget(self.device)
        self.back_card = Card(N_("Goes back with it"))
        self.back = Label("", wrap=True)
        self.back_card.body.addWidget(self.back)
        self.money_card = Card(N_("Bill"))
        self.sums = SumRows(under_table=False)
        self.money_card.body.addWidget(self.sums)
        self.rights = IconLine("", "covered", "success")
        self.money_card.body.addWidget(self.rights)
        self.hint = Label(
            N_("Scan the slip or the label, or type the last four digits."), "body", "secondary", wrap=True
        )
        for widget in (self.hint, self.verdict_card, self.back_card, self.money_card):
            side.add(widget)
        return side

    # beginning

    def start_anew(self) -> None:
        """Nobody stands at the counter."""
        self.order, self.step, self.lines = None, None, ()
        self._request = new_id()
        self.form.set_values({})
        self.money.ask(None)
        self.form.propose("by_other", False)
        self._tell()

    def shown(self, order_id: UUID | None = None, **_how: Any) -> None:
        if order_id is not None:
            self.choose(order_id)

    def refresh(self) -> None:
        if not self.codes.lists:
            db = self.desk.db
            self.run(lambda: code_lists.load(db), self._take_codes, slot="codes")

    def _take_codes(self, codes: Codes) -> None:
        self.codes = codes
        self._offer_checks("")

    def _offer_checks(self, category: str) -> None:
        self.form.set_options("checks", self.codes.options("hand_over_check", category))

    def focus_start(self) -> None:
        self.form.jump_to("code" if self.order is None else "checks")

    def unsaved(self) -> bool:
        return self.order is not None and self.form.touched and not self._saving

    def take_scan(self, code: str) -> bool:
        """A slip's or a label's number was scanned, wherever the focus is."""
        if kind_of(code) not in ("order", "intake"):
            return False
        self.code.look_up(code.strip().upper())
        return True

    # which one

    def _find(self, text: str) -> Sequence[Option]:
        found = list(order_lists.page(self.desk.db, Wanted(text=text)).rows)
        if kind_of(text) == "intake":
            return [_option(row) for row in found]
        found.sort(key=lambda row: row.work_state not in READY)
        return [_option(row) for row in found if row.work_state not in ("delivered", "closed")][:8]

    def _missed(self, typed: str) -> None:
        found = _("Nothing to hand over was found for “{typed}”.").format(typed=typed)
        self.form.show_errors({"code": found})

    def choose(self, order_id: UUID) -> None:
        """This one is to be handed over."""
        # an answer that is here before the page is whole would be wiped by what the page begins with
        take = lambda found: self.when_whole(lambda: self._take(found))  # noqa: E731
        self.run(lambda: _load(self.desk.db, order_id), take, slot="order")

    def _take(self, found: _Found) -> None:
        self.order, steps, self.lines, category = found
        self.step = next((step for step in steps if step.action in HAND_OVER), None)
        order = self.order
        self._request = new_id()
        self.code.show_known(order.id, order.number)
        self._offer_checks(category)
        self.money.ask(order.balance)
        self.form.propose("collected_by", order.customer_name or None)
        self.form.set_shown("outcome", order.wish != "repair" and order.outcome is not None)
        self._tell()
        self._say_state()
        self.form.jump_to("checks")

    def _let_go(self) -> None:
        self.order = self.step = None
        self.money.ask(None)
        self.messages.clear()
        self._tell()

    def _say_state(self) -> None:
        order = self.order
        assert order is not None
        self.messages.clear()
        if self.step is None:
            self.messages.show(
                "warning",
                lambda: _("{number} is not ready to be handed over: {state}").format(
                    number=order.number, state=words.word(words.WORK_STATES, order.work_state)
                ),
                link=N_("Open the order"),
                act=self.open_order,
                key="state",
            )
        elif order.work_state != "completed":
            self.messages.show(
                "info",
                lambda: _("Returned unrepaired: {outcome}").format(
                    outcome=words.word(words.OUTCOMES, order.outcome)
                    if order.outcome
                    else words.word(words.WORK_STATES, order.work_state)
                ),
                key="state",
            )

    def _tell(self) -> None:
        """The cards at the right and what is asked, for the order in hand."""
        order = self.order
        for card in (self.verdict_card, self.back_card, self.money_card):
            card.setVisible(order is not None)
        self.hint.setVisible(order is None)
        self._tell_fields()
        self.open.setEnabled(order is not None)
        if order is None:
            self.form.set_shown("outcome", False)
            return
        chip = work_chip(order.work_state)
        self.verdict.tell(chip.text, chip.icon, chip.tone if chip.tone != "neutral" else "")
        self.device.tell(
            [
                (N_("Order"), data(order.number)),
                (short("Device"), data(f"{order.device_title} {order.serial_no}".strip())),
                (N_("Customer"), data(f"{order.customer_name or order.store_name} {order.phone_masked}".strip())),
                (short("Shelf"), data(order.shelf or "—")),
                (N_("Work done"), data(order.work_done or "—")),
            ]
        )
        self.back.say(lambda: self._goes_back(order))
        self._tell_bill(order)

    def _goes_back(self, order: Order) -> str:
        items = [self.codes.title("accessory", code) for code in order.accessories]
        items += [order.accessories_note] if order.accessories_note else []
        items += [_("Loan unit back: {name}").format(name=order.loan_unit)] if order.loan_unit else []
        if order.old_parts:
            items.append(words.word(words.OLD_PARTS, order.old_parts))
        return "\n".join(items) or _("Nothing was left with it.")

    def _tell_bill(self, order: Order) -> None:
        rows: list[tuple[Any, Decimal]] = [
            (named(line.name, line.name_en), line.amount)
            for line in self.lines
            if line.payer == "customer" and line.state == "used" and order.work_state == "completed"
        ]
        rows.append((N_("Sum, tax included"), order.due))
        if order.paid:
            rows.append((N_("Paid already"), -order.paid))
        rows.append((N_("To pay now") if order.balance >= 0 else N_("To give back"), abs(order.balance)))
        self.sums.tell(rows)
        self.rights.tell(N_("The repair has a warranty of its own from today."))
        self.rights.setVisible(order.outcome == "repaired")

    def _edited(self, column: str) -> None:
        if column in Till.FIELDS:
            self.money.edited(column)
        if column in ("by_other", "collected_how"):
            self._tell_fields()

    def _tell_fields(self) -> None:
        form = self.form
        other = bool(form.value("by_other"))
        how = form.value("collected_how")
        form.set_shown("pickup_code", not other and how == "code")
        form.set_shown("collected_by", True)
        form.set_shown("id_note", other or how == "id_note")
        form.set_required("id_note", other or how == "id_note")
        form.set_required("collected_by", other)
        form.set_required("pickup_code", how == "code" and not other)
        form.set_required("collected_how", not other)
        self.money.tell_fields()

    def open_order(self) -> None:
        """The order's own page."""
        if self.order is not None:
            self.desk.open_record("work_order", self.order.id)

    # handing over

    def hand_over(self) -> None:
        """F9: take or give back the money and hand over, both or neither, and once however often it is tried."""
        if self._saving or not self.form.check():
            return
        order, step = self.order, self.step
        if order is None:
            self.form.jump_to("code")
            return
        if step is None:
            self._say_state()
            return
        place = str(self.desk.settings.get("workstation", "") or "")
        payload = {**self._payload(self.form.values()), "workstation": place}
        money = Settlement(order.balance, self.money.parts(), _("at hand-over") if order.balance < 0 else "")
        db, request = self.desk.db, self._request
        self._saving = True
        self.do.setEnabled(False)
        self.write(
            lambda: hand_over.hand_over(db, work_orders.seen(order), step.action, money, payload, request=request),
            lambda taken: self._done(order, taken),
            self._refused,
        )

    def _payload(self, values: Mapping[str, Any]) -> dict[str, Any]:
        how = values["collected_how"]
        payload: dict[str, Any] = {
            "collected_how": how or "id_note",
            "by_other": bool(values["by_other"]),
            "on_paper": how == "signature",
            "checklist": dict.fromkeys(values["checks"], True),
        }
        for name in ("pickup_code", "collected_by", "id_note", "comment", "outcome"):
            if values.get(name) and not self.form.cells[name].isHidden():
                payload[name] = values[name]
        return payload

    def _refused(self, error: BaseException) -> Any:
        self._end()
        lacks = error.lacks if isinstance(error, Incomplete) else ()
        codes = {getattr(error, "code", ""), *(lack.code for lack in lacks)}
        if self.order is not None and (isinstance(error, Conflict) or codes & ABOUT_MONEY):
            self._look_again(self.order)
        if isinstance(error, Conflict):
            return True
        if isinstance(error, Incomplete):
            here = {lack.field: lack.sentence() for lack in error.lacks if lack.field in self.form.cells}
            rest = [lack for lack in error.lacks if lack.field not in here]
            if here:
                self.form.show_errors(here)
            if rest:
                self.messages.show("warning", lambda: " ".join(lack.sentence() for lack in rest), key="lacking")
            return True
        return self.form.show_refusal(error) or self.refused(error)

    def _look_again(self, order: Order) -> None:
        """Nothing was taken; where it is another sum or state by now, show that one."""

        def take(found: _Found) -> None:
            now = found[0]
            if (now.balance, now.work_state, now.custody_state) == (
                order.balance, order.work_state, order.custody_state,
            ):  # fmt: skip
                return
            self._take(found)
            self.messages.show(
                "warning",
                N_("Somebody else changed it meanwhile."),
                N_("No money was taken. Check the sum and hand it over again."),
                key="meanwhile",
            )

        self.run(lambda: _load(self.desk.db, order.id), take, slot="order")

    def _end(self) -> None:
        self._saving = False
        self.do.setEnabled(True)

    def _done(self, order: Order, taken: Taken | None) -> None:
        self._end()
        self.start_anew()
        self.form.jump_to("code")
        self.messages.show(
            "success",
            lambda: _("Handed over: {number}").format(number=order.number),
            link=N_("Print the delivery note"),
            act=lambda: papers.print_out(self, "delivery", order.id, order.number, order.store_id),
            key="done",
            icon="delivered",
        )
        if taken is not None:
            papers.print_out(self, "receipt", taken.id, taken.receipt_number, order.store_id)


def _load(db: Database, order_id: UUID) -> _Found:
    line = order_lists.some(db, [order_id])
    return (
        work_orders.get(db, order_id),
        work_orders.next_steps(db, order_id),
        order_lines.of_order(db, order_id),
        line[0].category_code if line else "",
    )


def _option(row: OrderLine) -> Option:
    state = words.word(words.WORK_STATES, row.work_state)
    detail = " · ".join(part for part in (row.customer_name, row.phone_masked, state) if part)
    return Option(row.id, data(f"{row.number} {device_title(row)}"), data(detail), icon=row.work_state)
