"""The fields of a complaint, for recording one and for handling one."""

from typing import Any

from models.ticket import SUBJECT_LENGTH
from services import complaints
from services.texts import N_
from ui.complaints.labels import severities
from ui.kit import lookups
from ui.kit.desk import Desk
from ui.kit.form import Field, Form, Group
from ui.kit.lookups import choices

PERSON_LENGTH = 120


def _who(desk: Desk) -> list[Field]:
    return [
        Field("channel", N_("Came by"), "choice", span=12, options=choices(complaints.CHANNEL_NAMES)),
        Field(
            "customer_id",
            N_("Customer"),
            "lookup",
            span=4,
            search=lookups.customers(desk.db),
            placeholder=N_("Name, initials, last 4 digits"),
        ),
        Field(
            "complainant", N_("Who complains"), span=4, max_length=PERSON_LENGTH, hint=N_("if it is not the customer")
        ),
        Field("about_staff_id", N_("About whom"), "combo", span=4, hint=N_("cannot read it")),
    ]


def _what() -> list[Field]:
    return [
        Field("subject", N_("Subject"), required=True, span=12, max_length=SUBJECT_LENGTH),
        Field("description", N_("In the customer's words"), "multiline", required=True, span=12, lines=4),
        Field("demand", N_("Demand"), "choice", span=12, options=choices(complaints.DEMAND_NAMES)),
        Field("category", N_("Topic"), "combo", span=4),
        Field("repeated", N_("Happened before"), "yesno", span=4),
        Field("exposed", N_("Known to the public"), "yesno", span=4),
        Field("harm", N_("What harm was done"), "choice", span=12, options=choices(complaints.HARM_NAMES)),
        Field(
            "severity",
            N_("Severity"),
            "choice",
            span=12,
            options=severities(),
            hint=N_("never below what the harm asks for"),
        ),
    ]


def record_form(desk: Desk) -> Form:
    """What the desk records; the rest is the manager's."""
    return Form([Group(N_("Who"), _who(desk)), Group(N_("What about"), _what())], desk.background)


def handling_form(desk: Desk) -> Form:
    """All of it, without the column of group names: the page is narrow."""
    handling = [
        Field("proposal", N_("Proposal"), "multiline", span=12, lines=3),
        Field("answer", N_("Answer to the customer"), "multiline", span=12, lines=4),
        Field("root_cause", N_("Root cause"), "combo", span=4),
        Field("cause_note", N_("How it came about"), span=8, max_length=4000),
        Field("answer_due_at", N_("Answer due"), "datetime", span=4),
        Field("regulator_no", N_("Number at the authority"), span=4, max_length=80),
        Field("regulator_due_on", N_("Authority wants an answer by"), "date", span=4),
    ]
    return Form([Group("", _what()), Group("", handling), Group("", _who(desk))], desk.background)


def fill_lists(page: Any, form: Form, store_id: Any) -> None:
    """Bring the lists of a form in the background."""
    db = page.desk.db

    def load() -> list[tuple[str, Any]]:
        lists = [("category", lookups.codes(db, "complaint_category"))]
        if "root_cause" in form.cells:
            lists.append(("root_cause", lookups.codes(db, "root_cause")))
        if store_id is not None:
            lists.append(("about_staff_id", lookups.colleagues(db, store_id)))
        return lists

    def show(lists: list[tuple[str, Any]]) -> None:
        for column, options in lists:
            lookups.offer(form, column, options)

    page.run(load, show, slot="lists")
