"""How values are written in both languages, and what people may type."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from ui.kit import formats
from ui.kit.words import use_language

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _shanghai():
    formats.use_zone(ZoneInfo("Asia/Shanghai"))
    yield
    formats.use_zone(None)
    use_language("zh_CN")


@pytest.mark.parametrize(("typed", "meant"), [
    ("2026-11-24", date(2026, 11, 24)), ("20261124", date(2026, 11, 24)), ("11-24", date(2026, 11, 24)),
    ("1124", date(2026, 11, 24)), ("24", date(2026, 11, 24)), ("+3", date(2026, 11, 24)), ("-1", date(2026, 11, 20)),
    ("t", TODAY), ("今天", TODAY), ("24 Nov 2026", date(2026, 11, 24)), ("24 nov", date(2026, 11, 24)),
    ("01-05", date(2027, 1, 5)), ("2026年11月24日", date(2026, 11, 24)), ("２０２６－１１－２４", date(2026, 11, 24)),
    ("", None)])  # fmt: skip
def test_dates_may_be_typed_in_any_short_form(typed, meant):
    assert formats.parse_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    "typed", ["32", "2026-02-30", "abc", "13-45", "1-2-3-4", "24 Foo", "9" * 20 + "-1-1", "0001-01-01", "99991231"]
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValueError):
        formats.parse_day(typed, TODAY)


@pytest.mark.parametrize(("typed", "utc"), [
    ("11-24 18:00", "2026-11-24 10:00"), ("1124 18", "2026-11-24 10:00"), ("+1 9:30", "2026-11-22 01:30"),
    ("18:00", "2026-11-21 10:00"), ("2026-11-24", "2026-11-23 16:00")])  # fmt: skip
def test_instants_are_typed_in_the_stores_time(typed, utc):
    assert f"{formats.parse_moment(typed, TODAY).astimezone(UTC):%Y-%m-%d %H:%M}" == utc


@pytest.mark.parametrize(("typed", "value"), [
    ("1,280.50", "1280.50"), ("¥300", "300"), ("３００", "300"), ("−5", "-5"), ("", None)])  # fmt: skip
def test_amounts_may_be_typed_with_signs_and_separators(typed, value):
    assert formats.parse_number(typed) == (None if value is None else Decimal(value))


@pytest.mark.parametrize("typed", ["1.2.3", "abc", "nan", "Infinity", "1e309", "1_000", ".", "9" * 19, "0." + "1" * 10])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError):
        formats.parse_number(typed)


def test_days_and_spans_are_written_in_one_form_a_language():
    monday, sunday, later = date(2026, 11, 16), date(2026, 11, 22), date(2027, 1, 3)
    assert formats.named_day(sunday) == "2026-11-22 周日"
    assert formats.month(sunday) == "2026 年 11 月"
    assert formats.span(monday, sunday) == "2026-11-16 – 11-22"
    assert formats.span(monday, later) == "2026-11-16 – 2027-01-03"
    use_language("en")
    assert formats.named_day(sunday) == "Sun 22 Nov 2026"
    assert formats.month(sunday) == "Nov 2026"
    assert formats.span(monday, sunday) == "16 Nov – 22 Nov 2026"
    assert formats.span(monday, later) == "16 Nov 2026 – 3 Jan 2027"


def test_times_are_written_in_one_form_a_language():
    then = NOON + timedelta(days=3, hours=6)
    assert formats.moment(then, NOON) == "11-24 18:00"
    assert formats.moment(NOON, NOON) == "今天 12:00"
    assert formats.day(TODAY) == "2026-11-21"
    use_language("en")
    assert formats.moment(then, NOON) == "24 Nov 18:00"
    assert formats.moment(NOON, NOON) == "Today 12:00"
    assert formats.day(TODAY) == "21 Nov 2026"
    assert formats.moment(datetime(2025, 1, 2, tzinfo=UTC), NOON) == "2 Jan 2025 08:00"


def test_money_has_a_true_minus_and_nothing_is_a_dash():
    assert formats.money(Decimal("-1280")) == "−1,280.00"
    assert formats.money(None) == "—"
    assert formats.phone("13800001234") == "138 0000 1234"
    assert formats.count(1001) == "1,000+"
    assert formats.count(1000) == "1,000"


def test_durations_and_ages_name_their_unit():
    use_language("en")
    assert [formats.duration(m) for m in (20, 60, 128, 26 * 60)] == ["20 min", "1 h", "2 h 08 min", "1 d 2 h"]
    assert formats.age(NOON - timedelta(days=12), NOON) == "12 d"
