"""Follow-ups for tests: customers who may be called, orders handed over, answers."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import follow_ups, questionnaires
from services.database import Database
from services.ids import new_id
from services.steps import Moved
from tests.customer_samples import make_customer, make_device
from tests.people import known

STANDARD = UUID("5f011000-0000-7000-8000-000000000001")
RULES = {
    name: UUID(f"5f011000-0000-7000-8000-0000000002{n:02}")
    for n, name in enumerate(
        ("complaint", "visit", "hand_over", "ticket", "manual", "lapsed", "unhappy", "rework"), start=1
    )
}


def hand_over(superuser: Connection, customer_id: UUID, days_ago: float = 4, **values: Any) -> UUID:
    """A repaired device that was handed over some days ago, at the Xihu store unless said otherwise."""
    order_id = new_id()
    device_id = make_device(superuser, customer_id, serial_no=f"SN{order_id.hex[-12:]}")
    given = {
        "id": order_id,
        "store_id": known("store xihu"),
        "customer_id": customer_id,
        "device_id": device_id,
        "problem": "空调不制冷",
        "promised_at": datetime.now(UTC),
        "warranty_verdict": "in",
        "assigned_to": known("tang"),
        "work_state": "delivered",
        "custody_state": "returned",
        "outcome": "repaired",
        **values,
    }
    ago = timedelta(days=days_ago)
    superuser.execute(
        text(f"""
            insert into work_order (number, opened_at, opened_on, state_since, ready_at, delivered_at, delivered_on,
                                    {", ".join(given)})
            values ('W' || left(cast(:id as uuid)::text, 30), now() - interval '9 days', now()::date - 9, now() - :ago,
                    now() - :ago, now() - :ago, (now() - :ago)::date, {", ".join(f":{name}" for name in given)})"""),
        {**given, "ago": ago},
    )
    return order_id


def ask_everybody(superuser: Connection) -> None:
    """Rules look at what happened before they were written, and leave nobody out."""
    superuser.execute(text("update follow_up_rule set starts_at = '-infinity', percent = 100"))


def fill(superuser: Connection) -> int:
    """What the timer does."""
    return superuser.execute(text("select aftercare.due_follow_ups()")).scalar_one()


def queued(superuser: Connection, customer_id: UUID) -> Any:
    """The follow-up of a customer, as it stands in the table."""
    return superuser.execute(text("select * from follow_up where customer_id = :id"), {"id": customer_id}).one()


def in_queue(superuser: Connection, name: str = "王小明", phone: str = "13800138001", **values: Any) -> UUID:
    """A follow-up of a device that was handed over; its id."""
    customer_id = make_customer(superuser, name, phone)
    hand_over(superuser, customer_id, **values)
    ask_everybody(superuser)
    fill(superuser)
    return queued(superuser, customer_id).id


def move(db: Database, follow_up_id: UUID, action: str, **payload: Any) -> Moved:
    """Take a step with it as it stands."""
    return follow_ups.move(db, follow_ups.get(db, follow_up_id), action, payload, new_id())


def answer(db: Database, follow_up_id: UUID, note: str = "", **instead: Any) -> Moved:
    """Write the answers down, good ones unless said otherwise (see good_answers)."""
    seen = follow_ups.get(db, follow_up_id)
    return follow_ups.answer(db, follow_up_id, good_answers(db, seen, **instead), note, new_id())


def good_answers(db: Database, seen: follow_ups.FollowUp, **instead: Any) -> dict[UUID, Any]:
    """An answer to every question, all of them good; instead: by place, as in p1=2."""
    answers: dict[UUID, Any] = {}
    usual = {"score5": 5, "score10": 10, "text": "很好，谢谢", "choice": 1}
    for question in questionnaires.questions(db, seen.questionnaire_id, seen.revision):
        good = "no" if question.bad == "yes" else "yes"
        answers[question.id] = instead.get(f"p{question.place}", usual.get(question.kind, good))
    return answers
