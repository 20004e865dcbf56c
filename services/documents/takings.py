"""The takings of one store and day by way of paying, with every entry behind the sums."""

from collections.abc import Sequence

from services.documents import frame as frames
from services.documents import pages
from services.documents.bands import Cell, Cells, Table, Text
from services.documents.content import DayTakings
from services.documents.flow import Run
from services.documents.sheet import RULE_BLOCK, RULE_CELL, Sheet
from services.documents.style import NONE, STRONG, VALUE, cell, label
from services.documents.words import chosen, day, moment, money

TITLE = "Takings of the day"
# (name, share of the width, right-aligned)
_WAYS = (
    ("Paid by", 70, False),
    ("Entries", 24, True),
    ("Money in", 34, True),
    ("Money out", 34, True),
    ("Sum", 32, True),
)
_ENTRIES = (
    ("Time", 20, False),
    ("Receipt no.", 46, False),
    ("Order no.", 40, False),
    ("Kind", 26, False),
    ("Paid by", 30, False),
    ("Amount", 32, True),
)
_SIZES = {"a4": pages.A4, "a5": pages.A5_LANDSCAPE}


def _row(columns: Sequence[tuple[str, int, bool]], texts: Sequence[str], bold: bool = False) -> Cells:
    size = STRONG if bold else VALUE
    cells = [
        Cell(span, [Text(Run(text, size, bold), limit=1, align="right" if right else "left")])
        for (_name, span, right), text in zip(columns, texts, strict=True)
    ]
    return Cells(cells, rule=RULE_BLOCK if bold else RULE_CELL, lined=False, pad_top=1.2, pad_bottom=1.6)


def _head(columns: Sequence[tuple[str, int, bool]], lang: str) -> Cells:
    cells = [
        Cell(span, [Text(*label(name, lang), limit=1, align="right" if right else "left")])
        for name, span, right in columns
    ]
    return Cells(cells, lined=False, pad_top=1.6, pad_bottom=1.6)


def draw(sheet: Sheet, takings: DayTakings, lang: str, reprint: int, media: str) -> int:
    """All pages; returns their number."""
    side = "en" if lang == "en" else "zh"
    ways = [
        _row(_WAYS, [chosen(one.method, lang), str(one.count), money(one.taken), money(one.given_back), money(one.net)])
        for one in takings.ways
    ]
    total = [
        "",
        str(sum(one.count for one in takings.ways)),
        *(money(sum(amounts, start=takings.zero)) for amounts in takings.columns()),
    ]
    entries = [
        _row(
            _ENTRIES,
            [
                f"{one.at:%H:%M}",
                one.receipt_number,
                one.order_number or NONE,
                chosen(one.kind, side),
                chosen(one.method, side),
                money(one.amount),
            ],
        )
        for one in takings.entries
    ]
    content: list[pages.Part] = [
        Cells(
            [
                cell(64, "Day", day(takings.day, lang), lang, size=STRONG, bold=True),
                cell(65, "Printed at", moment(takings.printed_at, lang), lang),
                cell(65, "Printed by", takings.printed_by, lang),
            ]
        ),
        Table(_head(_WAYS, lang), [*ways, _row(_WAYS, total, bold=True)]),
        Table(_head(_ENTRIES, lang), entries),
        frames.signatures(lang, ["Counted by", "Reviewed by"]),
    ]
    frame = pages.Frame(
        _SIZES[media],
        [frames.head(takings.shop, TITLE, takings.number, lang, reprint=reprint, copy="Internal")],
        [frames.head_again(TITLE, takings.number, lang, reprint)],
        frames.foot(
            takings.shop, takings.number, lang, takings.printed_at, takings.printed_by, customer=False, reprint=reprint
        ),
    )
    return pages.draw(sheet, frame, content)
