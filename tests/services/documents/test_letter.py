"""The letter that answers a complaint: what stands on it, whatever was written, and that it needs an answer."""

from decimal import Decimal

import pytest

from services import complaints, remedies
from services.documents import from_complaints
from services.documents.render import render
from services.errors import ServiceError
from services.ids import new_id
from tests.desk_samples import record_complaint
from tests.naughty import OWN
from tests.services.documents import reading, samples


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_letter_says_what_was_told_what_is_answered_and_what_is_done(lang):
    text = reading.text(render("letter", samples.letter(), "a4", lang))
    for words in (samples.NUMBER, "陈伟", "三次电话", "配件缺货", "120.00", "W2611-00042", "12315"):
        assert words in text


@pytest.mark.parametrize("hostile", OWN)
def test_whatever_was_written_is_printed_as_the_text_that_it_is(hostile):
    assert render("letter", samples.letter(answer=hostile, subject=hostile, recipient=hostile), "a4", "both")


def test_a_long_answer_goes_on_over_further_pages():
    assert len(reading.pages(render("letter", samples.letter(answer="很长的答复。" * 2000), "a4", "zh"))) > 1


def test_a_letter_needs_an_answer_and_names_what_was_approved_only(login):
    na, zhou = login("na"), login("zhou")
    complaint = record_complaint(na, complainant="陈伟")
    with pytest.raises(ServiceError, match="letter_not_answered"):
        from_complaints.letter(zhou, complaint.id, "周敏")
    for amount in ("80.00", "900.00"):
        remedies.propose(na, new_id(), complaint.id, "voucher", new_id(), amount=Decimal(amount), note="代金券")
    complaints.change(zhou, complaints.get(zhou, complaint.id), {"answer": "已查明。"}, new_id())
    made = from_complaints.letter(zhou, complaint.id, "周敏")
    assert [one.zh for one in made.remedies] == ["代金券 ¥80.00"] and made.recipient == "陈伟"
    assert "已查明" in reading.text(render("letter", made, "a4", "zh"))
