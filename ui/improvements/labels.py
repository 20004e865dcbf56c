"""How suggestions are worded and coloured, and their fields."""

from typing import Any

from services import improvements
from services.texts import N_
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form, Group
from ui.kit.lookups import choices
from ui.kit.steps_bar import StepWord

SUBJECT_LENGTH, TEXT_LENGTH = 200, 2000
STATES = {
    "filed": ("neutral", "received"),
    "adopted": ("info", "assigned"),
    "declined": ("neutral", "failed"),
    "done": ("success", "completed"),
    "withdrawn": ("neutral", "cancelled"),
}
LATE = Chip(N_("Overdue"), "danger", "limit")
STEPS = {
    "adopt": StepWord(N_("Adopt…"), "ok", N_("Who carries it out, until when, and why is it good?")),
    "decline": StepWord(N_("Decline…"), "failed", N_("Why is it not done?")),
    "withdraw": StepWord(N_("Withdraw…"), "undo", N_("Why is it withdrawn?"), dangerous=True),
    "finish": StepWord(N_("It is carried out…"), "completed", N_("What came of it?")),
    "pass_on": StepWord(N_("Give to somebody else…"), "assigned", N_("Who carries it out, and until when?")),
    "consider": StepWord(N_("Consider again…"), "undo", N_("Why is it considered again?")),
    "reopen": StepWord(N_("Not carried out yet…"), "undo", N_("What is still missing?")),
}
HAPPENED = {
    "file": (N_("Suggestion filed"), "idea", "neutral"),
    "adopt": (N_("Suggestion adopted"), "ok", "success"),
    "decline": (N_("Suggestion declined"), "failed", "danger"),
    "withdraw": (N_("Suggestion withdrawn"), "undo", "neutral"),
    "finish": (N_("Suggestion carried out"), "completed", "success"),
    "pass_on": (N_("Given to somebody else"), "assigned", "info"),
    "consider": (N_("Considered again"), "undo", "info"),
    "reopen": (N_("Not carried out yet"), "undo", "warning"),
    "note": (N_("Note"), "message", "neutral"),
}


def state_chip(row: Any) -> Chip:
    """How far it is; overdue stands before all."""
    if row.late:
        return LATE
    tone, icon = STATES[row.state]
    return Chip(improvements.STATE_NAMES[row.state], tone, icon)


def improvement_form(desk: Desk) -> Form:
    """What, why and in which area."""
    return Form(
        [
            Group(
                "",
                [
                    Field("subject", N_("What do you suggest?"), required=True, span=12, max_length=SUBJECT_LENGTH),
                    Field("area", N_("Area"), "choice", required=True, span=12, options=choices(improvements.AREA_NAMES)),
                    Field(
                        "what", N_("What would be done differently"), "multiline", required=True, span=12, lines=5,
                        max_length=TEXT_LENGTH,
                    ),
                    Field(
                        "why", N_("Why, and what it would bring"), "multiline", span=12, lines=4, max_length=TEXT_LENGTH
                    ),
                ],
            )
        ],
        desk.background,
    )  # fmt: skip


def needed(column: str) -> Field:
    """The field in which a step asks for something it needs."""
    return {
        "comment": Field("comment", N_("Reason"), "multiline", required=True, span=12, lines=3, max_length=TEXT_LENGTH),
        "owner_id": Field("owner_id", N_("Who carries it out"), "combo", required=True, span=6),
        "due_on": Field("due_on", N_("Until when"), "date", required=True, span=6),
        "result": Field("result", N_("Result"), "multiline", required=True, span=12, lines=4, max_length=TEXT_LENGTH),
    }[column]
