"""A store's own clauses, privacy line and logo on papers; where it has none, the company's, else the program's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.database import Database
from services.documents import clauses, terms
from services.errors import ServiceError
from services.ids import new_id
from services.rows import change_row, insert_row
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
    }
)
WRITTEN = ("terms_zh", "terms_en", "privacy_zh", "privacy_en", "status_url", "logo", "flagged_reason")


@dataclass(frozen=True)
class ShopText:
    """What is printed. id None: nothing of its own is kept, this is what papers show all the same."""

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
