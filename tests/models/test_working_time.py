"""Working time: the SQL against a slow model of the clock on the wall, and what must hold for every calendar."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from services.errors import from_driver
from services.ids import new_id

SHOP = [[[540, 1080]]] * 7
OFFICE = [[[510, 720], [810, 1050]]] * 5 + [[], []]
ALWAYS = [[[0, 1440]]] * 7
NIGHT = [[[0, 150], [195, 300], [1320, 1440]]] * 6 + [[[60, 90]]]
WEEKS = {"shop": SHOP, "office": OFFICE, "always": ALWAYS, "night": NIGHT}
# (calendar, day, like which weekday, hours): holidays, a make-up Saturday, short hours on a day of clock change
DAYS = (
    ("shop", date(2026, 2, 17), None, []),
    ("shop", date(2026, 2, 18), None, []),
    ("office", date(2026, 2, 17), None, []),
    ("office", date(2026, 2, 14), 5, []),
    ("office", date(2026, 10, 25), None, [[30, 200]]),
    ("night", date(2026, 3, 8), None, [[100, 170], [180, 260]]),
)
# Clocks that never change, change at 2, at 1, by half an hour, and at midnight.
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Santiago")
# Around changes of the clock, holidays and nothing at all.
NEAR = (
    datetime(2026, 3, 8, tzinfo=UTC),
    datetime(2026, 11, 1, tzinfo=UTC),
    datetime(2026, 3, 29, tzinfo=UTC),
    datetime(2026, 10, 25, tzinfo=UTC),
    datetime(2026, 4, 4, tzinfo=UTC),
    datetime(2026, 10, 3, tzinfo=UTC),
    datetime(2026, 9, 6, tzinfo=UTC),
    datetime(2026, 2, 16, tzinfo=UTC),
    datetime(2026, 7, 15, tzinfo=UTC),
)
moments = st.builds(
    lambda near, minutes: near + timedelta(minutes=minutes),
    st.sampled_from(NEAR),
    st.integers(-3 * 1440, 3 * 1440),
)
calendars = st.sampled_from(sorted(WEEKS))
zones = st.sampled_from(ZONES)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Reckoner:
    """The SQL functions over the calendars of this file."""

    def __init__(self, connection):
        self.connection = connection
        self.ids = {code: new_id() for code in WEEKS}
        for code, week in WEEKS.items():
            connection.execute(
                text("insert into working_calendar (id, code, name, week) values (:id, :code, :code, :week)"),
                {"id": self.ids[code], "code": f"test-{code}", "week": json.dumps(week)},
            )
        for code, day, weekday, hours in DAYS:
            connection.execute(
                text(
                    "insert into calendar_day (id, calendar_id, day, name, weekday, hours) "
                    "values (:id, :calendar, :day, '放假', :weekday, :hours)"
                ),
                {
                    "id": new_id(),
                    "calendar": self.ids[code],
                    "day": day,
                    "weekday": weekday,
                    "hours": json.dumps(hours),
                },
            )

    def seconds(self, code, start, end, zone):
        return self.connection.execute(
            text("select working_seconds(:c, :a, :b, :z)"), {"c": self.ids[code], "a": start, "b": end, "z": zone}
        ).scalar_one()

    def add(self, code, start, seconds, zone):
        return self.connection.execute(
            text("select add_working(:c, :a, :s, :z)"), {"c": self.ids[code], "a": start, "s": seconds, "z": zone}
        ).scalar_one()


@pytest.fixture
def reckon(superuser):
    return Reckoner(superuser)


def hours_on(code, day):
    """The spans of a day in minutes."""
    for calendar, special, weekday, hours in DAYS:
        if (calendar, special) == (code, day):
            return WEEKS[code][weekday - 1] if weekday else hours
    return WEEKS[code][day.weekday()]


def slow_minutes(code, start, end, zone):
    """Minutes worked, found by looking at the clock on the wall twice a minute.

    What counts is the earliest time that the clock will still show from then on: an hour that is shown twice
    belongs, the first time, to what ends where the second one begins.
    """
    there = ZoneInfo(zone)
    lowest = datetime.max
    worked = 0
    minute = end + timedelta(days=1)
    while minute > start:
        next_minute = minute.astimezone(there).replace(tzinfo=None) - timedelta(microseconds=1)
        minute -= timedelta(minutes=1)
        half = (minute + timedelta(seconds=30)).astimezone(there).replace(tzinfo=None)
        lowest = min(lowest, half, next_minute)
        if minute < end:
            of_day = lowest.hour * 60 + lowest.minute
            worked += any(first <= of_day < last for first, last in hours_on(code, lowest.date()))
    return worked


@few
@given(calendars, zones, moments, st.integers(0, 4 * 1440))
def test_working_seconds_is_what_a_slow_look_at_the_clock_counts(reckon, code, zone, start, minutes):
    end = start + timedelta(minutes=minutes)
    assert reckon.seconds(code, start, end, zone) == 60 * slow_minutes(code, start, end, zone)


@few
@given(calendars, zones, moments, st.integers(0, 200_000))
def test_what_was_added_is_what_was_worked(reckon, code, zone, start, seconds):
    end = reckon.add(code, start, seconds, zone)
    assert end >= start
    assert reckon.seconds(code, start, end, zone) == seconds
    # the first such moment: a second less is not enough
    if seconds:
        assert reckon.seconds(code, start, end - timedelta(seconds=1), zone) == seconds - 1


@few
@given(calendars, zones, moments, st.integers(0, 4 * 1440))
def test_adding_what_was_worked_never_goes_beyond(reckon, code, zone, start, minutes):
    end = start + timedelta(minutes=minutes)
    worked = reckon.seconds(code, start, end, zone)
    back = reckon.add(code, start, worked, zone)
    assert back <= end
    assert reckon.seconds(code, back, end, zone) == 0


@few
@given(calendars, zones, moments, st.integers(0, 3000), st.integers(0, 3000))
def test_two_spans_are_worked_as_one(reckon, code, zone, start, first, second):
    middle = start + timedelta(minutes=first)
    end = middle + timedelta(minutes=second)
    parts = reckon.seconds(code, start, middle, zone) + reckon.seconds(code, middle, end, zone)
    assert parts == reckon.seconds(code, start, end, zone)


@few
@given(calendars, zones, moments, st.integers(0, 90_000), st.integers(0, 90_000))
def test_adding_twice_is_adding_once(reckon, code, zone, start, one, other):
    assert reckon.add(code, reckon.add(code, start, one, zone), other, zone) == reckon.add(
        code, start, one + other, zone
    )


@few
@given(calendars, zones, moments, st.integers(0, 3000), st.integers(0, 90_000), st.integers(0, 90_000))
def test_what_begins_later_or_takes_longer_ends_later(reckon, code, zone, start, minutes, one, other):
    later = start + timedelta(minutes=minutes)
    assert reckon.add(code, start, one, zone) <= reckon.add(code, later, one, zone)
    assert reckon.add(code, start, min(one, other), zone) <= reckon.add(code, start, max(one, other), zone)
    assert reckon.seconds(code, start, later + timedelta(hours=1), zone) >= reckon.seconds(code, start, later, zone)


def test_without_a_calendar_every_second_counts(superuser):
    ask = text("""select working_seconds(null, '2026-03-08 00:00+00', '2026-03-09 00:00+00', 'America/New_York'),
                         add_working(null, '2026-03-08 00:00+00', 86400.5, 'America/New_York')""")
    seconds, end = superuser.execute(ask).one()
    assert seconds == 86400
    assert end == datetime(2026, 3, 9, 0, 0, 0, 500000, tzinfo=UTC)


def test_a_night_shift_loses_the_hour_that_does_not_exist_and_gains_the_one_that_comes_twice(reckon):
    new_york = ZoneInfo("America/New_York")
    night = {"start": datetime(2026, 3, 8, tzinfo=new_york), "end": datetime(2026, 3, 9, tzinfo=new_york)}
    assert reckon.seconds("always", night["start"], night["end"], "America/New_York") == 23 * 3600
    fall = datetime(2026, 11, 1, tzinfo=new_york), datetime(2026, 11, 2, tzinfo=new_york)
    assert reckon.seconds("always", *fall, "America/New_York") == 25 * 3600


def test_a_holiday_moves_the_end_and_a_make_up_day_brings_it_nearer(reckon):
    shanghai = ZoneInfo("Asia/Shanghai")
    # 16 February 17:00, one hour left of the day; the 17th and 18th are holidays
    end = reckon.add("shop", datetime(2026, 2, 16, 17, tzinfo=shanghai), 2 * 3600, "Asia/Shanghai")
    assert end == datetime(2026, 2, 19, 10, tzinfo=shanghai)
    # Friday 13 February 17:00; Saturday is worked like a Friday
    end = reckon.add("office", datetime(2026, 2, 13, 17, tzinfo=shanghai), 3600, "Asia/Shanghai")
    assert end == datetime(2026, 2, 14, 9, tzinfo=shanghai)


def test_no_time_is_found_where_ten_years_do_not_hold_it(reckon):
    assert reckon.add("office", NEAR[0], 10**9, "Asia/Shanghai") is None


@pytest.mark.parametrize(
    ("week", "code"),
    [
        ([[[540, 1080]]] * 6, "week_wrong"),
        ([[]] * 7, "week_empty"),
        ([[[540, 540]]] * 7, "hours_wrong"),
        ([[[540, 1441]]] * 7, "hours_wrong"),
        ([[[540, 700], [690, 1080]]] * 7, "hours_wrong"),
        ([[["9:00", "18:00"]]] * 7, "hours_wrong"),
        ([[540, 1080]] * 7, "hours_wrong"),
        ([{"from": 1}] * 7, "hours_wrong"),
        ({"week": 1}, "week_wrong"),
        ([[[1.5, 2.5]]] * 7, "hours_wrong"),
        ([[[-5, 30]]] * 7, "hours_wrong"),
    ],
)
def test_a_week_that_makes_no_sense_is_refused(superuser, week, code):
    import psycopg

    raw = superuser.connection.driver_connection
    with pytest.raises(psycopg.Error) as refusal, raw.transaction():
        raw.execute(
            "insert into aftercare.working_calendar (id, code, name, week) values (%s, 'x', 'x', %s)",
            [new_id(), json.dumps(week)],
        )
    assert from_driver(refusal.value).code == code


def test_hours_are_kept_in_order_and_joined_where_they_touch(superuser):
    made = superuser.execute(
        text("insert into working_calendar (id, code, name, week) values (:id, 'x', 'x', :week) returning week"),
        {"id": new_id(), "week": json.dumps([[[800, 900], [540, 700], [700, 720]]] + [[]] * 6)},
    ).scalar_one()
    assert made[0] == [[540, 720], [800, 900]]
