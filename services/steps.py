"""Steps of tickets, complaints and articles: what may follow, taking it, and what happened so far.

The database holds the transitions and is the only one to change a state; here it is asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import TextClause, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from services import errors
from services.asking import Question, ask
from services.database import Database
from services.errors import ServiceError
from services.rows import looked_up, records, sql
from services.texts import N_, _, language

R = TypeVar("R")

# What a step may ask for, in the words of the forms.
NEEDS = {
    "comment": N_("a comment"),
    "solution": N_("the solution"),
    "promised_at": N_("the promised time"),
    "wake_at": N_("until when we wait"),
    "owner_id": N_("who is responsible"),
    "escalated_to_id": N_("who is to decide"),
    "into_id": N_("the other ticket"),
    "subject": N_("the subject"),
    "category": N_("the category"),
    "proposal": N_("the proposal"),
    "answer": N_("the answer"),
    "root_cause": N_("the root cause"),
}

errors.sentences(
    step_not_possible=N_("This step is not possible any more: the record is in another state."),
    step_lacks=N_("Still missing: {lacks}."),
    step_problems=N_("{sentences}"),
    owner_not_active=N_("This person does not work here any more."),
    owner_is_accused=N_("Nobody handles a complaint about himself."),
    owner_cannot_handle=N_("Only managers and service agents handle complaints."),
    owner_cannot_work=N_("This person has no role that works on tickets."),
    owner_is_already=N_("This person is responsible for the ticket already."),
    escalate_to_self=N_("Nobody escalates to himself."),
    promise_past=N_("The promised time is over already."),
    wake_past=N_("Until when do we wait? This time is over already."),
    promise_far=N_("This time is too far away."),
    snooze_wrong=N_("A reminder is put off by a minute at least and a week at most."),
    merge_itself=N_("A ticket cannot be merged into itself."),
    merge_unknown=N_("This ticket cannot be found, or you do not work on it."),
    merge_into_gone=N_("That ticket was cancelled or merged itself. Choose the one that goes on."),
    merge_other_customer=N_("These tickets are of two different customers."),
    telling_final=N_("Only what was written to the customer can come back, and only once."),
    note_empty=N_("Write something first."),
    desk_subject_missing=N_("The subject has 1 to 200 characters."),
    desk_text_missing=N_("Say in the customer's words what it is about."),
    article_question_missing=N_("The question has 1 to 300 characters."),
    article_answer_missing=N_("Write the answer."),
    article_model_unknown=N_("One of the models is not on file any more. Take it away and choose again."),
    article_symptom_unknown=N_("One of the symptoms is not on the list any more. Take it away and choose again."),
    linked_already=N_("This is linked to the ticket already."),
    voted_already=N_("You have said so for this ticket already."),
)
errors.constraints(
    {
        "ticket_subject_check": ("desk_subject_missing", "subject"),
        "ticket_description_check": ("too_long", "description"),
        "ticket_solution_check": ("too_long", "solution"),
        "ticket_reporter_check": ("too_long", "reporter"),
        "ticket_link_device_key": ("linked_already", "device_id"),
        "ticket_link_work_order_key": ("linked_already", "work_order_id"),
        "complaint_subject_check": ("desk_subject_missing", "subject"),
        "complaint_description_check": ("desk_text_missing", "description"),
        "complaint_owner_check": ("owner_is_accused", "about_staff_id"),
        "complaint_complainant_check": ("too_long", "complainant"),
        "article_question_check": ("article_question_missing", "question"),
        "article_answer_check": ("article_answer_missing", "answer"),
        "article_question_en_check": ("too_long", "question_en"),
        "article_answer_en_check": ("too_long", "answer_en"),
        "article_keywords_check": ("too_long", "keywords"),
        "article_customer_answer_check": ("too_long", "customer_answer"),
        "article_customer_answer_en_check": ("too_long", "customer_answer_en"),
        "article_scope_check": ("too_long", "model_ids"),
        "article_vote_once_key": ("voted_already", None),
    }
)


@dataclass(frozen=True)
class NextStep:
    """A step this person may take now. needs: what it asks for; lacks: what of it is not filled in yet."""

    action: str
    to_state: str
    needs: tuple[str, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Moved:
    """Where a step led. other_id: the record that it made, where it makes one."""

    version: int
    state: str
    other_id: UUID | None = None


@dataclass(frozen=True)
class TraceEntry:
    """A line of a trace. of_number: whose it was before that record was merged into this one."""

    id: UUID
    action: str
    from_state: str | None
    to_state: str | None
    at: datetime
    by_login: str
    by_name: str
    comment: str
    owner_name: str
    details: Mapping[str, Any]
    of_number: str = ""


class Opened(NamedTuple, Generic[R]):
    """A record with what may be done next with it and what happened to it."""

    record: R
    steps: tuple[NextStep, ...]
    history: tuple[TraceEntry, ...]


def opened(db: Database, kind: str, record_id: UUID, get: TextClause, line: Callable[..., R]) -> Opened[R]:
    """A record with its next steps and its trace, in one trip to the server.

    get: reads the record as :id; line: makes it from the columns by name. Raises ServiceError 'gone_record' where
    there is none or it may not be seen.
    """
    values = {"id": record_id}
    found, may, happened = ask(
        db, Question(get, values), Question(_next_steps(kind), values), Question(_history(kind), values)
    )
    for record in records(line, found):
        return Opened(record, tuple(records(_step, may)), tuple(records(TraceEntry, happened)))
    raise ServiceError("gone_record")


def next_steps(db: Database, kind: str, record_id: UUID) -> tuple[NextStep, ...]:
    """What this person may do next with a ticket, complaint or article, the usual step first."""
    with db.read() as connection:
        return tuple(records(_step, connection.execute(_next_steps(kind), {"id": record_id})))


def _next_steps(kind: str) -> TextClause:
    return sql(f"select action, to_state, needs, lacks from {kind}_steps(:id)")


def _step(action: str, to_state: str, needs: list[str], lacks: list[str]) -> NextStep:
    return NextStep(action, to_state, tuple(needs), tuple(lacks))


def move(
    db: Database, kind: str, record_id: UUID, version: int, action: str, payload: Mapping[str, Any], request: UUID
) -> Moved:
    """Take a step; the same request id again returns the first result.

    Raises ServiceError: 'conflict' when somebody changed the record meanwhile, 'step_not_possible',
    'step_lacks' with the first missing field, NotPermitted for another role's step.
    """
    statement = text(f"select {kind}_move(:id, :version, :action, :payload, :request)").bindparams(
        bindparam("payload", type_=JSONB)
    )
    values = {
        "id": record_id,
        "version": version,
        "action": action,
        "payload": {name: _plain(value) for name, value in payload.items() if value is not None},
        "request": request,
    }
    try:
        # the function in the database remembers the request itself
        answer = db.call(request, statement, values)
    except ServiceError as error:
        if error.code in ("step_lacks", "step_problems"):
            raise _spelled(error) from error
        raise
    other = answer.get("ticket_id")
    return Moved(answer["version"], answer["state"], UUID(other) if other else None)


def _spelled(error: ServiceError) -> ServiceError:
    """All that stands in the way of a step, in words."""
    names = _(", ").join(_(NEEDS.get(name, name)) for name in error.values["lacks"])
    if error.code == "step_lacks":
        return ServiceError("step_lacks", error.field, lacks=names)
    said = [ServiceError(one["code"], one["field"]).sentence() for one in error.values["problems"]]
    if names:
        said.insert(0, ServiceError("step_lacks", lacks=names).sentence())
    return ServiceError("step_problems", error.field, sentences=("" if language() == "zh_CN" else " ").join(said))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def history(db: Database, kind: str, record_id: UUID) -> tuple[TraceEntry, ...]:
    """What happened to a record, newest first; a ticket's with what happened to those merged into it."""
    with db.read() as connection:
        return tuple(records(TraceEntry, connection.execute(_history(kind), {"id": record_id})))


def _history(kind: str) -> TextClause:
    owner, owners = (
        ("coalesce(o.name, '')", looked_up("staff", "name", "e.owner_id", "o", always=False))
        if kind != "article"
        else ("''", "")
    )
    if kind == "visit":
        # a company has no place among the staff; who may not read its file gets its number from the details
        owner = """coalesce(o.name, (select c.name from customer c
                                     where c.id = cast(e.details ->> 'contractor_id' as uuid)), '')"""
    number, whose, mine = "''", "", f"e.{kind}_id = :id"
    if kind == "ticket":
        number = "case when t.id <> :id then t.number else '' end"
        whose, mine = "ticket t join ", "(t.id = :id or t.merged_into_id = :id)"
    return sql(f"""
        select e.id, e.action, e.from_state, e.to_state, e.at, e.by_login, coalesce(s.name, e.by_login) as by_name,
               e.comment, {owner} as owner_name, e.details, {number} as of_number
        from {whose}{kind}_event e {"on e.ticket_id = t.id" if whose else ""}
        left join lateral (select name from staff where login = e.by_login offset 0) s on true
        {owners}
        where {mine} order by e.at desc, e.id""")
