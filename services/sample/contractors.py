"""A contractor of the sample company: what he did, what was paid, and what still lacks its photo."""

from datetime import datetime, timedelta
from uuid import UUID

from services.initials import initials_of, pinyin_of
from services.sample import pictures
from services.sample.world import World, at_work

NAME = "西湖广告制作安装部"
_MOVE = """select aftercare.visit_move(v.id, v.version, $1 ->> 'action', $1 -> 'payload', ($1 ->> 'request')::uuid)
    from aftercare.visit v where v.id = ($1 ->> 'id')::uuid"""
_REPORT = "update aftercare.visit set work_done = $1 ->> 'work' where id = ($1 ->> 'id')::uuid"
_ACCEPT = """select aftercare.visit_accept(v.id, v.version, true, $1 ->> 'who', 'paper', '', ($1 ->> 'request')::uuid)
    from aftercare.visit v where v.id = ($1 ->> 'id')::uuid"""
_SETTLE = """select aftercare.visit_settle(v.id, v.version, v.agreed_price, $1 ->> 'reference', '', ($1 ->> 'request')::uuid)
    from aftercare.visit v where v.id = ($1 ->> 'id')::uuid"""
# What there was to do, what was done, for how much, days ago; how far it has come.
JOBS = (
    ("门头灯箱不亮", "更换灯箱电源", "380.00", 24, "settled"),
    ("店招面板松动", "重新固定并打胶", "260.00", 12, "settled"),
    ("灯带一段不亮", "更换灯带两米", "180.00", 3, "done"),
    ("灯箱漏水", "重做密封条", "420.00", 2, "no_photo"),
    ("发光字脱落", "", "300.00", 0, "planned"),
)


def send(world: World, store: str = "HZ1") -> None:
    """The contractor and his visits at one store."""
    clerk, manager = world.material.staff(store, "agent")[0], world.material.manager(store)
    at = at_work(world.until - timedelta(days=40))
    company = world.new_id(at)
    world.record(
        at,
        manager,
        "customer",
        {
            "id": company, "kind": "company", "name": NAME, "phone": "0571-0000 1901", "notify_by": "phone",
            "region_id": world.region_ids[world.material.store(store).region],
            "initials": initials_of(NAME, person=False), "pinyin": pinyin_of(NAME, person=False),
        },
    )  # fmt: skip
    named = {"id": world.new_id(at), "customer_id": company, "dimension": "nature", "code": "nature.contractor"}
    world.record(at, manager, "customer_class", named)
    for number, (subject, work, price, days, state) in enumerate(JOBS, start=1):
        opened = at_work(world.until - timedelta(days=days, hours=7))
        visit = world.new_id(opened)
        row = {"id": visit, "kind": "on_site", "store_id": world.store_ids[store], "subject": subject, "minutes": 90}
        if not world.record(opened, clerk, "visit", {**row, "contact_name": "店长", "priority": "normal"}):
            continue
        begins = at_work(opened + timedelta(hours=2) if state != "planned" else world.until + timedelta(hours=20))
        given = {
            "contractor_id": str(company), "agreed_price": price, "planned_from": begins.isoformat(),
            "planned_until": (begins + timedelta(minutes=90)).isoformat(),
        }  # fmt: skip
        _step(world, opened + timedelta(minutes=10), clerk, visit, "contract", **given)
        if state == "planned":
            continue
        pictures.add(world, begins, clerk, "photo_in", "维修前.png", pictures.DARK, visit=visit)
        _step(world, begins, clerk, visit, "begin")
        ends = begins + timedelta(minutes=80)
        world.script.add(ends - timedelta(minutes=6), clerk, _REPORT, id=visit, work=work)
        moment = ends - timedelta(minutes=4)
        world.script.add(moment, clerk, _ACCEPT, id=visit, who="店长", request=world.new_id(moment))
        if state != "no_photo":
            pictures.add(
                world, ends - timedelta(minutes=2), clerk, "photo_out", "维修后.png", pictures.LIT, visit=visit
            )
        _step(world, ends, clerk, visit, "finish", outcome="solved")
        if state == "settled":
            paid = at_work(ends + timedelta(days=5))
            reference = f"FP-{opened:%Y%m}-{number:03d}"
            world.script.add(paid, manager, _SETTLE, id=visit, reference=reference, request=world.new_id(paid))


def _step(world: World, at: datetime, by: str, visit: UUID, action: str, **payload: str) -> None:
    world.script.add(at, by, _MOVE, id=visit, action=action, payload=payload, request=world.new_id(at))
