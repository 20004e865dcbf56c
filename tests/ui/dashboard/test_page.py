"""The manager's page through its own widgets."""

import random
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import text

from services.order_lists import Wanted
from services.setup import superuser_engine
from tests.people import known
from tests.ui.conftest import settled
from ui.dashboard.page import DashboardPage
from ui.kit import formats


@pytest.fixture
def history(fresh_database):
    """Half a year of figures of the Xihu store, and orders in work."""
    dice = random.Random(7)
    engine = superuser_engine(fresh_database.dsn())
    today = formats.today()
    with engine.begin() as connection:
        for back in range(180):
            day = today - timedelta(days=back)
            if day.weekday() == 6:
                continue
            rows = {("received", 0): dice.randint(3, 8)}
            for _n in range(dice.randint(3, 8)):
                key = ("finished", int(dice.lognormvariate(2.2, 0.6)))
                rows[key] = rows.get(key, 0) + 1
            finished = sum(n for (measure, _b), n in rows.items() if measure == "finished")
            rows["kept", 0] = int(finished * dice.uniform(0.75, 1))
            for (measure, bucket), n in rows.items():
                connection.execute(
                    text(
                        "insert into aftercare.figure_week as w (scope, week, measure, bucket, n) values (:s, aftercare.week_of(:d), :m, :b, :n)"
                        " on conflict (scope, week, measure, bucket) do update set n = w.n + excluded.n"
                    ),
                    {"s": known("store xihu"), "d": day, "m": measure, "b": bucket, "n": n},
                )
    engine.dispose()
    return today


@pytest.fixture
def page(qtbot, desk_of, show, history):
    return show(DashboardPage(desk_of("zhou")), width=1364, height=790)


def test_a_figure_opens_the_rows_it_counts(page, opened):
    page.tiles["late"].click()
    assert opened[-1] == ("orders", {"wanted": Wanted(view="overdue")})


def test_a_point_opens_the_orders_of_its_week_by_keyboard(qtbot, page, opened):
    plot = page.flow.plot
    qtbot.waitUntil(lambda: bool(plot.marks))
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Right)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    first = page.board.weeks[0]
    assert opened[-1] == ("orders", {"wanted": Wanted(opened_from=first.begins, opened_until=first.ends)})


def test_a_segment_opens_the_orders_of_that_age_and_turn(page, opened, history):
    page.open_ageing(("parts", 4))
    until = history - timedelta(days=15)
    assert opened[-1] == ("orders", {"wanted": Wanted(states=("waiting_parts",), opened_until=until)})


def test_an_empty_company_sees_what_will_be_here(qtbot, desk_of, show):
    page = show(DashboardPage(desk_of("qian")))
    assert page.ageing.empty.isVisible() and page.tiles["open"].figure.value == "0"


def test_the_page_can_be_looked_at(qtbot, page, picture):
    page.show_board(
        page.board.__class__(
            **{
                **page.board.__dict__,
                "open": {
                    ("ours", 0): 11,
                    ("customer", 0): 2,
                    ("parts", 0): 1,
                    ("ours", 1): 5,
                    ("customer", 1): 2,
                    ("parts", 1): 2,
                    ("ours", 2): 3,
                    ("customer", 2): 2,
                    ("parts", 2): 2,
                    ("ours", 3): 1,
                    ("customer", 3): 1,
                    ("parts", 3): 2,
                    ("parts", 4): 2,
                },
                "in_work": 36,
                "late": 2,
                "uncollected": 3,
            }
        )
    )
    settled(qtbot, page)
    assert all(path.stat().st_size > 20_000 for path in picture(page, "dashboard"))
