"""Articles 知识库/FAQ: questions with their answers, in Chinese and English, their earlier texts, and whether they
helped; and what was searched for without finding anything."""

import uuid
from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import UNAUDITED, Base, Record
from models.customer import at_most, named, one_of, plain
from models.ticket import BODY_LENGTH, Event, Step

# What customers ask, what a product does, how others compare, what the house promises, how work is done.
KINDS = ("faq", "product", "competitor", "policy", "process")
STATES = ("draft", "review", "published", "archived")
QUESTION_LENGTH = 300
MISS_LENGTH = 120
# The texts of an article; each change of one is a revision.
TEXTS = ("question", "answer", "customer_answer", "question_en", "answer_en", "customer_answer_en", "keywords")


class Article(Record, Base):
    """A question and its answer; everybody reads it once a manager published it. It belongs to the company.

    answer is for colleagues, customer_answer what a customer may be told or read himself; without one the article
    is not for customers. model_ids and symptoms: what it applies to, empty for everything. zh_at and en_at: when
    the texts of each language last changed; the one left behind by the other is out of date.
    """

    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint("length(category) <= 80", name="lengths"),
        one_of("state", STATES),
        one_of("kind", KINDS),
        named("question", QUESTION_LENGTH),
        named("answer", BODY_LENGTH),
        at_most("question_en", QUESTION_LENGTH),
        at_most("answer_en", BODY_LENGTH),
        at_most("customer_answer", BODY_LENGTH),
        at_most("customer_answer_en", BODY_LENGTH),
        at_most("keywords", 400),
        at_most("reviewed_by", 80),
        CheckConstraint("cardinality(model_ids) <= 60 and cardinality(symptoms) <= 20", name="scope"),
        Index("article_number_key", "number", unique=True),
        Index("article_state_idx", "state", "updated_at", "id"),
        Index("article_updated_at_idx", "updated_at", "id"),
        Index("article_ticket_id_idx", "ticket_id"),
        Index("article_work_order_id_idx", "work_order_id"),
        Index("article_owner_id_idx", "owner_id"),
        Index("article_review_on_idx", "review_on", "id", postgresql_where=text("state = 'published'")),
        Index("article_model_ids_idx", "model_ids", postgresql_using="gin"),
        Index("article_search_idx", "search", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    )
    number: Mapped[str] = mapped_column(Text(collation="C"))
    kind: Mapped[str] = mapped_column(server_default=text("'faq'"))
    state: Mapped[str] = mapped_column(server_default=text("'draft'"))
    question: Mapped[str]
    answer: Mapped[str]
    question_en: Mapped[str] = plain()
    answer_en: Mapped[str] = plain()
    customer_answer: Mapped[str] = plain()
    customer_answer_en: Mapped[str] = plain()
    category: Mapped[str | None]
    keywords: Mapped[str] = plain()
    model_ids: Mapped[list[uuid.UUID]] = mapped_column(ARRAY(Uuid), server_default=text("'{}'"))
    symptoms: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    work_order_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.work_order.id"))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.staff.id"))
    review_on: Mapped[date | None] = mapped_column(Date)
    zh_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    en_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    published_by: Mapped[str] = plain()
    # Who found last that a published one still holds, and when.
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str] = plain()
    search: Mapped[str | None] = mapped_column(TSVECTOR, info=UNAUDITED)


class ArticleEvent(Event, Base):
    """What became of an article: written, sent to review, published, archived."""

    __tablename__ = "article_event"
    __table_args__ = (Index("article_event_article_id_idx", "article_id", "at"),)
    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.article.id"))


class ArticleTransition(Step, Base):
    """Which step of an article may follow which."""

    __tablename__ = "article_transition"


class ArticleVote(Base):
    """Worked or did not work: one voice a person and ticket; only ever added to."""

    __tablename__ = "article_vote"
    __table_args__ = (
        CheckConstraint("length(login) <= 80", name="lengths"),
        Index("article_vote_article_id_idx", "article_id", "worked"),
        Index("article_vote_ticket_id_idx", "ticket_id"),
        Index("article_vote_once_key", "article_id", "login", "ticket_id", unique=True),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.article.id"))
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    worked: Mapped[bool] = mapped_column(Boolean)
    login: Mapped[str]
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))


class ArticleRevision(Base):
    """The texts of an article after one change of them; only ever added to, by a trigger."""

    __tablename__ = "article_revision"
    __table_args__ = (Index("article_revision_article_id_number_key", "article_id", "number", unique=True),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    article_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("aftercare.article.id"))
    number: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    by_login: Mapped[str]
    state: Mapped[str]
    question: Mapped[str]
    answer: Mapped[str]
    customer_answer: Mapped[str]
    question_en: Mapped[str]
    answer_en: Mapped[str]
    customer_answer_en: Mapped[str]
    keywords: Mapped[str]


class ArticleMiss(Base):
    """Words that were searched for without finding an article, and how often; until somebody settles it.

    Telephone numbers and the like are taken out before anything is stored: nobody's name belongs here.
    """

    __tablename__ = "article_miss"
    __table_args__ = (
        CheckConstraint(f"length(words) between 2 and {MISS_LENGTH} and length(settled_by) <= 80", name="lengths"),
        Index("article_miss_words_key", text("lower(words)"), unique=True),
        Index("article_miss_open_idx", "times", "id", postgresql_where=text("settled_at is null")),
        Index("article_miss_last_at_idx", "last_at", "id"),
    )
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    words: Mapped[str]
    times: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    first_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    last_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str] = plain()
