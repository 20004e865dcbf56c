"""What a window reminds its person of: call-backs that are due, tickets that wait for an answer of his, corrective
actions that he takes or verifies, suggestions that he carries out, and parcels of his that should have arrived."""

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
    effect (time to see whether it helped), improvement (a suggestion that he carries out is due), or parcel (not
    arrived yet: ask the carrier).
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
        if self.kind == "improvement":
            return "improvement"
        if self.kind == "parcel":
            return "work_order"
        return "complaint" if self.kind in ("measure", "verify", "effect") else "ticket"


_DUE = text("""
    with me as materialized (select my_staff_id() as id),
    due as (
        (select 'callback' as kind, t.id, t.promised_at as at
         from ticket t, me
         where t.owner_id = me.id and t.state = 'promised' and t.promised_at <= clock_timestamp()
           and coalesce(t.snoozed_until, t.promised_at) <= clock_timestamp()
         order by t.promised_at limit :limit)
        union all
        (select 'woken', t.id, t.wake_at from ticket t, me
         where t.owner_id = me.id and t.wake_at <= clock_timestamp() and t.state = 'in_progress'
         order by t.wake_at limit :limit)
        union all
        (select 'offer', t.id, t.offered_at from ticket t, me
         where t.offered_to_id = me.id order by t.offered_at limit :limit)
        union all
        (select 'escalation', t.id, t.escalated_at from ticket t, me
         where t.escalated_to_id = me.id order by t.escalated_at limit :limit)
    )
    select d.kind, t.id, t.number, t.subject, coalesce(c.name, t.reporter) as customer_name,
           coalesce(c.phone_masked, '') as customer_phone, d.at, t.version,
           coalesce((select coalesce(s.name, e.by_login) from ticket_event e left join staff s on s.login = e.by_login
                     where e.ticket_id = t.id and d.kind in ('offer', 'escalation')
                       and e.action = case d.kind when 'offer' then 'hand_over' else 'escalate' end
                     order by e.at desc limit 1), '') as by, t.id as record_id
    from due d
    join ticket t on t.id = d.id
    left join customer c on c.id = t.customer_id
    union all
    select m.kind, m.id, m.number, m.what, m.customer_name, m.customer_phone, m.at, m.version, m.by, m.complaint_id
    from measures_to_remind_of(:limit) m
    union all
    select i.kind, i.id, i.number, i.subject, '', '', i.at, i.version, '', i.id
    from improvements_to_remind_of(:limit) i
    union all
    select 'parcel', h.id, h.number, h.what, h.customer_name, h.customer_phone, h.at, h.version, '', h.work_order_id
    from shipments_to_remind_of(:limit) h
    order by at limit :limit""")


def due(db: Database, limit: int = SHOWN) -> list[Reminder]:
    """What this person is to be reminded of now, the longest due first."""
    return records(Reminder, ask(db, Question(_DUE, {"limit": limit}))[0])


def snooze(db: Database, ticket_id: UUID, until: datetime, request: UUID) -> None:
    """Remind of a promised call-back later; the promise itself stays."""
    call_once(db, request, "ticket_snooze", id=ticket_id, until=until)
