"""Fills the report on a follow-up from the database."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from services import devices, errors, follow_ups, questionnaires
from services.database import Database
from services.documents.content import NOTHING, Words
from services.documents.follow_up import Asked, FollowUpReport
from services.documents.from_rows import shop_and_store
from services.documents.words import screen_words
from services.errors import ServiceError
from services.questionnaires import Answer
from services.texts import N_

errors.sentences(follow_up_not_done=N_("There is nothing to report yet: the customer has not answered."))


def report(db: Database, follow_up_id: UUID, printed_by: str) -> FollowUpReport:
    """The report 回访报告 to the customer (SLA-08).

    Raises ServiceError 'follow_up_not_done' while he has not answered.
    """
    one = follow_ups.get(db, follow_up_id)
    if one.state != "done" or one.finished_at is None:
        raise ServiceError("follow_up_not_done")
    head, store = shop_and_store(db, one.store_id)
    zone = ZoneInfo(store.time_zone)
    device = devices.get(db, one.device_id) if one.device_id is not None else None
    return FollowUpReport(
        shop=head,
        number=one.number,
        customer=one.customer_name,
        asked_on=one.finished_at.astimezone(zone).date(),
        asked_by=one.finished_by_name,
        channel=screen_words(follow_ups.CHANNEL_NAMES[one.channel]) if one.channel else NOTHING,
        occasion=screen_words(follow_ups.OCCASION_NAMES[one.occasion]),
        subject=one.subject,
        device=Words(one.device_name),
        serial_no=device.serial_no if device is not None else "",
        order_number=one.work_order_number or one.visit_number or one.ticket_number,
        covered_until=device.warranty_until if device is not None else None,
        what=one.what,
        answers=tuple(_asked(each) for each in questionnaires.answers(db, follow_up_id)),
        note=one.note,
        task_number=one.task_number,
        printed_at=datetime.now(zone),
        printed_by=printed_by,
    )


def _asked(answer: Answer) -> Asked:
    question = answer.question
    return Asked(question.place, Words(question.words, question.words_en), _answer(answer))


def _answer(answer: Answer) -> Words:
    question, score = answer.question, answer.score
    if score is None:
        return Words(answer.words, answer.words)
    if question.kind == "yes_no":
        return screen_words("Yes" if score else "No")
    if question.kind == "choice":
        return Words(question.choices_in("zh_CN")[score - 1], question.choices_in("en")[score - 1])
    most = 5 if question.kind == "score5" else 10
    return Words(f"{score} / {most}", f"{score} / {most}")
