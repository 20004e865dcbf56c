"""A window with every part of the kit in it, for pictures and for trying the parts together.

The texts are no source texts of the program: they come in both languages from here.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from services.ids import new_id
from services.paging import Page as PageOfRows
from services.paging import Place
from ui.kit import formats
from ui.kit.background import Background
from ui.kit.buttons import Button
from ui.kit.cards import (
    BarLine,
    Card,
    Check,
    CheckList,
    IconLine,
    Pairs,
    Segments,
    Share,
    ShareBar,
    SideColumn,
    Verdict,
)
from ui.kit.chips import Chip, ChipLabel
from ui.kit.desk import Desk
from ui.kit.form import Field, FieldLegend, Form, Group, Option
from ui.kit.messages import Banner, BannerBox, Messages
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.progress_steps import ProgressSteps, Step
from ui.kit.table_pane import ListAction, TablePane
from ui.kit.theme import theme
from ui.kit.tiles import Figure, Tile
from ui.kit.trace import Entry, Trace
from ui.kit.views_row import SavedView
from ui.kit.words import Label, Text
from ui.main_window import MainWindow, PageSpec

NOW = datetime(2026, 11, 21, 10, 25, tzinfo=UTC)


def both(english: str, chinese: str) -> Text:
    """A text in both languages."""
    return lambda: chinese if formats.zh() else english


def option(value: Any, english: str, chinese: str, **more: Any) -> Option:
    return Option(value, both(english, chinese), **more)


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


class IntakePage(Page):
    """The form with every kind of field, and the reactive column."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "intake", both("New order", "新建工单"), "intake")
        self.form = Form(_intake_groups(), desk.background)
        self.head.insertWidget(1, ChipLabel(Chip(both("Draft W-tmp-7", "草稿 W-tmp-7"), "neutral", "draft")))
        self.add_head(Label(both("saved 14:05:12", "14:05:12 已自动保存"), "label", "secondary"), None, FieldLegend())
        row = QHBoxLayout()
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[theme.px(n) for n in (16, 14, 16, 14)])
        inside.addWidget(self.form.scroller())
        row.addWidget(card, 65)
        row.addWidget(_reactive(), 34)
        self.body.addLayout(row, 1)
        self.save = Button(both("Save and print", "保存并打印"), "save", "primary", "F9", "print")
        self.draft = Button(both("Save draft", "存草稿"), "draft", key="Ctrl+S")
        self.label = Button(both("Print label", "打标签"), "label", key="Shift+F9")
        self.add_foot(self.form.fix_bar, None, self.draft, self.label, self.save)
        self.form.finished.connect(self.save.setFocus)
        self.form.edited.connect(lambda _column: self.title_changed.emit())

    def shown(self, **how: Any) -> None:
        form = self.form
        form.set_values(
            {
                "phone": "13800001234", "name": "张思远", "title": "m", "notify": "wechat", "serial": "860461051258518",
                "category": "移动电话", "proof": "invoice", "symptoms": ("display", "liquid"),
                "accessories": ("sim", "case"), "liquid": True, "dropped": False, "opened": False,
                "estimate": Decimal("300"), "deposit": Decimal("100"), "priority": "normal",
            }
        )  # fmt: skip
        form.propose("model", "小米 14 · 256 GB")
        form.propose("colour", "黑色")
        form.propose("bought", datetime(2025, 11, 22).date())
        form.propose("promised", datetime(2026, 11, 24, 10, 0, tzinfo=UTC))
        form.set_locked({"category": "follows from the model"})
        form.note("serial", both("checked", "校验通过"), "success")
        form.editor("problem").type_text("洗碗时掉进水里，捞起来还能亮，过了半小时屏幕就黑了，\n充电会震动但是不显示")
        form.show_errors({"shelf": "请扫描或填写货架" if formats.zh() else "Scan or enter the shelf"})
        form.jump_to("problem")

    def unsaved(self) -> bool:
        return self.form.touched


def _intake_groups() -> list[Group]:
    return [
        Group(both("Customer", "客户"), [
            Field("phone", both("Phone", "手机"), "phone", required=True, span=3),
            Field("name", both("Name", "姓名"), required=True, span=2),
            Field("title", both("Title", "称呼"), "choice", span=3,
                  options=[option("m", "Mr", "先生"), option("f", "Ms", "女士")]),
            Field("notify", both("Notify by", "通知方式"), "choice", span=4,
                  options=[option("sms", "SMS", "短信"), option("wechat", "WeChat", "微信"),
                           option("call", "Call", "电话")]),
        ], both("F8 find", "F8 查找")),
        Group(both("Device", "设备"), [
            Field("serial", both("Serial / IMEI", "序列号 / IMEI"), "scan", required=True, span=5),
            Field("model", both("Model", "型号"), "lookup", span=3, free=True),
            Field("colour", both("Colour", "颜色"), span=2),
            Field("category", both("Category", "品类"), span=2),
            Field("bought", both("Bought on", "购买日期"), "date", span=3),
            Field("proof", both("Proof", "购买凭证"), "choice", span=5,
                  options=[option("invoice", "Invoice", "发票"), option("order", "Order", "订单"),
                           option("none", "None", "无")]),
            Field("code", both("Lock code", "锁屏密码"), "secret", span=4,
                  placeholder=both("Encrypted, deleted at hand-over", "加密保存，交付即清除")),
        ], both("F12 scan", "F12 扫码")),
        Group(both("Fault", "故障"), [
            Field("problem", both("Fault", "故障描述"), "multiline", required=True, span=12,
                  hint=both("Ctrl+Enter next", "Ctrl+Enter 下一项")),
            Field("symptoms", both("Symptom", "现象代码"), "choices", required=True, span=12, options=[
                option("display", "No display", "不显示"), option("touch", "Touch fails", "触摸失灵"),
                option("liquid", "Liquid", "进液"), option("dead", "Does not start", "不开机"),
                option("charge", "Charging", "充电异常"), option("hot", "Hot", "发热")]),
        ], both("In the customer's words", "客户原话")),
        Group(both("Left with us", "随机物品"), [
            Field("accessories", both("Accessories", "附件"), "choices", required=True, span=8, options=[
                option("sim", "SIM card", "SIM 卡"), option("case", "Case", "保护壳"),
                option("charger", "Charger", "充电器"), option("cable", "Cable", "数据线"),
                option("none", "None", "无", key="0", exclusive=True)]),
            Field("other", both("Other", "其他"), span=4),
            Field("liquid", both("Liquid inside", "进过液体"), "yesno", span=3, newline=True),
            Field("dropped", both("Dropped", "摔落过"), "yesno", span=3),
            Field("opened", both("Opened before", "曾被拆修"), "yesno", span=3),
        ], both("Digits tick", "数字键勾选")),
        Group(both("Cost and promise", "费用与承诺"), [
            Field("estimate", both("Estimate", "预估费用"), "money", unit=both("CNY", "元"), span=3),
            Field("deposit", both("Deposit", "预付款"), "money", unit=both("CNY", "元"), span=2),
            Field("promised", both("Promised", "承诺完成"), "datetime", span=3),
            Field("shelf", both("Shelf", "存放货架"), "scan", required=True, span=2,
                  placeholder=both("Scan", "扫货架码")),
            Field("priority", both("Priority", "优先级"), "combo", span=2,
                  options=[option("normal", "normal", "普通"), option("high", "urgent", "加急")]),
        ]),
    ]  # fmt: skip


def _reactive() -> SideColumn:
    column = SideColumn()
    box = BannerBox()
    box.tell(Banner("warning", both("This device was repaired 104 days ago (battery)", "该机 104 天前修过（电池），已过 90 天返修期"),
                    both("Owes 120.00 on W2603-00127 · complained of waiting in 2026-08",
                         "客户尚欠 ¥120.00（W2603-00127）· 2026-08 曾投诉等待过久，已和解"), closable=False))  # fmt: skip
    column.add(box)
    customer = Card(both("Zhang Siyuan", "张思远"), both("138****1234", "138****1234"))
    customer.head.insertWidget(2, ChipLabel(Chip(both("regular", "老客户"), "accent", "star")))
    customer.body.addWidget(Pairs([(both("Phone", "手机"), both("138****1234", "138****1234")),
                                   (both("Prefers", "通知"), both("WeChat", "微信"))]))  # fmt: skip
    customer.body.addWidget(
        IconLine(both("owes 120.00 on W2603-00127", "尚欠 120.00（W2603-00127）"), "warning", "warning")
    )
    column.add(customer)
    warranty = Card()
    warranty.body.addWidget(Verdict(both("In warranty until 4 Dec 2026", "保内 · 主机至 2026-12-04")))
    warranty.body.addWidget(Pairs([
        (both("From", "起算"), both("22 Nov 2025, invoice", "2025-11-22 发票日期")),
        (both("Added", "顺延"), both("12 days in repair, 28 Jul to 9 Aug 2026", "+12 天  2026-07-28 至 08-09 维修占用")),
        (both("Under", "依据"), both("Statutory rules for mobile phones", "三包规定（移动电话）优于厂家保修")),
    ]))  # fmt: skip
    warranty.body.addWidget(
        IconLine(
            both("Liquid stated: out of warranty if proven", "客户称进过液体：检测属实则按保外处理"),
            "liquid",
            "warning",
            "label",
        )
    )
    column.add(warranty)
    similar = Card(both("Similar faults", "相似故障"), both("Xiaomi 14 · n = 214", "小米 14 · 不显示 + 进液 · n = 214"))
    for english, chinese, share, beside in (
        ("Screen", "显示屏", 0.41, "2.1 d"),
        ("Board", "主板", 0.22, "380–620"),
        ("Battery", "电池", 0.09, ""),
    ):
        similar.body.addWidget(
            BarLine(both(english, chinese), share, both(f"{share:.0%}", f"{share:.0%}"), both(beside, beside))
        )
    column.add(similar)
    return column


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


def holder(widget: QWidget) -> QWidget:
    """A plain window around a part."""
    outer = QWidget()
    QVBoxLayout(outer).addWidget(widget)
    return outer
