"""The label on the device: number, owner's initials, what is wrong, where it lies."""

from services.documents.content import Label
from services.documents.flow import Run, one_line
from services.documents.sheet import DOT, Sheet, code128_width, qr_width
from services.documents.words import chosen, filled, short_day, short_moment, words

TITLE = "Device label"
# Width and height in dots of 203 dpi, and the sizes of number, text and notes.
SIZES = {
    "60x40": (480, 320, 40, 26, 22),
    "50x30": (400, 240, 34, 22, 19),
    "40x30": (320, 240, 30, 20, 18),
}
MARGIN, BARS, SQUARE, QUIET = 14, 42, 4, 16


def _run(text: str, size: float, bold: bool = False) -> Run:
    return Run(text, size * DOT, bold)


def _lines(content: Label, lang: str, text: int, note: int) -> list[tuple[Run, Run | None]]:
    """From the most to the least needed; the right half is left out where both do not fit."""
    promised = short_moment(content.promised_at, lang) if content.promised_at else ""
    due = f"{chosen(words('due'), lang)} {promised}" if promised else ""
    count = chosen(filled(words("{count} accessories"), count=content.accessories), lang)
    taken_in = short_day(content.received_at, lang) if content.received_at else ""
    found: list[tuple[Run, Run | None]] = [
        (_run(content.device, text), None),
        (_run(due, text, True), _run(count, note)),
        (_run(content.fault, note), None),
        (_run(content.serial, note), None),
        (_run(chosen(content.store, lang), note), _run(taken_in, note)),
    ]
    return [(left, right) for left, right in found if left.text or (right and right.text)]


def _owner(sheet: Sheet, content: Label, x: float, y: float, width: float, lang: str, sizes: tuple[int, int]) -> None:
    """Whose it is, where it lies, and between them the mark of a device whose data stay."""
    text, note = sizes
    owner = one_line([_run(content.owner, text, True)], width * 0.5)
    shelf = one_line([_run(content.shelf, text, True)], width * 0.3)
    sheet.row(owner, x, y)
    sheet.row_right(shelf, x + width, y)
    if not content.keep_data:
        return
    room = width - owner.width - shelf.width - 20 * DOT
    for sign in (f"! {chosen(words('keep data'), lang)}", "!"):
        row = one_line([Run(sign, note * DOT, True, grey=1)], width)
        if row.width + 10 * DOT <= room or sign == "!":
            left = x + owner.width + 8 * DOT
            sheet.fill(left, y + 3 * DOT, row.width + 10 * DOT, row.height)
            sheet.row(row, left + 5 * DOT, y + 3 * DOT)
            return


def draw(sheet: Sheet, content: Label, lang: str, _reprint: int, size: str) -> int:
    """One label of a size."""
    wide, high, number, text, note = SIZES[size]
    lang = "zh" if lang == "both" else lang
    sheet.resize(wide * DOT, high * DOT)
    left, right = MARGIN * DOT, (wide - MARGIN) * DOT
    square = qr_width(content.number, SQUARE * DOT)
    code_x = round((right - square) / DOT) * DOT
    sheet.qr(content.number, code_x, QUIET * DOT, SQUARE * DOT)
    beside = code_x - QUIET * DOT - left
    bars = round(code128_width(content.number, 2 * DOT) / DOT)
    bars_y = (high - 12 - BARS) * DOT
    sheet.code128(content.number, (wide - bars) // 2 * DOT, bars_y, 2 * DOT, BARS * DOT)

    y = 8 * DOT
    title = one_line([_run(content.number, number, True)], beside)
    while title.width > beside - 1 or "…" in title.runs[-1].text:
        number -= 2
        title = one_line([_run(content.number, number, True)], beside)
    sheet.row(title, left, y)
    y += title.height
    qr_bottom = (QUIET * 2) * DOT + square
    lines = _lines(content, lang, text, note)
    _owner(sheet, content, left, y, beside, lang, (text, note))
    y += text * 1.4 * DOT
    for first, second in lines:
        width = beside if y < qr_bottom - 4 * DOT else right - left
        row = one_line([first], width)
        if y + row.height > bars_y:
            break
        sheet.row(row, left, y)
        if second and row.width + second.width + 8 * DOT <= width:
            sheet.row_right(one_line([second], width), left + width, y)
        y += row.height
    sheet.next_page()
    return 1
