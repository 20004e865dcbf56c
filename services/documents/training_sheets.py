"""Papers of trainings: the list to be signed by those who come 签到表, and the record of how they did 培训记录."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.documents import frame as frames
from services.documents import pages
from services.documents.bands import Cell, Cells, Gap, Splitting, Table, Text
from services.documents.content import NOTHING, Shop, Words
from services.documents.flow import Run
from services.documents.sheet import RULE_CELL, Sheet
from services.documents.style import NONE, STRONG, VALUE, label
from services.documents.style import filed as cell
from services.documents.words import chosen, day, moment

ATTENDANCE = "Attendance list"
RECORD = "Training record"
# (name, share of the width)
_SIGNED = (("Line", 14), ("Name", 50), ("From", 60), ("Signature", 70))
_MARKED = (("Name", 46), ("From", 48), ("Attendance", 26), ("Points reached", 24), ("Outcome", 24), ("Valid until", 26))


@dataclass(frozen=True)
class Trainee:
    """Somebody on the paper. company: where he comes from, for a customer or contractor."""

    name: str
    company: str = ""
    attendance: Words = NOTHING
    score: str = ""
    outcome: Words = NOTHING
    valid_until: date | None = None


@dataclass(frozen=True)
class TrainingPaper:
    """A training with everybody whom the person who prints may see."""

    shop: Shop
    number: str
    subject: str
    course: Words
    kind: Words
    starts_at: datetime
    ends_at: datetime
    hours: str
    place: str
    trainer: str
    plan: str
    summary: str
    printed_at: datetime
    printed_by: str
    people: Sequence[Trainee] = ()


def _frame(paper: TrainingPaper, title: str, lang: str, reprint: int) -> pages.Frame:
    return pages.Frame(
        pages.A4,
        [frames.head(paper.shop, title, paper.number, lang, reprint=reprint, copy="Internal")],
        [frames.head_again(title, paper.number, lang, reprint)],
        frames.foot(paper.shop, paper.number, lang, paper.printed_at, paper.printed_by, customer=False, reprint=reprint,
                    progress=False),
    )  # fmt: skip


def _matter(paper: TrainingPaper, lang: str) -> list[pages.Part]:
    until = f"{paper.ends_at:%H:%M}" if paper.ends_at.date() == paper.starts_at.date() else moment(paper.ends_at, lang)
    return [
        Cells(
            [
                cell(84, "Training subject", paper.subject, lang, size=STRONG, bold=True, limit=2),
                cell(66, "Held at", f"{moment(paper.starts_at, lang)}–{until}", lang, shaded=True),
                cell(44, "Hours of teaching", paper.hours, lang),
            ]
        ),
        Cells(
            [
                cell(56, "Training course", chosen(paper.course, lang), lang, limit=2),
                cell(46, "Kind", chosen(paper.kind, lang), lang),
                cell(46, "Place", paper.place or NONE, lang),
                cell(46, "Trainer", paper.trainer, lang),
            ]
        ),
    ]


def table_of(columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], lang: str, gap: float) -> Table:
    """Rows of text under their names; columns: (name, share of the width); gap: blank under each, to write in."""
    head = Cells([Cell(span, [Text(*label(name, lang), limit=1)]) for name, span in columns], lined=False, pad_top=1.6,
                 pad_bottom=1.6)  # fmt: skip
    lines = [
        Cells(
            [Cell(span, [Text(Run(text, VALUE), limit=2), Gap(gap)]) for (_name, span), text in zip(columns, row, strict=True)],
            rule=RULE_CELL, pad_top=1.6, pad_bottom=1.6,
        )
        for row in rows
    ]  # fmt: skip
    return Table(head, lines)


def attendance(sheet: Sheet, paper: TrainingPaper, lang: str, reprint: int, _media: str) -> int:
    """Who is invited, with a place to sign, and lines for whoever comes besides."""
    rows = [[str(place), one.name, one.company, ""] for place, one in enumerate(paper.people, start=1)]
    rows += [[str(len(rows) + more), "", "", ""] for more in range(1, 4)]
    content = [*_matter(paper, lang), table_of(_SIGNED, rows, lang, 7), frames.signatures(lang, ["Trainer signs"])]
    return pages.draw(sheet, _frame(paper, ATTENDANCE, lang, reprint), content)


def record(sheet: Sheet, paper: TrainingPaper, lang: str, reprint: int, _media: str) -> int:
    """What was taught, how everybody did, and what came of it."""
    rows = [
        [one.name, one.company, chosen(one.attendance, lang), one.score or NONE, chosen(one.outcome, lang) or NONE,
         day(one.valid_until, lang) if one.valid_until else NONE]
        for one in paper.people
    ]  # fmt: skip
    content: list[pages.Part] = [*_matter(paper, lang)]
    if paper.plan:
        content.append(Splitting(label("Plan by day", lang), [Run(paper.plan, VALUE)], 1))
    content.append(table_of(_MARKED, rows, lang, 1))
    content.append(Splitting(label("What came of it", lang), [Run(paper.summary, VALUE)], 3))
    content.append(frames.signatures(lang, ["Trainer signs", "Manager signs"]))
    return pages.draw(sheet, _frame(paper, RECORD, lang, reprint), content)
