"""A customer's copy of his own order 客户工单: how it stands, what happened, what is paid and how to pay, and when the
device comes. It holds what he may see on the screen, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from services.documents import frame as frames
from services.documents import pages
from services.documents.bands import Cell, Cells, Table, Text
from services.documents.content import NOTHING, Payment, Shop, Words
from services.documents.flow import Run
from services.documents.sheet import RULE_CELL, Sheet
from services.documents.style import NONE, STRONG, VALUE, cell, label
from services.documents.words import chosen, day, joined, moment, money, words

TITLE = "Your order"
# (name, share of the width, right-aligned)
_TOLD = (("Time", 40, False), ("What happened", 104, False), ("Store", 50, False))
_PAID = (
    ("Time", 40, False),
    ("Receipt no.", 52, False),
    ("Kind", 34, False),
    ("Paid by", 36, False),
    ("Amount", 32, True),
)
_SENT = (
    ("Parcel", 30, False),
    ("Carrier", 30, False),
    ("Tracking no.", 46, False),
    ("Sent on", 26, False),
    ("Expected on", 32, False),
    ("Arrived on", 30, False),
)
_SIZES = {"a4": pages.A4, "a5": pages.A5_LANDSCAPE}


class Told(NamedTuple):
    """A line of the trace that customers see; words: written for him, in the language it was written in."""

    at: datetime
    what: Words
    place: Words
    words: str = ""


class Parcel(NamedTuple):
    """A parcel to the customer or from him; what: empty for the device."""

    what: Words
    carrier: str
    tracking_no: str
    sent_on: date
    expected_on: date
    arrived_on: date | None


@dataclass(frozen=True)
class OwnOrderPaper:
    """An order as its customer takes it along. Amounts are CNY; offer: one that waits for his answer.

    ways: how he may pay; account: where to transfer to, as the house writes it. customer: empty at a kiosk.
    """

    shop: Shop
    number: str
    state: Words
    device: Words
    serial: str
    fault: str
    received_at: datetime
    promised_at: datetime | None
    ready_at: datetime | None
    delivered_at: datetime | None
    due: Decimal
    paid: Decimal
    balance: Decimal
    ways: Sequence[Words]
    account: str = ""
    offer: Decimal | None = None
    customer: str = ""
    payments: Sequence[tuple[Payment, Words]] = ()
    parcels: Sequence[Parcel] = ()
    trace: Sequence[Told] = ()
    printed_at: datetime | None = None


def draw(sheet: Sheet, paper: OwnOrderPaper, lang: str, reprint: int, media: str) -> int:
    """All pages; returns their number."""
    content: list[pages.Part] = [*_facts(paper, lang), *_money(paper, lang)]
    if paper.parcels:
        content.append(Table(_head(_SENT, lang), [_row(_SENT, _sent(one, lang)) for one in paper.parcels]))
    if paper.payments:
        content.append(Table(_head(_PAID, lang), [_row(_PAID, _paid(*one, lang)) for one in paper.payments]))
    if paper.trace:
        content.append(Table(_head(_TOLD, lang), [_row(_TOLD, _told(one, lang)) for one in paper.trace]))
    frame = pages.Frame(
        _SIZES[media],
        [frames.head(paper.shop, TITLE, paper.number, lang, reprint=reprint, copy="Customer copy")],
        [frames.head_again(TITLE, paper.number, lang, reprint)],
        frames.foot(paper.shop, paper.number, lang, paper.printed_at, "", reprint=reprint),
    )
    return pages.draw(sheet, frame, content)


def _facts(paper: OwnOrderPaper, lang: str) -> list[pages.Part]:
    first = [
        cell(60, "State", paper.state, lang, size=STRONG, bold=True, limit=2),
        cell(42, "Received", moment(paper.received_at, lang), lang),
        cell(46, "Promised", _at(paper.promised_at, lang), lang, bold=True, shaded=True),
        cell(46, "Ready since", _at(paper.ready_at, lang), lang)
        if paper.delivered_at is None
        else cell(46, "Handed over", moment(paper.delivered_at, lang), lang),
    ]
    second = [
        cell(72, "Device", paper.device, lang, limit=2),
        cell(44, "Serial number", paper.serial or NONE, lang),
        cell(78, "Customer", paper.customer, lang, limit=2)
        if paper.customer
        else cell(78, "Store", paper.shop.store, lang),
    ]
    return [Cells(first), Cells(second), Cells([cell(194, "Fault", paper.fault, lang, limit=4)])]


def _money(paper: OwnOrderPaper, lang: str) -> list[pages.Part]:
    offer = [] if paper.offer is None else [cell(38, "Our offer", f"¥{money(paper.offer)}", lang)]
    sums = [
        *offer,
        cell(38, "To pay in all", f"¥{money(paper.due)}", lang),
        cell(38, "Paid so far", f"¥{money(paper.paid)}", lang),
        cell(40, "Still to pay" if paper.balance >= 0 else "You get back", f"¥{money(abs(paper.balance))}", lang,
             size=STRONG, bold=True),
        cell(78 if paper.offer is None else 40, "How you can pay", joined(paper.ways, lang, "、" if lang == "zh" else ", "),
             lang, limit=3),
    ]  # fmt: skip
    rows: list[pages.Part] = [Cells(sums)]
    if paper.account and paper.balance > 0:
        rows.append(Cells([cell(194, "Account for transfers", paper.account, lang, limit=3)]))
    return rows


def _at(when: datetime | None, lang: str) -> str:
    return moment(when, lang) if when is not None else NONE


def _told(one: Told, lang: str) -> list[str]:
    return [moment(one.at, lang), joined([one.what, one.words], lang, " · "), chosen(one.place, lang)]


def _paid(one: Payment, way: Words, lang: str) -> list[str]:
    return [moment(one.at, lang), one.reference, chosen(one.kind, lang), chosen(way, lang), money(one.amount)]


def _sent(one: Parcel, lang: str) -> list[str]:
    arrived = day(one.arrived_on, lang) if one.arrived_on is not None else NONE
    what = one.what if one.what != NOTHING else words("The device")
    days = [day(one.sent_on, lang), day(one.expected_on, lang), arrived]
    return [chosen(what, lang), one.carrier, one.tracking_no, *days]


def _head(columns: Sequence[tuple[str, int, bool]], lang: str) -> Cells:
    cells = [
        Cell(span, [Text(*label(name, lang), limit=1, align="right" if right else "left")])
        for name, span, right in columns
    ]
    return Cells(cells, lined=False, pad_top=1.6, pad_bottom=1.6)


def _row(columns: Sequence[tuple[str, int, bool]], texts: Sequence[str]) -> Cells:
    cells = [
        Cell(span, [Text(Run(text or NONE, VALUE), limit=3, align="right" if right else "left")])
        for (_name, span, right), text in zip(columns, texts, strict=True)
    ]
    return Cells(cells, rule=RULE_CELL, lined=False, pad_top=1.2, pad_bottom=1.6)
