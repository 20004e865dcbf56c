"""Appraisals 考核: what people are judged by, when each is due, how somebody did, and what he says to it."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, Numeric, Sequence, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import SCHEMA, Base, Record
from models.customer import TEXT_LENGTH, at_most, named, one_of, plain
from models.ticket import Event, Step

RULES = ("item", "band")
APPRAISAL_STATES = ("planned", "held", "acknowledged", "missed")

NUMBERS = Sequence("appraisal_number_seq", metadata=Base.metadata, schema=SCHEMA)


class AppraisalRule(Record, Base):
    """An item that is marked 考核项目, or a band of points with its reward or penalty 奖惩; of the company.

    value: an item's weight (they need not be 100 together), or from how many points of 100 the band begins. amount: of
    a band, CNY, what is paid (a reward) or taken off (below zero). words: of an item what to look at, of a band what
    follows.
    """

    __tablename__ = "appraisal_rule"
    __table_args__ = (
        one_of("kind", RULES),
        named(),
        at_most("name_en", 200),
        at_most("words", 400),
        CheckConstraint("value between 0 and 100 and (kind = 'band' or value > 0)", name="value"),
        CheckConstraint("amount between -99999 and 99999 and (kind = 'band' or amount = 0)", name="amount"),
        Index("appraisal_rule_name_key", "kind", "name", unique=True, postgresql_where=text("archived_at is null")),
    )
    kind: Mapped[str] = mapped_column(server_default=text("'item'"))
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    value: Mapped[int] = mapped_column(Integer)
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2), server_default=text("0"))
    words: Mapped[str] = plain()
    archived_at: Mapped[datetime | None]


class Appraisal(Record, Base):
    """One talk about how somebody works; its state and marks are changed by functions only.

    place: which of the first year's it is, made from the day he was hired; None for one planned by hand. scheme: items
    and bands as they were when it was first marked. marks: 0 to 100 by the item's id; score is their mean by weight.
    band, amount, consequence: what follows. reply: what the person says to it.
    """

    __tablename__ = "appraisal"
    __table_args__ = (
        one_of("state", APPRAISAL_STATES),
        CheckConstraint("place between 1 and 24", name="place"),
        CheckConstraint("due_on between date '1990-01-01' and date '2200-01-01'", name="due_on"),
        CheckConstraint("score between 0 and 100", name="score"),
        CheckConstraint("amount between -99999 and 99999", name="amount"),
        CheckConstraint("appraiser_id is distinct from staff_id", name="own"),
        CheckConstraint(
            "state not in ('held', 'acknowledged') "
            "or num_nonnulls(held_on, appraiser_id, score) = 3 and scheme <> '{}' and marks <> '{}'",
            name="held",
        ),
        CheckConstraint("(state = 'acknowledged') = (acknowledged_at is not null)", name="acknowledged"),
        CheckConstraint(
            "jsonb_typeof(scheme) = 'object' and octet_length(scheme::text) <= 40000 "
            "and jsonb_typeof(marks) = 'object' and octet_length(marks::text) <= 8000",
            name="scheme",
        ),
        at_most("strengths", TEXT_LENGTH),
        at_most("goals", TEXT_LENGTH),
        at_most("consequence", 400),
        at_most("reply", TEXT_LENGTH),
        Index("appraisal_number_key", "number", unique=True),
        Index("appraisal_place_key", "staff_id", "place", unique=True, postgresql_where=text("place is not null")),
        Index("appraisal_store_id_idx", "store_id", "due_on", "id"),
        # those to be held are few among all that were
        Index("appraisal_planned_idx", "store_id", "due_on", "id", postgresql_where=text("state = 'planned'")),
        Index("appraisal_staff_id_idx", "staff_id", "due_on", "id"),
        Index("appraisal_due_on_idx", "due_on", "id"),
        Index("appraisal_appraiser_id_idx", "appraiser_id", "due_on"),
    )
    number: Mapped[str] = mapped_column(Text(collation="C"))
    state: Mapped[str] = mapped_column(server_default=text("'planned'"))
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.staff.id"))
    # his store when it was planned; its managers hold it
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    place: Mapped[int | None] = mapped_column(Integer)
    due_on: Mapped[date] = mapped_column(Date)
    held_on: Mapped[date | None] = mapped_column(Date)
    appraiser_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    scheme: Mapped[dict] = mapped_column(JSONB, server_default=text("'{}'"))
    marks: Mapped[dict] = mapped_column(JSONB, server_default=text("'{}'"))
    score: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    band: Mapped[str] = plain()
    band_en: Mapped[str] = plain()
    amount: Mapped[Decimal] = mapped_column(Numeric(12, 2), server_default=text("0"))
    consequence: Mapped[str] = plain()
    strengths: Mapped[str] = plain()
    goals: Mapped[str] = plain()
    reply: Mapped[str] = plain()
    acknowledged_at: Mapped[datetime | None]
    # whoever holds it, or is to acknowledge it, is reminded again then
    snoozed_until: Mapped[datetime | None]


class AppraisalEvent(Event, Base):
    """The trace of an appraisal."""

    __tablename__ = "appraisal_event"
    __table_args__ = (Index("appraisal_event_appraisal_id_idx", "appraisal_id", "at"),)
    appraisal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.appraisal.id"))
    # in the store's calendar
    happened_on: Mapped[date] = mapped_column(Date)
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))


class AppraisalTransition(Step, Base):
    """Which step of an appraisal may follow which; role also holds 'leader' and 'person', whom it is about."""

    __tablename__ = "appraisal_transition"
