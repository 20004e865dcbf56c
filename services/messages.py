"""The outbox: messages to customers, what became of them, and what a person does about those that did not go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import desk_lists, errors, outcomes, search
from services.database import Database
from services.listing import Filters, Listing, Where
from services.names import name_of
from services.rows import get_row, id_array, looked_up, records
from services.search import Found, Hit
from services.texts import N_

STATE_NAMES = {
    "waiting": N_("Waiting to be sent"),
    "sending": N_("Being sent"),
    "sent": N_("Sent"),
    "failed": N_("Failed, will be tried again"),
    "perhaps": N_("Perhaps sent"),
    "given_up": N_("Not sent"),
    "cancelled": N_("Not to be sent"),
}
ACTION_NAMES = {
    "cancel": N_("Do not send"),
    "again": N_("Send again"),
    "sent": N_("It was sent"),
    "posted": N_("Posted"),
    "returned": N_("It came back"),
}

errors.sentences(
    message_no_customer=N_("There is nobody to tell: the record has no customer, or his data were erased."),
    message_not_wanted=N_("This customer does not want to be told anything."),
    message_consent_refused=N_("The customer has refused messages of this kind."),
    message_consent_missing=N_("Marketing needs the customer's consent, and none is on file."),
    message_no_email=N_("No usable e-mail address is on file."),
    message_no_sms=N_("No usable telephone number is on file."),
    message_template_wrong=N_("This text is not meant for this record, or it was put away. Choose another one."),
    message_limit=N_("You have written {limit} messages within an hour, which is as many as anybody may."),
    message_step=N_("The message is in another state by now."),
    message_outdated=N_("It was no longer true before it was sent."),
    message_came_back=N_("It came back: the customer did not get it."),
    message_restored=N_("The database was restored from a backup since: it may have been sent before that."),
    message_sender_died=N_("The program that sends stopped in the middle."),
)

# What went wrong with a message, in a sentence.
fault_words = outcomes.fault_words

VIEWS = {
    "not_sent": "m.state in ('failed', 'given_up', 'perhaps')",
    "perhaps": "m.state = 'perhaps'",
    "waiting": "m.state in ('waiting', 'sending', 'failed') and m.channel <> 'letter'",
    "letters": "m.channel = 'letter' and m.state = 'waiting'",
    "sent_today": "m.state = 'sent' and m.sent_at > now() - interval '1 day'"
    " and m.sent_at >= (select date_trunc('day', now() at time zone z.time_zone) at time zone z.time_zone"
    " from store z where z.id = m.store_id)",
    "sent": "m.state = 'sent'",
    "mine": "m.created_by = (select login_name()) and not m.automatic",
    "all": "true",
}
SORTS = {"created_at": ("created_at", "id")}


@dataclass(frozen=True)
class Message:
    """A message with all that is known of it; to_masked is all anybody sees of the address.

    about: what it was written from (work_order, visit, complaint or customer) with its id and number.
    """

    id: UUID
    version: int
    template_id: UUID
    template_name: str
    occasion: str
    channel: str
    purpose: str
    automatic: bool
    state: str
    customer_id: UUID
    customer_name: str
    contact_name: str
    to_masked: str
    store_id: UUID
    store_name: str
    store_name_en: str
    work_order_id: UUID | None
    visit_id: UUID | None
    complaint_id: UUID | None
    number: str
    lang: str
    subject: str
    body: str
    also_subject: str
    also_body: str
    attempts: int
    next_try_at: datetime | None
    claimed_at: datetime | None
    handed_at: datetime | None
    sent_at: datetime | None
    fault: str
    fault_detail: str
    created_at: datetime
    by_name: str
    updated_at: datetime
    updated_by: str

    @property
    def about(self) -> tuple[str, UUID]:
        """What it was written from."""
        for kind, row_id in (("visit", self.visit_id), ("complaint", self.complaint_id),
                             ("work_order", self.work_order_id)):  # fmt: skip
            if row_id is not None:
                return kind, row_id
        return "customer", self.customer_id


class MessageLine(NamedTuple):
    """A row of the list."""

    id: UUID
    version: int
    occasion: str
    channel: str
    automatic: bool
    state: str
    customer_name: str
    to_masked: str
    number: str
    subject: str
    attempts: int
    next_try_at: datetime | None
    sent_at: datetime | None
    fault: str
    fault_detail: str
    store_name: str
    store_name_en: str
    by_name: str
    created_at: datetime


class Draft(NamedTuple):
    """What a message would be. hindrance: a code for what is against it, None where nothing is.

    consent: what the customer said last to messages of this purpose, and when; None where he said nothing.
    """

    hindrance: str | None
    to_masked: str
    lang: str
    subject: str
    body: str
    purpose: str
    consent: bool | None
    consent_at: datetime | None


class Recipient(NamedTuple):
    """Somebody a message can be written to: the customer himself (contact_id None) or a contact of his file.

    hindrance: a code for what is against it, None where nothing is.
    """

    contact_id: UUID | None
    name: str
    role: str
    to_masked: str
    hindrance: str | None


class Told(NamedTuple):
    """What a message is after something was done with it."""

    id: UUID
    version: int
    state: str


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list of messages shows; text finds orders and customers, and shows what they were told."""

    view: str = "not_sent"
    customer_id: UUID | None = None
    work_order_id: UUID | None = None
    visit_id: UUID | None = None
    complaint_id: UUID | None = None


_READ = """m.id, m.version, m.created_at, m.created_by, m.updated_at, m.updated_by, m.template_id, m.occasion, m.channel,
    m.purpose, m.automatic, m.store_id, m.customer_id, m.contact_id, m.work_order_id, m.visit_id, m.complaint_id, m.to_masked, m.lang,
    m.subject, m.body, m.also_subject, m.also_body, m.state, m.attempts, m.next_try_at, m.claimed_at, m.handed_at,
    m.sent_at, m.fault, m.fault_detail"""
_NUMBERS = """coalesce(v.number, o.number, '')"""
_GET = text(f"""
    select m.id, m.version, m.template_id,
           coalesce(nullif(case when c.language = 'en' then t.name_en end, ''), t.name) as template_name,
           m.occasion, m.channel, m.purpose, m.automatic, m.state,
           m.customer_id, coalesce(c.name, '') as customer_name, coalesce(p.name, '') as contact_name, m.to_masked,
           m.store_id,
           s.name as store_name, s.name_en as store_name_en,
           m.work_order_id, m.visit_id, m.complaint_id, {_NUMBERS} as number, m.lang, m.subject, m.body, m.also_subject,
           m.also_body, m.attempts, m.next_try_at, m.claimed_at, m.handed_at, m.sent_at, m.fault, m.fault_detail,
           m.created_at, {name_of("m.created_by")} as by_name, m.updated_at, m.updated_by
    from (select {_READ} from message m where m.id = :id) m
    join message_template t on t.id = m.template_id
    join store s on s.id = m.store_id
    left join customer c on c.id = m.customer_id
    left join contact p on p.id = m.contact_id
    left join work_order o on o.id = m.work_order_id
    left join visit v on v.id = m.visit_id""")
_LINE = f"""
    select m.id, m.version, m.occasion, m.channel, m.automatic, m.state, coalesce(c.name, '') as customer_name,
           m.to_masked, {_NUMBERS} as number,
           case when m.subject <> '' then m.subject else left(m.body, 200) end as subject,
           m.attempts, m.next_try_at, m.sent_at, m.fault, m.fault_detail,
           s.name as store_name, s.name_en as store_name_en,
           {name_of("m.created_by")} as by_name, m.created_at
    from ({{rows}}) m
    {looked_up("store", "name, name_en", "m.store_id", "s")}
    left join customer c on c.id = m.customer_id
    left join work_order o on o.id = m.work_order_id
    left join visit v on v.id = m.visit_id"""


def get(db: Database, message_id: UUID) -> Message:
    """One message; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    return Message(**get_row(db, _GET, id=message_id)._mapping)


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    return desk_lists.narrow(
        db, connection, "m", VIEWS, wanted, "customer_id", "work_order_id", "visit_id", "complaint_id"
    )


_TOLD = text("""
    select m.id from message m
    where m.work_order_id = any(cast(:ids as uuid[])) or m.customer_id = any(cast(:ids as uuid[]))
    order by m.created_at desc, m.id limit :cap""")
_orders, _customers = search.finder("search_work_orders"), search.finder("search_customers")


def _find(db: Database, typed: str, cap: int = search.LIST_CAP) -> Found:
    """The messages of the orders and customers that are found."""
    ids = [*_orders(db, typed).ids, *_customers(db, typed).ids]
    with db.read() as connection:
        found = connection.execute(_TOLD, {"ids": id_array(ids), "cap": cap}).scalars().all()
    return Found([Hit("message", row_id, "", "", place) for place, row_id in enumerate(found)])


_LIST = Listing(
    MessageLine,
    "message m",
    _LINE,
    SORTS,
    _narrow,
    _find,
    Wanted(),
    "created_at",
    own=_READ,
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts

_OF_ORDER = text(f"""
    select * from ({_LINE.format(rows=f"select {_READ} from message m where m.work_order_id = :id")}) x
    order by created_at desc, id desc limit 100""")
_TELL = text("select message_tell(:id, :template, :about, :about_id, :note, cast(:contact as uuid), :request)")
_DRAFT = text("select * from message_draft(:template, :about, :about_id, :note, cast(:contact as uuid))")
_RECIPIENTS = text(
    "select contact_id, name, role, masked as to_masked, hindrance from message_recipients(:template, :about, :about_id)"
)
_MOVE = text("select message_move(:id, :version, :action, :request)")
_STUCK = text("""
    select count(*) from (
        select 1 from message m
        where m.state = 'waiting' and m.channel <> 'letter' and m.next_try_at < now() - interval '30 minutes'
        limit 1001) x""")


def of_order(db: Database, order_id: UUID) -> list[MessageLine]:
    """What the customer was or is to be told about an order, the newest first."""
    with db.read() as connection:
        return records(MessageLine, connection.execute(_OF_ORDER, {"id": order_id}))


def draft(
    db: Database, template_id: UUID, about: str, about_id: UUID, note: str = "", contact_id: UUID | None = None
) -> Draft:
    """What the customer of a record, or a contact of his, would be told.

    Raises ServiceError where this person may not tell him.
    """
    values = {"template": template_id, "about": about, "about_id": about_id, "note": note, "contact": contact_id}
    with db.read() as connection:
        return Draft(*connection.execute(_DRAFT, values).one())


def recipients(db: Database, template_id: UUID, about: str, about_id: UUID) -> list[Recipient]:
    """To whom this text can be written about a record: the customer first, then his contacts.

    Raises ServiceError where this person may not tell him.
    """
    with db.read() as connection:
        return records(
            Recipient, connection.execute(_RECIPIENTS, {"template": template_id, "about": about, "about_id": about_id})
        )


def tell(
    db: Database,
    message_id: UUID,
    template_id: UUID,
    about: str,
    about_id: UUID,
    note: str = "",
    contact_id: UUID | None = None,
    *,
    request: UUID,
) -> Told:
    """Write a message to the customer of a record, or a contact of his (about: work_order, visit, complaint, customer).

    Raises ServiceError where the customer does not want it, has no address for it, or the text is for something else.
    """
    values = {"id": message_id, "template": template_id, "about": about, "about_id": about_id, "note": note,
              "contact": contact_id}  # fmt: skip
    return _told(db.call(request, _TELL, values))


def move(db: Database, message_id: UUID, seen_version: int, action: str, request: UUID) -> Told:
    """Do one of ACTION_NAMES with a message as it was seen; raises ServiceError 'message_step' where it does not fit."""
    values = {"id": message_id, "version": seen_version, "action": "sent" if action == "posted" else action}
    return _told(db.call(request, _MOVE, values))


def actions(state: str, channel: str) -> tuple[str, ...]:
    """What can be done with a message in this state."""
    if channel == "letter" and state == "waiting":
        return ("posted", "cancel")
    return {
        "waiting": ("cancel",),
        "failed": ("again", "cancel"),
        "perhaps": ("sent", "again", "cancel"),
        "given_up": ("again",),
        "cancelled": ("again",),
        "sent": ("returned",),
    }.get(state, ())


def stuck(db: Database) -> int:
    """How many messages should have gone out half an hour ago: nobody sends. Counted up to 1,001."""
    with db.read() as connection:
        return connection.execute(_STUCK).scalar_one()


def _told(result: Mapping[str, object]) -> Told:
    return Told(UUID(str(result["id"])), int(str(result["version"])), str(result["state"]))
