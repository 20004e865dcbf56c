"""Looking at a contact: whose, which of those drawn by chance, the points of each criterion."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from services import inspection_criteria, inspections
from services.ids import new_id
from services.inspection_criteria import Criterion
from services.inspections import Contact
from services.texts import N_, _
from ui.kit import formats, lookups
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.options import Option
from ui.kit.words import data, say


class InspectDialog(FormDialog):
    """Fields: the person, the contact once he is chosen, points for each criterion, a note."""

    def __init__(self, page: Any, criteria: Sequence[Criterion], people: Sequence[Option]) -> None:
        self._page, self._criteria = page, criteria
        self._id, self._request = new_id(), new_id()
        self._contacts: dict[UUID, Contact] = {}
        fields = [
            Field("staff_id", N_("Employee"), "combo", required=True, span=5, options=list(people)),
            Field("contact", N_("Contact, drawn by chance"), "combo", required=True, span=7),
            *(
                Field(f"points_{one.code}", one.title, "integer", required=True, span=6, hint=_most(one))
                for one in criteria
            ),
            Field("note", N_("Note"), "multiline", span=12, lines=2, max_length=2000),
        ]
        super().__init__(
            page, "inspect_contact", N_("What did you see?"), fields, self._save, background=page.desk.background,
            detail=N_("Contacts of the last month that nobody has looked at; other ones are drawn each time."), width=680,
        )  # fmt: skip
        self.form.edited.connect(lambda column: column == "staff_id" and self._draw())

    @staticmethod
    def ask_for(page: Any) -> None:
        """Open it, with the criteria and people of the moment."""
        db = page.desk.db

        def load() -> Any:
            people = [Option(one.id, data(one.name)) for one in inspections.people(db)]
            return [one for one in inspection_criteria.every(db) if one.active], people

        page.run(load, lambda found: InspectDialog(page, *found).open(), slot="inspect")

    def _draw(self) -> None:
        person, db = self.form.legible("staff_id"), self._page.desk.db
        if person is not None:
            self._page.run(lambda: inspections.sample(db, person), self._offer, self.refused, slot="sample")

    def _offer(self, found: Sequence[Contact]) -> None:
        self._contacts = {one.id: one for one in found}
        self.form.set_value("contact", None)
        lookups.offer(self.form, "contact", [Option(one.id, data(_words(one))) for one in found])
        self.form.note("contact", "" if found else N_("nothing left to look at"), "warning")

    def _save(self, _dialog: FormDialog) -> None:
        given, db, page = self.form.values(), self._page.desk.db, self._page
        contact = self._contacts.get(given["contact"])
        if contact is None:
            self.confirm.setEnabled(True)
            self._draw()
            return
        points = {one.code: given[f"points_{one.code}"] for one in self._criteria}
        page.write(
            lambda: inspections.add(db, self._id, given["staff_id"], contact, points, given["note"] or "", self._request),
            partial(page.saved, self), self.refused,
        )  # fmt: skip


def _most(criterion: Criterion) -> Any:
    return lambda: _("0 to {most}").format(most=criterion.most)


def _words(contact: Contact) -> str:
    parts = [formats.day(formats.local(contact.at).date(), year=False), say(inspections.CONTACT_NAMES[contact.kind])]
    return " · ".join(part for part in (*parts, contact.number, contact.subject[:60]) if part)
