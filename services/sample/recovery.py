"""Sample service recovery plans: one under way with its measures, one that is closed with its result."""

from datetime import timedelta
from typing import Any

from services.sample.orders import Case
from services.sample.world import CHINA, World, at_work

# Days ago, cause, subject, what went wrong, goal, measures, and the result and whom we told where it is closed.
_PLANS: tuple[tuple[int, str, str, str, str, tuple[tuple[str, str], ...], str, str], ...] = (
    (
        12,
        "breaches",
        "周末约定的回电多次超时",
        "近四周周六、周日约定的回电有三分之一超时，客户反复来电询问。",
        "约定的回电九成以上按时完成。",
        (
            ("周末下午增加一名值班客服", "周六、周日 13:00 至 18:00 两人值班，其中一人专门回电。"),
            ("下班前核对次日回电清单", "每天下班前由值班客服核对次日约定的回电，换班时书面交接。"),
        ),
        "",
        "",
    ),
    (
        60,
        "score",
        "上门安装后现场未清理",
        "回访中多位客户对安装后现场未清理给出低分。",
        "安装类回访的低分减少一半。",
        (("安装完工前拍现场照片", "完工照片须包含清理后的现场，未上传不得结单。"),),
        "两个月内安装回访低分由 9 条降至 3 条。",
        "已电话致歉并回访给出低分的 6 位客户，其中 2 位安排上门清理。",
    ),
)
_ADOPT = """select aftercare.improvement_move(($1 ->> 'id')::uuid,
    (select i.version from aftercare.improvement i where i.id = ($1 ->> 'id')::uuid), $1 ->> 'action', $1 -> 'payload',
    ($1 ->> 'request')::uuid)"""
_MOVE = """select aftercare.recovery_plan_move(($1 ->> 'id')::uuid,
    (select p.version from aftercare.recovery_plan p where p.id = ($1 ->> 'id')::uuid), $1 ->> 'action', $1 -> 'payload',
    ($1 ->> 'request')::uuid)"""


def put_on_file(world: World, _cases: list[Case]) -> None:
    """Plans of the largest store, made by its manager."""
    store = max((one for one in world.material.stores if one.share), key=lambda one: one.share).code
    manager = world.material.manager(store)
    people = world.material.staff(store, "agent")
    if not people:
        return
    for nth, (ago, cause, subject, what, goal, measures, result, told) in enumerate(_PLANS):
        at = at_work(world.until - timedelta(days=ago))
        owner, plan = people[nth % len(people)], world.new_id(at)
        world.record(
            at,
            manager,
            "recovery_plan",
            {
                "id": plan,
                "store_id": world.store_ids[store],
                "cause": cause,
                "subject": subject,
                "what": what,
                "goal": goal,
                "owner_id": world.staff_ids[owner],
                "due_on": (at + timedelta(days=40)).astimezone(CHINA).date(),
            },
        )
        for place, (measure, how) in enumerate(measures):
            moment = at + timedelta(minutes=10 + place)
            one = world.new_id(moment)
            given = {"id": one, "store_id": world.store_ids[store], "area": "service", "subject": measure, "what": how}
            world.record(moment, manager, "improvement", {**given, "recovery_plan_id": plan})
            due = (moment + timedelta(days=20)).astimezone(CHINA).date().isoformat()
            whom = {"owner_id": str(world.staff_ids[owner]), "due_on": due, "comment": "服务修整方案的措施。"}
            _step(world, _ADOPT, moment + timedelta(minutes=5), manager, one, "adopt", whom)
            if result:
                done = {"result": "已落实，每天抽查。"}
                _step(world, _ADOPT, moment + timedelta(days=9), owner, one, "finish", done)
        if result:
            end = {"result": result, "told": told}
            _step(world, _MOVE, at_work(at + timedelta(days=33)), owner, plan, "finish", end)


def _step(world: World, call: str, at: Any, by: str, record: Any, action: str, payload: dict[str, Any]) -> None:
    world.script.add(at, by, call, id=record, action=action, payload=payload, request=world.new_id(at))
