"""Fills the records of papers about orders from the database (from_customers: the customer card).

Instants come in the store's time zone. Copies that stay in the shop show the full telephone number; fetching
it is a logged look like any other, and where a person may not look the papers show the masked one.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, text

from services import (
    attachments,
    code_choices,
    customers,
    devices,
    intakes,
    order_lines,
    payments,
    people,
    personal_data,
    products,
    quotes,
    shop_texts,
    work_orders,
)
from services import order_words as said
from services.database import Database
from services.documents import row_parts
from services.documents.content import (
    NOTHING,
    Consent,
    Customer,
    DayTakings,
    Device,
    Label,
    OrderPaper,
    Payment,
    Receipt,
    Shop,
    Signature,
    TakingsEntry,
    Terms,
    WayTakings,
    Words,
)
from services.errors import ServiceError
from services.initials import initials_of
from services.order_record import Order
from services.texts import N_

# Papers on which the shop's own copy names the person in full.
IN_FULL = frozenset({"intake", "worksheet", "delivery", "repair", "quote"})
_LISTS = ("symptom", "accessory", "fault", "cause", "remedy", "barrier", "intake_question", "test_question")
_ANSWERS = {"yes": N_("yes"), "no": N_("no"), "unknown": N_("not known")}
_TESTED = {"pass": N_("passed"), "fail": N_("not passed"), "none": N_("not tested")}

_STORE = text("""
    select s.code, s.name, s.name_en, s.time_zone, s.legal_name, s.street, s.telephone, s.complaint_telephone, s.hours,
           parameter_value('company_name', '') as company,
           cast(parameter_value('repair_warranty_days', '30') as int) as warranty_days
    from store s where s.id = :id""")
_CLERK = text("select coalesce((select name from staff where login = :login), :login)")
_CATEGORY = text("""
    select g.code, g.name, g.name_en from product_model m join product_category g on g.id = m.category_id
    where m.id = :id""")
_DEVICE = text("select colour, configuration, counter, counter_unit, proof from device where id = :id")
_MODEL = text("select brand, name, name_en from product_model where id = :id")


def find(db: Database, number: str) -> list[UUID]:
    """The orders of a printed number: one of W…, all of an intake's N…"""
    wanted = number.strip().upper()
    query = text("""
        select o.id from work_order o where o.number = :number
        union all
        select o.id from work_order o join intake i on i.id = o.intake_id where i.number = :number
        order by 1""")
    with db.read() as connection:
        found = list(connection.execute(query, {"number": wanted}).scalars())
    if not found:
        raise ServiceError("gone_record")
    return found


def shop(db: Database, store_id: UUID) -> Shop:
    """The head of a store's papers."""
    return shop_and_store(db, store_id)[0]


def shop_and_store(db: Database, store_id: UUID) -> tuple[Shop, Row[Any]]:
    with db.read() as connection:
        store = connection.execute(_STORE, {"id": store_id}).one()
        own = shop_texts.read(connection, store_id)
    name = store.legal_name or store.company or store.name
    head = Shop(
        name=Words(name),
        store=Words(store.name, store.name_en) if store.name != name else NOTHING,
        address=store.street,
        phone=store.telephone,
        complaint_phone=store.complaint_telephone,
        hours=Words(store.hours),
        logo=own.logo,
        terms=Terms(tuple(own.terms_zh), tuple(own.terms_en), Words(own.privacy_zh, own.privacy_en)),
        status_url=own.status_url,
    )
    return head, store


def _customer(db: Database, order: Order, store_name: str, in_full: bool) -> Customer:
    if order.customer_id is None:
        # A pre-sale defect is the store's own.
        return Customer(store_name, store_name)
    company = customers.get(db, order.customer_id).kind == "company"
    phone = order.phone_masked
    if in_full and phone:
        try:
            phone = personal_data.reveal(db, "customer", order.customer_id, "phone", f"paper {order.number}") or phone
        except ServiceError as error:
            if error.code not in ("reveal_limit", "not_permitted", "gone_record", "read_only"):
                raise
    return Customer(
        order.customer_name,
        row_parts.masked_name(order.customer_name, company),
        phone,
        order.phone_masked,
        number=order.customer_number,
        notify_by=row_parts.both(customers.NOTIFY_NAMES, order.notify_by),
    )


def _device(db: Database, order: Order) -> Device:
    with db.read() as connection:
        category = connection.execute(_CATEGORY, {"id": order.product_model_id}).first()
        row = connection.execute(_DEVICE, {"id": order.device_id}).first()
        model = connection.execute(_MODEL, {"id": order.product_model_id}).first()
    name = " · ".join(part for part in (model.name if model else "", row.configuration if row else "") if part)
    return Device(
        category=Words(category.name, category.name_en) if category else NOTHING,
        brand=model.brand if model else "",
        model=Words(name or order.model_no, model.name_en if model else ""),
        colour=Words(row.colour) if row else NOTHING,
        serial=order.serial_no,
        serial_label=row_parts.both(products.SERIAL_KIND_NAMES, order.serial_kind),
        counter=f"{row.counter.normalize():f} {row.counter_unit}".strip() if row and row.counter is not None else "",
        bought_on=order.sold_on,
        proof=row_parts.both(devices.PROOF_NAMES, row.proof) if row and row.proof else NOTHING,
    )


def _paid(zone: ZoneInfo, payment: payments.Payment) -> Payment:
    return Payment(
        payment.at.astimezone(zone), row_parts.both(said.METHODS, payment.method), payment.amount, payment.reference
    )


def _signatures(db: Database, order: Order, zone: ZoneInfo, paper: str) -> list[Signature]:
    """Signatures drawn on a tablet, on the lines they belong to."""
    roles = {
        "intake": {"signature_in": "Customer signs", "signature_out": "Collected by"},
        "delivery": {"signature_out": "Collected by"},
        "repair": {"signature_out": "Customer signs"},
    }.get(paper, {})
    return [
        Signature(roles[kept.kind], "", kept.created_at.astimezone(zone), attachments.data(db, kept.id))
        for kept in attachments.of_order(db, order.id)
        if kept.kind in roles and kept.media_type != "application/pdf"
    ]


def order_paper(db: Database, order_id: UUID, paper: str = "intake", printed_by: str = "") -> OrderPaper:
    """What any paper about an order shows. paper: as services.documents.render names it.

    printed_by: the name of who prints, empty: the person signed in. The slip is the customer's receipt for
    all that he left: with any order of an intake of several devices it shows them all.
    """
    order = work_orders.get(db, order_id)
    printed_by = printed_by or people.me(db).name
    if paper == "intake":
        together = intakes.together(db, order_id)
        if len(together) > 1:
            # Only the first is asked for the person behind them all: each look at a telephone number is logged.
            first = _paper(db, work_orders.get(db, together[0]), paper, printed_by)
            others = [_paper(db, work_orders.get(db, one), paper, printed_by, first.customer) for one in together[1:]]
            return replace(first, together=(first, *others))
    return _paper(db, order, paper, printed_by)


def _paper(db: Database, order: Order, paper: str, printed_by: str, customer: Customer | None = None) -> OrderPaper:
    order_id = order.id
    head, store = shop_and_store(db, order.store_id)
    zone = ZoneInfo(store.time_zone)
    entries = code_choices.items(db, *_LISTS)
    lines, offers = order_lines.of_order(db, order_id), quotes.of_order(db, order_id)
    taken = payments.of_order(db, order_id) if _may_see_money(db) else []
    device = _device(db, order)
    with db.read() as connection:
        clerk = connection.execute(_CLERK, {"login": order.created_by}).scalar_one()
    local = partial(_local, zone)
    offer = offers[0] if offers else None
    tested = {str(item.get("question", "")): str(item.get("answer", "")) for item in order.test_record}
    delivered = local(order.delivered_at)
    guaranteed = order.outcome in (None, "repaired")
    return OrderPaper(
        shop=head,
        number=order.number,
        received_at=order.opened_at.astimezone(zone),
        clerk=clerk,
        customer=customer or _customer(db, order, store.name, paper in IN_FULL),
        device=device,
        promised_at=local(order.promised_at),
        printed_at=datetime.now(zone),
        printed_by=printed_by,
        intake_number=order.intake_number,
        pickup_code=order.pickup_code if paper == "intake" else "",
        kind=row_parts.both(said.KINDS, order.kind),
        sale_stage=row_parts.both(said.SALE_STAGES, order.sale_stage),
        wish=row_parts.both(said.WISHES, order.wish),
        fault=order.problem,
        symptoms=[row_parts.named(entries, "symptom", code) for code in order.symptoms],
        accessories=[
            *(row_parts.named(entries, "accessory", code) for code in order.accessories),
            *([Words(order.accessories_note)] if order.accessories_note else []),
        ],
        sketch=order.sketch,
        marks=row_parts.marks(order),
        photos=sum(kept.kind == "photo_in" for kept in attachments.of_order(db, order_id)),
        answers=row_parts.answers(order, entries, "intake_question", order.answers, _ANSWERS),
        data_choice=row_parts.both(said.BACKUP_CHOICES, order.backup_choice) if order.backup_choice else NOTHING,
        warranty=row_parts.warranty(order),
        estimate=order.estimate,
        inspection_fee=order.inspection_fee,
        prepayments=[_paid(zone, p) for p in taken if p.kind == "prepayment" and p.reversed_by is None],
        consents=[
            Consent(
                c.at.astimezone(zone),
                c.who,
                row_parts.both(said.CONSENT_WAYS, c.how),
                c.amount,
                c.contact_masked,
                c.by_name,
                row_parts.both(_ANSWERS, c.answer),
            )
            for c in reversed(quotes.consents(db, order_id))
        ],
        loan_unit=order.loan_unit,
        shelf=order.shelf,
        technician=order.technician_name,
        instructions=order.instructions,
        old_parts=order.old_parts,
        diagnosis=row_parts.diagnosis(order, entries),
        findings=order.findings,
        work_done=order.work_done,
        advice=order.advice,
        outcome=row_parts.both(said.OUTCOMES, order.outcome) if order.outcome else NOTHING,
        labour_minutes=order.labour_minutes,
        tested=row_parts.answers(order, entries, "test_question", tested, _TESTED),
        quote_number=f"{order.number}-Q{offer.version_no}" if offer else "",
        quoted_at=local(offer.quoted_at) if offer else None,
        quote_valid_until=offer.valid_until if offer else None,
        quote_lines=[row_parts.offered(line) for line in offer.lines] if offer else (),
        parts=[row_parts.line_of(line) for line in lines if line.kind == "part" and line.state in ("planned", "used")],
        charges=row_parts.charges(order, lines),
        tax_included=sum((line.tax_amount for line in lines if line.payer == "customer"), Decimal()) or None,
        payments=[_paid(zone, p) for p in taken],
        completed_at=local(order.ready_at),
        delivered_at=delivered,
        collected_by=order.collected_by,
        repair_warranty_days=store.warranty_days if guaranteed else None,
        repair_warranty_until=(
            (delivered + timedelta(days=store.warranty_days)).date()
            if delivered is not None and order.outcome == "repaired"
            else None
        ),
        signatures=_signatures(db, order, zone, paper),
    )


def _local(zone: ZoneInfo, moment: datetime | None) -> datetime | None:
    return moment.astimezone(zone) if moment is not None else None


def _may_see_money(db: Database) -> bool:
    with db.read() as connection:
        return bool(connection.execute(text("select has_table_privilege('payment', 'select')")).scalar())


def receipt(db: Database, payment_id: UUID, printed_by: str = "") -> Receipt:
    """The receipt of a payment and what was paid in other ways with it: what for, how, what is still open."""
    paid = payments.together(db, payments.get(db, payment_id))
    payment = paid[0]
    ids = {p.id for p in paid}
    order = work_orders.get(db, payment.work_order_id)
    paper = order_paper(db, order.id, "receipt", printed_by)
    zone = paper.received_at.tzinfo
    assert isinstance(zone, ZoneInfo)
    earlier = [
        p
        for p in payments.of_order(db, order.id)
        if (p.at, p.id.int) < (payment.at, payment.id.int) and p.id not in ids
    ]
    total = sum((line.amount for line in paper.charges), Decimal())
    so_far = sum((p.amount for p in [*earlier, *paid]), Decimal())
    return Receipt(
        shop=paper.shop,
        number=payment.receipt_number,
        paid_at=payment.at.astimezone(zone),
        cashier=payment.by_name,
        customer=paper.customer,
        device=paper.device,
        order_number=order.number,
        lines=paper.charges,
        total=total,
        tax_included=paper.tax_included,
        earlier=[_paid(zone, p) for p in earlier],
        payments=[_paid(zone, p) for p in paid],
        balance=total - so_far if total else Decimal(),
        prepayment=payment.kind == "prepayment",
        repair_warranty_days=paper.repair_warranty_days,
        repair_warranty_until=paper.repair_warranty_until,
        old_parts=order.old_parts,
        printed_at=paper.printed_at,
        printed_by=paper.printed_by,
    )


def label(db: Database, order_id: UUID) -> Label:
    """The device's label: initials and the last four digits instead of a name."""
    order = work_orders.get(db, order_id)
    _head, store = shop_and_store(db, order.store_id)
    zone = ZoneInfo(store.time_zone)
    owner = f"{initials_of(order.customer_name).upper()[:6]} {order.phone_masked[-4:]}".strip()
    return Label(
        number=order.number,
        owner=owner or store.code,
        device=order.device_title,
        serial=order.serial_no,
        fault=order.problem,
        accessories=len(order.accessories) + bool(order.accessories_note),
        shelf=order.shelf,
        store=Words(store.name, store.name_en),
        received_at=order.opened_at.astimezone(zone),
        promised_at=_local(zone, order.promised_at),
        keep_data=order.erase_allowed is False,
    )


def takings(db: Database, store_id: UUID, on_day: date, printed_by: str = "") -> DayTakings:
    """The takings of a store and day, with the orders they were for."""
    head, store = shop_and_store(db, store_id)
    zone = ZoneInfo(store.time_zone)
    entries = payments.of_day(db, [store_id], on_day)
    with db.read() as connection:
        numbers: dict[UUID, str] = dict(
            connection.execute(
                text("select id, number from work_order where id = any(:ids)"),
                {"ids": list({one.work_order_id for one in entries})},
            )
            .tuples()
            .all()
        )
    both = row_parts.both
    return DayTakings(
        shop=head,
        number=f"{store.code.upper()}-{on_day:%Y%m%d}",
        day=on_day,
        printed_at=datetime.now(zone),
        printed_by=printed_by or people.me(db).name,
        ways=[
            WayTakings(both(said.METHODS, one.method), one.count, one.taken, one.given_back)
            for one in payments.takings(db, [store_id], on_day)
        ],
        entries=[
            TakingsEntry(
                one.at.astimezone(zone),
                one.receipt_number,
                numbers.get(one.work_order_id, ""),
                both(said.PAYMENT_KINDS, one.kind),
                both(said.METHODS, one.method),
                one.amount,
            )
            for one in entries
        ],
    )
