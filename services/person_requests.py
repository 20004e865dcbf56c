"""What a person may ask of us by law: everything on file about him, or to be forgotten."""

from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.dialects.postgresql import JSONB

from services import errors, people, person_file
from services.customers import Customer
from services.database import Database
from services.errors import ServiceError
from services.texts import N_

errors.sentences(
    export_limit=N_("You have exported {limit} persons within the hour, which is the limit."),
    erase_has_order=N_("This customer has orders that are not closed; close or cancel them first."),
    erase_has_complaint=N_("This customer has a complaint that is not closed."),
    erase_has_visit=N_("A visit to this customer is still to be made. Finish or cancel it first."),
    erase_is_contractor=N_("This contractor still has visits to make or to be paid for."),
    export_not_possible=N_("{name} could not be written: {reason}"),
)

_OPEN_EXPORT = text("select open_person_export(:customer, :why)")
_ZONE = text("select set_config('timezone', :zone, true)")
_READ_EXPORT = text("select read_person_export(:entry)").columns(read_person_export=JSONB)
_ERASE = text("select erase_customer(:id, :version, :why)")


def export_person(db: Database, customer_id: UUID, path: Path, why: str = "") -> None:
    """Write everything on file about a customer into a file, for himself; logged.

    A page to read, or JSON where the file's name ends so; instants by the clock of this person's store.
    """
    zone = people.zone(db)
    with db.transaction() as connection:
        entry = connection.execute(_OPEN_EXPORT, {"customer": customer_id, "why": why}).scalar_one()
    with db.read() as connection:
        connection.execute(_ZONE, {"zone": zone.key})
        records = connection.execute(_READ_EXPORT, {"entry": entry}).scalar_one()
        made_at = connection.execute(text("select clock_timestamp()")).scalar_one().astimezone(zone)
    number = next(row["number"] for row in records["customer"] if row["id"] == str(customer_id))
    if path.suffix.lower() == ".json":
        content = person_file.as_json(number, made_at, records)
    else:
        content = person_file.as_page(number, made_at, records)
    try:
        path.write_text(content, "utf-8")
    except OSError as error:
        raise ServiceError("export_not_possible", name=path.name, reason=error.strerror or str(error)) from error


def erase(db: Database, seen: Customer, why: str, request: UUID) -> None:
    """Forget a person: names become a number, numbers and addresses go, orders and amounts stay.

    Cannot be undone. Raises ServiceError 'erase_has_order' or 'erase_has_complaint' while something is open.
    """

    def work(connection: Connection) -> None:
        connection.execute(_ERASE, {"id": seen.id, "version": seen.version, "why": why})

    db.once(request, work)
