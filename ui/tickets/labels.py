"""How tickets are worded and coloured."""

from datetime import datetime
from typing import Any

from models.ticket import SUBJECT_LENGTH
from services import calls, tickets
from services.order_words import CONSENT_WAYS
from services.steps import TraceEntry
from services.texts import N_, _
from ui.kit import formats, lookups
from ui.kit.chips import Chip
from ui.kit.desk import Desk
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
KIND_ICONS = {
    "inquiry": "help",
    "fault": "repairing",
    "appointment": "calendar",
    "returns": "undo",
    "request": "ticket",
    "feedback": "message",
    "suggestion": "article",
    "message": "assigned",
}
MOOD_TONES = {"worried": "warning", "insistent": "warning", "annoyed": "warning", "angry": "danger"}
CALLS = {"waiting": ("warning", "call"), "handled": ("success", "ok"), "missed": ("danger", "call")}
# Who opens tickets.
DESK = frozenset({"agent", "manager"})
# Who reads figures.
COUNTERS = frozenset({"manager", "admin", "auditor", "finance"})
# Who reads which follow-up opened a ticket.
READERS = frozenset({"agent", "manager", "admin", "auditor"})
STEPS = {
    "start": StepWord(N_("Start work"), "ticket"),
    "resume": StepWord(N_("Go on working"), "ticket"),
    "resolve": StepWord(N_("Resolve"), "completed", N_("How was it solved?")),
    "promise": StepWord(N_("Promise a call-back"), "promise", N_("When will we call back?")),
    "wait": StepWord(N_("Wait for customer"), "waiting", N_("What is the customer to do?")),
    "accept": StepWord(N_("Accept"), "ok"),
    "decline": StepWord(N_("Decline"), "undo", N_("Why do you not take it over?")),
    "take": StepWord(N_("Take it"), "assigned"),
    "called": StepWord(N_("Called back"), "promise", N_("What was said?")),
    "settle": StepWord(N_("Decided"), "ok", N_("What was decided?")),
    "hand_over": StepWord(N_("Hand over…"), "assigned", N_("To whom, and what is still to be done?")),
    "withdraw": StepWord(N_("Do not hand over"), "undo"),
    "assign": StepWord(N_("Give to…"), "assigned", N_("Who takes care of it?")),
    "release": StepWord(N_("Put back to the unassigned…"), "undo", N_("Why does nobody own it any more?")),
    "escalate": StepWord(N_("Escalate…"), "warning", N_("Who is to decide, and why?")),
    "split": StepWord(N_("Split off…"), "copy", N_("Which matter becomes a ticket of its own?")),
    "merge": StepWord(N_("Merge into another…"), "link", N_("Which ticket goes on?")),
    "unmerge": StepWord(N_("Take apart again"), "undo", N_("Why is it a matter of its own?")),
    "take_back": StepWord(N_("Take the cancelling back"), "undo", N_("Why does it go on?")),
    "close": StepWord(N_("File it"), "closed"),
    "reopen": StepWord(N_("Take up again"), "undo", N_("Why is it taken up again?")),
    "cancel": StepWord(N_("Cancel the ticket…"), "cancelled", N_("Why is the ticket cancelled?"), dangerous=True),
}
HAPPENED = {
    "open": (N_("Ticket opened"), "received", "neutral"),
    "import": (N_("Brought from a file"), "received", "neutral"),
    "start": (N_("Work started"), "ticket", "info"),
    "resume": (N_("Work went on"), "ticket", "info"),
    "resolve": (N_("Resolved"), "completed", "success"),
    "promise": (N_("Call-back promised"), "promise", "info"),
    "wait": (N_("Waiting for customer"), "waiting", "warning"),
    "wake": (N_("No answer in time"), "reminder", "warning"),
    "assign": (N_("Assigned to"), "assigned", "info"),
    "take": (N_("Taken over"), "assigned", "info"),
    "release": (N_("Put back to the unassigned"), "undo", "warning"),
    "hand_over": (N_("Handed over to"), "assigned", "info"),
    "accept": (N_("Handover accepted"), "ok", "success"),
    "decline": (N_("Handover declined"), "undo", "warning"),
    "withdraw": (N_("Handover taken back"), "undo", "neutral"),
    "escalate": (N_("Escalated to"), "warning", "warning"),
    "settle": (N_("Escalation decided"), "ok", "info"),
    "called": (N_("Called back"), "promise", "success"),
    "told": (N_("Customer told"), "ok", "success"),
    "not_told": (N_("Customer not reached"), "call", "warning"),
    "came_back": (N_("Came back: the customer was not told"), "undo", "warning"),
    "snooze": (N_("Reminder put off"), "reminder", "neutral"),
    "split": (N_("Split off"), "copy", "info"),
    "split_from": (N_("Split off from"), "copy", "info"),
    "merge": (N_("Merged into"), "link", "neutral"),
    "merged_in": (N_("Another was merged into this"), "link", "info"),
    "unmerge": (N_("Taken apart from"), "undo", "info"),
    "merged_out": (N_("Taken apart again"), "undo", "info"),
    "link": (N_("Linked"), "link", "neutral"),
    "unlink": (N_("Link taken away"), "close", "neutral"),
    "take_back": (N_("Cancelling taken back"), "undo", "info"),
    "close": (N_("Filed"), "closed", "neutral"),
    "reopen": (N_("Taken up again"), "undo", "info"),
    "cancel": (N_("Ticket cancelled"), "cancelled", "neutral"),
    "photos_accepted": (N_("Photos checked"), "photo", "success"),
    "photos_more": (N_("More photos needed"), "photo", "warning"),
    "customer": (N_("Caller taken over as customer"), "customer", "success"),
    "note": (N_("Note"), "message", "neutral"),
    "article": (N_("Article used"), "article", "neutral"),
}


def state_chip(ticket: Any, now: datetime | None = None) -> Chip:
    """The state; a promise that is over is late."""
    tone, icon = STATES[ticket.state]
    if ticket.state == "promised" and now is not None and ticket.promised_at < now:
        tone = "danger"
    return Chip(tickets.STATE_NAMES[ticket.state], tone, icon)


def call_chip(state: str) -> Chip:
    """What became of a call."""
    tone, icon = CALLS[state]
    return Chip(calls.STATE_NAMES[state], tone, icon)


def needed(column: str, desk: Desk | None = None) -> Field:
    """The field in which a step asks for something it needs."""
    if column == "into_id":
        search = lookups.tickets(desk.db) if desk is not None else None
        return Field("into_id", N_("The ticket that goes on"), "lookup", required=True, span=12, search=search)
    return {
        "comment": Field("comment", N_("Comment"), "multiline", required=True, span=12, lines=3),
        "solution": Field("solution", N_("Solution"), "multiline", required=True, span=12, lines=5),
        "promised_at": Field(
            "promised_at", N_("Call back at"), "datetime", required=True, span=6, placeholder=N_("16:00 or +1 9:30")
        ),
        "wake_at": Field(
            "wake_at", N_("Waits at most until"), "datetime", span=6, placeholder=N_("+3 18:00; empty: the usual days")
        ),
        "owner_id": Field("owner_id", N_("Responsible"), "combo", required=True, span=6),
        "escalated_to_id": Field("escalated_to_id", N_("Escalated to"), "combo", required=True, span=6),
        "subject": Field("subject", N_("Subject"), required=True, span=12, max_length=SUBJECT_LENGTH),
    }[column]


def whom(happened: TraceEntry) -> str:
    """The person, ticket, article or time that a line of the trace names."""
    details = happened.details
    if happened.action in ("assign", "take", "accept"):
        named = happened.owner_name
    elif happened.action in ("hand_over", "escalate"):
        named = details.get("name") or ""
    elif happened.action in ("told", "not_told", "came_back"):
        named = _(CONSENT_WAYS[details["method"]]) if details.get("method") in CONSENT_WAYS else ""
    else:
        at = details.get({"promise": "promised_at", "snooze": "until", "wait": "wake_at"}.get(happened.action, ""))
        named = formats.moment(datetime.fromisoformat(at)) if at else details.get("number") or ""
    return named
