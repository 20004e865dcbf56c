"""Improvement suggestions: anybody files, a manager decides with a reason, somebody carries it out until a day."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from services import improvements, ticket_reminders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import open_ticket
from tests.people import known


@pytest.fixture
def today(login):
    """The store's day."""
    with login("na").read() as connection:
        return connection.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()


def filed(db, **more):
    values = {"store_id": known("store xihu"), "area": "process", "subject": "取件单加大字号",
              "what": "取件单的号码印大一些。", "why": "老人看不清。", **more}  # fmt: skip
    return improvements.get(db, improvements.file(db, new_id(), values, new_id()))


def adopted(login, one, today, owner="tang", **more):
    zhou = login("zhou")
    given = {"owner_id": known(owner), "due_on": today + timedelta(days=7), "comment": "很好，马上办", **more}
    improvements.move(zhou, improvements.get(zhou, one.id), "adopt", given, new_id())
    return improvements.get(zhou, one.id)


@pytest.mark.parametrize("person", ["na", "tang", "pei", "xiao", "cai", "shen", "admin", "zhou"])
def test_everybody_files_a_suggestion_for_his_store_and_reads_it_again(login, person):
    one = filed(login(person))
    assert (one.state, one.filed_by_id, one.number[:1]) == ("filed", known(person), "J")
    assert [row.id for row in improvements.page(login(person), improvements.Wanted(view="by_me")).rows] == [one.id]
    with pytest.raises(NotPermitted):
        filed(login("na"), store_id=known("store chaoyang"))


def test_a_manager_adopts_it_and_its_owner_says_what_came_of_it(login, today):
    one = adopted(login, filed(login("na")), today)
    assert (one.state, one.owner_name, one.decided_by, one.decision_note) == ("adopted", "唐卫", "周敏", "很好，马上办")
    tang = login("tang")
    assert [row.number for row in improvements.page(tang, improvements.Wanted(view="mine")).rows] == [one.number]
    with pytest.raises(ServiceError, match="step_lacks"):
        improvements.move(tang, one, "finish", {}, new_id())
    improvements.move(tang, one, "finish", {"result": "已换新模板"}, new_id())
    record, steps, history = improvements.opened(login("zhou"), one.id)
    assert (record.state, record.done_on, record.result) == ("done", today, "已换新模板")
    assert [step.action for step in steps] == ["reopen"]
    assert [happened.action for happened in history] == ["finish", "adopt", "file"]


def test_declining_needs_a_reason_and_may_be_thought_over(login):
    zhou = login("zhou")
    one = filed(login("na"))
    with pytest.raises(ServiceError, match="step_lacks"):
        improvements.move(zhou, improvements.get(zhou, one.id), "decline", {"comment": " "}, new_id())
    improvements.move(zhou, improvements.get(zhou, one.id), "decline", {"comment": "成本太高"}, new_id())
    assert improvements.get(login("na"), one.id).decision_note == "成本太高"
    improvements.move(zhou, improvements.get(zhou, one.id), "consider", {"comment": "降价了"}, new_id())
    assert improvements.get(zhou, one.id).state == "filed"


def test_nobody_but_a_manager_of_the_store_decides(login, today):
    one = filed(login("na"))
    given = {"owner_id": str(known("tang")), "due_on": today, "comment": "自己批"}
    with pytest.raises(NotPermitted):
        improvements.move(login("na"), one, "adopt", given, new_id())
    for person in ("qian", "tang", "admin", "shen"):
        with pytest.raises(ServiceError, match="gone_record"):
            improvements.move(login(person), one, "adopt", given, new_id())
    for wrong, code in (({"owner_id": str(known("bei"))}, "improvement_owner_elsewhere"),
                        ({"due_on": today - timedelta(days=1)}, "due_past"),
                        ({"due_on": today + timedelta(days=800)}, "promise_far")):  # fmt: skip
        with pytest.raises(ServiceError, match=code):
            improvements.move(login("zhou"), one, "adopt", {**given, **wrong}, new_id())


def test_who_reads_a_suggestion(login, today):
    one = adopted(login, filed(login("na")), today)
    readers = {
        person for person in ("admin", "zhou", "qian", "na", "min", "tang", "wu", "pei", "cai", "shen")
        if improvements.page(login(person), improvements.Wanted(view="all")).rows
    }  # fmt: skip
    assert readers == {"admin", "zhou", "na", "tang", "shen"}
    with pytest.raises(ServiceError, match="gone_record"):
        improvements.get(login("wu"), one.id)


def test_its_author_puts_the_words_right_until_it_is_decided(login, today):
    one = filed(login("na"))
    one = improvements.change(login("na"), one, {"why": "老人和视力不好的客户看不清。"}, new_id())
    assert one.why.startswith("老人和")
    with pytest.raises(NotPermitted):
        improvements.change(login("zhou"), one, {"why": "改一改"}, new_id())
    one = adopted(login, one, today)
    with pytest.raises(NotPermitted):
        improvements.change(login("na"), one, {"why": "再改"}, new_id())


def test_it_names_the_ticket_it_arose_from_which_its_author_must_see(login):
    ticket = open_ticket(login("na"), "单子看不清")
    assert filed(login("na"), ticket_id=ticket.id).about_number == ticket.number
    with pytest.raises(ServiceError, match="gone_record"):
        filed(login("bei"), store_id=known("store chaoyang"), ticket_id=ticket.id)


@pytest.mark.parametrize("person", ["na", "tang", "admin", "shen", "zhou"])
def test_nobody_decides_by_sql(login, today, person):
    one = adopted(login, filed(login("na")), today)
    for statement in ("update improvement set state = 'done' where id = :i", "delete from improvement where id = :i",
                      "update improvement set due_on = null where id = :i",
                      "insert into improvement (id, number) values (:i, 'J')",
                      "insert into improvement_event (improvement_id) values (:i)"):  # fmt: skip
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(statement), {"i": one.id})


def test_its_owner_is_reminded_on_the_day_and_may_put_it_off(login, today):
    one = adopted(login, filed(login("na")), today, due_on=today)
    (reminder,) = [each for each in ticket_reminders.due(login("tang")) if each.kind == "improvement"]
    assert (reminder.number, reminder.record, reminder.record_id) == (one.number, "improvement", one.id)
    with login("tang").read() as connection:
        later = connection.execute(text("select clock_timestamp() + interval '1 day'")).scalar_one()
    improvements.snooze(login("tang"), one.id, later, new_id())
    assert [each for each in ticket_reminders.due(login("tang")) if each.kind == "improvement"] == []
