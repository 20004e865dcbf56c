"""What is looked at in a quality inspection, and how many points it is worth."""

from collections.abc import Mapping
from typing import Any

from services import inspection_criteria
from services.inspection_criteria import Criterion
from services.paging import Page as PageOfRows
from services.texts import N_, _
from ui.admin.closing import SwitchingPage, switched_chip
from ui.kit.desk import Desk
from ui.kit.form import Field, Group
from ui.kit.paged import Column, PageRequest


class InspectionCriteriaPage(SwitchingPage):
    """Added and switched off, never deleted; an inspection keeps the criteria it was made by."""

    tables = ("inspection_criterion",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "inspection_criteria",
            N_("Inspection criteria"),
            "target",
            [
                Column("name", N_("Criterion"), read=lambda one: one.title, stretch=True),
                Column("most", N_("Points"), "integer"),
                Column("state", N_("State"), "chip", chip=switched_chip, read=lambda _one: 1, sample="Switched off x"),
            ],
            [
                Group(
                    "",
                    [
                        Field("code", N_("Code"), "code", required=True, max_length=40, span=6),
                        Field("position", N_("Place in the list"), "integer", span=6),
                        Field("name", N_("Name"), required=True, max_length=120, span=12),
                        Field("name_en", N_("English name"), max_length=200, span=12),
                        Field("most", N_("Worth how many points"), "integer", required=True, span=6),
                    ],
                )
            ],
            empty=(N_("No criterion fits."), N_("Add what is looked at, with its points.")),
            new_text=N_("New criterion"),
            form_share=9,
        )

    def fetch(self, request: PageRequest) -> Any:
        wanted = request.text.lower()
        found = inspection_criteria.every(self.desk.db)
        return PageOfRows([one for one in found if wanted in f"{one.code} {one.name} {one.name_en}".lower()])

    def load(self, record_id: Any) -> Any:
        return next(one for one in inspection_criteria.every(self.desk.db) if one.id == record_id)

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return inspection_criteria.add(self.desk.db, request, values)

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return inspection_criteria.change(self.desk.db, request, seen, values)

    def values_of(self, record: Criterion | None) -> Any:
        return {"most": 10} if record is None else {name: getattr(record, name) for name in self.form.cells}

    def words_of(self, record: Criterion | None) -> str:
        return _("New criterion") if record is None else f"{record.title} · {record.code}"

    def locks_of(self, record: Criterion | None) -> Mapping[str, str] | str:
        return {} if record is None else {"code": _("Inspections refer to it. Switch it off and add another one.")}
