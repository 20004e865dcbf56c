"""A save that is sent again while the first one is still on its way is that one, and no conflict with oneself."""

from decimal import Decimal

import pytest

from services import articles, complaints, remedies
from services.errors import ServiceError
from services.ids import new_id
from tests.at_once import at_once
from tests.desk_samples import record_complaint, write_article


def _complaint(sign_in):
    zhou = sign_in("zhou")
    complaint = complaints.get(zhou, record_complaint(sign_in("na")).id)
    return (zhou, sign_in("zhou")), lambda db, request: complaints.move(
        db, complaint, "acknowledge", {"comment": "已电话告知"}, request
    )


def _article(sign_in):
    na = sign_in("na")
    article = write_article(na)
    return (na, sign_in("na")), lambda db, request: articles.move(db, article, "submit", {}, request)


def _remedy(sign_in):
    na = sign_in("na")
    complaint = record_complaint(na)
    remedies.propose(na, new_id(), complaint.id, "voucher", new_id(), amount=Decimal("500.00"), note="致歉")
    (offered,) = remedies.of_complaint(na, complaint.id)
    zhou = sign_in("zhou")
    return (zhou, sign_in("zhou")), lambda db, request: remedies.decide(db, offered, True, request, "同意")


@pytest.mark.parametrize("begin", [_complaint, _article, _remedy])
def test_a_step_sent_twice_at_once_is_one(sign_in, begin):
    (first, again), take = begin(sign_in)
    request = new_id()
    answers = at_once(lambda: take(first, request), lambda: take(again, request))
    assert not [one for one in answers if isinstance(one, ServiceError)], answers
    assert answers[0] == answers[1]
