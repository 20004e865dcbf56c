"""What is promised to whom: the administrator's list of service levels."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from services import service_levels
from services.paging import Page as PageOfRows
from services.people import ROLE_NAMES
from services.punctuation import listed
from services.service_clock import SUBJECT_NAMES, TARGET_NAMES, target_name
from services.service_levels import CLOCK_NAMES, COVER_NAMES, NAMED, RECORD_KINDS, SUBJECT_TARGETS, URGENCIES
from services.texts import N_, _, either
from ui.admin.closing import ClosingPage, closed_chip
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.form import Field, Group
from ui.kit.options import Option
from ui.kit.paged import Column, PageRequest

MINUTES_AN_HOUR = 60


def records_of(level: service_levels.ServiceLevel) -> str:
    """Which records a promise is for."""
    narrowed = [
        RECORD_KINDS[level.subject_kind].get(level.record_kind, level.record_kind),
        URGENCIES[level.subject_kind].get(level.urgency, level.urgency),
        COVER_NAMES.get(level.cover, ""),
    ]
    words = listed(_(word) for word in narrowed if word)
    return f"{_(SUBJECT_NAMES[level.subject_kind])} · {words}" if words else _(SUBJECT_NAMES[level.subject_kind])


def within(level: service_levels.ServiceLevel) -> str:
    """How long it may take."""
    if level.minutes is None:
        return _("as the record says")
    if level.target == "update":
        every = _("{h} h").format(h=formats.number(_hours(level.minutes)))
        every = _("{time} of working time").format(time=every) if level.clock == "working" else every
        return _("every {time}").format(time=every)
    if level.clock == "working":
        return _("{time} of working time").format(time=_("{h} h").format(h=formats.number(_hours(level.minutes))))
    return formats.duration(level.minutes)


def _hours(minutes: int) -> Decimal:
    return Decimal(minutes) / MINUTES_AN_HOUR


class ServiceLevelsPage(ClosingPage):
    """One promise a row; the most particular of those that fit a record holds."""

    tables = ("service_level",)
    close_question = N_("Promise “{name}” no longer?")
    close_detail = N_("Clocks that run run on; new records get the next promise that fits them, if there is one.")

    def __init__(self, desk: Desk) -> None:
        self._kind = "ticket"
        subjects = [Option(code, words) for code, words in SUBJECT_NAMES.items()]
        targets = [Option(code, words) for code, words in TARGET_NAMES.items()]
        covers = [Option("", N_("any")), *(Option(code, words) for code, words in COVER_NAMES.items())]
        roles = [Option("", N_("nobody")), *(Option(code, ROLE_NAMES[code]) for code in _ESCALATION)]
        super().__init__(
            desk,
            "service_levels",
            N_("Service levels"),
            "limit",
            [
                Column("name", N_("Promise"), read=lambda one: either(one.name, one.name_en), stretch=True),
                Column("records", N_("For"), read=records_of, sample="Service requests · urgent"),
                Column(
                    "target",
                    N_("Goal"),
                    read=lambda one: _(target_name(one.subject_kind, one.target)),
                    sample="Response x",
                ),
                Column("within", N_("Within"), read=within, sample="45 h of working time"),
                Column("state", N_("State"), "chip", chip=closed_chip, read=lambda _l: 1, sample="In use ok", drop=1),
            ],
            [
                Group(
                    "",
                    [
                        Field("name", N_("Name"), required=True, max_length=120, span=12),
                        Field("name_en", N_("English name"), max_length=120, span=12),
                        Field("subject_kind", N_("For"), "combo", required=True, span=6, options=subjects),
                        Field("target", N_("Goal"), "combo", required=True, span=6, options=targets),
                        Field("record_kind", N_("Kind"), "combo", span=6, placeholder=N_("any")),
                        Field("urgency", N_("Urgency"), "combo", span=6, placeholder=N_("any")),
                        Field("cover", N_("Cover"), "combo", span=6, options=covers, placeholder=N_("any")),
                        Field("hours", N_("Within"), "number", unit=N_("hours"), span=6),
                        Field(
                            "clock",
                            N_("Reckoned in"),
                            "choice",
                            required=True,
                            span=12,
                            options=[Option(code, words) for code, words in CLOCK_NAMES.items()],
                        ),
                        Field("warn_percent", N_("Warn after"), "integer", unit="%", span=4),
                        Field("warn_minutes", N_("Or before it is due"), "integer", unit=N_("minutes"), span=4),
                        Field("escalate_to", N_("A breach is told to"), "combo", span=4, options=roles),
                    ],
                )
            ],
            empty=(N_("No service level fits."), N_("Promise something: by when it is answered, and by when solved.")),
            new_text=N_("New service level"),
            form_share=8,
        )
        self.form.edited.connect(self._subject_chosen)

    def fetch(self, request: PageRequest) -> Any:
        wanted = request.text.strip().lower()
        found = service_levels.levels(self.desk.db, archived=self.wanted_view == "all")
        return PageOfRows([one for one in found if wanted in f"{one.name} {one.name_en} {records_of(one)}".lower()])

    def load(self, record_id: Any) -> Any:
        return service_levels.level(self.desk.db, record_id)

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return service_levels.add(self.desk.db, request, _stored(values))

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return service_levels.change(self.desk.db, request, seen, _stored(values))

    def close_record(self, seen: Any, closed: bool, request: Any) -> Any:
        return service_levels.close(self.desk.db, request, seen, closed=closed)

    def values_of(self, record: service_levels.ServiceLevel | None) -> Any:
        if record is None:
            self._offer("ticket")
            return {"clock": "elapsed", "warn_percent": 75, "escalate_to": "manager"}
        self._offer(record.subject_kind)
        values = {name: getattr(record, name) for name in service_levels.FIELDS if name != "minutes"}
        values["hours"] = None if record.minutes is None else _hours(record.minutes)
        for name in ("record_kind", "urgency", "cover", "escalate_to"):
            values[name] = values[name] or None
        return values

    def words_of(self, record: service_levels.ServiceLevel | None) -> str:
        return _("New service level") if record is None else either(record.name, record.name_en)

    def locks_of(self, record: service_levels.ServiceLevel | None) -> Mapping[str, str] | str:
        locks = super().locks_of(record)
        if record is None or locks:
            return locks
        about = _("What a promise is about stays: records refer to it. Close it and write another one.")
        locked = dict.fromkeys(service_levels.FIXED, about)
        if (record.subject_kind, record.target) in NAMED and record.minutes is None:
            self.form.cells["hours"].set_note(N_("empty: the moment that stands in the record"))
        return locked

    def refused_save(self, error: BaseException) -> Any:
        if getattr(error, "field", None) == "minutes":
            self.form.show_errors({"hours": error.sentence()})  # type: ignore[attr-defined]
            return True
        sides = [getattr(error, name, None) for name in ("base", "mine", "theirs")]
        for side in sides:
            if isinstance(side, dict) and "minutes" in side:
                minutes = side.pop("minutes")
                side["hours"] = None if minutes is None else _hours(minutes)
        return super().refused_save(error)

    def _subject_chosen(self, column: str) -> None:
        if column != "subject_kind":
            return
        try:
            chosen = self.form.editor("subject_kind").value()
        except ValueError:
            return  # still being typed
        if chosen in SUBJECT_TARGETS:
            self._offer(chosen)

    def _offer(self, subject_kind: str) -> None:
        """The kinds, urgencies and targets of what is chosen."""
        if not hasattr(self, "form"):
            return
        offered = {
            "target": {code: target_name(subject_kind, code) for code in SUBJECT_TARGETS[subject_kind]},
            "record_kind": RECORD_KINDS[subject_kind],
            "urgency": URGENCIES[subject_kind],
        }
        for column, words in offered.items():
            self.form.editor(column).set_options([Option(code, word) for code, word in words.items()])


_ESCALATION = ("manager", "agent", "technician", "parts", "sales", "finance", "admin")


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """The form counts in hours and says nothing for 'any'."""
    given = dict(values)
    if "hours" in given:
        hours = given.pop("hours")
        given["minutes"] = None if hours is None else round(hours * MINUTES_AN_HOUR)
    for name in ("record_kind", "urgency", "cover", "escalate_to"):
        if name in given:
            given[name] = given[name] or ""
    return given
