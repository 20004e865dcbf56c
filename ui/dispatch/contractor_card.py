"""The contractor of a visit: who, for how much, what he was paid, and the dialogs that ask for it."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from services import contractors, visits
from services.contractors import WorkLine
from services.ids import new_id
from services.texts import N_, _
from services.visits import Visit
from ui.kit import formats, lookups
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine, Pairs
from ui.kit.columns import FlowLayout
from ui.kit.desk import Desk
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.stale import Held
from ui.kit.words import data

if TYPE_CHECKING:
    from ui.dispatch.detail import VisitPage

REFERENCE_LENGTH = 80
DESK = ("agent", "manager")
PAYERS = ("finance", "manager")


class ContractorCard(Card):
    """Shown where a contractor makes the visit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(N_("Contractor"))
        self._desk = desk
        self.visit: Visit | None = None
        self.open = self.add_link(N_("Open"), "open_contractor")
        self.pairs = Pairs()
        self.stands = IconLine("", "info", "", "label")
        self.price = Button(N_("Change the price…"), "change_price", "link")
        self.settle = Button(N_("Settle…"), "settle_contractor", icon="ok")
        self.unsettle = Button(N_("Take the settlement back…"), "unsettle_contractor", "link")
        self.open.clicked.connect(lambda: self.visit and desk.open_record("customer", self.visit.contractor_id))
        row = FlowLayout(gap=10)
        for button in (self.settle, self.price, self.unsettle):
            row.addWidget(button)
        verbs = QWidget()
        verbs.setLayout(row)
        for widget in (self.pairs, self.stands, verbs):
            self.body.addWidget(widget)
        self.hide()

    def tell(self, visit: Visit, photos: int) -> None:
        """Show this visit's contractor; photos: of the finished work."""
        self.visit = visit
        self.setVisible(visit.contractor_id is not None)
        if visit.contractor_id is None:
            return
        self.say(data(visit.technician_name))
        paid, done = visit.settled_at is not None, visit.state in ("finished", "closed")
        pairs: list[tuple[Any, Any]] = [(N_("Agreed price"), data(formats.money(visit.agreed_price)))]
        if paid:
            pairs += [
                (N_("Settled amount"), data(formats.money(visit.settled_amount))),
                (N_("Settled at"), data(formats.moment(visit.settled_at))),
                (N_("Paid for by"), data(visit.settled_by)),
                (N_("Invoice or voucher"), data(visit.settlement_no)),
            ]
        self.pairs.tell(pairs)
        if paid:
            self.stands.tell(N_("Work paid for"), "ok_fill", "success")
        elif not done:
            self.stands.tell(N_("Paid once the work is done and a photo shows it."), "info", "")
        elif not photos:
            self.stands.tell(
                N_("A photo of the finished work is missing; without it nothing is paid."), "photo", "danger"
            )
        else:
            self.stands.tell(N_("To be settled"), "waiting", "warning")
        pays = self._desk.has_role(*PAYERS)
        self.settle.setVisible(pays and done and not paid and photos > 0)
        self.unsettle.setVisible(pays and paid)
        self.price.setVisible(self._desk.has_role(*DESK) and not paid and visit.state not in ("closed", "cancelled"))


class ContractorKeeper:
    """One for a visit's page: asks who goes there, for how much, and what is paid."""

    def __init__(self, page: "VisitPage", card: ContractorCard) -> None:
        self.page = page
        card.settle.clicked.connect(lambda: ask_settlement(page, page.seen, page.refresh))
        card.unsettle.clicked.connect(self.ask_back)
        card.price.clicked.connect(self.ask_price)

    def ask_contractor(self) -> None:
        """The step that gives a visit to a contractor."""
        ask_contractor(self.page, self.page.seen)

    def ask_price(self) -> None:
        """Another price was agreed."""
        page = self.page
        db, request, held = page.desk.db, new_id(), _held(page, page.seen, "agreed_price")

        def take(dialog: FormDialog) -> None:
            given = dialog.form.values()
            page.write(
                lambda: visits.change(db, held.row, given, request),
                lambda _visit: (dialog.done_saving(), page.refresh()),
                dialog.refused,
            )

        FormDialog(
            page, "change_price", N_("What was agreed?"), [Field("agreed_price", N_("Agreed price"), "money", span=6)],
            take, background=page.desk.background, held=held,
        ).open()  # fmt: skip

    def ask_back(self) -> None:
        """Why a settlement was a mistake."""
        page = self.page
        db, request, held = page.desk.db, new_id(), _held(page, page.seen)

        def take(dialog: FormDialog) -> None:
            comment = dialog.form.value("comment")
            page.write(
                lambda: contractors.unsettle(db, held.row, comment, request),
                lambda _moved: (dialog.done_saving(), page.refresh()),
                dialog.refused,
            )

        field = Field("comment", N_("Reason"), "multiline", required=True, span=12, lines=2, max_length=4000)
        FormDialog(
            page, "unsettle_contractor", N_("Why is the settlement taken back?"), [field], take,
            background=page.desk.background, held=held, verb=N_("Take it back"),
        ).open()  # fmt: skip


def _held(page: Page, seen: Visit, *columns: str) -> Held:
    """The visit a dialog is opened with, which shows these columns of it."""
    db = page.desk.db
    return Held(
        seen, lambda: visits.get(db, seen.id), lambda row: {name: getattr(row, name) for name in columns},
        ("state", "contractor_id", "settled_amount"),
    )  # fmt: skip


def ask_contractor(page: Page, seen: Visit, **proposed: Any) -> None:
    """Which company goes there, when and for how much. proposed: what the dialog shows first instead of the visit's."""
    db, request = page.desk.db, new_id()
    fields = [
        Field("contractor_id", N_("Contractor"), "combo", required=True, span=12),
        Field("planned_from", N_("From"), "datetime", required=True, span=6, placeholder=N_("16:00 or +1 9:30")),
        Field("planned_until", N_("Until"), "datetime", required=True, span=6),
        Field("agreed_price", N_("Agreed price"), "money", span=6),
        Field("comment", N_("Comment"), "multiline", span=12, lines=2, max_length=4000),
    ]
    held = _held(page, seen, "contractor_id", "planned_from", "planned_until", "agreed_price")

    def take(dialog: FormDialog) -> None:
        given = dialog.form.values()
        page.write(
            lambda: visits.move(db, held.row, "contract", given, request),
            lambda _moved: (dialog.done_saving(), page.refresh()),
            dialog.refused,
        )

    dialog = FormDialog(
        page, "step_contract", N_("Which contractor goes there, and when?"), fields, take,
        background=page.desk.background, held=held,
        values={**held.values(seen), **proposed}, verb=N_("Give to the contractor"),
        detail=N_("A company is a contractor by its class in the customer file. Prices with tax."),
    )  # fmt: skip

    def offer(found: Any) -> None:
        lookups.offer(dialog.form, "contractor_id", [Option(one.id, data(one.name), data(one.number)) for one in found])

    page.run(lambda: contractors.contractors(db), offer, slot="contractors")
    dialog.open()


def ask_settlement(page: Page, seen: Visit | WorkLine, then: Callable[[], Any]) -> None:
    """What a contractor is paid for a visit, and by which paper."""
    db, request = page.desk.db, new_id()
    held = Held(
        seen, lambda: visits.get(db, seen.id), lambda row: {"amount": row.agreed_price},
        ("state", "contractor_id", "settled_amount"),
    )  # fmt: skip
    agreed: Decimal | None = seen.agreed_price
    fields = [
        Field("amount", N_("Amount"), "money", required=True, span=5),
        Field("reference", N_("Invoice or voucher"), required=True, span=7, max_length=REFERENCE_LENGTH),
        Field("comment", N_("Comment"), "multiline", span=12, lines=2, max_length=4000),
    ]

    def take(dialog: FormDialog) -> None:
        given = dialog.form.values()
        page.write(
            lambda: contractors.settle(
                db, held.row, given["amount"], given["reference"], given["comment"] or "", request
            ),
            lambda _moved: (dialog.done_saving(), then()),
            dialog.refused,
        )

    FormDialog(
        page, "settle_contractor", lambda: _("What is paid for {number}?").format(number=seen.number), fields, take,
        background=page.desk.background, held=held, verb=N_("Settle"),
        detail=N_("No price was agreed.") if agreed is None else lambda: _(
            "Agreed: {amount} CNY. More than that needs a comment."
        ).format(amount=formats.money(agreed)),
    ).open()  # fmt: skip
