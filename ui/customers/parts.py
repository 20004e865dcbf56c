"""Dialogs for what hangs on a customer: contacts, addresses, notes."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services import customer_parts, customers
from services.customer_parts import Address, Contact, Note
from services.errors import ServiceError
from services.ids import new_id
from services.texts import N_
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.lookups import choices
from ui.kit.page import Page
from ui.kit.stale import Held
from ui.kit.words import Text, data


def edit_contact(page: Page, customer_id: UUID, seen: Contact | None, then: Callable[[], Any]) -> FormDialog:
    """Add a contact, or change one; `then` when it is saved."""
    fields = [
        Field("name", N_("Full name"), required=True, max_length=120, span=5),
        Field("salutation", N_("Salutation"), "choice", options=choices(customers.SALUTATION_NAMES), span=3),
        Field("title", N_("Position"), max_length=80, span=4),
        Field("role", N_("Role"), "choice", options=choices(customer_parts.CONTACT_ROLE_NAMES), span=12),
        Field("phone", N_("Phone"), "phone", span=6, placeholder=_mask(seen and seen.phone_masked)),
        Field("email", N_("E-mail"), max_length=200, span=6, placeholder=_mask(seen and seen.email_masked)),
        Field("birthday", N_("Birthday"), "date", span=6),
        Field("birth_year", N_("Year of birth"), "scan", max_length=4, span=6),
        Field("character", N_("Character"), max_length=400, span=6),
        Field("hobbies", N_("Hobbies"), max_length=400, span=6),
        Field("family", N_("Family"), max_length=400, span=6),
        Field("education", N_("Education"), max_length=400, span=6),
        Field("note", N_("Note"), "multiline", span=12),
    ]
    headline = N_("Change the contact") if seen else N_("New contact")
    return _ask(page, "contact", headline, fields, customer_id, seen, {"role": "contact"}, then, width=640)


def edit_address(page: Page, customer_id: UUID, seen: Address | None, then: Callable[[], Any]) -> FormDialog:
    """Add an address, or change one."""
    fields = [
        Field("kind", N_("Kind"), "choice", options=choices(customer_parts.ADDRESS_KIND_NAMES), span=12),
        Field(
            "address",
            N_("Address"),
            required=seen is None,
            max_length=400,
            span=12,
            placeholder=_mask(seen and seen.address_masked),
        ),
        Field("label", N_("What it is called"), max_length=80, span=6),
        Field("recipient", N_("Recipient"), max_length=120, span=6),
    ]
    headline = N_("Change the address") if seen else N_("New address")
    return _ask(page, "customer_address", headline, fields, customer_id, seen, {"kind": "home"}, then)


def edit_note(page: Page, customer_id: UUID, seen: Note | None, then: Callable[[], Any]) -> FormDialog:
    """Add a flagged note, or change one."""
    fields = [
        Field("level", N_("How grave"), "choice", options=choices(customer_parts.NOTE_LEVEL_NAMES), span=12),
        Field("body", N_("Note"), "multiline", required=True, lines=4, span=12),
        Field("at_intake", N_("Show it at intake"), "yesno", span=12),
    ]
    headline = N_("Change the note") if seen else N_("New note")
    return _ask(page, "customer_note", headline, fields, customer_id, seen, {"level": "info", "at_intake": True}, then)


def _mask(mask: str | None) -> Text:
    return data(mask) if mask else ""


def _ask(
    page: Page,
    table: str,
    headline: Text,
    fields: list[Field],
    customer_id: UUID,
    seen: Any,
    start: dict[str, Any],
    then: Callable[[], Any],
    width: int = 560,
) -> FormDialog:
    request, db = new_id(), page.desk.db

    def shown(row: Any) -> dict[str, Any]:
        # what is only masked here, as the numbers are, is no column of the record
        values = {field.column: getattr(row, field.column) for field in fields if hasattr(row, field.column)}
        return {name: value if value != "" else None for name, value in values.items()}

    def read() -> Any:
        return customer_parts.one(db, table, customer_id, seen.id)

    held = Held(seen, read, shown, ()) if seen is not None else None

    def act(dialog: FormDialog) -> None:
        values = dialog.form.changed() if seen else {**start, **dialog.form.values()}
        year = values.get("birth_year")
        if year is not None:
            # typed as text: a year has no thousands separator
            if not str(year).isdigit():
                dialog.refused(ServiceError("birth_year_wrong", "birth_year"))
                return
            values["birth_year"] = int(year)

        def work() -> None:
            if held is None:
                customer_parts.add(db, table, customer_id, values, request)
            else:
                customer_parts.change(db, table, held.row, values, request)

        def done(_nothing: Any) -> None:
            dialog.done_saving()
            then()

        page.write(work, done, dialog.refused, about=table)

    dialog = FormDialog(
        page,
        table,
        headline,
        fields,
        act,
        background=page.desk.background,
        values=start if seen is None else None,
        held=held,
        width=width,
    )
    dialog.open()
    return dialog


def hide_part(page: Page, table: str, row_id: UUID, said: Text, then: Callable[[], Any]) -> None:
    """Hide a contact, address or note; a toast brings it back."""
    db, request, back = page.desk.db, new_id(), new_id()

    def undo() -> None:
        page.write(lambda: customer_parts.archive(db, table, row_id, back, back=True), lambda _none: then())

    def done(_nothing: Any) -> None:
        then()
        page.desk.messages.toast(said, undo)

    page.write(lambda: customer_parts.archive(db, table, row_id, request), done)
