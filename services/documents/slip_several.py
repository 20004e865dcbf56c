"""The repair slip 维修受理单 of several devices handed in together: one paper, a section a device.

The paper's own number is the intake's; each device has its order number with bars, so that any of
them can be scanned alone.
"""

from decimal import Decimal

from services.documents import frame as frames
from services.documents import pages, slip, terms
from services.documents.bands import Band, Block, Cell, Cells, Drawn, Gap, Pair, Text
from services.documents.capitals import in_capitals
from services.documents.content import OrderPaper, Payment, Words
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
    return f"{place}  {joined([device.brand, device.model, device.colour], one)}"


def _money(order: OrderPaper, lang: str, together: bool) -> list[Block]:
    blocks: list[Block] = []
    one = "zh" if lang == "both" else lang
    inspected = order.estimate is None and order.inspection_fee is not None
    name = words("Inspection fee" if inspected else slip.estimate_name(lang))
    amount = order.inspection_fee if inspected else order.estimate
    blocks.append(Text(*label(name, lang), limit=1))
    blocks.append(value(yuan(amount) if amount is not None else "", lang, bold=True, limit=1))
    paid = sum((one.amount for one in order.prepayments), Decimal())
    if paid:
        blocks.append(Pair([Run(chosen(words("Prepayment"), one), LABEL, grey=GREY)], [Run(yuan(paid), NOTE)], limit=1))
    if not together:
        blocks.append(Gap(1))
        day = promise(order.promised_at, lang) if order.promised_at else chosen(words("told after inspection"), lang)
        blocks += [Text(*label("Promised", lang), limit=1), value(day, lang, 8.2, True, limit=1)]
    return blocks


def _device(order: OrderPaper, place: int, lang: str, together: bool) -> list[Band]:
    """One device: what it is and what is wrong, what was left, said, covered and estimated."""
    one = "zh" if lang == "both" else lang
    known = joined([order.device.category, order.device.serial, order.device.counter], one)
    codes = joined(list(order.symptoms), lang)
    noted: list[Block] = [Text(Run(codes, NOTE, grey=GREY), limit=1, tail="…")] if codes else []
    said = _said(order, lang)
    first = Cells(
        [
            Cell(50, [_Number(order.number)]),
            cell(
                62,
                "Device",
                device_name(order, place, lang),
                lang,
                bold=True,
                more=[Text(Run(known, NOTE), limit=2)] if known else (),
            ),
            cell(82, "Fault, in the customer’s words", order.fault, lang, limit=3, more=noted),
        ],
        keep=True,
    )
    warranty: list[Block] = [Text(*label("Warranty", lang), limit=1), Gap(0.6)]
    if order.warranty is None:
        warranty.append(value(chosen(words("to be checked"), lang), lang))
    else:
        warranty.append(Text(Run(chosen(order.warranty.verdict, one), 8.2, True), limit=2))
        if because := chosen(order.warranty.because, one):
            warranty.append(Text(Run(because, LABEL, grey=GREY), limit=2, tail=cut_tail(lang)))
    second = Cells(
        [
            cell(50, "Left with us", left_with_us(order, lang), lang, size=8.2, limit=3),
            cell(
                62,
                "Outer condition",
                _condition(order, lang),
                lang,
                size=8.2,
                limit=2,
                more=[Text(Run(said, LABEL, grey=GREY), limit=2, tail=cut_tail(lang))] if said else (),
            ),
            Cell(48, warranty),
            Cell(34, _money(order, lang, together)),
        ],
        rule=RULE_BLOCK,
    )
    return [first, second]


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
        capitals = filled(words("Prepayment in words: {words}."), words=Words(in_capitals(total), in_capitals(total)))
        right.append(Pair(beside("Prepayments in total", lang, VALUE, True), [Run(yuan(total), STRONG, True)]))
        right.append(Text(Run(chosen(capitals, "zh" if lang == "both" else lang), LABEL), limit=2))
    return Cells([Cell(97, left), Cell(97, right)] if right else [Cell(1, left)], rule=RULE_BLOCK)


def _clauses(order: OrderPaper, lang: str) -> list[Band]:
    """The shop's terms; of one language in two columns, for several devices leave little room."""
    if lang == "both":
        return slip.clauses(order, lang)
    chinese, english = terms.filled_in(order.shop.terms, order.old_parts, order.repair_warranty_days)
    texts, size = (english, TERMS_EN) if lang == "en" else (chinese, TERMS_ZH)
    half = (len(texts) + 1) // 2
    cells = [
        Cell(1, [Text(Run(text, size), limit=6, leading=1.25) for text in part])
        for part in (texts[:half], texts[half:])
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
        found += _device(order, place, lang, together)
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
