"""What an appraisal consists of 考核项目与奖惩: items with their weights, bands of points with their reward or penalty."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.database import Database
from services.paging import PAGE, Page, Place, keyset, make_page
from services.rows import add_once, change_once, clean, close_row, get_row, insert_row
from services.texts import N_, either

KIND_NAMES = {"item": N_("Item that is marked"), "band": N_("Reward or penalty")}

errors.sentences(
    appraisal_rule_name=N_("A name of 1 to 120 characters."),
    appraisal_rule_twice=N_("There is one of this name already."),
    appraisal_rule_value=N_("A weight is 1 to 100, the points from which a band begins 0 to 100."),
    appraisal_rule_amount=N_("An amount of 99,999 at most belongs to a reward or penalty, not to an item."),
)
errors.constraints(
    {
        "appraisal_rule_name_check": ("appraisal_rule_name", "name"),
        "appraisal_rule_name_key": ("appraisal_rule_twice", "name"),
        "appraisal_rule_name_en_check": ("too_long", "name_en"),
        "appraisal_rule_words_check": ("too_long", "words"),
        "appraisal_rule_value_check": ("appraisal_rule_value", "value"),
        "appraisal_rule_amount_check": ("appraisal_rule_amount", "amount"),
    }
)


@dataclass(frozen=True)
class Rule:
    """An item or a band; see models.appraisal.AppraisalRule."""

    id: UUID
    version: int
    kind: str
    name: str
    name_en: str
    value: int
    amount: Decimal
    words: str
    archived: bool
    updated_by: str

    @property
    def title(self) -> str:
        """Its name in the language of the moment."""
        return either(self.name, self.name_en)


_COLUMNS = """r.id, r.version, r.kind, r.name, r.name_en, r.value, r.amount, r.words, r.archived_at is not null as archived,
    r.updated_by"""
_GET = text(f"select {_COLUMNS} from appraisal_rule r where r.id = :id")


def page(
    db: Database, place: Place | None = None, *, wanted: str = "", all_of_them: bool = False, descending: bool = False,
    limit: int = PAGE,
) -> Page[Rule]:  # fmt: skip
    """Bands, then items, by name. wanted: a piece of the name; all_of_them: those no longer in use too."""
    condition, order, keys = keyset(("r.kind", "r.name", "r.id"), descending, place)
    statement = f"""select {_COLUMNS} from appraisal_rule r
        where {condition} and (:all or r.archived_at is null)
          and strpos(lower(r.name || ' ' || r.name_en), lower(:wanted)) > 0
        order by {order} limit :limit"""
    values = {**keys, "all": all_of_them, "wanted": wanted.strip(), "limit": limit + 1}
    with db.read() as connection:
        rows = [Rule(*row) for row in connection.execute(text(statement), values)]
    return make_page(rows, lambda row: (row.kind, row.name, row.id), place, limit)


def get(db: Database, rule_id: UUID) -> Rule:
    """One of them; raises ServiceError 'gone_record' where there is none."""
    return Rule(*get_row(db, _GET, id=rule_id))


def add(db: Database, values: Mapping[str, Any], request: UUID) -> UUID:
    """Add an item or band; by managers and administrators."""
    given = _stored(values)
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "appraisal_rule", {"id": row_id, **given})
    )


def change(db: Database, seen: Rule, values: Mapping[str, Any], request: UUID) -> int:
    """Change one; appraisals that are marked already keep what they were marked by."""
    stored = _stored(values)
    base = {name: getattr(seen, name) for name in stored}
    return change_once(db, request, "appraisal_rule", seen.id, seen.version, stored, base)


def close(db: Database, seen: Rule, closed: bool, request: UUID) -> None:
    """Take one out of use, or use it again."""

    def work(connection: Connection) -> int:
        return close_row(connection, "appraisal_rule", seen.id, seen.version, closed)

    db.once(request, work)


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = clean(values)
    return {name: 0 if name in ("amount", "value") and value == "" else value for name, value in kept.items()}
