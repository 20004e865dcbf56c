"""What became of corrective actions: counted by month and store, and the list behind each figure holds the same."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from services import corrective_actions, measure_lines
from services.ids import new_id
from services.statistics import measures as statistics
from tests.desk_samples import record_complaint
from tests.people import known


@pytest.fixture
def today(login):
    """The store's day."""
    with login("na").read() as connection:
        return connection.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()


@pytest.fixture
def planned(login, superuser, today):
    """Measures by what became of them; the one called off counts nowhere."""
    zhou, complaint = login("zhou"), record_complaint(login("na"))
    found = {}
    for name in ("open", "overdue", "in_time", "late", "effective", "withdrawn"):
        found[name] = new_id()
        corrective_actions.plan(zhou, found[name], complaint.id, name, known("na"), today, new_id())
    each = {one.what: one for one in corrective_actions.of_complaint(zhou, complaint.id)}
    for name in ("in_time", "late", "effective"):
        corrective_actions.finish(login("na"), each[name], "完成", new_id(), today + timedelta(days=1))
    corrective_actions.withdraw(zhou, each["withdrawn"], "不需要", new_id())
    again = {one.what: one for one in corrective_actions.of_complaint(zhou, complaint.id)}
    corrective_actions.verify(zhou, again["effective"], True, new_id())
    superuser.execute(text("set local session_replication_role = replica"))
    superuser.execute(
        text("update corrective_action set due_on = due_on - 1 where id = any(:i)"),
        {"i": [found["overdue"], found["late"]]},
    )
    superuser.execute(
        text("""update corrective_action set state = 'effective', effect_at = now(), effect_by = 'zhou',
                due_on = due_on where id = :i"""), {"i": found["effective"]},
    )  # fmt: skip
    superuser.execute(text("set local session_replication_role = origin"))
    return found


def ids(db, **narrowed):
    return {row.id for row in measure_lines.page(db, measure_lines.Wanted(**narrowed)).rows}


def test_figures_and_the_list_behind_them_agree(login, today, planned):
    zhou = login("zhou")
    figures = statistics.figures(zhou, today - timedelta(days=40), today + timedelta(days=40))
    whole = figures.all
    assert (whole.n, whole.open, whole.overdue, whole.in_time, whole.late) == (5, 2, 1, 2, 1)
    assert (whole.effective, whole.ineffective, whole.effective_percent, whole.in_time_percent) == (1, 0, 100.0, 50.0)
    assert [(one.name, one.n) for one in figures.stores] == [("西湖店", 5)]
    assert sum(one.n for one in figures.months) == 5
    for view in ("open", "overdue", "in_time", "late", "effective", "ineffective"):
        assert len(ids(zhou, view=view)) == getattr(whole, view)
    assert ids(zhou, view="counted", store_id=known("store xihu")) == set(planned.values()) - {planned["withdrawn"]}
    span = {"due_from": today, "due_until": today + timedelta(days=1)}
    assert planned["overdue"] not in ids(zhou, view="counted", **span) and planned["open"] in ids(zhou, **span)


def test_other_stores_and_the_one_complained_about_see_none(login, today, planned, superuser):
    span = (today - timedelta(days=40), today + timedelta(days=40))
    assert statistics.figures(login("qian"), *span).all.n == 0 and ids(login("qian"), view="all") == set()
    for person in ("tang", "cai"):
        with pytest.raises(Exception, match="not_permitted"):
            ids(login(person), view="all")
    superuser.execute(
        text("update complaint set about_staff_id = :p where id in (select complaint_id from corrective_action)"),
        {"p": known("na")},
    )
    assert ids(login("na"), view="all") == set() and len(ids(login("zhou"), view="all")) == 6


def test_a_measure_is_found_by_the_number_of_its_complaint(login, planned):
    zhou = login("zhou")
    number = measure_lines.page(zhou).rows[0].number
    assert planned["open"] in {row.id for row in measure_lines.page(zhou, measure_lines.Wanted(text=number)).rows}
