"""Tickets 服务请求: opened, worked on, promised, solved; the articles used for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, search, steps
from services.database import Database
from services.errors import ServiceError
from services.ids import new_id
from services.paging import PAGE, Page, Place, keyset, make_page
from services.rows import change_row, insert_row
from services.steps import Moved, NextStep, TraceEntry
from services.texts import N_

KIND_NAMES = {
    "inquiry": N_("Inquiry"),
    "fault": N_("Fault report"),
    "feedback": N_("Feedback"),
    "suggestion": N_("Suggestion"),
}
STATE_NAMES = {
    "open": N_("Pending"),
    "in_progress": N_("In progress"),
    "waiting_customer": N_("Waiting for customer"),
    "promised": N_("Call-back promised"),
    "resolved": N_("Resolved"),
    "closed": N_("Filed"),
    "cancelled": N_("Cancelled"),
}
CHANNEL_NAMES = {
    "phone": N_("Telephone"),
    "counter": N_("In the store"),
    "mail": N_("By e-mail"),
    "message": N_("Chat message"),
    "web": N_("Website"),
}
URGENCY_NAMES = {"low": N_("Low"), "normal": N_("Normal"), "high": N_("High"), "urgent": N_("Very urgent")}
OPEN_STATES = ("open", "in_progress", "waiting_customer", "promised")

# Which rows a view of the list shows.
VIEWS = {
    "open": "t.state not in ('resolved', 'closed', 'cancelled')",
    "mine": "t.owner_id = :me and t.state not in ('resolved', 'closed', 'cancelled')",
    "late": "t.state = 'promised' and t.promised_at < clock_timestamp()",
    "promised": "t.state = 'promised'",
    "waiting": "t.state = 'waiting_customer'",
    "resolved": "t.state in ('resolved', 'closed')",
    "all": "true",
}
SORTS = {"opened_at": ("t.opened_at", "t.id"), "promised_at": ("t.promised_at", "t.id")}

search.add_source("search_tickets")


@dataclass(frozen=True)
class Ticket:
    """A ticket as a form shows it; names are those of the moment."""

    id: UUID
    version: int
    number: str
    kind: str
    state: str
    channel: str
    store_id: UUID
    store_name: str
    customer_id: UUID | None
    customer_name: str
    customer_phone: str
    device_id: UUID | None
    device_name: str
    work_order_id: UUID | None
    reporter: str
    owner_id: UUID | None
    owner_name: str
    first_asked_id: UUID | None
    first_asked_name: str
    category: str | None
    urgency: str
    subject: str
    description: str
    solution: str
    into_knowledge: bool
    promised_at: datetime | None
    due_on: date | None
    opened_at: datetime
    opened_on: date
    resolved_at: datetime | None
    updated_at: datetime
    updated_by: str


class TicketLine(NamedTuple):
    """A row of the list."""

    id: UUID
    number: str
    kind: str
    state: str
    urgency: str
    subject: str
    customer_name: str
    customer_last4: str
    owner_name: str
    store_name: str
    opened_at: datetime
    promised_at: datetime | None


@dataclass(frozen=True)
class Filters:
    """What a list of tickets shows; text finds number, subject, description and solution."""

    view: str = "open"
    text: str = ""
    kind: str = ""
    customer_id: UUID | None = None
    device_id: UUID | None = None


class UsedArticle(NamedTuple):
    """An article that was used for a ticket; worked is None until somebody says whether it helped."""

    id: UUID
    number: str
    question: str
    worked: bool | None


_GET = text("""
    select t.id, t.version, t.number, t.kind, t.state, t.channel, t.store_id, s.name as store_name,
           t.customer_id, coalesce(c.name, '') as customer_name, coalesce(c.phone_masked, '') as customer_phone,
           t.device_id, coalesce(concat_ws(' ', nullif(m.brand, ''), m.name), '') as device_name, t.work_order_id,
           t.reporter, t.owner_id, coalesce(o.name, '') as owner_name,
           t.first_asked_id, coalesce(f.name, '') as first_asked_name,
           t.category, t.urgency, t.subject, t.description, t.solution, t.into_knowledge, t.promised_at, t.due_on,
           t.opened_at, t.opened_on, t.resolved_at, t.updated_at, t.updated_by
    from ticket t
    join store s on s.id = t.store_id
    left join customer c on c.id = t.customer_id
    left join device d on d.id = t.device_id
    left join product_model m on m.id = d.product_model_id
    left join staff o on o.id = t.owner_id
    left join staff f on f.id = t.first_asked_id
    where t.id = :id""")
_LINE = """
    select t.id, t.number, t.kind, t.state, t.urgency, t.subject, coalesce(c.name, t.reporter) as customer_name,
           coalesce(c.phone_last4, '') as customer_last4, coalesce(o.name, '') as owner_name, s.name as store_name,
           t.opened_at, t.promised_at
    from ({inner}) t
    join store s on s.id = t.store_id
    left join customer c on c.id = t.customer_id
    left join staff o on o.id = t.owner_id"""


def get(db: Database, ticket_id: UUID) -> Ticket:
    """One ticket; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    with db.read() as connection:
        row = connection.execute(_GET, {"id": ticket_id}).first()
    if row is None:
        raise ServiceError("gone_record")
    return Ticket(**row._mapping)


def page(
    db: Database,
    filters: Filters = Filters(),
    place: Place | None = None,
    *,
    sort: str = "opened_at",
    descending: bool = True,
    limit: int = PAGE,
) -> Page[TicketLine]:
    """Tickets of the stores this person sees; promised_at sorts only the views of promised ones."""
    if sort == "promised_at" and filters.view not in ("promised", "late"):
        sort, descending = "opened_at", True
    columns = SORTS[sort]
    after, order, values = keyset(columns, descending, place)
    with db.read() as connection:
        where, more = _scope(connection, filters)
        if where is None:
            return Page(())
        # Names are joined to the rows of the page only.
        inner = f"select t.* from ticket t where {where} and {after} order by {order} limit :_limit"
        rows = connection.execute(
            text(f"{_LINE.format(inner=inner)} order by {order}"),
            {**values, **more, "_limit": limit + 1},
        ).all()
    names = [column.removeprefix("t.") for column in columns]
    lines = [TicketLine(**row._mapping) for row in rows]
    return make_page(lines, lambda line: tuple(getattr(line, name) for name in names), place, limit)


def lines(db: Database, ids: Sequence[UUID], filters: Filters = Filters(view="all")) -> list[TicketLine]:
    """These rows of a list as they are now; one that left the view is not among them."""
    with db.read() as connection:
        where, more = _scope(connection, filters)
        if where is None:
            return []
        inner = f"select t.* from ticket t where {where} and t.id = any(:_ids)"
        rows = connection.execute(text(_LINE.format(inner=inner)), {**more, "_ids": list(ids)})
        return [TicketLine(**row._mapping) for row in rows]


def counts(db: Database) -> dict[str, int]:
    """How many each view shows, counted up to 1,001."""
    with db.read() as connection:
        return desk_lists.counts(connection, "ticket t", VIEWS, ("open", "mine", "late", "promised", "waiting"))


def _scope(connection: Connection, filters: Filters) -> tuple[str | None, dict[str, Any]]:
    where = [VIEWS[filters.view]]
    values: dict[str, Any] = {}
    own = ":me" in VIEWS[filters.view]
    if own:
        values["me"] = desk_lists.me(connection)
    if not (own or filters.customer_id or filters.device_id):
        condition, more = desk_lists.in_my_stores(connection, "t")
        where.append(condition)
        values |= more
    for column in ("customer_id", "device_id", "kind"):
        if getattr(filters, column):
            where.append(f"t.{column} = :{column}")
            values[column] = getattr(filters, column)
    if filters.text:
        found = desk_lists.found(connection, "tickets", filters.text)
        if not found:
            return None, {}
        where.append("t.id = any(:_found)")
        values["_found"] = found
    return " and ".join(where), values


def create(
    db: Database, ticket_id: UUID, values: Mapping[str, Any], request: UUID, articles: Sequence[UUID] = ()
) -> Ticket:
    """Open a ticket; whoever is asked first owns it. articles: those whose answer was used while typing."""

    def work(connection: Connection) -> None:
        insert_row(connection, "ticket", {"id": ticket_id, **_stored(values)})
        for article in articles:
            connection.execute(_USE, {"id": ticket_id, "article": article})

    db.once(request, work)
    return get(db, ticket_id)


def change(
    db: Database, seen: Ticket, values: Mapping[str, Any], request: UUID, articles: Sequence[UUID] = ()
) -> Ticket:
    """Change columns of a ticket as it was seen; changes of others merge. Raises Conflict and NotPermitted."""
    stored = _stored(values)
    base = {name: getattr(seen, name) for name in stored}

    def work(connection: Connection) -> None:
        change_row(connection, "ticket", seen.id, seen.version, stored, base)
        for article in articles:
            connection.execute(_USE, {"id": seen.id, "article": article})

    db.once(request, work)
    return get(db, seen.id)


_USE = text("select ticket_use_article(:id, :article)")
_OPTIONAL = ("customer_id", "device_id", "work_order_id", "category", "due_on")


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    return desk_lists.without_none(values, _OPTIONAL)


def next_steps(db: Database, ticket_id: UUID) -> tuple[NextStep, ...]:
    """What this person may do next with the ticket."""
    return steps.next_steps(db, "ticket", ticket_id)


def move(db: Database, seen: Ticket, action: str, payload: Mapping[str, Any], request: UUID) -> Moved:
    """Take a step: start, wait, resume, promise, resolve, close, reopen, assign, cancel; see steps.move."""
    return steps.move(db, "ticket", seen.id, seen.version, action, payload, request)


def history(db: Database, ticket_id: UUID) -> tuple[TraceEntry, ...]:
    """The ticket's trace, newest first."""
    return steps.history(db, "ticket", ticket_id)


def add_note(db: Database, ticket_id: UUID, comment: str, request: UUID) -> None:
    """A line in the trace."""
    statement = text("select ticket_note(:id, :comment)")
    db.once(request, lambda connection: connection.execute(statement, {"id": ticket_id, "comment": comment}).scalar())


def use_article(db: Database, ticket_id: UUID, article_id: UUID, request: UUID) -> None:
    """Remember that an article was used for this ticket; once, however often it is inserted."""
    values = {"id": ticket_id, "article": article_id}
    db.once(request, lambda connection: connection.execute(_USE, values).scalar())


def used_articles(db: Database, ticket_id: UUID) -> list[UsedArticle]:
    """The articles used for a ticket and what the person here said of them."""
    query = text("""
        select a.id, a.number, a.question,
               (select v.worked from article_vote v
                where v.article_id = a.id and v.ticket_id = :id and v.login = :login) as worked
        from ticket_event e join article a on a.id = (e.details ->> 'article_id')::uuid
        where e.ticket_id = :id and e.action = 'article' order by e.at""")
    with db.read() as connection:
        rows = connection.execute(query, {"id": ticket_id, "login": db.login}).all()
    return [UsedArticle(*row) for row in rows]


def vote(db: Database, article_id: UUID, ticket_id: UUID | None, worked: bool, request: UUID) -> None:
    """Say whether an article helped; once a ticket and person."""
    values = {"id": new_id(), "article_id": article_id, "ticket_id": ticket_id, "worked": worked, "login": db.login}
    db.once(request, lambda connection: insert_row(connection, "article_vote", values))
