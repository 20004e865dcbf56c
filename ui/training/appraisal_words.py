"""How appraisals are worded and coloured, and their fields."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from services import appraisals
from services.appraisals import Appraisal, Item
from services.texts import N_, _
from ui.kit import formats
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form, Group
from ui.kit.steps_bar import StepWord
from ui.kit.words import data

TEXT_LENGTH, CONSEQUENCE_LENGTH = 2000, 400
STATES = {
    "planned": ("neutral", "calendar"),
    "held": ("warning", "waiting"),
    "acknowledged": ("success", "completed"),
    "missed": ("danger", "failed"),
}
LATE = Chip(N_("Overdue"), "danger", "limit")
STEPS = {
    "acknowledge": StepWord(N_("I have read it"), "ok"),
    "answer": StepWord(N_("I say this to it…"), "message", N_("What do you say to it?")),
    "postpone": StepWord(N_("Another day…"), "calendar", N_("On which day, and why?")),
    "miss": StepWord(N_("It is not held…"), "failed", N_("Why is it not held?"), dangerous=True),
    "plan_again": StepWord(N_("Plan it again…"), "undo", N_("On which day, and why?")),
    "reopen": StepWord(N_("Mark again…"), "undo", N_("Why is it marked again?")),
}
HAPPENED = {
    "plan": (N_("Appraisal planned"), "calendar", "neutral"),
    "hold": (N_("Appraisal held"), "ok", "info"),
    "mark": (N_("Marks put right"), "edit", "info"),
    "acknowledge": (N_("Acknowledged"), "completed", "success"),
    "answer": (N_("Acknowledged with a comment"), "completed", "success"),
    "postpone": (N_("Put off to another day"), "calendar", "warning"),
    "miss": (N_("Not held"), "failed", "danger"),
    "plan_again": (N_("Planned again"), "undo", "info"),
    "reopen": (N_("To be marked again"), "undo", "warning"),
    "note": (N_("Note"), "message", "neutral"),
}


def state_chip(row: Any) -> Chip:
    """How far it is; overdue stands before all."""
    if row.late:
        return LATE
    tone, icon = STATES[row.state]
    return Chip(appraisals.STATE_NAMES[row.state], tone, icon)


def place_words(place: int | None) -> str:
    """Which of the first year's it is."""
    return "" if place is None else _("No. {n} of the first year").format(n=place)


def amount_words(amount: Any) -> str:
    """A reward or penalty, nothing where there is none."""
    return formats.money(amount) if amount else ""


def points(value: Any) -> str:
    """Points or a mark, a dash before they are given."""
    return formats.EMPTY if value is None else formats.number(value)


def appraisal_form(desk: Desk) -> Form:
    """What was said, besides the marks."""
    return Form(
        [
            Group(
                "",
                [
                    Field("strengths", N_("Strengths"), "multiline", span=12, lines=3, max_length=TEXT_LENGTH),
                    Field(
                        "goals", N_("Goals until the next one"), "multiline", span=12, lines=3, max_length=TEXT_LENGTH
                    ),
                    Field("consequence", N_("What follows"), span=12, max_length=CONSEQUENCE_LENGTH),
                ],
            )
        ],
        desk.background,
    )


def mark_fields(items: Sequence[Item]) -> list[Field]:
    """A field for each item, then what was said."""
    marks = [
        Field(f"mark:{one.id}", data(f"{one.title} · {one.weight}"), "number", required=True, span=6, hint=partial(str, "0–100"))
        for one in items
    ]  # fmt: skip
    return [
        *marks,
        Field("strengths", N_("Strengths"), "multiline", span=12, lines=2, max_length=TEXT_LENGTH),
        Field("goals", N_("Goals until the next one"), "multiline", span=12, lines=2, max_length=TEXT_LENGTH),
        Field("amount", N_("Reward or penalty, yuan"), "number", span=4, hint=N_("as the points say")),
        Field("consequence", N_("What follows"), span=8, max_length=CONSEQUENCE_LENGTH, hint=N_("as the points say")),
    ]


def mark_values(one: Appraisal, items: Sequence[Item]) -> dict[str, Any]:
    """What a dialog of marks begins with."""
    held = one.score is not None
    return {
        **{f"mark:{item.id}": item.mark for item in items},
        "strengths": one.strengths,
        "goals": one.goals,
        "amount": one.amount if held else None,
        "consequence": one.consequence if held else "",
    }


def needed(column: str) -> Field:
    """The field in which a step asks for something it needs."""
    return {
        "comment": Field("comment", N_("Reason"), "multiline", required=True, span=12, lines=3, max_length=TEXT_LENGTH),
        "due_on": Field("due_on", N_("On which day"), "date", required=True, span=6),
        "reply": Field("reply", N_("What you say to it"), "multiline", required=True, span=12, lines=4, max_length=TEXT_LENGTH),
    }[column]  # fmt: skip
