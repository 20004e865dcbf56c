"""A store's own clauses, privacy line and logo on papers; where it has none, the company's, else the program's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.database import Database
from services.documents import clauses, terms
from services.errors import ServiceError
from services.ids import new_id
from services.names import name_of
from services.rows import change_once, change_row, get_row, insert_row, records
from services.texts import N_

errors.sentences(
    clause_flagged=N_("This text may not stand on a paper; a manager may keep it with a reason."),
    shop_text_exists=N_("Somebody else has just written texts for this store. Open them again."),
)
errors.constraints(
    {
        "shop_text_store_key": ("shop_text_exists", None),
        "shop_text_default_key": ("shop_text_exists", None),
        "shop_text_logo_check": ("attachment_too_large", "logo"),
        "shop_text_texts_check": ("too_long", "terms_zh"),
        "shop_text_terms_check": ("too_long", "terms_zh"),
        "shop_text_review_check": ("date_out_of_range", "review_on"),
    }
)
WRITTEN = ("terms_zh", "terms_en", "privacy_zh", "privacy_en", "status_url", "logo", "flagged_reason", "review_on")


@dataclass(frozen=True)
class ShopText:
    """What is printed. id None: nothing of its own is kept, this is what papers show all the same.

    review_on: when it is read again; reviewed_by: the name of who found last that it still holds.
    """

    id: UUID | None
    version: int
    store_id: UUID | None
    terms_zh: Sequence[str]
    terms_en: Sequence[str]
    privacy_zh: str
    privacy_en: str
    status_url: str
    logo: bytes | None
    flagged_reason: str
    review_on: date | None = None
    reviewed_at: datetime | None = None
    reviewed_by: str = ""
    store: str = ""
    store_en: str = ""


class Line(NamedTuple):
    """A row of the list. store: empty for the company's; clauses: how many there are; due: it is time to read it again."""

    id: UUID
    store: str
    store_en: str
    clauses: int
    review_on: date | None
    due: bool
    reviewed_at: datetime | None
    reviewed_by: str


_LINES = text(f"""
    select t.id, coalesce(s.name, '') as store, coalesce(s.name_en, '') as store_en,
           greatest(cardinality(t.terms_zh), cardinality(t.terms_en)) as clauses, t.review_on,
           coalesce(t.review_on <= current_date, false) as due, t.reviewed_at, {name_of("t.reviewed_by")} as reviewed_by
    from shop_text t left join store s on s.id = t.store_id
    where position(lower(:wanted) in lower(coalesce(s.code || ' ' || s.name || ' ' || s.name_en, ''))) > 0
      and (not :only_due or t.review_on <= current_date)
    order by t.store_id is not null, s.code, t.id limit 2000""")
_GET = text(f"""
    select t.id, t.version, t.store_id, {", ".join(f"t.{name}" for name in WRITTEN)}, t.reviewed_at,
           {name_of("t.reviewed_by")} as reviewed_by, coalesce(s.name, '') as store, coalesce(s.name_en, '') as store_en
    from shop_text t left join store s on s.id = t.store_id where t.id = :id""")
_FIND = text(f"""
    select id, version, store_id, {", ".join(WRITTEN)} from shop_text
    where store_id = :store or store_id is null order by store_id is null limit 1""")
_OWN = text(f"""
    select id, version, store_id, {", ".join(WRITTEN)} from shop_text
    where store_id is not distinct from cast(:store as uuid)""")


def printed(db: Database, store_id: UUID) -> ShopText:
    """What papers of a store show: its own texts, else the company's, else the program's."""
    with db.read() as connection:
        return read(connection, store_id)


def read(connection: Connection, store_id: UUID) -> ShopText:
    """The same inside a caller's transaction."""
    row = connection.execute(_FIND, {"store": store_id}).first()
    return _record(row) if row is not None else _default(store_id)


def own(db: Database, store_id: UUID | None) -> ShopText:
    """The texts a store keeps itself, None for the company's; the program's as a start where there are none."""
    with db.read() as connection:
        row = connection.execute(_OWN, {"store": store_id}).first()
    return _record(row) if row is not None else _default(store_id)


def every(db: Database, wanted: str = "", *, due: bool = False) -> list[Line]:
    """The company's texts, then those of stores whose code or name holds the words; due: only those to be read again."""
    with db.read() as connection:
        return records(Line, connection.execute(_LINES, {"wanted": wanted, "only_due": due}))


def get(db: Database, text_id: UUID) -> ShopText:
    """One store's or the company's texts; raises ServiceError 'gone_record'."""
    return _record(get_row(db, _GET, id=text_id))


def still_holds(db: Database, seen: ShopText, request: UUID) -> None:
    """They were read again and are right as they are: the next look is a while ahead. Raises NotPermitted, Conflict."""
    assert seen.id is not None
    change_once(db, request, "shop_text", seen.id, seen.version, {"review_on": None}, {"review_on": seen.review_on})


def _record(row: Any) -> ShopText:
    values = row._asdict()
    values["logo"] = bytes(values["logo"]) if values["logo"] is not None else None
    return ShopText(**values)


def _default(store_id: UUID | None) -> ShopText:
    start = terms.DEFAULT
    return ShopText(None, 0, store_id, start.zh, start.en, start.privacy.zh, start.privacy.en, "", None, "")


def save(db: Database, before: ShopText, values: Mapping[str, Any], *, request: UUID) -> UUID:
    """Keep texts of a store or the company.

    Raises ServiceError 'clause_flagged' where the clause checker warns and no flagged_reason is given.
    """
    unknown = [name for name in values if name not in WRITTEN]
    if unknown:
        raise ValueError(f"not texts of a shop: {unknown}")
    after = {name: values.get(name, getattr(before, name)) for name in WRITTEN}
    if not after["flagged_reason"].strip():
        for name in ("terms_zh", "terms_en"):
            if any(clauses.check(clause) for clause in after[name]):
                raise ServiceError("clause_flagged", name)
    written = {name: list(value) if name in ("terms_zh", "terms_en") else value for name, value in after.items()}

    def work(connection: Connection) -> str:
        if before.id is None:
            kept = new_id()
            insert_row(connection, "shop_text", {"id": kept, "store_id": before.store_id, **written})
            return str(kept)
        changed = {name: written[name] for name in values}
        base = {name: getattr(before, name) for name in values}
        change_row(connection, "shop_text", before.id, before.version, changed, base)
        return str(before.id)

    return UUID(db.once(request, work))
