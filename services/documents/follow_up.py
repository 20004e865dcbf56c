"""The written report on a follow-up 回访报告 (SLA-08): what we asked about, what was answered, what we do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.documents import frame as frames
from services.documents import pages
from services.documents.bands import Cell, Cells, Gap, Splitting, Text
from services.documents.content import Shop, Words
from services.documents.flow import Run
from services.documents.order_sheets import slip_sides
from services.documents.sheet import RULE_BLOCK, Sheet
from services.documents.style import LABEL, NONE, NOTE, STRONG, VALUE, label
from services.documents.style import filed as cell
from services.documents.words import chosen, day, words

TITLE = "Follow-up report"
THANKS = (
    "Thank you for taking the time. If something in this report is not as you said it, "
    "or the problem comes back, tell us at the number above."
)


@dataclass(frozen=True)
class Asked:
    """A question with its answer; an empty one was not answered."""

    place: int
    question: Words
    answer: Words


@dataclass(frozen=True)
class FollowUpReport:
    """What a customer was asked and said. covered_until: his warranty's last day; task_number: what we do about it."""

    shop: Shop
    number: str
    customer: str
    asked_on: date
    asked_by: str
    channel: Words
    occasion: Words
    subject: str
    device: Words
    serial_no: str
    order_number: str
    covered_until: date | None
    what: str
    answers: Sequence[Asked]
    note: str
    task_number: str = ""
    printed_at: datetime | None = None
    printed_by: str = ""


def draw(sheet: Sheet, report: FollowUpReport, lang: str, reprint: int) -> int:
    """All pages of the report on A4; returns their number."""
    covered = NONE if report.covered_until is None else day(report.covered_until, lang)
    content: list[pages.Part] = [
        Cells(
            [
                cell(60, "Customer", report.customer, lang, bold=True, limit=2),
                cell(44, "Asked on", day(report.asked_on, lang), lang),
                cell(42, "Asked by", report.asked_by or NONE, lang),
                cell(44, "How", report.channel, lang),
            ]
        ),
        Cells(
            [
                cell(60, "Device", report.device, lang, limit=2),
                cell(44, "Serial number", report.serial_no or NONE, lang),
                cell(42, "Order no.", report.order_number or NONE, lang),
                cell(44, "Warranty until", covered, lang),
            ]
        ),
        Cells([cell(50, "Occasion", report.occasion, lang), cell(140, "Subject", report.subject, lang, limit=3)]),
    ]
    if report.what:
        content.append(Splitting(label("Work done", lang), [Run(report.what, VALUE)]))
    content.append(Cells([Cell(1, [Text(*label("What you answered", lang))])], rule=0, pad_bottom=0, keep=True))
    content += [_line(one, lang) for one in report.answers]
    if report.note:
        content.append(Splitting(label("What you told us besides", lang), [Run(report.note, STRONG)]))
    if report.task_number:
        words_of_task = f"{chosen(words('Our manager takes care of what you criticised, under the number'), lang)} "
        content.append(Splitting(label("What we do about it", lang), [Run(words_of_task + report.task_number, VALUE)]))
    thanks = [Text(Run(side, NOTE, grey=0.3)) for side in slip_sides(THANKS, lang)]
    content.append(Cells([Cell(1, [Gap(1), *thanks])], rule=RULE_BLOCK))
    content.append(
        frames.signatures(lang, ["For the shop", "Customer signs"], {"For the shop": (None, report.asked_by, None)})
    )
    title = words(TITLE)
    frame = pages.Frame(
        pages.A4,
        [frames.head(report.shop, TITLE, report.number, lang, reprint=reprint, copy="")],
        [frames.head_again(title.en, report.number, lang, reprint)],
        frames.foot(report.shop, report.number, lang, report.printed_at, report.printed_by, reprint=reprint,
                    progress=False),
    )  # fmt: skip
    return pages.draw(sheet, frame, content)


def _line(one: Asked, lang: str) -> Cells:
    """A question at the left, its answer at the right."""
    sides = [one.question.zh, one.question.en] if lang == "both" else [chosen(one.question, lang)]
    asked = [
        Text(Run(f"{one.place}. {text}" if place == 0 else text, VALUE if place == 0 else LABEL), limit=6)
        for place, text in enumerate(dict.fromkeys(side for side in sides if side))
    ]
    answer = chosen(one.answer, lang) or NONE
    return Cells([Cell(130, asked), Cell(60, [Text(Run(answer, VALUE, True), limit=8)])])
