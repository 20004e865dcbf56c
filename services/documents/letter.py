"""Letters: the one that answers a complaint 投诉答复函 (what was said, what we found, what is done, where else to turn),
and the one that tells a customer anything else, in the company's own words."""

from dataclasses import dataclass
from datetime import date, datetime

from services.documents import frame as frames
from services.documents import pages
from services.documents.bands import Cell, Cells, Gap, Splitting, Text
from services.documents.content import Shop, Words
from services.documents.flow import Run
from services.documents.order_sheets import slip_sides
from services.documents.sheet import RULE_BLOCK, Sheet
from services.documents.style import NONE, NOTE, STRONG, VALUE, label
from services.documents.style import filed as cell
from services.documents.words import chosen, day, words

TITLE = "Complaint reply"
NOTICE = "Letter to a customer"
TURN = (
    "If you are not content with this answer, tell us within 15 days at the number above. "
    "You may also turn to the market supervision authority (12315)."
)


class Posted:
    """What goes by post on our paper; paper_title names it."""

    paper_title = TITLE


@dataclass(frozen=True)
class Letter(Posted):
    """An answer to somebody who complained. remedies: what is done for him, one line each;
    measures: what is changed so that it does not come again."""

    shop: Shop
    number: str
    recipient: str
    received_on: date
    answered_on: date
    subject: str
    description: str
    answer: str
    order_number: str = ""
    regulator_no: str = ""
    remedies: tuple[Words, ...] = ()
    measures: tuple[Words, ...] = ()
    signer: str = ""
    printed_at: datetime | None = None
    printed_by: str = ""


@dataclass(frozen=True)
class Notice(Posted):
    """A letter of the outbox: subject and text in one or both languages, as they were written down."""

    shop: Shop
    number: str
    recipient: str
    address: str
    written_on: date
    subject: Words
    body: Words
    signer: str = ""
    printed_at: datetime | None = None
    printed_by: str = ""
    paper_title = NOTICE


def draw(sheet: Sheet, letter: Posted, lang: str, reprint: int) -> int:
    """All pages of a letter on A4; returns their number."""
    if isinstance(letter, Notice):
        return _draw_notice(sheet, letter, lang, reprint)
    assert isinstance(letter, Letter)
    return _draw_answer(sheet, letter, lang, reprint)


def _draw_notice(sheet: Sheet, letter: Notice, lang: str, reprint: int) -> int:
    content: list[pages.Part] = [
        Cells(
            [
                cell(110, "To", letter.recipient, lang, bold=True, limit=2),
                cell(80, "Date", day(letter.written_on, lang), lang),
            ]
        ),
        Cells([cell(190, "Address", letter.address or NONE, lang, limit=3)]),
    ]
    for language in _written_in(letter.body, lang):
        subject, body = chosen(letter.subject, language), chosen(letter.body, language)
        content.append(Splitting([Run(subject, STRONG)], [Run(body, VALUE)]))
    content.append(frames.signatures(lang, ["For the shop"], {"For the shop": (None, letter.signer, None)}))
    frame = pages.Frame(
        pages.A4,
        [frames.head(letter.shop, NOTICE, letter.number, lang, reprint=reprint, copy="")],
        [frames.head_again(words(NOTICE).en, letter.number, lang, reprint)],
        frames.foot(letter.shop, letter.number, lang, letter.printed_at, letter.printed_by, reprint=reprint,
                    progress=False),
    )  # fmt: skip
    return pages.draw(sheet, frame, content)


def _written_in(body: Words, lang: str) -> tuple[str, ...]:
    """The languages it can be printed in, of those that are wanted."""
    if lang == "both" and body.zh and body.en:
        return ("zh", "en")
    return ("en",) if body.en and (lang == "en" or not body.zh) else ("zh",)


def _draw_answer(sheet: Sheet, letter: Letter, lang: str, reprint: int) -> int:
    content: list[pages.Part] = [
        Cells(
            [
                cell(70, "To", letter.recipient, lang, bold=True, limit=2),
                cell(40, "Your complaint of", day(letter.received_on, lang), lang),
                cell(40, "Answered on", day(letter.answered_on, lang), lang),
                cell(40, "Order no.", letter.order_number or NONE, lang),
            ]
        ),
        Cells(
            [
                cell(130, "Subject", letter.subject, lang, limit=3),
                cell(60, "Number at the authority", letter.regulator_no or NONE, lang, limit=2),
            ]
        ),
        Splitting(label("You told us", lang), [Run(letter.description, VALUE)]),
        Splitting(label("Our answer", lang), [Run(letter.answer, STRONG)]),
    ]
    for heading, listed in (("What we do for you", letter.remedies), ("What we change", letter.measures)):
        if listed:
            lines = "\n".join(f"{place}. {chosen(one, lang)}" for place, one in enumerate(listed, start=1))
            content.append(Splitting(label(heading, lang), [Run(lines, VALUE)]))
    turn = [Text(Run(side, NOTE, grey=0.3)) for side in slip_sides(TURN, lang)]
    content.append(Cells([Cell(1, [Gap(1), *turn])], rule=RULE_BLOCK))
    content.append(frames.signatures(lang, ["For the shop"], {"For the shop": (None, letter.signer, None)}))
    title = words(TITLE)
    frame = pages.Frame(
        pages.A4,
        [frames.head(letter.shop, TITLE, letter.number, lang, reprint=reprint, copy="")],
        [frames.head_again(title.en, letter.number, lang, reprint)],
        frames.foot(letter.shop, letter.number, lang, letter.printed_at, letter.printed_by, reprint=reprint,
                    progress=False),
    )  # fmt: skip
    return pages.draw(sheet, frame, content)
