"""The repair slip 维修受理单 of several devices handed in together: one paper, a strip a device.

The paper's own number is the intake's; each device has its order number with bars, so that any of
them can be scanned alone.
"""

from decimal import Decimal

from services.documents import frame as frames
from services.documents import pages, slip, terms
from services.documents.bands import PAD, Band, Block, Cell, Cells, Drawn, Gap, Pair, Text
from services.documents.capitals import in_words
from services.documents.content import OrderPaper, Payment
from services.documents.flow import Run, one_line
from services.documents.sheet import MM, RULE_BLOCK, Sheet
from services.documents.style import (
    GREY,
    LABEL,
    NOTE,
    STRONG,
    TERMS_EN,
    TERMS_ZH,
    VALUE,
    beside,
    cell,
    cut_tail,
    label,
    value,
)
from services.documents.words import chosen, filled, joined, moment, promise, words, yuan

# Lower than on a slip of one device, high enough for a hand scanner.
BARS = 6.5 * MM
# Terms of more lines than this are no paragraph any more.
MOST_LINES = 8


class _Number:
    """An order's number as bars and below them as text."""

    def __init__(self, number: str) -> None:
        self.number = number

    def height(self, width: float) -> float:
        return BARS + 13.5

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        sheet.code128(self.number, x, y + 1, frames.BAR_MODULE, BARS)
        sheet.row(one_line([Run(self.number, 10, True)], width), x, y + BARS + 1.5)


def promises(orders: list[OrderPaper], lang: str) -> str:
    """The day on which all are ready; where they differ each device says its own."""
    days = {order.promised_at for order in orders}
    if len(days) > 1:
        return chosen(words("each at its device"), lang)
    day = days.pop()
    return promise(day, lang) if day else chosen(words("told after inspection"), lang)


def _condition(order: OrderPaper, lang: str) -> str:
    said = [f"{mark.number} {chosen(mark.text, lang)}" for mark in order.marks] or [
        chosen(words("no marks seen"), lang)
    ]
    if order.photos:
        said.append(chosen(filled(words("{count} photos"), count=order.photos), lang))
    return joined(said, lang)


def _said(order: OrderPaper, lang: str) -> str:
    colon = ": " if lang == "en" else "："
    answers = [chosen(item.question, lang) + colon + chosen(item.answer, lang) for item in order.answers]
    return joined([*answers, chosen(order.data_choice, lang), order.loan_unit], lang)


def left_with_us(order: OrderPaper, lang: str) -> str:
    """The accessories in one line."""
    rest = words("nothing else" if order.accessories else "nothing left")
    return joined([*(chosen(item, lang) for item in order.accessories), chosen(rest, lang)], lang)


def device_name(order: OrderPaper, place: int, lang: str) -> str:
    """Its place on the slip, brand, model and colour."""
    device = order.device
    # Both languages of each part would not fit; the serial number tells the device anyhow.
    one = "zh" if lang == "both" else lang
    return f"{place}  {joined([device.brand_in(lang), device.model, device.colour], one)}"


def _covered(order: OrderPaper, lang: str) -> list[Block]:
    one = "zh" if lang == "both" else lang
    blocks: list[Block] = [Text(*label("Warranty", lang), limit=1), Gap(0.6)]
    if order.warranty is None:
        return [*blocks, value(chosen(words("to be checked"), lang), lang, 8.2)]
    blocks.append(Text(Run(chosen(order.warranty.verdict, one), 8.2, True), limit=2))
    if because := chosen(order.warranty.because, one):
        blocks.append(Text(Run(because, LABEL, grey=GREY), limit=3, tail=cut_tail(lang)))
    return blocks


def _money(order: OrderPaper, lang: str, together: bool) -> list[Block]:
    # The names of the sums stand in both languages in the row of totals below.
    one = "zh" if lang == "both" else lang
    inspected = order.estimate is None and order.inspection_fee is not None
    name = words("Inspection fee" if inspected else slip.estimate_name(lang))
    amount = order.inspection_fee if inspected else order.estimate
    blocks: list[Block] = [
        Pair([Run(chosen(name, one), NOTE)], [Run(yuan(amount) if amount is not None else "—", VALUE, True)], limit=1)
    ]
    paid = sum((one.amount for one in order.prepayments), Decimal())
    if paid:
        blocks.append(Pair([Run(chosen(words("Prepayment"), one), NOTE, grey=GREY)], [Run(yuan(paid), NOTE)], limit=1))
    if not together:
        day = promise(order.promised_at, one) if order.promised_at else chosen(words("told after inspection"), one)
        blocks.append(Pair([Run(chosen(words("Promised"), one), NOTE, grey=GREY)], [Run(day, NOTE, True)], limit=1))
    return blocks


def _device(order: OrderPaper, place: int, lang: str, together: bool, masked: bool) -> Band:
    """One device in one strip: which one, what was said of it, what is here, who pays."""
    one = "zh" if lang == "both" else lang
    known = joined([order.device.category, order.device.serial, order.device.counter], one)
    codes = joined(list(order.symptoms), lang)
    said = _said(order, lang)
    which: list[Block] = [_Number(order.number), Gap(1), value(device_name(order, place, lang), lang, bold=True)]
    if masked and order.pickup_code:
        code = f"{chosen(words('Pick-up code'), lang)} {order.pickup_code}"
        which.insert(1, Text(Run(code, NOTE, True), limit=1))
    if known:
        which.append(Text(Run(known, NOTE), limit=2))
    notes: list[Block] = [Text(Run(codes, NOTE, grey=GREY), limit=1, tail="…")] if codes else []
    if said:
        notes.append(Text(Run(said, LABEL, grey=GREY), limit=2, tail=cut_tail(lang)))
    return Cells(
        [
            Cell(46, which),
            cell(58, "Fault, in the customer’s words", order.fault, lang, size=8.6, limit=3, more=notes),
            Cell(
                46,
                [
                    Text(*label("Left with us", lang), limit=1),
                    Gap(0.6),
                    value(left_with_us(order, lang), lang, 8.2, limit=3),
                    Gap(1.2),
                    Text(*label("Outer condition", lang), limit=1),
                    Gap(0.6),
                    value(_condition(order, lang), lang, 8.2),
                ],
            ),
            Cell(44, [*_covered(order, lang), Gap(2), *_money(order, lang, together)]),
        ],
        rule=RULE_BLOCK,
    )


def totals(orders: list[OrderPaper]) -> tuple[Decimal | None, list[Payment]]:
    """The estimates together, None where one is still open; all prepayments."""
    estimates = [order.estimate for order in orders]
    known = [one for one in estimates if one is not None]
    return (sum(known, Decimal()) if len(known) == len(estimates) else None), [
        payment for order in orders for payment in order.prepayments
    ]


def _total_row(orders: list[OrderPaper], lang: str) -> Cells:
    estimate, prepaid = totals(orders)
    asked = Text(Run(chosen(words("We ask before going above the estimate."), lang), LABEL, grey=GREY), limit=2)
    left: list[Block] = [
        Pair(
            beside("Estimates in total", lang, VALUE, True),
            [Run(yuan(estimate) if estimate is not None else "—", STRONG, True)],
        ),
        asked,
    ]
    right: list[Block] = []
    if prepaid:
        total = sum((payment.amount for payment in prepaid), Decimal())
        capitals = filled(words("Prepayment in words: {words}."), words=in_words(total))
        right.append(Pair(beside("Prepayments in total", lang, VALUE, True), [Run(yuan(total), STRONG, True)]))
        right.append(Text(Run(chosen(capitals, "zh" if lang == "both" else lang), LABEL), limit=2))
    return Cells([Cell(97, left), Cell(97, right)] if right else [Cell(1, left)], rule=RULE_BLOCK)


def _clauses(order: OrderPaper, lang: str) -> list[Band]:
    """The shop's terms in two columns, for several devices leave little room: of one language half in each, of both
    one after the other, each language in its column; long ones a line each as on the slip of one device."""
    chinese, english = terms.filled_in(order.shop.terms, order.old_parts, order.repair_warranty_days)
    if lang == "both":
        columns = [Text(Run("   ".join(chinese), TERMS_ZH), leading=1.3)]
        columns.append(Text(Run("   ".join(english), TERMS_EN, grey=0.2), leading=1.3))
        half = (pages.A5_LANDSCAPE[0] - 2 * pages.MARGIN) / 2 - PAD
        if not chinese or any(len(text.rows(half)) > MOST_LINES for text in columns):
            return slip.clauses(order, lang)
        return [Cells([Cell(1, [text]) for text in columns], rule=0, lined=False, pad_top=3)]
    texts, size = (english, TERMS_EN) if lang == "en" else (chinese, TERMS_ZH)
    half_of_them = (len(texts) + 1) // 2
    cells = [
        Cell(1, [Text(Run(text, size), limit=6, leading=1.25) for text in part])
        for part in (texts[:half_of_them], texts[half_of_them:])
    ]
    return [Cells(cells, rule=0, lined=False)] if texts else []


def _cut(sheet: Sheet, x: float, y: float, width: float) -> None:
    sheet.rule(x, y + 3 * MM, x + width, y + 3 * MM, 0.15 * MM, dash=2)


def _body(orders: list[OrderPaper], lang: str, masked: bool) -> list[Band]:
    first = orders[0]
    name, phone = slip.person(first, masked)
    together = len({order.promised_at for order in orders}) == 1
    found: list[Band] = [
        Cells(
            [
                cell(37, "Received at", moment(first.received_at, lang), lang),
                cell(26, "Received by", first.clerk, lang),
                cell(30, "Customer", name, lang),
                cell(31, "Phone", phone, lang),
                cell(25, "Notify by", first.customer.notify_by, lang),
                cell(45, "Promised", promises(orders, lang), lang, size=10, bold=True, shaded=True),
            ],
            rule=RULE_BLOCK,
        )
    ]
    for place, order in enumerate(orders, 1):
        found.append(_device(order, place, lang, together, masked))
    found.append(_total_row(orders, lang))
    if masked:
        found += _clauses(first, lang)
    else:
        shelves = joined([f"{order.number} {order.shelf}" for order in orders if order.shelf], lang)
        accepted = words("The customer has read and accepts the terms on the customer copy.")
        shelf = f"{chosen(words('Shelf'), lang)} {shelves}" if shelves else ""
        found.append(Cells([Cell(1, [Text(Run(joined([shelf, accepted], lang), LABEL), limit=3)])], rule=0))
    return found


def _copy(sheet: Sheet, size: tuple[float, float], orders: list[OrderPaper], lang: str, reprint: int, own: bool) -> int:
    """One copy on as many pages as it needs. own: the shop's."""
    first = orders[0]
    number, shop = first.intake_number, first.shop
    frame = pages.Frame(
        size,
        [frames.head(shop, slip.TITLE, number, lang, copy="Shop copy" if own else "Customer copy", reprint=reprint)],
        [frames.head_again(slip.TITLE, number, lang, reprint)],
        frames.foot(shop, number, lang, first.printed_at, first.printed_by, customer=not own, reprint=reprint),
    )
    content = [*_body(orders, lang, masked=not own), slip.signature_band(first, lang)]
    if own:
        for order in orders:
            content += [Drawn(5 * MM, _cut, keep=True), slip.stub(order, lang)]
    return pages.draw(sheet, frame, content)


def draw_a5(sheet: Sheet, order: OrderPaper, lang: str, reprint: int) -> int:
    """The customer's copy."""
    return _copy(sheet, pages.A5_LANDSCAPE, list(order.together), lang, reprint, own=False)


def draw_a4(sheet: Sheet, order: OrderPaper, lang: str, reprint: int) -> int:
    """The customer's copy, and on a sheet of its own the shop's with a stub for each device."""
    orders = list(order.together)
    return sum(_copy(sheet, pages.A4, orders, lang, reprint, own) for own in (False, True))
