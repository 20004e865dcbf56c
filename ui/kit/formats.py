"""How dates, money and numbers are written and read, in the language of the moment.

Instants are shown in the time zone of the store (`use_zone`), never in the PC's.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from services import texts
from services.texts import _

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ZH_DAYS = "一二三四五六日"
EMPTY = "—"
MINUS = "−"
# A slip of the finger leads beyond them, and instants near the ends of the calendar cannot be read back.
YEARS = range(1900, 2200)
# More digits stand in no field, and Decimal rounds 28 at most.
_NUMBER = re.compile(r"[+-]?(?=\.?\d)\d{0,18}(\.\d{0,9})?")
_zone: list[tzinfo | None] = [None]


def use_zone(zone: tzinfo | None) -> None:
    """Show instants in this zone from now on; None is the PC's own."""
    _zone[0] = zone


def zone() -> tzinfo:
    """The zone instants are shown in."""
    return _zone[0] or datetime.now().astimezone().tzinfo or UTC


def local(instant: datetime) -> datetime:
    """An instant in the store's zone."""
    return instant.astimezone(_zone[0])


def today() -> date:
    """The store's date now, by the PC's clock: for proposals only, rules use the server's."""
    return datetime.now(_zone[0]).date()


def now() -> datetime:
    """The instant now by the PC's clock, where the server's is not at hand."""
    return datetime.now().astimezone()


def zh() -> bool:
    """Whether texts are Chinese at the moment."""
    return texts.language().startswith("zh")


def day(value: date | None, year: bool = True) -> str:
    """2026-11-24 and 24 Nov 2026; without the year 11-24 and 24 Nov."""
    if value is None:
        return EMPTY
    if zh():
        return f"{value:%Y-%m-%d}" if year else f"{value:%m-%d}"
    name = f"{value.day} {MONTHS[value.month - 1]}"
    return f"{name} {value.year}" if year else name


def weekday(value: date) -> str:
    """周二 and Tue."""
    return f"周{ZH_DAYS[value.weekday()]}" if zh() else DAYS[value.weekday()]


def month(value: date) -> str:
    """2026 年 11 月 and Nov 2026."""
    return f"{value.year} 年 {value.month} 月" if zh() else f"{MONTHS[value.month - 1]} {value.year}"


def named_day(value: date) -> str:
    """2026-11-24 周二 and Tue 24 Nov 2026."""
    return f"{day(value)} {weekday(value)}" if zh() else f"{weekday(value)} {day(value)}"


def span(first: date, last: date) -> str:
    """2026-11-23 – 11-29 and 23 Nov – 29 Nov 2026: the year stands once, where it is the same."""
    same = first.year == last.year
    return f"{day(first, zh() or not same)} – {day(last, not (zh() and same))}"


def moment(instant: datetime | None, at: datetime | None = None, year: bool | None = None) -> str:
    """11-24 18:00 and 24 Nov 18:00; seen `at` the same day, 'Today 18:00'.

    year: None shows it only when it is not this year's.
    """
    if instant is None:
        return EMPTY
    there = local(instant)
    this = local(at).date() if at is not None else today()
    if at is not None and there.date() == this:
        return _("Today {time}").format(time=f"{there:%H:%M}")
    with_year = there.year != this.year if year is None else year
    return f"{day(there.date(), with_year)} {there:%H:%M}"


def inside(instant: datetime | None, at: datetime) -> str:
    """The same within a sentence: 'today 18:00'."""
    if instant is not None and local(instant).date() == local(at).date():
        return _("today {time}").format(time=clock(instant))
    return moment(instant, at)


def clock(instant: datetime) -> str:
    """18:00."""
    return f"{local(instant):%H:%M}"


def duration(minutes: float | None) -> str:
    """20 m, 2 h 08 m, 3 d 4 h: how long something took; '—' when unknown."""
    if minutes is None:
        return EMPTY
    whole = max(0, round(minutes))
    if whole < 60:
        return _("{n} min").format(n=whole)
    hours, rest = divmod(whole, 60)
    if hours < 24:
        return _("{h} h {m} min").format(h=hours, m=f"{rest:02d}") if rest else _("{h} h").format(h=hours)
    days, hours = divmod(hours, 24)
    return _("{d} d {h} h").format(d=days, h=hours) if hours else _("{d} d").format(d=days)


def age(instant: datetime | None, at: datetime) -> str:
    """How old, in the one unit that fits: 20 m, 5 h, 12 d."""
    if instant is None:
        return EMPTY
    minutes = max(0, int((at - instant).total_seconds() // 60))
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    if minutes < 24 * 60:
        return _("{h} h").format(h=minutes // 60)
    return _("{d} d").format(d=minutes // (24 * 60))


def money(amount: Decimal | None) -> str:
    """1,280.00 with a true minus; '—' when there is none."""
    return EMPTY if amount is None else f"{amount:,.2f}".replace("-", MINUS)


def number(value: Decimal | float | int | None, places: int | None = None) -> str:
    """A number without trailing noise; places: fixed decimal places."""
    if value is None:
        return EMPTY
    if places is not None:
        return f"{value:,.{places}f}".replace("-", MINUS)
    if isinstance(value, int):
        return f"{value:,d}".replace("-", MINUS)
    return f"{Decimal(str(value)).normalize():,f}".replace("-", MINUS)


def count(value: int, capped_at: int = 1000) -> str:
    """A capped count: 1,001 found means '1,000+'."""
    return f"{capped_at:,}+" if value > capped_at else f"{value:,}"


def phone(digits: str | None) -> str:
    """138 0000 1234 for eleven digits; anything else as it is."""
    plain = digits or ""
    return f"{plain[:3]} {plain[3:7]} {plain[7:]}" if re.fullmatch(r"1\d{10}", plain) else plain


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def parse_number(text: str) -> Decimal | None:
    """A number as people type it: full-width digits and thousands separators will do.

    Raises ValueError for what is no number; empty is None.
    """
    plain = _plain(text).replace(",", "").replace(MINUS, "-").replace(" ", "").removeprefix("¥")
    if not plain:
        return None
    # Decimal reads more than people mean: exponents, NaN, 1_000.
    if not _NUMBER.fullmatch(plain):
        raise ValueError(text)
    return Decimal(plain)


def parse_day(text: str, near: date | None = None) -> date | None:
    """A date as people type it: 2026-11-24, 20261124, 11-24, 1124, 24, 24 Nov 2026, +3, -1, t.

    Without a year the one nearest to today is meant. Raises ValueError, also for years that no work falls into;
    empty is None.
    """
    found = _day(text, near)
    if found is not None and found.year not in YEARS:
        raise ValueError(text)
    return found


def _day(text: str, near: date | None) -> date | None:
    plain = _plain(text).lower().replace("年", "-").replace("月", "-").replace("日", "").rstrip("-")
    base = near or today()
    if not plain:
        return None
    if plain in ("t", "today", "今天"):
        return base
    if re.fullmatch(r"[+-]\d{1,4}", plain):
        return base + timedelta(days=int(plain))
    named = re.fullmatch(r"(\d{1,2}) ?([a-z]{3})[a-z]* ?(\d{4})?", plain)
    if named:
        names = [name.lower() for name in MONTHS]
        if named[2] not in names:
            raise ValueError(text)
        return _near(base, names.index(named[2]) + 1, int(named[1]), named[3])
    parts = re.split(r"[-/.\s]+", plain)
    if len(parts) == 1:
        digits = parts[0]
        if len(digits) == 8:
            parts = [digits[:4], digits[4:6], digits[6:]]
        elif len(digits) == 4:
            parts = [digits[:2], digits[2:]]
    if any(len(part) > 4 for part in parts):
        raise ValueError(text)
    numbers = [int(part) for part in parts]
    if len(numbers) == 3:
        return date(*numbers)
    if len(numbers) == 2:
        return _near(base, numbers[0], numbers[1], None)
    if len(numbers) == 1 and 1 <= numbers[0] <= 31:
        return base.replace(day=numbers[0])
    raise ValueError(text)


def _near(base: date, month: int, number: int, year: str | None) -> date:
    if year:
        return date(int(year), month, number)
    choices = []
    for candidate in (base.year - 1, base.year, base.year + 1):
        try:
            choices.append(date(candidate, month, number))
        except ValueError:
            continue  # 29 February exists only in some years
    if not choices:
        raise ValueError(f"{month}-{number}")
    return min(choices, key=lambda one: abs(one - base))


def parse_moment(text: str, near: date | None = None) -> datetime | None:
    """A date and a time: '1124 18', '11-24 18:30', '+1 9:00', '18:00' (today). ValueError if neither."""
    plain = _plain(text)
    if not plain:
        return None
    found = re.search(r"(?:^|\s)(\d{1,2})(?::(\d{2}))?$", plain)
    if found and (found[2] or found.start() > 0):
        at = time(int(found[1]), int(found[2] or 0))
        on = parse_day(plain[: found.start()], near) or (near or today())
    else:
        at, on = time(0), parse_day(plain, near) or today()
    made = datetime.combine(on, at)
    return made.replace(tzinfo=_zone[0]) if _zone[0] else made.astimezone()
