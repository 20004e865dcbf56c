"""Hostile words in every text of every paper: printed as they were typed, on each medium and in each language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import pytest

from services.documents import content as contents
from services.documents import follow_up, letter, remedy_papers, training_sheets, visit_content
from services.documents.content import Words
from services.documents.fonts import cleaned
from services.documents.render import MEDIA, PAPERS, render
from tests.services.documents import reading, samples, visit_samples

# Short enough for the smallest label; each takes its turn.
TEXTS = ("<b>&amp;", "=1+1", "</para>", "%s{0}", "&lt;i&gt;", "';--", "\u202etxt\u202c", "ＡＢ<u>", "<br/>&", "@SUM(1)")
SHORT = ("<b>", "=1", "&")
SIGN = re.compile("§\\d+§")
# Read by the program: numbers of which bars are made, what is drawn, which of two is meant; of a payment the tail.
CODES = {
    "number",
    "side",
    "sketch",
    "old_parts",
    "status_url",
    "title_of",
    "order_number",
    "intake_number",
    "quote_number",
    "reference",
    "Signature.role",
}


# Where the customer lives stands on no paper that others could read.
NOT_PRINTED = {"Customer.address"}
LANGUAGES = ("zh", "en", "both")


class Put(dict[str, str]):
    """Each text that stands somewhere by its sign; `fields` says where."""

    def __init__(self, texts: Sequence[str] = TEXTS) -> None:
        super().__init__()
        self.texts = texts
        self.fields: dict[str, str] = {}

    def next(self, field: str) -> str:
        sign = f"§{len(self)}§"
        self[sign] = f"{self.texts[len(self) % len(self.texts)]}{sign}"
        self.fields[sign] = field
        return self[sign]


def filled(content: Any, put: Put, name: str = "") -> Any:
    """What a paper shows, a hostile text in place of each of its texts."""
    if name in CODES or name.rpartition(".")[2] in CODES:
        return content
    if isinstance(content, str):
        return put.next(name)
    if isinstance(content, Words):
        return Words(put.next(name), put.next(name))
    kind = type(content).__name__
    if is_dataclass(content) and not isinstance(content, type):
        values = {one.name: filled(getattr(content, one.name), put, f"{kind}.{one.name}") for one in fields(content)}
        return replace(content, **values)
    if isinstance(content, tuple) and hasattr(content, "_fields"):
        return content._replace(**{one: filled(getattr(content, one), put, f"{kind}.{one}") for one in content._fields})
    if isinstance(content, Sequence) and not isinstance(content, bytes):
        return tuple(filled(one, put, name) for one in content)
    return content


def every(paper: str) -> list[Any]:
    """What a paper may be made of: each with something in as many fields as can be."""
    found = [samples.content_for(paper)]
    some = (Words("文字", "Words"),)
    if paper in ("worksheet", "repair"):
        found.append(
            samples.finished(
                diagnosis=some, signatures=(contents.Signature("Customer signs", "张三", samples.at(11, 24)),)
            )
        )
    if paper == "intake":
        found.append(samples.together())
    if paper in visit_samples.EVERY:
        found += visit_samples.EVERY[paper]
    if paper == "letter":
        found.append(samples.letter(measures=some))
        body = Words("正文", "Body")
        found.append(
            letter.Notice(samples.shop(), samples.NUMBER, "陈伟", "杭州", date(2026, 11, 21), body, body, "李娜")
        )
    return found


def shapes(content: Any) -> Iterator[Any]:
    """What is made of it, and again without instructions, in whose place something else stands."""
    yield content
    if isinstance(content, visit_content.VisitPaper):
        yield replace(content, instructions="")
    if isinstance(content, visit_content.RoutePaper):
        yield replace(content, stops=[replace(one, instructions="") for one in content.stops])


def bare(text: str) -> str:
    return "".join(text.split())


def printed(pdf: bytes, put: Put) -> tuple[set[str], list[str]]:
    """The fields whose text stands on a paper, and what stands there otherwise than it was written."""
    words = bare(reading.text(pdf))
    signs = {sign for sign in SIGN.findall(words) if sign in put}
    wrong = [f"{put.fields[one]}: {put[one]!r}" for one in sorted(signs) if bare(cleaned(put[one])) not in words]
    return {put.fields[one] for one in signs}, wrong


class Shown(NamedTuple):
    """What became of the hostile texts: the fields that stand somewhere, and what is wrong, by paper."""

    fields: dict[str, set[str]]
    wrong: dict[str, list[str]]


@pytest.fixture(scope="module")
def shown() -> Shown:
    """Every paper on every medium in every language, made of hostile texts."""
    found = Shown({}, {})
    for paper in PAPERS:
        met, wrong = found.fields.setdefault(paper, set()), found.wrong.setdefault(paper, [])
        for content in every(paper):
            for media in MEDIA[paper]:
                for lang in LANGUAGES:
                    put = Put(SHORT if paper == "label" else TEXTS)
                    for shape in shapes(filled(content, put)):
                        pdf = render(paper, shape, media, lang)
                        there, otherwise = printed(pdf, put)
                        met |= there
                        wrong += [f"{media} {lang}: {one}" for one in otherwise]
                        margin = 5 if media in ("a4", "a5") else 0.5
                        if any(reading.overflow(page, margin) for page in reading.pages(pdf)):
                            wrong.append(f"{media} {lang}: leaves the margins")
    return found


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_prints_whatever_was_written_as_it_was_written(shown, paper):
    assert shown.fields[paper] and not shown.wrong[paper], "\n".join(shown.wrong[paper])


def test_every_text_that_a_paper_may_show_was_printed(shown):
    texts = {
        f"{name}.{field}"
        for module in (contents, follow_up, letter, remedy_papers, training_sheets, visit_content)
        for name, kind in vars(module).items()
        if isinstance(kind, type) and kind.__module__ == module.__name__ and kind not in (Words, contents.Terms)
        for field, hint in kind.__annotations__.items()
        if ("str" in str(hint) or "Words" in str(hint)) and field not in CODES and f"{name}.{field}" not in CODES
    }
    assert texts - set().union(*shown.fields.values()) == NOT_PRINTED
