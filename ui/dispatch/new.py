"""A new visit; it waits on the board until somebody is sent."""

from collections.abc import Mapping
from typing import Any

from services import addresses, visits
from services.texts import N_
from ui.dispatch.form import new_form, offer_lists
from ui.kit import lookups
from ui.kit.desk import Desk
from ui.kit.form import Form
from ui.kit.lookups import offer
from ui.kit.new_page import NewPage
from ui.kit.options import Option
from ui.kit.words import data

START = {"kind": "on_site", "priority": "normal", "minutes": 60}


class NewVisitPage(NewPage):
    """Opened from the board, an order, a ticket or a customer."""

    module = "dispatch"
    kind = "visit"
    form: Form

    def __init__(self, desk: Desk) -> None:
        self._links: dict[str, Any] = {}
        super().__init__(desk, "new_visit", N_("New visit"), "visit")

    def begin(self) -> None:
        self.form.edited.connect(self._edited)
        offer_lists(self, self.form)

    def make_form(self) -> Form:
        return new_form(self.desk)

    def start(self) -> None:
        self.form.set_values(START)
        self._links = {}

    def fill_in(self, how: Mapping[str, Any]) -> None:
        if how.get("customer_id") is not None:
            self.form.editor("customer_id").set_value(lookups.named(how["customer_id"], how.get("customer_name", "")))
            self._load_customer()
        if how.get("device_id") is not None:
            self.form.editor("device_id").set_value(lookups.named(how["device_id"], how.get("device_name", "")))
        for column in ("subject", "instructions", "kind", "contact_name"):
            if how.get(column):
                self.form.propose(column, how[column])
        self._links = {name: how[name] for name in ("work_order_id", "ticket_id", "store_id") if how.get(name)}

    def focus_start(self) -> None:
        self.form.jump_to("subject" if self._customer() is not None else "customer_id")

    def _customer(self) -> Any:
        try:
            return self.form.value("customer_id")
        except ValueError:
            return None

    def _edited(self, column: str) -> None:
        if column == "customer_id":
            self.form.editor("address_id").set_value(None)
            self.form.editor("device_id").set_value(None)
            self._load_customer()

    def _load_customer(self) -> None:
        db, customer = self.desk.db, self._customer()

        def work() -> Any:
            return addresses.of(db, customer) if customer else [], lookups.devices_of(db, customer)

        def show(found: Any) -> None:
            held, devices = found
            offer(self.form, "address_id", [Option(one.id, data(one.words)) for one in held])
            offer(self.form, "device_id", devices)

        self.run(work, show, slot="customer")

    def entered(self) -> dict[str, Any]:
        return {"store_id": self.desk.person.store_id, **self.form.values(), **self._links}

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        return visits.create(db, self.ids.record, values, request).id
