"""What a window reminds its person of: call-backs that are due, tickets that wait for an answer of his, corrective
actions that he takes or verifies, suggestions that he carries out, recovery plans he answers for, house rules and texts
on papers that are to be read again, appraisals, and parcels of his that should have arrived."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.asking import Question, ask
from services.database import Database
from services.rows import call_once, records

SHOWN = 5


class Reminder(NamedTuple):
    """What a person is to be reminded of.

    kind: callback (due since `at`), woken (the customer did not answer by then), offer (to be taken over), escalation
    (to be decided), measure (to be taken: a corrective action of a complaint), verify (one that he planned was taken),
    effect (time to see whether it helped), improvement (a suggestion that he carries out is due), recovery_plan (one he
    answers for is due), article and shop_text (to be read again), appraisal (to be held), appraised (to be acknowledged), retrain (what he was taught runs out), or parcel
    (not arrived yet: ask the carrier).
    by: who asks, of offers and escalations, or who took the measure. record_id: what is opened, a ticket, complaint,
    suggestion or order.
    """

    kind: str
    id: UUID
    number: str
    subject: str
    customer_name: str
    customer_phone: str
    at: datetime
    version: int
    by: str
    record_id: UUID

    @property
    def record(self) -> str:
        """What kind of record it belongs to."""
        if self.kind in ("improvement", "recovery_plan", "article", "shop_text"):
            return self.kind
        if self.kind in ("appraisal", "appraised"):
            return "appraisal"
        if self.kind == "retrain":
            return "training"
        if self.kind == "parcel":
            return "work_order"
        return "complaint" if self.kind in ("measure", "verify", "effect") else "ticket"


# What goes on for weeks (retrain) never stands in front of what somebody waits for.
_DUE = text("""
    select x.kind, x.id, x.number, x.subject, x.customer_name, x.customer_phone, x.at, x.version, x.by, x.record_id
    from reminded_of(:limit) x
    order by x.kind = 'retrain', x.at limit :limit""")


def due(db: Database, limit: int = SHOWN) -> list[Reminder]:
    """What this person is to be reminded of now, the longest due first."""
    return records(Reminder, ask(db, Question(_DUE, {"limit": limit}))[0])


def snooze(db: Database, ticket_id: UUID, until: datetime, request: UUID) -> None:
    """Remind of a promised call-back later; the promise itself stays."""
    call_once(db, request, "ticket_snooze", id=ticket_id, until=until)
