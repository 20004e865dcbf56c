"""Articles 知识库/FAQ: written by agents, published by managers, found while somebody types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import model_names, search, steps
from services.asking import Question, ask
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import call_once, change_once, clean, get_row, insert_once, records, sql
from services.steps import Moved, NextStep, Opened, TraceEntry
from services.texts import N_, either

KIND_NAMES = {
    "faq": N_("Question and answer"),
    "product": N_("Product knowledge"),
    "competitor": N_("Compared with others"),
    "policy": N_("After-sales policy"),
    "process": N_("Work instruction"),
}
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
    "due": "a.state = 'published' and a.review_on <= current_date",
    "outdated": "a.state <> 'archived' and a.en_at is not null and a.en_at <> a.zh_at",
    "all": "true",
}


@dataclass(frozen=True)
class Article:
    """A question with its answer in both languages; worked and failed are the voices of those who used it.

    models: [id, name] of each model it applies to; symptom_names: [code, name, name in English] of each symptom.
    None, and it applies to all. editor_name: '' while nobody changed what comes with the program. zh_at and en_at: see outdated.
    """

    id: UUID
    version: int
    number: str
    state: str
    kind: str
    question: str
    answer: str
    question_en: str
    answer_en: str
    category: str | None
    customer_answer: str
    customer_answer_en: str
    keywords: str
    model_ids: Sequence[UUID]
    symptoms: Sequence[str]
    ticket_id: UUID | None
    work_order_id: UUID | None
    owner_id: UUID | None
    review_on: date | None
    zh_at: datetime
    en_at: datetime | None
    published_at: datetime | None
    published_by: str
    reviewed_at: datetime | None
    reviewer_name: str
    worked: int
    failed: int
    created_by: str
    updated_at: datetime
    updated_by: str
    author_name: str
    publisher_name: str
    editor_name: str
    owner_name: str
    models: Sequence[tuple[str, str]]
    symptom_names: Sequence[tuple[str, str, str]]

    @property
    def outdated(self) -> str:
        """The language whose texts are older than the other's: zh or en; '' where both were written together."""
        if self.en_at is None or self.en_at == self.zh_at:
            return ""
        return "en" if self.en_at < self.zh_at else "zh"

    @property
    def title(self) -> str:
        """The question in the language of the moment."""
        return either(self.question, self.question_en)

    @property
    def body(self) -> str:
        """The answer in the language of the moment."""
        return either(self.answer, self.answer_en)


class ArticleLine(NamedTuple):
    """A row of the list."""

    id: UUID
    number: str
    state: str
    kind: str
    question: str
    question_en: str
    category: str | None
    worked: int
    failed: int
    updated_at: datetime
    review_on: date | None

    @property
    def title(self) -> str:
        """The question in the language of the moment."""
        return either(self.question, self.question_en)


@dataclass(frozen=True)
class Suggestion:
    """Something that may help with what is being typed. kind: article, ticket (a solved one) or work_order (repaired).

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
        return either(self.title, self.title_en)

    @property
    def answer(self) -> str:
        """What to say, in the language of the moment."""
        return either(self.body, self.body_en)

    def answer_to(self, asked: str) -> str:
        """What to say to somebody who asked in these words: in his language, not in the program's."""
        chinese = any("\u3400" <= sign <= "\u9fff" for sign in asked)
        return self.body if self.body and (chinese or not self.body_en) else self.body_en


@dataclass(frozen=True)
class Wanted(Filters):
    """What the list shows; with a text the best hits come first, whatever the sorting."""

    view: str = "published"
    kind: str = ""
    category: str = ""
    symptom: str = ""
    model_id: UUID | None = None


_VOTES = """
           (select count(*) from article_vote v where v.article_id = a.id and v.worked) as worked,
           (select count(*) from article_vote v where v.article_id = a.id and not v.worked) as failed"""
_GET = sql(f"""
    select a.id, a.version, a.number, a.state, a.kind, a.question, a.answer, a.question_en, a.answer_en, a.category,
           a.customer_answer, a.customer_answer_en, a.keywords, a.model_ids, a.symptoms, a.ticket_id, a.work_order_id,
           a.owner_id, a.review_on, a.zh_at, a.en_at, a.published_at, a.published_by, a.reviewed_at,
           coalesce(r.name, '') as reviewer_name, {_VOTES}, a.created_by,
           a.updated_at, a.updated_by,
           coalesce(w.name, '') as author_name, coalesce(p.name, '') as publisher_name,
           coalesce(e.name, '') as editor_name, coalesce(o.name, '') as owner_name,
           (select coalesce(json_agg(json_build_array(m.id, {model_names.title("m")}) order by m.name),
                            '[]')
            from product_model m where m.id = any (a.model_ids)) as models,
           (select coalesce(json_agg(json_build_array(c.code, c.name, c.name_en) order by c.position, c.code), '[]')
            from code_item c where c.list = 'symptom' and c.code = any (a.symptoms)) as symptom_names
    from article a
    left join staff o on o.id = a.owner_id
    left join staff w on w.login = a.created_by
    left join staff p on p.login = a.published_by
    left join staff r on r.login = a.reviewed_by
    left join staff e on e.login = a.updated_by
    where a.id = :id""")
_LINE = f"""
    select a.id, a.number, a.state, a.kind, a.question, a.question_en, a.category, {_VOTES}, a.updated_at, a.review_on
    from ({{rows}}) a"""


def get(db: Database, article_id: UUID) -> Article:
    """One article; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    return Article(**get_row(db, _GET, id=article_id)._mapping)


def _narrow(_db: Database, _connection: Connection, wanted: Wanted) -> Where:
    where = Where([VIEWS[wanted.view]])
    where.equal("a", wanted, "kind", "category")
    if wanted.symptom:
        where.add("(a.symptoms = '{}' or :symptom = any (a.symptoms))", symptom=wanted.symptom)
    if wanted.model_id is not None:
        where.add("(a.model_ids = '{}' or a.model_ids @> array[cast(:model as uuid)])", model=wanted.model_id)
    return where


_LIST = Listing(
    ArticleLine,
    "article a",
    _LINE,
    {"updated_at": ("updated_at", "id"), "review_on": ("review_on", "id")},
    _narrow,
    search.finder("search_articles"),
    Wanted(),
    "updated_at",
    partial=frozenset({"review_on"}),
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts


_SUGGEST = text("select * from suggest(:typed, :cap, :leave_out, :device, :order)")


class About(NamedTuple):
    """What a text is about that is being typed: the ticket itself, the device at hand and its order."""

    ticket_id: UUID | None = None
    device_id: UUID | None = None
    work_order_id: UUID | None = None


def suggest(db: Database, typed: str, about: About | None = None, *, cap: int = 5) -> list[Suggestion]:
    """Published articles, solved tickets and repaired orders that share words with what was typed: the best two of
    each, articles first, then the others.

    about: what is about the same model and symptoms comes before. Two Chinese characters are enough.
    """
    if len(typed.strip()) < 2:
        return []
    ticket, device, order = about or About()
    given = {"typed": typed, "cap": cap, "leave_out": ticket, "device": device, "order": order}
    return records(Suggestion, ask(db, Question(_SUGGEST, given))[0])


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = clean(values, ("category", "owner_id", "review_on", "ticket_id", "work_order_id", "model_ids", "symptoms"))
    # what a form gives as a tuple the table keeps as an array
    return kept | {name: list(kept[name] or ()) for name in ("model_ids", "symptoms") if name in kept}


def write(db: Database, article_id: UUID, values: Mapping[str, Any], request: UUID) -> Article:
    """A new draft."""
    stored = _stored(values)
    insert_once(db, request, "article", {"id": article_id, **stored})
    return get(db, article_id)


def change(db: Database, seen: Article, values: Mapping[str, Any], request: UUID) -> Article:
    """Change columns of an article as it was seen; what is published only a manager changes."""
    stored = _stored(values)
    base = {name: getattr(seen, name) for name in stored}
    change_once(db, request, "article", seen.id, seen.version, stored, base)
    return get(db, seen.id)


def translation_fits(db: Database, article_id: UUID, request: UUID) -> None:
    """The text in the other language was read again: it still says the same."""
    call_once(db, request, "article_translation_fits", id=article_id)


def opened(db: Database, article_id: UUID) -> Opened[Article]:
    """One article with its next steps and trace, in one trip; raises ServiceError 'gone_record' as `get` does."""
    return steps.opened(db, "article", article_id, _GET, Article)


def next_steps(db: Database, article_id: UUID) -> tuple[NextStep, ...]:
    """What this person may do next with the article."""
    return steps.next_steps(db, "article", article_id)


def move(db: Database, seen: Article, action: str, payload: Mapping[str, Any], request: UUID) -> Moved:
    """Take a step: submit, withdraw, return, publish, archive, restore; see steps.move."""
    return steps.move(db, "article", seen.id, seen.version, action, payload, request)


def history(db: Database, article_id: UUID) -> tuple[TraceEntry, ...]:
    """What became of the article, newest first."""
    return steps.history(db, "article", article_id)
