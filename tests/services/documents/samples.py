"""Orders as they come over the counter, for the tests of papers."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from services.documents.content import (
    Answer,
    Consent,
    Customer,
    Device,
    Mark,
    OrderPaper,
    Payment,
    Shop,
    Terms,
    Warranty,
    Words,
)
from services.documents.terms import DEFAULT

CHINA = timezone(timedelta(hours=8))
NUMBER = "W2611-00042"


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=CHINA)


def shop(terms: Terms = DEFAULT, **values) -> Shop:
    known = {
        "name": Words("安心售后服务中心", "Aftercare Service Centre"),
        "store": Words("西湖店", "Xihu Store"),
        "address": "杭州市西湖区文三路 188 号",
        "phone": "0571-0000 0100",
        "complaint_phone": "0571-0000 0199",
        "hours": Words("每日 9:00–20:00", "Open daily 9:00–20:00"),
        "terms": terms,
    }
    return Shop(**{**known, **values})


def customer(**values) -> Customer:
    known = {
        "name": "张喆",
        "name_masked": "张先生",
        "phone": "138 0000 1234",
        "phone_masked": "138****1234",
        "number": "C000123",
        "notify_by": Words("微信", "WeChat"),
        "address": "杭州市西湖区文一西路 100 号 3 幢 2 单元 501",
    }
    return Customer(**{**known, **values})


def device(**values) -> Device:
    known = {
        "category": Words("移动电话", "Mobile phone"),
        "brand": "小米",
        "model": Words("Xiaomi 14 · 256 GB"),
        "colour": Words("黑色", "black"),
        "serial": "8604 6105 1258 518",
        "serial_label": Words("序列号", "IMEI"),
        "bought_on": date(2025, 11, 22),
        "proof": Words("发票", "invoice"),
    }
    return Device(**{**known, **values})


def order(**values) -> OrderPaper:
    yes, no = Words("是", "yes"), Words("否", "no")
    known = {
        "shop": shop(),
        "number": NUMBER,
        "received_at": at(11, 21, 14, 5),
        "clerk": "李娜 · 02",
        "customer": customer(),
        "device": device(),
        "promised_at": at(11, 24, 18),
        "printed_at": at(11, 21, 14, 6),
        "printed_by": "李娜",
        "intake_number": "N2611-00031",
        "kind": Words("维修", "repair"),
        "sale_stage": Words("售后", "after-sale"),
        "wish": Words("维修", "repair"),
        "fault": "洗碗时掉进水里，捞起来还能亮，过了半小时屏幕就黑了，充电会震动但是不显示。",
        "symptoms": [Words("12 不显示", "no display"), Words("31 进液", "liquid")],
        "accessories": [Words("SIM 卡", "SIM card"), Words("保护壳", "case")],
        "marks": [
            Mark(1, "front", 0.95, 0.1, Words("右上角磕碰", "dent")),
            Mark(2, "back", 0.3, 0.85, Words("后盖划痕", "scratch")),
        ],
        "photos": 3,
        "answers": [
            Answer(Words("进过液体", "liquid"), yes),
            Answer(Words("摔落", "dropped"), no),
            Answer(Words("拆修", "opened"), no),
        ],
        "data_choice": Words("已提供备份服务，客户选择：请我们备份", "we back up first"),
        "warranty": Warranty(
            Words("保内，主机至 2026-12-04", "In warranty until 4 Dec 2026"),
            Words(
                "发票 2025-11-22 起一年，加 2026-07-28 至 08-09 维修占用 12 天（三包规定）。",
                "one year from the invoice of 22 Nov 2025, plus 12 days under repair (three guarantees).",
            ),
            Words(
                "若检测确认进液，本次故障按保外处理，附照片告知。",
                "If liquid damage is proven, this repair is charged.",
            ),
        ),
        "estimate": Decimal("300.00"),
        "prepayments": [Payment(at(11, 21, 14, 5), Words("现金", "cash"), Decimal("100.00"))],
        "shelf": "A-03",
        "old_parts": "recycled",
        "repair_warranty_days": 30,
    }
    return OrderPaper(**{**known, **values})


def consent(count: int = 0) -> Consent:
    return Consent(
        at(11, 22, 10, count),
        "张先生",
        Words("电话", "phone"),
        Decimal("380.00") + count,
        "138****1234",
        "李娜",
        Words("同意", "agreed"),
    )
