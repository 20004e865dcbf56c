"""What appraisals consist of: items with their weights, bands of points with their reward or penalty."""

from collections.abc import Mapping
from typing import Any

from services import appraisal_rules
from services.appraisal_rules import Rule
from services.texts import N_, _
from ui.admin.closing import ClosingPage, closed_chip
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.form import Field, Group
from ui.kit.lookups import choices
from ui.kit.paged import Column, PageRequest
from ui.kit.words import say


class AppraisalRulesPage(ClosingPage):
    """Items and bands of the company; an appraisal that was marked keeps those of its day."""

    tables = ("appraisal_rule",)
    close_question = N_("Take “{name}” out of appraisals?")
    close_detail = N_("Appraisals that are marked already keep it.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "appraisal_rules",
            N_("Items and rewards"),
            "target",
            [
                Column("kind", N_("Kind"), shown=lambda row: say(appraisal_rules.KIND_NAMES[row.kind]), sample="x" * 14),
                Column("name", N_("Name"), read=lambda row: row.title, sort="name", stretch=True),
                Column("value", N_("Weight or points"), "integer"),
                Column("amount", N_("Amount"), "number", shown=lambda row: formats.money(row.amount) if row.amount else ""),
                Column("state", N_("State"), "chip", chip=closed_chip, read=lambda _row: 1, sample="In use x"),
            ],
            [
                Group(
                    "",
                    [
                        Field("kind", N_("Kind"), "choice", required=True, span=12, options=choices(appraisal_rules.KIND_NAMES)),
                        Field("name", N_("Name"), required=True, max_length=120, span=12),
                        Field("name_en", N_("English name"), max_length=200, span=12),
                        Field("value", N_("Weight or points"), "integer", required=True, span=6,
                              hint=N_("a band: from how many of 100")),
                        Field("amount", N_("Reward or penalty, yuan"), "number", span=6, hint=N_("a penalty is below zero")),
                        Field("words", N_("What to look at, or what follows"), "multiline", span=12, lines=3, max_length=400),
                    ],
                )
            ],
            sort="name",
            empty=(N_("Nothing fits."), N_("Add an item that is marked, or a reward.")),
            new_text=N_("New item or reward"),
        )  # fmt: skip

    def fetch(self, request: PageRequest) -> Any:
        return appraisal_rules.page(
            self.desk.db, request.place, wanted=request.text, all_of_them=self.wanted_view == "all",
            descending=request.descending, limit=request.limit,
        )  # fmt: skip

    def load(self, record_id: Any) -> Any:
        return appraisal_rules.get(self.desk.db, record_id)

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return appraisal_rules.add(self.desk.db, values, request)

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return appraisal_rules.change(self.desk.db, seen, values, request)

    def close_record(self, seen: Any, closed: bool, request: Any) -> Any:
        return appraisal_rules.close(self.desk.db, seen, closed, request)

    def values_of(self, record: Rule | None) -> Any:
        return {"kind": "item"} if record is None else {name: getattr(record, name) for name in self.form.cells}

    def words_of(self, record: Rule | None) -> str:
        return _("New item or reward") if record is None else record.title

    def locks_of(self, record: Rule | None) -> Mapping[str, str] | str:
        return super().locks_of(record) or ({} if record is None else {"kind": _("An item stays an item.")})
