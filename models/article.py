"""Articles 知识库/FAQ: questions with their answers, in Chinese and English, and whether they helped."""

import uuid
from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import UNAUDITED, Base, Record
from models.customer import at_most, named, one_of, plain
from models.ticket import BODY_LENGTH, Event, Step

STATES = ("draft", "review", "published", "archived")
QUESTION_LENGTH = 300


class Article(Record, Base):
    """A question and its answer; everybody reads it once a manager published it. It belongs to the company."""

    __tablename__ = "article"
    __table_args__ = (
        CheckConstraint("length(category) <= 80", name="lengths"),
        one_of("state", STATES),
        named("question", QUESTION_LENGTH),
        named("answer", BODY_LENGTH),
        at_most("question_en", QUESTION_LENGTH),
        at_most("answer_en", BODY_LENGTH),
        at_most("keywords", 400),
        Index("article_number_key", "number", unique=True),
        Index("article_state_idx", "state", "updated_at", "id"),
        Index("article_updated_at_idx", "updated_at", "id"),
        Index("article_ticket_id_idx", "ticket_id"),
        Index("article_search_idx", "search", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    )
    number: Mapped[str] = mapped_column(Text(collation="C"))
    state: Mapped[str] = mapped_column(server_default=text("'draft'"))
    question: Mapped[str]
    answer: Mapped[str]
    question_en: Mapped[str] = plain()
    answer_en: Mapped[str] = plain()
    category: Mapped[str | None]
    keywords: Mapped[str] = plain()
    ticket_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("aftercare.ticket.id"))
    published_at: Mapped[datetime | None]
    published_by: Mapped[str] = plain()
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
