"""A list of made-up orders with everything around it."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from services.ids import new_id
from services.paging import Page as PageOfRows
from services.paging import Place
from tests.ui.kit.gallery_words import NOW, both
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import ListAction, TablePane
from ui.kit.views_row import SavedView


@dataclass(frozen=True)
class Order:
    id: Any
    number: str
    opened_at: datetime
    customer: str
    last4: str
    device: str
    fault: str
    state: str
    technician: str
    promised_at: datetime
    used: float
    parts: str
    amount: Decimal | None
    shelf: str


STATES = {
    "completed": Chip(both("Completed", "维修完成"), "success", "completed"),
    "failed": Chip(both("Failed", "维修失败"), "danger", "failed"),
    "testing": Chip(both("Testing", "完工检验"), "info", "testing"),
    "quoted": Chip(both("Awaiting customer", "待客户确认"), "warning", "quoted"),
    "diagnosing": Chip(both("Diagnosing", "检测中"), "info", "diagnosing"),
    "received": Chip(both("Received", "已受理"), "neutral", "received"),
    "waiting_parts": Chip(both("Waiting parts", "待料"), "warning", "waiting_parts"),
}


def orders(count: int) -> list[Order]:
    """Made-up orders, the same ones each time."""
    chance = random.Random(7)
    made = []
    for number in range(count):
        made.append(Order(
            new_id(), f"W2611-{number + 1:05d}", NOW - timedelta(minutes=chance.randint(20, 20_000)),
            chance.choice(["Qian Duoduo", "单雄信", "Ouyang Min", "欧阳敏", "Li Xiaowen"]), f"*{chance.randint(1000, 9999)}",
            chance.choice(["Lenovo ThinkPad X1", "小米 14 256 GB", "Siemens dishwasher", "海尔冰箱 BCD-470"]),
            chance.choice(["Keyboard, three keys dead after it fell", "不显示，充电会震动", "Leaks at the door"]),
            chance.choice(list(STATES)), chance.choice(["Zhou Lan", "陈伟", ""]),
            NOW + timedelta(hours=number * 5 - 20), chance.random() * 1.2, chance.choice(["1 / 1", "0 / 1", ""]),
            chance.choice([Decimal("860"), Decimal("1280"), Decimal("0"), None]), chance.choice(["A07", "R04", ""])))  # fmt: skip
    return made


COLUMNS = [
    Column("number", both("No.", "单号"), "link", sort="number", sample="W2611-00042"),
    Column("opened_at", both("Age", "账龄"), "age", sort="opened_at"),
    Column("customer", both("Customer", "客户")),
    Column("last4", both("Phone", "尾号"), secondary=True),
    Column("device", both("Device", "设备")),
    Column("fault", both("Fault", "故障"), stretch=True, secondary=True),
    Column("state", both("State", "状态"), chip=lambda row: STATES[row.state]),
    Column("technician", both("Technician", "技师"), drop=3),
    Column("promised_at", both("Promised", "承诺"), "moment", sort="promised_at", late=lambda row: row.promised_at < NOW),
    Column("used", both("Time used", "已用时限"), "progress",
           tone=lambda row: "danger" if row.used > 1 else "warning" if row.used > 0.85 else "info"),
    Column("parts", both("Parts", "配件"), drop=2, tone=lambda row: "warning" if row.parts == "0 / 1" else "text"),
    Column("amount", both("Amount", "金额"), "money"),
    Column("shelf", both("Shelf", "货架"), drop=1),
]  # fmt: skip


def fetch_from(rows: list[Order], request: PageRequest) -> PageOfRows:
    """A page of rows by keys, as a service would give it."""
    key = lambda row: (getattr(row, request.sort), row.number)  # noqa: E731
    ordered = sorted(rows, key=key, reverse=request.descending)
    start, forward = 0, request.place is None or request.place.forward
    if request.place is not None:
        place = [key(row) for row in ordered].index(request.place.keys)
        start = place + 1 if forward else max(0, place - request.limit)
        end = start + request.limit if forward else place
    else:
        end = request.limit
    kept = ordered[start:end]
    before = Place(key(kept[0]), False) if kept and start > 0 else None
    after = Place(key(kept[-1]), True) if kept and end < len(ordered) else None
    return PageOfRows(kept, before, after)


class ListPage(Page):
    """The list with everything around it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "orders", both("Orders", "工单列表"), "order", heading=False)
        rows = orders(436)
        self.pane = TablePane(
            "orders", COLUMNS, desk.background, lambda request: fetch_from(rows, request), sort="promised_at",
            ticks=True, now=lambda: NOW, accessible=both("Orders", "工单列表"),
            empty=(both("Nothing of this kind here.", "这里没有工单。"), both("Take one in (F7).", "受理一台设备（F7）。")),
            views=[SavedView("open", both("All open", "全部在修")), SavedView("mine", both("Mine", "我的")),
                   SavedView("late", both("Overdue", "已超期"), "danger"),
                   SavedView("today", both("Due today", "今日到期"), "warning")],
            actions=[ListAction("assign", both("Assign", "派工"), print, "assigned", "A"),
                     ListAction("state", both("Change state", "改状态"), print, "swap", "Ctrl+G"),
                     ListAction("print", both("Print", "打印"), print, "print", "Ctrl+P")])  # fmt: skip
        self.pane.views.show_counts({"open": 1001, "mine": 9, "late": 2, "today": 4})
        self.pane.set_summary(both("14,932.00 CNY", "14,932.00 元"))
        self.body.addWidget(self.pane, 1)

    def refresh(self) -> None:
        self.pane.reload()

    def focus_start(self) -> None:
        self.pane.view.setFocus()
