"""The list of devices."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import Qt

from services import devices
from services.texts import N_
from ui.kit.buttons import Button
from ui.kit.desk import Desk
from ui.kit.own_views import OwnViews
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import TablePane
from ui.kit.views_row import SavedView
from ui.kit.words import data
from ui.products.labels import device_name, warranty_chip

VIEWS = (SavedView("all", N_("All devices")), SavedView("archived", N_("In the archive")))


class DevicesPage(Page):
    """All devices; found by any part of their numbers from the front or the end."""

    tables = ("device",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "devices", N_("Devices"), "device")
        self._archived = False
        self._model: Any = None
        self.pane = TablePane(
            "devices",
            self._columns(),
            desk.background,
            self._fetch,
            self._fetch_some,
            sort="created",
            descending=True,
            empty=(N_("No devices here."), N_("Filter by serial, IMEI or plate: four characters are enough.")),
            views=VIEWS,
            now=desk.now,
            accessible=N_("Devices"),
        )
        self.only = Button("", "clear_model", icon="close")
        self.only.hide()
        self.only.clicked.connect(self._all_models)
        self.pane.bar.insertWidget(0, self.only)
        self.new = Button(N_("New device"), "new_device", "primary", "Ctrl+D", "add")
        adding = self.action("new_device_here", N_("New device"), "Ctrl+D", lambda: desk.open_page("new_device"), "add")
        if not (desk.rights is None or desk.rights.may_add("device")):
            adding.hide()
        self.new.act(adding)
        self.add_head(None, self.new)
        self.body.addWidget(self.pane, 1)
        self.pane.opened.connect(lambda row: desk.open_record("device", row.id))
        self.pane.model.failed.connect(self.refused)
        self.action("filter_devices", N_("Filter these rows"), "Ctrl+F", self.pane.focus_filter, "filter")
        self.own = OwnViews(
            self, self.pane, VIEWS, self._show_view, lambda: {"view": "archived" if self._archived else "all"}
        )

    def _columns(self) -> list[Column]:
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

    def shown(self, product_model_id: Any = None, model: str = "", **_more: Any) -> None:
        """Opened for one model, only its devices."""
        self._model = product_model_id
        self.only.setVisible(product_model_id is not None)
        self.only.say(data(model))

    def refresh(self) -> None:
        self.pane.reload()

    def _all_models(self) -> None:
        self.shown()
        self.pane.reload()

    def _show_view(self, view: str, _filters: Any) -> None:
        self._archived = view == "archived"

    def _fetch(self, request: PageRequest) -> Any:
        wanted = devices.Wanted(text=request.text, product_model_id=self._model, archived=self._archived)
        return devices.page(
            self.desk.db, wanted, descending=request.descending, place=request.place, limit=request.limit
        )

    def _fetch_some(self, ids: Collection[Any]) -> Any:
        wanted = devices.Wanted(product_model_id=self._model, archived=self._archived)
        return devices.some(self.desk.db, list(ids), wanted)

    def changed(self, table: str, ids: Collection[Any]) -> None:
        self.pane.changed_elsewhere(list(ids))

    def focus_start(self) -> None:
        self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)
