"""Working calendars: hours of the week, the days that differ, and who works by which."""

from collections.abc import Mapping
from typing import Any

from services import calendars
from services.calendars import Calendar, Place, SpecialDay, hours_text
from services.ids import new_id
from services.paging import Page as PageOfRows
from services.texts import N_, _, either, ngettext
from ui.admin.closing import ClosingPage, closed_chip
from ui.kit import formats, week_editor
from ui.kit.buttons import Button
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.editor_page import EditorPage
from ui.kit.form import Field, Group
from ui.kit.options import Option
from ui.kit.paged import Column, PageRequest
from ui.kit.words import Text, data

WEEKDAYS = week_editor.DAYS


def week_words(week: calendars.Week) -> str:
    """A week in one line: equal days together."""
    spans: list[tuple[int, int]] = []
    for row, day in enumerate(week):
        if spans and week[spans[-1][1]] == day:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    parts = []
    for first, last in spans:
        if week[first]:
            days = _(WEEKDAYS[first]) if first == last else f"{_(WEEKDAYS[first])}–{_(WEEKDAYS[last])}"
            parts.append(f"{days} {hours_text(week[first])}")
    return " · ".join(parts)


def use_words(calendar: Calendar) -> str:
    """Who works by a calendar."""
    named = [_("the whole company") if one == "*" else one for one in calendar.uses]
    shown = ", ".join(named[:3])
    more = len(named) - 3
    return (
        shown
        if more <= 0
        else ngettext("{names} and {n} more", "{names} and {n} more", more).format(names=shown, n=more)
    )


class CalendarsPage(ClosingPage):
    """The weeks; buttons lead to the days that differ and to who works by which."""

    tables = ("working_calendar", "calendar_day")
    close_question = N_("Take the calendar {name} out of use?")
    close_detail = N_("Stores that work by it then work by the one above theirs; clocks that run run on by it.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "calendars",
            N_("Working calendars"),
            "calendar",
            [
                Column("name", N_("Name"), read=lambda one: either(one.name, one.name_en), sample="门店营业时间 ab"),
                Column("week", N_("Hours"), read=lambda one: week_words(one.week), stretch=True, secondary=True),
                Column("uses", N_("Used by"), read=use_words, sample="西湖店, 滨江店"),
                Column("days", N_("Special days"), "integer", sample="Special days", drop=1),
                Column("state", N_("State"), "chip", chip=closed_chip, read=lambda _l: 1, sample="In use ok", drop=2),
            ],
            [
                Group(
                    "",
                    [
                        Field("code", N_("Code"), "code", required=True, max_length=20, span=4),
                        Field("name", N_("Name"), required=True, max_length=120, span=8),
                        Field("name_en", N_("English name"), max_length=120, span=12),
                        Field("week", N_("Hours of the week"), "week", required=True, span=12),
                    ],
                )
            ],
            empty=(N_("No calendar fits."), N_("Add one with the hours in which a store works.")),
            new_text=N_("New calendar"),
            quick_filter=False,
            form_share=11,
        )
        self.to_days = Button(N_("Special days…"), "special_days", icon="calendar_check")
        self.to_days.clicked.connect(self._open_days)
        self.add_verb(self.to_days)
        places = Button(N_("Who works by which…"), "calendar_places", icon="store")
        places.clicked.connect(lambda: desk.open_page("calendar_places"))
        self.add_beside_new(places)

    def fetch(self, request: PageRequest) -> Any:
        return PageOfRows(calendars.calendars(self.desk.db, archived=self.wanted_view == "all"))

    def load(self, record_id: Any) -> Any:
        return calendars.calendar(self.desk.db, record_id)

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return calendars.add(self.desk.db, request, values)

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return calendars.change(self.desk.db, request, seen, values)

    def close_record(self, seen: Any, closed: bool, request: Any) -> Any:
        return calendars.close(self.desk.db, request, seen, closed=closed)

    def values_of(self, record: Calendar | None) -> Any:
        if record is None:
            return {"week": [((9 * 60, 18 * 60),)] * 5 + [(), ()]}
        return {name: getattr(record, name) for name in calendars.FIELDS}

    def words_of(self, record: Calendar | None) -> str:
        return _("New calendar") if record is None else f"{either(record.name, record.name_en)} · {record.code}"

    def _open_days(self) -> None:
        self.desk.open_page("calendar_days", calendar_id=self.seen.id)


def day_words(day: SpecialDay) -> str:
    """What a day that differs is like."""
    if day.weekday is not None:
        return _("worked like a {day}").format(day=_(WEEKDAYS[day.weekday - 1]))
    return hours_text(day.hours) or _("day off")


def _day_chip(day: SpecialDay) -> Chip:
    if day.weekday is not None or day.hours:
        return Chip(lambda: day_words(day), "info", "clock")
    return Chip(N_("day off"), "success", "calendar")


class CalendarDaysPage(EditorPage):
    """Holidays, make-up days and short days of one calendar."""

    module = "admin"
    tables = ("calendar_day",)

    def __init__(self, desk: Desk) -> None:
        weekdays: list[Option] = [Option(n + 1, words) for n, words in enumerate(WEEKDAYS)]
        self.calendar: Calendar | None = None
        self._calendar_id: Any = None
        super().__init__(
            desk,
            "calendar_days",
            N_("Special days"),
            "calendar_check",
            [
                Column("day", N_("Date"), "date", sample="2026-12-31"),
                Column("weekday_name", N_("Weekday"), read=lambda one: formats.weekday(one.day), sample="周三 Wed"),
                Column("name", N_("Name"), read=lambda one: either(one.name, one.name_en), stretch=True),
                Column(
                    "kind", N_("Hours"), "chip", chip=_day_chip, read=lambda _d: 1, sample="worked like a Wednesday"
                ),
            ],
            [
                Group(
                    "",
                    [
                        Field("day", N_("Date"), "date", required=True, span=6),
                        Field("name", N_("Name"), required=True, max_length=120, span=12),
                        Field("name_en", N_("English name"), max_length=120, span=12),
                        Field("weekday", N_("Worked like a"), "combo", span=6, options=weekdays),
                        Field("hours", N_("Or these hours"), "hours", span=6, placeholder=N_("day off")),
                    ],
                )
            ],
            empty=(N_("No day differs from the week."), N_("Take the year's official days, or add one.")),
            new_text=N_("New day"),
            form_share=8,
        )
        self.drop = Button(N_("Remove"), "remove_day", "danger")
        self.drop.clicked.connect(self._drop)
        self.add_verb(self.drop)
        self.official = [Button("", f"official_{n}", icon="upload") for n in range(2)]
        for n, button in enumerate(self.official):
            button.say(lambda n=n: _("Official days of {year}").format(year=self._year(n)))
            button.clicked.connect(lambda _on=False, n=n: self._take(self._year(n)))
        self.add_beside_new(*self.official)

    def _year(self, later: int) -> int:
        return formats.local(self.desk.now()).year + later

    def shown(self, calendar_id: Any = None, **_how: Any) -> None:
        if calendar_id is not None:
            self._calendar_id = calendar_id
            self.show_record(None)

    def title(self) -> str:
        if self.calendar is None:
            return _("Special days")
        name = either(self.calendar.name, self.calendar.name_en)
        return _("Special days: {name}").format(name=name)

    def refresh(self) -> None:
        db, wanted = self.desk.db, self._calendar_id
        self.run(lambda: calendars.calendar(db, wanted), self._show_calendar, slot="calendar")
        super().refresh()

    def _show_calendar(self, found: Calendar) -> None:
        self.calendar = found
        if self._calendar_id is None:  # opened for none: the first one
            self._calendar_id = found.id
            self.pane.reload()
        self.title_changed.emit()

    def fetch(self, request: PageRequest) -> Any:
        if self._calendar_id is None:
            return PageOfRows([])
        wanted = request.text.strip().lower()
        found = calendars.days(self.desk.db, self._calendar_id)
        return PageOfRows([one for one in found if wanted in f"{one.day} {one.name} {one.name_en}".lower()])

    def load(self, record_id: Any) -> Any:
        return next((one for one in calendars.days(self.desk.db, self._calendar_id) if one.id == record_id), None)

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return calendars.add_day(
            self.desk.db, request, self._calendar_id, {**values, "hours": values.get("hours") or ()}
        )

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return calendars.change_day(self.desk.db, request, seen, values)

    def values_of(self, record: SpecialDay | None) -> Any:
        return {} if record is None else {name: getattr(record, name) for name in calendars.DAY_FIELDS}

    def words_of(self, record: SpecialDay | None) -> str:
        return _("New day") if record is None else f"{formats.day(record.day)} · {either(record.name, record.name_en)}"

    def _drop(self) -> None:
        seen, request, db = self.seen, new_id(), self.desk.db
        self.write(lambda: calendars.drop_day(db, request, seen), lambda _n: self._dropped(), self.refused_save)

    def _dropped(self) -> None:
        self.show_record(None)
        self.pane.reload()

    def _take(self, year: int) -> None:
        db, calendar_id, request = self.desk.db, self._calendar_id, new_id()

        def work() -> int:
            return calendars.take_official_days(db, request, calendar_id, calendars.official_days(year))

        self.write(work, lambda taken: self._taken(year, taken), self.refused)

    def _taken(self, year: int, taken: int) -> None:
        words: Text = lambda: ngettext(  # noqa: E731
            "{n} official day of {year} is in the calendar now.",
            "{n} official days of {year} are in the calendar now.",
            taken,
        ).format(n=taken, year=year)
        if not taken:
            words = lambda: _("The official days of {year} stand in the calendar already.").format(year=year)  # noqa: E731
        self.messages.show("success", words, key="taken")
        self.pane.reload()


class CalendarPlacesPage(EditorPage):
    """The company, regions and stores, each with its own calendar or that of the one above."""

    module = "admin"
    tables = ("working_calendar",)

    def __init__(self, desk: Desk) -> None:
        self._names: dict[Any, Text] = {}
        super().__init__(
            desk,
            "calendar_places",
            N_("Who works by which calendar"),
            "store",
            [
                Column("name", N_("Where"), read=place_words, stretch=True),
                Column(
                    "calendar",
                    N_("Calendar"),
                    shown=self._calendar_words,
                    sample="门店营业时间 abcd",
                    read=lambda _p: 1,
                ),
            ],
            [Group("", [Field("calendar_id", N_("Calendar"), "combo", span=12, placeholder=N_("as the one above"))])],
            empty=(N_("No store fits."), N_("Another view or filter shows more.")),
            form_share=8,
        )

    def fetch(self, request: PageRequest) -> Any:
        wanted = request.text.strip().lower()
        db = self.desk.db
        self._names = {one.id: data(either(one.name, one.name_en)) for one in calendars.calendars(db)}
        return PageOfRows([_Row(one) for one in calendars.places(db) if wanted in place_words(one).lower()])

    def load(self, record_id: Any) -> Any:
        db = self.desk.db
        self._names = {one.id: data(either(one.name, one.name_en)) for one in calendars.calendars(db)}
        return next((row for row in map(_Row, calendars.places(db)) if row.id == record_id), None)

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        calendars.use(self.desk.db, request, seen.place, values["calendar_id"])

    def values_of(self, record: Any) -> Any:
        if record is None:
            return {}
        self.form.editor("calendar_id").set_options([Option(key, words) for key, words in self._names.items()])
        return {"calendar_id": record.place.calendar_id}

    def words_of(self, record: Any) -> str:
        return _("Choose a store or region from the list") if record is None else place_words(record)

    def locks_of(self, record: Any) -> Mapping[str, str] | str:
        return _("Choose a store or region from the list") if record is None else {}

    def _calendar_words(self, row: Any) -> str:
        known = self._names.get(row.place.calendar_id)
        return known() if callable(known) else _("as the one above")


class _Row:
    """A place as a row; its id is what a list wants, also for the whole company."""

    def __init__(self, place: Place) -> None:
        self.place, self.kind, self.name = place, place.kind, place.name
        self.id = place.id or "company"


def place_words(place: Any) -> str:
    """A place by name; regions are told from stores."""
    if place.kind == "company":
        return _("The whole company")
    return _("Region {name}").format(name=place.name) if place.kind == "region" else place.name
