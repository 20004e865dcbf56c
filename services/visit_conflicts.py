"""What speaks against sending somebody somewhere at a time, told all at once and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from services import errors
from services.asking import Question, ask
from services.database import Database
from services.errors import ServiceError
from services.texts import N_, _, language

SENTENCES = {
    "overlap": N_("He is at another visit then: {number}, {from} to {until}."),
    "absent": N_("He is absent from {from} to {until}."),
    "closed_day": N_("The store does not work on {day}."),
    "overload": N_("His day would hold {planned} minutes, {capacity} are possible."),
    "wrong_skill": N_("He does not know this kind of work."),
    "wrong_region": N_("He does not drive to {region}."),
    "parts_missing": N_("The order still waits for parts."),
    "too_late": N_("Somebody was to be there by {due_at}."),
}
errors.sentences(visit_conflicts=N_("Something speaks against this plan. Change it, or say why it is to be so."))


@dataclass(frozen=True)
class PlanConflict:
    """One thing that speaks against it; times are those of the store's clock."""

    code: str
    values: Mapping[str, Any]

    def sentence(self) -> str:
        """What it is, in the language of the moment."""
        shown = dict(self.values)
        if language() == "en" and self.values.get("region_en"):
            shown["region"] = self.values["region_en"]
        return _(SENTENCES[self.code]).format(**shown)


class Conflicts(ServiceError):
    """A plan that something speaks against; `conflicts` names all of it."""

    def __init__(self, conflicts: Sequence[PlanConflict]) -> None:
        super().__init__("visit_conflicts", "technician_id")
        self.conflicts = tuple(conflicts)

    def sentence(self) -> str:
        """All of it, one sentence each."""
        return " ".join(dict.fromkeys(conflict.sentence() for conflict in self.conflicts)) or super().sentence()


def of(found: Sequence[Mapping[str, Any]] | None) -> tuple[PlanConflict, ...]:
    """What the database found, as records."""
    return tuple(PlanConflict(item["code"], item.get("values") or {}) for item in found or ())


def explained(error: ServiceError) -> ServiceError:
    """The same refusal with its list, where it has one."""
    if error.code == "visit_conflicts" and "conflicts" in error.values:
        return Conflicts(of(error.values["conflicts"]))
    return error


_CHECK = text("select visit_conflicts(:visit, :person, :from_at, :until_at)")


def check(
    db: Database, visit_id: UUID, person: UUID, from_at: datetime, until_at: datetime
) -> tuple[PlanConflict, ...]:
    """What speaks against sending this person there then; nothing is saved."""
    values = {"visit": visit_id, "person": person, "from_at": from_at, "until_at": until_at}
    (found,) = ask(db, Question(_CHECK, values))
    return of(found.rows[0][0])
