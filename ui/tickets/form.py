"""The fields of a ticket, for a new one and for one that is worked on."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from models.ticket import SUBJECT_LENGTH
from services import tickets
from services.texts import N_
from ui.kit import lookups
from ui.kit.desk import Desk
from ui.kit.form import Field, Form, Group
from ui.kit.lookups import choices
from ui.kit.words import data
from ui.tickets.labels import KIND_ICONS

PERSON_LENGTH = 120


def ticket_form(desk: Desk, solution_lines: int = 3, group_names: bool = True, new: bool = True) -> Form:
    """The form; fill its lists with `fill_lists`. group_names=False saves their column where it is narrow.

    new: asks also when it was reported, which nobody changes later.
    """
    reported = Field("reported_at", N_("Reported at"), "datetime", span=3, placeholder=N_("now, or a moment before"))
    contact, matter, answer = (N_("Who"), N_("Matter"), N_("What we do")) if group_names else ("", "", "")
    return Form(
        [
            Group(
                contact,
                [
                    Field(
                        "kind",
                        N_("Kind"),
                        "choice",
                        required=True,
                        span=12,
                        options=choices(tickets.KIND_NAMES, KIND_ICONS),
                    ),
                    Field("channel", N_("Came by"), "choice", span=12, options=choices(tickets.CHANNEL_NAMES)),
                    Field(
                        "customer_id",
                        N_("Customer"),
                        "lookup",
                        span=5,
                        search=lookups.customers(desk.db),
                        placeholder=N_("Name, initials, last 4 digits"),
                    ),
                    Field("reporter", N_("Who reports it"), span=3, max_length=PERSON_LENGTH),
                    Field("phone", N_("Caller's number"), "phone", span=4),
                    Field("device_id", N_("Device"), "combo", span=9 if new else 12),
                    *([reported] if new else []),
                ],
            ),
            Group(
                matter,
                [
                    Field("subject", N_("Subject"), required=True, span=12, max_length=SUBJECT_LENGTH),
                    Field("description", N_("Problem description"), "multiline", span=12, lines=4),
                    Field("category", N_("Topic"), "combo", span=5),
                    Field("urgency", N_("Urgency"), "choice", span=7, options=choices(tickets.URGENCY_NAMES)),
                    Field("mood", N_("Mood"), "choice", span=12, options=choices(tickets.MOOD_NAMES)),
                ],
            ),
            Group(
                answer,
                [
                    Field("solution", N_("Solution"), "multiline", span=12, lines=solution_lines),
                    Field("due_on", N_("To be done by"), "date", span=4),
                    Field("into_knowledge", N_("Into the knowledge base"), "yesno", span=4),
                    Field(
                        "satisfaction", N_("Satisfaction"), "combo", span=4, options=choices(tickets.SATISFACTION_NAMES)
                    ),
                ],
            ),
        ],
        desk.background,
    )


def fill_lists(page: Any, form: Form) -> Callable[[], None]:
    """Bring the lists of a form in the background: categories, and the devices of the customer chosen.

    Returns what loads the devices anew, for a record that was just shown.
    """
    db = page.desk.db
    page.run(
        lambda: lookups.tree(db, "problem_category"),
        lambda options: lookups.offer(form, "category", options),
        slot="categories",
    )

    def devices() -> None:
        wanted = chosen(form, "customer_id")
        page.run(
            lambda: lookups.devices_of(db, wanted),
            lambda options: lookups.offer(form, "device_id", options),
            slot="devices",
        )

    def edited(column: str) -> None:
        if column == "customer_id":
            form.editor("device_id").set_value(None)
            devices()

    form.edited.connect(edited)
    return devices


def show_mask(form: Form, mask: str) -> None:
    """The caller's number is shown masked where another is entered; empty keeps it."""
    editor = form.editor("phone")
    editor.field.placeholder = data(mask)
    editor.retranslate()
    form.note("phone", N_("empty keeps it") if mask else "")


def values_of(ticket: tickets.Ticket) -> dict[str, Any]:
    """A ticket as the form shows it: look-ups with their names."""
    values = {field.name: getattr(ticket, field.name) for field in fields(ticket)}
    values["customer_id"] = lookups.named(ticket.customer_id, ticket.customer_name)
    values["device_id"] = lookups.named(ticket.device_id, ticket.device_name)
    return values


def chosen(form: Form, column: str) -> Any:
    """What a look-up holds now, None while it is being typed."""
    return form.legible(column)
