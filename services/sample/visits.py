"""Sample visits: what technicians know, where they drive, what they did, and what stands on the board today."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from services.sample.orders import Case
from services.sample.world import CHINA, World, at_work

_MOVE = """select aftercare.visit_move(v.id, v.version, $1 ->> 'action', $1 -> 'payload', ($1 ->> 'request')::uuid)
    from aftercare.visit v where v.id = ($1 ->> 'id')::uuid"""
_ACCEPT = """select aftercare.visit_accept(v.id, v.version, true, $1 ->> 'who', 'typed', $1 ->> 'note',
      ($1 ->> 'request')::uuid) from aftercare.visit v where v.id = ($1 ->> 'id')::uuid"""
_REPORT = """update aftercare.visit set findings = $1 ->> 'findings', work_done = $1 ->> 'work',
      vehicle = $1 ->> 'vehicle' where id = ($1 ->> 'id')::uuid"""
_CHECKS = """insert into aftercare.visit_check (id, visit_id, check_item_id, name, value, note)
    select x.id, ($1 ->> 'id')::uuid, i.id, i.name, x.value, x.note
    from jsonb_to_recordset($1 -> 'values') x (id uuid, code text, value numeric, note text)
    join aftercare.check_item i on i.code = x.code"""
_SKILLS = ("appliance", "air_conditioning", "electronics", "network", "installation", "electrician", "building")
# What there is to do at customers', with the skill it takes, minutes, what was found and what was done.
JOBS = (
    ("空调不制冷，上门检查", "air_conditioning", 60, "滤网堵塞，制冷剂不足", "清洗滤网，补充制冷剂，试机正常"),
    ("空调漏水", "air_conditioning", 60, "排水管弯折", "重新走管，试机两小时不再漏水"),
    ("冰箱不停机", "appliance", 90, "温控器触点粘连", "更换温控器"),
    ("洗衣机脱水异响", "appliance", 90, "减震弹簧断裂", "更换减震弹簧，重新找平"),
    ("网络机柜安装", "network", 120, "现场布线完成，电源到位", "安装机柜与交换机，测试链路"),
    ("楼道门禁调试", "building", 120, "读卡器接线松动", "重新压接，逐户测试"),
    ("电视挂装", "installation", 60, "墙体为加气砖", "使用专用膨胀螺栓挂装"),
    ("配电箱接地检查", "electrician", 60, "接地端子氧化", "打磨并紧固，复测合格"),
)
_CHECKED = {
    "building": (("conduit_height", 2.6, ""), ("indoor_unit_height", 1.2, ""), ("earth_mark", 1, "")),
    "electrician": (("earth_resistance", 3.2, ""), ("insulation", 20, "")),
    "air_conditioning": (("outlet_temperature", 12, ""),),
    "network": (("link_loss", 0.2, ""),),
}


class Visits:
    """Two years of visits and today's board; told after the orders, whose customers they go to."""

    def __init__(self, world: World, cases: list[Case]) -> None:
        self.world = world
        self.cases = [case for case in cases if case.customer is not None]
        self._taken: dict[str, datetime] = {}

    def teach(self) -> None:
        """What each technician knows; one of them is on leave this week."""
        world = self.world
        at = at_work(world.since + timedelta(hours=1))
        technicians = [person for person in world.material.people if "technician" in person.roles]
        for place, person in enumerate(technicians):
            manager = self._manager(person.stores[0])
            if manager is None:
                continue
            for skill in (_SKILLS[(place + n) % len(_SKILLS)] for n in range(4)):
                values = {"id": world.new_id(at), "staff_id": world.staff_ids[person.login], "skill": skill}
                world.record(at, manager, "staff_skill", values)
            if place == 1:
                begins = at_work(world.until + timedelta(days=1))
                away = {
                    "id": world.new_id(at), "staff_id": world.staff_ids[person.login], "kind": "leave",
                    "from_at": begins, "until_at": begins + timedelta(days=2),
                }  # fmt: skip
                world.record(at_work(world.until - timedelta(days=2)), manager, "staff_absence", away)

    def _manager(self, store: str) -> str | None:
        try:
            return self.world.material.manager(store)
        except ValueError:
            return None

    def send(self, count: int) -> None:
        """That many in the past, and about a third of it around today."""
        world = self.world
        for at in sorted(world.moment(world.day()) for _ in range(count)):
            self.visit(at, at_work(at + timedelta(hours=20)), "closed")
        today = world.until.astimezone(CHINA)
        for number, state in enumerate(
            ("finished", "planned", "planned", "open", "open", "planned", "open", "planned")
        ):
            opened = at_work(world.until - timedelta(hours=20 - number))
            day = today.date() + timedelta(days=0 if state == "finished" else number % 3)
            begins = datetime.combine(day, time(9 + number % 7, 30 * (number % 2)), CHINA)
            self.visit(opened, begins, state)

    def visit(self, at: datetime, begins: datetime, state: str) -> None:
        """One visit, as far as it has come."""
        world = self.world
        subject, skill, minutes, findings, work = world.pick(JOBS)
        near = [case for case in self.cases if timedelta(hours=1) < at - case.at < timedelta(days=120)]
        case = world.pick(near) if near else None
        store = case.store if case is not None else world.store()
        technicians = world.material.staff(store, "technician")
        if not technicians:
            return
        clerk, who = world.pick(world.material.staff(store, "agent")), world.pick(technicians)
        # one after the other: nobody is at two places
        begins = max(begins, self._taken.get(who, begins))
        ends = begins + timedelta(minutes=minutes)
        visit_id = world.new_id(at)
        row = {
            "id": visit_id,
            "kind": "on_site",
            "store_id": world.store_ids[store],
            "customer_id": case.customer.id if case is not None and case.customer is not None else None,
            "skill": skill,
            "subject": subject,
            "minutes": minutes,
            "contact_name": "" if case is not None else "业主",
            "priority": "urgent" if world.happens(12) else "normal",
        }
        if not world.record(at, clerk, "visit", row) or state == "open":
            return
        if state != "closed" and begins < world.until:
            begins, ends = (
                at_work(world.until + timedelta(minutes=30)),
                at_work(world.until + timedelta(minutes=30 + minutes)),
            )
        if state == "finished":
            begins = at_work(world.until - timedelta(hours=3))
            ends = begins + timedelta(minutes=minutes)
        self._taken[who] = ends + timedelta(minutes=30)
        payload = {
            "technician_id": str(world.staff_ids[who]), "planned_from": begins.isoformat(),
            "planned_until": ends.isoformat(), "override": "按客户要求",
        }  # fmt: skip
        self._move(min(at_work(at + timedelta(minutes=20)), begins), clerk, visit_id, "assign", payload)
        if state == "planned":
            return
        for offset, action in ((-30, "depart"), (-2, "arrive"), (0, "begin")):
            self._move(begins + timedelta(minutes=offset), who, visit_id, action, {})
        report = {"id": visit_id, "findings": findings, "work": work, "vehicle": "浙A·3K218"}
        world.script.add(ends - timedelta(minutes=6), who, _REPORT, **report)
        measured = [
            {"id": world.new_id(ends), "code": code, "value": value, "note": note}
            for code, value, note in _CHECKED.get(skill, ())
        ]
        if measured:
            world.script.add(ends - timedelta(minutes=5), who, _CHECKS, id=visit_id, values=measured)
        name = case.customer.name if case is not None and case.customer is not None else "业主"
        moment = ends - timedelta(minutes=3)
        world.script.add(moment, who, _ACCEPT, id=visit_id, who=name, note="", request=world.new_id(moment))
        again = state == "closed" and world.happens(8)
        self._move(ends, who, visit_id, "finish", {"outcome": "refused" if again else "solved"})
        if state == "closed":
            self._move(at_work(ends + timedelta(hours=3)), clerk, visit_id, "close", {})

    def _move(self, at: datetime, by: str, visit_id: UUID, action: str, payload: dict[str, Any]) -> None:
        self.world.script.add(at, by, _MOVE, id=visit_id, action=action, payload=payload, request=self.world.new_id(at))
