"""A customer's own devices."""

from services import own_file
from services.texts import N_
from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.paged import Column
from ui.kit.table_pane import TablePane

COLUMNS = [
    Column("name", N_("Device"), stretch=True),
    Column("model_no", N_("Model no."), drop=3, secondary=True),
    Column("serial_no", N_("Serial number")),
    Column("place", N_("Where it stands"), drop=2),
    Column("sold_on", N_("Bought on"), "date", drop=1),
    Column("warranty_until", N_("Warranty until, by the purchase date"), "date"),
    Column("orders", N_("Orders"), "integer"),
    Column("open_orders", N_("Under way"), "integer"),
]


class OwnDevicesPage(Page):
    """All devices that are on file for the customer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "own_devices", N_("My devices"), "device")
        db = desk.db
        self.pane = TablePane(
            "own_devices",
            COLUMNS,
            desk.background,
            lambda request: own_file.devices(db, request.place, descending=request.descending, cap=request.limit),
            empty=(N_("No devices on file."), N_("A device appears when it is handed in, or entered at the desk.")),
            quick_filter=False,
            now=desk.now,
        )
        self.body.addWidget(self.pane, 1)

    def refresh(self) -> None:
        self.pane.model.reload()

    def focus_start(self) -> None:
        self.pane.view.setFocus()
