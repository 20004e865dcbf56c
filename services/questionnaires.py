"""Questionnaires 问卷 of follow-ups: their questions by revision, and what was answered to them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from services import errors
from services.database import Database
from services.rows import add_once, change_row, clean, close_row, get_row, insert_row, records
from services.texts import N_, language

KIND_NAMES = {
    "score5": N_("Score from 1 to 5"),
    "score10": N_("Score from 0 to 10"),
    "yes_no": N_("Yes or no"),
    "choice": N_("One of several"),
    "text": N_("In words"),
}
BAD_NAMES = {"": N_("None"), "yes": N_("Yes"), "no": N_("No")}

errors.sentences(
    questionnaire_exists=N_("There is already a questionnaire with this name."),
    questions_count=N_("A questionnaire has between 1 and 20 questions."),
    question_option_wrong=N_("An option has 1 to 120 characters."),
    question_words_missing=N_("A question has 1 to 400 characters."),
    question_options_wrong=N_("A choice has 2 to 9 options, in English none or as many."),
    question_bad_wrong=N_("Only an answer to a yes/no question can be the bad one."),
)
errors.constraints(
    {
        "questionnaire_name_key": ("questionnaire_exists", "name"),
        "question_words_check": ("question_words_missing", "words"),
        "question_words_en_check": ("too_long", "words_en"),
        "question_options_check": ("question_options_wrong", "options"),
        "question_options_en_check": ("question_options_wrong", "options_en"),
        "question_bad_kind_check": ("question_bad_wrong", "bad"),
    }
)


@dataclass(frozen=True)
class Questionnaire:
    """revision: the one that is asked now, 0 before it has questions; answered: how often, in any revision."""

    id: UUID
    version: int
    name: str
    name_en: str
    revision: int
    archived: bool
    answered: int
    updated_by: str


@dataclass(frozen=True)
class Draft:
    """A question as it is written. options belong to a choice; bad: the yes/no answer that opens a task."""

    kind: str
    words: str
    words_en: str = ""
    options: tuple[str, ...] = ()
    options_en: tuple[str, ...] = ()
    required: bool = True
    bad: str = ""


class Question(NamedTuple):
    """A question of a revision; `says` and `choices` are in the language of the moment."""

    id: UUID
    place: int
    kind: str
    words: str
    words_en: str
    options: Sequence[str]
    options_en: Sequence[str]
    required: bool
    bad: str

    @property
    def says(self) -> str:
        return self.in_language(language())

    @property
    def choices(self) -> Sequence[str]:
        return self.choices_in(language())

    def in_language(self, lang: str) -> str:
        """The question in a language, in Chinese where there is no English."""
        return self.words_en if lang == "en" and self.words_en else self.words

    def choices_in(self, lang: str) -> Sequence[str]:
        """The options in a language."""
        return self.options_en if lang == "en" and self.options_en else self.options


class Answer(NamedTuple):
    """What was answered to a question; score is None for words."""

    question: Question
    score: int | None
    words: str


_COLUMNS = """q.id, q.version, q.name, q.name_en, q.revision, q.archived_at is not null as archived,
    (select count(distinct a.follow_up_id) from follow_up_answer a join question x on x.id = a.question_id
     where x.questionnaire_id = q.id) as answered, q.updated_by"""
_ALL = text(f"""select {_COLUMNS} from questionnaire q where :archived or q.archived_at is null
                order by q.archived_at is not null, q.name limit 500""")
_ONE = text(f"select {_COLUMNS} from questionnaire q where q.id = :id")
_QUESTION = "q.id, q.place, q.kind, q.words, q.words_en, q.options, q.options_en, q.required, q.bad"
_QUESTIONS = text(f"""select {_QUESTION} from question q
                      where q.questionnaire_id = :id and q.revision = :revision order by q.place""")
_ANSWERS = text(f"""select {_QUESTION}, a.score, a.words as said
                    from follow_up_answer a join question q on q.id = a.question_id
                    where a.follow_up_id = :id order by q.place""")
_REVISE = text("select questionnaire_revise(:id, :version, :questions, :request)").bindparams(
    bindparam("questions", type_=JSONB)
)


def all_of_them(db: Database, *, archived: bool = False) -> list[Questionnaire]:
    """All questionnaires by name."""
    with db.read() as connection:
        return records(Questionnaire, connection.execute(_ALL, {"archived": archived}))


def get(db: Database, questionnaire_id: UUID) -> Questionnaire:
    """One questionnaire; raises ServiceError 'gone_record' where there is none."""
    return Questionnaire(**get_row(db, _ONE, id=questionnaire_id)._mapping)


def questions(db: Database, questionnaire_id: UUID, revision: int) -> list[Question]:
    """The questions of a revision in their order; older ones stay as they were asked."""
    with db.read() as connection:
        rows = connection.execute(_QUESTIONS, {"id": questionnaire_id, "revision": revision}).all()
    return [Question(*row) for row in rows]


def answers(db: Database, follow_up_id: UUID) -> list[Answer]:
    """What was answered, each with the question as it was asked."""
    with db.read() as connection:
        rows = connection.execute(_ANSWERS, {"id": follow_up_id}).all()
    return [Answer(Question(*row[:9]), row.score, row.said) for row in rows]


def add(db: Database, request: UUID, values: Mapping[str, Any]) -> UUID:
    """A new questionnaire; it is asked once it has questions."""
    given = clean(values, (), ("name", "name_en"))
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "questionnaire", {"id": row_id, **given})
    )


def change(db: Database, request: UUID, seen: Questionnaire, values: Mapping[str, Any]) -> int:
    """Change its names; returns the new version."""
    given = clean(values, (), ("name", "name_en"))
    base = {name: getattr(seen, name) for name in given}

    def work(connection: Connection) -> int:
        return change_row(connection, "questionnaire", seen.id, seen.version, given, base)

    return int(db.once(request, work))


def revise(db: Database, request: UUID, seen: Questionnaire, written: Sequence[Draft]) -> int:
    """Write the questions as a new revision; what was answered keeps the old ones. Returns the revision."""
    questions = [asdict(clean_draft(one)) for one in written]
    made = db.call(
        request, _REVISE, {"id": seen.id, "version": seen.version, "questions": questions, "request": request}
    )
    return int(made["revision"])


def clean_draft(draft: Draft) -> Draft:
    """What belongs to the kind of question, and nothing else; refuses what PostgreSQL cannot store."""
    texts = clean({"words": draft.words.strip(), "words_en": draft.words_en.strip()})
    choice, yes_no = draft.kind == "choice", draft.kind == "yes_no"
    return Draft(
        draft.kind,
        texts["words"],
        texts["words_en"],
        tuple(str(clean({"options": one})["options"]) for one in draft.options) if choice else (),
        tuple(str(clean({"options_en": one})["options_en"]) for one in draft.options_en) if choice else (),
        draft.required,
        draft.bad if yes_no else "",
    )


def close(db: Database, request: UUID, seen: Questionnaire, *, closed: bool = True) -> int:
    """Ask it no longer, or again; the rules that use it stand still meanwhile."""
    return int(
        db.once(request, lambda connection: close_row(connection, "questionnaire", seen.id, seen.version, closed))
    )
