"""A window with every part of the kit in it, for pictures and for trying the parts together."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from services.ids import new_id
from tests.ui.kit.gallery_intake import IntakePage
from tests.ui.kit.gallery_orders import COLUMNS, STATES, ListPage, fetch_from, orders
from tests.ui.kit.gallery_words import NOW, both
from ui.kit.background import Background
from ui.kit.buttons import Button
from ui.kit.cards import Card, Check, CheckList, Segments, Share, ShareBar
from ui.kit.chips import Chip, ChipLabel
from ui.kit.desk import Desk
from ui.kit.messages import Messages
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.progress_steps import ProgressSteps, Step
from ui.kit.tiles import Figure, Tile
from ui.kit.trace import Entry, Trace
from ui.kit.words import Label
from ui.main_window import MainWindow, PageSpec

__all__ = ["COLUMNS", "NOW", "desk", "fetch_from", "orders", "window"]


class MemorySettings(dict):
    """Settings that are forgotten."""

    def set(self, key: str, value: Any) -> None:
        self[key] = value


def desk() -> Desk:
    """A desk without a database."""
    person = SimpleNamespace(
        login="li", name="李娜 · 前台", roles=frozenset({"agent"}), store_id=new_id(), store_name="西湖店"
    )
    return Desk(None, Background(), Messages(), person, MemorySettings(), now=lambda: NOW)


class OrderPage(Page):
    """Title with chips, steps, trace, cards."""

    module = "orders"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "order", both("W2611-00042 Xiaomi 14", "W2611-00042 小米 14"), "device", heading=False)
        top = Card()
        line = QHBoxLayout()
        line.addWidget(Label(lambda: "W2611-00042", "record"))
        line.addWidget(Label(both("Xiaomi 14 · 256 GB · black", "小米 14 · 256 GB · 黑色"), "card"))
        line.addStretch(1)
        line.addWidget(Button(both("Quote refused…", "客户拒绝…"), "refuse", "danger"))
        line.addWidget(Button(both("Remind", "提醒"), "remind", key="Ctrl+R", icon="send"))
        self.primary = Button(both("Record consent", "登记同意"), "consent", "primary", "Ctrl+G", "tick")
        line.addWidget(self.primary)
        top.body.addLayout(line)
        chips = QHBoxLayout()
        for name, chip in (
            (both("Work", "维修"), STATES["quoted"]),
            (both("Money", "费用"), Chip(both("Deposit 100.00", "预付 100.00"), "info", "prepaid")),
            (both("Custody", "保管"), Chip(both("At store · A07", "在店 · A07"), "neutral", "at_store")),
        ):
            chips.addWidget(Label(name, "label", "secondary"))
            chips.addWidget(ChipLabel(chip))
        chips.addStretch(1)
        top.body.addLayout(chips)
        top.add_line()
        names = [("Received", "受理"), ("Assigned", "派工"), ("Diagnosed", "检测"), ("Customer OK", "客户确认"),
                 ("Parts", "配件"), ("Repair", "维修"), ("Test", "检验"), ("Completed", "完成"), ("Handed over", "交付")]  # fmt: skip
        steps = [
            Step(both(*name), "done" if n < 3 else "now" if n == 3 else "open", "warning")
            for n, name in enumerate(names)
        ]
        bottom = QHBoxLayout()
        bottom.addWidget(ProgressSteps(steps), 7)
        bottom.addWidget(ShareBar([Share(both("ours 3 h 35 m", "我方 3 小时 35 分"), 215), Share(both("customer 45 m", "客户 45 分"), 45, 1),
                                   Share(both("parts 0", "配件 0"), 0, 4)]), 3)  # fmt: skip
        top.body.addLayout(bottom)
        self.body.addWidget(top)
        row = QHBoxLayout()
        row.addWidget(self._trace(), 4)
        middle = Card(both("Before “Completed”", "完工前"), both("2 of 5", "5 项已齐 2 项"))
        middle.body.addWidget(CheckList([Check(both("Fault coded", "故障已编码"), True), Check(both("Cause coded", "原因已编码"), True),
                                         Check(both("Remedy coded", "措施已编码"), False), Check(both("Parts settled", "配件已结"), False)]))  # fmt: skip
        middle.body.addStretch(1)
        row.addWidget(middle, 3)
        self.body.addLayout(row, 1)

    def _trace(self) -> Card:
        card = Card(both("Trace", "处理信息"))
        segments = Segments(
            [("all", both("All", "全部")), ("public", both("Public", "公开")), ("money", both("Money", "费用"))]
        )
        segments.show_counts({"all": 6, "public": 3})
        card.head.addWidget(segments)
        trace = Trace()
        start = NOW - timedelta(hours=4)
        trace.tell([
            Entry(NOW, "quoted", both("Quote v2 sent by WeChat", "报价 v2 已发微信"), both("480.00 CNY against 300.00 first estimate, valid to 28 Nov", "480.00 元，原预估 300.00，11-28 前有效"), both("Li Na · Counter 2 · after 38 m", "李娜 · 2 号柜台 · 38 分后"), "warning", True),
            Entry(NOW - timedelta(minutes=38), "liquid", both("Warranty: in → excluded for this fault", "保修：保内 → 本次故障除外"), both("Liquid mark red, 2 photos. Main unit stays covered.", "进液标变红，照片 2 张。主机仍在保。"), both("Zhou Min · Manager", "周敏 · 主管"), "danger"),
            Entry(NOW - timedelta(minutes=45), "diagnosing", both("Diagnosed: screen broken, board dry", "检测：屏幕损坏，主板干燥"), "", both("Chen Wei · Bench 3 · after 41 m", "陈伟 · 3 号工位 · 41 分后"), "info", True),
            Entry(start, "received", both("Received, slip printed", "已受理，受理单已打印"), both("SIM card, case · 2 marks, 3 photos", "SIM 卡、保护壳 · 2 处痕迹、3 张照片"), both("Li Na · Counter 2", "李娜 · 2 号柜台"), "accent", True),
            Entry(start - timedelta(days=40), "closed", both("Closed", "已结案"), "", both("by itself", "自动"), "neutral"),
        ])  # fmt: skip
        card.body.addWidget(trace, 1)
        segments.chosen.connect(lambda name: trace.show_only(lambda entry: name != "public" or entry.public))
        self.trace = trace
        return card


class BoardPage(Page):
    """Tiles and chips."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "board", both("Dashboard", "经营看板"), "dashboard")
        self.add_head(None, Button(both("As of…", "截至某日…"), "as_of", icon="history"),
                      Button(both("Export", "导出"), "export", key="Ctrl+E", icon="export"))  # fmt: skip
        tiles = QGridLayout()
        trend = [3, 4, 3.5, 5, 4.2, 4.6, 6]
        for place, figure in enumerate([
            Figure(both("In repair", "在修工单"), "36", both("", "张"), "4", True, None, trend, both("until 14:05", "截至今天 14:05")),
            Figure(both("Overdue", "已超期"), "2", both("", "张"), "1", True, False, trend[::-1], both("5.6 % of open", "占在修 5.6 %")),
            Figure(both("Median turn-round", "周转中位数"), "2.1", both("days", "天"), "0.5", False, True, trend[::-1], both("our clock · n = 84", "按我方时钟 · n = 84")),
            Figure(both("First-time fix", "一次修复率"), "87", "%", "2", True, True, trend, both("no return in 30 d · n = 182", "30 天内未返修 · n = 182")),
        ]):  # fmt: skip
            tiles.addWidget(Tile(f"figure_{place}", figure), 0, place)
        self.body.addLayout(tiles)
        for state in STATES.values():
            self.body.addWidget(ChipLabel(state))
        self.body.addStretch(1)


def window(idle_minutes: float = 20) -> MainWindow:
    """The window with the pages above, as it looks after a few minutes of work."""
    this = desk()
    modules: list[tuple[str, str, str, str, Any]] = [
        ("home", "Home", "首页", "home", BoardPage), ("intake", "Intake", "受理", "intake", IntakePage),
        ("orders", "Orders", "工单", "order", ListPage), ("dispatch", "Dispatch", "派工", "dispatch", BoardPage),
        ("customers", "Clients", "客户", "customer", BoardPage), ("cases", "Cases", "投诉", "complaint", BoardPage),
        ("parts", "Parts", "配件", "part", BoardPage), ("surveys", "Surveys", "满意度", "survey", BoardPage),
        ("board", "Charts", "看板", "dashboard", BoardPage), ("admin", "Admin", "管理", "admin", BoardPage)]  # fmt: skip
    specs = [PageSpec(name, both(english, chinese), concept, make) for name, english, chinese, concept, make in modules]
    specs.append(PageSpec("order", both("Order", "工单"), "device", OrderPage, rail=False, kind="work_order"))
    specs.append(PageSpec("secret", both("Accounts", "账号"), "admin", BoardPage, roles=frozenset({"admin"})))
    made = MainWindow(this, specs, search=_search, idle_minutes=idle_minutes, version="0.0")
    made.rail.set_badge("orders", 5)
    made.rail.set_badge("cases", 2)
    made.top.set_device("scanner", True)
    made.top.set_device("printer", True)
    made.status.set_connected(12)
    made.status.set_drafts(1)
    return made


def _search(text: str) -> list[Option]:
    hits = [
        Option(("work_order", number), lambda n=number: f"W2611-{n:05d} 小米 14", lambda: "张思远 *1234", icon="order")
        for number in (38, 42)
    ]
    return hits if text != "nothing" else []
