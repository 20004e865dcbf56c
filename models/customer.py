"""Customers: who they are, how to reach them, their four-part file 客户资料卡, classes, notes and consents."""

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Sequence, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, PERSONAL, SCHEMA, UNAUDITED, Base, Record

# Derived from a personal column by a trigger: as secret as that one, and its audit entry is that one's.
PERSONAL_KEY = {**PERSONAL, **UNAUDITED}

KINDS = ("person", "company")
STAGES = ("prospect", "formal")
SALUTATIONS = ("", "mr", "ms")
NOTIFY_BY = ("phone", "sms", "wechat", "email", "none")
CONTACT_ROLES = ("contact", "owner", "manager", "legal", "guardian")
ADDRESS_KINDS = ("home", "work", "site", "shipping", "billing")
NOTE_LEVELS = ("info", "warning", "stop")
CONSENT_PURPOSES = ("service", "marketing", "follow_up", "sharing")

# K100001 …; unique, gaps allowed.
NUMBERS = Sequence("customer_number_seq", start=100001, metadata=Base.metadata, schema=SCHEMA)

# Blanks of all scripts: a name of nothing but these is no name, wherever it was typed.
BLANK = r"^[\s\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\u115f\u1160\u2800\u3164\uffa0\ufeff]*$"

NAME_LENGTH = 120
TEXT_LENGTH = 2000


def named(column: str = "name", length: int = NAME_LENGTH) -> CheckConstraint:
    """The text must say something and fit."""
    return CheckConstraint(f"{column} !~ '{BLANK}' and length({column}) <= {length}", name=column)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """The column holds one of these codes."""
    return CheckConstraint(f"{column} in ({', '.join(repr(value) for value in values)})", name=column)


def at_most(column: str, length: int) -> CheckConstraint:
    """The text fits."""
    return CheckConstraint(f"length({column}) <= {length}", name=column)


def ascii_sorted(default: str | None = "''", info: dict | None = None) -> Mapped[str]:
    """A text compared byte by byte: prefixes are ranges of its index, whatever the database's locale."""
    return mapped_column(Text(collation="C"), server_default=text(default) if default else None, info=info or {})


def plain(info: dict | None = None) -> Mapped[str]:
    """A text that may be empty."""
    return mapped_column(server_default=text("''"), info=info or {})


class Customer(Record, Base):
    """A customer 客户; prospects are customers not yet formal. Numbers are not unique: families share one."""

    __tablename__ = "customer"
    __table_args__ = (
        CheckConstraint("length(number) <= 60 and length(initials) <= 400 and length(pinyin) <= 2000", name="lengths"),
        named(),
        one_of("kind", KINDS),
        one_of("stage", STAGES),
        one_of("salutation", SALUTATIONS),
        one_of("notify_by", NOTIFY_BY),
        CheckConstraint("language in ('zh', 'en')", name="language"),
        at_most("phone", 40),
        at_most("no_phone_reason", 200),
        at_most("email", 200),
        at_most("address", 400),
        at_most("wechat", 80),
        at_most("tax_no", 40),
        at_most("source", 200),
        CheckConstraint("merged_into is null or merged_into <> id", name="merged_into"),
        Index("customer_number_key", "number", unique=True),
        Index("customer_phone_key_idx", "phone_key"),
        Index("customer_phone_last4_idx", "phone_last4"),
        Index("customer_initials_idx", "initials"),
        Index("customer_name_idx", "name"),
        Index("customer_search_idx", "search", postgresql_using="gin"),
        Index("customer_merged_into_idx", "merged_into"),
        Index("customer_region_id_idx", "region_id", "created_at", "id"),
        Index("customer_sales_rep_id_idx", "sales_rep_id", "created_at", "id"),
        # a kind or stage that few have would be looked for among all
        Index("customer_kind_idx", "kind", "created_at", "id", postgresql_where=text("archived_at is null")),
        Index("customer_stage_idx", "stage", "created_at", "id", postgresql_where=text("archived_at is null")),
        Index("customer_archived_idx", "created_at", "id", postgresql_where=text("archived_at is not null")),
        Index("customer_newest_idx", "created_at", "id", postgresql_where=text("archived_at is null")),
        Index("customer_pinyin_idx", "pinyin", "id", postgresql_where=text("archived_at is null")),
    )
    number: Mapped[str] = ascii_sorted("'K' || nextval('aftercare.customer_number_seq')")
    kind: Mapped[str] = mapped_column(server_default=text("'person'"))
    stage: Mapped[str] = mapped_column(server_default=text("'formal'"))
    name: Mapped[str] = mapped_column(Text(collation="C"), info=ERASABLE)
    salutation: Mapped[str] = plain()
    phone: Mapped[str] = plain(PERSONAL)
    phone_key: Mapped[str] = ascii_sorted(info=PERSONAL_KEY)
    phone_masked: Mapped[str] = plain(UNAUDITED)
    phone_last4: Mapped[str] = plain(UNAUDITED)
    no_phone_reason: Mapped[str] = plain(ERASABLE)
    email: Mapped[str] = plain(PERSONAL)
    email_masked: Mapped[str] = plain(UNAUDITED)
    address: Mapped[str] = plain(PERSONAL)
    address_masked: Mapped[str] = plain(UNAUDITED)
    wechat: Mapped[str] = plain(PERSONAL)
    wechat_masked: Mapped[str] = plain(UNAUDITED)
    notify_by: Mapped[str] = mapped_column(server_default=text("'phone'"))
    language: Mapped[str] = mapped_column(server_default=text("'zh'"))
    region_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.region.id"))
    sales_rep_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    birthday: Mapped[date | None] = mapped_column(info=ERASABLE)
    anniversary: Mapped[date | None] = mapped_column(info=ERASABLE)
    tax_no: Mapped[str] = plain(ERASABLE)
    source: Mapped[str] = plain(ERASABLE)
    initials: Mapped[str] = ascii_sorted(info=UNAUDITED)
    pinyin: Mapped[str] = ascii_sorted(info=UNAUDITED)
    search: Mapped[str] = mapped_column(TSVECTOR, server_default=text("''"), info=UNAUDITED)
    merged_into: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.customer.id"))
    archived_at: Mapped[datetime | None]


# The file's fields by part; what belongs to persons (character, hobby …) is kept with the contacts.
FILE_PARTS = {
    "basic": ("founded", "customer_since", "legal_form", "industry", "assets", "business_content"),
    "traits": (
        "service_territory",
        "sales_capability",
        "growth_potential",
        "business_philosophy",
        "business_direction",
        "business_policy",
        "company_size",
        "business_traits",
        "market_potential",
        "product_competitiveness",
    ),
    "business": ("sales_record", "staff_quality", "competitor_relations", "relation_with_us", "cooperation_attitude"),
    "dealings": (
        "sales_activity",
        "problems",
        "strengths",
        "future_measures",
        "public_image",
        "reputation",
        "credit_standing",
        "financial_credit",
        "trading_terms",
        "credit_issues",
    ),
    "personal": ("memorable_contact", "shared_experience", "social_standing", "hobbies", "customs"),
}
FILE_COLUMNS = tuple(column for columns in FILE_PARTS.values() for column in columns)


class CustomerFile(Record, Base):
    """The four-part file of a customer 客户资料卡; its id is the customer's, made with the first entry."""

    __tablename__ = "customer_file"
    __table_args__ = tuple(at_most(column, TEXT_LENGTH) for column in FILE_COLUMNS)
    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.customer.id"), primary_key=True)
    founded: Mapped[str] = plain(ERASABLE)
    customer_since: Mapped[str] = plain(ERASABLE)
    legal_form: Mapped[str] = plain(ERASABLE)
    industry: Mapped[str] = plain(ERASABLE)
    assets: Mapped[str] = plain(ERASABLE)
    business_content: Mapped[str] = plain(ERASABLE)
    service_territory: Mapped[str] = plain(ERASABLE)
    sales_capability: Mapped[str] = plain(ERASABLE)
    growth_potential: Mapped[str] = plain(ERASABLE)
    business_philosophy: Mapped[str] = plain(ERASABLE)
    business_direction: Mapped[str] = plain(ERASABLE)
    business_policy: Mapped[str] = plain(ERASABLE)
    company_size: Mapped[str] = plain(ERASABLE)
    business_traits: Mapped[str] = plain(ERASABLE)
    market_potential: Mapped[str] = plain(ERASABLE)
    product_competitiveness: Mapped[str] = plain(ERASABLE)
    sales_record: Mapped[str] = plain(ERASABLE)
    staff_quality: Mapped[str] = plain(ERASABLE)
    competitor_relations: Mapped[str] = plain(ERASABLE)
    relation_with_us: Mapped[str] = plain(ERASABLE)
    cooperation_attitude: Mapped[str] = plain(ERASABLE)
    sales_activity: Mapped[str] = plain(ERASABLE)
    problems: Mapped[str] = plain(ERASABLE)
    strengths: Mapped[str] = plain(ERASABLE)
    future_measures: Mapped[str] = plain(ERASABLE)
    public_image: Mapped[str] = plain(ERASABLE)
    reputation: Mapped[str] = plain(ERASABLE)
    credit_standing: Mapped[str] = plain(ERASABLE)
    financial_credit: Mapped[str] = plain(ERASABLE)
    trading_terms: Mapped[str] = plain(ERASABLE)
    credit_issues: Mapped[str] = plain(ERASABLE)
    memorable_contact: Mapped[str] = plain(ERASABLE)
    shared_experience: Mapped[str] = plain(ERASABLE)
    social_standing: Mapped[str] = plain(ERASABLE)
    hobbies: Mapped[str] = plain(ERASABLE)
    customs: Mapped[str] = plain(ERASABLE)


class Contact(Record, Base):
    """A person at a customer: owner, managing executive, legal representative, or whom to call."""

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("length(initials) <= 400", name="lengths"),
        named(),
        one_of("role", CONTACT_ROLES),
        one_of("salutation", SALUTATIONS),
        at_most("title", 80),
        at_most("phone", 40),
        at_most("email", 200),
        at_most("note", TEXT_LENGTH),
        *(at_most(column, 400) for column in ("character", "hobbies", "family", "education")),
        CheckConstraint("birth_year between 1880 and 2100", name="birth_year"),
        Index("contact_customer_id_idx", "customer_id"),
        Index("contact_phone_key_idx", "phone_key"),
        Index("contact_phone_last4_idx", "phone_last4"),
        Index("contact_initials_idx", "initials"),
    )
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.customer.id"))
    role: Mapped[str] = mapped_column(server_default=text("'contact'"))
    name: Mapped[str] = mapped_column(info=ERASABLE)
    salutation: Mapped[str] = plain()
    title: Mapped[str] = plain(ERASABLE)
    phone: Mapped[str] = plain(PERSONAL)
    phone_key: Mapped[str] = ascii_sorted(info=PERSONAL_KEY)
    phone_masked: Mapped[str] = plain(UNAUDITED)
    phone_last4: Mapped[str] = plain(UNAUDITED)
    email: Mapped[str] = plain(PERSONAL)
    email_masked: Mapped[str] = plain(UNAUDITED)
    birthday: Mapped[date | None] = mapped_column(info=ERASABLE)
    birth_year: Mapped[int | None]
    character: Mapped[str] = plain(ERASABLE)
    hobbies: Mapped[str] = plain(ERASABLE)
    family: Mapped[str] = plain(ERASABLE)
    education: Mapped[str] = plain(ERASABLE)
    note: Mapped[str] = plain(ERASABLE)
    initials: Mapped[str] = ascii_sorted(info=UNAUDITED)
    archived_at: Mapped[datetime | None]


class CustomerAddress(Record, Base):
    """A further address: where a device stands, where things are sent."""

    __tablename__ = "customer_address"
    __table_args__ = (
        one_of("kind", ADDRESS_KINDS),
        CheckConstraint(f"address !~ '{BLANK}' and length(address) <= 400", name="address"),
        at_most("label", 80),
        at_most("recipient", NAME_LENGTH),
        Index("customer_address_customer_id_idx", "customer_id"),
        Index("customer_address_region_id_idx", "region_id"),
    )
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.customer.id"))
    kind: Mapped[str] = mapped_column(server_default=text("'home'"))
    label: Mapped[str] = plain(ERASABLE)
    recipient: Mapped[str] = plain(ERASABLE)
    address: Mapped[str] = mapped_column(info=PERSONAL)
    address_masked: Mapped[str] = plain(UNAUDITED)
    region_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.region.id"))
    archived_at: Mapped[datetime | None]


class CustomerClass(Record, Base):
    """A class in one dimension (time, stage, nature, volume …); closed with `until`, one open a dimension.

    dimension is a code of the list customer_dimension, code one of customer_class below it.
    """

    __tablename__ = "customer_class"
    __table_args__ = (
        CheckConstraint("length(code) <= 80 and length(dimension) <= 80", name="lengths"),
        Index(
            "customer_class_open_key",
            "customer_id",
            "dimension",
            unique=True,
            postgresql_where=text("until is null"),
        ),
        Index("customer_class_code_idx", "code", "customer_id", postgresql_where=text("until is null")),
    )
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.customer.id"))
    dimension: Mapped[str]
    code: Mapped[str]
    until: Mapped[datetime | None]


class CustomerNote(Record, Base):
    """A flagged note; those marked for it are shown at intake before anything is asked."""

    __tablename__ = "customer_note"
    __table_args__ = (
        one_of("level", NOTE_LEVELS),
        named("body", 4000),
        Index("customer_note_customer_id_idx", "customer_id"),
    )
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.customer.id"))
    level: Mapped[str] = mapped_column(server_default=text("'info'"))
    body: Mapped[str] = mapped_column(info=ERASABLE)
    at_intake: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    archived_at: Mapped[datetime | None]


class CustomerConsent(Record, Base):
    """A consent given or withdrawn; append-only, the newest of a purpose counts."""

    __tablename__ = "customer_consent"
    __table_args__ = (
        one_of("purpose", CONSENT_PURPOSES),
        at_most("channel", 80),
        at_most("wording", 400),
        Index("customer_consent_customer_id_idx", "customer_id", "purpose", "created_at"),
    )
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.customer.id"))
    purpose: Mapped[str]
    given: Mapped[bool] = mapped_column(Boolean)
    channel: Mapped[str] = plain()
    wording: Mapped[str] = plain()
