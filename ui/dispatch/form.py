"""The fields of a visit: the job, and the report of whoever was there."""

from dataclasses import fields
from typing import Any

from models.visit import SUBJECT_LENGTH
from services import regions, visits
from services.regions import Region
from services.texts import N_
from ui.dispatch.labels import KIND_ICONS
from ui.kit import lookups
from ui.kit.desk import Desk
from ui.kit.form import Field, Form, Group
from ui.kit.lookups import choices, offer
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.words import named


def job_fields() -> list[Field]:
    """What is to be done."""
    return [
        Field("subject", N_("What is to be done"), required=True, span=12, max_length=SUBJECT_LENGTH),
        Field("kind", N_("Kind"), "choice", required=True, span=7, options=choices(visits.KIND_NAMES, KIND_ICONS)),
        Field("priority", N_("Priority"), "choice", span=5, options=choices(visits.PRIORITY_NAMES)),
        Field("skill", N_("Skill needed"), "combo", span=4),
        Field("region_id", N_("Region"), "combo", span=5),
        Field("minutes", N_("Minutes"), "integer", required=True, span=3),
        Field("due_at", N_("On site by"), "datetime", span=4, placeholder=N_("16:00 or +1 9:30")),
        Field("wish", N_("When it suits the customer"), span=4, max_length=200),
        Field("contact_name", N_("Who is there"), span=4, max_length=120),
        Field("instructions", N_("Instructions"), "multiline", span=12, lines=2, max_length=4000),
    ]


def report_fields() -> list[Field]:
    """What was found and done."""
    return [
        Field("findings", N_("What was found"), "multiline", span=12, lines=3, max_length=8000),
        Field("work_done", N_("Work done"), "multiline", span=12, lines=3, max_length=8000),
        Field("advice", N_("Advice"), "multiline", span=12, lines=2, max_length=4000),
        Field("vehicle", N_("Vehicle"), span=3, max_length=40),
        Field("driver", N_("Driver"), span=3, max_length=80),
        Field("odometer_out", N_("Kilometres, out"), "number", span=3),
        Field("odometer_back", N_("Kilometres, back"), "number", span=3),
    ]


def visit_form(desk: Desk) -> Form:
    """The form of a visit that is there already."""
    return Form([Group(N_("Job"), job_fields()), Group(N_("Report"), report_fields())], desk.background)


def new_form(desk: Desk) -> Form:
    """The form of a new one: for whom comes first."""
    whom = [
        Field(
            "customer_id", N_("Customer"), "lookup", span=6, search=lookups.customers(desk.db),
            placeholder=N_("Name, initials, last 4 digits"),
        ),
        Field("address_id", N_("Address"), "combo", span=6),
        Field("device_id", N_("Device"), "combo", span=6),
    ]  # fmt: skip
    return Form([Group(N_("Where to"), whom), Group(N_("Job"), job_fields())], desk.background)


def offer_lists(page: Page, form: Form) -> None:
    """Ask for the skills and regions to choose from."""
    db = page.desk.db

    def show(found: tuple[list[Option], list[Region]]) -> None:
        offer(form, "skill", found[0])
        offer(form, "region_id", [Option(one.id, named(one.path, one.path_en)) for one in found[1]])

    page.run(lambda: (lookups.codes(db, "skill"), regions.tree(db)), show, slot="lists")


def values_of(visit: visits.Visit) -> dict[str, Any]:
    """A visit as the form shows it."""
    values = {field.name: getattr(visit, field.name) for field in fields(visit)}
    values["region_id"] = lookups.named(visit.region_id, visit.region_name, visit.region_name_en)
    return values
