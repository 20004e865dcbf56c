"""Clocks of what is promised, wherever a record or a row shows one: a chip, and a card with all of a record."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.service_clock import TURN_NAMES, Clock, clock_of, target_name
from services.texts import N_, _
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine
from ui.kit.chips import Chip
from ui.kit.columns import empty
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data

# red overdue, amber soon or somebody else's turn, blue running, green kept, grey over
TONES = {
    "running": "info",
    "soon": "warning",
    "overdue": "danger",
    "paused": "warning",
    "met": "success",
    "late": "danger",
    "stopped": "neutral",
}
ICONS = {
    "running": "limit",
    "soon": "limit",
    "overdue": "warning",
    "paused": "paused",
    "met": "ok",
    "late": "error",
    "stopped": "cancelled",
}


def clock_words(clock: Clock, now: datetime) -> str:
    """How a clock stands, without what it is for: due in 2 h 10 min, overdue since 14:05, paused and why."""
    state = clock.state(now)
    if state == "overdue":
        return _("overdue since {at}").format(at=formats.inside(clock.breached_at or clock.due_at, now))
    if state == "paused":
        return _("paused: {turn}").format(turn=_(TURN_NAMES[clock.turn or "customer"]))
    if state == "met":
        return _("kept {at}").format(at=formats.inside(clock.met_at, now))
    if state == "late":
        return _("done {at}, was due {due}").format(
            at=formats.inside(clock.met_at, now), due=formats.inside(clock.breached_at, now)
        )
    if state == "stopped":
        return _("called off")
    return _("due in {left}").format(left=formats.duration((clock.due_at - now).total_seconds() / 60))


def clock_chip(clock: Clock | None, now: datetime, with_target: bool = False) -> Chip | None:
    """The chip of a running clock; None where nothing runs. with_target: it says what is due."""
    if clock is None or not clock.running:
        return None
    state = clock.state(now)
    words: Text = lambda: clock_words(clock, now)  # noqa: E731
    if with_target:
        words = lambda: _("{target} {state}").format(  # noqa: E731
            target=_(target_name(clock.subject_kind, clock.target)), state=clock_words(clock, now)
        )
    return Chip(words, TONES[state], ICONS[state])


def state_chip(clock: Clock, now: datetime) -> Chip:
    """The chip of a clock, also of one that has ended."""
    state = clock.state(now)
    return Chip(lambda: clock_words(clock, now), TONES[state], ICONS[state])


def row_chip(subject_kind: str, row: Any, now: datetime) -> Chip | None:
    """The chip of a row that brought its clock along."""
    return clock_chip(clock_of(subject_kind, row.clock), now)


class ClockCard(Card):
    """All targets of a record: what was promised, how it stands, our time and the others'. `told`: the customer was
    told something, which somebody wants to log."""

    told = Signal()

    def __init__(self) -> None:
        super().__init__(N_("What is promised"))
        self.setObjectName("card_clocks")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(8))
        self.body.addLayout(self._lines)
        self.log = Button(N_("Customer told…"), "customer_told", "link")
        self.log.clicked.connect(self.told)
        self.body.addWidget(self.log)
        self.may_log = True
        self.hide()

    def tell(self, clocks: Sequence[Clock], now: datetime) -> None:
        """Show the clocks of a record; without any the card is not there."""
        empty(self._lines)
        for clock in clocks:
            self._lines.addWidget(_line(clock, now))
        self.log.setVisible(self.may_log and any(clock.target == "update" and clock.running for clock in clocks))
        self.setVisible(bool(clocks))


def _line(clock: Clock, now: datetime) -> QWidget:
    state = clock.state(now)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(1))

    def words() -> str:
        again = _(" (again)") if clock.round > 1 and clock.target != "update" else ""
        return _("{target}{again}: {state}").format(
            target=_(target_name(clock.subject_kind, clock.target)), again=again, state=clock_words(clock, now)
        )

    tone = "" if TONES[state] in ("info", "neutral") else TONES[state]
    column.addWidget(IconLine(words, ICONS[state], tone, "label"))
    column.addWidget(Label(data(clock.name), "hint", "secondary", wrap=True))
    column.addWidget(Label(lambda: _times(clock, now), "hint", "secondary", wrap=True))
    return holder


def _times(clock: Clock, now: datetime) -> str:
    parts = [
        _("ours {time}").format(time=formats.duration(float(clock.worked) / 60)),
        _("waited {time}").format(time=formats.duration(float(clock.waited) / 60)) if clock.waited else "",
        clock.by_calendar or _("elapsed time"),
    ]
    if clock.running:
        parts.insert(0, _("due {at}").format(at=formats.inside(clock.due_at, now)))
    return " · ".join(part for part in parts if part)
