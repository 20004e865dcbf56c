"""Follow-ups 回访: which customers are asked how it went, the attempts to reach them, and what they answered."""

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, Numeric, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import ERASABLE, UNAUDITED, Base, Record
from models.customer import NAME_LENGTH, at_most, named, one_of, plain
from models.ticket import Event, Step

# Customers to be won back 挽回: nothing of theirs came for long, or they left unhappy.
WIN_BACK = ("lapsed", "unhappy")
# What a rule follows: a device handed over, a visit made, a complaint closed, a ticket solved; manual: by hand only.
OCCASIONS = ("hand_over", "visit", "complaint", "ticket", "manual", *WIN_BACK)
STATES = ("open", "retry", "done", "unreached", "refused", "cancelled", "won", "lost")
CHANNELS = ("phone", "counter", "kiosk")
QUESTION_KINDS = ("score5", "score10", "yes_no", "choice", "text")
BAD_ANSWERS = ("", "yes", "no")
# Which of the orders behind an occasion a rule is for; empty: any.
RULE_COVERS = ("", "warranty", "contract", "out", "paid")
SCRIPT_LENGTH = 4000
QUESTION_LENGTH = 400
OPTIONS_MOST = 9
QUESTIONS_MOST = 20
NOTE_LENGTH = 4000
PENDING = "state in ('open', 'retry')"
_SEEN = ["state", "owner_id", "about_id"]


class Questionnaire(Record, Base):
    """A questionnaire 问卷. revision: the one that is asked now; 0 before it has questions."""

    __tablename__ = "questionnaire"
    __table_args__ = (
        named(),
        at_most("name_en", NAME_LENGTH),
        CheckConstraint("revision >= 0", name="revision"),
        Index("questionnaire_name_key", "name", unique=True, postgresql_where=text("archived_at is null")),
    )
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    revision: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    archived_at: Mapped[datetime | None]


class Question(Record, Base):
    """One question of one revision; never changed, so that old answers keep the words they were given to.

    kind: score5 (1 to 5), score10 (0 to 10), yes_no, choice (one of options) or text. bad: which answer to a yes/no
    question tells of something that went wrong.
    """

    __tablename__ = "question"
    __unwatched__ = True  # its questionnaire changes with it
    __table_args__ = (
        one_of("kind", QUESTION_KINDS),
        one_of("bad", BAD_ANSWERS),
        named("words", QUESTION_LENGTH),
        at_most("words_en", QUESTION_LENGTH),
        CheckConstraint(f"(kind = 'choice') = (cardinality(options) between 2 and {OPTIONS_MOST})", name="options"),
        CheckConstraint("cardinality(options_en) in (0, cardinality(options))", name="options_en"),
        CheckConstraint("bad = '' or kind = 'yes_no'", name="bad_kind"),
        CheckConstraint(f"place between 1 and {QUESTIONS_MOST}", name="place"),
        Index("question_place_key", "questionnaire_id", "revision", "place", unique=True),
    )
    questionnaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.questionnaire.id"))
    revision: Mapped[int] = mapped_column(Integer)
    place: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str]
    words: Mapped[str]
    words_en: Mapped[str] = plain()
    options: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    options_en: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    required: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    bad: Mapped[str] = plain()


class FollowUpRule(Record, Base):
    """Who is asked how it went, and how.

    after_days: days from the occasion until the call; percent: share of the occasions that are asked about; pause_days:
    days within which the same customer is not asked again; due_days: days within which he should be reached. An answer
    of at most bad_score5 (1 to 5) or bad_score10 (0 to 10) to any question opens a task; None: never. at_least: so many
    a month of what each technician did at a store are asked about, whatever the share. cover, least_amount (what the
    customer pays for the order, in CNY) and technician_id narrow the occasions further.
    """

    __tablename__ = "follow_up_rule"
    __table_args__ = (
        named(),
        at_most("name_en", NAME_LENGTH),
        one_of("occasion", OCCASIONS),
        CheckConstraint("length(record_kind) <= 40", name="lengths"),
        CheckConstraint("after_days between 0 and 1825", name="after_days"),
        CheckConstraint("percent between 1 and 100", name="percent"),
        CheckConstraint("at_least between 0 and 99", name="at_least"),
        one_of("cover", RULE_COVERS),
        CheckConstraint("least_amount between 0.01 and 9999999999.99", name="least_amount"),
        CheckConstraint("pause_days between 0 and 730", name="pause_days"),
        CheckConstraint("due_days between 1 and 60", name="due_days"),
        CheckConstraint("max_attempts between 1 and 9", name="max_attempts"),
        CheckConstraint("retry_hours between 1 and 168", name="retry_hours"),
        CheckConstraint("bad_score5 between 1 and 4", name="bad_score5"),
        CheckConstraint("bad_score10 between 0 and 9", name="bad_score10"),
        at_most("script", SCRIPT_LENGTH),
        at_most("script_en", SCRIPT_LENGTH),
        Index("follow_up_rule_occasion_idx", "occasion", "position", postgresql_where=text("archived_at is null")),
        Index("follow_up_rule_store_id_idx", "store_id"),
        Index("follow_up_rule_questionnaire_id_idx", "questionnaire_id"),
        Index("follow_up_rule_technician_id_idx", "technician_id"),
    )
    name: Mapped[str]
    name_en: Mapped[str] = plain()
    occasion: Mapped[str]
    # Of orders and tickets only those of this kind; empty: any.
    record_kind: Mapped[str] = plain()
    store_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.store.id"))
    after_days: Mapped[int] = mapped_column(Integer, server_default=text("3"))
    percent: Mapped[int] = mapped_column(Integer, server_default=text("100"))
    at_least: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    # Of orders and visits only those of a device that came back after a repair.
    only_rework: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    # Only of what is in or out of warranty, under contract, or paid for by the customer; empty: any.
    cover: Mapped[str] = plain()
    least_amount: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    # Only what this person did.
    technician_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    pause_days: Mapped[int] = mapped_column(Integer, server_default=text("60"))
    due_days: Mapped[int] = mapped_column(Integer, server_default=text("7"))
    max_attempts: Mapped[int] = mapped_column(Integer, server_default=text("3"))
    retry_hours: Mapped[int] = mapped_column(Integer, server_default=text("4"))
    questionnaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.questionnaire.id"))
    script: Mapped[str] = plain()
    script_en: Mapped[str] = plain()
    bad_score5: Mapped[int | None] = mapped_column(Integer)
    bad_score10: Mapped[int | None] = mapped_column(Integer)
    # The first of those that fit an occasion holds.
    position: Mapped[int] = mapped_column(Integer, server_default=text("50"))
    # Occasions before it are not asked about: a new rule does not call the customers of last month.
    starts_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    archived_at: Mapped[datetime | None]


class FollowUp(Record, Base):
    """One customer to be asked about one occasion; written by functions only.

    source_id: the record it follows. due_at: the moment it fell due, whenever that was found out; call_by: until when
    he should be reached; next_at: when to call next. worker_id did the work and does not ask about it himself;
    about_id was complained about and does not see it. reached_at: he was on the telephone, or answered otherwise.
    score and nps: the first answers from 1 to 5 and from 0 to 10. task_id: the ticket that a bad answer opened.
    Whoever was called to be won back is not asked: he is won, or lost for a reason (code list lost_reason).
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        one_of("state", STATES),
        one_of("occasion", OCCASIONS),
        one_of("channel", CHANNELS),
        at_most("subject", 400),
        at_most("note", NOTE_LENGTH),
        CheckConstraint("score between 1 and 5", name="score"),
        CheckConstraint("nps between 0 and 10", name="nps"),
        CheckConstraint(f"({PENDING}) = (finished_at is null)", name="finished"),
        CheckConstraint("state not in ('done', 'refused', 'won', 'lost') or reached_at is not null", name="reached"),
        CheckConstraint("state not in ('won', 'lost') or occasion in ('lapsed', 'unhappy')", name="win_back"),
        CheckConstraint("(state = 'lost') = (lost_reason is not null) and length(lost_reason) <= 80", name="lost"),
        Index("follow_up_number_key", "number", unique=True),
        # Asked once about each occasion, however often the rules are gone through.
        Index("follow_up_source_key", "occasion", "source_id", unique=True),
        Index("follow_up_due_at_idx", "due_at", "id"),
        # with what the policies and the views ask: counts are read from the store's indexes alone
        Index("follow_up_store_id_due_at_idx", "store_id", "due_at", "id", postgresql_include=_SEEN),
        Index(
            "follow_up_pending_idx",
            "store_id",
            "next_at",
            "id",
            postgresql_include=[*_SEEN, "call_by", "occasion"],
            postgresql_where=text(PENDING),
        ),
        Index("follow_up_next_at_idx", "next_at", "id", postgresql_where=text(PENDING)),
        Index("follow_up_mine_idx", "owner_id", "next_at", "id", postgresql_where=text(PENDING)),
        Index(
            "follow_up_win_back_idx",
            "store_id",
            "next_at",
            "id",
            postgresql_include=[*_SEEN, "call_by"],
            postgresql_where=text("occasion in ('lapsed', 'unhappy')"),
        ),
        # few among all: of the indexes on all others the server put several together for them
        Index(
            "follow_up_to_win_back_idx",
            "store_id",
            "next_at",
            "id",
            postgresql_include=[*_SEEN, "call_by"],
            postgresql_where=text(f"{PENDING} and occasion in ('lapsed', 'unhappy')"),
        ),
        Index(
            "follow_up_won_back_idx",
            "store_id",
            "finished_on",
            "id",
            postgresql_where=text("finished_on is not null and occasion in ('lapsed', 'unhappy')"),
        ),
        Index("follow_up_bad_idx", "store_id", "due_at", "id", postgresql_where=text("bad")),
        Index(
            "follow_up_finished_idx",
            "store_id",
            "finished_on",
            "id",
            # and what the figures sum
            postgresql_include=[*_SEEN, "occasion", "finished_by_id", "reached_at", "score", "nps", "bad"],
            postgresql_where=text("finished_on is not null"),
        ),
        Index("follow_up_finished_by_idx", "finished_by_id", "finished_on"),
        Index("follow_up_customer_id_idx", "customer_id", "due_at"),
        Index("follow_up_device_id_idx", "device_id"),
        Index("follow_up_work_order_id_idx", "work_order_id"),
        Index("follow_up_visit_id_idx", "visit_id"),
        Index("follow_up_complaint_id_idx", "complaint_id"),
        Index("follow_up_ticket_id_idx", "ticket_id"),
        Index("follow_up_task_id_idx", "task_id"),
        Index("follow_up_search_idx", "search", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    )
    number: Mapped[str] = mapped_column(Text(collation="C"))
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    occasion: Mapped[str]
    rule_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.follow_up_rule.id"))
    questionnaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.questionnaire.id"))
    revision: Mapped[int] = mapped_column(Integer)
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    customer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.customer.id"))
    device_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.device.id"))
    work_order_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))
    visit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.visit.id"))
    complaint_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.complaint.id"))
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    source_id: Mapped[uuid.UUID]
    subject: Mapped[str] = plain()
    worker_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    about_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    due_at: Mapped[datetime]
    # in the store's calendar
    due_on: Mapped[date] = mapped_column(Date)
    call_by: Mapped[datetime]
    next_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    reached_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    finished_on: Mapped[date | None] = mapped_column(Date)
    finished_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    channel: Mapped[str | None]
    score: Mapped[int | None] = mapped_column(Integer)
    nps: Mapped[int | None] = mapped_column(Integer)
    bad: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    lost_reason: Mapped[str | None]
    task_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    # What the customer said besides.
    note: Mapped[str] = plain(ERASABLE)
    search: Mapped[str | None] = mapped_column(TSVECTOR, info=UNAUDITED)


class FollowUpEvent(Event, Base):
    """The trace of a follow-up, its attempts among it."""

    __tablename__ = "follow_up_event"
    __table_args__ = (
        Index("follow_up_event_follow_up_id_idx", "follow_up_id", "at"),
        Index("follow_up_event_at_idx", "at"),
    )
    follow_up_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.follow_up.id"))
    # in the store's calendar
    happened_on: Mapped[date] = mapped_column(Date)
    store_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.store.id"))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))


class FollowUpTransition(Step, Base):
    """Which step of a follow-up may follow which."""

    __tablename__ = "follow_up_transition"


class FollowUpAnswer(Record, Base):
    """One answer, given once. score: the number given, 1 and 0 for yes and no, the place of the option chosen."""

    __tablename__ = "follow_up_answer"
    __unwatched__ = True  # its follow-up changes with it
    __table_args__ = (
        CheckConstraint("score between 0 and 10", name="score"),
        CheckConstraint("(score is null) <> (words = '')", name="one"),
        at_most("words", NOTE_LENGTH),
        Index("follow_up_answer_question_key", "follow_up_id", "question_id", unique=True),
        Index("follow_up_answer_question_id_idx", "question_id"),
    )
    follow_up_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.follow_up.id"))
    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.question.id"))
    score: Mapped[int | None] = mapped_column(Integer)
    words: Mapped[str] = plain(ERASABLE)
