"""Quality inspection 质检 of what agents do with customers: what is looked at, and what was seen of whom."""

import uuid
from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, Numeric, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Record
from models.customer import at_most, named, one_of, plain

CONSEQUENCES = ("praise", "coaching", "warning", "deduction")


class InspectionCriterion(Record, Base):
    """Something that is looked at, with the most points it is worth. Switched off, never deleted."""

    __tablename__ = "inspection_criterion"
    __table_args__ = (
        CheckConstraint("code ~ '^[A-Za-z0-9_.-]{1,40}$'", name="code"),
        named("name", 120),
        at_most("name_en", 200),
        CheckConstraint("most between 1 and 100", name="most"),
        CheckConstraint("origin in ('shipped', 'company')", name="origin"),
        Index("inspection_criterion_code_key", "code", unique=True),
    )
    code: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    most: Mapped[int] = mapped_column(Integer, server_default=text("10"))
    position: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    origin: Mapped[str] = mapped_column(server_default=text("'company'"))


class Inspection(Record, Base):
    """One contact of one person, looked at by a manager; written by functions only.

    scores: [{code, name, name_en, most, points}], copies: a criterion changed later changes no inspection. score is
    their share of what they could be, in per cent. What follows from it, except praise, comes after it was talked over
    with the person 在处罚前找员工沟通. Days are those of the store's calendar.
    """

    __tablename__ = "inspection"
    __table_args__ = (
        CheckConstraint("num_nonnulls(ticket_id, phone_call_id, follow_up_id) = 1", name="contact"),
        CheckConstraint("jsonb_typeof(scores) = 'array' and octet_length(scores::text) <= 16000", name="scores"),
        CheckConstraint("score between 0 and 100", name="score"),
        at_most("note", 2000),
        at_most("talk_note", 2000),
        at_most("own_words", 2000),
        at_most("consequence_note", 2000),
        one_of("consequence", CONSEQUENCES),
        CheckConstraint("talked_on is not null or talk_note = ''", name="talk"),
        CheckConstraint("(consequence is null) = (consequence_on is null)", name="consequence_on"),
        CheckConstraint(
            "consequence is null or consequence = 'praise' or talked_on is not null and talked_on <= consequence_on",
            name="talked_first",
        ),
        Index("inspection_store_id_idx", "store_id", "inspected_on", "id"),
        Index("inspection_staff_id_idx", "staff_id", "inspected_on", "id"),
        Index("inspection_inspected_on_idx", "inspected_on", "id"),
        Index("inspection_ticket_id_key", "ticket_id", "staff_id", unique=True),
        Index("inspection_phone_call_id_key", "phone_call_id", "staff_id", unique=True),
        Index("inspection_follow_up_id_key", "follow_up_id", "staff_id", unique=True),
    )
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    staff_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.staff.id"))
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    phone_call_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.phone_call.id"))
    follow_up_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.follow_up.id"))
    inspected_on: Mapped[date] = mapped_column(Date)
    scores: Mapped[list] = mapped_column(JSONB)
    score: Mapped[float] = mapped_column(Numeric(5, 1))
    note: Mapped[str] = plain()
    talked_on: Mapped[date | None] = mapped_column(Date)
    talk_note: Mapped[str] = plain()
    # What the person says to it.
    own_words: Mapped[str] = plain()
    consequence: Mapped[str | None]
    consequence_on: Mapped[date | None] = mapped_column(Date)
    consequence_note: Mapped[str] = plain()
