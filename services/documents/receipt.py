"""The receipt 收款收据: what was paid for, how, what is still open; on A5 and on rolls."""

from services.documents import frame as frames
from services.documents import pages, roll, tables
from services.documents.bands import Band, Block, Cell, Cells, Gap, Pair, Text
from services.documents.capitals import in_words
from services.documents.content import Payment, Receipt, Words
from services.documents.flow import Run
from services.documents.roll import NOTE, TEXT, TOTAL, Field, Rule, pair, text
from services.documents.sheet import DOT, RULE_BLOCK, Sheet
from services.documents.style import LABEL, VALUE, beside, cell
from services.documents.style import NOTE as NOTE_PT
from services.documents.terms import ticked_words
from services.documents.words import chosen, dated, joined, moment, money, words, yuan

TITLE = "Receipt"
# A receipt with more lines than a counter sees in a year.
MOST_LINES = 400


def _code(receipt: Receipt) -> str:
    """What a scan opens: the order if there is one."""
    return receipt.order_number or receipt.number


def _tail(serial: str) -> str:
    """A serial number shortened to what identifies it: 8604...8518."""
    plain = serial.replace(" ", "")
    return f"{plain[:4]}...{plain[-4:]}" if len(plain) > 12 else serial


def _earlier(payment: Payment, lang: str) -> Words:
    return dated(words("less prepayment"), payment.at, lang)


def _paid_name(receipt: Receipt) -> Words:
    return words("Prepayment received" if receipt.prepayment else "Paid")


def _reference(payment: Payment, lang: str) -> str:
    return f"{pair('ref.', lang)} ...{payment.reference[-4:]}" if payment.reference else ""


def _roll(receipt: Receipt, media: roll.Width, lang: str, reprint: int) -> list[Block]:
    who, device = receipt.customer, receipt.device
    one = "zh" if lang == "both" else lang
    found: list[Block] = [
        *roll.heading(receipt.shop, TITLE, media, lang, reprint),
        Field("No.", receipt.order_number or receipt.number, lang, 26, True),
    ]
    if receipt.order_number:
        found.append(Field("Receipt no.", receipt.number, lang))
    found += [
        Field("Time", moment(receipt.paid_at, lang), lang),
        Field("Cashier", receipt.cashier, lang),
        Field("Customer", f"{who.name_masked} {who.phone_masked}".strip(), lang),
        Field("Device", joined([device.brand_in(lang), device.model], one), lang),
    ]
    if device.serial:
        found.append(
            Field(device.serial_label if device.serial_label.zh else "Serial number", _tail(device.serial), lang)
        )
    found.append(Rule())
    for line in receipt.lines[:MOST_LINES]:
        zh, en = line.name.zh, line.name.en
        main = en if lang == "en" and en else zh or en
        below = joined([en if lang == "both" and en != zh else "", tables.calculation(line, one)], one, "   ")
        found.append(Pair([roll.run(main)], [roll.run(money(line.amount))], limit=3, leading=1.5))
        if below:
            found.append(text(below, NOTE, limit=2))
        found.append(Gap(4 * DOT))
    if receipt.lines:
        found += [Rule(dash=10), Field("Total, tax incl.", money(receipt.total), lang)]
    found += [Field(_earlier(item, lang), money(-item.amount), lang) for item in receipt.earlier]
    found += [
        Rule(3, space=5),
        Field(Words(f"{chosen(_paid_name(receipt), lang)} ¥"), money(receipt.paid), lang, _fitting(media), True),
        *(
            text(said, NOTE if place else TEXT, limit=3)
            for place, said in enumerate(roll.sides(in_words(receipt.paid), lang))
        ),
    ]
    for payment in receipt.payments:
        shown = _reference(payment, lang) if len(receipt.payments) == 1 else money(payment.amount)
        found.append(Field(payment.kind, shown or money(payment.amount), lang))
    found.append(Field("Still open", money(receipt.balance), lang))
    if receipt.prepayment:
        found.append(text(pair("Settled against the final amount.", lang), NOTE))
    found.append(Rule())
    found += roll.guarantee(receipt.repair_warranty_days, receipt.repair_warranty_until, lang)
    if receipt.old_parts:
        colon = ": " if lang == "en" else "："
        found.append(text(f"{pair('Old parts', lang)}{colon}{chosen(ticked_words(receipt.old_parts), lang)}", 22))
    return [
        *found,
        *roll.closing(receipt.shop, _code(receipt), media, lang, receipt.printed_at, receipt.printed_by),
    ]


def _fitting(media: roll.Width) -> int:
    return TOTAL if media.dots > 400 else 30


def _sheet_body(receipt: Receipt, lang: str) -> list[Band]:
    who, device = receipt.customer, receipt.device
    side = "en" if lang == "en" else "zh"
    found: list[Band] = [
        Cells(
            [
                cell(37, "Receipt no.", receipt.number, lang),
                cell(37, "Time", moment(receipt.paid_at, lang), lang),
                cell(30, "Cashier", receipt.cashier, lang),
                cell(45, "Customer", f"{who.name_masked} {who.phone_masked}".strip(), lang),
                cell(45, "Device", joined([device.brand_in(lang), device.model, _tail(device.serial)], side), lang),
            ]
        ),
    ]
    if receipt.lines:
        table = tables.priced(receipt.lines[:MOST_LINES], lang)
        found += [table.head, *table.rows]
    money_blocks: list[Block] = []
    if receipt.lines:
        money_blocks.append(Pair(beside("Total, tax incl.", lang, VALUE), [Run(yuan(receipt.total), VALUE)]))
    money_blocks += [
        Pair(beside(_earlier(item, lang), lang, VALUE), [Run(yuan(-item.amount), VALUE)]) for item in receipt.earlier
    ]
    money_blocks.append(Pair(beside(_paid_name(receipt), lang, 11, True), [Run(yuan(receipt.paid), 12, True)]))
    money_blocks.append(Pair(beside("Still open", lang, VALUE), [Run(yuan(receipt.balance), VALUE)]))
    if receipt.tax_included is not None:
        money_blocks.append(Pair(beside("of which tax", lang, LABEL), [Run(yuan(receipt.tax_included), LABEL)]))
    left: list[Block] = [
        Text(
            Run(f"{chosen(words('In words'), lang)}  ", NOTE_PT),
            Run(chosen(in_words(receipt.paid), side), 10, True),
            limit=2,
        ),
        Gap(2),
    ]
    for payment in receipt.payments[:8]:
        left.append(
            Text(
                Run(joined([payment.kind, yuan(payment.amount), _reference(payment, lang)], lang), VALUE),
                limit=1,
            )
        )
    if receipt.prepayment:
        left.append(Text(Run(chosen(words("Settled against the final amount."), lang), NOTE_PT), limit=2))
    left += tables.guarantee(receipt.repair_warranty_days, receipt.repair_warranty_until, lang)
    if receipt.old_parts:
        colon = ": " if lang == "en" else "："
        shown = f"{chosen(words('Old parts'), lang)}{colon}{chosen(ticked_words(receipt.old_parts), lang)}"
        left.append(Text(Run(shown, NOTE_PT), limit=1))
    found.append(Cells([Cell(116, left), Cell(78, money_blocks)], rule=RULE_BLOCK))
    return found


def draw_a5(sheet: Sheet, receipt: Receipt, lang: str, reprint: int) -> int:
    """The receipt on A5 landscape."""
    code = _code(receipt)
    frame = pages.Frame(
        pages.A5_LANDSCAPE,
        [frames.head(receipt.shop, TITLE, code, lang, reprint=reprint)],
        [frames.head_again(TITLE, code, lang, reprint)],
        frames.foot(receipt.shop, receipt.number, lang, receipt.printed_at, receipt.printed_by, reprint=reprint),
    )
    return pages.draw(
        sheet, frame, [*_sheet_body(receipt, lang), frames.signatures(lang, ["Payee signs", "Payer signs"])]
    )


def draw_80(sheet: Sheet, receipt: Receipt, lang: str, reprint: int) -> int:
    """The receipt on an 80 mm roll."""
    media = roll.WIDTHS["80mm"]
    return roll.draw(sheet, media, _roll(receipt, media, lang, reprint))


def draw_58(sheet: Sheet, receipt: Receipt, lang: str, reprint: int) -> int:
    """The receipt on a 58 mm roll."""
    media = roll.WIDTHS["58mm"]
    return roll.draw(sheet, media, _roll(receipt, media, lang, reprint))
