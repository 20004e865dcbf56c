"""Pieces of papers made from an order's rows: names of codes in both languages, lines, answers, the warranty."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from services import order_words as said
from services.code_choices import Item
from services.documents.content import NOTHING, Answer, Line, Mark, Warranty, Words
from services.documents.words import day
from services.order_lines import Line as OrderLine
from services.order_record import Order
from services.texts import N_, _, in_language


def both(words: Mapping[str, str] | str, code: str | None = None) -> Words:
    """A word of the catalogue in both languages."""
    source = words if isinstance(words, str) else words.get(code or "", code or "")
    if not source:
        return NOTHING
    with in_language("zh_CN"):
        return Words(_(source), source)


def masked_name(name: str, company: bool = False) -> str:
    """张** for 张思远, J*** for John: enough for the owner to know it is his. Companies stand in full."""
    name = name.strip()
    if company or len(name) < 2:
        return name
    return name[0] + ("*" * min(len(name) - 1, 3))


def named(entries: Mapping[str, Sequence[Item]], list_name: str, code: str) -> Words:
    item = next((one for one in entries[list_name] if one.code == code), None)
    return Words(item.name, item.name_en) if item else Words(code)


def warranty(order: Order) -> Warranty:
    def reason(lang: str) -> str:
        with in_language(lang):
            shown = "en" if lang == "en" else "zh"
            return said.because(order.warranty_reason, order.warranty_values, lambda one: day(one, shown))

    because = Words(reason("zh_CN"), reason("en")) if order.warranty_reason else NOTHING
    return Warranty(both(said.WARRANTY_VERDICTS, order.warranty_verdict), because)


# Units are typed once, in the company's language; the usual ones are known in English.
_UNITS = {
    "件": "pc", "个": "pc", "只": "pc", "块": "pc", "张": "pc", "片": "pc", "支": "pc", "根": "pc", "台": "unit",
    "套": "set", "组": "set", "次": "job", "项": "job", "小时": "h", "分钟": "min", "米": "m", "公里": "km",
    "公斤": "kg", "瓶": "bottle", "卷": "roll", "盒": "box",
}  # fmt: skip


def unit_of(typed: str) -> Words:
    return Words(typed, _UNITS.get(typed, ""))


def line_of(line: OrderLine) -> Line:
    return Line(
        name=Words(line.name, line.name_en),
        amount=line.amount if line.payer == "customer" else Decimal(),
        quantity=line.quantity,
        unit=unit_of(line.unit),
        unit_price=line.unit_price,
        part_no=line.part_no,
        part_state=both(said.PART_STATES, line.part_state) if line.part_state else NOTHING,
        serial_in=line.serial_in,
        serial_out=line.serial_out,
        note=line.note,
        optional=line.optional,
    )


def charges(order: Order, lines: Sequence[OrderLine]) -> list[Line]:
    """What the customer pays; where nothing was repaired only what was used, and the inspection."""
    nothing_done = order.work_state == "cancelled" or order.outcome in ("unrepairable", "refused")
    charged = [
        line_of(line)
        for line in lines
        if line.payer == "customer" and (not nothing_done or line.state == "used" or line.kind == "fee")
    ]
    if order.outcome in ("unrepairable", "refused", "no_fault") and order.inspection_fee:
        charged.append(Line(both(N_("Inspection fee")), order.inspection_fee))
    return charged


def answers(
    order: Order,
    entries: Mapping[str, Sequence[Item]],
    list_name: str,
    given: Mapping[str, str],
    words: Mapping[str, str],
) -> list[Answer]:
    return [
        Answer(_without_mark(named(entries, list_name, code)), both(words, answer))
        for code, answer in given.items()
        if answer
    ]


def _without_mark(question: Words) -> Words:
    # A colon and the answer follow it.
    return Words(question.zh.rstrip("？?"), question.en.rstrip("？?"))


def marks(order: Order) -> list[Mark]:
    return [
        Mark(
            int(mark.get("number", place)),
            str(mark.get("side", "front")),
            float(mark.get("x", 0.5)),
            float(mark.get("y", 0.5)),
            Words(str(mark.get("text", ""))),
        )
        for place, mark in enumerate(order.marks, 1)
    ]


def diagnosis(order: Order, entries: Mapping[str, Sequence[Item]]) -> list[Words]:
    """The level of the repair, the coded fault, cause, remedy and barrier, as far as the technician has come."""
    level = [both(said.REPAIR_LEVELS, order.repair_level)] if order.repair_level else []
    return level + [
        named(entries, name, code)
        for name, code in (
            ("fault", order.fault_code),
            ("cause", order.cause_code),
            ("remedy", order.remedy_code),
            ("barrier", order.barrier_code),
        )
        if code
    ]


def offered(line: Mapping[str, Any]) -> Line:
    """A line as it was frozen in its quote; JSON has the amounts as numbers."""

    def number(name: str) -> Decimal | None:
        return Decimal(str(line[name])) if line.get(name) is not None else None

    return Line(
        name=Words(line["name"], line.get("name_en") or ""),
        amount=number("amount") or Decimal(),
        quantity=number("quantity") or Decimal(1),
        unit=unit_of(line.get("unit") or ""),
        unit_price=number("unit_price"),
        part_no=line.get("part_no") or "",
        part_state=both(said.PART_STATES, line["part_state"]) if line.get("part_state") else NOTHING,
        note=line.get("note") or "",
        optional=bool(line.get("optional")),
    )
