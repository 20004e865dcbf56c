"""The fields of an article: both languages side by side."""

from typing import Any

from models.article import QUESTION_LENGTH
from services.texts import N_
from ui.kit import lookups
from ui.kit.desk import Desk
from ui.kit.form import Field, Form, Group


def article_form(desk: Desk, lines: int = 9) -> Form:
    """The form; `fill_lists` brings its categories."""
    return Form(
        [
            Group(
                "",
                [
                    Field("question", N_("Question"), required=True, span=12, max_length=QUESTION_LENGTH),
                    Field("answer", N_("What to answer"), "multiline", required=True, span=12, lines=lines),
                ],
            ),
            Group(
                "",
                [
                    Field("question_en", N_("Question in English"), span=12, max_length=QUESTION_LENGTH),
                    Field("answer_en", N_("Answer in English"), "multiline", span=12, lines=lines - 3),
                ],
            ),
            Group(
                "",
                [
                    Field("category", N_("Topic"), "combo", span=4),
                    Field(
                        "keywords",
                        N_("Further words it is found by"),
                        span=8,
                        max_length=400,
                        placeholder=N_("with blanks between them"),
                    ),
                ],
            ),
        ],
        desk.background,
    )


def fill_lists(page: Any, form: Form) -> None:
    """Bring the categories in the background."""
    db = page.desk.db
    page.run(
        lambda: lookups.codes(db, "problem_category"),
        lambda options: lookups.offer(form, "category", options),
        slot="categories",
    )
