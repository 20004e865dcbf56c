"""Steps of tickets, complaints and articles: what may follow, taking it, and what happened so far.

The database holds the transitions and is the only one to change a state; here it is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from services import errors
from services.database import Database
from services.errors import ServiceError
from services.rows import records, sql
from services.texts import N_, _

# What a step may ask for, in the words of the forms.
NEEDS = {
    "comment": N_("a comment"),
    "solution": N_("the solution"),
    "promised_at": N_("the promised time"),
    "owner_id": N_("who is responsible"),
    "category": N_("the category"),
    "proposal": N_("the proposal"),
    "answer": N_("the answer"),
    "root_cause": N_("the root cause"),
}

errors.sentences(
    step_not_possible=N_("This step is not possible any more: the record is in another state."),
    step_lacks=N_("Still missing: {lacks}."),
    owner_not_active=N_("This person does not work here any more."),
    owner_is_accused=N_("Nobody handles a complaint about himself."),
    owner_cannot_handle=N_("Only managers and service agents handle complaints."),
    promise_past=N_("The promised time is over already."),
    note_empty=N_("Write something first."),
    desk_subject_missing=N_("The subject has 1 to 200 characters."),
    desk_text_missing=N_("Say in the customer's words what it is about."),
    article_question_missing=N_("The question has 1 to 300 characters."),
    article_answer_missing=N_("Write the answer."),
    article_model_unknown=N_("One of the models is not on file any more. Take it away and choose again."),
    article_symptom_unknown=N_("One of the symptoms is not on the list any more. Take it away and choose again."),
    voted_already=N_("You have said so for this ticket already."),
)
errors.constraints(
    {
        "ticket_subject_check": ("desk_subject_missing", "subject"),
        "ticket_description_check": ("too_long", "description"),
        "ticket_solution_check": ("too_long", "solution"),
        "ticket_reporter_check": ("too_long", "reporter"),
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
    """Where a step led."""

    version: int
    state: str


@dataclass(frozen=True)
class TraceEntry:
    """A line of a trace."""

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


def next_steps(db: Database, kind: str, record_id: UUID) -> tuple[NextStep, ...]:
    """What this person may do next with a ticket, complaint or article, the usual step first."""
    with db.read() as connection:
        rows = connection.execute(sql(f"select * from {kind}_steps(:id)"), {"id": record_id}).all()
    return tuple(NextStep(row.action, row.to_state, tuple(row.needs), tuple(row.lacks)) for row in rows)


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
        if error.code == "step_lacks":
            names = [_(NEEDS.get(name, name)) for name in error.values["lacks"]]
            raise ServiceError("step_lacks", error.field, lacks=_(", ").join(names)) from error
        raise
    return Moved(answer["version"], answer["state"])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def history(db: Database, kind: str, record_id: UUID) -> tuple[TraceEntry, ...]:
    """What happened to a record, newest first."""
    owner, owners = (
        ("coalesce(o.name, '')", "left join staff o on o.id = e.owner_id") if kind != "article" else ("''", "")
    )
    query = sql(f"""
        select e.id, e.action, e.from_state, e.to_state, e.at, e.by_login, coalesce(s.name, e.by_login) as by_name,
               e.comment, {owner} as owner_name, e.details
        from {kind}_event e left join staff s on s.login = e.by_login {owners}
        where e.{kind}_id = :id order by e.at desc, e.id""")
    with db.read() as connection:
        return tuple(records(TraceEntry, connection.execute(query, {"id": record_id})))
