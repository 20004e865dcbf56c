"""Courses 课程: what is taught, its material, and how it is marked."""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from models.attachment import LARGEST_MATERIAL, MATERIALS
from models.training import PARTS
from services import attachments, errors, search
from services.attachments import Attachment
from services.database import Database
from services.errors import ServiceError
from services.listing import Filters, Listing, Where
from services.rows import add_once, change_row, clean, close_row, get_row, insert_row, records
from services.texts import N_, either

KIND_NAMES = {
    "induction": N_("Induction of new staff"),
    "product": N_("Product knowledge"),
    "process": N_("Processes"),
    "communication": N_("Communication"),
    "after_sales": N_("After-sales service"),
    "tools": N_("Tools and programs"),
    "service_quality": N_("Service quality"),
    "installation": N_("Installation training"),
}
AUDIENCE_NAMES = {"staff": N_("Our staff"), "contractor": N_("Contractors"), "customer": N_("Customers")}
PART_NAMES = {
    "attendance": N_("Attendance"),
    "speaking": N_("Speaking up"),
    "homework": N_("Homework"),
    "quiz": N_("Quiz"),
    "case_study": N_("Case analysis"),
    "practice": N_("Practice"),
    "exam": N_("Final examination"),
}

errors.sentences(
    course_name_missing=N_("A course has a name of 1 to 120 characters."),
    course_exists=N_("There is a course of this name already."),
    course_weights_wrong=N_("The weights of all parts together are 100."),
    course_days_wrong=N_("A course takes 1 to 60 days."),
    course_hours_wrong=N_("A course takes half an hour to 500 hours."),
    course_marks_wrong=N_("Between 0 and 100."),
    course_months_wrong=N_("Between 0 and 120 months; 0 is for ever."),
    material_kind_wrong=N_("{name} is no picture, PDF, Office document, text or video (MP4, WebM)."),
    material_too_large=N_("{name} is larger than 20 MB. Keep long videos elsewhere and write in the plan where."),
    material_twice=N_("This article belongs to the course already."),
)
errors.constraints(
    {
        "course_name_check": ("course_name_missing", "name"),
        "course_name_key": ("course_exists", "name"),
        "course_weights_check": ("course_weights_wrong", "weight_attendance"),
        "course_days_check": ("course_days_wrong", "days"),
        "course_hours_check": ("course_hours_wrong", "hours"),
        "course_deductions_check": ("course_marks_wrong", "absent_deduction"),
        "course_pass_mark_check": ("course_marks_wrong", "pass_mark"),
        "course_valid_months_check": ("course_months_wrong", "valid_months"),
        "course_name_en_check": ("too_long", "name_en"),
        "course_plan_check": ("too_long", "plan"),
        "course_cautions_check": ("too_long", "cautions"),
        "course_article_course_id_key": ("material_twice", "article_id"),
    }
)
WEIGHTS = tuple(f"weight_{part}" for part in PARTS)
FIELDS = (
    "name", "name_en", "kind", "audience", "days", "hours", "plan", "cautions", *WEIGHTS, "absent_deduction",
    "late_deduction", "pass_mark", "valid_months",
)  # fmt: skip
_NUMBERS = ("days", "hours", *WEIGHTS, "absent_deduction", "late_deduction", "pass_mark", "valid_months")


@dataclass(frozen=True)
class Course:
    """A course; see models.training. Weights and deductions in points of 100."""

    id: UUID
    version: int
    store_id: UUID
    store_name: str
    store_name_en: str
    name: str
    name_en: str
    kind: str
    audience: str
    days: int
    hours: Decimal
    plan: str
    cautions: str
    weight_attendance: int
    weight_speaking: int
    weight_homework: int
    weight_quiz: int
    weight_case_study: int
    weight_practice: int
    weight_exam: int
    absent_deduction: Decimal
    late_deduction: Decimal
    pass_mark: int
    valid_months: int
    archived: bool
    updated_by: str

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return either(self.name, self.name_en)


class Line(NamedTuple):
    """A row of the list. materials: files and articles; held: how often it was held."""

    id: UUID
    name: str
    name_en: str
    kind: str
    audience: str
    days: int
    hours: Decimal
    valid_months: int
    materials: int
    held: int
    archived: bool
    store_name: str
    store_name_en: str

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return either(self.name, self.name_en)


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list shows; text is looked for in the names, the plan and the cautions."""

    view: str = "used"
    kind: str = ""
    audience: str = ""


VIEWS = {
    "used": "c.archived_at is null",
    "staff": "c.archived_at is null and c.audience = 'staff'",
    "guests": "c.archived_at is null and c.audience <> 'staff'",
    "archived": "c.archived_at is not null",
}
_GET = text(f"""
    select c.id, c.version, c.store_id, s.name as store_name, s.name_en as store_name_en, {", ".join(f"c.{one}" for one in FIELDS)},
           c.archived_at is not null as archived, c.updated_by
    from course c join store s on s.id = c.store_id where c.id = :id""")
_LINE = """
    select c.id, c.name, c.name_en, c.kind, c.audience, c.days, c.hours, c.valid_months,
           (select count(*) from attachment a where a.course_id = c.id and a.withdrawn_at is null)
             + (select count(*) from course_article k where k.course_id = c.id and k.withdrawn_at is null) as materials,
           (select count(*) from training t where t.course_id = c.id and t.state in ('held', 'closed')) as held,
           c.archived_at is not null as archived, s.name as store_name, s.name_en as store_name_en
    from ({rows}) c join store s on s.id = c.store_id"""
_FIND = text("""
    select c.id from course c
    where position(lower(:typed) in lower(c.name || ' ' || c.name_en || ' ' || c.plan || ' ' || c.cautions)) > 0
    order by c.archived_at is not null, c.name, c.id limit :cap""")


def get(db: Database, course_id: UUID) -> Course:
    """One course; raises ServiceError 'gone_record' where there is none."""
    return Course(**get_row(db, _GET, id=course_id)._mapping)


def _narrow(_db: Database, _connection: Connection, wanted: Wanted) -> Where:
    where = Where([VIEWS[wanted.view]])
    where.equal("c", wanted, "kind", "audience")
    return where


# Courses by words, those in use first; also for look-ups.
find = search.by_statement("course", _FIND)

_LIST = Listing(Line, "course c", _LINE, {"name": ("name", "id")}, _narrow, find, Wanted(), "name", descending=False)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts


def offered(db: Database) -> list[Line]:
    """The courses in use, for choosing one."""
    return list(page(db, Wanted(), limit=500).rows)


def _stored(values: Mapping[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    kept = clean(values, (), columns)
    return {name: value for name, value in kept.items() if not (name in _NUMBERS and value == "")}


def add(db: Database, request: UUID, values: Mapping[str, Any]) -> UUID:
    """Put a course on file. Raises ServiceError at the field that is wrong, NotPermitted for a store of others."""
    given = _stored(values, (*FIELDS, "store_id"))
    return add_once(db, request, lambda connection, row_id: insert_row(connection, "course", {"id": row_id, **given}))


def change(db: Database, seen: Course, values: Mapping[str, Any], request: UUID) -> Course:
    """Change a course; trainings that were held keep how they were marked."""
    given = _stored(values, FIELDS)
    base = {name: getattr(seen, name) for name in given}
    db.once(request, lambda connection: change_row(connection, "course", seen.id, seen.version, given, base))
    return get(db, seen.id)


def close(db: Database, request: UUID, seen: Course, *, closed: bool = True) -> int:
    """Take a course out of use, or back; what was held stays."""
    return int(db.once(request, lambda connection: close_row(connection, "course", seen.id, seen.version, closed)))


class Material(NamedTuple):
    """A file or an article of a course. attachment: the file, None for an article."""

    id: UUID
    title: str
    kind: str
    size: int
    attachment: Attachment | None
    article_id: UUID | None
    link_version: int


_ARTICLES = text("""
    select k.id, a.number || ' ' || coalesce(nullif(case when :english then a.question_en end, ''), a.question), a.id, k.version
    from course_article k join article a on a.id = k.article_id
    where k.course_id = :id and k.withdrawn_at is null order by k.created_at, k.id""")
_FILES = text(f"""
    select {", ".join(Attachment._fields)} from attachment
    where course_id = :id and withdrawn_at is null order by created_at, id""")


def materials(db: Database, course_id: UUID, english: bool = False) -> list[Material]:
    """What belongs to a course: its files, then the articles this person may read."""
    with db.read() as connection:
        files = records(Attachment, connection.execute(_FILES, {"id": course_id}))
        linked = connection.execute(_ARTICLES, {"id": course_id, "english": english}).all()
    found = [
        Material(one.id, one.name or one.media_type, kind_of(one.media_type), one.size, one, None, one.version)
        for one in files
    ]
    return found + [Material(row[0], row[1], "article", 0, None, row[2], row[3]) for row in linked]


def kind_of(media_type: str) -> str:
    """picture, video or document."""
    first = media_type.split("/")[0]
    return {"image": "picture", "video": "video"}.get(first, "document")


def add_file(db: Database, course_id: UUID, name: str, content: bytes, thumbnail: bytes | None, request: UUID) -> UUID:
    """Upload a file to a course as it is. Raises ServiceError 'material_kind_wrong', 'material_too_large'."""
    media_type = mimetypes.guess_type(name)[0] or ""
    if media_type not in MATERIALS or not content:
        raise ServiceError("material_kind_wrong", name=name)
    if len(content) > LARGEST_MATERIAL:
        raise ServiceError("material_too_large", name=name)
    return attachments.add_to_course(
        db, course_id, content, request=request, media_type=media_type, name=name[:200], thumbnail=thumbnail
    )


def add_article(db: Database, course_id: UUID, article_id: UUID, request: UUID) -> UUID:
    """Take an article of the knowledge base into the material. Raises ServiceError 'material_twice'."""
    values = {"course_id": course_id, "article_id": article_id}
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "course_article", {"id": row_id, **values})
    )


def withdraw(db: Database, one: Material, request: UUID) -> None:
    """Take a file or an article out of the material."""
    if one.attachment is not None:
        attachments.withdraw(db, one.attachment, request=request)
        return

    def work(connection: Connection) -> int:
        now = connection.execute(text("select clock_timestamp()")).scalar_one()
        return change_row(
            connection, "course_article", one.id, one.link_version, {"withdrawn_at": now}, {"withdrawn_at": None}
        )

    db.once(request, work)
