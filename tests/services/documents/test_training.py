"""Papers of trainings: everybody invited with a place to sign, and how they did."""

import pytest

from services.documents.render import render
from services.documents.training_sheets import Trainee
from tests.naughty import OWN
from tests.services.documents import reading, samples


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", ("签到表", "讲师签字", "签字")), ("en", ("Attendance list", "Trainer signs"))]
)
def test_the_attendance_list_names_everybody(lang, said):
    text = reading.text(render("attendance", samples.training(), "a4", lang))
    for words in (samples.NUMBER, "李娜", "林组长", "顺达安装队", "周敏", *said):
        assert words in text


def test_the_record_says_how_they_did_and_takes_many_pages():
    text = reading.text(render("training", samples.training(), "a4", "zh"))
    for words in ("培训记录", "94", "合格", "不合格", "2027-11-21", "第 2 天", "一名学员需补课"):
        assert words in text
    many = tuple(Trainee(f"学员{place}") for place in range(120))
    assert "学员119" in reading.text(render("training", samples.training(people=many), "a4", "both"))


@pytest.mark.parametrize("hostile", OWN)
def test_no_text_breaks_a_page(hostile):
    content = samples.training(
        subject=hostile, place=hostile, plan=hostile, summary=hostile, people=(Trainee(hostile, hostile),)
    )
    for paper in ("attendance", "training"):
        assert render(paper, content, "a4", "both")
