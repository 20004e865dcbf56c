"""A company customer's own follow-ups 回访: when he was asked about what, and what came of it."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.database import Database
from services.paging import Page, Place, make_page
from services.rows import records

PAGE = 60


class OwnFollowUp(NamedTuple):
    """A follow-up that is over. number, problem and outcome are of the order it asked about, empty for others.

    finished_on: of the store's calendar; score: 1 to 5, None where he gave none.
    """

    id: UUID
    occasion: str
    state: str
    due_at: datetime
    finished_on: date
    score: int | None
    order_id: UUID | None
    number: str
    problem: str
    outcome: str | None


_PAGE = text("select * from own_follow_ups(:only_successful, :at, :id, :down, :cap)")


def page(
    db: Database, place: Place | None = None, *, only_successful: bool = False, descending: bool = True, cap: int = PAGE
) -> Page[OwnFollowUp]:
    """The own follow-ups that are over, the newest first; only_successful: 回访成功."""
    at, row_id = place.keys if place is not None else (None, None)
    down = descending == (place is None or place.forward)
    values = {"only_successful": only_successful, "at": at, "id": row_id, "down": down, "cap": cap + 1}
    with db.read() as connection:
        rows = records(OwnFollowUp, connection.execute(_PAGE, values))
    return make_page(rows, lambda row: (row.due_at, row.id), place, cap)
