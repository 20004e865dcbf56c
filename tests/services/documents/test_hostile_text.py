"""Whatever people type or paste, a paper stays a paper."""

import itertools
import json
import time
from pathlib import Path

import pytest

from services.documents.content import Label, Words
from services.documents.flow import Run, lines
from services.documents.fonts import cleaned
from services.documents.render import render
from tests.services.documents import reading, samples

OWN = [
    "<b>bold</b> & <font color=red>red</font> <para>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "'; drop table customer; --",
    '=HYPERLINK("http://example.org")',
    "%s %n {0} {number} {{}} $HOME `id`",
    "\u202eright to left override\u202c שלום مرحبا",
    "👩‍👩‍👧‍👦 🇨🇳 ❤️ 💩 1️⃣",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "\x00\x01\x07\x1b[31m\x7f\ufeff\u200b",
    "line\r\nline\rline\u2028line\x85line\x0bline",
    "ＡＢＣ１２３（全角）、。，",
    "𠀀𠮷𬭚𪚥 ﷽ ꧅ 𒐫",
    "\ud800 lone half",
    "،؛؟ ¿¡ …………………… ————————",
    " ",
    "\n\n\n\n\n",
    "\t\t\t\tindented",
    "（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（（",
    "。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。。",
    "W" * 1500,
    "维" * 1500,
    "a b " * 500,
]
# A longer collection of awkward strings that may lie beside the project.
BESIDE = [path for folder in Path(__file__).parents if (path := folder / "shared" / "data" / "blns.json").exists()]
AWKWARD = [text for path in BESIDE[:1] for text in json.loads(path.read_text("utf-8")) if text]


def hostile(*texts: str):
    """An order in which every free text is hostile, each another one as far as there are."""
    given = itertools.cycle(texts)
    text = given.__next__

    def pair() -> Words:
        one = text()
        return Words(one, one)

    return samples.order(
        fault=text(),
        clerk=text(),
        data_choice=pair(),
        accessories=[pair() for _ in range(9)],
        customer=samples.customer(name=text(), name_masked=text(), phone=text(), phone_masked=text(), notify_by=pair()),
        device=samples.device(
            brand=text(), model=pair(), colour=pair(), serial=text(), category=pair(), serial_label=pair()
        ),
        symptoms=[pair() for _ in range(4)],
        wish=pair(),
        shelf=text(),
        loan_unit=text(),
        printed_by=text(),
    )


# Four neighbours share a slip, so that each of them gets every kind of field once in a while.
SLIPS = [(text,) for text in OWN] + [tuple(AWKWARD[start : start + 4]) for start in range(0, len(AWKWARD), 4)]


@pytest.mark.parametrize("start", range(0, len(SLIPS), 20))
def test_no_text_breaks_the_slip(start):
    for texts in SLIPS[start : start + 20]:
        for page in reading.pages(render("intake", hostile(*texts), "a5", "both")):
            assert reading.overflow(page, 5) == [], texts


@pytest.mark.parametrize("text", OWN, ids=range(len(OWN)))
def test_no_text_breaks_the_other_papers(text):
    order = samples.finished(
        findings=text, work_done=text, advice=text, instructions=text, fault=text, technician=text, collected_by=text
    )
    for paper in ("worksheet", "quote", "repair", "delivery"):
        pages = reading.pages(render(paper, order, "a5", "zh"))
        assert all(reading.overflow(page, 5) == [] for page in pages)
    for media in ("80mm", "58mm"):
        (page, *_rest) = reading.pages(render("intake", hostile(text), media, "both"))
        assert reading.overflow(page, 1) == []
    label = Label(samples.NUMBER, text, text, text, text, 3, text, text)
    (page,) = reading.pages(render("label", label, "40x30", "zh"))
    assert reading.overflow(page, 0.5) == []


def test_markup_is_printed_as_it_was_typed():
    text = reading.text(render("intake", samples.order(fault="<b>黑屏</b> & 5 < 6"), "a5", "zh"))
    assert "<b>黑屏</b> & 5 < 6" in text


@pytest.mark.parametrize("text", ["x" * 200_000, "屏" * 200_000, "x " * 100_000, "。" * 200_000, "（" * 200_000])
def test_a_text_without_end_is_printed_at_once(text):
    started = time.process_time()
    pdf = render("repair", samples.finished(work_done=text, fault=text, findings=text), "a4", "zh")
    assert time.process_time() - started < 6
    assert len(reading.pages(pdf)) < 40


def test_lines_never_begin_with_a_closing_mark_nor_end_with_an_opening_one():
    text = "他说：“屏幕（新）坏了，换一块吧！”" * 30
    for width in range(60, 200, 7):
        rows = ["".join(run.text for run in row.runs) for row in lines([Run(text, 9)], width)]
        assert "".join(rows) == text
        assert not any(row[0] in "，。：）！”" for row in rows)
        assert not any(row[-1] in "（“" for row in rows[:-1])


def test_english_words_stay_whole():
    rows = ["".join(run.text for run in row.runs) for row in lines([Run("Customer warranty verdict " * 10, 9)], 100)]
    assert {word for row in rows for word in row.split()} == {"Customer", "warranty", "verdict"}


def test_invisible_marks_go_and_accents_are_composed():
    assert cleaned("a\u200bb\u202ec\x00d") == "abcd"
    assert cleaned("e\u0301") == "é"
    # A compatibility form that somebody's name insists on is kept.
    assert cleaned("凞\ufa15") == "凞\ufa15"
