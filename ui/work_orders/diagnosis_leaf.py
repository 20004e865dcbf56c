"""What was found and done: coded fault, cause and remedy, findings, work, the final inspection."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services import order_words as words
from services.texts import N_
from services.work_orders import Order
from ui.kit.buttons import Button
from ui.kit.conflicts import in_hand
from ui.kit.desk import Desk
from ui.kit.fields import Field
from ui.kit.form import Form
from ui.kit.theme import theme
from ui.work_orders import codes_field  # noqa: F401 - registers its editor
from ui.work_orders.codes import Codes
from ui.work_orders.labels import options, short

COLUMNS = (
    "fault_code",
    "cause_code",
    "remedy_code",
    "repair_level",
    "findings",
    "work_done",
    "advice",
    "labour_minutes",
    "test_passed",
)


def passed(record: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The questions of a test record that were answered well."""
    return tuple(one["question"] for one in record if one.get("answer") == "pass")


class DiagnosisLeaf(QWidget):
    """Signals: save(changed values). The page saves and settles conflicts."""

    save = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.order: Order | None = None
        self._codes, self._category = Codes(), ""
        fields = [
            Field("fault_code", short("Fault"), "combo", span=4),
            Field("cause_code", N_("Cause"), "combo", span=4),
            Field("remedy_code", N_("Remedy"), "combo", span=4),
            Field("findings", N_("Findings"), "multiline", span=12, lines=3, max_length=8000),
            Field("work_done", N_("Work done"), "multiline", span=12, lines=3, max_length=8000),
            Field("advice", N_("Advice to the customer"), "multiline", span=12, lines=2, max_length=4000),
            Field("tested", N_("Tested and fine"), "codes", span=12, hint=N_("digits tick")),
            Field("test_passed", N_("Final inspection passed"), "yesno", span=4),
            Field("repair_level", N_("Repair level"), "combo", span=4, options=options(words.REPAIR_LEVELS)),
            Field("labour_minutes", N_("Working time"), "integer", unit=N_("minutes"), span=4),
        ]
        self.form = Form(fields, desk.background)
        self.button = Button(N_("Save the diagnosis"), "save_diagnosis", "plain", "Ctrl+S", "draft")
        self.button.clicked.connect(self.store)
        self.form.finished.connect(self.button.setFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.form.scroller(), 1)
        column.addWidget(self.button)

    def offer(self, codes: Codes, category: str) -> None:
        """What can be chosen for the category of the device."""
        self._codes, self._category = codes, category
        for column, name in (("fault_code", "fault"), ("cause_code", "cause"), ("remedy_code", "remedy")):
            self.form.set_options(column, codes.options(name, category))
        self.form.set_options("tested", codes.options("test_question", category))

    def tell(self, order: Order) -> None:
        """Show an order; what a person is entering is kept."""
        self.order = in_hand(self.form, self.order, order, tested="test_record")
        values: dict[str, Any] = {name: getattr(order, name) or None for name in COLUMNS if name != "test_passed"}
        values["test_passed"] = order.test_passed
        values["tested"] = passed(order.test_record)
        if self.form.touched:
            self.form.merge(values)
        else:
            self.form.set_values(values)

    def lock(self, reason: str) -> None:
        """Read-only with a reason, or '' to write again."""
        self.form.set_locked(reason)
        self.button.setVisible(not reason)

    def store(self) -> None:
        """Hand on what was changed."""
        if not self.form.check() or self.order is None:
            return
        values = self.form.changed()
        if "tested" in values:
            values["test_record"] = self._as_record(values.pop("tested"))
        values = {name: "" if value is None and name in ("findings", "work_done", "advice") else value
                  for name, value in values.items()}  # fmt: skip
        if values:
            self.save.emit(values)

    def _as_record(self, passed: Sequence[str]) -> list[dict[str, str]]:
        offered = [choice.option.value for choice in self.form.editor("tested").choices]
        known = [one for one in passed if one not in offered]
        return [
            {"question": code, "answer": "pass" if code in passed else "none", "note": ""}
            for code in [*offered, *known]
        ]

    def saved(self, sent: Mapping[str, Any]) -> None:
        """What was sent is on record; what was typed since then is still to be saved."""
        if self.order is not None:
            self.order = replace(self.order, **sent)
        known = dict(sent)
        if "test_record" in known:
            known["tested"] = passed(known.pop("test_record"))
        self.form.saved({name: None if value == "" else value for name, value in known.items()})

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.offer(self._codes, self._category)
            if self.order is not None:
                self.tell(self.order)
        super().changeEvent(event)
