"""What the figures of follow-ups count."""

from datetime import timedelta

from sqlalchemy import text

from services.statistics import follow_ups as statistics
from services.statistics.follow_ups import NOTHING
from tests.follow_up_samples import answer, in_queue, move
from tests.people import known


def test_reached_successful_and_satisfied_are_counted_as_the_manual_says(superuser, login):
    na, zhou = login("na"), login("zhou")
    ids = [in_queue(superuser, f"客户{n}", f"1380000{n:04}") for n in range(6)]

    answer(na, ids[0])
    answer(na, ids[1], p1=3, p7=5)
    move(zhou, ids[2], "refuse", no_more="false")
    for _attempt in range(3):
        move(zhou, ids[3], "busy")
    move(zhou, ids[4], "cancel", comment="重复")
    today = superuser.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()
    made = statistics.figures(zhou, today - timedelta(days=13), today)
    whole = made.all
    assert (whole.closed, whole.reached, whole.done, whole.refused, whole.unreached) == (4, 3, 2, 1, 1)
    assert (whole.scored, whole.satisfied, whole.rated, whole.promoters, whole.detractors) == (2, 1, 2, 1, 1)
    assert (whole.reached_percent, whole.done_percent, whole.satisfied_percent, whole.nps) == (75.0, 50.0, 50.0, 0.0)
    assert whole.bad == 1 and made.waiting == 1 and made.late == 0
    assert {one.name: one.closed for one in made.people} == {"李娜": 2, "周敏": 2}
    assert {one.name: one.closed for one in made.stores} == {"西湖店": 4}
    assert sum(one.closed for one in made.weeks) == 4 and len(made.weeks) in (2, 3)


def test_other_stores_count_for_nobody_who_does_not_see_them(superuser, login):
    one = in_queue(superuser)
    na = login("na")
    answer(na, one)
    today = superuser.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()
    assert statistics.figures(login("qian"), today, today).all == NOTHING
