"""Papers on the roll of a thermal printer: everything in whole dots, solid black only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.documents import frame
from services.documents.bands import Block, Gap, Text
from services.documents.content import Shop, Words
from services.documents.flow import Row, Run, at_most, lines
from services.documents.sheet import DOT, Sheet, code128_width, qr_width
from services.documents.words import chosen, day, joined, moment, words

TEXT, NOTE, SMALL, HEADING, TITLE, TOTAL = 24, 20, 18, 36, 30, 38
# Eight dots a millimetre.
DPI = 203.2
# A PDF page cannot be longer than five metres; far before that a roll is cut into pages.
LONGEST = 8000


@dataclass(frozen=True)
class Width:
    """A roll: its paper and the part a printer reaches, in dots; modules of its codes."""

    paper: int
    dots: int
    bar: int
    square: int


WIDTHS = {"80mm": Width(640, 576, 3, 6), "58mm": Width(464, 384, 2, 4)}


def run(text: str, size: float = TEXT, bold: bool = False) -> Run:
    """Text of a size in dots."""
    return Run(text, size * DOT, bold)


def text(content: str, size: float = TEXT, bold: bool = False, align: str = "left", limit: int | None = None) -> Text:
    """Wrapped text of a size in dots."""
    return Text(run(content, size, bold), align=align, limit=limit)


class Field:
    """A name and, at the right edge, what it says.

    Too long for one line, the English half of the name gets smaller, then the value goes below.
    """

    LIMIT = 4
    LEADING = 1.5

    def __init__(self, name: str | Words, value: str, lang: str, size: float = TEXT, bold: bool = False) -> None:
        pair = words(name) if isinstance(name, str) else name
        full = run(chosen(pair, lang), size, bold)
        self.names = [[full]]
        if lang == "both" and pair.en and pair.en != pair.zh:
            self.names.append([run(pair.zh, size, bold), run(f" {pair.en}", SMALL)])
        self.value = run(value, size, bold)

    def _rows(self, width: float) -> list[tuple[Row, bool, bool]]:
        """Lines with: is it flush right, does the next one stand beside it."""
        value = lines([self.value], width, self.LEADING)
        for runs in self.names:
            name = lines(runs, width, self.LEADING)
            if len(name) == len(value) == 1 and name[0].width + value[0].width + 12 * DOT <= width:
                return [(name[0], False, True), (value[0], True, False)]
        return [
            *((row, False, False) for row in at_most(name, 2, width, "…")),
            *((row, True, False) for row in at_most(value, self.LIMIT, width, "…")),
        ]

    def height(self, width: float) -> float:
        return sum(row.height for row, _right, shared in self._rows(width) if not shared)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        for row, right, shared in self._rows(width):
            if right:
                sheet.row_right(row, x + width, y)
            else:
                sheet.row(row, x, y)
            y += 0 if shared else row.height


@dataclass(frozen=True)
class Rule:
    """A line across the roll. dots: its weight; dash: length of dashes in dots."""

    dots: int = 2
    dash: int = 0
    space: int = 8

    def height(self, width: float) -> float:
        return (2 * self.space + self.dots) * DOT

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        middle = y + (self.space + self.dots / 2) * DOT
        sheet.rule(x, middle, x + width, middle, self.dots * DOT, dash=self.dash * DOT)


@dataclass(frozen=True)
class Bars:
    """A number as bars alone, centred and on whole dots."""

    value: str
    roll: Width
    HEIGHT = 64

    def height(self, width: float) -> float:
        return (8 + self.HEIGHT) * DOT

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        # From the lower edge, where the PDF counts from, so that bars start on a dot.
        top = sheet.height - round((sheet.height - y) / DOT) * DOT + 4 * DOT
        dots, bars = round(width / DOT), round(code128_width(self.value, self.roll.bar * DOT) / DOT)
        sheet.code128(self.value, x + (dots - bars) // 2 * DOT, top, self.roll.bar * DOT, self.HEIGHT * DOT)


@dataclass(frozen=True)
class Codes:
    """The number as bars and below as QR, both centred and on whole dots."""

    value: str
    roll: Width
    BARS = 80
    BETWEEN = 24

    def height(self, width: float) -> float:
        quiet = 4 * self.roll.square
        return (8 + self.BARS + self.BETWEEN + quiet) * DOT + qr_width(self.value, self.roll.square * DOT)

    def draw(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        dots = round(width / DOT)
        # From the lower edge, where the PDF counts from, so that bars start on a dot.
        top = sheet.height - round((sheet.height - y) / DOT) * DOT + 4 * DOT
        bars = round(code128_width(self.value, self.roll.bar * DOT) / DOT)
        sheet.code128(self.value, x + (dots - bars) // 2 * DOT, top, self.roll.bar * DOT, self.BARS * DOT)
        square = round(qr_width(self.value, self.roll.square * DOT) / DOT)
        below = top + (self.BARS + self.BETWEEN) * DOT
        sheet.qr(self.value, x + (dots - square) // 2 * DOT, below, self.roll.square * DOT)


def pair(name: str | Words, lang: str) -> str:
    """The name of a field in the paper's language."""
    return chosen(words(name) if isinstance(name, str) else name, lang)


def heading(shop: Shop, title: str, media: Width, lang: str, reprint: int) -> list[Block]:
    """Who we are and which paper this is."""
    side = "en" if lang == "en" else "zh"
    found: list[Block] = [text(chosen(shop.name, side), HEADING, True, "centre", limit=2)]
    if shop.store.zh or shop.store.en:
        found.append(
            text(
                joined([Words(shop.store.zh), Words("", shop.store.en)] if lang == "both" else [shop.store], lang),
                TEXT,
                align="centre",
                limit=2,
            )
        )
    address = frame.located(shop, lang)
    reach = joined([address, shop.phone], lang)
    # A phone number is not torn apart: where both do not fit on a line, each has its own.
    apart = run(reach, NOTE).width > media.dots * DOT
    found += [
        text(line, NOTE, align="centre", limit=2) for line in ([address, shop.phone] if apart else [reach]) if line
    ]
    name = words(title)
    shown = {"zh": name.zh, "en": name.en.upper(), "both": f"{name.zh} {name.en.upper()}"}[lang]
    found += [Gap(6 * DOT), text(shown, TITLE, True, "centre", limit=2)]
    if reprint:
        found.append(text(frame.reprint_mark(reprint), TEXT, True, "centre"))
    found.append(Rule(3, space=5))
    return found


def closing(
    shop: Shop, number: str, roll: Width, lang: str, printed_at: datetime | None, printed_by: str
) -> list[Block]:
    """Codes, how to ask, what to know about the paper, who printed it when."""
    found: list[Block] = [Gap(4 * DOT), Codes(number, roll), text(number, TEXT, True, "centre")]
    found += [
        Text(run(line, NOTE), align="centre")
        for line in sides(words("Quote this number to ask about the repair"), lang)
    ]
    if shop.status_url:
        found.append(text(shop.status_url, SMALL, align="centre"))
    if shop.complaint_phone:
        complaints = words("Complaints {phone}")
        shown = Words(
            complaints.zh.format(phone=shop.complaint_phone), complaints.en.format(phone=shop.complaint_phone)
        )
        found.append(text(chosen(shown, "zh" if lang == "both" else lang), NOTE, align="centre"))
    found.append(text(pair("Thermal paper fades, keep a photo of it", lang), SMALL, align="centre"))
    if printed_at:
        found.append(text(joined([moment(printed_at, lang), printed_by], lang), SMALL, align="centre"))
    return found


def sides(value: Words, lang: str) -> list[str]:
    """Chinese and English as lines of their own."""
    return [value.zh, value.en] if lang == "both" and value.en != value.zh else [chosen(value, lang)]


def guarantee(days: int | None, until: date | None, lang: str) -> list[Block]:
    """How long the repaired part is guaranteed; the right by law stays."""
    if until is None:
        return []
    zh = words("Repair guaranteed until {date} ({days} days)").zh.format(date=day(until, "zh"), days=days or 30)
    en = words("Repair guaranteed until {date} ({days} days)").en.format(date=day(until, "en"), days=days or 30)
    rights = words("Your statutory rights are not affected.")
    if lang == "zh":
        return [text(zh, 26, True), text(rights.zh, NOTE)]
    if lang == "en":
        return [text(en, 26, True), text(rights.en, NOTE)]
    return [text(zh, 26, True), text(f"{en}. {rights.en}", NOTE)]


def draw(sheet: Sheet, roll: Width, blocks: Sequence[Block]) -> int:
    """Draw the blocks on one long page, or several when they are longer than a roll should be."""
    width, side = roll.dots * DOT, (roll.paper - roll.dots) / 2 * DOT
    margin = 16 * DOT
    pages: list[list[Block]] = [[]]
    used = 0.0
    for block in blocks:
        height = block.height(width)
        if pages[-1] and used + height > LONGEST * DOT:
            pages.append([])
            used = 0.0
        pages[-1].append(block)
        used += height
    for page in pages:
        dots = round(sum(block.height(width) for block in page) / DOT + 0.5) + 32
        sheet.resize(roll.paper * DOT, dots * DOT)
        y = margin
        for block in page:
            block.draw(sheet, side, y, width)
            y += block.height(width)
        sheet.next_page()
    return len(pages)
