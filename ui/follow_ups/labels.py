"""How follow-ups are worded and coloured."""

from datetime import datetime
from typing import Any

from services import follow_ups
from services.steps import TraceEntry
from services.texts import N_, _
from ui.kit import formats
from ui.kit.chips import Chip
from ui.kit.form import Field
from ui.kit.options import Option
from ui.kit.steps_bar import StepWord

# Who calls customers.
CALLERS = frozenset({"agent", "manager"})
STATES = {
    "open": ("info", "follow_up"),
    "retry": ("warning", "reminder"),
    "done": ("success", "completed"),
    "unreached": ("neutral", "call"),
    "refused": ("neutral", "close"),
    "cancelled": ("neutral", "cancelled"),
    "won": ("success", "completed"),
    "lost": ("danger", "close"),
}
OCCASION_ICONS = {
    "hand_over": "device",
    "visit": "visit",
    "complaint": "complaint",
    "ticket": "ticket",
    "manual": "person",
    "lapsed": "reminder",
    "unhappy": "complaint",
}
# What an attempt came to; these stand beside the number.
ATTEMPTS = ("no_answer", "busy", "wrong_number", "call_back", "refuse")
STEPS = {
    "take": StepWord(N_("Take it"), "assigned"),
    "answer": StepWord(N_("Save the answers"), "ok"),
    "no_answer": StepWord(N_("No answer"), "call"),
    "busy": StepWord(N_("Busy"), "call"),
    "wrong_number": StepWord(N_("Wrong number"), "warning"),
    "call_back": StepWord(N_("Call back at…"), "reminder", N_("When does the customer want to be called?")),
    "won": StepWord(N_("Won back"), "ok"),
    "lost": StepWord(N_("Customer lost…"), "close", N_("Why does the customer stay away?")),
    "refuse": StepWord(N_("Does not want to answer…"), "close", N_("May we call this customer another time?")),
    "assign": StepWord(N_("Give to…"), "assigned", N_("Who calls?")),
    "release": StepWord(N_("Put back to the unassigned"), "undo"),
    "cancel": StepWord(N_("Call it off…"), "cancelled", N_("Why is the customer not called?"), dangerous=True),
    "reopen": StepWord(N_("Call again after all…"), "undo", N_("Why is the customer called again?")),
}
HAPPENED = {
    "open": (N_("Fell due"), "follow_up", "neutral"),
    "take": (N_("Taken over"), "assigned", "info"),
    "assign": (N_("Assigned to"), "assigned", "info"),
    "release": (N_("Put back to the unassigned"), "undo", "warning"),
    "no_answer": (N_("No answer"), "call", "warning"),
    "busy": (N_("Busy"), "call", "warning"),
    "wrong_number": (N_("Wrong number"), "warning", "warning"),
    "call_back": (N_("Call back at"), "reminder", "info"),
    "refuse": (N_("Did not want to answer"), "close", "neutral"),
    "answer": (N_("Answered"), "completed", "success"),
    "won": (N_("Won back"), "completed", "success"),
    "lost": (N_("Customer lost"), "close", "danger"),
    "came_back": (N_("Came again by himself"), "completed", "success"),
    "not_wanted": (N_("Taken out: the customer may not be called"), "close", "neutral"),
    "cancel": (N_("Called off"), "cancelled", "neutral"),
    "reopen": (N_("Called again after all"), "undo", "info"),
    "note": (N_("Note"), "message", "neutral"),
}
# What the rules do.
BY_ITSELF = ("open", "not_wanted", "came_back")


def state_chip(one: Any) -> Chip:
    """The state."""
    tone, icon = STATES[one.state]
    return Chip(follow_ups.STATE_NAMES[one.state], tone, icon)


def score_chip(one: Any) -> Chip | None:
    """How satisfied the customer was."""
    if one.score is None:
        return None
    tone = "danger" if one.bad else "success" if one.score >= follow_ups.SATISFIED_FROM else "warning"
    return Chip(lambda: _("{n} of 5").format(n=one.score), tone, "warning" if one.bad else "ok")


def is_late(one: Any, now: datetime) -> bool:
    """Whether the customer should have been reached by now."""
    return one.state in follow_ups.OPEN_STATES and one.call_by < now


def needed(column: str) -> Field:
    """The field in which a step asks for something it needs."""
    return {
        "comment": Field("comment", N_("Comment"), "multiline", required=True, span=12, lines=3),
        "next_at": Field(
            "next_at", N_("Call back at"), "datetime", required=True, span=6, placeholder=N_("16:00 or +1 9:30")
        ),
        "owner_id": Field("owner_id", N_("Who calls"), "combo", required=True, span=6),
        "lost_reason": Field("lost_reason", N_("Why he is lost"), "combo", required=True, span=6),
        "no_more": Field(
            "no_more",
            N_("Another time"),
            "choice",
            required=True,
            span=12,
            options=[Option("false", N_("We may call again")), Option("true", N_("Never call to ask again"))],
        ),
    }[column]


def whom(happened: TraceEntry) -> str:
    """The person, time or task that a line of the trace names."""
    details = happened.details
    if happened.action in ("assign", "take"):
        return details.get("name") or happened.owner_name
    if happened.action == "call_back" and details.get("next_at"):
        return formats.moment(datetime.fromisoformat(details["next_at"]))
    if happened.action == "answer":
        score = details.get("score")
        words = [_("{n} of 5").format(n=score)] if score is not None else []
        return " · ".join([*words, details["task"]] if details.get("task") else words)
    return ""
