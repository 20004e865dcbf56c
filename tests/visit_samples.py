"""Visits for tests: opened by a clerk of the cast, planned and made by the people who would do it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import technicians, visit_reports, visits
from services.database import Database
from services.ids import new_id
from services.visits import Visit
from tests.people import known

XIHU = known("store xihu")


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    """An hour of a day to come, in the stores' zone (UTC+8)."""
    midnight = (datetime.now(UTC) + timedelta(hours=8)).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(hours=8) + timedelta(days=day, hours=hour, minutes=minute)


def open_visit(clerk: Database, subject: str = "空调不制冷，上门检查", **values: Any) -> Visit:
    """A visit at the Xihu store unless said otherwise."""
    given = {"store_id": XIHU, "subject": subject, "due_at": at(0, day=30), **values}
    return visits.create(clerk, new_id(), given, new_id())


def step(db: Database, visit_id: UUID, action: str, **payload: Any) -> Visit:
    """Take a step from the visit as it is now."""
    visits.move(db, visits.get(db, visit_id), action, payload, new_id())
    return visits.get(db, visit_id)


def plan(
    clerk: Database, visit_id: UUID, who: str = "tang", hour: int = 9, minutes: int = 60, day: int = 2, **payload: Any
) -> Visit:
    """Give a visit to somebody of the cast."""
    values = {
        "technician_id": known(who),
        "planned_from": at(hour, day=day),
        "planned_until": at(hour, minutes, day=day),
        **payload,
    }
    action = "assign" if visits.get(clerk, visit_id).state == "open" else "plan"
    return step(clerk, visit_id, action, **values)


def at_work(clerk: Database, technician: Database, **values: Any) -> Visit:
    """A visit at which the technician has begun to work."""
    visit = open_visit(clerk, **values)
    plan(clerk, visit.id, technician.login)
    for action in ("depart", "arrive", "begin"):
        step(technician, visit.id, action)
    return visits.get(technician, visit.id)


def finished(clerk: Database, technician: Database, **values: Any) -> Visit:
    """A visit that was made, reported and accepted."""
    visit = at_work(clerk, technician, **values)
    visit = visits.change(technician, visit, {"work_done": "清洗滤网，补充制冷剂"}, new_id())
    visit_reports.accept(technician, visit, True, "王芳", "typed", "", new_id())
    return step(technician, visit.id, "finish", outcome="solved")


def teach(superuser: Connection, who: str, *skills: str) -> None:
    """Somebody of the cast knows something."""
    for skill in skills:
        superuser.execute(
            text("insert into staff_skill (id, staff_id, skill) values (gen_random_uuid(), :who, :skill)"),
            {"who": known(who), "skill": skill},
        )


def away(manager: Database, who: str, from_at: datetime, until_at: datetime, **values: Any) -> UUID:
    """Somebody of the cast is away."""
    given = {"kind": "leave", "from_at": from_at, "until_at": until_at, **values}
    return technicians.add_absence(manager, known(who), given, new_id())
