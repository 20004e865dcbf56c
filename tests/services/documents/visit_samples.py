"""Papers of visits for tests: full, empty, and with what people type when they mean harm."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from services.documents import visit_sheets
from services.documents.content import Line, Words
from services.documents.visit_content import AcceptancePaper, Attendee, Checked, RoutePaper, Stop, VisitPaper
from tests.services.documents import samples

SHOP = samples.shop()
DAY = date(2026, 11, 24)


def at(hour: int, minute: int = 0) -> datetime:
    """An hour of the day of the samples."""
    return datetime(2026, 11, 24, hour, minute)


CHECKS = (
    Checked(Words("管线出地高度", "Conduit out of the ground"), Words("≥ 2.5 m"), Words("2.6 m"), True),
    Checked(
        Words("室内机安装高度", "Height of the indoor unit"), Words("1.1–1.3 m"), Words("1.45 m"), False, "业主要求"
    ),
    Checked(Words("接地线有标识", "Earthing is marked"), Words("应为“是”", "must be yes"), Words(""), None),
)
VISIT = VisitPaper(
    shop=SHOP,
    number="V2611-00042",
    customer="王**",
    phone="138****1234",
    address="杭州市西湖区***",
    printed_at=at(17, 30),
    printed_by="李娜",
    contact="王芳",
    order_number="W2611-00042",
    kind=Words("上门", "On-site service"),
    subject="空调不制冷，外机不启动",
    instructions="带人字梯；从地下车库进入",
    wish="下午两点后",
    device="格力 KFR-35GW",
    serial="4D27A9100123",
    technician="唐卫",
    region="西湖区",
    planned_from=at(14),
    planned_until=at(15, 30),
    travel_at=at(13, 20),
    arrived_at=at(13, 55),
    started_at=at(14, 2),
    finished_at=at(15, 20),
    outcome=Words("已解决", "Solved"),
    findings="外机启动电容鼓包，压缩机绝缘正常。",
    work_done="更换启动电容，清洗滤网，试机一小时，出风温度 9 °C。",
    advice="每年夏季前清洗滤网一次。",
    parts=(
        Line(Words("启动电容 35 µF", "Start capacitor 35 µF"), Decimal(0), Decimal(1), Words("件", "pc"), None, "CBB65-35",
             serial_in="C2611-7", serial_out="C1903-2"),
    ),
    checks=CHECKS,
    photos_before=2,
    photos_after=3,
    vehicle="浙A·12345",
    driver="陈师傅",
    odometer_out=Decimal("20418.0"),
    odometer_back=Decimal("20441.5"),
    accepted=True,
    accepted_by="王芳",
    accepted_how=Words("在声明下键入姓名", "Name typed under the statement"),
    accepted_at=at(15, 21),
    customer_note="师傅很准时。",
)  # fmt: skip
EMPTY = VisitPaper(SHOP, "V2611-00043", "", "", "", at(9), "李娜")
ACCEPTANCE = AcceptancePaper(
    shop=SHOP,
    number="Y2611-00007",
    title_of=visit_sheets.TITLES["hidden"],
    title="三层弱电管线隐蔽工程验收",
    held_at=at(10),
    printed_at=at(17),
    printed_by="李娜",
    project="云栖小区二期智能化",
    place="2 号楼三层",
    part="2 号楼三层走廊吊顶内桥架与管线，图号 R-03",
    customer="云栖置业有限公司",
    visit_number="V2611-00042",
    record="检查管线走向、固定间距与出地高度；抽查五处，均符合设计。",
    conclusion="同意隐蔽，进入下道工序。",
    open_points="三层东侧接线盒标识补齐，我公司，11-27 前。",
    result=Words("有遗留问题，合格", "Accepted with open points"),
    people=(
        Attendee(visit_sheets.party("owner"), "王工", "项目经理"),
        Attendee(visit_sheets.party("supervision"), "李工", "监理工程师"),
        Attendee(visit_sheets.party("company"), "唐卫", "项目负责人"),
    ),
    checks=CHECKS,
)
MINUTES = replace(
    ACCEPTANCE, number="Y2611-00008", title_of=visit_sheets.TITLES["meeting"], title="管线交叉协调会", is_meeting=True,
    record="与给排水单位协调三层走廊标高；弱电桥架下移 100 mm。", conclusion="一、桥架标高改为 2.75 m。\n二、11-26 前完成移位。",
    result=Words(""), checks=(),
)  # fmt: skip
ROUTE = RoutePaper(
    SHOP, "tang-261124", "唐卫", DAY, at(7, 50), "李娜",
    [
        Stop("V2611-00040", at(8, 30), at(9, 30), "张三", "13800001234", "杭州市西湖区文三路 1 号 2 单元 301", "冰箱停机", "西湖区", "张太太",
             "先打电话"),
        Stop("V2611-00041", at(10), at(11), "云栖置业有限公司", "0571-88886666", "云栖小区二期 2 号楼", "门禁安装", "西湖区",
             waits_for_parts=True),
        Stop("V2611-00042", at(14), at(15, 30), "王芳", "13900005678", "文一西路 99 号", "空调不制冷", "余杭区", "", "带人字梯"),
    ],
)  # fmt: skip
EVERY = {
    "visit": (VISIT, EMPTY),
    "outing": (VISIT, EMPTY),
    "trip": (VISIT, EMPTY),
    "acceptance": (ACCEPTANCE, MINUTES),
    "route": (ROUTE, replace(ROUTE, stops=())),
}
