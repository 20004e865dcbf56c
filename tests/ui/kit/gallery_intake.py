"""A form with every kind of field, and the reactive column beside it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from tests.ui.kit.gallery_words import both, option
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import BarLine, Card, IconLine, Pairs, SideColumn, Verdict
from ui.kit.chips import Chip, ChipLabel
from ui.kit.desk import Desk
from ui.kit.form import Field, FieldLegend, Form, Group
from ui.kit.messages import Banner, BannerBox
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.words import Label


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
