"""A technician's visits as a calendar file for his telephone. Addresses and numbers stay masked: the file leaves us."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from uuid import UUID

from sqlalchemy import text

from services import errors
from services.calendar_files import Entry, calendar
from services.database import Database
from services.errors import ServiceError
from services.texts import N_

errors.sentences(file_not_written=N_("The file could not be written: {reason}"))

MOST = 1_000
_VISITS = text("""
    select v.id, v.version, v.number, v.state, v.subject, v.planned_from, v.planned_until, v.wish, v.instructions,
           coalesce(c.name, v.contact_name) as customer_name, coalesce(c.phone_masked, '') as phone,
           coalesce(a.address_masked, c.address_masked, '') as address, coalesce(r.name, '') as region
    from visit v
    left join customer c on c.id = v.customer_id
    left join customer_address a on a.id = v.address_id
    left join region r on r.id = v.region_id
    where v.technician_id = :who and v.planned_from >= :from_at and v.planned_from < :until_at
    order by v.planned_from, v.id limit :most""")


def of(db: Database, technician_id: UUID, first: date, last: date, zone: tzinfo, name: str = "") -> bytes:
    """Whose visits begin on [first, last]; a later file replaces what an earlier one brought."""
    span = {
        "who": technician_id,
        "from_at": datetime.combine(first, time(), zone),
        "until_at": datetime.combine(last + timedelta(days=1), time(), zone),
        "most": MOST,
    }
    with db.read() as connection:
        rows = connection.execute(_VISITS, span).all()
    entries = [
        Entry(
            row.id,
            row.planned_from,
            row.planned_until,
            f"{row.number} {row.customer_name or row.subject}",
            " · ".join(word for word in (row.address, row.region) if word),
            "\n".join(word for word in (row.subject, row.phone, row.wish, row.instructions) if word),
            row.version,
            row.state == "cancelled",
        )
        for row in rows
    ]
    return calendar(entries, datetime.now(UTC), name)


def write(db: Database, path: Path, technician_id: UUID, first: date, last: date, zone: tzinfo, name: str = "") -> None:
    """The same into a file; raises ServiceError 'file_not_written'."""
    content = of(db, technician_id, first, last, zone, name)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ServiceError("file_not_written", reason=error.strerror or str(error)) from error
