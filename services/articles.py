"""Articles 知识库/FAQ: written by agents, published by managers, found while somebody types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from services import desk_lists, search, steps
from services.database import Database
from services.errors import ServiceError
from services.paging import PAGE, Page, Place, keyset, make_page
from services.rows import change_row, insert_row
from services.steps import Moved, NextStep, TraceEntry
from services.texts import N_, language

STATE_NAMES = {
    "draft": N_("Draft"),
    "review": N_("In review"),
    "published": N_("Published"),
    "archived": N_("Archived"),
}
VIEWS = {
    "published": "a.state = 'published'",
    "review": "a.state = 'review'",
    "draft": "a.state = 'draft'",
    "archived": "a.state = 'archived'",
    "all": "true",
}

search.add_source("search_articles")


@dataclass(frozen=True)
class Article:
    """A question with its answer in both languages; worked and failed are the voices of those who used it."""

    id: UUID
    version: int
    number: str
    state: str
    question: str
    answer: str
    question_en: str
    answer_en: str
    category: str | None
    keywords: str
    ticket_id: UUID | None
    published_at: datetime | None
    published_by: str
    worked: int
    failed: int
    created_by: str
    updated_at: datetime
    updated_by: str
    author_name: str
    publisher_name: str
    editor_name: str

    @property
    def title(self) -> str:
        """The question in the language of the moment."""
        return in_language(self.question, self.question_en)

    @property
    def body(self) -> str:
        """The answer in the language of the moment."""
        return in_language(self.answer, self.answer_en)


class ArticleLine(NamedTuple):
    """A row of the list."""

    id: UUID
    number: str
    state: str
    question: str
    question_en: str
    category: str | None
    worked: int
    failed: int
    updated_at: datetime

    @property
    def title(self) -> str:
        """The question in the language of the moment."""
        return in_language(self.question, self.question_en)


@dataclass(frozen=True)
class Suggestion:
    """Something that may help with what is being typed. kind: article or ticket (a solved one).

    share: how much of what was typed it is about, 0 to 1.
    """

    kind: str
    id: UUID
    number: str
    title: str
    body: str
    title_en: str
    body_en: str
    share: float
    worked: int
    failed: int

    @property
    def heading(self) -> str:
        """The question or subject in the language of the moment."""
        return in_language(self.title, self.title_en)

    @property
    def answer(self) -> str:
        """What to say, in the language of the moment."""
        return in_language(self.body, self.body_en)

    def answer_to(self, asked: str) -> str:
        """What to say to somebody who asked in these words: in his language, not in the program's."""
        chinese = any("\u3400" <= sign <= "\u9fff" for sign in asked)
        return self.body if self.body and (chinese or not self.body_en) else self.body_en


@dataclass(frozen=True)
class Filters:
    """What the list shows; with a text the best hits come first, whatever the sorting."""

    view: str = "published"
    text: str = ""
    category: str = ""


def in_language(zh: str, en: str) -> str:
    """The one of two texts that fits the language of the moment; the other where it is missing."""
    return en if en and (language() == "en" or not zh) else zh


_VOTES = """
           (select count(*) from article_vote v where v.article_id = a.id and v.worked) as worked,
           (select count(*) from article_vote v where v.article_id = a.id and not v.worked) as failed"""
_GET = text(f"""
    select a.id, a.version, a.number, a.state, a.question, a.answer, a.question_en, a.answer_en, a.category,
           a.keywords, a.ticket_id, a.published_at, a.published_by, {_VOTES}, a.created_by, a.updated_at, a.updated_by,
           coalesce(w.name, a.created_by) as author_name, coalesce(p.name, a.published_by) as publisher_name,
           coalesce(e.name, a.updated_by) as editor_name
    from article a
    left join staff w on w.login = a.created_by
    left join staff p on p.login = a.published_by
    left join staff e on e.login = a.updated_by
    where a.id = :id""")
_LINE = f"""
    select a.id, a.number, a.state, a.question, a.question_en, a.category, {_VOTES}, a.updated_at
    from article a"""


def get(db: Database, article_id: UUID) -> Article:
    """One article; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    with db.read() as connection:
        row = connection.execute(_GET, {"id": article_id}).first()
    if row is None:
        raise ServiceError("gone_record")
    return Article(**row._mapping)


def page(
    db: Database,
    filters: Filters = Filters(),
    place: Place | None = None,
    *,
    descending: bool = True,
    limit: int = PAGE,
) -> Page[ArticleLine]:
    """Articles, those changed last first; with a text one page of the best hits."""
    where, values = _where(filters)
    if filters.text:
        with db.read() as connection:
            found = desk_lists.found(connection, "articles", filters.text)
            rows = connection.execute(
                text(f"{_LINE} where {where} and a.id = any(:_found)"), {**values, "_found": found}
            ).all()
        place_of = {article_id: n for n, article_id in enumerate(found)}
        best = sorted((ArticleLine(**row._mapping) for row in rows), key=lambda line: place_of[line.id])
        return Page(best[:limit])
    after, order, more = keyset(("a.updated_at", "a.id"), descending, place)
    with db.read() as connection:
        rows = connection.execute(
            text(f"{_LINE} where {where} and {after} order by {order} limit :_limit"),
            {**values, **more, "_limit": limit + 1},
        ).all()
    lines = [ArticleLine(**row._mapping) for row in rows]
    return make_page(lines, lambda line: (line.updated_at, line.id), place, limit)


def lines(db: Database, ids: Sequence[UUID], filters: Filters = Filters(view="all")) -> list[ArticleLine]:
    """These rows of a list as they are now; one that left the view is not among them."""
    where, values = _where(filters)
    with db.read() as connection:
        rows = connection.execute(text(f"{_LINE} where {where} and a.id = any(:_ids)"), {**values, "_ids": list(ids)})
        return [ArticleLine(**row._mapping) for row in rows]


def counts(db: Database) -> dict[str, int]:
    """How many each view shows, counted up to 1,001."""
    with db.read() as connection:
        return desk_lists.counts(connection, "article a", VIEWS, ("published", "review", "draft"), scoped=False)


def _where(filters: Filters) -> tuple[str, dict[str, Any]]:
    if filters.category:
        return f"{VIEWS[filters.view]} and a.category = :category", {"category": filters.category}
    return VIEWS[filters.view], {}


def suggest(db: Database, typed: str, *, cap: int = 5, leave_out: UUID | None = None) -> list[Suggestion]:
    """Published articles and solved tickets that share words with what was typed, articles first.

    leave_out: the ticket being worked on. Two Chinese characters are enough.
    """
    if len(typed.strip()) < 2:
        return []
    query = text("select * from suggest(:typed, :cap, :leave_out)")
    with db.read() as connection:
        rows = connection.execute(query, {"typed": typed, "cap": cap, "leave_out": leave_out}).all()
    return [Suggestion(**row._mapping) for row in rows]


def write(db: Database, article_id: UUID, values: Mapping[str, Any], request: UUID) -> Article:
    """A new draft."""
    stored = desk_lists.without_none(values, ("category", "ticket_id"))
    db.once(request, lambda connection: insert_row(connection, "article", {"id": article_id, **stored}))
    return get(db, article_id)


def change(db: Database, seen: Article, values: Mapping[str, Any], request: UUID) -> Article:
    """Change columns of an article as it was seen; what is published only a manager changes."""
    stored = desk_lists.without_none(values, ("category",))
    base = {name: getattr(seen, name) for name in stored}
    db.once(request, lambda connection: change_row(connection, "article", seen.id, seen.version, stored, base))
    return get(db, seen.id)


def next_steps(db: Database, article_id: UUID) -> tuple[NextStep, ...]:
    """What this person may do next with the article."""
    return steps.next_steps(db, "article", article_id)


def move(db: Database, seen: Article, action: str, payload: Mapping[str, Any], request: UUID) -> Moved:
    """Take a step: submit, withdraw, return, publish, archive, restore; see steps.move."""
    return steps.move(db, "article", seen.id, seen.version, action, payload, request)


def history(db: Database, article_id: UUID) -> tuple[TraceEntry, ...]:
    """What became of the article, newest first."""
    return steps.history(db, "article", article_id)
