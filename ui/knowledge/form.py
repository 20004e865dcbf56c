"""The fields of an article: what colleagues read, what customers read, both languages, and what it applies to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from models.article import QUESTION_LENGTH
from services import code_choices, search
from services.articles import KIND_NAMES, Article
from services.texts import N_
from ui.kit import lookups
from ui.kit import many as _many  # noqa: F401 - registers its editor
from ui.kit.desk import Desk
from ui.kit.form import Field, Form, Group, fields_of
from ui.kit.options import Option
from ui.kit.words import data, named
from ui.knowledge.labels import KIND_ICONS


def article_form(desk: Desk, lines: int = 6) -> Form:
    """The form; `fill_lists` brings its categories and colleagues."""
    return Form(
        [
            Group(
                "",
                [
                    Field("question", N_("Question"), required=True, span=12, max_length=QUESTION_LENGTH),
                    Field("answer", N_("What to answer"), "multiline", required=True, span=12, lines=lines),
                    Field(
                        "customer_answer", N_("What a customer may read"), "multiline", span=12, lines=3,
                        hint=N_("empty: not for customers"),
                    ),
                ],
            ),
            Group(
                "",
                [
                    Field("question_en", N_("Question in English"), span=12, max_length=QUESTION_LENGTH),
                    Field("answer_en", N_("Answer in English"), "multiline", span=12, lines=lines - 2),
                    Field(
                        "customer_answer_en", N_("What a customer may read, in English"), "multiline", span=12, lines=2
                    ),
                ],
            ),
            Group(
                "",
                [
                    Field(
                        "model_ids", N_("Applies to models"), "many", span=6, search=_models(desk.db),
                        placeholder=N_("none: to all"),
                    ),
                    Field(
                        "symptoms", N_("Applies to symptoms"), "many", span=6, search=_symptoms(desk.db),
                        placeholder=N_("none: to all"),
                    ),
                    Field(
                        "kind", N_("Kind of article"), "choice", span=12,
                        options=lookups.choices(KIND_NAMES, KIND_ICONS),
                    ),
                    Field("category", N_("Topic"), "combo", span=4),
                    Field("owner_id", N_("Kept by"), "combo", span=4),
                    Field("review_on", N_("To be checked again"), "date", span=4),
                    Field(
                        "keywords", N_("Further words it is found by"), span=12, max_length=400,
                        placeholder=N_("with blanks between them"),
                    ),
                ],
            ),
        ],
        desk.background,
    )  # fmt: skip


def values_of(article: Article) -> dict[str, Any]:
    """An article as the form shows it: what is looked up comes with its words."""
    owner = lookups.named(article.owner_id, article.owner_name)
    return fields_of(article) | {"owner_id": owner} | scope(article.models, article.symptom_names)


def scope(models: Sequence[tuple[str, str]], symptoms: Sequence[tuple[str, str, str]]) -> dict[str, list[Option]]:
    """What an article applies to, as its two fields show it; see articles.Article."""
    return {
        "model_ids": [Option(UUID(one), data(name)) for one, name in models],
        "symptoms": [_symptom(*one) for one in symptoms],
    }


def fill_lists(page: Any, form: Form) -> None:
    """Bring the categories and colleagues in the background."""
    db, person = page.desk.db, page.desk.person
    page.run(
        lambda: (lookups.codes(db, "problem_category"), lookups.colleagues(db, person.store_id, ("agent", "manager"))),
        lambda found: [lookups.offer(form, *one) for one in zip(("category", "owner_id"), found, strict=True)],
        slot="categories",
    )


def _models(db: Any) -> Any:
    def find(typed: str) -> Sequence[Option]:
        return [Option(hit.id, data(hit.title), data(hit.subtitle)) for hit in search.products(db, typed, cap=20).hits]

    return find


def _symptoms(db: Any) -> Any:
    def find(typed: str) -> Sequence[Option]:
        wanted = typed.strip().casefold()
        items = code_choices.items(db, "symptom")["symptom"]
        return [
            _symptom(one.code, one.name, one.name_en)
            for one in items
            if one.active and wanted in f"{one.code} {one.name} {one.name_en}".casefold()
        ][:20]

    return find


def _symptom(code: str, name: str, name_en: str) -> Option:
    return Option(code, named(name, name_en))
