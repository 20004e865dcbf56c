"""Fills the letter that answers a complaint from the database."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import text

from services import complaints, corrective_actions, errors, remedies
from services.database import Database
from services.documents.content import Words
from services.documents.from_rows import shop_and_store
from services.documents.letter import Letter
from services.documents.words import money, screen_words
from services.errors import ServiceError
from services.texts import N_

errors.sentences(letter_not_answered=N_("Write the answer first: the letter says what was answered."))
_ORDER = text("select number from work_order where id = :id")


def letter(db: Database, complaint_id: UUID, printed_by: str) -> Letter:
    """The answer 投诉答复函 to a complaint, with what was approved or done for the customer, and what is
    changed because of it as far as it is told to him.

    Raises ServiceError 'letter_not_answered' while there is no answer to print.
    """
    one = complaints.get(db, complaint_id)
    if not one.answer.strip():
        raise ServiceError("letter_not_answered", "answer")
    head, store = shop_and_store(db, one.store_id)
    zone = ZoneInfo(store.time_zone)
    with db.read() as connection:
        order = connection.execute(_ORDER, {"id": one.work_order_id}).scalar() or ""
    kept = [each for each in remedies.of_complaint(db, complaint_id) if each.state in ("approved", "done")]
    measures = corrective_actions.of_complaint(db, complaint_id)
    now = datetime.now(zone)
    return Letter(
        shop=head,
        number=one.number,
        recipient=one.complainant or one.customer_name,
        received_on=one.opened_at.astimezone(zone).date(),
        answered_on=(one.answered_at or now).astimezone(zone).date(),
        subject=one.subject,
        description=one.description,
        answer=one.answer,
        order_number=order,
        regulator_no=one.regulator_no,
        remedies=tuple(_line(each) for each in kept),
        measures=tuple(Words(each.tell_zh, each.tell_en or each.tell_zh) for each in measures if _is_told(each)),
        signer=one.owner_name,
        printed_at=now,
        printed_by=printed_by,
    )


def _is_told(measure: corrective_actions.Measure) -> bool:
    return bool(measure.tell_zh) and measure.state not in ("withdrawn", "ineffective")


def _line(remedy: remedies.Remedy) -> Words:
    name = screen_words(remedies.KIND_NAMES[remedy.kind])
    worth = f" ¥{money(remedy.amount)}" if remedy.amount is not None else ""
    return Words(f"{name.zh}{worth}", f"{name.en}{worth}")
