"""The repair slip on a thermal roll: the customer's copy."""

from collections.abc import Sequence
from decimal import Decimal

from services.documents import roll, slip_several, terms
from services.documents.bands import Block, Gap, Text
from services.documents.capitals import in_words
from services.documents.content import OrderPaper
from services.documents.roll import NOTE, SMALL, Field, Rule, pair, text
from services.documents.sheet import DOT, Sheet
from services.documents.slip import TITLE, estimate_name, person
from services.documents.style import cut_tail
from services.documents.words import chosen, day, filled, joined, moment, promise, words, yuan


def _blocks(order: OrderPaper, media: roll.Width, lang: str, reprint: int) -> list[Block]:
    name, phone = person(order, masked=True)
    one = "zh" if lang == "both" else lang
    device = order.device
    promised = promise(order.promised_at, lang) if order.promised_at else pair("told after inspection", lang)
    found: list[Block] = [
        *roll.heading(order.shop, TITLE, media, lang, reprint),
        Field("No.", order.number, lang, 26, True),
        *_code(order, lang),
        Field("Promised", promised, lang, 26, True),
        Field("Received at", moment(order.received_at, lang), lang),
        Field("Received by", order.clerk, lang),
        Field("Customer", f"{name} {phone}".strip(), lang),
        Field("Device", joined([device.category, device.brand_in(lang)], one), lang),
        Field("Model", joined([device.model, device.colour], one), lang),
    ]
    if device.serial:
        found.append(Field(device.serial_label if device.serial_label.zh else "Serial number", device.serial, lang))
    if device.bought_on or device.proof.zh:
        bought = joined([day(device.bought_on, lang) if device.bought_on else "", device.proof], one)
        found.append(Field("Bought", bought, lang))
    found += _fault(order, lang)
    found += _state(order, lang)
    found += [Rule(), *_money(order, lang), Rule(), *_terms(order, lang)]
    found += roll.closing(order.shop, order.number, media, lang, order.printed_at, order.printed_by)
    return found


def _code(order: OrderPaper, lang: str) -> list[Block]:
    """The code by which the customer collects, and sees at the kiosk how the repair stands."""
    return [Field("Pick-up code", order.pickup_code, lang, 26, True)] if order.pickup_code else []


def _fault(order: OrderPaper, lang: str) -> list[Block]:
    """The customer's own words, and what was made of them."""
    one = "zh" if lang == "both" else lang
    found: list[Block] = [Rule(), text(pair("Fault, in the customer’s words", lang), NOTE)]
    found.append(Text(roll.run(order.fault or "—"), limit=8, tail=cut_tail(lang)))
    for label, values in (("Symptom", order.symptoms), ("Wish", (order.sale_stage, order.wish))):
        if shown := joined(list(values), one):
            found.append(Text(roll.run(f"{pair(label, lang)}  {shown}", NOTE), limit=3, tail=cut_tail(lang)))
    return found


def _state(order: OrderPaper, lang: str) -> list[Block]:
    """What came with the device, how it looks, what was said and chosen."""
    colon = ": " if lang == "en" else "："
    left = joined([*order.accessories[:8], words("nothing else" if order.accessories else "nothing left")], lang)
    marks = joined([chosen(mark.text, lang) for mark in order.marks[:8]] or [words("no marks seen")], lang)
    said = joined([chosen(item.question, lang) + colon + chosen(item.answer, lang) for item in order.answers], lang)
    rows = [
        ("Left with us", left),
        ("Outer condition", marks),
        ("Customer’s answers", said),
        ("Your data", chosen(order.data_choice, lang)),
        ("Loan unit", order.loan_unit),
    ]
    return [
        Text(roll.run(f"{pair(label, lang)}{colon}{shown}", NOTE + 2), limit=5, tail=cut_tail(lang))
        for label, shown in rows
        if shown
    ]


def _money(order: OrderPaper, lang: str, asked: bool = True) -> list[Block]:
    """Who pays, what it may cost, what was paid; asked: that a higher price is asked about first."""
    found: list[Block] = []
    if order.warranty:
        found.append(text(chosen(order.warranty.verdict, "zh" if lang == "both" else lang), 26, True, limit=2))
        found += [
            Text(roll.run(shown, NOTE), limit=4, tail=cut_tail(lang))
            for value in (order.warranty.because, order.warranty.note)
            if (shown := chosen(value, "zh" if lang == "both" else lang))
        ]
        found.append(Gap(6 * DOT))
    if order.estimate is not None:
        found.append(Field(estimate_name(lang), yuan(order.estimate), lang, 26, True))
    elif order.inspection_fee is not None:
        found.append(Field("Inspection fee", yuan(order.inspection_fee), lang, 26, True))
        found.append(text(pair("The estimate follows after inspection.", lang), NOTE))
    for payment in order.prepayments:
        name = filled(words("Prepayment, {kind}"), kind=payment.kind)
        found.append(Field(name, yuan(payment.amount), lang))
    if order.prepayments:
        total = in_words(sum((payment.amount for payment in order.prepayments), Decimal()))
        said = filled(words("Prepayment in words: {words}."), words=total)
        found.append(text(chosen(said, "zh" if lang == "both" else lang), NOTE))
    if asked:
        found += [text(side, NOTE) for side in roll.sides(words("We ask before going above the estimate."), lang)]
    return found


def _terms(order: OrderPaper, lang: str) -> list[Block]:
    chinese, english = terms.filled_in(order.shop.terms, order.old_parts, order.repair_warranty_days)
    texts = {"zh": chinese, "en": english, "both": [*chinese, *english]}[lang]
    found: list[Block] = [Text(roll.run(clause, SMALL), limit=8, tail="…") for clause in texts]
    found += [text(side, SMALL, limit=4) for side in roll.sides(order.shop.terms.privacy, lang) if side]
    return found


def _device(order: OrderPaper, place: int, media: roll.Width, lang: str) -> list[Block]:
    """One of several devices: its number with bars, what it is, what was left and said, what it may cost."""
    promised = promise(order.promised_at, lang) if order.promised_at else pair("told after inspection", lang)
    found: list[Block] = [
        Rule(3),
        text(slip_several.device_name(order, place, lang), 26, True, limit=3),
        roll.Bars(order.number, media),
        text(order.number, 26, True, "centre"),
        *_code(order, lang),
        Field("Promised", promised, lang),
    ]
    if order.device.serial:
        label = order.device.serial_label if order.device.serial_label.zh else "Serial number"
        found.append(Field(label, order.device.serial, lang))
    return [*found, *_fault(order, lang), *_state(order, lang), *_money(order, lang, asked=False)]


def _several(orders: Sequence[OrderPaper], media: roll.Width, lang: str, reprint: int) -> list[Block]:
    first = orders[0]
    name, phone = person(first, masked=True)
    count = filled(words("{count} devices"), count=len(orders))
    found: list[Block] = [
        *roll.heading(first.shop, TITLE, media, lang, reprint),
        Field("No.", first.intake_number, lang, 26, True),
        text(chosen(count, lang), 26, True),
        Field("Promised", slip_several.promises(list(orders), lang), lang, 26, True),
        Field("Received at", moment(first.received_at, lang), lang),
        Field("Received by", first.clerk, lang),
        Field("Customer", f"{name} {phone}".strip(), lang),
    ]
    for place, order in enumerate(orders, 1):
        found += _device(order, place, media, lang)
    estimate, prepaid = slip_several.totals(list(orders))
    found.append(Rule(3))
    if estimate is not None:
        found.append(Field("Estimates in total", yuan(estimate), lang, 26, True))
    if prepaid:
        total = sum((payment.amount for payment in prepaid), Decimal())
        found.append(Field("Prepayments in total", yuan(total), lang, 26, True))
    found += [text(side, NOTE) for side in roll.sides(words("We ask before going above the estimate."), lang)]
    found += [Rule(), *_terms(first, lang)]
    return found + roll.closing(first.shop, first.intake_number, media, lang, first.printed_at, first.printed_by)


def _draw(sheet: Sheet, order: OrderPaper, lang: str, reprint: int, media: roll.Width) -> int:
    if order.together:
        return roll.draw(sheet, media, _several(order.together, media, lang, reprint))
    return roll.draw(sheet, media, _blocks(order, media, lang, reprint))


def draw_80(sheet: Sheet, order: OrderPaper, lang: str, reprint: int) -> int:
    """80 mm."""
    return _draw(sheet, order, lang, reprint, roll.WIDTHS["80mm"])


def draw_58(sheet: Sheet, order: OrderPaper, lang: str, reprint: int) -> int:
    """58 mm."""
    return _draw(sheet, order, lang, reprint, roll.WIDTHS["58mm"])
