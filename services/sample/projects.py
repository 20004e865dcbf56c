"""Sample projects: what companies among the customers had delivered as a whole."""

from datetime import timedelta

from services.sample.orders import Case
from services.sample.world import CHINA, World

# Name, English name, systems, stage, how many days ago it began and was accepted.
_PROJECTS = (
    ("园区视频监控与报警工程", "Site surveillance and alarm", "监控系统、报警系统、电子巡更系统", "live", 640, 560),
    ("停车场管理系统", "Car park management", "停车场管理系统、非可视对讲联网系统", "live", 420, 330),
    ("客服热线与工单软件上线", "Hotline and ticket software", "客服软件 30 席，数据迁移，培训两次", "live", 300, 250),
    ("办公楼背景音乐改造", "Background music of the offices", "背景音乐系统", "acceptance", 90, None),
    ("新厂区综合布线", "Cabling of the new plant", "综合布线、监控系统", "building", 40, None),
)


def put_on_file(world: World, cases: list[Case]) -> None:
    """A few projects of companies, kept by the managers of their stores."""
    companies = {
        case.customer.id: case.customer for case in cases if case.customer is not None and case.customer.company
    }
    today = world.until.astimezone(CHINA).date()
    for place, (customer, told) in enumerate(zip(companies.values(), _PROJECTS, strict=False), start=1):
        try:
            manager = world.material.manager(customer.store)
        except ValueError:
            continue
        name, name_en, systems, stage, began, accepted = told
        # put on file when the program came, whenever it was delivered
        at, starts_on = world.until, today - timedelta(days=began)
        accepted_on = None if accepted is None else today - timedelta(days=accepted)
        world.record(
            at,
            manager,
            "project",
            {
                "id": world.new_id(at),
                "code": f"XM-{starts_on:%Y}-{place:03}",
                "name": name,
                "name_en": name_en,
                "customer_id": customer.id,
                "store_id": world.store_ids[customer.store],
                "manager_id": world.staff_ids[manager],
                "stage": stage,
                "contract_no": f"HT{starts_on:%y%m}{place:02}",
                "systems": systems,
                "starts_on": starts_on,
                "live_on": accepted_on,
                "accepted_on": accepted_on,
            },
        )
