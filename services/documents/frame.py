"""Head and foot of the sheets: who we are, which paper this is, its number as text, bars and QR."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from services.documents import sheet as surface
from services.documents.bands import Band, Drawn
from services.documents.content import Shop, Words
from services.documents.flow import Row, Run, one_line
from services.documents.sheet import DOT, MM, RULE_BLOCK, RULE_ROW, Sheet
from services.documents.style import GREY, NOTE, SHOP, SMALL, TITLE
from services.documents.words import chosen, filled, in_both, joined, moment, words

HEAD = 19.6 * MM
BAR_MODULE, BAR_HEIGHT = 0.25 * MM, 10 * MM
# Five dots: the nearest to .6 mm that a 203 dpi printer draws evenly.
QR_MODULE = 5 * DOT


def reprint_mark(count: int) -> str:
    """The mark of a copy that is not the first, the same in every language."""
    return f"补打/REPRINT {count}" if count else ""


def located(shop: Shop, lang: str) -> str:
    """The shop's address as it is stored; an English paper says that it is one, whatever script and order it has."""
    if lang != "en" or not shop.address:
        return shop.address
    return f"{words('Address').en}: {shop.address}"


def _shop_lines(shop: Shop, lang: str) -> list[Run]:
    """Name, name in English, how to reach us, how to complain."""
    full = Words(
        joined([Words(shop.name.zh), Words(shop.store.zh)], "zh"),
        joined([Words("", shop.name.en), Words("", shop.store.en)], "en", ", "),
    )
    found = [Run(chosen(full, "en" if lang == "en" else "zh"), SHOP, True)]
    if lang == "both" and full.en and full.en != full.zh:
        found.append(Run(full.en, 9))
    hours = chosen(shop.hours, "en" if lang == "en" else "zh")
    # the second line has the room for them where words are long
    beside_phone = lang != "en" or not shop.complaint_phone
    found.append(Run(joined([located(shop, lang), shop.phone, hours if beside_phone else ""], lang), NOTE))
    complaints = filled(words("Complaints {phone}"), phone=shop.complaint_phone)
    if shop.complaint_phone:
        text = chosen(complaints, lang)
        if lang == "both":
            text = joined(
                [f"{words('Complaints {phone}').zh.format(phone='').strip()} {complaints.en}", shop.hours.en],
                lang,
            )
        elif not beside_phone:
            text = joined([text, hours], lang)
        found.append(Run(text, NOTE, grey=GREY))
    return found


def head(
    shop: Shop,
    title: str,
    number: str,
    lang: str,
    *,
    copy: str = "",
    reprint: int = 0,
    code: bool = True,
    pickup_code: str = "",
) -> Band:
    """The head of a sheet. copy: whose copy it is, e.g. "Customer copy"."""
    names = words(title)
    # a reprint's mark leaves no room for the words of both languages
    one = "zh" if lang == "both" and reprint else lang
    below = [f"{chosen(words('Pick-up code'), one)} {pickup_code}"] if pickup_code else []
    below += [reprint_mark(reprint)] if reprint else []
    box = chosen(words(copy), lang) if copy else ""

    def pen(sheet: Sheet, x: float, y: float, width: float) -> None:
        right = x + width
        if code:
            qr_width = surface.qr_width(number, QR_MODULE)
            sheet.qr(number, _snapped(right - qr_width), y, QR_MODULE)
            bars = surface.code128_width(number, BAR_MODULE)
            left = _snapped(min(x + 131.4 * MM, right - qr_width - 7 * MM - bars))
            sheet.code128(number, left, y, BAR_MODULE, BAR_HEIGHT)
            sheet.row_centred(one_line([Run(number, 11.5, True)], bars + 4 * MM), left + bars / 2, y + BAR_HEIGHT)
            if below:
                size = 8 if len(below) == 1 else 7
                mark = one_line([Run(" · ".join(below), size, True)], bars + 12 * MM)
                sheet.row_centred(mark, left + bars / 2, y + 15.4 * MM)
            right = left - 5.4 * MM
        main = _fitting(Run(names.en if lang == "en" else names.zh, TITLE, True), 60 * MM, 9)
        widest = main.width
        sheet.row_right(main, right, y - 0.6 * MM)
        if lang == "both":
            second = one_line([Run(names.en, 9)], 60 * MM)
            sheet.row_right(second, right, y + 6.6 * MM)
            widest = max(widest, second.width)
        if box:
            row = one_line([Run(box, 8, True)], 60 * MM)
            wide = row.width + 5 * MM
            top = y + 11.9 * MM
            sheet.frame(right - wide, top, wide, 5.2 * MM, 0.3 * MM)
            sheet.row_centred(row, right - wide / 2, top + (5.2 * MM - row.height) / 2)
            widest = max(widest, wide)
        room = right - widest - 4 * MM - x
        _draw_shop(sheet, shop, lang, x, y, room)
        sheet.rule(x, y + HEAD, x + width, y + HEAD, RULE_BLOCK)

    return Drawn(HEAD, pen)


def _snapped(x: float) -> float:
    """The nearest place on the dot grid of a 203 dpi printer, so that bars keep their widths."""
    return round(x / DOT) * DOT


def _draw_shop(sheet: Sheet, shop: Shop, lang: str, x: float, y: float, room: float) -> None:
    shift = 0.0
    if shop.logo:
        sheet.image(shop.logo, x, y + 0.8 * MM, 9 * MM, 9 * MM)
        shift = 11 * MM
    lines = _shop_lines(shop, lang)
    named = len(lines) - (1 + bool(shop.complaint_phone))
    at = y - 0.4 * MM
    for index, run in enumerate(lines):
        if index == named:
            at = max(at + 0.6 * MM, y + (10.6 * MM if lang == "both" or shop.logo else 8.5 * MM))
        indent = shift if index < named else 0.0
        row = _fitting(run, room - indent, 9 if index < named else SMALL)
        sheet.row(row, x + indent, at)
        at += row.height


def _fitting(run: Run, room: float, least: float) -> Row:
    """A line in smaller letters where it is long, cut only where the smallest are too large."""
    while run.width > room and run.size > least:
        run = replace(run, size=max(run.size - 0.5, least))
    return one_line([run], room)


def head_again(title: str, number: str, lang: str, reprint: int = 0) -> Band:
    """The head of further pages: enough to put them back together."""
    size = 9 * MM

    def pen(sheet: Sheet, x: float, y: float, width: float) -> None:
        name = joined([words(title), words("continued"), reprint_mark(reprint)], lang)
        row = one_line([Run(name, 9, True)], width * 0.7)
        sheet.row(row, x, y + 1.5 * MM)
        sheet.row_right(one_line([Run(number, 11.5, True)], width * 0.3), x + width, y + 1 * MM)
        sheet.rule(x, y + size - 1 * MM, x + width, y + size - 1 * MM, RULE_BLOCK)

    return Drawn(size, pen)


def foot(
    shop: Shop,
    number: str,
    lang: str,
    printed_at: datetime | None,
    printed_by: str,
    *,
    customer: bool = True,
    reprint: int = 0,
    progress: bool = True,
) -> Callable[[int, int], Band]:
    """The last strip of every page; for customers with what we do with their data."""
    privacy = shop.terms.privacy if customer else Words("", "")
    size = (8.6 if privacy.zh else 5.2) * MM

    def make(page: int, pages: int) -> Band:
        def pen(sheet: Sheet, x: float, y: float, width: float) -> None:
            sheet.rule(x, y, x + width, y, RULE_ROW)
            at = y + 1.0 * MM
            if privacy.zh:
                sheet.row(one_line([Run(chosen(privacy, lang), SMALL, grey=GREY)], width), x, at)
                at += 3.4 * MM
            sides: list[Words | str] = [number, filled(words("page {page} / {pages}"), page=page, pages=pages)]
            if printed_at:
                sides.append(filled(words("printed {time}"), time=moment(printed_at, "en" if lang == "en" else "zh")))
            sides += [printed_by, reprint_mark(reprint)]
            right = one_line([Run(joined(sides, "zh" if lang == "both" else lang), SMALL, grey=GREY)], width * 0.6)
            sheet.row_right(right, x + width, at)
            if customer and progress:
                left = one_line([Run(_progress(shop, lang), SMALL, grey=GREY)], width - right.width - 4 * MM)
                sheet.row(left, x, at)

        return Drawn(size, pen)

    return make


def _progress(shop: Shop, lang: str) -> str:
    """How the customer learns where things stand."""
    if shop.status_url:
        return f"{chosen(words('Follow the repair at'), lang)} {shop.status_url}"
    return chosen(words("Quote this number to ask about the repair"), lang)


def signatures(
    lang: str,
    roles: Sequence[str],
    images: dict[str, tuple[bytes | None, str, datetime | None]] | None = None,
) -> Band:
    """Places to sign, each with a line and a date; a signature drawn on a tablet is shown on its line."""
    size = 13.2 * MM
    known = images or {}

    def pen(sheet: Sheet, x: float, y: float, width: float) -> None:
        sheet.rule(x, y, x + width, y, RULE_ROW)
        span = width / len(roles)
        for index, role in enumerate(roles):
            left = x + index * span
            pair = words(role)
            title = one_line([Run(pair.en if lang == "en" else pair.zh, 9, True)], span * 0.6)
            sheet.row(title, left, y + 1.6 * MM)
            named = title.width
            if lang == "both":
                second = one_line([Run(pair.en, LABEL_SIZE, grey=GREY)], span * 0.6)
                sheet.row(second, left, y + 6 * MM)
                named = max(named, second.width)
            start = left + max(named + 3 * MM, 15 * MM)
            end = left + span - (6 * MM if index < len(roles) - 1 else 0)
            line = y + 9.4 * MM
            image, name, at = known.get(role, (None, "", None))
            if image:
                sheet.image(image, start, line - 8 * MM, end - start, 8 * MM)
            sheet.rule(start, line, end, line, RULE_CELL_STRONG)
            date_text = chosen(words("Date"), lang)
            shown = joined([f"{date_text} {moment(at, lang)}" if at else date_text, name], lang)
            sheet.row(one_line([Run(shown, LABEL_SIZE, grey=GREY)], end - start), start, line + 0.4 * MM)

    return Drawn(size, pen)


LABEL_SIZE = 7.0
RULE_CELL_STRONG = 0.2 * MM


def shop_name(shop: Shop) -> str:
    """The shop's name for the properties of a PDF."""
    return joined([in_both(shop.name).zh, in_both(shop.store).zh], "zh")
