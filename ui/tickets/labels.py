"""How tickets are worded and coloured."""

from datetime import datetime
from typing import Any

from services import tickets
from services.steps import TraceEntry
from services.texts import N_
from ui.kit import formats
from ui.kit.chips import Chip
from ui.kit.form import Field
from ui.kit.steps_bar import StepWord

# Whose turn it is: blue ours, amber the customer's, green done, grey not begun or over.
STATES = {
    "open": ("neutral", "received"),
    "in_progress": ("info", "ticket"),
    "waiting_customer": ("warning", "waiting"),
    "promised": ("info", "promise"),
    "resolved": ("success", "completed"),
    "closed": ("neutral", "closed"),
    "cancelled": ("neutral", "cancelled"),
}
KIND_ICONS = {"inquiry": "help", "fault": "repairing", "feedback": "message", "suggestion": "article"}
STEPS = {
    "start": StepWord(N_("Start work"), "ticket"),
    "resume": StepWord(N_("Go on working"), "ticket"),
    "resolve": StepWord(N_("Resolve"), "completed", N_("How was it solved?")),
    "promise": StepWord(N_("Promise a call-back"), "promise", N_("When will we call back?")),
    "wait": StepWord(N_("Wait for customer"), "waiting", N_("What is the customer to do?")),
    "assign": StepWord(N_("Pass on"), "assigned", N_("Who takes care of it?")),
    "close": StepWord(N_("File it"), "closed"),
    "reopen": StepWord(N_("Take up again"), "undo", N_("Why is it taken up again?")),
    "cancel": StepWord(N_("Cancel the ticket…"), "cancelled", N_("Why is the ticket cancelled?"), dangerous=True),
}
HAPPENED = {
    "open": (N_("Ticket opened"), "received", "neutral"),
    "start": (N_("Work started"), "ticket", "info"),
    "resume": (N_("Work went on"), "ticket", "info"),
    "resolve": (N_("Resolved"), "completed", "success"),
    "promise": (N_("Call-back promised"), "promise", "info"),
    "wait": (N_("Waiting for customer"), "waiting", "warning"),
    "assign": (N_("Passed on"), "assigned", "info"),
    "close": (N_("Filed"), "closed", "neutral"),
    "reopen": (N_("Taken up again"), "undo", "info"),
    "cancel": (N_("Ticket cancelled"), "cancelled", "neutral"),
    "note": (N_("Note"), "message", "neutral"),
    "article": (N_("Article used"), "article", "neutral"),
}


def state_chip(ticket: Any, now: datetime | None = None) -> Chip:
    """The state; a promise that is over is late."""
    tone, icon = STATES[ticket.state]
    if ticket.state == "promised" and now is not None and ticket.promised_at < now:
        tone = "danger"
    return Chip(tickets.STATE_NAMES[ticket.state], tone, icon)


def needed(column: str) -> Field:
    """The field in which a step asks for something it needs."""
    return {
        "comment": Field("comment", N_("Comment"), "multiline", required=True, span=12, lines=3),
        "solution": Field("solution", N_("Solution"), "multiline", required=True, span=12, lines=5),
        "promised_at": Field(
            "promised_at", N_("Call back at"), "datetime", required=True, span=6, placeholder=N_("16:00 or +1 9:30")
        ),
        "owner_id": Field("owner_id", N_("Responsible"), "combo", required=True, span=6),
    }[column]


def whom(happened: TraceEntry) -> str:
    """The person, article or time that a line of the trace names."""
    if happened.action == "assign":
        return happened.owner_name
    if happened.action == "article":
        return happened.details.get("number", "")
    if happened.action == "promise" and "promised_at" in happened.details:
        return formats.moment(datetime.fromisoformat(happened.details["promised_at"]))
    return ""
