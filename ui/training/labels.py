"""How trainings and their records are worded and coloured, and their fields."""

from typing import Any

from services import courses, training_records, trainings
from services.texts import N_
from ui.kit import formats, lookups
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Form, Group
from ui.kit.lookups import choices
from ui.kit.steps_bar import StepWord

STATES = {
    "planned": ("neutral", "calendar"),
    "held": ("info", "edit"),
    "closed": ("success", "completed"),
    "cancelled": ("neutral", "cancelled"),
}
ATTENDANCES = {
    "invited": ("neutral", "todo"),
    "attended": ("success", "ok"),
    "late": ("warning", "clock"),
    "absent": ("danger", "failed"),
}
OUTCOMES = {"passed": ("success", "completed"), "failed": ("danger", "failed")}
STEPS = {
    "hold": StepWord(N_("It was held"), "ok"),
    "close": StepWord(N_("Close…"), "completed", N_("What came of it?")),
    "cancel": StepWord(N_("Cancel the training…"), "cancelled", N_("Why is it cancelled?"), dangerous=True),
    "reopen": StepWord(N_("Mark again…"), "undo", N_("Why is it marked again?")),
    "restore": StepWord(N_("Plan it again…"), "undo", N_("Why does it take place after all?")),
}
HAPPENED = {
    "plan": (N_("Training planned"), "calendar", "neutral"),
    "invite": (N_("Invited"), "customer", "info"),
    "uninvite": (N_("Invitation taken back"), "undo", "neutral"),
    "hold": (N_("Training held"), "ok", "info"),
    "close": (N_("Training closed"), "completed", "success"),
    "cancel": (N_("Training cancelled"), "cancelled", "danger"),
    "reopen": (N_("To be marked again"), "undo", "warning"),
    "restore": (N_("Planned again"), "undo", "info"),
    "note": (N_("Note"), "message", "neutral"),
}


def state_chip(row: Any) -> Chip:
    """The state of a training."""
    tone, icon = STATES[row.state]
    return Chip(trainings.STATE_NAMES[row.state], tone, icon)


def attendance_chip(row: Any) -> Chip:
    """Whether somebody came, else the result where there is one."""
    if row.outcome is not None and row.attendance != "absent":
        tone, icon = OUTCOMES[row.outcome]
        return Chip(training_records.OUTCOME_NAMES[row.outcome], tone, icon)
    tone, icon = ATTENDANCES[row.attendance]
    return Chip(training_records.ATTENDANCE_NAMES[row.attendance], tone, icon)


def points(value: Any) -> str:
    """A score or mark, or a dash."""
    return formats.EMPTY if value is None else formats.number(value)


def training_form(desk: Desk, with_course: bool) -> Form:
    """When, where and by whom; with_course: a new one begins with its course."""
    first = [Field("course_id", N_("Training course"), "combo", required=True, span=12)] if with_course else []
    return Form(
        [
            Group(
                "",
                [
                    *first,
                    Field("subject", N_("Subject"), span=12, max_length=200, required=not with_course),
                    Field("starts_at", N_("Starts at"), "datetime", required=True, span=6),
                    Field("ends_at", N_("Ends at"), "datetime", required=True, span=6),
                    Field("hours", N_("Hours of teaching"), "number", span=6),
                    Field("place", N_("Place"), span=6, max_length=200),
                    Field("trainer_id", N_("Trainer"), "combo", span=6),
                    Field("trainer_name", N_("Trainer from outside"), span=6, max_length=80),
                    Field("note", N_("Note"), "multiline", span=12, lines=2, max_length=2000),
                ],
            )
        ],
        desk.background,
    )


def offer_trainers(page: Any, form: Form, store_id: Any) -> None:
    """Bring the list of those who may teach in the background."""
    db = page.desk.db
    page.run(
        lambda: lookups.superiors(db, store_id), lambda found: lookups.offer(form, "trainer_id", found), slot="trainers"
    )


def course_form(desk: Desk) -> Form:
    """What is taught, and how it is marked; the weights together are 100."""
    weights = [
        Field(f"weight_{part}", name, "integer", required=True, span=3) for part, name in courses.PART_NAMES.items()
    ]
    return Form(
        [
            Group(
                N_("Training course"),
                [
                    Field("name", N_("Name"), required=True, span=6, max_length=120),
                    Field("name_en", N_("English name"), span=6, max_length=200),
                    Field("kind", N_("Kind"), "choice", required=True, span=12, options=choices(courses.KIND_NAMES)),
                    Field(
                        "audience", N_("For whom"), "choice", required=True, span=12, options=choices(courses.AUDIENCE_NAMES)
                    ),
                    Field("days", N_("Days"), "integer", required=True, span=4),
                    Field("hours", N_("Hours of teaching"), "number", required=True, span=4),
                    Field("valid_months", N_("Valid for how many months"), "integer", span=4, hint=N_("0 is for ever")),
                    Field("plan", N_("Plan by day"), "multiline", span=12, lines=4, max_length=8000),
                    Field("cautions", N_("What to mind"), "multiline", span=12, lines=3, max_length=8000),
                ],
            ),
            Group(
                N_("How it is marked, points of 100"),
                [
                    *weights,
                    Field("absent_deduction", N_("Points off for each absence"), "number", span=4),
                    Field("late_deduction", N_("Points off for each lateness"), "number", span=4),
                    Field("pass_mark", N_("Passed from how many points"), "integer", required=True, span=4),
                ],
            ),
        ],
        desk.background,
    )  # fmt: skip


def needed(column: str) -> Field:
    """The field in which a step asks for something it needs."""
    return {
        "comment": Field("comment", N_("Comment"), "multiline", required=True, span=12, lines=3, max_length=2000),
        "summary": Field(
            "summary", N_("What came of it"), "multiline", required=True, span=12, lines=4, max_length=2000
        ),
    }[column]
