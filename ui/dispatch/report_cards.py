"""The cards of a visit's report: parts, measured values, what the customer says."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services import visit_reports, visits
from services.texts import N_, _
from services.visit_reports import Check, Part
from services.visits import Visit
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine
from ui.kit.theme import theme
from ui.kit.words import Label, Text, data


def limits_of(low: Decimal | None, high: Decimal | None, unit: str, yes_no: bool) -> str:
    """≥ 2.5 m, 1.1–1.3 m, ≤ 4 Ω; 'yes' where only yes is right."""
    if yes_no:
        return _("must be yes")
    if low is not None and high is not None:
        words = f"{plain(low)}–{plain(high)}"
    elif low is not None:
        words = f"≥ {plain(low)}"
    elif high is not None:
        words = f"≤ {plain(high)}"
    else:
        return unit
    return f"{words} {unit}".strip()


def plain(value: Decimal) -> str:
    """A measured number without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def value_of(check: Check) -> str:
    """What was measured, as people say it."""
    if check.value is None:
        return _("not measured")
    if check.yes_no:
        return _("yes") if check.value == 1 else _("no")
    return f"{plain(check.value)} {check.unit}".strip()


class PartsCard(Card):
    """Parts used. wanted() for a new one, chosen(part) to correct it."""

    wanted = Signal()
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(N_("Parts used"))
        self.add = self.add_link(N_("Add"), "add_part")
        self.add.clicked.connect(self.wanted)

    def tell(self, parts: Sequence[Part], may: bool) -> None:
        """Show these."""
        self.clear()
        self.add.setVisible(may)
        if not parts:
            self.body.addWidget(Label(N_("No parts."), "label", "secondary"))
        for part in parts:
            words = f"{part.name}  × {plain(part.quantity)} {part.unit}".rstrip()
            detail = " · ".join(
                word
                for word in (
                    part.part_no,
                    part.serial_in and _("in {serial}").format(serial=part.serial_in),
                    part.serial_out and _("out {serial}").format(serial=part.serial_out),
                    _(visit_reports.OLD_PART_NAMES[part.old_part]) if part.old_part else "",
                )
                if word
            )
            self.body.addWidget(_line(words, detail, f"part_{part.id}", may, lambda one=part: self.chosen.emit(one)))


class ChecksCard(Card):
    """Measured values with their limits. wanted() for more, chosen(check) to measure."""

    wanted = Signal()
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(N_("Measured values"))
        self.add = self.add_link(N_("Add"), "add_checks")
        self.add.clicked.connect(self.wanted)

    def tell(self, checks: Sequence[Check], may: bool) -> None:
        """Show these; what lies beyond its limits is marked by icon, word and colour."""
        self.clear()
        self.add.setVisible(may)
        out = visit_reports.out_of_limits(checks)
        self.say(N_("Measured values"), (lambda: _("{n} beyond the limits").format(n=out)) if out else "")
        self.beside.set_tone("danger")
        if not checks:
            self.body.addWidget(Label(N_("Nothing is to be measured."), "label", "secondary"))
        for check in checks:
            self.body.addWidget(self._row(check, may))

    def _row(self, check: Check, may: bool) -> QWidget:
        tone, icon = {True: ("success", "ok_fill"), False: ("danger", "warning"), None: ("", "todo")}[check.within]
        words = f"{check.title}: {value_of(check)}"
        limits = limits_of(check.low, check.high, check.unit, check.yes_no)
        detail = " · ".join(word for word in (limits, check.note) if word)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(IconLine(data(words), icon, tone))
        choose = lambda: self.chosen.emit(check)  # noqa: E731
        column.addWidget(_line("", detail, f"check_{check.id}", may, choose, N_("Measure"), check.title))
        return row


class AcceptCard(Card):
    """What the customer says to the work. wanted() to record it."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(N_("Customer's answer"))
        self.line = IconLine(N_("Not asked yet"), "todo")
        self.how = Label("", "label", "secondary", wrap=True)
        self.note = Label("", wrap=True)
        self.ask = Button(N_("Record it…"), "accept", icon="edit")
        self.ask.clicked.connect(self.wanted)
        for widget in (self.line, self.how, self.note, self.ask):
            self.body.addWidget(widget)

    def tell(self, visit: Visit, may: bool) -> None:
        """Show it."""
        if visit.accepted is None:
            self.line.tell(N_("Not asked yet"), "todo", "")
            self.how.say("")
        else:
            words: Text = N_("Accepted by the customer") if visit.accepted else N_("Not accepted by the customer")
            tone, icon = ("success", "ok_fill") if visit.accepted else ("danger", "failed")
            self.line.tell(words, icon, tone)
            how, who, at = visit.accepted_how, visit.accepted_by, visit.accepted_at
            self.how.say(lambda: " · ".join((who, _(visits.ACCEPTED_HOW_NAMES[how]), formats.moment(at))))
        self.how.setVisible(visit.accepted is not None)
        self.note.say(data(visit.customer_note))
        self.note.setVisible(bool(visit.customer_note))
        self.ask.setVisible(may and visit.state in ("arrived", "working", "finished"))


def _line(
    words: str,
    detail: str,
    name: str,
    may: bool,
    act: Callable[[], Any],
    verb: Text = N_("Change"),
    about: str = "",
) -> QWidget:
    """A line of the report with its verb; about: what the verb means, where several are alike."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0 if words else theme.px(26), 0, 0, 0)
    row.setSpacing(theme.px(6))
    texts = QVBoxLayout()
    texts.setSpacing(0)
    if words:
        texts.addWidget(Label(data(words), wrap=True))
    if detail:
        texts.addWidget(Label(data(detail), "label", "secondary", wrap=True))
    row.addLayout(texts, 1)
    if may:
        change = Button(verb, name, "link")
        change.about = data(about or words)
        change.retranslate()
        change.clicked.connect(lambda _on=False: act())
        row.addWidget(change)
    return line
