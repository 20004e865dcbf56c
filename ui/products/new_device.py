"""Adding a device."""

from typing import Any
from uuid import UUID

from services import devices
from services.ids import new_id
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.form import Option
from ui.kit.page import Page
from ui.kit.words import data
from ui.products.device_form import DeviceForm


class NewDevicePage(Page):
    """An empty form; after saving the device's page comes up."""

    module = "devices"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new_device", N_("New device"), "device")
        self.form = DeviceForm(self)
        self.form.load(None)
        self.body.addWidget(self.form, 1)
        self._request = new_id()
        self.save = Button(N_("Save"), "save", "primary", "Ctrl+S", "ok")
        self.saving = self.action("save_new_device", N_("Save"), "Ctrl+S", self.store, "ok")
        self.save.act(self.saving)
        self.add_foot(self.form.form.fix_bar, None, self.save)
        self.form.finished.connect(self.save.setFocus)
        self.form.edited.connect(self.title_changed)

    def shown(self, serial_no: str = "", model: str = "", customer_name: str = "", **how: Any) -> None:
        """Opened for a customer or a model, or with a number that was scanned."""
        for column, name in (("customer_id", customer_name), ("product_model_id", model)):
            if how.get(column) is not None:
                self.form.form.set_value(column, Option(how[column], data(name)))
        if serial_no:
            self.form.form.set_value("serial_no", serial_no)

    def store(self) -> None:
        """Save, if everything is there."""
        if not self.form.form.check():
            return
        values, request = self.form.changed(), self._request
        self.saving.setEnabled(False)
        self.run(lambda: devices.create(self.desk.db, values, request), self._saved, self._refused, slot="save")

    def _saved(self, device_id: UUID) -> None:
        self.saving.setEnabled(True)
        self._request = new_id()
        self.form.load(None)
        self.title_changed.emit()
        self.desk.open_record("device", device_id)

    def _refused(self, error: BaseException) -> Any:
        self.saving.setEnabled(True)
        return self.form.form.show_refusal(error) or self.refused(error)

    def unsaved(self) -> bool:
        return self.form.form.touched

    def focus_start(self) -> None:
        self.form.form.jump_to("product_model_id")
