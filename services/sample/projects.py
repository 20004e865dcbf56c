"""Sample projects: what companies among the customers had delivered as a whole, and the papers signed there."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.sample.orders import Case
from services.sample.world import CHINA, World

# Name, English name, systems, stage, how many days ago it began and was accepted.
_PROJECTS = (
    ("办公楼背景音乐改造", "Background music of the offices", "背景音乐系统", "acceptance", 90, None),
    ("新厂区综合布线", "Cabling of the new plant", "综合布线、监控系统", "building", 40, None),
    ("园区视频监控与报警工程", "Site surveillance and alarm", "监控系统、报警系统、电子巡更系统", "live", 640, 560),
    ("停车场管理系统", "Car park management", "停车场管理系统、非可视对讲联网系统", "live", 420, 330),
    ("客服热线与工单软件上线", "Hotline and ticket software", "客服软件 30 席，数据迁移，培训两次", "live", 300, 250),
)
# Kind, title, part, record, conclusion, open points, result, and whether everybody has signed it.
_PAPERS = (
    (
        "meeting",
        "开工协调会",
        "",
        "确定进场日期、夜间施工时段与联系人。",
        "按约定日期进场。",
        "甲方提供机房钥匙",
        "",
        True,
    ),
    (
        "hidden",
        "桥架与管线隐蔽工程验收",
        "一层至三层弱电井",
        "管线固定牢固，标识齐全，接地良好。",
        "同意隐蔽。",
        "",
        "passed",
        True,
    ),
    (
        "completion",
        "竣工验收",
        "全部系统",
        "逐项试运行，录像保存 30 天。",
        "",
        "两个摄像机角度待调整",
        "conditional",
        False,
    ),
)
_SIGN = """select aftercare.acceptance_sign(($1 ->> 'id')::uuid, 1, ($1 ->> 'request')::uuid)"""


def put_on_file(world: World, cases: list[Case]) -> None:
    """A few projects of companies, kept by the managers of their stores."""
    companies = {
        case.customer.id: case.customer for case in cases if case.customer is not None and case.customer.company
    }
    today = world.until.astimezone(CHINA).date()
    share = {store.code: store.share for store in world.material.stores}
    # what is going on now goes on where most people look
    largest_first = sorted(companies.values(), key=lambda customer: -share[customer.store])
    for place, (customer, told) in enumerate(zip(largest_first, _PROJECTS, strict=False), start=1):
        try:
            manager = world.material.manager(customer.store)
        except ValueError:
            continue
        name, name_en, systems, stage, began, accepted = told
        # put on file when the program came, whenever it was delivered
        at, starts_on = world.until, today - timedelta(days=began)
        accepted_on = None if accepted is None else today - timedelta(days=accepted)
        project_id = world.new_id(at)
        world.record(
            at,
            manager,
            "project",
            {
                "id": project_id,
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
        if accepted is None:
            papers = _PAPERS if stage == "acceptance" else _PAPERS[:2]
            site = {"project_id": project_id, "store_id": world.store_ids[customer.store]}
            _write_papers(world, at, manager, papers, site, customer.name)


def _write_papers(
    world: World, at: datetime, manager: str, papers: tuple[tuple[Any, ...], ...], site: dict[str, UUID], owner: str
) -> None:
    """What was written at a project that is not accepted yet; site: the project and its store."""
    people = [
        {"party": "owner", "name": owner[:80], "duty": "代表"},
        {"party": "supervision", "name": "刘监理", "duty": "监理工程师"},
        {"party": "company", "name": "王强", "duty": "现场负责人"},
    ]
    for nth, (kind, title, part, record, conclusion, open_points, result, signed) in enumerate(papers):
        paper: dict[str, Any] = {
            "id": world.new_id(at),
            "kind": kind,
            **site,
            "title": title,
            "place": "现场",
            "part": part,
            "held_at": at - timedelta(days=28 - 12 * nth),
            "people": people,
            "record": record,
            "conclusion": conclusion,
            "open_points": open_points,
            "result": result,
        }
        world.record(at, manager, "acceptance", paper)
        if signed:
            world.script.add(at, manager, _SIGN, id=paper["id"], request=world.new_id(at))
