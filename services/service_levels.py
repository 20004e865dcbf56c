"""Service levels 服务时限: what is promised for which records, kept by the administrator."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import complaints, errors, order_words, tickets
from services.database import Database
from services.errors import ServiceError
from services.rows import add_once, change_row, clean, close_row, get_row, insert_row
from services.texts import N_

errors.sentences(
    service_level_exists=N_("There is already a service level for exactly these records."),
    service_level_minutes_wrong=N_("Between one minute and a year; empty where the record itself names the moment."),
    warn_percent_wrong=N_("A share between 1 and 100 per cent."),
    warn_minutes_wrong=N_("Between one minute and a year before it falls due; empty: the share alone warns."),
    warning_missing=N_("Say when to warn: after a share of the time, so long before it is over, or both."),
    service_level_needs_minutes=N_("Nothing in these records names the moment: say how long it may take."),
)
errors.constraints(
    {
        "service_level_key": ("service_level_exists", "record_kind"),
        "service_level_minutes_check": ("service_level_minutes_wrong", "minutes"),
        "service_level_warn_percent_check": ("warn_percent_wrong", "warn_percent"),
        "service_level_warn_minutes_check": ("warn_minutes_wrong", "warn_minutes"),
        "service_level_update_check": ("service_level_needs_minutes", "minutes"),
        "service_level_warns_check": ("warning_missing", "warn_percent"),
    }
)

COVER_NAMES = {
    "warranty": N_("Warranty"),
    "contract": N_("Service contract"),
    "out": N_("Out of warranty"),
}
CLOCK_NAMES = {"working": N_("Working time"), "elapsed": N_("Elapsed time")}
SUBJECT_TARGETS = {
    "ticket": ("response", "call_back", "resolution", "update"),
    "complaint": ("response", "resolution", "authority"),
    "work_order": ("response", "on_site", "resolution", "update"),
    "visit": ("on_site",),
}
# Where a record names the moment itself, so that no minutes are needed.
NAMED = {
    ("ticket", "call_back"),
    ("complaint", "resolution"),
    ("complaint", "authority"),
    ("work_order", "resolution"),
    ("visit", "on_site"),
}
SEVERITY_NAMES = {str(n): str(n) for n in range(1, 6)}
# What tells records of one subject apart: kinds (of complaints the channels) and urgencies.
RECORD_KINDS: Mapping[str, Mapping[str, str]] = {
    "ticket": tickets.KIND_NAMES,
    "complaint": complaints.CHANNEL_NAMES,
    "work_order": order_words.KINDS,
    "visit": {},
}
URGENCIES: Mapping[str, Mapping[str, str]] = {
    "ticket": tickets.URGENCY_NAMES,
    "complaint": SEVERITY_NAMES,
    "work_order": order_words.PRIORITIES,
    "visit": {},
}
FIELDS = (
    "name",
    "name_en",
    "subject_kind",
    "target",
    "record_kind",
    "urgency",
    "cover",
    "minutes",
    "clock",
    "warn_percent",
    "warn_minutes",
    "escalate_to",
)
_OPTIONAL = ("minutes", "warn_percent", "warn_minutes")
# What a promise is about is never changed: records refer to it; it is closed and another one written.
FIXED = ("subject_kind", "target")


@dataclass(frozen=True)
class ServiceLevel:
    """One promise. minutes None: by the moment the record names. It warns after the share of its time or
    so many minutes before it is due, whichever is the earlier; None: not by this one. Empty record_kind, urgency, cover: any."""

    id: UUID
    version: int
    name: str
    name_en: str
    subject_kind: str
    target: str
    record_kind: str
    urgency: str
    cover: str
    minutes: int | None
    clock: str
    warn_percent: int | None
    warn_minutes: int | None
    escalate_to: str
    origin: str
    archived: bool
    updated_by: str


_COLUMNS = f"id, version, {', '.join(FIELDS)}, origin, archived_at is not null as archived, updated_by"
_ALL = text(f"""
    select {_COLUMNS} from service_level where (:archived or archived_at is null)
    order by archived_at is not null, array_position(array['ticket', 'complaint', 'work_order', 'visit'], subject_kind),
             array_position(array['response', 'call_back', 'on_site', 'resolution', 'authority', 'update'], target), record_kind, urgency, cover
    limit 1000""")
_ONE = text(f"select {_COLUMNS} from service_level where id = :id")


def levels(db: Database, *, archived: bool = False) -> list[ServiceLevel]:
    """All promises, by what they are about."""
    with db.read() as connection:
        return [ServiceLevel(**row._mapping) for row in connection.execute(_ALL, {"archived": archived})]


def level(db: Database, level_id: UUID) -> ServiceLevel:
    """One promise; raises ServiceError 'gone_record' where there is none."""
    return ServiceLevel(**get_row(db, _ONE, id=level_id)._mapping)


def add(db: Database, request: UUID, values: Mapping[str, Any]) -> UUID:
    """Write a promise."""
    given = clean(values, _OPTIONAL, FIELDS)
    _check(given["subject_kind"], given["target"], given.get("minutes"))
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "service_level", {"id": row_id, **given})
    )


def change(db: Database, request: UUID, seen: ServiceLevel, values: Mapping[str, Any]) -> int:
    """Change a promise; what runs keeps what was promised when it began. Returns the new version."""
    given = {name: value for name, value in clean(values, _OPTIONAL, FIELDS).items() if name not in FIXED}
    _check(seen.subject_kind, seen.target, given.get("minutes", seen.minutes))
    base = {name: getattr(seen, name) for name in given}

    def work(connection: Connection) -> int:
        return change_row(connection, "service_level", seen.id, seen.version, given, base)

    return int(db.once(request, work))


def close(db: Database, request: UUID, seen: ServiceLevel, *, closed: bool = True) -> int:
    """Promise it no longer, or again; clocks that run run on."""
    return int(
        db.once(request, lambda connection: close_row(connection, "service_level", seen.id, seen.version, closed))
    )


def _check(subject_kind: str, target: str, minutes: int | None) -> None:
    if minutes is None and (subject_kind, target) not in NAMED:
        raise ServiceError("service_level_needs_minutes", "minutes")
