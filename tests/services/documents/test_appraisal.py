"""The paper of an appraisal: marks and places to sign, blank before it is held."""

import pytest

from services.documents.appraisal_sheet import Marked
from services.documents.content import NOTHING, Words
from services.documents.render import render
from tests.naughty import OWN
from tests.services.documents import reading, samples


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ("考核表", "本人签字", "业务知识与技能", "良好")),
        ("en", ("Appraisal form", "Person signs", "Knowledge and skill", "Good")),
    ],
)
def test_it_says_what_was_marked_and_what_follows(lang, said):
    text = reading.text(render("appraisal", samples.appraisal(), "a4", lang))
    for words in (samples.NUMBER, "李娜", "周敏", "86.5", "62.5", "200.00", "会继续努力", *said):
        assert words in text


def test_it_is_printed_blank_before_it_is_held():
    items = (Marked(Words("服务态度", "Manners"), "耐心", 100),)
    blank = samples.appraisal(items=items, score="", band=NOTHING, amount="", held_on=None, appraiser="", reply="")
    assert "服务态度" in reading.text(render("appraisal", blank, "a4", "both"))


@pytest.mark.parametrize("hostile", OWN)
def test_no_text_breaks_a_page(hostile):
    items = (Marked(Words(hostile, hostile), hostile, 100, "80", "80"),)
    content = samples.appraisal(
        staff=hostile, strengths=hostile, goals=hostile, reply=hostile, consequence=hostile, items=items
    )
    assert render("appraisal", content, "a4", "both")
