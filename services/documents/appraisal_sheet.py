"""The paper of an appraisal 考核表: items, marks, what follows, and places to sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.documents import frame as frames
from services.documents import pages
from services.documents.bands import Cells, Splitting
from services.documents.content import NOTHING, Shop, Words
from services.documents.flow import Run
from services.documents.sheet import Sheet
from services.documents.style import NONE, STRONG, VALUE, label
from services.documents.style import filed as cell
from services.documents.training_sheets import table_of
from services.documents.words import chosen, day

TITLE = "Appraisal form"
_COLUMNS = (
    ("Appraisal item", 52),
    ("What to look at", 76),
    ("Weight", 20),
    ("Mark of 100", 22),
    ("Points reached", 24),
)


@dataclass(frozen=True)
class Marked:
    """An item; mark and points are empty before it is held, to be filled in by hand."""

    name: Words
    words: str
    weight: int
    mark: str = ""
    points: str = ""


@dataclass(frozen=True)
class AppraisalPaper:
    """An appraisal; whatever is not known yet is empty."""

    shop: Shop
    number: str
    staff: str
    place: str
    due_on: date
    held_on: date | None
    appraiser: str
    items: Sequence[Marked]
    score: str
    band: Words
    amount: str
    consequence: str
    strengths: str
    goals: str
    reply: str
    printed_at: datetime
    printed_by: str
    hired_on: date | None = None
    state: Words = NOTHING


def draw(sheet: Sheet, paper: AppraisalPaper, lang: str, reprint: int, _media: str) -> int:
    """Marks and words, then who signs."""
    head = [
        Cells(
            [
                cell(60, "Staff member", paper.staff, lang, size=STRONG, bold=True, limit=2),
                cell(44, "Hired on", day(paper.hired_on, lang) if paper.hired_on else NONE, lang),
                cell(46, "First-year no.", paper.place or NONE, lang),
                cell(44, "State", chosen(paper.state, lang), lang),
            ]
        ),
        Cells(
            [
                cell(60, "Appraised by", paper.appraiser or NONE, lang),
                cell(44, "To be held on", day(paper.due_on, lang), lang),
                cell(46, "Held on", day(paper.held_on, lang) if paper.held_on else NONE, lang),
                cell(44, "Points reached", paper.score or NONE, lang, bold=True, shaded=True),
            ]
        ),
    ]
    rows = [[chosen(one.name, lang), one.words, str(one.weight), one.mark, one.points] for one in paper.items]
    result = Cells(
        [
            cell(60, "Outcome", chosen(paper.band, lang) or NONE, lang, bold=True),
            cell(44, "Reward or penalty", paper.amount or NONE, lang),
            cell(90, "What follows from it", paper.consequence or NONE, lang, limit=3),
        ]
    )
    content: list[pages.Part] = [
        *head,
        table_of(_COLUMNS, rows, lang, 1 if paper.score else 5),
        result,
        Splitting(label("Strengths shown", lang), [Run(paper.strengths, VALUE)], 3),
        Splitting(label("Goals until the next one", lang), [Run(paper.goals, VALUE)], 3),
        Splitting(label("What the person says to it", lang), [Run(paper.reply, VALUE)], 3),
        frames.signatures(lang, ["Person signs", "Manager signs"]),
    ]
    frame = pages.Frame(
        pages.A4,
        [frames.head(paper.shop, TITLE, paper.number, lang, reprint=reprint, copy="Internal")],
        [frames.head_again(TITLE, paper.number, lang, reprint)],
        frames.foot(paper.shop, paper.number, lang, paper.printed_at, paper.printed_by, customer=False, reprint=reprint,
                    progress=False),
    )  # fmt: skip
    return pages.draw(sheet, frame, content)
