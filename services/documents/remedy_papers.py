"""What a customer takes home after a complaint: a voucher 代金券, or the certificate of an exchange 换货单."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from services.documents import frame as frames
from services.documents import pages
from services.documents.bands import Cell, Cells, Gap, Splitting, Text
from services.documents.content import Shop
from services.documents.flow import Run
from services.documents.order_sheets import slip_sides
from services.documents.sheet import RULE_BLOCK, Sheet
from services.documents.style import NONE, NOTE, STRONG, TITLE, VALUE, cell, label
from services.documents.words import day, money, words

VOUCHER = "Voucher"
EXCHANGE = "Exchange slip"
_VOUCHER_TERMS = (
    "Paid with once, in any of our stores, until the day above; no change is given and it is not paid out. "
    "Whoever brings it pays with it: keep it like money."
)
_EXCHANGE_TERMS = (
    "The warranty of the new device begins on the day of the exchange. Keep this certificate with the invoice."
)
_SIZES = {"a4": pages.A4, "a5": pages.A5_LANDSCAPE}


@dataclass(frozen=True)
class VoucherPaper:
    """A voucher. amount: CNY; recipient: to whom it was given, for the file, may be empty."""

    shop: Shop
    number: str
    amount: Decimal
    valid_until: date
    issued_on: date
    recipient: str = ""
    case_number: str = ""
    printed_at: datetime | None = None
    printed_by: str = ""


@dataclass(frozen=True)
class ExchangePaper:
    """An exchange: what came back and what was given for it, as model and serial number."""

    shop: Shop
    number: str
    customer: str
    exchanged_on: date
    old_device: str
    old_serial: str
    new_device: str
    new_serial: str
    warranty_from: date | None = None
    order_number: str = ""
    case_number: str = ""
    note: str = ""
    clerk: str = ""
    printed_at: datetime | None = None
    printed_by: str = ""


def voucher(sheet: Sheet, paper: VoucherPaper, lang: str, reprint: int, media: str) -> int:
    """All pages of a voucher; returns their number."""
    content: list[pages.Part] = [
        Cells(
            [
                cell(64, "Worth", f"¥{money(paper.amount)}", lang, size=TITLE * 1.6, bold=True, limit=1),
                cell(66, "Valid until", day(paper.valid_until, lang), lang, size=TITLE, bold=True),
                cell(64, "Issued on", day(paper.issued_on, lang), lang),
            ]
        ),
        Cells(
            [
                cell(97, "For", paper.recipient or NONE, lang, limit=1),
                cell(97, "Complaint no.", paper.case_number or NONE, lang, limit=1),
            ]
        ),
        _terms(_VOUCHER_TERMS, lang),
        frames.signatures(lang, ["For the shop"]),
    ]
    return _sheet(sheet, paper, VOUCHER, lang, reprint, media, content)


def exchange(sheet: Sheet, paper: ExchangePaper, lang: str, reprint: int, media: str) -> int:
    """All pages of an exchange certificate; returns their number."""
    content: list[pages.Part] = [
        Cells(
            [
                cell(64, "Customer", paper.customer or NONE, lang, bold=True),
                cell(43, "Exchanged on", day(paper.exchanged_on, lang), lang),
                cell(43, "Order no.", paper.order_number or NONE, lang),
                cell(44, "Complaint no.", paper.case_number or NONE, lang),
            ]
        ),
        Cells(
            [
                cell(97, "Taken back", paper.old_device, lang, limit=2),
                cell(97, "Serial number", paper.old_serial or NONE, lang, size=STRONG, bold=True),
            ]
        ),
        Cells(
            [
                cell(97, "Given for it", paper.new_device, lang, limit=2),
                cell(57, "Serial number", paper.new_serial, lang, size=STRONG, bold=True),
                cell(40, "Warranty from", day(paper.warranty_from, lang) if paper.warranty_from else NONE, lang),
            ]
        ),
    ]
    if paper.note:
        content.append(Splitting(label("Remark", lang), [Run(paper.note, VALUE)]))
    content += [
        _terms(_EXCHANGE_TERMS, lang),
        frames.signatures(lang, ["Customer", "For the shop"], {"For the shop": (None, paper.clerk, None)}),
    ]
    return _sheet(sheet, paper, EXCHANGE, lang, reprint, media, content)


def _terms(text: str, lang: str) -> Cells:
    lines = [Text(Run(side, NOTE, grey=0.3)) for side in slip_sides(text, lang)]
    return Cells([Cell(1, [Gap(1), *lines])], rule=RULE_BLOCK)


def _sheet(
    sheet: Sheet,
    paper: VoucherPaper | ExchangePaper,
    title: str,
    lang: str,
    reprint: int,
    media: str,
    content: list[pages.Part],
) -> int:
    frame = pages.Frame(
        _SIZES[media],
        [frames.head(paper.shop, title, paper.number, lang, reprint=reprint)],
        [frames.head_again(words(title).en, paper.number, lang, reprint)],
        frames.foot(
            paper.shop, paper.number, lang, paper.printed_at, paper.printed_by, reprint=reprint, progress=False
        ),
    )
    return pages.draw(sheet, frame, content)
