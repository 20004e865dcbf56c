"""Clocks of what is promised, for tests: read, made older, and what a company promises."""

from zoneinfo import ZoneInfo

from sqlalchemy import text

from services import service_clock, service_levels, tickets
from services.ids import new_id

SHANGHAI = ZoneInfo("Asia/Shanghai")


def clocks(db, kind, row_id):
    """By target, the newest of each."""
    found = sorted(service_clock.clocks(db, kind, row_id), key=lambda one: one.started_at)
    return {one.target: one for one in found}


def move(db, ticket_id, action, **payload):
    return tickets.move(db, tickets.get(db, ticket_id), action, payload, new_id())


def earlier(superuser, row_id, span, *columns):
    """As if so much more time had gone by since."""
    columns = columns or ("started_at", "due_at", "warn_at")
    sets = ", ".join(f"{column} = {column} - cast(:span as interval)" for column in columns)
    superuser.execute(text(f"update sla_target set {sets} where subject_id = :id"), {"span": span, "id": row_id})
    superuser.execute(
        text("update sla_target set due_on = (due_at at time zone zone)::date where subject_id = :id"), {"id": row_id}
    )


def put(superuser, order_id, state):
    """An order in another state, without all that a step asks for."""
    superuser.execute(
        text("update work_order set work_state = :state where id = :id"), {"state": state, "id": order_id}
    )


def work(superuser):
    return superuser.execute(text("select due_service_clock()")).scalar_one()


def promise(admin, **values):
    """A promise of the company's; returns its id."""
    given = {"name": "公司承诺", "clock": "elapsed", "warn_percent": 75, "escalate_to": "manager", **values}
    return service_levels.add(admin, new_id(), given)


def every(admin, subject_kind, hours=4, **values):
    """The customer is told every so many hours."""
    return promise(admin, subject_kind=subject_kind, target="update", minutes=hours * 60, **values)


def rounds(superuser, row_id):
    """The clocks of 'the customer is told', the first one first: met, breached, stopped, paused."""
    rows = superuser.execute(
        text("""select met_at is not null, breached_at is not null, stopped_at is not null, paused_since is not null
                from sla_target where subject_id = :id and target = 'update' order by started_at, round"""),
        {"id": row_id},
    ).all()
    return [tuple(row) for row in rows]


RUNS, KEPT, LATE, ENDED, STANDS = (
    (False, False, False, False), (True, False, False, False), (True, True, False, False), (False, False, True, False),
    (False, False, False, True),
)  # fmt: skip
