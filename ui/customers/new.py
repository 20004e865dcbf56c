"""Adding a customer."""

from collections.abc import Mapping
from typing import Any

from services import customers
from services.texts import N_
from ui.customers.form import CustomerForm
from ui.kit.desk import Desk
from ui.kit.form import Form
from ui.kit.new_page import NewPage


class NewCustomerPage(NewPage):
    """Opened empty, or from a search or a call with what is known."""

    module = "customers"
    kind = "customer"
    form: CustomerForm

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_customer", N_("New customer"), "customer")

    def begin(self) -> None:
        self.form.alike_chosen.connect(lambda row: self.desk.open_record("customer", row))

    def make_form(self) -> CustomerForm:
        return CustomerForm(self, self)

    def main_form(self) -> Form:
        return self.form.main

    def draft_form(self) -> CustomerForm:
        return self.form

    def start(self) -> None:
        self.form.load(None)

    def fill_in(self, how: Mapping[str, Any]) -> None:
        for column in ("name", "phone"):
            if how.get(column):
                self.form.main.set_value(column, how[column])

    def entered(self) -> dict[str, Any]:
        return self.form.changed()

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        return customers.create(db, values, request)
