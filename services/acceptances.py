"""Acceptances of works 隐蔽工程、分项工程、竣工工程验收, design reviews and minutes of meetings, for the technical file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import Connection, text

from services import desk_lists, errors, search
from services.database import Database
from services.listing import Filters, Listing, Where
from services.rows import change_row, clean, get_row, insert_row
from services.texts import N_

KIND_NAMES = {
    "hidden": N_("Acceptance of hidden works"),
    "sub_item": N_("Acceptance of a sub-item of the works"),
    "completion": N_("Acceptance of the completed works"),
    "review": N_("Design review"),
    "meeting": N_("Minutes of a meeting"),
}
RESULT_NAMES = {
    "passed": N_("Works accepted"),
    "conditional": N_("Accepted with open points"),
    "failed": N_("Not accepted"),
}

errors.sentences(
    acceptance_signed=N_("This paper is signed; nothing of it changes any more."),
    acceptance_people_missing=N_("Enter who took part."),
    acceptance_result_missing=N_("Choose the result."),
    acceptance_conclusion_missing=N_("Write the conclusion."),
    acceptance_title_missing=N_("A title has 1 to 200 characters."),
)
errors.constraints({"acceptance_title_check": ("acceptance_title_missing", "title")})

VIEWS = {"draft": "a.signed_at is null", "signed": "a.signed_at is not null", "all": "true"}
SORTS = {"held_at": ("held_at", "id")}


class Person(NamedTuple):
    """Somebody who took part. party: owner, supervision, company or other."""

    party: str
    name: str
    duty: str = ""


@dataclass(frozen=True)
class Acceptance:
    """A paper as its page shows it."""

    id: UUID
    version: int
    number: str
    kind: str
    store_id: UUID
    store_name: str
    store_name_en: str
    visit_id: UUID | None
    visit_number: str
    work_order_id: UUID | None
    work_order_number: str
    customer_id: UUID | None
    customer_name: str
    title: str
    project_id: UUID | None
    project: str
    place: str
    part: str
    held_at: datetime
    people: Sequence[Mapping[str, str]]
    record: str
    conclusion: str
    open_points: str
    result: str
    signed_at: datetime | None
    created_by: str
    updated_at: datetime
    updated_by: str


class Line(NamedTuple):
    """A row of the list."""

    id: UUID
    number: str
    kind: str
    title: str
    project: str
    customer_name: str
    visit_number: str
    result: str
    held_at: datetime
    signed_at: datetime | None
    store_name: str
    store_name_en: str


@dataclass(frozen=True)
class Wanted(Filters):
    """What a list of acceptances shows; text is looked for in number, title and project."""

    view: str = "all"
    kind: str = ""
    visit_id: UUID | None = None
    customer_id: UUID | None = None
    project_id: UUID | None = None


_GET = text("""
    select a.id, a.version, a.number, a.kind, a.store_id, s.name as store_name, s.name_en as store_name_en, a.visit_id,
           coalesce(v.number, '') as visit_number, a.work_order_id, coalesce(w.number, '') as work_order_number,
           a.customer_id, coalesce(c.name, '') as customer_name, a.title, a.project_id, a.project, a.place, a.part, a.held_at, a.people,
           a.record, a.conclusion, a.open_points, a.result, a.signed_at, a.created_by, a.updated_at, a.updated_by
    from acceptance a
    join store s on s.id = a.store_id
    left join visit v on v.id = a.visit_id
    left join work_order w on w.id = a.work_order_id
    left join customer c on c.id = a.customer_id
    where a.id = :id""")
_LINE = """
    select a.id, a.number, a.kind, a.title, a.project, coalesce(c.name, '') as customer_name,
           coalesce(v.number, '') as visit_number, a.result, a.held_at, a.signed_at, s.name as store_name, s.name_en as store_name_en
    from ({rows}) a
    join store s on s.id = a.store_id
    left join visit v on v.id = a.visit_id
    left join customer c on c.id = a.customer_id"""
_FIND = text("""
    select a.id from acceptance a
    where a.store_id = any(my_visible_store_ids())
      and (a.number = upper(:typed) or position(lower(:typed) in lower(a.title || ' ' || a.project)) > 0)
    order by a.held_at desc limit :cap""")


def get(db: Database, acceptance_id: UUID) -> Acceptance:
    """One paper; raises ServiceError 'gone_record' where there is none or it may not be seen."""
    return Acceptance(**get_row(db, _GET, id=acceptance_id)._mapping)


def _narrow(db: Database, connection: Connection, wanted: Wanted) -> Where:
    where = desk_lists.narrow(db, connection, "a", VIEWS, wanted, "visit_id", "customer_id", "project_id")
    where.equal("a", wanted, "kind")
    return where


_LIST = Listing(
    Line, "acceptance a", _LINE, SORTS, _narrow, search.by_statement("acceptance", _FIND), Wanted(), "held_at"
)
page, some, counts = _LIST.page, _LIST.some, _LIST.counts
_OPTIONAL = ("visit_id", "customer_id", "project_id")


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = clean(values, _OPTIONAL)
    if "people" in kept:
        kept["people"] = Jsonb(list(kept["people"] or ()))
    return kept


def create(db: Database, acceptance_id: UUID, values: Mapping[str, Any], request: UUID) -> Acceptance:
    """A new paper; what its visit says (store, customer, order) comes from the visit."""
    given = _stored(values)
    db.once(request, lambda connection: insert_row(connection, "acceptance", {"id": acceptance_id, **given}))
    return get(db, acceptance_id)


def change(db: Database, seen: Acceptance, values: Mapping[str, Any], request: UUID) -> Acceptance:
    """Change it until it is signed; changes of others merge. Raises Conflict and NotPermitted."""
    stored = _stored(values)
    base = {name: list(getattr(seen, name)) if name == "people" else getattr(seen, name) for name in stored}
    db.once(request, lambda connection: change_row(connection, "acceptance", seen.id, seen.version, stored, base))
    return get(db, seen.id)


def sign(db: Database, seen: Acceptance, request: UUID) -> None:
    """Everybody has signed: from now on nothing changes.

    Raises ServiceError 'acceptance_people_missing', 'acceptance_result_missing', 'acceptance_conclusion_missing'.
    """
    statement = text("select acceptance_sign(:id, :version, :request)")
    db.call(request, statement, {"id": seen.id, "version": seen.version})


def people_of(lines: str) -> list[dict[str, str]]:
    """Who took part, from lines 'party, name, duty' as people type them; an unknown party is 'other'."""
    found = []
    for line in lines.splitlines():
        words = [word.strip() for word in line.replace("，", ",").replace("、", ",").split(",")]
        if not any(words):
            continue
        party = next((code for code, name in _PARTIES.items() if words[0] in name), "")
        rest = words[1:] if party else words
        found.append({"party": party or "other", "name": (rest or [""])[0][:80], "duty": " ".join(rest[1:])[:80]})
    return found[:40]


_PARTIES = {
    "owner": ("甲方", "业主", "owner", "Owner"),
    "supervision": ("监理", "监理单位", "supervision", "Supervision"),
    "company": ("我公司", "乙方", "公司", "company", "Company"),
    "other": ("其他", "other", "Other"),
}


def lines_of(people: Sequence[Mapping[str, str]]) -> str:
    """The same as lines, for the form."""
    return "\n".join(
        "，".join(word for word in (_PARTIES.get(one.get("party", ""), _PARTIES["other"])[0], one.get("name", ""),
                                   one.get("duty", "")) if word)
        for one in people
    )  # fmt: skip
