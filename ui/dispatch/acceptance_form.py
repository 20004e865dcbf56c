"""The fields of an acceptance record or of minutes."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from services import acceptances, projects
from services.texts import N_
from ui.kit.desk import Desk
from ui.kit.form import Field, Form, Group
from ui.kit.lookups import choices, named
from ui.kit.options import Option
from ui.kit.words import data


def find_projects(desk: Desk) -> Callable[[str], list[Option]]:
    """For a look-up field: projects by number, name or customer."""
    return lambda typed: [
        Option(hit.id, data(hit.title), data(hit.subtitle)) for hit in projects.find(desk.db, typed).hits
    ]


def acceptance_form(desk: Desk) -> Form:
    """Who took part is typed line by line: party, name, duty."""
    return Form(
        [
            Group(
                N_("Matter"),
                [
                    Field("kind", N_("Kind"), "choice", required=True, span=12, options=choices(acceptances.KIND_NAMES)),
                    Field("title", N_("Title"), required=True, span=8, max_length=200),
                    Field("held_at", N_("Held at"), "datetime", required=True, span=4),
                    Field("project_id", N_("Project on file"), "lookup", span=12, search=find_projects(desk)),
                    Field("project", N_("Project"), span=6, max_length=200),
                    Field("place", N_("Place"), span=6, max_length=200),
                    Field("part", N_("Which works"), span=12, max_length=400),
                ],
            ),
            Group(
                N_("Who took part"),
                [
                    Field(
                        "people", N_("Who took part, one a line: party, name, duty"), "multiline", span=12, lines=4,
                        placeholder=N_("Owner, Wang Gong, project manager"),
                    )
                ],
            ),
            Group(
                N_("Result"),
                [
                    Field("record", N_("What was looked at, measured, said"), "multiline", span=12, lines=5, max_length=8000),
                    Field("result", N_("Outcome"), "choice", span=12, options=choices(acceptances.RESULT_NAMES)),
                    Field("conclusion", N_("Conclusion"), "multiline", span=12, lines=3, max_length=4000),
                    Field("open_points", N_("Open points, who and until when"), "multiline", span=12, lines=2, max_length=4000),
                ],
            ),
        ],
        desk.background,
    )  # fmt: skip


def values_of(one: acceptances.Acceptance) -> dict[str, Any]:
    """A record as the form shows it."""
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    values["project_id"] = named(one.project_id, one.project)
    return {**values, "people": acceptances.lines_of(one.people)}


def stored(values: dict[str, Any]) -> dict[str, Any]:
    """What the form holds as the record keeps it."""
    kept = dict(values)
    if "people" in kept:
        kept["people"] = acceptances.people_of(kept["people"] or "")
    return kept
