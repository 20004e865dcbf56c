"""The report on a follow-up: what stands on it, whatever was written, and that it needs answers."""

import pytest

from services.documents import from_follow_ups
from services.documents.content import Words
from services.documents.follow_up import Asked
from services.documents.render import render
from services.errors import ServiceError
from tests.follow_up_samples import answer, in_queue
from tests.naughty import OWN
from tests.services.documents import reading, samples


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_report_says_what_was_asked_answered_and_done_about_it(lang):
    text = reading.text(render("follow_up", samples.follow_up(), "a4", lang))
    for words in (samples.NUMBER, "陈伟", "2 / 5", "等得太久", "W2611-00042", "T2611-00099", "SN123456"):
        assert words in text
    assert ("您对我们这次的服务满意吗" in text) is (lang != "en")
    assert ("How satisfied are you" in text) is (lang != "zh")


@pytest.mark.parametrize("hostile", OWN)
def test_whatever_was_said_is_printed_as_the_text_that_it_is(hostile):
    asked = Asked(1, Words(hostile, hostile), Words(hostile, hostile))
    assert render("follow_up", samples.follow_up(note=hostile, customer=hostile, answers=(asked,)), "a4", "both")


def test_many_answers_go_on_over_further_pages():
    asked = [Asked(n, Words("很长的问题？" * 40), Words("很长的回答。" * 60)) for n in range(1, 21)]
    assert len(reading.pages(render("follow_up", samples.follow_up(answers=asked), "a4", "zh"))) > 1


def test_the_report_is_filled_from_what_was_answered(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    with pytest.raises(ServiceError, match="follow_up_not_done"):
        from_follow_ups.report(na, wanted, "李娜")
    answer(na, wanted, "修了两次", p1=1)
    made = from_follow_ups.report(na, wanted, "李娜")
    assert (made.customer, made.asked_by, made.note) == ("王小明", "李娜", "修了两次") and made.task_number
    assert [one.answer.zh for one in made.answers][:3] == ["1 / 5", "5 / 5", "是"]
    assert "修了两次" in reading.text(render("follow_up", made, "a4", "both"))
