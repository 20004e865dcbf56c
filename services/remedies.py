"""What is done for a customer who complained: offered, signed above a limit, done with the document that proves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import text

from services import errors
from services.database import Database
from services.steps import Moved
from services.texts import N_

KIND_NAMES = {
    "apology": N_("Apology"),
    "rework": N_("Repaired again free of charge"),
    "refund": N_("Money back"),
    "part_refund": N_("Part of the money back"),
    "exchange": N_("Exchanged"),
    "voucher": N_("Voucher"),
    "gift": N_("Gift"),
    "compensation": N_("Compensation"),
}
STATE_NAMES = {
    "proposed": N_("Waits for a second signature"),
    "approved": N_("Approved, to be done"),
    "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn"),
    "done": N_("Done"),
}
# Kinds that a document of the program proves.
PROVED = ("rework", "refund", "part_refund")

errors.sentences(
    complaint_closed=N_("The case is closed. Take it up again first."),
    remedy_amount_missing=N_("Enter the amount."),
    remedy_without_order=N_("Money goes back on an order: link the complaint with the order first."),
    remedy_not_waiting=N_("This has been decided already."),
    remedy_not_approved=N_("This is not approved."),
    remedy_own=N_("You offered this yourself: somebody else signs it."),
    remedy_document_missing=N_(
        "Choose the document that proves it: the new order, or the refund of exactly this amount."
    ),
    remedy_exchange_first=N_("Say which device was exchanged for which."),
    exchange_without_customer=N_("Say first who the customer is: the new device becomes his."),
    exchange_not_his=N_("This device is not the customer's."),
    exchange_same=N_("This is the same device. Enter the serial number of the new one."),
    exchange_owned=N_("A device with this serial number is somebody's already."),
    remedies_open=N_("Something was promised and is neither done nor withdrawn. Finish it before the case is closed."),
)
errors.constraints(
    {
        "complaint_remedy_amount_check": ("remedy_amount_missing", "amount"),
        "complaint_remedy_note_check": ("too_long", "note"),
        "complaint_remedy_decision_note_check": ("too_long", "note"),
        "complaint_regulator_no_check": ("too_long", "regulator_no"),
        "voucher_void_note_check": ("too_long", "note"),
        "device_exchange_note_check": ("too_long", "note"),
    }
)


@dataclass(frozen=True)
class Remedy:
    """One remedy. amount: CNY. second: it needed somebody else's signature.

    document: the number of what proves it; voucher_id with its version and state, or exchange_id, where it is one of these.
    """

    id: UUID
    version: int
    complaint_id: UUID
    kind: str
    state: str
    second: bool
    amount: Decimal | None
    note: str
    created_at: datetime
    created_by: str
    offered_by: str
    decided_by: str
    decision_note: str
    done_at: datetime | None
    work_order_id: UUID | None
    document: str
    voucher_id: UUID | None
    voucher_version: int | None
    voucher_state: str | None
    exchange_id: UUID | None


class Exchanged(NamedTuple):
    """An exchange that was made."""

    id: UUID
    number: str


class Document(NamedTuple):
    """A document that may prove a remedy. kind: work_order or payment."""

    kind: str
    id: UUID
    number: str
    at: datetime


def of_complaint(db: Database, complaint_id: UUID) -> list[Remedy]:
    """The remedies of a complaint in the order they were offered; none where the complaint may not be seen."""
    query = text("""
        select r.id, r.version, r.complaint_id, r.kind, r.state, r.second, r.amount, r.note, r.created_at, r.created_by,
               coalesce(b.name, r.created_by) as offered_by, coalesce(d.name, r.decided_by, '') as decided_by,
               r.decision_note, r.done_at, coalesce(r.work_order_id, p.work_order_id) as work_order_id,
               coalesce(o.number, p.receipt_number, u.number, x.number, '') as document,
               u.id as voucher_id, u.version as voucher_version, u.state as voucher_state, x.id as exchange_id
        from complaint_remedy r
        left join staff b on b.login = r.created_by
        left join staff d on d.login = r.decided_by
        left join work_order o on o.id = r.work_order_id
        left join payment p on p.id = r.payment_id
        left join voucher u on u.remedy_id = r.id
        left join device_exchange x on x.remedy_id = r.id
        where r.complaint_id = :id order by r.created_at, r.id""")
    with db.read() as connection:
        rows = connection.execute(query, {"id": complaint_id}).all()
    return [Remedy(**row._mapping) for row in rows]


def documents(db: Database, remedy_id: UUID) -> list[Document]:
    """Which documents may prove this remedy, the newest first."""
    with db.read() as connection:
        rows = connection.execute(text("select * from remedy_documents(:id)"), {"id": remedy_id}).all()
    return [Document(*row) for row in rows]


def propose(
    db: Database,
    remedy_id: UUID,
    complaint_id: UUID,
    kind: str,
    request: UUID,
    *,
    amount: Decimal | None = None,
    note: str = "",
) -> Moved:
    """Offer a remedy; within one's limit it is approved at once, above it waits for a second signature."""
    given = {"remedy": remedy_id, "complaint": complaint_id, "kind": kind, "amount": amount, "note": note}
    return _call(db, "remedy_propose(:remedy, :complaint, :kind, :amount, :note, :request)", given, request)


def decide(db: Database, seen: Remedy, approve: bool, request: UUID, note: str = "") -> Moved:
    """Sign what a colleague offered, or refuse it; a refusal needs a note."""
    given = {**_seen(seen), "approve": approve, "note": note}
    return _call(db, "remedy_decide(:remedy, :version, :approve, :note, :request)", given, request)


def withdraw(db: Database, seen: Remedy, request: UUID, note: str = "") -> Moved:
    """Take an offer back that was not carried out."""
    given = {**_seen(seen), "note": note}
    return _call(db, "remedy_withdraw(:remedy, :version, :note, :request)", given, request)


def finish(db: Database, seen: Remedy, request: UUID, *, document: UUID | None = None, note: str = "") -> Moved:
    """It is done: with its document where the program has one, with a note of what was given where it has none.

    A voucher is issued by this, under the new id `document`.
    """
    given = {**_seen(seen), "document": document, "note": note}
    return _call(db, "remedy_finish(:remedy, :version, :document, :note, :request)", given, request)


def exchange(
    db: Database, seen: Remedy, exchange_id: UUID, old_device: UUID, new_device: UUID, serial_no: str, request: UUID,
    *, model: UUID | None = None, note: str = "",
) -> Exchanged:  # fmt: skip
    """Give a device for another, which is what makes the remedy done: the old one is the company's, the new one his.

    new_device: the id under which it is recorded, unless one of the stock has this serial. model: as the old one's
    where it is None.
    """
    fresh = {"serial_no": serial_no, "product_model_id": str(model) if model else None}
    given = {**_seen(seen), "exchange": exchange_id, "old": old_device, "new": new_device, "fresh": Jsonb(fresh)}
    call = "exchange_make(:exchange, :remedy, :version, :old, :new, :fresh, :note, :request)"
    answer = db.call(request, text(f"select {call}"), {**given, "note": note})
    return Exchanged(exchange_id, answer["number"])


def void_voucher(db: Database, seen: Remedy, note: str, request: UUID) -> Moved:
    """The voucher of this remedy is not taken any more; a manager's, with the reason."""
    given = {"id": seen.voucher_id, "version": seen.voucher_version, "note": note}
    return _call(db, "voucher_void(:id, :version, :note, :request)", given, request)


def _seen(remedy: Remedy) -> dict[str, Any]:
    return {"remedy": remedy.id, "version": remedy.version}


def _call(db: Database, function: str, given: Mapping[str, Any], request: UUID) -> Moved:
    answer = db.call(request, text(f"select {function}"), given)
    return Moved(answer["version"], answer["state"])
