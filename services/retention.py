"""What is on file longer than the company's periods say: proposed here, decided by a person, never erased by itself.

The periods are parameters (`retention_…_months`); due work counts once a day (models/sql/functions/64_retention.sql).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, bindparam, text

from services import errors
from services.database import Database
from services.texts import N_

KINDS = ("customer", "caller", "paper", "message", "trail", "look")
# Of messages, of the audit trail and of looks everything past the period is one proposal.
WHOLE = ("message", "trail", "look")
# Of which something may be kept longer: there is a customer behind it.
KEPT = ("customer", "paper")
SHOWN = 500

errors.sentences(retention_until_past=N_("Choose a day that is still to come."))


class Proposal(NamedTuple):
    """Something past its period. pieces: a customer's orders, an order's papers, else values or entries.

    id: the customer's, the ticket's or the order's, None for the kinds of WHOLE. since: the last dealing, or the oldest
    value.
    """

    id: UUID | None
    label: str
    pieces: int
    since: datetime


_PROPOSALS = text("select id, label, count, since from retention_proposals(:kind, :cap)")
_ERASE = text("select retention_erase(:kind, :ids, :why)").bindparams(bindparam("ids", type_=ARRAY(Uuid)))
_KEEP = text("select retention_keep_until(:kind, :ids, :until, :why)").bindparams(bindparam("ids", type_=ARRAY(Uuid)))
_PERIODS = text("""
    select substr(code, 11, length(code) - 17) as kind, value from parameter where code ~ '^retention_.*_months$'""")


def proposals(db: Database, kind: str, cap: int = SHOWN) -> list[Proposal]:
    """The oldest of a kind; NotPermitted for those who decide nothing about it."""
    with db.read() as connection:
        return [Proposal(*row) for row in connection.execute(_PROPOSALS, {"kind": kind, "cap": cap})]


def periods(db: Database) -> Mapping[str, int]:
    """Months by kind; 0 proposes nothing."""
    with db.read() as connection:
        return {row.kind: int(row.value or 0) for row in connection.execute(_PERIODS)}


def erase(db: Database, kind: str, ids: Sequence[UUID], why: str, request: UUID) -> int:
    """Erase what was chosen, as far as it is still past its period; logged. Cannot be undone. Returns how many."""
    values = {"kind": kind, "ids": list(ids), "why": why}
    return int(db.once(request, lambda connection: connection.execute(_ERASE, values).scalar_one()))


def keep(db: Database, kind: str, ids: Sequence[UUID], until: date, why: str, request: UUID) -> int:
    """Keep customers, or those of chosen orders, until a day; raises ServiceError at 'until' or 'why'."""
    values = {"kind": kind, "ids": list(ids), "until": until, "why": why}
    return int(db.once(request, lambda connection: connection.execute(_KEEP, values).scalar_one()))
