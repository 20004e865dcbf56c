"""Tables of priced lines and of parts, their totals, and what is guaranteed afterwards."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from services.documents.bands import Block, Cell, Cells, Gap, Pair, Table, Text
from services.documents.capitals import in_words
from services.documents.content import Line, Payment, Words
from services.documents.flow import Run
from services.documents.sheet import RULE_BLOCK, RULE_CELL
from services.documents.style import GREY, LABEL, LABEL_EN, NONE, NOTE, VALUE, beside, label
from services.documents.words import chosen, dated, day, filled, joined, money, quantity, words, yuan

# (name, share of the width, right-aligned)
_PRICED = (
    ("Item", 80, False),
    ("Condition", 26, False),
    ("Quantity", 22, True),
    ("Unit price", 30, True),
    ("Amount", 36, True),
)
_PARTS = (
    ("Part no.", 34, False),
    ("Part", 52, False),
    ("Condition", 24, False),
    ("Quantity", 24, True),
    ("Serial in", 30, False),
    ("Serial out", 30, False),
)
MOST_PAYMENTS = 8


def amount_with_unit(line: Line, lang: str) -> str:
    """1.5 h, 2 件."""
    return f"{quantity(line.quantity)} {chosen(line.unit, 'en' if lang == 'en' else 'zh')}".strip()


def calculation(line: Line, lang: str) -> str:
    """1 × 380.00, with its unit; empty where there is no unit price."""
    if line.unit_price is None:
        return ""
    return f"{amount_with_unit(line, lang)} × {money(line.unit_price)}"


def name_blocks(line: Line, lang: str) -> list[Block]:
    """The name, in both languages one over the other, and what belongs to it."""
    blocks: list[Block] = []
    side = "en" if lang == "en" else "zh"
    blocks.append(Text(Run(chosen(line.name, side) or NONE, VALUE), limit=3))
    extra = [line.name.en if lang == "both" and line.name.en != line.name.zh else "", line.note]
    if shown := joined(extra, lang):
        blocks.append(Text(Run(shown, LABEL, grey=GREY), limit=2))
    return blocks


def _head(columns: Sequence[tuple[str, int, bool]], lang: str) -> Cells:
    cells = [
        Cell(span, [Text(*label(name, lang), limit=1, align="right" if right else "left")])
        for name, span, right in columns
    ]
    return Cells(cells, lined=False, pad_top=1.6, pad_bottom=1.6)


def _cell(column: tuple[str, int, bool], text: str, size: float = VALUE) -> Cell:
    return Cell(column[1], [Text(Run(text, size), limit=2, align="right" if column[2] else "left")])


def priced(lines: Sequence[Line], lang: str, number_them: bool = False) -> Table:
    """Lines with quantity, unit price and amount."""
    side = "en" if lang == "en" else "zh"
    rows = []
    for index, line in enumerate(lines, 1):
        names = name_blocks(line, lang)
        if number_them:
            box = "□ " if line.optional else ""
            names = [
                Text(Run(f"{box}{index}  {chosen(line.name, side) or NONE}", VALUE), limit=3),
                *names[1:],
            ]
        price = money(line.unit_price) if line.unit_price is not None else ""
        rows.append(
            Cells(
                [
                    Cell(_PRICED[0][1], names),
                    _cell(_PRICED[1], chosen(line.part_state, side)),
                    _cell(_PRICED[2], amount_with_unit(line, lang)),
                    _cell(_PRICED[3], price),
                    _cell(_PRICED[4], money(line.amount)),
                ],
                rule=RULE_CELL,
                lined=False,
                pad_top=1.2,
                pad_bottom=1.6,
            )
        )
    return Table(_head(_PRICED, lang), rows)


def parts(lines: Sequence[Line], lang: str, blank: int = 0) -> Table:
    """Parts with their numbers and serial numbers; blank: lines to fill in by hand."""
    side = "en" if lang == "en" else "zh"
    rows = [
        Cells(
            [
                _cell(_PARTS[0], line.part_no),
                Cell(_PARTS[1][1], name_blocks(line, lang)),
                _cell(_PARTS[2], chosen(line.part_state, side)),
                _cell(_PARTS[3], amount_with_unit(line, lang)),
                _cell(_PARTS[4], line.serial_in, 8),
                _cell(_PARTS[5], line.serial_out, 8),
            ],
            rule=RULE_CELL,
            lined=False,
            pad_top=1.2,
            pad_bottom=1.6,
        )
        for line in lines
    ]
    rows += [
        Cells([Cell(span, [Gap(14)]) for _name, span, _right in _PARTS], rule=RULE_CELL, pad_top=1, pad_bottom=1)
        for _ in range(blank)
    ]
    return Table(_head(_PARTS, lang), rows)


Sum = tuple[Words, Decimal]


def totals(
    main: Sum,
    lang: str,
    *,
    before: Sequence[Sum] = (),
    after: Sequence[Sum] = (),
    notes: Sequence[Block] = (),
    tax_included: Decimal | None = None,
) -> Cells:
    """Sums on the right, the main one large; on the left the main one in words, and notes."""

    def row(item: Sum, size: float = VALUE, bold: bool = False) -> Pair:
        return Pair(beside(item[0], lang, size, bold), [Run(yuan(item[1]), size + bold, bold)])

    right: list[Block] = [*(row(item) for item in before), row(main, 10, True)]
    if tax_included is not None:
        right.append(row((words("of which tax"), tax_included), LABEL))
    right += [row(item, bold=index == len(after) - 1) for index, item in enumerate(after)]
    said = [
        Run(f"{chosen(words('In words'), lang)}  ", NOTE, grey=GREY),
        Run(chosen(in_words(main[1]), "en" if lang == "en" else "zh"), VALUE, True),
    ]
    return Cells([Cell(116, [Text(*said, limit=2), Gap(2), *notes]), Cell(78, right)], rule=RULE_BLOCK)


def paid_rows(payments: Sequence[Payment], lang: str) -> list[Sum]:
    """What has been paid already, as rows to subtract; many instalments end in one sum."""
    shown = payments if len(payments) <= MOST_PAYMENTS else payments[: MOST_PAYMENTS - 1]
    rows = [(dated(filled(words("less {kind}"), kind=item.kind), item.at, lang), -item.amount) for item in shown]
    if rest := payments[len(shown) :]:
        name = filled(words("less {count} further payments"), count=len(rest))
        rows.append((name, -sum((item.amount for item in rest), Decimal(0))))
    return rows


def guarantee(days: int | None, until: date | None, lang: str) -> list[Block]:
    """How long the repaired part is guaranteed; the rights by law stay."""
    if until is None:
        return []
    pattern, rights = (
        words("Repair guaranteed until {date} ({days} days)"),
        words("Your statutory rights are not affected."),
    )
    zh = pattern.zh.format(date=day(until, "zh"), days=days or 30)
    en = pattern.en.format(date=day(until, "en"), days=days or 30)
    blocks: list[Block] = [Text(Run(en if lang == "en" else zh, VALUE, True), limit=2)]
    if lang == "both":
        blocks.append(Text(Run(f"{en}. {rights.en}", LABEL_EN, grey=GREY), limit=2))
    else:
        blocks.append(Text(Run(chosen(rights, lang), LABEL, grey=GREY), limit=2))
    return blocks
