"""Sample calendars: the official days of the years of the history."""

from datetime import date
from uuid import UUID, uuid5

import psycopg

from services.calendars import official_days
from services.errors import ServiceError

_SPACE = UUID("0192f000-5e4c-7a00-8000-00000000ca1e")
_TAKE = """
    insert into aftercare.calendar_day (id, calendar_id, day, name, name_en, weekday, origin)
    select %s, c.id, %s, %s, %s, %s, 'official' from aftercare.working_calendar c
    where c.code = %s and c.archived_at is null on conflict do nothing"""
# The shops open on all days but the eve and the first two days of the Spring Festival.
_CLOSED_AT_NEW_YEAR = ("农历除夕", "春节")


def write(connection: psycopg.Connection, first: int, last: int) -> None:
    """Put the official days of these years into the office's calendar, New Year also into the shops'."""
    for year in range(first, last + 1):
        try:
            days = official_days(year)
        except ServiceError:
            continue  # not announced when this program was made
        closed = [one for one in days if one.name.startswith(_CLOSED_AT_NEW_YEAR)][:3]
        for code, wanted in (("office", days), ("shop", closed)):
            for one in wanted:
                values = [_id(code, one.day), one.day, one.name, one.name_en, one.weekday, code]
                connection.execute(_TAKE, values)


def _id(code: str, day: date) -> UUID:
    return uuid5(_SPACE, f"{code} {day}")
