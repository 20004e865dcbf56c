"""Making one customer out of two: side by side, which one stays."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton

from services import customers
from services.customers import Customer
from services.ids import new_id
from services.texts import N_, _
from ui.kit import formats
from ui.kit.cards import IconLine
from ui.kit.dialogs import Dialog
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.words import Label, data, named, say


class MergeDialog(Dialog):
    """Shows two customers and asks which record stays; `merged(id)` afterwards."""

    def __init__(self, page: Page, one: UUID, other: UUID, merged: Callable[[UUID], Any]) -> None:
        super().__init__(
            page,
            "merge",
            N_("Make one customer out of these two?"),
            N_(
                "Devices, orders, tickets and notes of both go to the one that stays. "
                "What it has none of it takes from the other. This cannot be undone."
            ),
        )
        self._page, self._merged = page, merged
        self._ids = (one, other)
        self._found: tuple[Customer, ...] = ()
        self.choices = QButtonGroup(self)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.px(20))
        self.grid.setVerticalSpacing(theme.px(5))
        self.grid.setColumnMinimumWidth(0, theme.px(110))
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(2, 1)
        self.body.addLayout(self.grid)
        self.refusal = IconLine("", "error", "danger")
        self.refusal.hide()
        self.body.addWidget(self.refusal)
        self.add_verb(N_("Keep both"), None, "stay", key="Esc").setFocus()
        self.confirm = self.add_verb(N_("Merge"), self._merge, "confirm", "danger", close=False)
        self.confirm.setEnabled(False)
        self.setMinimumWidth(theme.px(640))
        db = page.desk.db
        page.run(lambda: tuple(customers.get(db, one) for one in self._ids), self._show, self._refused)

    def _show(self, found: tuple[Customer, ...]) -> None:
        self._found = found
        for place, customer in enumerate(found):
            button = QRadioButton(_("{number} stays").format(number=customer.number))
            button.setObjectName(f"keep_{place}")
            button.setAccessibleName(_("{number} stays").format(number=customer.number))
            button.setChecked(place == 0)
            self.choices.addButton(button, place)
            self.grid.addWidget(button, 0, place + 1)
        for row, (label, read) in enumerate(_ROWS, start=1):
            values = [read(customer) or formats.EMPTY for customer in found]
            self.grid.addWidget(Label(label, "label", "secondary"), row, 0)
            for place, value in enumerate(values):
                differs = values[0] != values[1] and label != _SINCE
                self.grid.addWidget(Label(data(value), "bold" if differs else "body", wrap=True), row, place + 1)
        self.confirm.setEnabled(True)

    def _merge(self) -> None:
        kept = self._found[self.choices.checkedId()]
        gone = self._found[1 - self.choices.checkedId()]
        request, db = new_id(), self._page.desk.db
        self.confirm.setEnabled(False)
        self._page.write(lambda: customers.merge(db, kept, gone, request), self._done, self._refused)

    def _done(self, kept: Customer) -> None:
        self.accept()
        self._merged(kept.id)

    def _refused(self, error: BaseException) -> bool:
        sentence = getattr(error, "sentence", None)
        if sentence is None:
            return False
        self.refusal.tell(sentence)
        self.refusal.show()
        self.confirm.setEnabled(bool(self._found))
        return True


_SINCE = N_("On file since")
_ROWS: tuple[tuple[str, Callable[[Customer], str]], ...] = (
    (N_("Name"), lambda one: one.name),
    (N_("Kind"), lambda one: say(customers.KIND_NAMES[one.kind])),
    (N_("Phone"), lambda one: one.phone_masked),
    (N_("E-mail"), lambda one: one.email_masked),
    (N_("Address"), lambda one: one.address_masked),
    (N_("Region"), lambda one: say(named(one.region, one.region_en))),
    (N_("Sales representative"), lambda one: one.sales_rep),
    (N_("Birthday"), lambda one: formats.day(one.birthday)),
    (_SINCE, lambda one: formats.day(formats.local(one.created_at).date())),
)


def ask_merge(page: Any) -> FormDialog:
    """Ask which customer is the same as the page's."""
    db, own = page.desk.db, page.record_id

    def find(typed: str) -> list[Option]:
        lines = customers.page(db, customers.Wanted(text=typed)).rows if typed else []
        return [
            Option(one.id, data(one.name), data(f"{one.phone_masked} {one.number}")) for one in lines if one.id != own
        ][:20]

    def act(dialog: FormDialog) -> None:
        other = dialog.form.value("other")
        dialog.accept()
        page.merge_with(other)

    dialog = FormDialog(
        page,
        "find_merge",
        N_("Merge with which customer?"),
        [Field("other", N_("Customer"), "lookup", required=True, search=find, span=12)],
        act,
        background=page.desk.background,
        verb=N_("Compare"),
        detail=N_("Type a name, initials, a number or the last four digits."),
    )
    dialog.open()
    return dialog
