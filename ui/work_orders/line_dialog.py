"""One line of labour, part or fee: from the price list of usual work, or written freely."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from services import order_words as words
from services import price_list
from services.order_lines import Line
from services.texts import N_
from ui.kit.desk import Desk
from ui.kit.fields import Field
from ui.kit.options import Option
from ui.kit.theme import theme
from ui.kit.words import data, named
from ui.work_orders.ask_dialog import AskDialog, Take
from ui.work_orders.labels import options, short

MONEY = ("payer", "unit_price", "optional")
TEXTS = ("name_en", "part_no", "serial_in", "serial_out", "unit", "note")


class LineDialog(AskDialog):
    """Adds a line or changes one. save(values, done, refused) writes it; columns without a right are left out."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        model_id: UUID | None,
        line: Line | None,
        save: Take,
    ) -> None:
        self._desk, self._model_id, self._line = desk, model_id, line
        self._items: dict[UUID, price_list.Item] = {}
        title = N_("Change the line") if line is not None else N_("Add a line")
        super().__init__(parent, desk.background, "line", title, "", self._fields(), N_("Save the line"), save)
        self.setMinimumWidth(theme.px(560))
        self._show(line)
        self.form.edited.connect(self._edited)
        self.form.focus_first()

    def _may(self, column: str) -> bool:
        rights = self._desk.rights
        return rights is None or rights.may_change("work_order_line", column)

    def _fields(self) -> list[Field]:
        fields = [
            Field("item", N_("From the price list"), "lookup", span=12, search=self._find),
            Field("kind", short("Kind"), "choice", required=True, span=6, options=options(words.LINE_KINDS)),
            Field("part_state", N_("State of the part"), "combo", span=6, options=options(words.PART_STATES)),
            Field("name", N_("Work or part"), required=True, span=8, max_length=200),
            Field("part_no", N_("Part no."), "scan", span=4, max_length=80),
            Field("quantity", N_("Quantity"), "number", required=True, span=3),
            Field("unit_price", N_("Unit price"), "money", unit=N_("CNY"), span=3),
            Field("labour_minutes", N_("Minutes"), "integer", span=2),
            Field("payer", N_("Who pays"), "combo", span=4, required=True, options=options(words.PAYERS)),
            Field("serial_out", N_("Serial taken out"), "scan", span=4, max_length=80),
            Field("serial_in", N_("Serial put in"), "scan", span=4, max_length=80),
            Field("state", short("State"), "combo", span=4, required=True, options=options(words.LINE_STATES)),
            Field("note", N_("Remark"), span=12, max_length=1000),
        ]
        if self._line is not None:
            fields = [field for field in fields if field.column != "item"]
        return [field for field in fields if field.column not in MONEY or self._may(field.column)]

    def _show(self, line: Line | None) -> None:
        if line is not None:
            self.form.set_values(line)
            return
        self.form.set_values({})
        usual = {"kind": "labour", "quantity": Decimal(1), "payer": "customer"}
        usual["state"] = "planned" if self._may("unit_price") else "proposed"
        for column, value in usual.items():
            if column in self.form.cells:
                self.form.propose(column, value)
        if not self._may_insert("state"):
            self.form.set_shown("state", False)

    def _may_insert(self, column: str) -> bool:
        return self._may("unit_price") or column not in ("state", *MONEY)

    def _find(self, text: str) -> Sequence[Option]:
        wanted = text.casefold()
        found = price_list.fitting(self._desk.db, self._model_id)
        self._items = {item.id: item for item in found}
        hits = [
            item
            for item in found
            if wanted in f"{item.code} {item.name} {item.name_en} {item.part_no}".casefold()
            or item.initials.startswith(wanted)
        ]
        return [Option(item.id, named(item.name, item.name_en), data(f"{item.unit_price:.2f}")) for item in hits[:20]]

    def _edited(self, column: str) -> None:
        if column != "item":
            return
        try:
            item = self._items.get(self.form.value("item"))
        except ValueError:
            item = None
        if item is None:
            return
        shown = {
            "kind": item.kind,
            "name": item.name,
            "part_no": item.part_no or None,
            "unit_price": item.unit_price.quantize(Decimal("0.01")),
            "labour_minutes": item.labour_minutes,
        }
        for name, value in shown.items():
            if name in self.form.cells:
                self.form.propose(name, value)

    def payload(self) -> dict[str, Any]:
        if self._line is not None:
            values = self.form.changed()
        else:
            values = {name: value for name, value in self.form.values().items() if value is not None}
            if not self._may_insert("state"):
                values.pop("state", None)
        item = values.pop("item", None)
        if item is not None:
            values["price_item_id"] = item
            entry = self._items.get(item)
            if entry is not None:
                values.setdefault("name_en", entry.name_en)
                values.setdefault("unit", entry.unit)
        return {name: "" if value is None and name in TEXTS else value for name, value in values.items()}
