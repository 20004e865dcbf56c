"""A questionnaire as a form: digits pick a score or an option, Y and N answer, Enter goes to the next question."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from models.follow_up import NOTE_LENGTH
from services.questionnaires import Question
from services.texts import N_, _
from ui.kit import score_editor
from ui.kit.background import Background
from ui.kit.form import Field, Form
from ui.kit.options import Option

NOTE = "note"


def column_of(question: Question) -> str:
    """The form's column of a question; refusals name it."""
    return f"question:{question.id}"


def questions_form(questions: Sequence[Question], background: Background) -> Form:
    """One field a question, none of them chosen beforehand, and a line for what else was said."""
    fields = [_field(one) for one in questions]
    fields.append(Field(NOTE, N_("What else the customer said"), "multiline", span=12, max_length=NOTE_LENGTH, lines=2))
    return Form(fields, background)


def _field(question: Question) -> Field:
    kind, options = {
        "score5": ("score", score_editor.numbers(1, 5)),
        "score10": ("score", score_editor.numbers(0, 10)),
        "yes_no": ("yesno", []),
        "choice": ("choice", [Option(n, partial(_choice, question, n)) for n in range(1, len(question.options) + 1)]),
        "text": ("multiline", []),
    }[question.kind]
    return Field(
        column_of(question),
        lambda: f"{question.place}. {question.says}",
        kind,
        required=question.required,
        missing=lambda: _("Question {place} is not answered yet.").format(place=question.place),
        span=12,
        options=options,
        max_length=NOTE_LENGTH if kind == "multiline" else 0,
    )


def _choice(question: Question, place: int) -> str:
    return question.choices[place - 1]


def answers_of(values: Mapping[str, Any]) -> dict[UUID, Any]:
    """What was answered, as the service takes it."""
    given: dict[UUID, Any] = {}
    for column, value in values.items():
        if column == NOTE or value in (None, ""):
            continue
        given[UUID(column.removeprefix("question:"))] = (
            {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
        )
    return given
