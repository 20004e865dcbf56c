"""Texts on papers are read again in time, as articles are."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from services import shop_texts, ticket_reminders
from services.errors import Conflict, NotPermitted, ServiceError
from services.ids import new_id
from tests.people import known

XIHU = known("store xihu")
YEAR = timedelta(days=365)


def write(db, store, **values):
    return shop_texts.save(db, shop_texts.own(db, store), {"terms_zh": ["凭本单取机。"], **values}, request=new_id())


def grow_old(superuser, text_id, days=3):
    """Nothing a person writes can lie in the past; time passes."""
    superuser.execute(text("set local session_replication_role = replica"))
    superuser.execute(
        text(
            "update shop_text set review_on = current_date - cast(:days as int), version = version + 1 where id = :id"
        ),
        {"days": days, "id": text_id},
    )
    superuser.execute(text("set local session_replication_role = origin"))


@pytest.fixture
def today(superuser):
    return superuser.execute(text("select current_date")).scalar_one()


def reminded(db):
    return [(one.kind, one.id, one.subject) for one in ticket_reminders.due(db) if one.kind == "shop_text"]


def test_what_is_written_is_read_again_after_a_year_or_on_the_day_that_was_said(login, today):
    zhou, admin = login("zhou"), login("admin")
    own = shop_texts.get(zhou, write(zhou, XIHU))
    assert (own.review_on, own.reviewed_by) == (today + YEAR, "周敏")
    soon = today + timedelta(days=30)
    assert shop_texts.get(admin, write(admin, None, review_on=soon)).review_on == soon
    shop_texts.save(zhou, own, {"review_on": soon}, request=new_id())
    assert shop_texts.get(zhou, own.id).review_on == soon


def test_managers_are_reminded_of_their_stores_and_administrators_of_the_company_s(login, superuser):
    zhou, admin = login("zhou"), login("admin")
    own, company = write(zhou, XIHU), write(admin, None)
    assert reminded(zhou) == reminded(admin) == []
    grow_old(superuser, own)
    grow_old(superuser, company)
    assert [one[:2] for one in reminded(zhou)] == [("shop_text", own)] and reminded(zhou)[0][2]
    assert reminded(admin) == [("shop_text", company, "")]
    assert reminded(login("na")) == reminded(login("tang")) == []
    assert [one.id for one in shop_texts.every(zhou, due=True)] == [company, own]


def test_still_holds_ends_the_reminder_and_changes_no_word(login, superuser, today):
    zhou = login("zhou")
    own = write(zhou, XIHU, review_on=today + timedelta(days=9))
    grow_old(superuser, own)
    seen = shop_texts.get(zhou, own)
    shop_texts.still_holds(zhou, seen, new_id())
    after = shop_texts.get(zhou, own)
    assert (after.review_on, after.reviewed_by, after.terms_zh) == (today + YEAR, "周敏", ["凭本单取机。"])
    assert reminded(zhou) == [] and shop_texts.every(zhou, due=True) == []
    with pytest.raises(Conflict):
        shop_texts.still_holds(zhou, seen, new_id())


def test_a_text_that_is_rewritten_was_read(login, superuser, today):
    zhou = login("zhou")
    own = write(zhou, XIHU)
    grow_old(superuser, own)
    shop_texts.save(zhou, shop_texts.get(zhou, own), {"terms_zh": ["凭本单或证件取机。"]}, request=new_id())
    assert shop_texts.get(zhou, own).review_on == today + YEAR


def test_another_address_is_no_reading(login, superuser, today):
    zhou = login("zhou")
    own = write(zhou, XIHU)
    grow_old(superuser, own)
    shop_texts.save(zhou, shop_texts.get(zhou, own), {"status_url": "https://example.com"}, request=new_id())
    assert shop_texts.get(zhou, own).review_on == today - timedelta(days=3)


@pytest.mark.parametrize("person", ["na", "tang", "cai", "qian"])
def test_nobody_else_says_that_a_text_holds(login, person):
    zhou = login("zhou")
    own = shop_texts.get(login(person), write(zhou, XIHU))
    with pytest.raises(NotPermitted):
        shop_texts.still_holds(login(person), own, new_id())


def test_a_day_beyond_all_calendars_is_refused_at_its_field(login):
    with pytest.raises(ServiceError) as refused:
        write(login("zhou"), XIHU, review_on=date(9999, 1, 1))
    assert refused.value.field == "review_on"
