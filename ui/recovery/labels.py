"""How recovery plans are worded and coloured, and their fields."""

from collections.abc import Sequence
from typing import Any

from services import recovery_plans
from services.texts import N_
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form, Group
from ui.kit.lookups import choices
from ui.kit.steps_bar import StepWord

SUBJECT_LENGTH, TEXT_LENGTH = 200, 2000
STATES = {"open": ("info", "target"), "done": ("success", "completed"), "withdrawn": ("neutral", "cancelled")}
LATE = Chip(N_("Overdue"), "danger", "limit")
STEPS = {
    "finish": StepWord(N_("The plan is carried out…"), "completed", N_("What was reached, and who was told?")),
    "pass_on": StepWord(N_("Give to somebody else…"), "assigned", N_("Who answers for it, and until when?")),
    "withdraw": StepWord(N_("Withdraw…"), "cancelled", N_("Why is it withdrawn?"), dangerous=True),
    "reopen": StepWord(N_("Open again…"), "undo", N_("What is still to be mended?")),
}
HAPPENED = {
    "plan": (N_("Plan made"), "target", "info"),
    "finish": (N_("Plan carried out"), "completed", "success"),
    "pass_on": (N_("Given to somebody else"), "assigned", "info"),
    "withdraw": (N_("Plan withdrawn"), "cancelled", "neutral"),
    "reopen": (N_("Opened again"), "undo", "warning"),
    "note": (N_("Note"), "message", "neutral"),
}


def state_chip(row: Any) -> Chip:
    """How far it is; overdue stands before all."""
    if row.late:
        return LATE
    tone, icon = STATES[row.state]
    return Chip(recovery_plans.STATE_NAMES[row.state], tone, icon)


def plan_form(desk: Desk, *, given: bool) -> Form:
    """What went wrong and what is to be reached; given: also who answers for it, until when."""
    who: Sequence[Field] = (owner_field(), due_field()) if given else ()
    return Form(
        [
            Group(
                "",
                [
                    Field("subject", N_("What is to be mended"), required=True, span=12, max_length=SUBJECT_LENGTH),
                    Field("cause", N_("Arose from"), "choice", required=True, span=12,
                          options=choices(recovery_plans.CAUSE_NAMES)),
                    Field("what", N_("What went wrong"), "multiline", required=True, span=12, lines=4,
                          max_length=TEXT_LENGTH),
                    Field("goal", N_("What is to be reached"), "multiline", required=True, span=12, lines=3,
                          max_length=TEXT_LENGTH),
                    *who,
                ],
            )
        ],
        desk.background,
    )  # fmt: skip


def owner_field() -> Field:
    """Who answers for it."""
    return Field("owner_id", N_("Who answers for it"), "combo", required=True, span=6)


def due_field() -> Field:
    """Until when."""
    return Field("due_on", N_("Until when"), "date", required=True, span=6)


def needed(column: str) -> Field:
    """The field in which a step asks for something it needs."""
    return {
        "comment": Field("comment", N_("Reason"), "multiline", required=True, span=12, lines=3, max_length=TEXT_LENGTH),
        "owner_id": owner_field(),
        "due_on": due_field(),
        "result": Field("result", N_("Result"), "multiline", required=True, span=12, lines=4, max_length=TEXT_LENGTH),
        "told": Field(
            "told", N_("Customers concerned: who was told, when and how, or why nobody"), "multiline", required=True,
            span=12, lines=3, max_length=TEXT_LENGTH,
        ),
    }[column]  # fmt: skip
