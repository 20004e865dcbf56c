"""Adding a device."""

from collections.abc import Mapping
from typing import Any

from services import devices
from services.texts import N_
from ui.kit.desk import Desk
from ui.kit.form import Form
from ui.kit.lookups import named
from ui.kit.new_page import NewPage
from ui.products.device_form import DeviceForm


class NewDevicePage(NewPage):
    """Opened empty, for a customer or a model, or with a number that was scanned."""

    module = "devices"
    kind = "device"
    form: DeviceForm

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_device", N_("New device"), "device")

    def make_form(self) -> DeviceForm:
        return DeviceForm(self)

    def main_form(self) -> Form:
        return self.form.form

    def start(self) -> None:
        self.form.load(None)

    def fill_in(self, how: Mapping[str, Any]) -> None:
        for column, name in (("customer_id", "customer_name"), ("product_model_id", "model")):
            if how.get(column) is not None:
                self.form.form.set_value(column, named(how[column], how.get(name, "")))
        if how.get("serial_no"):
            self.form.form.set_value("serial_no", how["serial_no"])

    def entered(self) -> dict[str, Any]:
        return self.form.changed()

    def create(self, db: Any, values: dict[str, Any], request: Any) -> Any:
        return devices.create(db, values, request)
