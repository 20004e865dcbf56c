"""What the manager's page counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from services import order_lists
from services.errors import NotPermitted
from services.order_lists import Wanted
from services.statistics import orders
from services.statistics.quantiles import median_of_histogram
from tests.work_order_samples import bring_to, customer_with_device, step, take_in


def _today(connection) -> date:
    return connection.execute(text("select (now() at time zone 'Asia/Shanghai')::date")).scalar_one()


def _fold(connection) -> None:
    connection.execute(text("set local role aftercare_due"))
    connection.execute(text("select aftercare.due_fold_figures()"))
    connection.execute(text("reset role"))


@pytest.fixture
def order(superuser, login):
    customer, device = customer_with_device(superuser)
    return take_in(login("na"), customer, device).orders[0].id


@pytest.mark.parametrize("folded", [False, True])
def test_an_order_counts_as_received_on_its_day_and_as_finished_when_it_is_done(superuser, login, order, folded):
    before = orders.board(login("zhou"), _today(superuser))
    bring_to(login, order, "completed")
    if folded:
        _fold(superuser)
    after = orders.board(login("zhou"), _today(superuser))
    assert (before.weeks[-1].received, before.weeks[-1].finished) == (1, 0)
    assert (after.weeks[-1].received, after.weeks[-1].finished, after.weeks[-1].kept) == (1, 1, 1)
    assert 0 <= after.now.median_days < 0.25


def test_a_reopened_order_is_no_longer_finished(superuser, login, order):
    bring_to(login, order, "completed")
    _fold(superuser)
    step(login("zhou"), order, "reopen", comment="又不亮了", reason_code="not_fixed")
    assert orders.board(login("zhou"), _today(superuser)).weeks[-1].finished == 0


def test_managers_count_their_own_stores_only(superuser, login, order):
    _fold(superuser)
    today = _today(superuser)
    assert orders.board(login("zhou"), today).in_work == 1
    assert orders.board(login("qian"), today).in_work == 0
    assert orders.board(login("shen"), today).now.received == 1


def test_open_orders_stand_in_the_group_of_their_age_and_turn(superuser, login, order):
    today = _today(superuser)
    assert orders.board(login("zhou"), today + timedelta(days=9)).open == {("ours", 3): 1}


def test_who_has_no_figures_is_refused(superuser, login):
    with pytest.raises(NotPermitted):
        orders.board(login("na"), _today(superuser))


@given(st.lists(st.integers(0, 50), min_size=1))
def test_a_median_of_counted_values_is_off_by_at_most_one(values):
    counts = {value: values.count(value) for value in values}
    middle = sorted(values)[(len(values) - 1) // 2]
    assert middle <= median_of_histogram(counts) <= middle + 1


def test_no_values_have_no_median():
    assert median_of_histogram({}) is None


def test_the_list_behind_a_figure_has_as_many_orders(superuser, login, order):
    bring_to(login, order, "completed")
    zhou, today = login("zhou"), _today(superuser)
    week = orders.board(zhou, today).weeks[-1]
    behind = Wanted(view="finished", finished_from=week.begins, finished_until=week.ends)
    assert [line.id for line in order_lists.page(zhou, behind).rows] == [order]
    assert order_lists.page(zhou, Wanted(view="finished", finished_until=week.begins - timedelta(days=1))).rows == ()
    received = Wanted(opened_from=week.begins, opened_until=week.ends)
    assert len(order_lists.page(zhou, received).rows) == week.received
