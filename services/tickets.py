"""Tickets 服务请求: opened, worked on, promised, solved; the articles used for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, errors, model_names, search, service_clock, steps
from services.database import Database
from services.errors import ServiceError
from services.ids import new_id
from services.listing import Filters, Listing, Where
from services.rows import call_once, change_once, change_row, clean, get_row, insert_once, insert_row, looked_up, sql
from services.service_clock import Pressing
from services.steps import Moved, NextStep, Opened, TraceEntry
from services.texts import N_

errors.sentences(
    ticket_without_store=N_("You belong to no store, so no ticket can be opened. Ask your administrator for one."),
    message_without_customer=N_(
        "A message for a colleague says who is to be called back: choose the customer, or enter the caller's number."
    ),
    message_without_number=N_("This customer's file holds no number or address: enter the number to call back."),
    reported_later=N_("Nobody reports what has not happened yet: give a moment in the past."),
)

errors.constraints(
    {
        "ticket_message_check": ("message_without_customer", "customer_id"),
        "ticket_phone_check": ("phone_not_a_number", "phone"),
    }
)

KIND_NAMES = {
    "inquiry": N_("Inquiry"),
    "fault": N_("Fault report"),
    "appointment": N_("Repair appointment"),
    "returns": N_("Return or exchange"),
    "request": N_("Service request"),
    "feedback": N_("Feedback"),
    "suggestion": N_("Suggestion"),
    "message": N_("Message for a colleague"),
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
MOOD_NAMES = {
    "calm": N_("Comfortable"),
    "pleased": N_("Pleased"),
    "indecisive": N_("Indecisive"),
    "worried": N_("Worried"),
    "insistent": N_("Insistent"),
    "annoyed": N_("Annoyed"),
    "angry": N_("Irate"),
}
# As the customer says: 1 to 5.
SATISFACTION_NAMES = {
    1: N_("1 Dissatisfied"),
    2: N_("2 Rather dissatisfied"),
    3: N_("3 So-so"),
    4: N_("4 Satisfied"),
    5: N_("5 Very satisfied"),
}
OPEN_STATES = ("open", "in_progress", "waiting_customer", "promised")

# Which rows a view of the list shows.
PENDING = "t.state not in ('resolved', 'closed', 'cancelled')"
VIEWS = {
    "open": PENDING,
    "mine": f"t.owner_id = :me and {PENDING}",
    "store": f"t.store_id = :my_store and {PENDING}",
    "unassigned": f"t.owner_id is null and {PENDING}",
    "asked": f"(t.offered_to_id = :me or t.escalated_to_id = :me) and {PENDING}",
    "late": f"""{PENDING} and (t.state = 'promised' and t.promised_at < clock_timestamp()
        or t.due_on is not null and t.due_on < store_date(t.store_id) or {service_clock.is_overdue("ticket", "t")})""",
    "due_today": f"{PENDING} and {service_clock.is_due_today('ticket', 't')}",
    "promised": "t.state = 'promised'",
    "due": "t.state = 'promised' and t.owner_id = :me and t.promised_at < clock_timestamp() + interval '1 day'",
    "waiting": "t.state = 'waiting_customer'",
    "photos": f"t.photos_state = 'waiting' and t.kind = 'fault' and {PENDING}",
    "resolved": "t.state in ('resolved', 'closed')",
    # to be taken into the knowledge base, and no article was written from it yet
    "knowledge": """t.into_knowledge and t.state in ('resolved', 'closed')
        and not exists (select from article a where a.ticket_id = t.id)""",
    "all": "true",
}
SORTS = {"opened_at": ("opened_at", "id"), "promised_at": ("promised_at", "id")}


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
    store_name_en: str
    customer_id: UUID | None
    customer_name: str
    customer_phone: str
    device_id: UUID | None
    device_name: str
    work_order_id: UUID | None
    work_order_number: str
    reporter: str
    phone_masked: str
    owner_id: UUID | None
    owner_name: str
    first_asked_id: UUID | None
    first_asked_name: str
    offered_to_id: UUID | None
    offered_to_name: str
    escalated_to_id: UUID | None
    escalated_to_name: str
    merged_into_id: UUID | None
    merged_into_number: str
    split_from_id: UUID | None
    split_from_number: str
    category: str | None
    mood: str | None
    satisfaction: int | None
    urgency: str
    subject: str
    description: str
    solution: str
    into_knowledge: bool
    photos_state: str
    photos_checked_at: datetime | None
    photos_checked_by: str
    photos_note: str
    promised_at: datetime | None
    snoozed_until: datetime | None
    wake_at: datetime | None
    due_on: date | None
    source: str
    reported_at: datetime | None
    opened_at: datetime
    opened_on: date
    resolved_at: datetime | None
    updated_at: datetime
    updated_by: str


class TicketLine(NamedTuple):
    """A row of the list; version is what a step with several of them is compared with."""

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
    store_name_en: str
    opened_at: datetime
    promised_at: datetime | None
    due_on: date | None
    mood: str | None
    escalated: bool
    handed_to: str
    version: int
    clock: Pressing | None = None


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list of tickets shows; text finds number, subject, description and solution.

    category: with those below it. rated: the customer said how satisfied he is. opened_from and opened_until: days of the store's calendar, the last not included.
    """

    view: str = "open"
    kind: str = ""
    channel: str = ""
    urgency: str = ""
    category: str = ""
    opened_from: date | None = None
    opened_until: date | None = None
    owner_id: UUID | None = None
    customer_id: UUID | None = None
    device_id: UUID | None = None
    store_id: UUID | None = None
    rated: bool = False


class UsedArticle(NamedTuple):
    """An article that was used for a ticket; worked is None until somebody says whether it helped."""

    id: UUID
    number: str
    question: str
    worked: bool | None


# The people named and the tickets named are looked up together: five joins of the staff and two more of tickets took the
# server 8 ms to plan, which it does for the first ten tickets somebody opens.
_GET = sql(f"""
    select t.id, t.version, t.number, t.kind, t.state, t.channel, t.store_id, s.name as store_name, s.name_en as store_name_en,
           t.customer_id, coalesce(c.name, '') as customer_name, coalesce(c.phone_masked, '') as customer_phone,
           t.device_id, concat_ws(' ', {model_names.title("m")}, pv.name) as device_name, t.work_order_id,
           coalesce(w.number, '') as work_order_number, t.reporter, t.phone_masked, t.owner_id, coalesce(p.owner, '') as owner_name,
           t.first_asked_id, coalesce(p.first_asked, '') as first_asked_name,
           t.offered_to_id, coalesce(p.offered_to, '') as offered_to_name,
           t.escalated_to_id, coalesce(p.escalated_to, '') as escalated_to_name,
           t.merged_into_id, coalesce(x.merged_into, '') as merged_into_number,
           t.split_from_id, coalesce(x.split_from, '') as split_from_number,
           t.category, t.mood, t.satisfaction, t.urgency, t.subject, t.description, t.solution, t.into_knowledge,
           t.photos_state, t.photos_checked_at, coalesce(p.photos_checked, '') as photos_checked_by, t.photos_note,
           t.promised_at, t.snoozed_until, t.wake_at, t.due_on, t.source, t.reported_at,
           t.opened_at, t.opened_on, t.resolved_at, t.updated_at, t.updated_by
    from ticket t
    join store s on s.id = t.store_id
    left join customer c on c.id = t.customer_id
    left join device d on d.id = t.device_id
    left join product_version pv on pv.id = d.product_version_id
    left join product_model m on m.id = d.product_model_id
    left join work_order w on w.id = t.work_order_id
    left join lateral (
      select max(n.name) filter (where n.id = t.owner_id) as owner,
             max(n.name) filter (where n.id = t.first_asked_id) as first_asked,
             max(n.name) filter (where n.id = t.offered_to_id) as offered_to,
             max(n.name) filter (where n.id = t.escalated_to_id) as escalated_to,
             max(n.name) filter (where n.id = t.photos_checked_by_id) as photos_checked
      from staff n
      where n.id in (t.owner_id, t.first_asked_id, t.offered_to_id, t.escalated_to_id, t.photos_checked_by_id)) p on true
    left join lateral (
      select max(n.number) filter (where n.id = t.merged_into_id) as merged_into,
             max(n.number) filter (where n.id = t.split_from_id) as split_from
      from ticket n where n.id in (t.merged_into_id, t.split_from_id)) x on true
    where t.id = :id""")
_LINE = f"""
    select t.id, t.number, t.kind, t.state, t.urgency, t.subject, coalesce(c.name, t.reporter) as customer_name,
           coalesce(c.phone_last4, t.phone_last4) as customer_last4, coalesce(o.name, '') as owner_name, s.name as store_name, s.name_en as store_name_en,
           t.opened_at, t.promised_at, t.due_on, t.mood, t.escalated_to_id is not null as escalated,
           coalesce(h.name, '') as handed_to, t.version, {service_clock.PRESSING}
    from ({{rows}}) t
    {looked_up("store", "name, name_en", "t.store_id", "s")}
    left join customer c on c.id = t.customer_id
    {looked_up("staff", "name", "t.owner_id", "o", always=False)}
    {looked_up("staff", "name", "t.offered_to_id", "h", always=False)}{service_clock.joined("ticket", "t")}"""


# What a row is made of; the caller's number is read by nobody.
_OWN = (
    "t.id, t.number, t.kind, t.state, t.urgency, t.subject, t.reporter, t.phone_last4, t.customer_id, t.store_id, "
    "t.owner_id, t.offered_to_id, t.escalated_to_id, t.opened_at, t.promised_at, t.due_on, t.mood, t.version"
)


def get(db: Database, ticket_id: UUID) -> Ticket:
    """One ticket; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    return Ticket(*get_row(db, _GET, id=ticket_id))


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(db, connection, "t", VIEWS, wanted, "customer_id", "device_id")
    where.equal("t", wanted, "kind", "channel", "urgency", "owner_id", "store_id")
    if wanted.rated:
        where.add("t.satisfaction is not null")
    if wanted.category:
        where.add(
            """t.category = any (array(select c.code from code_item c where c.list = 'problem_category'
                and :category in (c.code, c.parent_code)))""",
            category=wanted.category,
        )
    if wanted.opened_from is not None:
        where.add("t.opened_on >= :opened_from", opened_from=wanted.opened_from)
    if wanted.opened_until is not None:
        where.add("t.opened_on < :opened_until", opened_until=wanted.opened_until)
    return where


search_tickets = search.finder("search_tickets")
_LIST = Listing(
    service_clock.with_clock(TicketLine),
    "ticket t",
    _LINE,
    SORTS,
    _narrow,
    search_tickets,
    Wanted(),
    "opened_at",
    own=_OWN,
    partial=frozenset({"promised_at"}),
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts


def create(
    db: Database, ticket_id: UUID, values: Mapping[str, Any], request: UUID, articles: Sequence[UUID] = ()
) -> Ticket:
    """Open a ticket; whoever is asked first owns it. articles: those whose answer was used while typing.

    Raises ServiceError 'ticket_without_store' for a person who belongs to no store.
    """
    if values.get("store_id") is None:
        raise ServiceError("ticket_without_store")

    stored = {"id": ticket_id, **clean(values, _OPTIONAL)}

    def work(connection: Connection) -> None:
        insert_row(connection, "ticket", stored)
        for article in articles:
            connection.execute(_USE, {"id": ticket_id, "article": article})

    if articles:
        db.once(request, work)
    else:
        insert_once(db, request, "ticket", stored)
    return get(db, ticket_id)


def change(
    db: Database, seen: Ticket, values: Mapping[str, Any], request: UUID, articles: Sequence[UUID] = ()
) -> Ticket:
    """Change columns of a ticket as it was seen; changes of others merge. Raises Conflict and NotPermitted."""
    stored = clean(values, _OPTIONAL)
    base = {name: getattr(seen, name, None) for name in stored}

    def work(connection: Connection) -> None:
        change_row(connection, "ticket", seen.id, seen.version, stored, base, unreadable=_UNREADABLE)
        for article in articles:
            connection.execute(_USE, {"id": seen.id, "article": article})

    if articles:
        db.once(request, work)
    else:
        change_once(db, request, "ticket", seen.id, seen.version, stored, base, unreadable=_UNREADABLE)
    return get(db, seen.id)


_USE = text("select ticket_use_article(:id, :article)")
_UNREADABLE = ("phone",)
_OPTIONAL = ("customer_id", "device_id", "work_order_id", "category", "due_on", "mood", "satisfaction", "reported_at")


def opened(db: Database, ticket_id: UUID) -> Opened[Ticket]:
    """One ticket with its next steps and trace, in one trip; raises ServiceError 'gone_record' as `get` does."""
    return steps.opened(db, "ticket", ticket_id, _GET, Ticket)


def next_steps(db: Database, ticket_id: UUID) -> tuple[NextStep, ...]:
    """What this person may do next with the ticket."""
    return steps.next_steps(db, "ticket", ticket_id)


def move(db: Database, seen: Ticket, action: str, payload: Mapping[str, Any], request: UUID) -> Moved:
    """Take a step of the table ticket_transition; see steps.move. split tells the new ticket as other_id."""
    return steps.move(db, "ticket", seen.id, seen.version, action, payload, request)


def history(db: Database, ticket_id: UUID) -> tuple[TraceEntry, ...]:
    """The ticket's trace, newest first."""
    return steps.history(db, "ticket", ticket_id)


def add_note(db: Database, ticket_id: UUID, comment: str, request: UUID) -> None:
    """A line in the trace."""
    call_once(db, request, "ticket_note", id=ticket_id, comment=comment)


def told(db: Database, ticket_id: UUID, reached: bool, method: str, comment: str, request: UUID) -> None:
    """Log that the customer was told how it stands, or not reached. method: phone, counter, wechat, sms, email, letter."""
    call_once(db, request, "ticket_told", id=ticket_id, reached=reached, method=method, comment=comment)


def used_articles(db: Database, ticket_id: UUID) -> list[UsedArticle]:
    """The articles used for a ticket and what the person here said of them."""
    query = sql("""
        select a.id, a.number, coalesce(nullif(case when :english then a.question_en end, ''), a.question) as question,
               (select v.worked from article_vote v
                where v.article_id = a.id and v.ticket_id = :id and v.login = :login) as worked
        from (
          select x.at, cast(x.details ->> 'article_id' as uuid) as article_id
          from ticket_event x where x.ticket_id = :id and x.action = 'article' offset 0
        ) e
        join article a on a.id = e.article_id order by e.at""")
    with db.read() as connection:
        rows = connection.execute(query, {"id": ticket_id, "login": db.login}).all()
    return [UsedArticle(*row) for row in rows]


def vote(db: Database, article_id: UUID, ticket_id: UUID | None, worked: bool, request: UUID) -> None:
    """Say whether an article helped; once a ticket and person."""
    values = {"id": new_id(), "article_id": article_id, "ticket_id": ticket_id, "worked": worked, "login": db.login}
    insert_once(db, request, "article_vote", values)
