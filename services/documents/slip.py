"""The repair slip 维修受理单 on paper: what was handed in, said, chosen and promised."""

from decimal import Decimal

from services.documents import frame as frames
from services.documents import pages, terms
from services.documents.bands import Band, Block, Cell, Cells, Drawn, Gap, Pair, Text
from services.documents.capitals import in_words
from services.documents.content import OrderPaper, Words
from services.documents.flow import Run, one_line
from services.documents.sheet import MM, RULE_BLOCK, Sheet, code128_width
from services.documents.sketch import Sketch
from services.documents.style import (
    GREY,
    LABEL,
    LABEL_EN,
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
from services.documents.words import chosen, day, filled, joined, moment, promise, words, yuan

TITLE = "Repair slip"
# Column edges of the grid in millimetres from the left margin.
_EDGES = (0, 37, 63, 93, 124, 149, 194)


def _span(first: int, past: int) -> float:
    return _EDGES[past] - _EDGES[first]


def person(order: OrderPaper, masked: bool) -> tuple[str, str]:
    """Name and phone as this copy may show them."""
    who = order.customer
    return (who.name_masked, who.phone_masked) if masked else (who.name, who.phone or who.phone_masked)


def device_cells(order: OrderPaper, lang: str) -> Cells:
    """Category and brand, model, serial, purchase."""
    device = order.device
    bought = joined([day(device.bought_on, lang) if device.bought_on else "", device.proof], lang)
    serial = joined([device.serial, device.counter], lang)
    return Cells(
        [
            cell(
                _span(0, 1),
                "Category",
                joined([device.category, device.brand_in(lang)], "en" if lang == "en" else "zh"),
                lang,
            ),
            cell(_span(1, 3), "Model", joined([device.model, device.colour], lang), lang),
            cell(_span(3, 5), device.serial_label if device.serial_label.zh else "Serial number", serial, lang),
            cell(_span(5, 6), "Bought", bought, lang),
        ]
    )


def _condition(order: OrderPaper, lang: str) -> list[Block]:
    caption = label("Outer condition", lang)
    if order.photos:
        photos = filled(words("{count} photos"), count=order.photos)
        caption = [*caption, Run(f" · {chosen(photos, lang)}", LABEL_EN, grey=GREY)]
    if not order.marks:
        return [Text(*caption, limit=1), Gap(0.6), value(chosen(words("no marks seen"), lang), lang)]
    return [Text(*caption, limit=1), Gap(1), _Marked(Sketch(order.sketch, order.marks), order, lang)]


class _Marked:
    """The sketch with its marks in words at its right, or below where it would get too narrow."""

    def __init__(self, sketch: Sketch, order: OrderPaper, lang: str) -> None:
        self.sketch = sketch
        self.texts = [Text(Run(f"{mark.number} {chosen(mark.text, lang)}", 8.2), limit=1) for mark in order.marks[:5]]
        if len(order.marks) > 5:
            self.texts.append(Text(Run(cut_tail(lang), LABEL)))

    def height(self, width: float) -> float:
        return max(self.sketch.height(width), sum(text.height(width) for text in self.texts))

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        self.sketch.draw(sheet, x, y, width)
        left = self.sketch.width + 3 * MM
        for text in self.texts:
            text.draw(sheet, x + left, y, max(width - left, 10 * MM))
            y += text.height(width - left)


def _accessories(order: OrderPaper, lang: str) -> list[Block]:
    texts = [chosen(item, lang) for item in order.accessories[:5]]
    if len(order.accessories) > 5:
        texts.append(cut_tail(lang))
    texts.append(chosen(words("nothing else") if texts else words("nothing left"), lang))
    rows: list[Block] = [Text(Run(text, VALUE), limit=1, leading=1.32) for text in texts]
    return [Text(*label("Left with us", lang), limit=1), Gap(0.6), *rows]


def fault_row(order: OrderPaper, lang: str, limit: int = 5) -> Cells:
    """What the customer said, how the device looks, what came with it."""
    codes = joined(list(order.symptoms), lang)
    wishes = joined([order.sale_stage, order.wish], lang)
    notes = "\n".join(
        f"{chosen(name, lang)}  {text}" for name, text in ((words("Symptom"), codes), (words("Wish"), wishes)) if text
    )
    said = cell(
        _span(0, 3),
        "Fault, in the customer’s words",
        order.fault,
        lang,
        limit=limit,
        more=[Gap(1.2), Text(Run(notes, NOTE, grey=GREY), limit=3, tail=cut_tail(lang))] if notes else (),
    )
    return Cells([said, Cell(_span(3, 5), _condition(order, lang)), Cell(_span(5, 6), _accessories(order, lang))])


def answers_row(order: OrderPaper, lang: str) -> Cells:
    """The questions of the counter and what happens to the data."""
    said = "   ".join(
        chosen(item.question, lang) + ("：" if lang != "en" else ": ") + chosen(item.answer, lang)
        for item in order.answers
    )
    return Cells(
        [
            cell(_span(0, 3), "Customer’s answers", said, lang, size=8.2, limit=3),
            cell(_span(3, 6), "Your data", order.data_choice, lang, size=8.2, limit=3),
        ]
    )


def warranty_cell(order: OrderPaper, lang: str, span: float) -> Cell:
    """The verdict and why."""
    blocks: list[Block] = [Text(*label("Warranty", lang), limit=1), Gap(0.6)]
    if order.warranty is None:
        blocks.append(value(chosen(words("to be checked"), lang), lang))
        return Cell(span, blocks)
    found = order.warranty
    blocks.append(Text(Run(chosen(found.verdict, "zh" if lang == "both" else lang), VALUE, True), limit=2))
    if chosen(found.because, lang):
        because = chosen(words("because"), lang)
        joint = ": " if lang == "en" else "："
        text = chosen(found.because, "zh" if lang == "both" else lang)
        blocks.append(Text(Run(f"{because}{joint}{text}", NOTE), limit=3, tail=cut_tail(lang)))
    if found.note.zh or found.note.en:
        blocks.append(Text(Run(chosen(found.note, lang), LABEL, grey=GREY), limit=3, tail=cut_tail(lang)))
    return Cell(span, blocks)


def estimate_name(lang: str) -> str:
    """What the estimate is called."""
    # Both languages share a narrow line, there the English half says that tax is in it.
    return "Estimate, tax incl." if lang == "both" else "Estimate, tax included"


def _money_cell(order: OrderPaper, lang: str, span: float) -> Cell:
    blocks: list[Block] = []
    if order.estimate is not None:
        blocks.append(Pair(beside(estimate_name(lang), lang, VALUE, True), [Run(yuan(order.estimate), STRONG, True)]))
    elif order.inspection_fee is not None:
        blocks.append(
            Pair(beside("Inspection fee", lang, VALUE, True), [Run(yuan(order.inspection_fee), STRONG, True)])
        )
        blocks.append(Text(Run(chosen(words("The estimate follows after inspection."), lang), LABEL), limit=2))
    else:
        blocks.append(Pair(beside(estimate_name(lang), lang, VALUE, True), [Run("—", VALUE)]))
    for payment in order.prepayments[:3]:
        name = filled(words("Prepayment, {kind}"), kind=payment.kind)
        zh = words("Prepayment").zh
        pair = Words(zh + (f"（{payment.kind.zh}）" if payment.kind.zh and lang == "zh" else ""), name.en)
        blocks.append(Pair(beside(pair, lang, VALUE), [Run(yuan(payment.amount), 10)]))
    if order.prepayments:
        total = sum((payment.amount for payment in order.prepayments), Decimal())
        capitals = filled(words("Prepayment in words: {words}."), words=in_words(total))
        blocks.append(Gap(0.8))
        text = capitals.en if lang == "en" else capitals.zh
        blocks.append(
            Text(
                Run(text + words("We ask before going above the estimate.").zh * (lang != "en"), LABEL),
                limit=3,
            )
        )
        if lang != "zh":
            blocks.append(Text(Run(words("We ask before going above the estimate.").en, LABEL_EN, grey=GREY), limit=2))
    else:
        blocks.append(
            Text(Run(chosen(words("We ask before going above the estimate."), lang), LABEL, grey=GREY), limit=2)
        )
    return Cell(span, blocks)


def money_row(order: OrderPaper, lang: str) -> Cells:
    """Who pays: the warranty's verdict beside the estimate."""
    return Cells([warranty_cell(order, lang, 128), _money_cell(order, lang, 66)], rule=RULE_BLOCK)


def extras(order: OrderPaper, lang: str) -> list[Band]:
    """Rows that only some orders need: a loan unit, agreed prices."""
    found: list[Band] = []
    cells = []
    if order.loan_unit:
        cells.append(cell(_span(0, 3), "Loan unit", order.loan_unit, lang, size=8.4))
    if order.consents:
        cells.append(Cell(_span(3, 6) if order.loan_unit else 194, consent_blocks(order, lang)))
    if cells:
        found.append(Cells(cells))
    return found


def consent_blocks(order: OrderPaper, lang: str) -> list[Block]:
    """When, who, how, how much and who took it."""
    rows: list[Block] = [Text(*label("Price agreed", lang), limit=1)]
    for consent in order.consents[:6]:
        text = joined(
            [
                moment(consent.at, lang),
                consent.who,
                consent.how,
                consent.contact,
                consent.answer,
                consent.taken_by,
            ],
            lang,
        )
        rows.append(Pair([Run(text, 8.4)], [Run(yuan(consent.amount), 8.4)], limit=2))
    if len(order.consents) > 6:
        rows.append(Text(Run(cut_tail(lang), LABEL)))
    return rows


def clauses(order: OrderPaper, lang: str) -> list[Band]:
    """The shop's terms, each in its own line, both languages side by side."""
    chinese, english = terms.filled_in(order.shop.terms, order.old_parts, order.repair_warranty_days)
    found: list[Band] = []
    for index in range(max(len(chinese), len(english))):
        zh = Text(Run(chinese[index] if index < len(chinese) else "", TERMS_ZH), limit=6, leading=1.3)
        en = Text(Run(english[index] if index < len(english) else "", TERMS_EN, grey=0.2), limit=6, leading=1.3)
        cells = {"zh": [Cell(1, [zh])], "en": [Cell(1, [en])], "both": [Cell(1, [zh]), Cell(1, [en])]}[lang]
        top, bottom = (3.0 if index == 0 else 0.5), 0.5
        found.append(Cells(cells, rule=0, lined=False, pad_top=top, pad_bottom=bottom))
    return found


def body(order: OrderPaper, lang: str, masked: bool, with_terms: bool = True) -> list[Band]:
    """The slip below its head."""
    name, phone = person(order, masked)
    clerk = cell(_span(1, 2), "Received by", order.clerk, lang)
    promised = promise(order.promised_at, lang) if order.promised_at else chosen(words("told after inspection"), lang)
    found: list[Band] = [
        Cells(
            [
                cell(_span(0, 1), "Received at", moment(order.received_at, lang), lang),
                clerk,
                cell(_span(2, 3), "Customer", name, lang),
                cell(_span(3, 4), "Phone", phone, lang),
                cell(_span(4, 5), "Notify by", order.customer.notify_by, lang),
                cell(
                    _span(5, 6),
                    "Promised",
                    promised,
                    lang,
                    size=10 if order.promised_at else VALUE,
                    bold=True,
                    shaded=True,
                ),
            ]
        ),
        device_cells(order, lang),
        fault_row(order, lang),
        answers_row(order, lang),
        *extras(order, lang),
        money_row(order, lang),
    ]
    if with_terms:
        found += clauses(order, lang)
    else:
        shelf = joined(
            [
                f"{chosen(words('Shelf'), lang)} {order.shelf}" if order.shelf else "",
                words("The customer has read and accepts the terms on the customer copy."),
            ],
            lang,
        )
        found.append(Cells([Cell(1, [Text(Run(shelf, TERMS_ZH), limit=2)])], rule=0))
    return found


def signature_band(order: OrderPaper, lang: str) -> Band:
    """Customer and clerk sign at hand-in, the customer again at collection."""
    known = {item.role: (item.image, item.name, item.at) for item in order.signatures}
    return frames.signatures(lang, ["Customer signs", "Clerk signs", "Collected by"], known)


def draw_a5(sheet: Sheet, order: OrderPaper, lang: str, reprint: int) -> int:
    """The customer's copy on A5 landscape."""
    title, shop = TITLE, order.shop
    frame = pages.Frame(
        pages.A5_LANDSCAPE,
        [
            frames.head(
                shop,
                title,
                order.number,
                lang,
                copy="Customer copy",
                reprint=reprint,
                pickup_code=order.pickup_code,
            )
        ],
        [frames.head_again(title, order.number, lang, reprint)],
        frames.foot(shop, order.number, lang, order.printed_at, order.printed_by, reprint=reprint),
    )
    return pages.draw(sheet, frame, [*body(order, lang, masked=True), signature_band(order, lang)])


def _copy(order: OrderPaper, lang: str, reprint: int, customer: bool) -> list[Band]:
    """One of the two copies on A4, from its head to its foot."""
    shop = order.shop
    foot = frames.foot(shop, order.number, lang, order.printed_at, order.printed_by, customer=customer, reprint=reprint)
    name = "Customer copy" if customer else "Shop copy"
    return [
        frames.head(
            shop,
            TITLE,
            order.number,
            lang,
            copy=name,
            reprint=reprint,
            pickup_code=order.pickup_code if customer else "",
        ),
        *body(order, lang, masked=customer, with_terms=customer),
        signature_band(order, lang),
        foot(1, 1),
    ]


def stub(order: OrderPaper, lang: str) -> Band:
    """The strip that is torn off and stays with the device: number, owner, promise."""
    size = 21 * MM

    def pen(sheet: Sheet, x: float, y: float, width: float) -> None:
        sheet.code128(order.number, x, y + 1 * MM, frames.BAR_MODULE, frames.BAR_HEIGHT)
        bars = code128_width(order.number, frames.BAR_MODULE)
        sheet.row_centred(
            one_line([Run(order.number, 11.5, True)], bars + 4 * MM),
            x + bars / 2,
            y + 1 * MM + frames.BAR_HEIGHT,
        )
        left = x + bars + 6 * MM
        name, phone = person(order, masked=False)
        promised = promise(order.promised_at, lang) if order.promised_at else "—"
        count = filled(words("{count} accessories"), count=len(order.accessories))
        cells = Cells(
            [
                cell(22, "Stub", joined([name, phone[-4:]], lang), lang),
                cell(
                    40,
                    "Device",
                    joined([order.device.brand_in(lang), order.device.model, count], "en" if lang == "en" else "zh"),
                    lang,
                ),
                cell(34, "Promised", promised, lang, bold=True),
                cell(14, "Shelf", order.shelf, lang),
            ],
            rule=0,
        )
        cells.draw(sheet, left, y + 1 * MM, x + width - left)

    return Drawn(size, pen)


def _cut(sheet: Sheet, y: float, width: float) -> None:
    """Where to tear or cut."""
    sheet.rule(5 * MM, y, width - 5 * MM, y, 0.15 * MM, dash=2)


def draw_a4(sheet: Sheet, order: OrderPaper, lang: str, reprint: int) -> int:
    """Customer copy, shop copy and stub on one A4; two sheets where the order has too much to tell."""
    width = pages.A4[0] - 2 * pages.MARGIN
    parts: list[list[Band]] = [
        _copy(order, lang, reprint, customer=True),
        _copy(order, lang, reprint, customer=False),
        [stub(order, lang)],
    ]
    gap = 4 * MM
    room = pages.A4[1] - 2 * 6 * MM - gap * (len(parts) - 1)
    tight = next(
        (
            found
            for factor in (1, 0.8, 0.6, 0.4)
            if pages.height_of(width, found := [band for part in parts for band in pages.tightened(part, factor)])
            <= room
        ),
        None,
    )
    if tight is None:
        return _draw_two_sheets(sheet, order, lang, reprint)
    sheet.resize(*pages.A4)
    y, rest = 6 * MM, list(tight)
    for index, part in enumerate(parts):
        for band in rest[: len(part)]:
            band.draw(sheet, pages.MARGIN, y, width)
            y += band.height(width)
        rest = rest[len(part) :]
        if index < len(parts) - 1:
            _cut(sheet, y + gap / 2, pages.A4[0])
            y += gap
    sheet.next_page()
    return 1


def _draw_two_sheets(sheet: Sheet, order: OrderPaper, lang: str, reprint: int) -> int:
    """Each copy on sheets of its own; the stub stays with the shop's."""
    shop, count = order.shop, 0
    for customer in (True, False):
        name = "Customer copy" if customer else "Shop copy"
        frame = pages.Frame(
            pages.A4,
            [
                frames.head(
                    shop,
                    TITLE,
                    order.number,
                    lang,
                    copy=name,
                    reprint=reprint,
                    pickup_code=order.pickup_code if customer else "",
                )
            ],
            [frames.head_again(TITLE, order.number, lang, reprint)],
            frames.foot(
                shop,
                order.number,
                lang,
                order.printed_at,
                order.printed_by,
                customer=customer,
                reprint=reprint,
            ),
        )
        content = [*body(order, lang, masked=customer, with_terms=customer), signature_band(order, lang)]
        count += pages.draw(sheet, frame, content if customer else [*content, stub(order, lang)])
    return count
