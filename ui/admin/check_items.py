"""Values that are measured on site: which, with which limits, at which devices."""

from collections.abc import Mapping
from typing import Any

from services import check_items, products
from services.check_items import Item
from services.paging import Page as PageOfRows
from services.texts import N_, _, either
from ui.admin.closing import SwitchingPage, switched_chip
from ui.kit import formats, lookups
from ui.kit.desk import Desk
from ui.kit.device_words import model_name
from ui.kit.form import Field, Group
from ui.kit.options import Option
from ui.kit.paged import Column, PageRequest
from ui.kit.words import data


def limits_words(item: Item) -> str:
    """1.1–1.3 m, ≥ 2.5 m, 'yes or no'."""
    if item.yes_no:
        return _("yes or no")
    low, high = (formats.number(limit) if limit is not None else "" for limit in (item.low, item.high))
    words = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}" if high else ""
    return f"{words} {item.unit}".strip()


class CheckItemsPage(SwitchingPage):
    """Added and switched off, never deleted; what a report has measured keeps the limits it was measured by."""

    tables = ("check_item",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "check_items",
            N_("Values to measure"),
            "testing",
            [
                Column("name", N_("Value"), read=lambda item: item.title, stretch=True),
                Column("low", N_("Limits"), read=limits_words, sample="1,234.5–1,234.5 MΩ"),
                Column("model", N_("Only at"), read=lambda item: item.place, sample="Xiaomi 14 Pro Max", drop=1),
                Column("topic", N_("Skill"), read=self._skill, sample="Air conditioning", drop=2),
                Column("state", N_("State"), "chip", chip=switched_chip, read=lambda _i: 1, sample="Switched off x"),
            ],
            [
                Group(
                    "",
                    [
                        Field("code", N_("Code"), "code", required=True, max_length=40, span=6),
                        Field("position", N_("Place in the list"), "integer", span=6),
                        Field("name", N_("Name"), required=True, max_length=120, span=12),
                        Field("name_en", N_("English name"), max_length=120, span=12),
                        Field("yes_no", N_("Answered by yes or no"), "yesno", span=6),
                        Field("unit", N_("Unit"), max_length=20, span=6),
                        Field("low", N_("At least"), "number", span=6),
                        Field("high", N_("At most"), "number", span=6),
                        Field(
                            "product_model_id", N_("Only at this model"), "lookup", span=12, search=self._find_models
                        ),
                        Field("category_id", N_("Only at this category"), "combo", span=12),
                        Field("topic", N_("First at visits that need"), "combo", span=12),
                    ],
                )
            ],
            empty=(N_("No value fits."), N_("Add what is measured, with its limits.")),
            new_text=N_("New value"),
            form_share=9,
        )
        self._skills: dict[str, Any] = {}
        db = desk.db
        self.run(lambda: (lookups.codes(db, "skill"), products.categories(db)), self._offer, slot="lists")
        self.form.edited.connect(lambda column: self._tell_limits() if column == "yes_no" else None)

    def _offer(self, found: Any) -> None:
        skills, categories = found
        self._skills = {one.value: one.label for one in skills}
        lookups.offer(self.form, "topic", skills)
        options = [Option(one.id, data(either(one.name, one.name_en))) for one in categories]
        lookups.offer(self.form, "category_id", options)
        self.pane.reload()

    def _find_models(self, typed: str) -> list[Option]:
        rows = products.page(self.desk.db, products.Wanted(text=typed)).rows
        return [Option(row.id, data(model_name(row)), data(row.model_no)) for row in rows]

    def _skill(self, item: Item) -> str:
        label = self._skills.get(item.topic, "")
        return label() if callable(label) else _(str(label)) if label else item.topic

    def fetch(self, request: PageRequest) -> Any:
        wanted = request.text.lower()
        found = check_items.every(self.desk.db)
        return PageOfRows(
            [one for one in found if wanted in f"{one.code} {one.name} {one.name_en} {one.place}".lower()]
        )

    def load(self, record_id: Any) -> Any:
        return next(one for one in check_items.every(self.desk.db) if one.id == record_id)

    def add_record(self, values: Mapping[str, Any], request: Any) -> Any:
        return check_items.add(self.desk.db, request, values)

    def change_record(self, seen: Any, values: Mapping[str, Any], request: Any) -> Any:
        return check_items.change(self.desk.db, request, seen, values)

    def values_of(self, record: Item | None) -> Any:
        if record is None:
            return {"yes_no": False}
        values = {name: getattr(record, name) for name in self.form.cells}
        values["product_model_id"] = lookups.named(record.product_model_id, record.model)
        return values

    def words_of(self, record: Item | None) -> str:
        return _("New value") if record is None else f"{record.title} · {record.code}"

    def locks_of(self, record: Item | None) -> Mapping[str, str] | str:
        if record is None:
            return {}
        reason = _("Reports refer to it. Switch it off and add another one.")
        return {"code": reason, "yes_no": reason}

    def show_record(self, record: Any) -> None:
        super().show_record(record)
        self._tell_limits()

    def _tell_limits(self) -> None:
        number = not self.form.value("yes_no")
        for column in ("unit", "low", "high"):
            self.form.set_shown(column, number)
