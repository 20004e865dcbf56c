"""What a person may ask of us by law: everything on file about him, or to be forgotten."""

import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.dialects.postgresql import JSONB

from services import customer_overview, customer_parts, customers, devices, errors, people
from services.customers import Customer
from services.database import Database
from services.errors import ServiceError
from services.texts import N_

errors.sentences(
    export_limit=N_("You have exported {limit} persons within the hour, which is the limit."),
    erase_has_order=N_("This customer has orders that are not closed; close or cancel them first."),
    erase_has_complaint=N_("This customer has a complaint that is not closed."),
    export_not_possible=N_("{name} could not be written: {reason}"),
)

_OPEN_EXPORT = text("select open_person_export(:customer, :why)")
_READ_EXPORT = text("select read_person_export(:entry)").columns(read_person_export=JSONB)


def export_person(db: Database, customer_id: UUID, path: Path, why: str = "") -> None:
    """Write everything on file about a customer into a JSON file, for himself; logged."""
    with db.transaction() as connection:
        entry = connection.execute(_OPEN_EXPORT, {"customer": customer_id, "why": why}).scalar_one()
    with db.read() as connection:
        person = connection.execute(_READ_EXPORT, {"entry": entry}).scalar_one()
    overview = customer_overview.get(db, customer_id)
    whole = {
        **person,
        "file": customers.get(db, customer_id).file,
        "notes": customer_parts.notes(db, customer_id),
        "consents": customer_parts.consents(db, customer_id),
        "classes": [one.code for one in customer_parts.classes(db, customer_id) if one.open_id is not None],
        "devices": list(devices.page(db, devices.Wanted(customer_id=customer_id), limit=1000).rows),
        "orders": overview.orders,
        "cases": overview.cases,
        "time_line": customer_overview.time_line(db, customer_id),
    }
    try:
        path.write_text(json.dumps(_plain(whole, people.zone(db)), ensure_ascii=False, indent=2, default=str), "utf-8")
    except OSError as error:
        raise ServiceError("export_not_possible", name=path.name, reason=error.strerror or str(error)) from error


def _plain(value: Any, zone: tzinfo) -> Any:
    """Records as mappings, so that JSON keeps the names of their fields; instants by the clock of a zone."""
    if hasattr(value, "_asdict"):
        return _plain(value._asdict(), zone)
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value), zone)
    if isinstance(value, Mapping):
        return {key: _plain(one, zone) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, zone) for one in value]
    return value.astimezone(zone) if isinstance(value, datetime) else value


_ERASE = text("select erase_customer(:id, :version, :why)")


def erase(db: Database, seen: Customer, why: str, request: UUID) -> None:
    """Forget a person: names become a number, numbers and addresses go, orders and amounts stay.

    Cannot be undone. Raises ServiceError 'erase_has_order' or 'erase_has_complaint' while something is open.
    """

    def work(connection: Connection) -> None:
        connection.execute(_ERASE, {"id": seen.id, "version": seen.version, "why": why})

    db.once(request, work)
