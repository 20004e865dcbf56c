"""What happened to an order, like a parcel's trace 处理信息, and how long each state took."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.asking import Question
from services.database import Database
from services.rows import looked_up, records


class Event(NamedTuple):
    """A line of the trace 处理信息. store_name: the store that did it; details: what else the step carried."""

    id: UUID
    seq: int
    axis: str
    action: str
    from_state: str | None
    to_state: str | None
    at: datetime
    effective_at: datetime
    by_login: str
    by_name: str
    store_name: str
    store_name_en: str
    workstation: str
    comment: str
    method: str
    reason_code: str | None
    public: bool
    details: Mapping[str, Any]
    corrects_id: UUID | None
    technician_name: str


_TRACE = text(f"""
    select e.id, e.seq, e.axis, e.action, e.from_state, e.to_state, e.at, e.effective_at, e.by_login,
           coalesce(p.name, e.by_login) as by_name, s.name as store_name, s.name_en as store_name_en, e.workstation, e.comment, e.method,
           e.reason_code, e.public, e.details, e.corrects_id, coalesce(t.name, '') as technician_name
    from (
      select x.*, coalesce(cast(x.details ->> 'by_store' as uuid), x.store_id) as by_store
      from work_order_event x where x.work_order_id = :id offset 0
    ) e
    {looked_up("store", "name, name_en", "e.by_store", "s")}
    left join lateral (select name from staff where login = e.by_login offset 0) p on true
    {looked_up("staff", "name", "e.technician_id", "t", always=False)}
    order by e.seq""")


def trace(db: Database, order_id: UUID) -> list[Event]:
    """All that happened to an order, oldest first."""
    with db.read() as connection:
        return records(Event, connection.execute(_TRACE, {"id": order_id}))


def question(order_id: UUID) -> Question:
    """Asks for the trace together with something else; the rows are Events."""
    return Question(_TRACE, {"id": order_id})


def spent(events: Sequence[Event], until: datetime) -> dict[str, float]:
    """Elapsed seconds in each work state, from the trace; the present state counts until `until`.

    A corrected time replaces the one it corrects. Calendar time: working time needs the store's calendar.
    """
    corrected = {event.corrects_id: event.effective_at for event in events if event.action == "correct_time"}
    steps = [
        (corrected.get(event.id, event.effective_at), event.to_state)
        for event in events
        if event.axis == "work" and event.to_state is not None
    ]
    steps.sort(key=lambda step: step[0])
    seconds: dict[str, float] = {}
    for number, (began, state) in enumerate(steps):
        ended = steps[number + 1][0] if number + 1 < len(steps) else until
        if state in ("delivered", "closed"):
            continue
        seconds[state] = seconds.get(state, 0.0) + max((ended - began).total_seconds(), 0.0)
    return seconds
