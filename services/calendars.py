"""Working calendars 工作日历: weekly hours, days that differ, and which store works by which."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import Connection, text

from services import errors
from services.database import Database
from services.errors import ServiceError
from services.ids import new_id
from services.rows import add_once, change_row, clean, close_row, get_row, insert_row
from services.texts import N_, language

errors.sentences(
    calendar_exists=N_("There is already a calendar with this code."),
    calendar_code_wrong=N_("A code has 1 to 20 letters, digits, _ or -."),
    calendar_day_exists=N_("This day stands in the calendar already."),
    hours_wrong=N_("Hours are spans such as 9:00-12:00 13:30-18:00, one after the other, within one day."),
    week_wrong=N_("A week has seven days."),
    week_empty=N_("At least one day of the week must be worked."),
    calendar_in_use=N_("The whole company needs a calendar; let another one be the company's first."),
    official_days_unknown=N_("The official days of {year} are not known to this program yet."),
)
errors.constraints(
    {
        "working_calendar_code_key": ("calendar_exists", "code"),
        "working_calendar_code_check": ("calendar_code_wrong", "code"),
        "calendar_day_key": ("calendar_day_exists", "day"),
    }
)

Span = tuple[int, int]
Day = tuple[Span, ...]
Week = tuple[Day, ...]
MINUTES = 1440
FIELDS = ("code", "name", "name_en", "week")
DAY_FIELDS = ("day", "name", "name_en", "weekday", "hours")


@dataclass(frozen=True)
class Calendar:
    """A calendar. week: Monday first, spans in minutes of the day; uses: names of who works by it."""

    id: UUID
    version: int
    code: str
    name: str
    name_en: str
    week: Week
    archived: bool
    updated_by: str
    uses: tuple[str, ...]
    days: int


@dataclass(frozen=True)
class SpecialDay:
    """A day that differs: worked like a weekday (1 is Monday) or by its own hours; none is a day off."""

    id: UUID
    version: int
    calendar_id: UUID
    day: date
    name: str
    name_en: str
    weekday: int | None
    hours: Day
    origin: str
    updated_by: str


class Place(NamedTuple):
    """Where a calendar can be used: a store, a region or (both None) the whole company; calendar_id: its own."""

    kind: str
    id: UUID | None
    name: str
    calendar_id: UUID | None
    use_id: UUID | None


_CALENDARS = text("""
    select c.id, c.version, c.code, c.name, c.name_en, c.week, c.archived_at is not null as archived, c.updated_by,
           coalesce(u.uses, '{}') as uses,
           (select count(*) from calendar_day d where d.calendar_id = c.id and d.archived_at is null) as days
    from working_calendar c
    left join lateral (
      select array_agg(case when :english then coalesce(nullif(s.name_en, ''), s.name, nullif(r.name_en, ''), r.name, '*')
                            else coalesce(s.name, r.name, '*') end
                       order by s.id is not null, r.id is not null, s.code, r.code) as uses
      from calendar_use x left join store s on s.id = x.store_id left join region r on r.id = x.region_id
      where x.calendar_id = c.id and x.archived_at is null
    ) u on true
    where (cast(:id as uuid) is null or c.id = :id) and (:archived or c.archived_at is null)
    order by c.archived_at is not null, c.code""")


def calendars(db: Database, *, archived: bool = False) -> list[Calendar]:
    """All calendars by code."""
    with db.read() as connection:
        rows = connection.execute(_CALENDARS, {"id": None, "archived": archived, "english": language() == "en"}).all()
    return [_calendar(row) for row in rows]


def calendar(db: Database, calendar_id: UUID) -> Calendar:
    """One calendar; raises ServiceError 'gone_record' where there is none."""
    return _calendar(get_row(db, _CALENDARS, id=calendar_id, archived=True, english=language() == "en"))


def _calendar(row: Any) -> Calendar:
    values = dict(row._mapping)
    return Calendar(**{**values, "week": week_of(values["week"]), "uses": tuple(values["uses"])})


_SPAN = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(?:-|–|—|~|～|至|到)\s*(\d{1,2})(?::(\d{2}))?")


def hours_text(day: Sequence[Sequence[int]]) -> str:
    """A day's hours as people type them: 09:00-12:00 13:30-18:00; nothing for a day off."""
    return " ".join(f"{a // 60:02d}:{a % 60:02d}-{b // 60:02d}:{b % 60:02d}" for a, b in day)


def parse_hours(typed: str) -> Day:
    """Hours as people type them: 9-18, 9:00-12:00 13:30-18:00, also with 至 or full-width signs.

    Raises ServiceError 'hours_wrong'. Spans that touch are joined, as the database does.
    """
    plain = unicodedata.normalize("NFKC", typed).strip()
    rest = _SPAN.sub("", plain)
    if rest.strip(" ,;、，；"):
        raise ServiceError("hours_wrong", "hours")
    spans: list[Span] = []
    for first, minute, last, minute_last in _SPAN.findall(plain):
        spans.append((int(first) * 60 + int(minute or 0), int(last) * 60 + int(minute_last or 0)))
        if int(minute or 0) > 59 or int(minute_last or 0) > 59:
            raise ServiceError("hours_wrong", "hours")
    return tidy(spans)


def tidy(spans: Sequence[Span]) -> Day:
    """Spans in order, joined where they touch; raises ServiceError 'hours_wrong' where they cannot be hours."""
    kept: list[Span] = []
    for first, last in sorted(spans):
        if first >= last or last > MINUTES or (kept and first < kept[-1][1]):
            raise ServiceError("hours_wrong", "hours")
        if kept and first == kept[-1][1]:
            kept[-1] = (kept[-1][0], last)
        else:
            kept.append((first, last))
    if len(kept) > 12:
        raise ServiceError("hours_wrong", "hours")
    return tuple(kept)


def week_of(stored: Sequence[Sequence[Sequence[int]]]) -> Week:
    """A week as it is stored, as tuples."""
    return tuple(day_of(day) for day in stored)


def day_of(stored: Sequence[Sequence[int]]) -> Day:
    """A day's spans as they are stored, as tuples."""
    return tuple((int(first), int(last)) for first, last in stored)


def add(db: Database, request: UUID, values: Mapping[str, Any]) -> UUID:
    """Add a calendar (code, name, name_en, week)."""
    given = _stored(clean(values, columns=FIELDS))
    return add_once(
        db, request, lambda connection, row_id: insert_row(connection, "working_calendar", {"id": row_id, **given})
    )


def change(db: Database, request: UUID, seen: Calendar, values: Mapping[str, Any]) -> int:
    """Change a calendar; its running clocks are reckoned anew by due work. Returns the new version."""
    given = _stored(clean(values, columns=FIELDS))
    base = {name: getattr(seen, name) for name in given}
    if "week" in base:
        base["week"] = _lists(base["week"])

    def work(connection: Connection) -> int:
        return change_row(connection, "working_calendar", seen.id, seen.version, given, base)

    return int(db.once(request, work))


def close(db: Database, request: UUID, seen: Calendar, *, closed: bool = True) -> int:
    """Take a calendar out of use, or back. Its stores then work by the one above theirs."""
    company = text("""select exists (select from calendar_use where calendar_id = :id and archived_at is null
                                     and store_id is null and region_id is null)""")

    def work(connection: Connection) -> int:
        if closed and connection.execute(company, {"id": seen.id}).scalar():
            raise ServiceError("calendar_in_use")
        return close_row(connection, "working_calendar", seen.id, seen.version, closed)

    return int(db.once(request, work))


def _lists(spans: Any) -> Any:
    return [_lists(one) if isinstance(one, tuple | list) else one for one in spans]


def _stored(given: dict[str, Any]) -> dict[str, Any]:
    for name in ("week", "hours"):
        if name in given:
            given[name] = Jsonb(_lists(given[name] or ()))
    return given


# days that differ

_DAYS = text("""
    select id, version, calendar_id, day, name, name_en, weekday, hours, origin, updated_by from calendar_day
    where calendar_id = :calendar and archived_at is null and (cast(:since as date) is null or day >= :since)
      and (cast(:until as date) is null or day <= :until)
    order by day desc limit 2000""")


def days(db: Database, calendar_id: UUID, since: date | None = None, until: date | None = None) -> list[SpecialDay]:
    """The days that differ, the latest first."""
    with db.read() as connection:
        rows = connection.execute(_DAYS, {"calendar": calendar_id, "since": since, "until": until}).all()
    return [SpecialDay(**{**row._mapping, "hours": day_of(row.hours)}) for row in rows]


def add_day(db: Database, request: UUID, calendar_id: UUID, values: Mapping[str, Any]) -> UUID:
    """Add a day that differs."""
    given = _stored(clean(values, ("weekday",), DAY_FIELDS))
    return add_once(
        db,
        request,
        lambda connection, row_id: insert_row(
            connection, "calendar_day", {"id": row_id, "calendar_id": calendar_id, **given}
        ),
    )


def change_day(db: Database, request: UUID, seen: SpecialDay, values: Mapping[str, Any]) -> int:
    """Change a day that differs; returns the new version."""
    given = _stored(clean(values, ("weekday",), DAY_FIELDS))
    base = {name: getattr(seen, name) for name in given}
    if "hours" in base:
        base["hours"] = _lists(base["hours"])

    def work(connection: Connection) -> int:
        return change_row(connection, "calendar_day", seen.id, seen.version, given, base)

    return int(db.once(request, work))


_DROP_DAY = text("""update calendar_day set archived_at = clock_timestamp()
                    where id = :id and version = :version and archived_at is null returning version""")


def drop_day(db: Database, request: UUID, seen: SpecialDay) -> None:
    """The day is a day of the week like any other again."""

    def work(connection: Connection) -> None:
        if connection.execute(_DROP_DAY, {"id": seen.id, "version": seen.version}).scalar() is None:
            raise ServiceError("conflict")

    db.once(request, work)


class OfficialDay(NamedTuple):
    """A public holiday of China, or a make-up day worked like the weekday it stands for."""

    day: date
    name: str
    name_en: str
    weekday: int | None


def official_days(year: int) -> list[OfficialDay]:
    """The State Council's days of a year: days off and make-up days 调休.

    Raises ServiceError 'official_days_unknown' where they were not announced when this program was made: without
    the make-up days the rest would be wrong.
    """
    import holidays

    chinese = holidays.country_holidays("CN", years=year, language="zh_CN")
    english = holidays.country_holidays("CN", years=year, language="en_US")
    made_up = sorted(day for day in getattr(chinese, "weekend_workdays", ()) if day.year == year)
    if not made_up:
        raise ServiceError("official_days_unknown", "year", year=year)
    # What is made up for stands in the day off's own name; where it does not, a Monday.
    instead = _instead(chinese)
    found = [
        OfficialDay(day, str(name), _plain_dates(str(english.get(day, ""))), None) for day, name in chinese.items()
    ]
    found += [OfficialDay(day, "调休上班", "Make-up working day", instead.get(day, 1)) for day in made_up]
    return sorted(one for one in found if one.day.year == year)


def _plain_dates(name: str) -> str:
    """A name with the dates in it as everywhere else: the package writes them month first."""
    return re.sub(r"(\d{2})/(\d{2})/(\d{4})", r"\3-\1-\2", name)


def _instead(chinese: Mapping[date, str]) -> dict[date, int]:
    """For each make-up day the weekday of the day off it makes up for."""
    found: dict[date, int] = {}
    for day, name in chinese.items():
        named = re.search(r"(\d{4})-(\d{2})-(\d{2})", str(name))
        if named:
            found[date(*map(int, named.groups()))] = day.isoweekday()
    return found


_TAKE = text("""
    insert into calendar_day (id, calendar_id, day, name, name_en, weekday, origin)
    values (:id, :calendar, :day, :name, :name_en, :weekday, 'official')
    on conflict (calendar_id, day) where archived_at is null do nothing""")


def take_official_days(db: Database, request: UUID, calendar_id: UUID, wanted: Sequence[OfficialDay]) -> int:
    """Put official days into a calendar; days that stand there already stay as they are. Returns how many are new."""

    def work(connection: Connection) -> int:
        taken = 0
        for one in wanted:
            values = {**one._asdict(), "id": new_id(), "calendar": calendar_id}
            taken += connection.execute(_TAKE, values).rowcount
        return taken

    return int(db.once(request, work))


# who works by which

_PLACES = text("""
    select x.kind, x.id, x.name, u.calendar_id, u.id as use_id from (
      select 0 as place, 'company' as kind, null::uuid as id, '' as name, '' as code
      union all
      select 1, 'region', r.id, case when :english then coalesce(nullif(r.name_en, ''), r.name) else r.name end, r.code
      from region r where r.archived_at is null
      union all
      select 2, 'store', s.id, case when :english then coalesce(nullif(s.name_en, ''), s.name) else s.name end, s.code
      from store s where s.archived_at is null
    ) x
    left join calendar_use u on u.archived_at is null
      and u.store_id is not distinct from case when x.kind = 'store' then x.id end
      and u.region_id is not distinct from case when x.kind = 'region' then x.id end
    order by x.place, x.code""")


def places(db: Database) -> list[Place]:
    """The company, its regions and its stores, each with the calendar it was given itself."""
    with db.read() as connection:
        return [Place(*row) for row in connection.execute(_PLACES, {"english": language() == "en"})]


_END_USE = text("update calendar_use set archived_at = clock_timestamp() where id = :id and archived_at is null")


def use(db: Database, request: UUID, place: Place, calendar_id: UUID | None) -> None:
    """Let a place work by a calendar; None: by the one above it. What runs keeps the calendar it began with."""
    if calendar_id is None and place.kind == "company":
        raise ServiceError("calendar_in_use", "calendar_id")

    def work(connection: Connection) -> None:
        if place.use_id is not None:
            connection.execute(_END_USE, {"id": place.use_id})
        if calendar_id is not None:
            where = {} if place.kind == "company" else {f"{place.kind}_id": place.id}
            insert_row(connection, "calendar_use", {"id": new_id(), "calendar_id": calendar_id, **where})

    db.once(request, work)
