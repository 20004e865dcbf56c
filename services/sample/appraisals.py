"""Sample appraisals: in each store somebody new with the six of his first year, and an agent's, just held or due."""

from datetime import datetime, timedelta
from typing import Any

from services.sample.world import World, at_work

_HIRED = "select aftercare.set_hired(($1 ->> 'who')::uuid, ($1 ->> 'day')::date, ($1 ->> 'request')::uuid)"
# Every item a little apart from the others, by its weight.
_MARK = """select aftercare.appraisal_mark(a.id, a.version,
      (select jsonb_object_agg(i ->> 'id', ($1 ->> 'about')::int + (i ->> 'weight')::int % 7)
       from jsonb_array_elements(aftercare.appraisal_scheme() -> 'items') i),
      null, null, $1 ->> 'strengths', $1 ->> 'goals', ($1 ->> 'request')::uuid)
    from aftercare.appraisal a
    where a.staff_id = ($1 ->> 'who')::uuid and a.place is not distinct from ($1 ->> 'place')::int and a.state = 'planned'
    order by a.due_on limit 1"""
_ANSWER = """select aftercare.appraisal_move(a.id, a.version, 'answer', jsonb_build_object('reply', $1 ->> 'reply'),
      ($1 ->> 'request')::uuid)
    from aftercare.appraisal a where a.staff_id = ($1 ->> 'who')::uuid and a.state = 'held' order by a.due_on limit 1"""
# (days after the first year's appraisal was due, mark, strengths, goals, reply)
_TALKS = (
    (-2, 68, "学习主动，工具摆放整齐。", "两个月内独立完成常见机型的检测。", "谢谢指导，会多跟师傅练习。"),
    (1, 81, "检测速度明显提高。", "减少返修，注意填写检测记录。", "会注意记录。"),
)


def write(world: World) -> None:
    """Somebody hired five months ago with two talks behind him; an agent's of yesterday; another agent's in two days."""
    until, material = world.until, world.material
    for store in (store.code for store in material.stores if store.share):
        manager = material.manager(store)
        technicians = [one for one in material.staff(store, "technician") if one != manager]
        agents = [one for one in material.staff(store, "agent") if one != manager and one not in technicians]
        if technicians:
            _first_year(world, manager, technicians[-1], until - timedelta(days=150))
        for agent, days in zip(agents[:2], (-1, 2), strict=False):
            _by_hand(world, manager, agent, until + timedelta(days=days))


def _first_year(world: World, manager: str, who: str, hired: datetime) -> None:
    told = at_work(hired + timedelta(days=1))
    _run(world, told, manager, _HIRED, who, day=hired.date().isoformat())
    for nth, (days, about, strengths, goals, reply) in enumerate(_TALKS, start=1):
        at = at_work(hired + timedelta(days=61 * nth + days))
        _run(world, at, manager, _MARK, who, place=nth, about=about, strengths=strengths, goals=goals)
        _run(world, at + timedelta(hours=2), who, _ANSWER, who, reply=reply)


def _by_hand(world: World, manager: str, who: str, due: datetime) -> None:
    planned = at_work(min(due, world.until) - timedelta(days=12))
    values = {"id": world.new_id(planned), "staff_id": world.staff_ids[who], "due_on": due.date().isoformat()}
    world.record(planned, manager, "appraisal", values)
    if due < world.until:
        held = at_work(due - timedelta(hours=6))
        words = {"strengths": "对客户耐心，沟通清楚。", "goals": "提高一次解决率。"}
        _run(world, min(held, due), manager, _MARK, who, place=None, about=86, **words)


def _run(world: World, at: datetime, by: str, statement: str, who: str, **values: Any) -> None:
    world.script.add(at, by, statement, who=world.staff_ids[who], request=world.new_id(at), **values)
