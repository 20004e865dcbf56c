"""Sample trainings: courses with their material, what was held and who passed, what is planned; and suggestions."""

import base64
import hashlib
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.sample.world import World, at_work

_INVITE = """select aftercare.training_invite(($1 ->> 'id')::uuid,
      array(select s.id from aftercare.staff s where s.login in (select jsonb_array_elements_text($1 -> 'people'))),
      null, '', ($1 ->> 'request')::uuid)"""
# The first company among the customers that are contractors comes along.
_GUEST = """select aftercare.training_invite(($1 ->> 'id')::uuid, '{}', c.customer_id, $1 ->> 'person', ($1 ->> 'request')::uuid)
    from (select k.customer_id from aftercare.customer_class k join aftercare.customer x on x.id = k.customer_id
          where k.code = 'nature.contractor' and k.until is null and x.archived_at is null order by x.number limit 1) c"""
_MOVE = """select aftercare.training_move(t.id, t.version, $1 ->> 'action', $1 -> 'payload', ($1 ->> 'request')::uuid)
    from aftercare.training t where t.id = ($1 ->> 'id')::uuid"""
_MARK = """select aftercare.training_mark(r.id, r.version, $1 ->> 'attendance', ($1 ->> 'absences')::int,
      ($1 ->> 'latenesses')::int, $1 -> 'marks', $1 ->> 'note', ($1 ->> 'request')::uuid)
    from (select x.id, x.version from aftercare.training_record x left join aftercare.staff s on s.id = x.staff_id
          where x.training_id = ($1 ->> 'id')::uuid order by s.login nulls last, x.id
          offset ($1 ->> 'nth')::int limit 1) r"""
_ARTICLE = """insert into aftercare.course_article (id, course_id, article_id)
    select ($1 ->> 'id')::uuid, ($1 ->> 'course')::uuid, a.id from aftercare.article a
    where a.state = 'published' order by a.number offset ($1 ->> 'nth')::int limit 1"""
_BYTES = """insert into aftercare.attachment_data (attachment_id, data)
    values (($1 ->> 'id')::uuid, decode($1 ->> 'data', 'base64'))"""
_STEP = """select aftercare.improvement_move(i.id, i.version, $1 ->> 'action', $1 -> 'payload', ($1 ->> 'request')::uuid)
    from aftercare.improvement i where i.id = ($1 ->> 'id')::uuid"""

_NO_WEIGHTS = {f"weight_{part}": 0 for part in ("attendance", "speaking", "homework", "quiz", "case_study", "practice")}
COURSES: dict[str, dict[str, Any]] = {
    "basics": {
        "name": "售后客服基础知识培训", "name_en": "Basics of after-sales service", "kind": "induction", "audience": "staff",
        "days": 3, "hours": 18,
        "plan": "第 1 天：岗位职责与服务流程\n第 2 天：沟通技巧，常见问题应对\n第 3 天：系统操作与案例演练，小测验",
        "cautions": "", "weight_attendance": 30, "weight_homework": 20, "weight_speaking": 10, "weight_practice": 40,
        "valid_months": 0,
    },
    "installing": {
        "name": "产品安装培训（安装商与客户）", "name_en": "Installing our products (contractors and customers)",
        "kind": "installation", "audience": "contractor", "days": 1, "hours": 4,
        "plan": "上午：产品结构与安装视频\n下午：现场示范，小测验",
        "cautions": "登高作业系安全带。\n接电前先断开总闸。\n安装完成后拍照留存。",
        "weight_attendance": 40, "weight_quiz": 60, "valid_months": 12,
    },
    "products": {
        "name": "新品售前知识培训", "name_en": "Knowing the new products", "kind": "product", "audience": "staff", "days": 1,
        "hours": 2, "plan": "新品卖点、使用方法与常见问题", "cautions": "", "weight_attendance": 20, "weight_quiz": 50,
        "weight_case_study": 30, "valid_months": 12,
    },
}  # fmt: skip
_PARTS = {
    "basics": ("homework", "speaking", "practice"), "installing": ("quiz",), "products": ("quiz", "case_study"),
}  # fmt: skip
_SUGGESTED = (
    (
        "process",
        "取件前先发短信确认时间",
        "上门前一小时自动发短信，请客户确认在家。",
        "有三成上门因客户不在家而改期。",
        "adopted",
    ),
    ("tools", "常用工具上墙定位", "工具墙画出轮廓，用完放回原位。", "每天找工具要花二十分钟。", "done"),
    ("parts", "常用配件设最低库存", "压缩机启动电容按月均用量设最低库存。", "夏季常因缺料等待三天。", "filed"),
    ("service", "取件单加大字号", "取件单上的单号和取件码印大一倍。", "老年客户看不清。", "declined"),
)


def write(world: World) -> None:
    """Courses of the company; in each store what was taught and what is suggested."""
    courses = _courses(world)
    for store in (store.code for store in world.material.stores if store.share):
        _teach(world, store, courses)
        _suggest(world, store)


def _courses(world: World) -> dict[str, UUID]:
    store = next(store.code for store in world.material.stores if store.share)
    manager, at = world.material.manager(store), at_work(world.until - timedelta(days=420))
    made = {}
    for nth, (code, course) in enumerate(COURSES.items()):
        made[code] = world.new_id(at)
        values = {"id": made[code], "store_id": world.store_ids[store], **_NO_WEIGHTS, **course}
        fixed = {"weight_exam": 0, "absent_deduction": 5, "late_deduction": 2, "pass_mark": 60}
        world.record(at, manager, "course", {**values, **fixed})
        later = world.until - timedelta(days=20)
        world.script.add(later, manager, _ARTICLE, id=world.new_id(later), course=made[code], nth=nth)
    words = COURSES["installing"]["cautions"].encode()
    paper = {
        "id": world.new_id(at), "course_id": made["installing"], "kind": "document", "name": "安装注意事项.txt",
        "media_type": "text/plain", "size": len(words), "sha256": hashlib.sha256(words).hexdigest(), "note": "",
    }  # fmt: skip
    world.record(at, manager, "attachment", paper)
    world.script.add(at, manager, _BYTES, id=paper["id"], data=base64.b64encode(words).decode())
    return made


def _teach(world: World, store: str, courses: dict[str, UUID]) -> None:
    """One long ago, whose validity runs out; one of last month; one of yesterday, to be marked; one of next week."""
    until, material = world.until, world.material
    manager = material.manager(store)
    people = sorted({*material.staff(store, "agent"), *material.staff(store, "technician")} - {manager})
    for code, start, marked in (
        ("products", until - timedelta(days=350), True), ("basics", until - timedelta(days=33), True),
        ("installing", until - timedelta(days=1, hours=3), False), ("products", until + timedelta(days=6), False),
    ):  # fmt: skip
        start = at_work(start.replace(hour=10, minute=0))
        course = COURSES[code]
        end = start + timedelta(days=course["days"] - 1, hours=min(6, course["hours"]))
        planned = min(start - timedelta(days=7), until - timedelta(days=2))
        training = _planned(world, planned, manager, store, courses[code], course, start, end)
        world.script.add(planned, manager, _INVITE, id=training, people=people, request=world.new_id(planned))
        if code == "installing":
            world.script.add(planned, manager, _GUEST, id=training, person="安装组长", request=world.new_id(planned))
        if start < until:
            _step(world, end, manager, training, "hold", {})
        if marked:
            _mark(world, end + timedelta(hours=1), manager, training, code, len(people))


def _planned(
    world: World, at: datetime, manager: str, store: str, course_id: UUID, course: dict[str, Any], start: datetime,
    end: datetime,
) -> UUID:  # fmt: skip
    training = world.new_id(at)
    values = {
        "id": training, "course_id": course_id, "store_id": world.store_ids[store], "subject": course["name"],
        "starts_at": start, "ends_at": end, "hours": course["hours"], "place": "门店培训室",
        "trainer_id": world.staff_ids[manager], "trainer_name": "", "note": "",
    }  # fmt: skip
    world.record(at, manager, "training", values)
    return training


def _step(world: World, at: datetime, by: str, training: UUID, action: str, payload: dict[str, Any]) -> None:
    world.script.add(at, by, _MOVE, id=training, action=action, payload=payload, request=world.new_id(at))


def _mark(world: World, at: datetime, manager: str, training: UUID, code: str, people: int) -> None:
    for nth in range(people):
        weak = nth % 5 == 3
        marks = {part: world.chance.randint(35, 55) if weak else world.chance.randint(68, 98) for part in _PARTS[code]}
        world.script.add(
            at, manager, _MARK, id=training, nth=nth, attendance="late" if nth % 4 == 2 else "attended", absences=0,
            latenesses=nth % 4 // 2, marks=marks, note="需补课。" if weak else "", request=world.new_id(at),
        )  # fmt: skip
    _step(world, at + timedelta(minutes=20), manager, training, "close", {"summary": "按计划完成，个别学员安排补课。"})


def _suggest(world: World, store: str) -> None:
    material, until = world.material, world.until
    manager = material.manager(store)
    people = sorted({*material.staff(store, "agent"), *material.staff(store, "technician")})
    for nth, (area, subject, what, why, state) in enumerate(_SUGGESTED):
        at = at_work(until - timedelta(days=30 - 6 * nth))
        given = {"id": world.new_id(at), "store_id": world.store_ids[store], "area": area, "subject": subject}
        author = people[nth % len(people)]
        world.record(at, author, "improvement", {**given, "what": what, "why": why})
        decided, owner = at + timedelta(days=1), people[(nth + 1) % len(people)]
        if state == "declined":
            _decide(world, decided, manager, given["id"], "decline", {"comment": "下次换单据模板时一并考虑。"})
        elif state != "filed":
            due = {"owner_id": str(world.staff_ids[owner]), "due_on": (decided + timedelta(days=20)).date().isoformat()}
            _decide(world, decided, manager, given["id"], "adopt", {**due, "comment": "可行，请尽快落实。"})
        if state == "done":
            result = {"result": "工具墙已完成，找工具的时间基本没有了。"}
            _decide(world, decided + timedelta(days=9), owner, given["id"], "finish", result)


def _decide(world: World, at: datetime, by: str, improvement: Any, action: str, payload: dict[str, Any]) -> None:
    world.script.add(at, by, _STEP, id=improvement, action=action, payload=payload, request=world.new_id(at))
