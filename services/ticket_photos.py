"""Photos of a fault report: looked through by somebody who works on it, with a result (CSD-08)."""

from uuid import UUID

from sqlalchemy import text

from services import errors
from services.database import Database
from services.texts import N_
from services.tickets import Ticket

STATE_NAMES = {
    "": N_("No photos"),
    "waiting": N_("Photos to be checked"),
    "more": N_("More photos needed"),
    "accepted": N_("Photos checked"),
}

errors.sentences(
    photos_of_fault_only=N_("Photos are checked for fault reports only."),
    photos_none=N_("There are no photos to accept yet."),
)
errors.constraints(
    {"ticket_photos_note_check": ("too_long", "note"), "ticket_photos_more_check": ("reason_missing", "note")}
)

_CHECK = text("select ticket_check_photos(:id, :version, :accepted, :note, :request)")


def check(db: Database, seen: Ticket, accepted: bool, note: str, request: UUID) -> int:
    """The photos tell enough, or further ones are needed, with what is to be seen on them; returns the new version.

    Raises ServiceError 'photos_of_fault_only', 'photos_none', 'reason_missing' at note, 'conflict'.
    """
    values = {"id": seen.id, "version": seen.version, "accepted": accepted, "note": note}
    return int(db.call(request, _CHECK, values)["version"])
