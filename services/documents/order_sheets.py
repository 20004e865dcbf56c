"""Papers that go with an order through the house: work sheet, quote, repair record, delivery note."""

from collections.abc import Sequence
from decimal import Decimal

from services.documents import frame as frames
from services.documents import pages, slip, tables
from services.documents.bands import Block, Cell, Cells, Gap, Splitting, Text
from services.documents.content import Line, OrderPaper
from services.documents.flow import Run
from services.documents.sheet import RULE_BLOCK, Sheet
from services.documents.style import NONE, NOTE, VALUE, cell, label
from services.documents.terms import ticked_words
from services.documents.words import chosen, day, joined, moment, promise, words

# Lines beyond this are in the program; a paper of a hundred pages helps nobody.
MOST_LINES = 400
WORK_SHEET, QUOTE, REPAIR, DELIVERY = "Work sheet", "Quotation", "Repair record", "Delivery note"
_SIZES = {"a4": pages.A4, "a5": pages.A5_LANDSCAPE}


def _draw(
    sheet: Sheet,
    order: OrderPaper,
    lang: str,
    reprint: int,
    title: str,
    media: str,
    content: Sequence[pages.Part],
    customer: bool = True,
) -> int:
    frame = pages.Frame(
        _SIZES[media],
        [
            frames.head(
                order.shop,
                title,
                order.number,
                lang,
                reprint=reprint,
                copy="" if customer else "Internal",
            )
        ],
        [frames.head_again(title, order.number, lang, reprint)],
        frames.foot(
            order.shop,
            order.number,
            lang,
            order.printed_at,
            order.printed_by,
            customer=customer,
            reprint=reprint,
        ),
    )
    return pages.draw(sheet, frame, content)


def _story(name: str, text: str, lang: str, least_lines: int = 0) -> Splitting:
    """A long text; an empty one leaves lines to write on, or a dash."""
    shown = text or ("" if least_lines else NONE)
    return Splitting(label(name, lang), [Run(shown, VALUE)], least_lines)


def _findings(order: OrderPaper, lang: str, least_lines: int = 0) -> Splitting:
    """The technician's words after what he coded."""
    coded = joined(list(order.diagnosis), lang)
    return _story("Findings", "\n".join(part for part in (coded, order.findings) if part), lang, least_lines)


def _device(order: OrderPaper, lang: str) -> Cells:
    return slip.device_cells(order, lang)


def _customer(order: OrderPaper, lang: str) -> list[Cell]:
    return [
        cell(26, "Customer", order.customer.name_masked, lang),
        cell(31, "Phone", order.customer.phone_masked, lang),
    ]


def _fault(order: OrderPaper, lang: str, more: Sequence[Cell] = ()) -> Cells:
    codes = joined(list(order.symptoms), lang)
    notes: list[Block] = [Gap(1), Text(Run(codes, NOTE, grey=0.3), limit=2)] if codes else []
    return Cells([cell(100, "Fault, in the customer’s words", order.fault, lang, limit=6, more=notes), *more])


# Work sheet


def work_sheet(sheet: Sheet, order: OrderPaper, lang: str, reprint: int, media: str) -> int:
    """For the bench: the device, the fault, what to do, and room to write. No customer, no phone."""
    roomy = media == "a4"
    promised = promise(order.promised_at, lang) if order.promised_at else NONE
    kind = joined([order.sale_stage, order.kind], "en" if lang == "en" else "zh")
    content: list[pages.Part] = [
        Cells(
            [
                cell(37, "Received at", moment(order.received_at, lang), lang),
                cell(30, "Technician", order.technician, lang),
                cell(26, "Shelf", order.shelf, lang, bold=True),
                cell(30, "Kind", kind, lang),
                cell(26, "Received by", order.clerk, lang),
                cell(45, "Promised", promised, lang, size=10, bold=True, shaded=True),
            ]
        ),
        _device(order, lang),
        slip.fault_row(order, lang, limit=10),
        slip.answers_row(order, lang),
        Cells(
            [slip.warranty_cell(order, lang, 101), cell(93, "To do", order.instructions, lang, limit=6)],
            rule=RULE_BLOCK,
        ),
        _findings(order, lang, 5 if roomy else 2),
        _story("Work done", order.work_done, lang, 5 if roomy else 2),
        tables.parts(order.parts[:MOST_LINES], lang, blank=max((5 if roomy else 2) - len(order.parts), 1)),
        _tests(order, lang),
        frames.signatures(lang, ["Technician signs", "Checked by"]),
    ]
    return _draw(sheet, order, lang, reprint, WORK_SHEET, media, content, customer=False)


def _tests(order: OrderPaper, lang: str) -> Cells:
    colon = ": " if lang == "en" else "："
    done = "    ".join(f"{chosen(item.question, lang)}{colon}{chosen(item.answer, lang)}" for item in order.tested)
    minutes = str(order.labour_minutes) if order.labour_minutes is not None else ""
    return Cells(
        [
            cell(150, "Final test", done or "□ ______   □ ______   □ ______   □ ______", lang, limit=4),
            cell(44, "Labour, minutes", minutes or "______", lang),
        ]
    )


# Quote


def _sum(lines: Sequence[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def quote(sheet: Sheet, order: OrderPaper, lang: str, reprint: int, media: str) -> int:
    """What the repair would cost, line by line, and a place to agree, choose or decline."""
    lines = order.quote_lines[:MOST_LINES]
    needed = [line for line in lines if not line.optional]
    extra = [line for line in lines if line.optional]
    valid = day(order.quote_valid_until, lang) if order.quote_valid_until else NONE
    content: list[pages.Part] = [
        Cells(
            [
                cell(37, "Quotation no.", order.quote_number or order.number, lang),
                cell(40, "Quoted at", moment(order.quoted_at, lang) if order.quoted_at else NONE, lang),
                *_customer(order, lang),
                cell(45, "Valid until", valid, lang, bold=True, shaded=True),
            ]
        ),
        _device(order, lang),
        _fault(order, lang),
        _findings(order, lang),
        tables.priced(lines, lang, number_them=True),
    ]
    before = [(words("Necessary work"), _sum(needed)), (words("Optional work, ticked □"), _sum(extra))]
    notes: list[Block] = [
        Text(Run(side, NOTE)) for side in slip_sides("Optional lines can be declined one by one.", lang) if extra
    ]
    paid = sum((item.amount for item in order.prepayments), Decimal(0))
    after = [*tables.paid_rows(order.prepayments, lang), (words("Left to pay"), _sum(lines) - paid)]
    content.append(
        tables.totals(
            (words("Total, tax incl."), _sum(lines)),
            lang,
            before=before if extra else (),
            after=after if order.prepayments else (),
            notes=notes,
            tax_included=order.tax_included,
        )
    )
    content.append(_decision(order, lang))
    content.append(frames.signatures(lang, ["Customer signs", "Clerk signs"]))
    return _draw(sheet, order, lang, reprint, QUOTE, media, content)


def slip_sides(source: str, lang: str) -> list[str]:
    """A sentence in each language of the paper, as lines of their own."""
    pair = words(source)
    return [pair.zh, pair.en] if lang == "both" else [chosen(pair, lang)]


def _decision(order: OrderPaper, lang: str) -> Cells:
    boxes = "      ".join(
        f"□ {chosen(words(name), lang)}"
        for name in ("I agree to all lines", "I agree to the ticked lines", "I decline, please return it")
    )
    blocks: list[Block] = [
        Text(*label("Your decision", lang), limit=1),
        Gap(1),
        Text(Run(boxes, VALUE), limit=3),
        Gap(1.5),
    ]
    blocks += [
        Text(Run(side, NOTE, grey=0.3))
        for side in slip_sides(
            "No work starts before you agree. If you decline, only the stated inspection fee is due.", lang
        )
    ]
    if order.consents:
        blocks += [Gap(2), *slip.consent_blocks(order, lang)]
    return Cells([Cell(1, blocks)], rule=0)


# Repair record


def repair_record(sheet: Sheet, order: OrderPaper, lang: str, reprint: int, media: str) -> int:
    """The record the customer receives: work done, parts replaced, cost, what is guaranteed."""
    completed = moment(order.completed_at, lang) if order.completed_at else NONE
    content: list[pages.Part] = [
        Cells(
            [
                cell(37, "Received at", moment(order.received_at, lang), lang),
                cell(37, "Completed at", completed, lang),
                *_customer(order, lang),
                cell(28, "Technician", order.technician, lang),
                cell(35, "Outcome", order.outcome, lang, bold=True, shaded=True),
            ]
        ),
        _device(order, lang),
        _fault(order, lang),
        _findings(order, lang),
        _story("Work done", order.work_done, lang),
    ]
    if order.parts:
        content.append(tables.parts(order.parts[:MOST_LINES], lang))
    else:
        content.append(Cells([cell(1, "Parts replaced", chosen(words("none"), lang), lang)]))
    if order.tested:
        content.append(_tests(order, lang))
    content += _charges(order, lang)
    if order.advice:
        content.append(_story("Advice", order.advice, lang))
    content.append(frames.signatures(lang, ["Technician signs", "Customer signs"], _signed(order)))
    return _draw(sheet, order, lang, reprint, REPAIR, media, content)


def _signed(order: OrderPaper) -> dict:
    return {item.role: (item.image, item.name, item.at) for item in order.signatures}


def _charges(order: OrderPaper, lang: str) -> list[pages.Part]:
    """What it costs and what was paid; or that it costs nothing, and why."""
    notes = tables.guarantee(order.repair_warranty_days, order.repair_warranty_until, lang)
    if order.old_parts:
        colon = ": " if lang == "en" else "："
        shown = f"{chosen(words('Old parts'), lang)}{colon}{chosen(ticked_words(order.old_parts), lang)}"
        notes.append(Text(Run(shown, NOTE), limit=1))
    total = _sum(order.charges)
    paid = [*order.prepayments, *order.payments]
    found: list[pages.Part] = []
    if order.warranty:
        notes = [Text(Run(chosen(order.warranty.verdict, lang), VALUE, True), limit=2), Gap(1.5), *notes]
    if order.charges:
        found.append(tables.priced(order.charges[:MOST_LINES], lang))
    left = total - sum((item.amount for item in paid), Decimal(0))
    after = [*tables.paid_rows(paid, lang), (words("Still open"), left)] if paid else []
    found.append(
        tables.totals(
            (words("Total, tax incl."), total),
            lang,
            after=after,
            notes=notes,
            tax_included=order.tax_included,
        )
    )
    return found


# Delivery note


def delivery_note(sheet: Sheet, order: OrderPaper, lang: str, reprint: int, media: str) -> int:
    """What the customer takes home again, and that both sides agree it is all there."""
    delivered = moment(order.delivered_at, lang) if order.delivered_at else NONE
    collected = order.collected_by or order.customer.name_masked
    back = [f"□ {chosen(item, lang)}" for item in order.accessories]
    content: list[pages.Part] = [
        Cells(
            [
                cell(37, "Received at", moment(order.received_at, lang), lang),
                cell(37, "Handed over at", delivered, lang),
                *_customer(order, lang),
                cell(28, "Collected by", collected, lang),
                cell(35, "Outcome", order.outcome, lang, bold=True, shaded=True),
            ]
        ),
        _device(order, lang),
        Cells(
            [
                cell(100, "Work done", order.work_done, lang, limit=5),
                cell(
                    94,
                    "Accessories given back",
                    "    ".join(back) or chosen(words("nothing left"), lang),
                    lang,
                    limit=5,
                ),
            ]
        ),
    ]
    if order.parts:
        content.append(tables.parts(order.parts[:MOST_LINES], lang))
    content += _charges(order, lang)
    if order.loan_unit:
        content.append(Cells([cell(1, "Loan unit returned", f"□ {order.loan_unit}", lang)]))
    sentences: list[Block] = [
        Text(Run(side, VALUE if index == 0 else NOTE, grey=0 if index == 0 else 0.3), limit=3)
        for index, side in enumerate(
            slip_sides("I have tried the device and received it with everything listed above.", lang)
        )
    ]
    content.append(Cells([Cell(1, sentences)], rule=0, keep=True))
    content.append(frames.signatures(lang, ["Collected by", "Clerk signs"], _signed(order)))
    return _draw(sheet, order, lang, reprint, DELIVERY, media, content)
