"""Texts for messages to customers: one for each occasion and channel, in Chinese and English, with variables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from services import errors
from services.database import Database
from services.rows import add_once, change_once, get_row, insert_row, records
from services.texts import N_, _, either

OCCASION_NAMES = {
    "taken_in": N_("Order taken in"),
    "quote": N_("Quote ready"),
    "delay": N_("Promised time moved"),
    "ready": N_("Ready for collection"),
    "overdue": N_("Overdue on the shelf"),
    "delivered": N_("Handed over"),
    "follow_up": N_("Follow-up after hand-over"),
    "visit": N_("Visit appointed"),
    "complaint_received": N_("Complaint received"),
    "complaint_answered": N_("Complaint answered"),
    "other": N_("Something else"),
}
CHANNEL_NAMES = {"email": N_("E-mail"), "sms": N_("SMS"), "letter": N_("Letter")}
PURPOSE_NAMES = {
    "service": N_("Service: about what the customer ordered"),
    "follow_up": N_("Follow-up: asks how all is"),
    "marketing": N_("Marketing: only with consent"),
}
VARIABLE_NAMES = {
    "customer": N_("the customer's name"),
    "store": N_("the store"),
    "store_phone": N_("the store's telephone"),
    "store_address": N_("the store's address"),
    "company": N_("the company"),
    "today": N_("today's date"),
    "note": N_("what the person who sends it adds"),
    "order": N_("the order's number"),
    "device": N_("the device"),
    "opened_on": N_("the day it was taken in"),
    "promised": N_("the promised day"),
    "outcome": N_("what came of the repair"),
    "ready_on": N_("the day it was ready"),
    "to_pay": N_("what is to be paid"),
    "quote": N_("the quoted amount"),
    "quote_until": N_("how long the quote holds"),
    "visit": N_("the visit's number"),
    "visit_day": N_("the day of the visit"),
    "visit_from": N_("when the visit begins"),
    "visit_until": N_("when the visit ends"),
    "technician": N_("the technician's name"),
    "complaint": N_("the complaint's number"),
    "complaint_subject": N_("what the complaint is about"),
    "answer": N_("our answer"),
    "answer_until": N_("the day by which we answer"),
}
# What a message of an occasion is about: the kind of record it is written from.
ABOUT = {
    "visit": "visit",
    "complaint_received": "complaint",
    "complaint_answered": "complaint",
    "other": "",
}
WRITTEN = ("name", "name_en", "purpose", "automatic", "subject_zh", "subject_en", "body_zh", "body_en")

errors.sentences(
    message_variable_unknown=N_("“{name}” is no variable of this occasion. Choose one from the list beside the text."),
    message_brace=N_("A brace stands alone. A variable is its name between two braces."),
    message_subject_lines=N_("A subject is one line."),
    message_sms_long=N_("A text message has up to 500 characters."),
    message_subject_missing=N_("An e-mail or a letter needs a subject in Chinese."),
    message_body_missing=N_("The Chinese text has 1 to 4,000 characters."),
    message_not_automatic=N_("Letters, marketing and texts for nothing in particular are never sent by themselves."),
    message_automatic_twice=N_(
        "Another text is already sent by itself for this occasion in this way. Switch it off first."
    ),
    message_name_missing=N_("Give the text a name of up to 120 characters."),
)
errors.constraints(
    {
        "message_template_name_check": ("message_name_missing", "name"),
        "message_template_name_en_check": ("too_long", "name_en"),
        "message_template_subject_zh_check": ("too_long", "subject_zh"),
        "message_template_subject_en_check": ("too_long", "subject_en"),
        "message_template_subject_check": ("message_subject_missing", "subject_zh"),
        "message_template_body_zh_check": ("message_body_missing", "body_zh"),
        "message_template_body_en_check": ("too_long", "body_en"),
        "message_template_automatic_check": ("message_not_automatic", "automatic"),
        "message_template_automatic_key": ("message_automatic_twice", "automatic"),
    }
)


@dataclass(frozen=True)
class Template:
    """A text; shown is its name in the language of the moment."""

    id: UUID
    version: int
    name: str
    name_en: str
    occasion: str
    channel: str
    purpose: str
    automatic: bool
    subject_zh: str
    subject_en: str
    body_zh: str
    body_en: str
    archived_at: datetime | None
    updated_at: datetime
    updated_by: str

    @property
    def shown(self) -> str:
        return either(self.name, self.name_en)


class Filled(NamedTuple):
    """A text with its variables put in."""

    subject: str
    body: str


_COLUMNS = """id, version, name, name_en, occasion, channel, purpose, automatic, subject_zh, subject_en, body_zh, body_en,
    archived_at, updated_at, updated_by"""
_ORDER = f"""array_position(array[{", ".join(repr(code) for code in OCCASION_NAMES)}], occasion),
    array_position(array['email', 'sms', 'letter'], channel), name, id"""
_ALL = text(f"select {_COLUMNS} from message_template order by (archived_at is not null), {_ORDER}")
_ONE = text(f"select {_COLUMNS} from message_template where id = :id")
_NOW = text("select clock_timestamp()")
_PREVIEW = text("""
    select filled_subject, filled_body
    from message_preview(:occasion, :subject, :body, :about, :about_id, :lang, :note)""")


def every(db: Database) -> list[Template]:
    """All texts by occasion and channel, the archived ones last."""
    with db.read() as connection:
        return records(Template, connection.execute(_ALL))


def get(db: Database, template_id: UUID) -> Template:
    """One text; raises ServiceError 'gone_record' where there is none."""
    return Template(**get_row(db, _ONE, id=template_id)._mapping)


def variables(occasion: str) -> tuple[str, ...]:
    """The variables a text for this occasion may use, as the database has them."""
    common = ("customer", "store", "store_phone", "store_address", "company", "today", "note")
    own: dict[str, tuple[str, ...]] = {
        "visit": ("visit", "visit_day", "visit_from", "visit_until", "technician", "device"),
        "complaint": ("complaint", "complaint_subject", "answer", "answer_until"),
        "": (),
    }
    order = ("order", "device", "opened_on", "promised", "outcome", "ready_on", "to_pay", "quote", "quote_until")
    return common + own.get(ABOUT.get(occasion, "work_order"), order)


def explained(occasion: str) -> str:
    """The variables with what they stand for, a line each."""
    return "\n".join(f"{{{name}}}  {_(VARIABLE_NAMES[name])}" for name in variables(occasion))


def write(db: Database, values: Mapping[str, Any], request: UUID) -> UUID:
    """Keep a new text; values: occasion, channel and those of WRITTEN. Returns its id."""
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "message_template", {"id": row_id, **values})
    )


def change(db: Database, seen: Template, values: Mapping[str, Any], request: UUID) -> Template:
    """Change a text as it was seen; changes of others merge. Raises Conflict, NotPermitted."""
    change_once(
        db, request, "message_template", seen.id, seen.version, values, {name: getattr(seen, name) for name in values}
    )
    return get(db, seen.id)


def archive(db: Database, seen: Template, request: UUID) -> Template:
    """Put a text away, or bring it back where it was put away; sent messages keep theirs."""
    with db.read() as connection:
        now = connection.execute(_NOW).scalar_one()
    values = {"archived_at": None if seen.archived_at else now}
    change_once(db, request, "message_template", seen.id, seen.version, values, {"archived_at": seen.archived_at})
    return get(db, seen.id)


def preview(
    db: Database, occasion: str, subject: str, body: str, about: str, about_id: UUID, lang: str, note: str = ""
) -> Filled:
    """A text as the customer of this record would get it; lang: zh or en."""
    values = {"occasion": occasion, "subject": subject, "body": body, "about": about, "about_id": about_id,
              "lang": lang, "note": note}  # fmt: skip
    with db.read() as connection:
        return Filled(*connection.execute(_PREVIEW, values).one())


def fitting(templates: Sequence[Template], about: str) -> list[Template]:
    """The texts that can be sent from a record of this kind (work_order, visit, complaint or customer)."""
    return [
        one for one in templates if one.archived_at is None and ABOUT.get(one.occasion, "work_order") in ("", about)
    ]
