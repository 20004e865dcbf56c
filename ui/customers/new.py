"""Adding a customer."""

from typing import Any
from uuid import UUID

from services import customers
from services.ids import new_id
from services.texts import N_
from ui.customers.form import CustomerForm
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.drafts import DraftKeeper
from ui.kit.page import Page


class NewCustomerPage(Page):
    """An empty form; after saving the customer's page comes up."""

    module = "customers"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_customer", N_("New customer"), "customer")
        self.form = CustomerForm(self)
        self.form.load(None)
        self.body.addWidget(self.form, 1)
        self._request = new_id()
        self.save = Button(N_("Save"), "save", "primary", "Ctrl+S", "ok")
        self.saving = self.action("save_customer", N_("Save"), "Ctrl+S", self.store, "ok")
        self.save.act(self.saving)
        self.add_foot(self.form.main.fix_bar, self.form.file.fix_bar, None, self.save)
        self.form.finished.connect(self.save.setFocus)
        self.form.alike_chosen.connect(lambda row: desk.open_record("customer", row))
        self.form.edited.connect(self.title_changed)
        self.keeper = DraftKeeper(
            self, self.form.main, desk.drafts, "customer:new", "customer", N_("New customer"), self.messages
        )
        self.keeper.offer()

    def shown(self, name: str = "", phone: str = "", **_more: Any) -> None:
        """Opened from a search or a call with what is known."""
        if name:
            self.form.main.set_value("name", name)
        if phone:
            self.form.main.set_value("phone", phone)

    def store(self) -> None:
        """Save, if everything is there."""
        if not self.form.check():
            return
        values, request = self.form.changed(), self._request
        self.saving.setEnabled(False)
        self.run(lambda: customers.create(self.desk.db, values, request), self._saved, self._refused, slot="save")

    def _saved(self, customer_id: UUID) -> None:
        self.saving.setEnabled(True)
        self._request = new_id()
        self.keeper.saved()
        self.form.load(None)
        self.title_changed.emit()
        self.desk.open_record("customer", customer_id)

    def _refused(self, error: BaseException) -> Any:
        self.saving.setEnabled(True)
        return self.form.show_refusal(error) or self.refused(error)

    def unsaved(self) -> bool:
        return self.form.touched

    def focus_start(self) -> None:
        self.form.focus_first()
