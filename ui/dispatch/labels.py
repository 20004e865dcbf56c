"""How visits are worded and coloured."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from services import visits
from services.steps import TraceEntry
from services.texts import N_, _
from ui.kit import formats
from ui.kit.chips import Chip
from ui.kit.form import Field
from ui.kit.lookups import choices
from ui.kit.steps_bar import StepWord

# Whose turn it is: blue ours, green done, grey not begun or over; amber waits for somebody else.
STATES = {
    "open": ("neutral", "received"),
    "planned": ("neutral", "dispatch"),
    "travelling": ("info", "visit"),
    "arrived": ("info", "at_store"),
    "working": ("info", "repairing"),
    "finished": ("success", "completed"),
    "closed": ("neutral", "closed"),
    "cancelled": ("neutral", "cancelled"),
}
OUTCOMES = {
    "solved": ("success", "completed"),
    "again": ("warning", "undo"),
    "parts": ("warning", "waiting_parts"),
    "refused": ("neutral", "cancelled"),
    "no_access": ("danger", "failed"),
}
KIND_ICONS = {"on_site": "visit", "follow_up": "follow_up"}
STEPS = {
    "assign": StepWord(N_("Assign…"), "assigned", N_("Who goes there, and when?")),
    "take": StepWord(N_("Take this visit"), "assigned", N_("When do you go there?")),
    "contract": StepWord(N_("Give to a contractor…"), "customer", N_("Which contractor goes there, and when?")),
    "plan": StepWord(N_("Plan anew…"), "dispatch", N_("Who goes there, and when?")),
    "depart": StepWord(N_("Depart"), "visit"),
    "arrive": StepWord(N_("Arrived"), "at_store"),
    "begin": StepWord(N_("Begin work"), "repairing"),
    "finish": StepWord(N_("Finish work"), "completed", N_("What came of the visit?")),
    "no_access": StepWord(N_("Nobody is there"), "failed", N_("What did you find there?")),
    "close": StepWord(N_("File it"), "closed"),
    "reopen": StepWord(N_("Take up again"), "undo", N_("Why is the visit taken up again?")),
    "unassign": StepWord(N_("Give back…"), "undo", N_("Why is the visit given back?")),
    "cancel": StepWord(N_("Cancel the visit…"), "cancelled", N_("Why is the visit cancelled?"), dangerous=True),
}
HAPPENED = {
    "open": (N_("Visit opened"), "received", "neutral"),
    "assign": (N_("Assigned"), "assigned", "info"),
    "take": (N_("Taken"), "assigned", "info"),
    "contract": (N_("Given to a contractor"), "customer", "info"),
    "settle": (N_("Settled with the contractor"), "ok", "success"),
    "unsettle": (N_("Settlement taken back"), "undo", "warning"),
    "plan": (N_("Planned anew"), "dispatch", "info"),
    "depart": (N_("Departed"), "visit", "info"),
    "arrive": (N_("Arrived"), "at_store", "info"),
    "begin": (N_("Work begun"), "repairing", "info"),
    "finish": (N_("Work finished"), "completed", "success"),
    "no_access": (N_("Nobody was there"), "failed", "danger"),
    "accept": (N_("Customer's answer"), "person", "success"),
    "close": (N_("Filed"), "closed", "neutral"),
    "reopen": (N_("Taken up again"), "undo", "info"),
    "correct_time": (N_("Time corrected"), "edit", "warning"),
    "unassign": (N_("Given back"), "undo", "warning"),
    "cancel": (N_("Visit cancelled"), "cancelled", "neutral"),
    "bring_back": (N_("Brought back, to be planned anew"), "undo", "info"),
    "note": (N_("Note"), "message", "neutral"),
}


def state_chip(visit: Any, now: datetime | None = None) -> Chip:
    """The state; what is to begin after its term is late."""
    tone, icon = STATES[visit.state]
    if is_late(visit, now):
        tone = "danger"
    return Chip(visits.STATE_NAMES[visit.state], tone, icon)


def is_late(visit: Any, now: datetime | None) -> bool:
    """Whether nobody is there although somebody was to be."""
    return (
        now is not None
        and visit.state in ("open", "planned", "travelling")
        and visit.due_at is not None
        and visit.due_at < now
    )


def outcome_chip(visit: Any) -> Chip | None:
    """What came of it, once something did."""
    if visit.outcome is None:
        return None
    tone, icon = OUTCOMES[visit.outcome]
    return Chip(visits.OUTCOME_NAMES[visit.outcome], tone, icon)


def window_of(visit: Any) -> str:
    """When it is planned: 11-24 09:00–10:30."""
    if visit.planned_from is None:
        return formats.EMPTY
    return f"{formats.moment(visit.planned_from)}–{formats.clock(visit.planned_until)}"


def needed(column: str) -> Field:
    """The field in which a step asks for something it needs."""
    return {
        "comment": Field("comment", N_("Comment"), "multiline", required=True, span=12, lines=3),
        "outcome": Field(
            "outcome",
            N_("Outcome"),
            "choice",
            required=True,
            span=12,
            options=choices({code: visits.OUTCOME_NAMES[code] for code in visits.FINISHED_AS}),
        ),
    }[column]


def whom(happened: TraceEntry) -> str:
    """The person or time that a line of the trace names."""
    if happened.action in ("assign", "plan", "take", "contract"):
        at = happened.details.get("planned_from")
        when = formats.moment(datetime.fromisoformat(at)) if at else ""
        who = happened.owner_name or happened.details.get("number", "")
        return " · ".join(word for word in (who, when) if word)
    if happened.action in ("settle", "unsettle"):
        amount = formats.money(Decimal(str(happened.details.get("amount", 0))))
        return " · ".join((amount, happened.details.get("reference", "")))
    if happened.action == "accept":
        words = _("accepted") if happened.details.get("accepted") else _("not accepted")
        return " · ".join(word for word in (words, happened.details.get("who", "")) if word)
    if happened.action == "bring_back":
        at = happened.details.get("planned_from")
        was = _("was planned {at}").format(at=formats.moment(datetime.fromisoformat(at))) if at else ""
        return " · ".join(word for word in (happened.details.get("because", ""), happened.owner_name, was) if word)
    if happened.action == "cancel":
        return str(happened.details.get("because", ""))
    if happened.action == "finish":
        outcome = happened.details.get("outcome", "")
        return _(visits.OUTCOME_NAMES[outcome]) if outcome in visits.OUTCOME_NAMES else ""
    return ""
