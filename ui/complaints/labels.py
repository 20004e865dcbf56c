"""How complaints are worded and coloured."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from services import complaints, remedies
from services.steps import TraceEntry
from services.texts import N_, _
from ui.kit import formats
from ui.kit.chips import Chip
from ui.kit.form import Field
from ui.kit.options import Option
from ui.kit.steps_bar import StepWord

# Whose turn it is: blue ours, amber the customer's, green done, red refused.
STATES = {
    "received": ("neutral", "received"),
    "acknowledged": ("info", "call"),
    "assessed": ("info", "claim"),
    "investigating": ("info", "diagnosing"),
    "proposed": ("info", "edit"),
    "answered": ("warning", "send"),
    "accepted": ("success", "completed"),
    "rejected": ("danger", "failed"),
    "closed": ("neutral", "closed"),
}
ESCALATED = Chip(N_("Escalated"), "danger", "signal")
REGULATOR = Chip(N_("At an authority"), "danger", "signal")
SEVERITIES = {
    1: N_("Trifling"),
    2: N_("Minor"),
    3: N_("Medium"),
    4: N_("Serious"),
    5: N_("Critical"),
}
STEPS = {
    "acknowledge": StepWord(N_("Customer is told"), "call", N_("How was the customer told that we have it?")),
    "assess": StepWord(N_("Assess"), "claim", N_("What is it about, and how serious?")),
    "investigate": StepWord(N_("Investigate"), "diagnosing", N_("Who investigates?")),
    "propose": StepWord(N_("Propose a solution"), "edit", N_("What do we offer?")),
    "answer": StepWord(N_("Answer the customer"), "send", N_("What was the customer answered?")),
    "accept": StepWord(N_("Customer accepts it"), "completed"),
    "reject": StepWord(N_("Customer rejects it"), "failed", N_("What does the customer object to?")),
    "close": StepWord(N_("Close the case"), "closed", N_("What was the cause in the end?")),
    "reopen": StepWord(N_("Take up again"), "undo", N_("Why is it taken up again?")),
    "assign": StepWord(N_("Pass on"), "assigned", N_("Who takes care of it?")),
    "escalate": StepWord(N_("Escalate…"), "signal", N_("To whom did it go, under which number?"), dangerous=True),
    "settle": StepWord(N_("No longer escalated"), "ok", N_("How was it settled?")),
}
HAPPENED = {
    "receive": (N_("Complaint recorded"), "received", "neutral"),
    "acknowledge": (N_("Acknowledged"), "call", "info"),
    "assess": (N_("Assessed"), "claim", "info"),
    "investigate": (N_("Investigation begun"), "diagnosing", "info"),
    "propose": (N_("Solution proposed"), "edit", "info"),
    "answer": (N_("Answered"), "send", "warning"),
    "accept": (N_("Customer accepts"), "completed", "success"),
    "reject": (N_("Customer does not accept"), "failed", "danger"),
    "close": (N_("Case closed"), "closed", "neutral"),
    "reopen": (N_("Taken up again"), "undo", "info"),
    "assign": (N_("Passed on"), "assigned", "info"),
    "escalate": (N_("Escalated"), "signal", "danger"),
    "settle": (N_("No longer escalated"), "ok", "success"),
    "note": (N_("Note"), "message", "neutral"),
    "authority_answered": (N_("Authority answered"), "send", "success"),
    "authority_asks": (N_("Authority asks again"), "signal", "danger"),
    "remedy_proposed": (N_("Offered, waits for a second signature"), "clock", "warning"),
    "remedy_approved": (N_("Offer approved"), "ok", "info"),
    "remedy_refused": (N_("Offer refused"), "failed", "danger"),
    "remedy_withdrawn": (N_("Offer withdrawn"), "undo", "neutral"),
    "remedy_done": (N_("What was offered is done"), "completed", "success"),
    "voucher_void": (N_("Voucher made void"), "undo", "warning"),
    "measure_planned": (N_("Corrective action planned"), "todo", "info"),
    "measure_changed": (N_("Corrective action changed"), "edit", "info"),
    "measure_done": (N_("Corrective action taken"), "ok", "info"),
    "measure_verified": (N_("Corrective action verified"), "completed", "success"),
    "measure_reopened": (N_("Corrective action does not work yet"), "failed", "danger"),
    "measure_effective": (N_("Corrective action helped"), "target", "success"),
    "measure_ineffective": (N_("Corrective action did not help"), "failed", "danger"),
    "measure_told": (N_("Corrective action told to the customer"), "send", "info"),
    "measure_untold": (N_("Corrective action no longer told"), "undo", "neutral"),
    "measure_withdrawn": (N_("Corrective action withdrawn"), "undo", "neutral"),
}


def state_chip(complaint: Any) -> Chip:
    """The state; whether it is escalated stands beside it."""
    tone, icon = STATES[complaint.state]
    return Chip(complaints.STATE_NAMES[complaint.state], tone, icon)


def severity_tone(severity: int, usual: str = "neutral") -> str:
    """Amber for a serious complaint, red for a critical one."""
    return {4: "warning", 5: "danger"}.get(severity, usual)


def severities() -> Sequence[Option]:
    """1 to 5, each with its word."""
    return [Option(number, word, key=str(number)) for number, word in SEVERITIES.items()]


def needed(column: str) -> Field:
    """The field in which a step asks for something it needs."""
    return {
        "comment": Field("comment", N_("Comment"), "multiline", required=True, span=12, lines=3),
        "category": Field("category", N_("Topic"), "combo", required=True, span=6),
        "severity": Field("severity", N_("Severity"), "choice", required=True, span=12, options=severities()),
        "owner_id": Field("owner_id", N_("Responsible"), "combo", required=True, span=6),
        "proposal": Field("proposal", N_("Proposal"), "multiline", required=True, span=12, lines=4),
        "answer": Field("answer", N_("Answer to the customer"), "multiline", required=True, span=12, lines=5),
        "root_cause": Field("root_cause", N_("Root cause"), "combo", required=True, span=6),
    }[column]


def whom(happened: TraceEntry) -> str:
    """The person that a line of the trace names, or the remedy, or what is changed."""
    if happened.action.startswith("measure_"):
        return str(happened.details.get("what", ""))
    if happened.action == "authority_answered":
        return _answered(happened.details)
    if happened.action.startswith(("remedy_", "voucher_")):
        kind, amount = happened.details.get("kind", ""), happened.details.get("amount")
        words = _(remedies.KIND_NAMES.get(kind, kind))
        return f"{words} {formats.money(Decimal(str(amount)))}" if amount is not None else words
    return happened.owner_name if happened.action in ("assign", "investigate") else ""


def _answered(details: Mapping[str, Any]) -> str:
    """How an authority was answered, under which number, and how late."""
    how = complaints.AUTHORITY_WAY_NAMES.get(details.get("how", ""))
    parts = [_(how)] if how else []
    if details.get("reference"):
        parts.append(str(details["reference"]))
    if details.get("days_late"):
        parts.append(_("{n} d late").format(n=details["days_late"]))
    return " · ".join(parts)
