"""Orders as they come over the counter, for the tests of papers."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from services.documents.appraisal_sheet import AppraisalPaper, Marked
from services.documents.card import standard_parts, standard_people
from services.documents.content import (
    Answer,
    CardPart,
    CardPerson,
    Consent,
    Customer,
    CustomerCard,
    DayTakings,
    Device,
    Label,
    Line,
    Mark,
    OrderPaper,
    Payment,
    Receipt,
    Shop,
    TakingsEntry,
    Terms,
    Warranty,
    WayTakings,
    Words,
)
from services.documents.follow_up import Asked, FollowUpReport
from services.documents.letter import Letter
from services.documents.own_order import OwnOrderPaper, Parcel, Told
from services.documents.remedy_papers import ExchangePaper, VoucherPaper
from services.documents.terms import DEFAULT
from services.documents.training_sheets import Trainee, TrainingPaper

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
        "pickup_code": "483201",
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


def together(count: int = 3) -> OrderPaper:
    """The slip of several devices handed in together."""
    telephone = order()
    television = order(
        number="W2611-00043",
        device=device(category=Words("电视", "Television"), brand="海信", model=Words("65E7K"), serial="HS65-77810",
                      serial_label=Words("序列号", "Serial number"), colour=Words("")),
        fault="开机五分钟后自动关机，指示灯闪三下。",
        symptoms=[Words("14 自动关机", "turns itself off")],
        accessories=[],
        marks=(),
        photos=0,
        estimate=Decimal("520.00"),
        prepayments=(),
        warranty=Warranty(Words("保修期外", "Out of warranty"), Words("购买日期 2021-05-01", "bought on 1 May 2021")),
        shelf="B-11",
    )  # fmt: skip
    watch = order(
        number="W2611-00044",
        device=device(category=Words("手表", "Watch"), brand="华为", model=Words("Watch GT 4"), serial="", colour=Words("棕色", "brown")),
        fault="表带断裂",
        symptoms=(),
        accessories=[Words("充电座", "charging dock")],
        marks=[Mark(1, "front", 0.5, 0.5, Words("屏幕划痕", "scratched screen"))],
        photos=1,
        estimate=None,
        inspection_fee=Decimal("50.00"),
        prepayments=(),
        promised_at=at(11, 26, 18),
        warranty=None,
        answers=(),
        data_choice=Words(""),
    )  # fmt: skip
    papers = [telephone, television, watch]
    more = [replace(watch, number=f"W2611-{45 + n:05d}") for n in range(count - 3)]
    return replace(telephone, together=tuple([*papers, *more][:count]))


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


def lines() -> list[Line]:
    piece, hour, new = Words("件", "pc"), Words("小时", "h"), Words("原厂新件", "original, new")
    return [
        Line(
            Words("显示屏", "Screen"),
            Decimal("380.00"),
            Decimal(1),
            piece,
            Decimal("380.0000"),
            "BZ-100-231",
            new,
            "SN-N-889123",
            "SN-O-119288",
        ),
        Line(
            Words("工时 二级", "Labour, level 2"),
            Decimal("100.00"),
            Decimal("1.0"),
            hour,
            Decimal("100.0000"),
        ),
        Line(
            Words("密封圈（本店承担）", "Gasket set, goodwill"),
            Decimal("0.00"),
            Decimal(1),
            piece,
            Decimal("0.0000"),
            "BZ-100-007",
            new,
        ),
    ]


def finished(**values) -> OrderPaper:
    """The same order at its end: quoted, repaired, paid, handed over."""
    yes = Words("正常", "good")
    known = {
        "technician": "王强",
        "findings": "主板进液，显示屏排线座腐蚀；屏幕模组无响应。清洁后主板各路供电正常。",
        "work_done": "拆机清洁主板，更换显示屏模组与密封圈，整机老化两小时，通话、充电、触控测试通过。",
        "outcome": Words("修复", "repaired"),
        "labour_minutes": 60,
        "tested": [
            Answer(Words("通话", "calls"), yes),
            Answer(Words("充电", "charging"), yes),
            Answer(Words("触控", "touch"), yes),
        ],
        "quote_number": "Q2611-00042",
        "quoted_at": at(11, 22, 10),
        "quote_valid_until": date(2026, 12, 6),
        "quote_lines": [
            *lines(),
            Line(
                Words("钢化膜", "Screen protector"),
                Decimal("39.00"),
                Decimal(1),
                Words("张", "pc"),
                Decimal("39.0000"),
                "BZ-200-011",
                optional=True,
            ),
        ],
        "parts": [lines()[0], lines()[2]],
        "charges": lines(),
        "tax_included": Decimal("55.22"),
        "payments": [Payment(at(11, 24, 17, 42), Words("微信支付", "WeChat Pay"), Decimal("380.00"), "420000188823")],
        "completed_at": at(11, 24, 15, 30),
        "delivered_at": at(11, 24, 17, 45),
        "collected_by": "张先生",
        "repair_warranty_until": date(2026, 12, 24),
        "consents": [consent()],
        "advice": "避免在潮湿环境充电；建议一周内备份数据。",
        "instructions": "先断电清洁，再试换屏。",
        "printed_at": at(11, 24, 17, 46),
    }
    return order(**{**known, **values})


def receipt(**values) -> Receipt:
    known = {
        "shop": shop(),
        "number": "R2611-00007",
        "paid_at": at(11, 24, 17, 42),
        "cashier": "李娜 · 02",
        "customer": customer(),
        "device": device(),
        "order_number": NUMBER,
        "lines": lines(),
        "total": Decimal("480.00"),
        "tax_included": Decimal("55.22"),
        "earlier": [Payment(at(11, 21, 14, 5), Words("现金", "cash"), Decimal("100.00"))],
        "payments": [Payment(at(11, 24, 17, 42), Words("微信支付", "WeChat Pay"), Decimal("380.00"), "420000188823")],
        "repair_warranty_days": 30,
        "repair_warranty_until": date(2026, 12, 24),
        "old_parts": "recycled",
        "printed_at": at(11, 24, 17, 42),
        "printed_by": "李娜",
    }
    return Receipt(**{**known, **values})


def label(**values) -> Label:
    known = {
        "number": NUMBER,
        "owner": "ZXS 1234",
        "device": "小米 Xiaomi 14 黑色",
        "serial": "860461051258518",
        "fault": "进液，黑屏，充电震动",
        "accessories": 2,
        "shelf": "A-03",
        "store": "西湖店",
        "received_at": at(11, 21, 14, 5),
        "promised_at": at(11, 24, 18),
        "keep_data": True,
    }
    return Label(**{**known, **values})


def card(**values) -> CustomerCard:
    """A company's card with something in every field."""
    texts = [
        "杭州安居物业管理有限公司",
        "C000123",
        "0571-0000 2345",
        "杭州市西湖区文三路 200 号",
        "2008-03",
        "2019-06-12",
        "有限责任公司",
        "物业管理",
        "1,200 万元",
    ]
    sentence = "信誉良好，按月结算，从未逾期；近两年报修量稳定，愿意参加年度保养计划。"
    parts = [
        CardPart(
            part.title,
            [
                field._replace(value=texts[index] if number == 0 else sentence)
                for index, field in enumerate(part.fields)
            ],
        )
        for number, part in enumerate(standard_parts())
    ]
    people = [
        CardPerson(person.role, (name, "稳重", "象棋、游泳", "已婚，一子", "本科", "52"))
        for person, name in zip(standard_people(), ("周建国", "吴敏", "周建国"), strict=True)
    ]
    known = {
        "shop": shop(),
        "number": "C000123",
        "parts": parts,
        "people": people,
        "filled_in_on": date(2026, 11, 21),
        "keeper": "陈晨",
        "printed_at": at(11, 21, 14, 6),
        "printed_by": "李娜",
    }
    return CustomerCard(**{**known, **values})


def takings(count: int = 3) -> DayTakings:
    """A day of a till; as many entries as wanted."""
    cash, wechat = Words("现金", "Cash"), Words("微信支付", "WeChat Pay")
    payment, refund = Words("收款", "Payment"), Words("退款", "Refund")
    entries = [
        TakingsEntry(at(11, 24, 9, n % 60), f"RX-261124-{n + 1:03d}", NUMBER, payment, cash, Decimal("380.00"))
        for n in range(count - 1)
    ]
    entries.append(TakingsEntry(at(11, 24, 17), f"RX-261124-{count:03d}", NUMBER, refund, wechat, Decimal("-100.00")))
    ways = [
        WayTakings(cash, count - 1, Decimal("380.00") * (count - 1), Decimal("0.00")),
        WayTakings(wechat, 1, Decimal("0.00"), Decimal("-100.00")),
    ]
    return DayTakings(shop(), NUMBER, date(2026, 11, 24), at(11, 24, 20), "李娜", ways, entries)


def letter(**values) -> Letter:
    """The answer to a complaint."""
    given = {
        "number": NUMBER, "recipient": "陈伟", "received_on": date(2026, 11, 18), "answered_on": date(2026, 11, 21),
        "subject": "说好三天，等了两周没有消息", "description": "送修时说三天，期间打了三次电话都说再等等。",
        "answer": "配件缺货，未及时告知，是我们的疏忽。", "order_number": "W2611-00042",
        "remedies": (Words("赔偿 ¥120.00", "Compensation ¥120.00"),), "signer": "周敏",
    }  # fmt: skip
    return Letter(shop(), **{**given, **values})


def voucher(**values) -> VoucherPaper:
    """A voucher for somebody who complained."""
    given = {
        "number": "G2611-00007-3FA09C", "amount": Decimal("80.00"), "valid_until": date(2027, 11, 22),
        "issued_on": date(2026, 11, 22), "recipient": "陈伟", "case_number": "C2611-00017",
    }  # fmt: skip
    return VoucherPaper(shop(), **{**given, **values})


def exchange(**values) -> ExchangePaper:
    """A washing machine given for another."""
    given = {
        "number": "X2611-00003", "customer": "陈伟", "exchanged_on": date(2026, 11, 22),
        "old_device": "海尔 EG100 滚筒洗衣机", "old_serial": "SN-OLD-001", "new_device": "海尔 EG100 滚筒洗衣机",
        "new_serial": "SN-NEW-009", "warranty_from": date(2026, 11, 22), "order_number": "W2611-00042",
        "case_number": "C2611-00017", "note": "两次维修后仍漏水", "clerk": "李娜",
    }  # fmt: skip
    return ExchangePaper(shop(), **{**given, **values})


def follow_up(**values) -> FollowUpReport:
    """The report on a follow-up with a bad answer."""
    given = {
        "number": NUMBER, "customer": "陈伟", "asked_on": date(2026, 11, 21), "asked_by": "李娜",
        "channel": Words("电话", "By telephone"), "occasion": Words("取机后", "Device handed over"),
        "subject": "W2611-00042 · 屏幕不亮", "device": Words("小米 14"), "serial_no": "SN123456",
        "order_number": "W2611-00042", "covered_until": date(2027, 11, 20), "what": "更换屏幕总成，测试正常。",
        "answers": (
            Asked(1, Words("您对我们这次的服务满意吗？", "How satisfied are you with our service?"), Words("2 / 5", "2 / 5")),
            Asked(2, Words("问题解决了吗？", "Was the problem solved?"), Words("是", "Yes")),
        ),
        "note": "等得太久。", "task_number": "T2611-00099",
    }  # fmt: skip
    return FollowUpReport(shop(), **{**given, **values})


def training(**values) -> TrainingPaper:
    known = {
        "shop": shop(),
        "number": NUMBER,
        "subject": "售后客服基础知识培训",
        "course": Words("售后客服基础知识培训", "Basics of after-sales service"),
        "kind": Words("新员工入职培训", "Induction of new staff"),
        "starts_at": at(11, 19, 9),
        "ends_at": at(11, 21, 17, 30),
        "hours": "18",
        "place": "门店培训室",
        "trainer": "周敏",
        "plan": "第 1 天：岗位职责与服务流程\n第 2 天：沟通技巧\n第 3 天：案例演练，小测验",
        "summary": "按计划完成，一名学员需补课。",
        "printed_at": at(11, 21, 18),
        "printed_by": "周敏",
        "people": (
            Trainee("李娜", "", Words("出席", "Attended"), "94", Words("合格", "Passed"), date(2027, 11, 21)),
            Trainee("林组长", "顺达安装队", Words("迟到", "Came late"), "58", Words("不合格", "Failed")),
        ),
    }
    return TrainingPaper(**{**known, **values})


def own_order(**values) -> OwnOrderPaper:
    known = {
        "shop": shop(),
        "number": NUMBER,
        "state": Words("正在维修", "We are repairing it"),
        "device": Words("小米 14", "Xiaomi 14"),
        "serial": "ZXS 1234",
        "fault": "屏幕不亮，充电时会震动。",
        "received_at": at(11, 21),
        "promised_at": at(11, 24, 18),
        "ready_at": None,
        "delivered_at": None,
        "due": Decimal("480.00"),
        "paid": Decimal("100.00"),
        "balance": Decimal("380.00"),
        "ways": (Words("现金", "Cash"), Words("微信支付", "WeChat Pay"), Words("转账", "Bank transfer")),
        "account": "杭州某某电器有限公司 中国银行西湖支行 6222 0000 0000 0000",
        "customer": "联合物业公司",
        "payments": [(Payment(at(11, 21), Words("预付款", "Prepayment"), Decimal("100.00"), "RX-261121-001"),
                      Words("现金", "Cash"))],
        "parcels": [Parcel(Words(""), "顺丰", "SF1234567890", date(2026, 11, 23), date(2026, 11, 25), None)],
        "trace": [
            Told(at(11, 21), Words("已收下您的设备", "We took your device in"), Words("西湖店", "Xihu store")),
            Told(at(11, 22), Words("给您的留言", "A word to you"), Words("西湖店", "Xihu store"), "压缩机已到货，明天更换。"),
        ],
        "printed_at": at(11, 22, 18),
    }  # fmt: skip
    return OwnOrderPaper(**{**known, **values})


def appraisal(**values) -> AppraisalPaper:
    known = {
        "shop": shop(), "number": NUMBER, "staff": "李娜", "hired_on": date(2026, 7, 1), "place": "3",
        "due_on": date(2027, 1, 1), "held_on": date(2026, 12, 28), "appraiser": "周敏", "score": "86.5",
        "state": Words("待确认", "To be acknowledged"), "band": Words("良好", "Good"), "amount": "200.00",
        "items": (
            Marked(Words("业务知识与技能", "Knowledge and skill"), "产品知识、故障判断、操作规范", 30, "80", "24"),
            Marked(Words("服务态度", "Manners with customers"), "用语规范、耐心", 70, "89", "62.5"),
        ),
        "consequence": "发放考核奖金", "strengths": "对客户耐心。", "goals": "提高检测技能。", "reply": "会继续努力。",
        "printed_at": at(12, 28, 18), "printed_by": "周敏",
    }  # fmt: skip
    return AppraisalPaper(**{**known, **values})


def content_for(paper: str):
    """What a paper of this name shows."""
    from tests.services.documents import visit_samples  # which takes the shop from here

    if paper in visit_samples.EVERY:
        return replace(visit_samples.EVERY[paper][0], number=NUMBER)
    if paper in ("voucher", "exchange"):
        return {"voucher": voucher, "exchange": exchange}[paper](number=NUMBER)
    known = {"intake": order, "label": label, "receipt": receipt, "card": card, "takings": takings, "letter": letter,
             "follow_up": follow_up, "attendance": training, "training": training,
             "own_order": own_order, "appraisal": appraisal}  # fmt: skip
    return known.get(paper, finished)()
