"""The repair slip on a thermal roll: the customer's copy."""

from decimal import Decimal

from services.documents import roll, terms
from services.documents.bands import Block, Gap, Text
from services.documents.capitals import in_capitals
from services.documents.content import OrderPaper, Words
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
        Field("Promised", promised, lang, 26, True),
        Field("Received at", moment(order.received_at, lang), lang),
        Field("Received by", order.clerk, lang),
        Field("Customer", f"{name} {phone}".strip(), lang),
        Field("Device", joined([device.category, device.brand], one), lang),
        Field("Model", joined([device.model, device.colour], one), lang),
    ]
    if device.serial:
        found.append(Field(device.serial_label if device.serial_label.zh else "Serial number", device.serial, lang))
    if device.bought_on or device.proof.zh:
        bought = joined([day(device.bought_on, lang) if device.bought_on else "", device.proof], one)
        found.append(Field("Bought", bought, lang))
    if order.intake_number and order.sibling_numbers:
        found.append(Field("Handed in together", joined(list(order.sibling_numbers), lang), lang))
    found += [Rule(), text(pair("Fault, in the customer’s words", lang), NOTE)]
    found.append(Text(roll.run(order.fault or "—"), limit=8, tail=cut_tail(lang)))
    for label, values in (("Symptom", order.symptoms), ("Wish", (order.sale_stage, order.wish))):
        if shown := joined(list(values), one):
            found.append(Text(roll.run(f"{pair(label, lang)}  {shown}", NOTE), limit=3, tail=cut_tail(lang)))
    found += _state(order, lang)
    found += [Rule(), *_money(order, lang), Rule(), *_terms(order, lang)]
    found += roll.closing(order.shop, order.number, media, lang, order.printed_at, order.printed_by)
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


def _money(order: OrderPaper, lang: str) -> list[Block]:
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
        capitals = in_capitals(sum((payment.amount for payment in order.prepayments), Decimal()))
        in_words = filled(words("Prepayment in words: {words}."), words=Words(capitals, capitals))
        found.append(text(chosen(in_words, "zh" if lang == "both" else lang), NOTE))
    found += [text(side, NOTE) for side in roll.sides(words("We ask before going above the estimate."), lang)]
    return found


def _terms(order: OrderPaper, lang: str) -> list[Block]:
    chinese, english = terms.filled_in(order.shop.terms, order.old_parts, order.repair_warranty_days)
    texts = {"zh": chinese, "en": english, "both": [*chinese, *english]}[lang]
    found: list[Block] = [Text(roll.run(clause, SMALL), limit=8, tail="…") for clause in texts]
    found += [text(side, SMALL, limit=4) for side in roll.sides(order.shop.terms.privacy, lang) if side]
    return found


def draw_80(sheet: Sheet, order: OrderPaper, lang: str, reprint: int) -> int:
    """80 mm."""
    media = roll.WIDTHS["80mm"]
    return roll.draw(sheet, media, _blocks(order, media, lang, reprint))


def draw_58(sheet: Sheet, order: OrderPaper, lang: str, reprint: int) -> int:
    """58 mm."""
    media = roll.WIDTHS["58mm"]
    return roll.draw(sheet, media, _blocks(order, media, lang, reprint))
