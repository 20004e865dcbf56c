"""The letters a company finds when it begins: one for every occasion, printed as they are, changed as it likes."""

from pathlib import Path

import pytest
from sqlalchemy import text

from services import message_templates
from services.documents import from_messages
from services.documents.render import render
from services.ids import new_id
from tests.message_samples import order_of, tell, template
from tests.services.documents import reading
from tests.work_order_samples import bring_to

SHIPPED = Path(__file__).parents[2] / "models/sql/shipped/messages.sql"


@pytest.mark.parametrize("occasion", message_templates.OCCASION_NAMES)
def test_a_letter_is_shipped_for_every_occasion(login, occasion):
    every = message_templates.every(login("zhou"))
    (letter,) = [one for one in every if (one.occasion, one.channel) == (occasion, "letter")]
    assert not letter.automatic
    assert all((letter.subject_zh, letter.subject_en, letter.body_zh, letter.body_en))


def test_a_letter_that_a_device_is_ready_prints_as_it_is_shipped(sign_in, committed):
    _customer, order = order_of(sign_in, committed)
    bring_to(sign_in, order, "completed")
    na = sign_in("na")
    told = tell(na, order, template(committed, "ready", "letter"))
    printed = reading.text(render("letter", from_messages.letter(na, told.id, "李娜"), "a4", "both"))
    assert "可到店领取" in printed and "Please bring your slip" in printed
    assert "{" not in printed


def test_what_the_company_made_of_a_letter_stays(login, superuser):
    zhou = login("zhou")
    shipped = message_templates.get(zhou, template(superuser, "ready", "letter"))
    message_templates.change(zhou, shipped, {"body_zh": "{device} 好了。"}, new_id())
    superuser.execute(text(SHIPPED.read_text(encoding="utf-8").replace(":", r"\:")))
    assert message_templates.get(zhou, shipped.id).body_zh == "{device} 好了。"
