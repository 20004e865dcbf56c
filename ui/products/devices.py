"""The list of devices."""

from services import devices
from services.texts import N_
from ui.kit.desk import Desk
from ui.kit.device_words import device_name, warranty_chip
from ui.kit.list_page import Adds, ListPage
from ui.kit.paged import Column
from ui.kit.views_row import SavedView


class DevicesPage(ListPage):
    """All devices, found by any part of their numbers from the front or the end; opened for a model, only its."""

    tables = ("device",)
    service = devices
    kind = "device"
    sort = "created"
    views = (SavedView("all", N_("All devices")), SavedView("archived", N_("In the archive")))
    empty = (N_("No devices here."), N_("Filter by serial, IMEI or plate: four characters are enough."))
    adds = Adds("device", "new_device", N_("New device"), "Ctrl+D")
    only_for = ("product_model_id", "model")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "devices", N_("Devices"), "device")

    def columns(self) -> list[Column]:
        today = self.desk.now().date()
        return [
            Column("model", N_("Device"), "link", shown=device_name, stretch=True),
            Column("model_no", N_("Model number"), sample="23127PN0CC", secondary=True, drop=2),
            Column("serial_no", N_("Serial number"), sample="860461051258518"),
            Column("customer", N_("Device owner"), sample="欧阳敏之"),
            Column("phone_masked", N_("Phone"), sample="138****1234", drop=4),
            Column("colour", N_("Colour"), sample="黑色", drop=1),
            Column("sold_on", N_("Bought on"), "date", sample="2026-11-24", drop=3),
            Column(
                "warranty_until",
                N_("Warranty by date"),
                "chip",
                chip=lambda row: warranty_chip(row.warranty_until, today),
            ),
            Column("created_at", N_("Since"), "moment", sort="created", sample="2026-11-24 18:00", hidden=True),
        ]

    def wanted_in(self, view: str) -> devices.Wanted:
        return devices.Wanted(archived=view == "archived")
