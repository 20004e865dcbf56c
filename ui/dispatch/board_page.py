"""The dispatch board: technicians by day, week, month or year, and the visits nobody has yet."""

import dataclasses
from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from services import dispatch, regions, visit_calendar, visits
from services.dispatch import Board, Placed, Technician
from services.ids import new_id
from services.texts import N_, _, ngettext
from services.visits import Visit
from ui.dispatch.contractor_card import ask_contractor
from ui.dispatch.grid import EMPTY_BOARD
from ui.dispatch.load_grid import LoadGrid, days_of_month, months_of_year
from ui.dispatch.papers import print_route
from ui.dispatch.plan_dialog import PlanDialog
from ui.dispatch.schedule import Schedule
from ui.dispatch.technician_dialog import TechnicianDialog
from ui.dispatch.waiting import WaitingList
from ui.kit import formats, lookups
from ui.kit.buttons import Button, icon_button
from ui.kit.cards import Segments
from ui.kit.desk import Desk
from ui.kit.dialogs import ask
from ui.kit.filter_button import FilterButton
from ui.kit.menus import choose
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.words import Label, data, named

SPANS = (("day", N_("Day")), ("week", N_("Week")), ("month", N_("Month")), ("year", N_("Year")))
# Changes come in bursts; the board follows them all at once.
LATER_MS = 400


class DispatchPage(Page):
    """Nothing on it waits: it is loaded beside the window, and what is dropped is saved there too."""

    tables = ("visit", "staff_absence", "staff_skill", "staff_area", "staff_capacity")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "dispatch", N_("Dispatch"), "dispatch")
        self.span = str(desk.settings.get("dispatch_span", "day"))
        self.day = formats.today()
        self.board: Board | None = None
        self._build()
        self._wire()
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.refresh)

    def _build(self) -> None:
        self.spans = Segments(SPANS)
        self.spans.show_current(self.span)
        self.back = icon_button("left", N_("Earlier"), "earlier")
        self.today = Button(N_("Today"), "today", key="Alt+Home")
        self.forward = icon_button("right", N_("Later"), "later")
        self.when = Label(self._span_words, "card")
        self.region = FilterButton("region", N_("Region"))
        self.skill = FilterButton("skill", N_("Skill"))
        self.new = Button(N_("New visit"), "new_visit", "primary", "Ctrl+M", "add")
        self.add_head(
            self.back, self.today, self.forward, self.when, None, self.region, self.skill, self.spans, self.new
        )
        self.unassigned = WaitingList()
        self.unassigned.setFixedWidth(theme.px(236))
        self.schedule, self.load = Schedule(), LoadGrid()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.schedule)
        self.stack.addWidget(self.load)
        self.nobody = Label(EMPTY_BOARD, "body", "secondary", wrap=True)
        self.nobody.hide()
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*[theme.px(1)] * 4)
        inside.addWidget(self.nobody)
        inside.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.unassigned)
        row.addWidget(card, 1)
        self.body.addLayout(row, 1)
        self.told = Label(self._foot_words, "label", "secondary")
        keys = Label(
            N_("Arrows move, Enter opens, M plans, S suggests, C contractor, Del gives back"), "hint", "secondary"
        )
        keys.setContentsMargins(0, 0, theme.px(8), 0)
        self.route = Button(N_("Route sheet"), "print_route", "link", "F9", "print")
        self.file = Button(N_("Calendar file…"), "calendar_file", "link", icon="export")
        self.as_list = Button(N_("All visits"), "open_visits", "link", icon="as_list")
        self.papers = Button(N_("Acceptances and minutes"), "open_acceptances", "link", icon="file")
        self.figures = Button(N_("Figures"), "open_visit_figures", "link", icon="report")
        self.add_foot(self.told, None, keys, self.route, self.file, self.as_list, self.papers, self.figures)
        self.figures.setVisible(self.desk.has_role("manager", "admin", "auditor"))

    def _wire(self) -> None:
        self.spans.chosen.connect(self.show_span)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forward.clicked.connect(lambda: self.turn(1))
        for button in (self.region, self.skill):
            button.chosen.connect(lambda _value: self.refresh())
        self.schedule.opened.connect(self.open)
        self.schedule.moved.connect(self._dropped)
        self.schedule.planned.connect(self.plan)
        self.schedule.suggested.connect(self.plan)
        self.schedule.returned.connect(self._give_back)
        self.schedule.contracted.connect(self.contract)
        self.unassigned.contracted.connect(self.contract)
        self.schedule.day_wanted.connect(lambda day: self.show_day(day, "day"))
        self.load.wanted.connect(lambda day: self.show_day(day, "month" if self.span == "year" else "day"))
        self.unassigned.opened.connect(self.open)
        self.unassigned.planned.connect(self.plan)
        self.unassigned.suggested.connect(self.plan)
        for grid in (self.schedule, self.load):
            grid.person_wanted.connect(self._open_person)
        adding = self.action(
            "new_visit_here", N_("New visit"), "Ctrl+M", lambda: self.desk.open_page("new_visit"), "add"
        )
        adding.setVisible(self.desk.rights is None or self.desk.rights.may_add("visit"))
        self.new.act(adding)
        self.route.act(self.action("print_route", N_("Route sheet"), "F9", self._print_route, "print"))
        self.file.clicked.connect(self._save_calendar)
        self.as_list.clicked.connect(lambda: self.desk.open_page("visits", view="all"))
        self.papers.clicked.connect(lambda: self.desk.open_page("acceptances"))
        self.figures.clicked.connect(lambda: self.desk.open_page("visit_figures"))
        self.action("earlier", N_("Earlier"), "Alt+PgUp", lambda: self.turn(-1), "left")
        today = self.action("this_day", N_("Today"), "Alt+Home", lambda: self.show_day(formats.today()))
        self.today.act(today)
        self.action("later", N_("Later"), "Alt+PgDown", lambda: self.turn(1), "right")
        for place, (name, words) in enumerate(SPANS, start=1):
            self.action(f"show_{name}", words, f"Alt+{place}", partial(self.show_span, name))
        db = self.desk.db
        self.run(
            lambda: (
                lookups.codes(db, "skill"),
                [Option(one.id, named(one.path, one.path_en)) for one in regions.tree(db)],
            ),
            self._lists,
            slot="lists",
        )

    def _lists(self, found: Any) -> None:
        skills, areas = found
        self.skill.set_options(skills)
        self.region.set_options(areas)

    # what is shown

    def first_and_last(self) -> tuple[date, date]:
        """The days of the span that is shown."""
        if self.span == "week":
            monday = self.day - timedelta(days=self.day.weekday())
            return monday, monday + timedelta(days=6)
        if self.span == "month":
            days = days_of_month(self.day)
            return days[0], days[-1]
        if self.span == "year":
            return date(self.day.year, 1, 1), date(self.day.year, 12, 31)
        return self.day, self.day

    def _span_words(self) -> str:
        first, last = self.first_and_last()
        if self.span == "day":
            return formats.named_day(first)
        if self.span == "year":
            return f"{first.year}"
        if self.span == "month":
            return formats.month(first)
        return formats.span(first, last)

    def show_span(self, name: str) -> None:
        """Look at days, weeks, months or years."""
        self.span = name
        self.desk.settings.set("dispatch_span", name)
        self.spans.show_current(name)
        self.refresh()

    def show_day(self, day: date, span: str = "") -> None:
        """Look at the span around a day."""
        self.day = day
        if span:
            self.show_span(span)
        else:
            self.refresh()

    def turn(self, by: int) -> None:
        """The span before or after."""
        first, last = self.first_and_last()
        self.show_day(last + timedelta(days=1) if by > 0 else first - timedelta(days=1))

    def wanted(self) -> dispatch.Wanted:
        """Which part of the company is shown."""
        return dispatch.Wanted(region_id=self.region.value, skill=self.skill.value or "")

    def refresh(self) -> None:
        db, (first, last), wanted, span = self.desk.db, self.first_and_last(), self.wanted(), self.span
        zone = formats.zone()
        self.when.retranslate()
        by_hour = span in ("day", "week")

        def work() -> Any:
            day = first if by_hour else formats.today()
            board = dispatch.board(db, day, last if by_hour else day, zone, wanted)
            if by_hour:
                return board, None
            return board, dispatch.filled(db, first, last, zone, "month" if span == "year" else "day", wanted)

        self.run(work, partial(self._show, span), slot="load")

    def _show(self, span: str, found: Any) -> None:
        board, filled = found
        if span != self.span:
            return
        now = self.desk.now()
        first, self.board = self.board is None, board
        self.unassigned.tell(board.waiting, now)
        if filled is None:
            self.schedule.tell(board, now)
            self.stack.setCurrentWidget(self.schedule)
        else:
            people, rows = filled
            columns = months_of_year(self.day) if span == "year" else days_of_month(self.day)
            self.load.tell(people, rows, columns, "month" if span == "year" else "day", formats.today())
            self.stack.setCurrentWidget(self.load)
        self.nobody.setVisible(not board.technicians)
        self.told.retranslate()
        if first and self.stack.currentWidget().hasFocus():
            self.focus_start()

    def _foot_words(self) -> str:
        if self.board is None:
            return ""
        count = sum(1 for one in self.board.technicians if not one.contractor)
        words = [ngettext("{n} technician", "{n} technicians", count).format(n=count)]
        if count < len(self.board.technicians):
            others = len(self.board.technicians) - count
            words.append(ngettext("{n} contractor", "{n} contractors", others).format(n=others))
        if self.span in ("day", "week"):
            count = len(self.board.visits)
            words.append(ngettext("{n} visit", "{n} visits", count).format(n=count))
            if self.schedule.clashes:
                words.append(_("{n} overlap").format(n=self.schedule.clashes))
        if self.board.more:
            words.append(_("more than is shown; narrow it by region or skill"))
        return " · ".join(words)

    def retranslate(self) -> None:
        for label in (self.when, self.told, self.unassigned.title):
            label.retranslate()

    def changed(self, table: str, ids: Collection[Any]) -> None:
        self._later.start()

    def panes(self) -> list[Any]:
        return [self.unassigned.list, self.stack.currentWidget()]

    def focus_start(self) -> None:
        waits = bool(self.unassigned.model.rows)
        (self.unassigned.list if waits else self.stack.currentWidget()).setFocus()

    # acting

    def open(self, visit_id: UUID) -> None:
        """The visit's page."""
        self.desk.open_record("visit", visit_id)

    def plan(self, visit: Placed) -> None:
        """Ask who goes there and when, with the best suggestions."""
        PlanDialog(self, visit, self._take, planned_from=self._proposed(visit)).open()

    def contract(self, visit: Placed) -> None:
        """Ask which contractor goes there, when and for how much."""
        db, begins = self.desk.db, self._proposed(visit)
        proposed = {}
        if begins is not None:
            proposed = {"planned_from": begins, "planned_until": begins + timedelta(minutes=visit.minutes)}

        def found(seen: Visit) -> None:
            may = (
                seen.kind == "on_site" and seen.state in ("open", "planned") and self.desk.has_role("agent", "manager")
            )
            if may:
                ask_contractor(self, seen, **proposed)
            else:
                self.messages.show(
                    "info", N_("Only a visit on site that has not begun is given to a contractor."), key="contract"
                )

        self.run(lambda: visits.get(db, visit.id), found, slot="contract")

    def _take(self, values: dict[str, Any], dialog: PlanDialog) -> None:
        self._move(dialog.visit, _step(dialog.visit), values, dialog)

    def _proposed(self, visit: Placed) -> datetime | None:
        """For a visit without a time: the hour that is free for the technician the board is at."""
        if visit.planned_from is not None or self.board is None or self.span not in ("day", "week"):
            return None
        opens = datetime.combine(self.board.first, self.board.opens, self.board.zone)
        return max(opens, self.desk.now().astimezone(opens.tzinfo).replace(minute=0, second=0, microsecond=0))

    def _dropped(self, visit_id: UUID, lane: UUID, begins: datetime) -> None:
        if self.board is None:
            return
        visit = next((one for one in (*self.board.visits, *self.board.waiting) if one.id == visit_id), None)
        if visit is None:
            self.refresh()
            return
        length = timedelta(minutes=visit.minutes)
        if visit.planned_from is not None and visit.planned_until is not None:
            length = visit.planned_until - visit.planned_from
            if self.span == "week" and lane == visit.lane:
                begins = datetime.combine(begins.date(), visit.planned_from.astimezone(begins.tzinfo).timetz())
        values = {"planned_from": begins, "planned_until": begins + length}
        if any(one.contractor and one.id == lane for one in self.board.technicians):
            self._move(visit, "contract", {**values, "contractor_id": lane}, None)
        else:
            self._move(visit, _step(visit), {**values, "technician_id": lane}, None)

    def _move(self, visit: Placed, action: str, values: dict[str, Any], dialog: PlanDialog | None) -> None:
        db, request = self.desk.db, new_id()

        def work() -> Any:
            # what lay on the board is what was seen: somebody else's change is not planned over
            seen = dataclasses.replace(visits.get(db, visit.id), version=visit.version)
            return visits.move(db, seen, action, values, request)

        def moved(_state: Any) -> None:
            if dialog is not None:
                dialog.accept()
            self.refresh()

        def refused(error: BaseException) -> Any:
            if dialog is not None:
                return dialog.refused(error)
            self.refresh()
            if getattr(error, "code", "") == "visit_conflicts":
                self._ask_why(visit, values)
                return True
            return self.refused(error)

        self.write(work, moved, refused, about=visit.id)

    def _ask_why(self, visit: Placed, values: dict[str, Any]) -> None:
        """Something speaks against what was dropped: the dialog says what, and takes a reason or another plan."""
        minutes = int((values["planned_until"] - values["planned_from"]).total_seconds() // 60)
        PlanDialog(
            self, visit, self._take, technician_id=values["technician_id"], planned_from=values["planned_from"],
            minutes=minutes,
        ).open()  # fmt: skip

    def _give_back(self, visit: Placed) -> None:
        if visit.state not in ("planned", "travelling"):
            return

        def act() -> None:
            self._move(visit, "unassign", {"comment": _("given back on the board")}, None)

        ask(self, N_("Take this visit off the board?"), data(f"{visit.number}  {visit.subject}"), N_("Give back"), act,
            "give_back")  # fmt: skip

    def _current_person(self) -> Technician | None:
        """Whose row the board is at."""
        grid = self.schedule if self.span in ("day", "week") else self.load
        return grid.people[grid.row] if grid.people else None

    def _current_technician(self) -> Technician | None:
        """The same, where it is one of ours; a contractor gets the papers of each visit."""
        one = self._current_person()
        if one is None or not one.contractor:
            return one
        self.messages.show("info", N_("Route sheets and calendar files are for technicians."), key="route")
        return None

    def _print_route(self) -> None:
        one = self._current_technician()
        if one is not None:
            print_route(self, one.id, self.day, self.desk.person.store_id)

    def _save_calendar(self) -> None:
        """The span that is shown, as a file for the technician's telephone."""
        one = self._current_technician()
        if one is None:
            return
        first, last = self.first_and_last()
        name = f"{one.login}-{first:%Y%m%d}.ics"
        dialog = QFileDialog(self, _("Calendar file"), name, f"{_('Calendar')} (*.ics)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.fileSelected.connect(lambda path: self.write_calendar(Path(path), one, first, last))
        choose(dialog)

    def write_calendar(self, path: Path, one: Technician, first: date, last: date) -> None:
        """Write somebody's visits into a calendar file."""
        db, zone = self.desk.db, formats.zone()

        self.run(
            lambda: visit_calendar.write(db, path, one.id, first, last, zone, one.name),
            lambda _none: self.messages.show(
                "success", lambda: _("Written to {file}.").format(file=path.name), key="calendar"
            ),
        )

    def _open_person(self, technician_id: UUID) -> None:
        if self.board is not None and any(one.contractor and one.id == technician_id for one in self.board.technicians):
            self.desk.open_record("customer", technician_id)
        else:
            TechnicianDialog(self, technician_id).open()


def _step(visit: Placed) -> str:
    """The step that plans this visit."""
    return "assign" if visit.state == "open" else "plan"
