"""Appraisals for tests: planned, and marked with one mark for all items or one for each."""

from datetime import date, timedelta
from typing import Any

from services import appraisals
from services.database import Database
from services.ids import new_id
from tests.people import known
from tests.work_order_samples import People


def plan(login: People, today: date, whom: str = "na", by: str = "zhou", days: int = 0) -> appraisals.Appraisal:
    """Somebody's appraisal, due so many days from today."""
    db = login(by)
    made = appraisals.plan(db, new_id(), {"staff_id": known(whom), "due_on": today + timedelta(days=days)}, new_id())
    return appraisals.get(db, made)


def marks(db: Database, *given: int, **more: Any) -> dict[str, Any]:
    """What is given to appraisals.mark: one mark for every item, or one each."""
    items = appraisals.items_of(appraisals.scheme_now(db), {})
    wanted = given * len(items) if len(given) == 1 else given
    return {**{f"mark:{one.id}": mark for one, mark in zip(items, wanted, strict=True)}, **more}


def hold(login: People, one: appraisals.Appraisal, *given: int, by: str = "zhou", **more: Any) -> appraisals.Appraisal:
    """It is marked."""
    db = login(by)
    appraisals.mark(db, appraisals.get(db, one.id), marks(db, *given, **more), new_id())
    return appraisals.get(db, one.id)
