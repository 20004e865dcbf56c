"""The maintenance report 维护报告 of a visit: parts used, measured values with their limits, photos, acceptance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services import attachments
from services.attachments import Attachment
from services.database import Database
from services.rows import add_once, change_row, clean, insert_row
from services.texts import N_, either
from services.visits import Visit

OLD_PART_NAMES = {"": N_("no old part"), "returned": N_("left with the customer"), "taken": N_("taken back")}


@dataclass(frozen=True)
class Part:
    """A part used at a visit."""

    id: UUID
    version: int
    part_no: str
    name: str
    quantity: Decimal
    unit: str
    serial_in: str
    serial_out: str
    old_part: str
    note: str


@dataclass(frozen=True)
class Check:
    """A measured value. low, high: limits, both included; within: None while nothing is measured."""

    id: UUID
    version: int
    check_item_id: UUID | None
    name: str
    name_en: str
    unit: str
    low: Decimal | None
    high: Decimal | None
    yes_no: bool
    value: Decimal | None
    within: bool | None
    note: str

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return either(self.name, self.name_en)


class CheckItem(NamedTuple):
    """Something that may be measured. fits: it is meant for this kind of device."""

    id: UUID
    code: str
    topic: str
    name: str
    name_en: str
    unit: str
    low: Decimal | None
    high: Decimal | None
    yes_no: bool
    fits: bool

    @property
    def title(self) -> str:
        """The name in the language of the moment."""
        return either(self.name, self.name_en)


@dataclass(frozen=True)
class Report:
    """What a visit reports beside its own columns."""

    parts: Sequence[Part]
    checks: Sequence[Check]
    attachments: Sequence[Attachment]


_PARTS = text("""
    select id, version, part_no, name, quantity, unit, serial_in, serial_out, old_part, note
    from visit_part where visit_id = :id and withdrawn_at is null order by created_at, id""")
_CHECKS = text("""
    select id, version, check_item_id, name, name_en, unit, low, high, yes_no, value, within, note
    from visit_check where visit_id = :id and withdrawn_at is null order by position, created_at, id""")
_ITEMS = text("""
    select i.id, i.code, i.topic, i.name, i.name_en, i.unit, i.low, i.high, i.yes_no,
           coalesce(i.product_model_id = m.id or i.category_id = m.category_id, false) as fits
    from check_item i
    left join (select p.id, p.category_id from device d join product_model p on p.id = d.product_model_id
               where d.id = :device) m on true
    where i.active and (i.product_model_id is null or i.product_model_id = m.id)
      and (i.category_id is null or i.category_id = m.category_id)
    order by fits desc, i.topic <> :topic, i.position, i.code""")


def of(db: Database, visit_id: UUID) -> Report:
    """Parts, values and pictures of a visit."""
    with db.read() as connection:
        parts = tuple(Part(*row) for row in connection.execute(_PARTS, {"id": visit_id}))
        checks = tuple(Check(*row) for row in connection.execute(_CHECKS, {"id": visit_id}))
    return Report(parts, checks, tuple(attachments.of_visit(db, visit_id)))


def check_items(db: Database, topic: str = "", device_id: UUID | None = None) -> list[CheckItem]:
    """What may be measured at this device; what is meant for it comes first, then what belongs to the topic, a
    skill's code. Values of other models and categories are left out."""
    with db.read() as connection:
        return [CheckItem(*row) for row in connection.execute(_ITEMS, {"topic": topic, "device": device_id})]


def add_part(db: Database, visit_id: UUID, values: Mapping[str, Any], request: UUID) -> UUID:
    """Write down a part that was used."""
    given = clean(values)
    return add_once(
        db,
        request,
        lambda connection, row_id: insert_row(connection, "visit_part", {"id": row_id, "visit_id": visit_id, **given}),
    )


def change_part(db: Database, seen: Part, values: Mapping[str, Any], request: UUID) -> int:
    """Correct a part; raises Conflict where somebody changed the same."""
    return _change(db, "visit_part", seen, clean(values), request)


def add_check(db: Database, visit_id: UUID, values: Mapping[str, Any], request: UUID) -> UUID:
    """A value with a name and limits of its own, beside those of the list; or one of a check item (check_item_id)."""
    given = clean(values, ("check_item_id", "low", "high", "value"))

    def insert(connection: Connection, row_id: UUID) -> None:
        # the item's own name replaces it
        insert_row(connection, "visit_check", {"id": row_id, "visit_id": visit_id, "name": "-", **given})

    return add_once(db, request, insert)


def add_checks(db: Database, visit_id: UUID, items: Sequence[UUID], request: UUID) -> None:
    """A check list: all these items, those left out that the report has already."""
    statement = text("""
        insert into visit_check (id, visit_id, check_item_id, name)
        select gen_random_uuid(), :visit, i.id, i.name from check_item i
        where i.id = any(:items) and not exists (
            select from visit_check c where c.visit_id = :visit and c.check_item_id = i.id and c.withdrawn_at is null)""")

    def work(connection: Connection) -> None:
        connection.execute(statement, {"visit": visit_id, "items": list(items)})

    db.once(request, work)


def measure(db: Database, seen: Check, values: Mapping[str, Any], request: UUID) -> int:
    """Write down a value or the note to it."""
    return _change(db, "visit_check", seen, clean(values, ("value",)), request)


def withdraw(db: Database, seen: Part | Check, request: UUID) -> int:
    """Take a part or value out of the report; it stays with the record."""
    table = "visit_part" if isinstance(seen, Part) else "visit_check"

    def work(connection: Connection) -> int:
        now = connection.execute(text("select clock_timestamp()")).scalar_one()
        return change_row(connection, table, seen.id, seen.version, {"withdrawn_at": now}, {"withdrawn_at": None})

    return db.once(request, work)


def _change(db: Database, table: str, seen: Part | Check, values: Mapping[str, Any], request: UUID) -> int:
    base = {name: getattr(seen, name) for name in values}
    return db.once(request, lambda connection: change_row(connection, table, seen.id, seen.version, values, base))


def accept(db: Database, seen: Visit, accepted: bool, who: str, how: str, note: str, request: UUID) -> None:
    """What the customer says to the work. how: drawn (a signature lies with the visit), typed or paper.

    Raises ServiceError: 'signature_missing', 'reason_missing' where he does not accept and nobody says why.
    """
    values = {"id": seen.id, "version": seen.version, "accepted": accepted, "who": who, "how": how, "note": note}
    statement = text("select visit_accept(:id, :version, :accepted, :who, :how, :note, :request)")
    db.call(request, statement, values)


def sign(db: Database, visit_id: UUID, picture: bytes, request: UUID, thumbnail: bytes | None = None) -> UUID:
    """Keep a drawn signature (PNG) with the visit."""
    return attachments.add_to_visit(
        db, visit_id, "signature_out", picture, request=request, media_type="image/png", thumbnail=thumbnail
    )


def signature(report: Report) -> Attachment | None:
    """The customer's signature, the newest."""
    found = [one for one in report.attachments if one.kind == "signature_out"]
    return found[-1] if found else None


def out_of_limits(checks: Sequence[Check]) -> int:
    """How many values lie beyond their limits."""
    return sum(1 for check in checks if check.within is False)
