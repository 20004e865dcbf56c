"""A letter of the outbox on paper: in one language or both, to whom and where, whatever was written."""

import pytest
from sqlalchemy import text

from services import messages
from services.documents import from_messages
from services.documents.render import render
from services.ids import new_id
from tests.message_samples import order_of, template
from tests.naughty import OWN
from tests.services.documents import reading


@pytest.fixture
def letter(sign_in, committed):
    """The letter about a device that was not collected, as the clerk's paper has it."""
    return written(sign_in, committed)


def written(sign_in, superuser):
    customer, order = order_of(sign_in, superuser, address="杭州市西湖区文三路 12 号")
    na = sign_in("na")
    told = messages.tell(
        na, new_id(), template(superuser, "overdue", "letter"), "work_order", order, OWN[0], request=new_id()
    )
    looks = text("select count(*) from reveal where row_id = :c")
    before = superuser.execute(looks, {"c": customer}).scalar()
    made = from_messages.letter(na, told.id, "李娜")
    assert superuser.execute(looks, {"c": customer}).scalar() == before + 1
    return made


@pytest.mark.parametrize(("lang", "there", "not_there"), [
    ("zh", ("请于收到本函后", "致客户函"), ("still with us",)),
    ("en", ("still with us",), ("请于收到本函后",)),
    ("both", ("请于收到本函后", "still with us"), ()),
])  # fmt: skip
def test_a_letter_says_it_in_the_language_that_is_asked_for(letter, lang, there, not_there):
    said = reading.text(render("letter", letter, "a4", lang))
    for words in (*there, "王芳", "文三路", "W2"):
        assert words in said
    for words in not_there:
        assert words not in said
