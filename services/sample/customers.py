"""Sample customers and their devices, as the counter enters them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from services.initials import initials_of, pinyin_of
from services.sample.material import Company, Model
from services.sample.world import World

# 154 was never given out as the beginning of a Chinese mobile number; Ofcom keeps 07700 900 for fiction.
_MOBILE, _BRITISH = "1540{:07d}", "+44 7700 900{:03d}"


@dataclass
class Customer:
    """A customer who may come again; salutation as on the telephone."""

    id: UUID
    name: str
    store: str
    company: bool
    english: bool
    masked: str

    @property
    def caller(self) -> str:
        return self.name if self.english or self.company else f"{self.name[:1]}先生/女士"


@dataclass
class Device:
    """A device of somebody's; customer None: the company's own stock."""

    id: UUID
    model: Model
    customer: Customer | None
    sold_on: date

    def covered(self, day: date) -> bool:
        """Within the model's months from the sale."""
        months = self.sold_on.year * 12 + self.sold_on.month - 1 + self.model.warranty_months
        until = date(months // 12, months % 12 + 1, min(self.sold_on.day, 28))
        return day <= until


def enter(world: World, at: datetime, by: str, store: str) -> Customer:
    """Somebody new comes to the counter."""
    count = world.count("customer")
    companies = world.material.companies
    if count % 12 == 0 and count // 12 <= len(companies):
        return _company(world, at, by, store, companies[count // 12 - 1])
    english = count > len(world.material.first) and count % 15 == 7
    if count <= len(world.material.first):
        name = world.material.first[count - 1]
    elif english:
        name = world.material.latin[count // 15 % len(world.material.latin)]
    else:
        surname = world.weighed([n for n, _ in world.material.surnames], [w for _, w in world.material.surnames])
        name = surname + world.pick(world.material.given)
    phone = _BRITISH.format(count // 15 % 1000) if english and count < 15_000 else _mobile(count)
    without = world.happens(1)
    customer = Customer(world.new_id(at), name, store, False, english, phone[:3] + "****" + phone[-4:])
    place = world.material.store(store)
    world.record(
        at,
        by,
        "customer",
        {
            "id": customer.id,
            "kind": "person",
            "name": name,
            "salutation": world.pick(("mr", "ms", "")),
            "phone": "" if without else phone,
            "no_phone_reason": "老人没有手机" if without else "",
            "email": f"customer{count}@example.com" if world.happens(25) or english else "",
            "address": f"{world.pick(place.towns)}{world.pick(world.material.roads)}{world.chance.randint(1, 900)} 号"
            f" {world.chance.randint(1, 30)} 幢 {world.chance.randint(1, 24)}0{world.chance.randint(1, 4)}",
            "notify_by": world.weighed(("phone", "wechat", "sms"), (5, 4, 1)) if not english else "email",
            "language": "en" if english else "zh",
            "region_id": world.region_ids[place.region],
            "birthday": date(world.chance.randint(1945, 2006), world.chance.randint(1, 12), world.chance.randint(1, 28))
            if world.happens(30)
            else None,
            "initials": initials_of(name),
            "pinyin": pinyin_of(name),
        },
    )
    _consents(world, at, by, customer)
    if world.happens(5):
        level, body = world.pick(world.material.notes)
        _note(world, at, by, customer, level, body)
    return customer


def _mobile(count: int) -> str:
    # spread over the last four digits, by which people are looked for
    return _MOBILE.format(count * 6_607 % 10_000_000)


def _company(world: World, at: datetime, by: str, store: str, company: Company) -> Customer:
    count = world.count("company")
    customer = Customer(world.new_id(at), company.name, store, True, company.name.isascii(), "")
    place = world.material.store(store)
    world.record(
        at,
        by,
        "customer",
        {
            "id": customer.id,
            "kind": "company",
            "name": company.name,
            "phone": f"0571-0000 1{count:03d}",
            "email": f"office{count}@example.com",
            "address": f"{place.towns[0]}{world.pick(world.material.roads)}{world.chance.randint(1, 400)} 号",
            "notify_by": "phone",
            "language": "en" if customer.english else "zh",
            "region_id": world.region_ids[place.region],
            "tax_no": f"9133000000000{count:03d}XX",
            "initials": initials_of(company.name, person=False),
            "pinyin": pinyin_of(company.name, person=False),
        },
    )
    world.record(
        at,
        by,
        "contact",
        {
            "id": world.new_id(at),
            "customer_id": customer.id,
            "role": "contact",
            "name": company.contact,
            "title": company.title,
            "phone": _mobile(900_000 + count),
            "email": f"contact{count}@example.com",
            "initials": initials_of(company.contact),
        },
    )
    world.record(
        at,
        by,
        "customer_address",
        {
            "id": world.new_id(at),
            "customer_id": customer.id,
            "kind": "site",
            "label": "设备所在地",
            "address": f"{place.towns[-1]}{world.pick(world.material.roads)}{world.chance.randint(1, 400)} 号",
        },
    )
    for dimension, code in (("nature", "nature.company"), ("volume", "volume.key"), ("time", "time.old")):
        world.record(
            at,
            by,
            "customer_class",
            {"id": world.new_id(at), "customer_id": customer.id, "dimension": dimension, "code": code},
        )
    world.record(
        at,
        by,
        "customer_file",
        {
            "id": customer.id,
            "industry": "服务业",
            "company_size": "50–200 人",
            "business_content": "办公与经营设备的维护、上门检修与定期保养。",
            "cooperation_attitude": "配合，重视响应时间。",
            "trading_terms": "月结 30 天，按单开票。",
        },
    )
    _consents(world, at, by, customer)
    return customer


def _consents(world: World, at: datetime, by: str, customer: Customer) -> None:
    for purpose, asked, percent in (("service", 60, 96), ("follow_up", 30, 70), ("marketing", 20, 25)):
        if world.happens(asked):
            world.record(
                at,
                by,
                "customer_consent",
                {
                    "id": world.new_id(at),
                    "customer_id": customer.id,
                    "purpose": purpose,
                    "given": world.happens(percent),
                    "channel": "前台",
                },
            )


def _note(world: World, at: datetime, by: str, customer: Customer, level: str, body: str) -> None:
    world.record(
        at,
        by,
        "customer_note",
        {"id": world.new_id(at), "customer_id": customer.id, "level": level, "body": body, "at_intake": True},
    )


def bring_device(world: World, at: datetime, by: str, customer: Customer | None, model: Model) -> Device:
    """A device that was not known yet; old ones break more often than new ones."""
    sold_on = at.date() - timedelta(days=int(world.chance.betavariate(1.2, 2.0) * 1900) + 5)
    if customer is None:
        sold_on = at.date()
    device = Device(world.new_id(at), model, customer, sold_on)
    missing = customer is not None and world.happens(2)
    world.record(
        at,
        by,
        "device",
        {
            "id": device.id,
            "product_model_id": world.model_ids[model.model_no],
            "customer_id": customer.id if customer else None,
            "serial_no": "" if missing else _serial(world, model),
            "serial_kind": "imei" if model.category == "phone" else "serial",
            "no_serial_reason": "铭牌磨损，无法辨认" if missing else "",
            "colour": world.pick(model.colours),
            "sold_on": sold_on if customer else None,
            "sold_by": world.pick(("本店", "线上旗舰店", "商场专柜", "")) if customer else "",
            "proof": world.weighed(("invoice", "online", "receipt", "none"), (5, 4, 2, 1)) if customer else "",
        },
    )
    return device


def _serial(world: World, model: Model) -> str:
    number = world.count("serial")
    if model.category != "phone":
        return f"{model.model_no.replace('-', '')[:6].upper()}{world.since:%y}{number:07d}"
    # The reporting body 00 is for tests: no phone that is sold has such a number.
    body = f"001001{number:08d}"
    return body + _luhn(body)


def _luhn(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def prospects(world: World, number: int) -> None:
    """Whom the sales representatives would like to have."""
    sellers = [person for person in world.material.people if "sales" in person.roles]
    for _ in range(number):
        seller = world.pick(sellers)
        at = world.moment(world.day())
        count = world.count("prospect")
        surname = world.weighed([n for n, _ in world.material.surnames], [w for _, w in world.material.surnames])
        name = f"{world.pick(('杭州', '上海', '宁波'))}{world.pick(('明德', '瑞合', '启元', '同心', '海晏', '三江'))}"
        name += world.pick(("贸易有限公司", "科技有限公司", "餐饮店", "宾馆"))
        world.record(
            at,
            seller.login,
            "customer",
            {
                "id": world.new_id(at),
                "kind": "company",
                "stage": "prospect",
                "name": f"{name}（{surname}总）" if count > 12 else name,
                "phone": _mobile(950_000 + count),
                "sales_rep_id": world.staff_ids[seller.login],
                "source": world.pick(("展会", "老客户介绍", "电话咨询", "网站")),
                "initials": initials_of(name, person=False),
                "pinyin": pinyin_of(name, person=False),
            },
        )
