"""The type of papers, in points, and the cells that every paper uses."""

from collections.abc import Sequence
from typing import Any

from services.documents.bands import Block, Cell, Gap, Text
from services.documents.content import Words
from services.documents.flow import Run
from services.documents.words import chosen, in_both, words

TITLE, SHOP, VALUE, STRONG, LABEL, LABEL_EN = 15.0, 12.5, 9.0, 10.5, 7.0, 6.6
TERMS_ZH, TERMS_EN, SMALL = 7.0, 6.6, 6.2
NOTE = 7.6
GREY = 0.3
NONE = "—"


def cut_tail(lang: str) -> str:
    """What stands where a text was cut; the whole of it is in the program."""
    return chosen(words("… (see order)"), "zh" if lang == "both" else lang)


def cut_cell(lang: str) -> str:
    """The same in a cell of a paper that may be of any record: a visit, a training, an appraisal."""
    return chosen(words("… (more on file)"), "zh" if lang == "both" else lang)


def label(name: str | Words, lang: str) -> list[Run]:
    """The name over a cell: Chinese first, English smaller beside it."""
    pair = words(name) if isinstance(name, str) else in_both(name)
    if lang == "zh" or not pair.en or pair.en == pair.zh:
        return [Run(pair.zh or pair.en, LABEL, grey=GREY)]
    if lang == "en":
        return [Run(pair.en, LABEL, grey=GREY)]
    return [Run(pair.zh, LABEL, grey=GREY), Run(f"  {pair.en}", LABEL_EN, grey=GREY)]


def beside(pair: str | Words, lang: str, size: float, bold: bool = False) -> list[Run]:
    """A heading in a line: Chinese in full, English after it, smaller and grey."""
    pair = words(pair) if isinstance(pair, str) else pair
    if lang == "zh" or not pair.en or pair.en == pair.zh:
        return [Run(pair.zh or pair.en, size, bold)]
    if lang == "en":
        return [Run(pair.en, size, bold)]
    return [Run(pair.zh, size, bold), Run(f"  {pair.en}", min(size, LABEL + 0.6), grey=GREY)]


def value(text: str, lang: str, size: float = VALUE, bold: bool = False, limit: int = 2, tail: str = "") -> Text:
    """The content of a cell; nothing is a dash, so that nobody writes into it later. tail: where it is cut."""
    return Text(Run(text or NONE, size, bold), limit=limit, tail="…" if limit == 1 else tail or cut_tail(lang))


def cell(
    span: float,
    name: str | Words,
    text: str | Words,
    lang: str,
    *,
    size: float = VALUE,
    bold: bool = False,
    limit: int = 2,
    shaded: bool = False,
    more: Sequence[Block] = (),
    tail: str = "",
) -> Cell:
    """Label over value, and whatever else belongs under it."""
    shown = chosen(text, lang)
    blocks: list[Block] = [
        Text(*label(name, lang), limit=1),
        Gap(0.6),
        value(shown, lang, size, bold, limit, tail),
        *more,
    ]
    return Cell(span, blocks, shaded)


def filed(span: float, name: str | Words, text: str | Words, lang: str, **how: Any) -> Cell:
    """A cell() of a paper that is not of an order: what was cut is on file."""
    return cell(span, name, text, lang, tail=cut_cell(lang), **how)
