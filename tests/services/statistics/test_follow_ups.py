"""What the figures of follow-ups count."""

from datetime import timedelta

from sqlalchemy import text

from services import follow_ups
from services.ids import new_id
from services.statistics import follow_ups as statistics
from services.statistics.follow_ups import NOTHING
from tests.follow_up_samples import good_answers, in_queue
from tests.people import known


def test_reached_successful_and_satisfied_are_counted_as_the_manual_says(superuser, login):
    na, zhou = login("na"), login("zhou")
    ids = [in_queue(superuser, f"客户{n}", f"1380000{n:04}") for n in range(6)]

    def answer(one, **instead):
        follow_ups.answer(na, one, good_answers(na, follow_ups.get(na, one), **instead), "", new_id())

    def move(one, action, **payload):
        follow_ups.move(zhou, follow_ups.get(zhou, one), action, payload, new_id())

    answer(ids[0])
    answer(ids[1], p1=3, p7=5)
    move(ids[2], "refuse", no_more="false")
    for _attempt in range(3):
        move(ids[3], "busy")
    move(ids[4], "cancel", comment="重复")
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
    follow_ups.answer(na, one, good_answers(na, follow_ups.get(na, one)), "", new_id())
    today = superuser.execute(text("select store_date(:store)"), {"store": known("store xihu")}).scalar_one()
    assert statistics.figures(login("qian"), today, today).all == NOTHING
