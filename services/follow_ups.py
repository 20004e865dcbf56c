"""Follow-ups 回访: the queue of customers to be asked how it went, the calls, and what came of them.

A follow-up is successful (回访成功) when the customer was reached and answered every required question: the state
'done'. Reached and refused is reached, not successful; called as often as the rule allows in vain is not reached.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from services import desk_lists, errors, model_names, search, steps
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import call_once, get_row, looked_up, sql
from services.steps import Moved, NextStep, Opened, TraceEntry
from services.texts import N_

OCCASION_NAMES = {
    "hand_over": N_("Device handed over"),
    "visit": N_("Visit made"),
    "complaint": N_("Complaint closed"),
    "ticket": N_("Ticket solved"),
    "manual": N_("Planned by hand"),
    "lapsed": N_("Stayed away for long"),
    "unhappy": N_("Left unhappy"),
}
# Customers to be won back 挽回: these are not asked how it was, but won or lost.
WIN_BACK = ("lapsed", "unhappy")
STATE_NAMES = {
    "open": N_("To be called"),
    "retry": N_("To be called again"),
    "done": N_("Follow-up successful"),
    "unreached": N_("Not reached"),
    "refused": N_("Did not want to answer"),
    "cancelled": N_("Called off"),
    "won": N_("Won back"),
    "lost": N_("Customer lost"),
}
CHANNEL_NAMES = {
    "phone": N_("By telephone"),
    "counter": N_("At the counter"),
    "kiosk": N_("By the customer himself"),
}
OPEN_STATES = ("open", "retry")
# An answer of 4 or 5 out of 5 is a satisfied customer (CSAT); 9 and 10 of 10 recommend, 0 to 6 advise against (NPS).
SATISFIED_FROM = 4

errors.sentences(
    follow_up_own_work=N_("You did this work yourself; somebody else asks how it was."),
    follow_up_taken=N_("{name} has taken this call already."),
    follow_up_owner_cannot=N_("Only service agents and managers call, and nobody about his own work."),
    follow_up_rule_gone=N_("This rule is not in use any more. Choose another."),
    follow_up_not_wanted=N_("This customer cannot be called: he said no, has no number, or only disturbs."),
    follow_up_whom=N_("Choose the customer or his work order."),
    follow_up_under_way=N_("A follow-up of this customer is under way already."),
    answer_missing=N_("Question {place} is not answered yet."),
    answer_wrong=N_("The answer to question {place} is none of those that can be given."),
    answer_unknown=N_("These are not the questions of this follow-up. Load it anew."),
    answers_none=N_("Nothing is answered yet."),
)
errors.constraints(
    {
        "follow_up_source_key": ("follow_up_under_way", None),
        "follow_up_note_check": ("too_long", "note"),
        "follow_up_answer_words_check": ("too_long", "words"),
    }
)
steps.NEEDS.update(
    {"next_at": N_("when to call"), "no_more": N_("whether we may call again"), "lost_reason": N_("why he is lost")}
)

# Which rows a view of the list shows.
PENDING = "f.state in ('open', 'retry')"
# What is past is due today too; the store's midnight is asked for the others only, and those of the next day.
TODAY = """f.next_at < statement_timestamp() + interval '26 hours' and (f.next_at <= statement_timestamp()
    or f.next_at < (store_date(f.store_id) + 1) at time zone zone_of(f.store_id))"""
VIEWS = {
    "now": f"{PENDING} and f.next_at <= statement_timestamp()",
    "mine": f"f.owner_id = :me and {PENDING}",
    "due_today": f"{PENDING} and {TODAY}",
    "free": f"f.owner_id is null and {PENDING}",
    "late": f"{PENDING} and f.call_by < statement_timestamp()",
    "retry": "f.state = 'retry'",
    "bad": "f.bad",
    "done": "f.state = 'done'",
    "won": "f.state = 'won'",
    "lost": "f.state = 'lost'",
    "over": "f.finished_on is not null",
    "all": "true",
}
SORTS = {
    "next_at": ("next_at", "id"),
    "due_at": ("due_at", "id"),
    "finished_on": ("finished_on", "id"),
}


@dataclass(frozen=True)
class FollowUp:
    """A follow-up as its page shows it; names are those of the moment, the number masked.

    what: what was done, in the words of the order, visit, ticket or complaint. script: what to say, Chinese and English.
    """

    id: UUID
    version: int
    number: str
    state: str
    occasion: str
    rule_id: UUID
    rule_name: str
    rule_name_en: str
    script: str
    script_en: str
    max_attempts: int
    questionnaire_id: UUID
    revision: int
    store_id: UUID
    store_name: str
    store_name_en: str
    customer_id: UUID
    customer_name: str
    customer_phone: str
    device_id: UUID | None
    device_name: str
    work_order_id: UUID | None
    work_order_number: str
    visit_id: UUID | None
    visit_number: str
    complaint_id: UUID | None
    complaint_number: str
    ticket_id: UUID | None
    ticket_number: str
    task_id: UUID | None
    task_number: str
    subject: str
    what: str
    worker_id: UUID | None
    worker_name: str
    owner_id: UUID | None
    owner_name: str
    due_at: datetime
    call_by: datetime
    next_at: datetime
    attempts: int
    reached_at: datetime | None
    finished_at: datetime | None
    finished_by_name: str
    channel: str | None
    score: int | None
    nps: int | None
    bad: bool
    lost_reason: str | None
    lost_because: str
    lost_because_en: str
    note: str
    updated_at: datetime
    updated_by: str


class FollowUpLine(NamedTuple):
    """A row of the queue."""

    id: UUID
    version: int
    number: str
    state: str
    occasion: str
    subject: str
    customer_name: str
    customer_last4: str
    owner_id: UUID | None
    owner_name: str
    store_name: str
    store_name_en: str
    due_at: datetime
    call_by: datetime
    next_at: datetime
    attempts: int
    score: int | None
    nps: int | None
    bad: bool
    finished_on: date | None
    worker_id: UUID | None
    lost_because: str
    lost_because_en: str


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list of follow-ups shows; text finds number, subject and customer.

    finished_from, finished_until: days of the store's calendar, the second not included. reached, satisfied: only
    those that count so in the figures. win_back: only customers who are to be won back, or only the others.
    came_again: won back, and an order of theirs was opened since.
    """

    view: str = "now"
    occasion: str = ""
    state: str = ""
    customer_id: UUID | None = None
    store_id: UUID | None = None
    finished_by_id: UUID | None = None
    finished_from: date | None = None
    finished_until: date | None = None
    reached: bool | None = None
    satisfied: bool | None = None
    win_back: bool | None = None
    lost_reason: str = ""
    came_again: bool = False


_GET = sql(f"""
    select f.id, f.version, f.number, f.state, f.occasion, f.rule_id, r.name as rule_name, r.name_en as rule_name_en,
           r.script, r.script_en, r.max_attempts, f.questionnaire_id, f.revision, f.store_id,
           s.name as store_name, s.name_en as store_name_en,
           f.customer_id, c.name as customer_name, c.phone_masked as customer_phone,
           f.device_id, {model_names.title("m")} as device_name,
           f.work_order_id, coalesce(w.number, '') as work_order_number,
           f.visit_id, coalesce(v.number, '') as visit_number,
           f.complaint_id, coalesce(k.number, '') as complaint_number,
           f.ticket_id, coalesce(t.number, '') as ticket_number,
           f.task_id, coalesce(a.number, '') as task_number, f.subject,
           coalesce(nullif(case f.occasion when 'visit' then v.work_done when 'complaint' then k.answer
                                           when 'ticket' then t.solution end, ''),
                    nullif(w.work_done, ''), '') as what,
           f.worker_id, coalesce(p.name, '') as worker_name, f.owner_id, coalesce(o.name, '') as owner_name,
           f.due_at, f.call_by, f.next_at, f.attempts, f.reached_at, f.finished_at,
           coalesce(e.name, '') as finished_by_name, f.channel, f.score, f.nps, f.bad,
           f.lost_reason, coalesce(l.name, f.lost_reason, '') as lost_because, coalesce(l.name_en, '') as lost_because_en,
           f.note, f.updated_at, f.updated_by
    from follow_up f
    join store s on s.id = f.store_id
    join follow_up_rule r on r.id = f.rule_id
    join customer c on c.id = f.customer_id
    left join device d on d.id = f.device_id
    left join product_model m on m.id = d.product_model_id
    left join work_order w on w.id = f.work_order_id
    left join visit v on v.id = f.visit_id
    left join complaint k on k.id = f.complaint_id
    left join ticket t on t.id = f.ticket_id
    left join ticket a on a.id = f.task_id
    left join staff p on p.id = f.worker_id
    left join staff o on o.id = f.owner_id
    left join staff e on e.id = f.finished_by_id
    left join code_item l on l.list = 'lost_reason' and l.code = f.lost_reason
    where f.id = :id""")
_LINE = f"""
    select f.id, f.version, f.number, f.state, f.occasion, f.subject, c.name as customer_name,
           c.phone_last4 as customer_last4, f.owner_id, coalesce(o.name, '') as owner_name,
           s.name as store_name, s.name_en as store_name_en,
           f.due_at, f.call_by, f.next_at, f.attempts, f.score, f.nps, f.bad, f.finished_on, f.worker_id,
           coalesce(l.name, f.lost_reason, '') as lost_because, coalesce(l.name_en, '') as lost_because_en
    from ({{rows}}) f
    {looked_up("store", "name, name_en", "f.store_id", "s")}
    join customer c on c.id = f.customer_id
    {looked_up("staff", "name", "f.owner_id", "o", always=False)}
    left join code_item l on l.list = 'lost_reason' and l.code = f.lost_reason"""
# Whether a customer who was won back came again.
CAME_AGAIN = """f.state = 'won' and exists (
    select from work_order n where n.customer_id = f.customer_id and n.opened_at > f.due_at)"""


def get(db: Database, follow_up_id: UUID) -> FollowUp:
    """One follow-up; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    return FollowUp(**get_row(db, _GET, id=follow_up_id)._mapping)


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(db, connection, "f", VIEWS, wanted, "customer_id", "store_id", "finished_by_id")
    where.equal("f", wanted, "occasion", "state", "lost_reason")
    if wanted.win_back is not None:
        where.add(f"f.occasion {'' if wanted.win_back else 'not '}in ('lapsed', 'unhappy')")
    if wanted.came_again:
        where.add(CAME_AGAIN)
    if wanted.finished_from is not None:
        where.add("f.finished_on >= :finished_from", finished_from=wanted.finished_from)
    if wanted.finished_until is not None:
        where.add("f.finished_on < :finished_until", finished_until=wanted.finished_until)
    if wanted.reached is not None:
        where.add(f"f.reached_at is {'not ' if wanted.reached else ''}null and f.state <> 'cancelled'")
    if wanted.satisfied is not None:
        where.add(f"f.score {'>=' if wanted.satisfied else '<'} {SATISFIED_FROM}")
    return where


_LIST = Listing(
    FollowUpLine,
    "follow_up f",
    _LINE,
    SORTS,
    _narrow,
    search.finder("search_follow_ups"),
    Wanted(),
    "next_at",
    descending=False,
    partial=frozenset({"finished_on"}),
    holds={"due_today": "now"},
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts


def opened(db: Database, follow_up_id: UUID) -> Opened[FollowUp]:
    """One follow-up with its next steps and trace, in one trip; raises ServiceError 'gone_record' as `get` does."""
    return steps.opened(db, "follow_up", follow_up_id, _GET, FollowUp)


def next_steps(db: Database, follow_up_id: UUID) -> tuple[NextStep, ...]:
    """What this person may do next; 'answer' is taken by `answer`."""
    return steps.next_steps(db, "follow_up", follow_up_id)


def move(db: Database, seen: Any, action: str, payload: Mapping[str, Any], request: UUID) -> Moved:
    """Take a step of the table follow_up_transition but 'answer': an attempt, take, assign, call back …

    Raises ServiceError 'follow_up_taken' where somebody else has it, 'follow_up_own_work', and as steps.move.
    """
    return steps.move(db, "follow_up", seen.id, seen.version, action, payload, request)


_ANSWER = text("select follow_up_answer(:id, :answers, :note, :channel, :request)").bindparams(
    bindparam("answers", type_=JSONB)
)


def answer(
    db: Database, follow_up_id: UUID, answers: Mapping[UUID, Any], note: str, request: UUID, channel: str = "phone"
) -> Moved:
    """Write down what the customer answered; the follow-up is successful then. Returns with other_id the ticket that
    a bad answer opened.

    answers: by question a number (the place of an option), 'yes' or 'no', or a text; not answered is left out.
    Raises ServiceError with field 'question:<id>': 'answer_missing', 'answer_wrong'; 'step_not_possible' when it is over.
    """
    given = {str(question): value for question, value in answers.items() if value not in (None, "")}
    values = {"id": follow_up_id, "answers": given, "note": note, "channel": channel, "request": request}
    made = db.call(request, _ANSWER, values)
    task = made.get("ticket_id")
    return Moved(made["version"], made["state"], UUID(task) if task else None)


_PLAN = text("select follow_up_plan(:id, :rule, :store, :customer, :order, :owner, :at, :subject, :request)")


def plan(db: Database, follow_up_id: UUID, values: Mapping[str, Any], request: UUID) -> FollowUp:
    """Plan a follow-up by hand: rule_id, store_id, customer_id or work_order_id, and owner_id, next_at, subject.

    Raises ServiceError 'follow_up_not_wanted' where the customer may not be called, 'follow_up_under_way'.
    """
    db.call(
        request,
        _PLAN,
        {
            "id": follow_up_id,
            "rule": values["rule_id"],
            "store": values["store_id"],
            "customer": values.get("customer_id"),
            "order": values.get("work_order_id"),
            "owner": values.get("owner_id"),
            "at": values.get("next_at"),
            "subject": values.get("subject", ""),
            "request": request,
        },
    )
    return get(db, follow_up_id)


def history(db: Database, follow_up_id: UUID) -> tuple[TraceEntry, ...]:
    """The trace, newest first; the attempts are part of it."""
    return steps.history(db, "follow_up", follow_up_id)


def add_note(db: Database, follow_up_id: UUID, comment: str, request: UUID) -> None:
    """A line in the trace."""
    call_once(db, request, "follow_up_note", id=follow_up_id, comment=comment)


def opened_by(db: Database, ticket_id: UUID) -> tuple[UUID, str] | None:
    """The follow-up whose bad answer opened a ticket, with its number."""
    with db.read() as connection:
        row = connection.execute(
            text("select id, number from follow_up where task_id = :id limit 1"), {"id": ticket_id}
        ).first()
    return (row.id, row.number) if row is not None else None
