"""Parcels that are under way: which have not arrived, what the carrier said, and sending one with an order."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from services import shipments
from services.errors import ServiceError
from services.ids import new_id
from services.shipments import ShipmentLine
from services.texts import N_, _
from ui.kit import formats, lookups
from ui.kit.chips import Chip
from ui.kit.desk import Desk
from ui.kit.fields import Field
from ui.kit.filter_button import FilterButton
from ui.kit.form_dialog import FormDialog
from ui.kit.list_page import ListPage
from ui.kit.lookups import choices
from ui.kit.page import Page
from ui.kit.paged import Column
from ui.kit.stale import Held
from ui.kit.table_pane import ListAction
from ui.kit.views_row import SavedView
from ui.kit.words import data, say

if TYPE_CHECKING:
    from ui.kit.form import Text

ICONS = {"arrived": "ok", "lost": "close"}
# So long a parcel usually takes, in days.
USUAL_DAYS = 3
ASKS = frozenset({"agent", "manager", "technician", "parts"})


def state_chip(row: ShipmentLine) -> Chip:
    """Where it is."""
    if row.state == "sent":
        return Chip(
            N_("Overdue") if row.late else shipments.STATE_NAMES["sent"], "danger" if row.late else "info", "visit"
        )
    return Chip(shipments.STATE_NAMES[row.state], "success" if row.state == "arrived" else "danger", ICONS[row.state])


class ShipmentsPage(ListPage):
    """Parcels of the orders this person sees; a row opens its order."""

    tables = ("shipment",)
    module = "work_orders"
    service = shipments
    kind = "work_order"
    sort, descending = "ask_on", False
    only_for = ("work_order_id", "work_order_number")
    views = (
        SavedView("under_way", N_("In transit")),
        SavedView("late", N_("Overdue"), "danger"),
        SavedView("arrived", N_("Parcel arrived"), sort="sent_on"),
        SavedView("lost", N_("Parcel lost"), "danger"),
        SavedView("all", N_("All parcels"), sort="sent_on"),
    )
    empty = (N_("No parcels here."), N_("Send one from the page of its order (Ctrl+Shift+T)."))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "shipments", N_("Parcels"), "visit")
        self.pane.opened.disconnect()
        self.pane.opened.connect(lambda row: desk.open_record("work_order", row.work_order_id))

    def columns(self) -> list[Column]:
        return [
            Column("order_number", N_("Work order"), "link", sample="W2611-00042"),
            Column("direction", N_("Goes where"), shown=lambda row: say(shipments.DIRECTION_NAMES[row.direction])),
            Column("customer_name", N_("Customer")),
            Column("carrier", N_("Carrier")),
            Column("tracking_no", N_("Tracking number"), stretch=True),
            Column("what", N_("What is sent"), shown=lambda row: row.what or _("the device"), drop=3),
            Column("state", N_("State"), "chip", chip=state_chip, sample="Parcel arrived"),
            Column("sent_on", N_("Sent on"), "date", sort="sent_on", drop=4),
            Column("expected_on", N_("Expected on"), "date", drop=2),
            Column("ask_on", N_("Ask the carrier on"), "date", sort="ask_on", late=lambda row: row.late),
            Column("ended_on", N_("Arrived or lost on"), "date", drop=4),
            Column("by_name", N_("By"), secondary=True, drop=1),
            self.store_column(),
        ]

    def filter_buttons(self) -> dict[str, FilterButton]:
        direction = FilterButton("direction", N_("Goes where"))
        direction.set_options(choices(shipments.DIRECTION_NAMES))
        return {"direction": direction}

    def row_actions(self) -> Sequence[ListAction]:
        may = lambda: self.desk.has_role(*ASKS)  # noqa: E731
        return (
            ListAction("ask_carrier", N_("Asked the carrier…"), self.ask_carrier, "call", shown=may),
            ListAction("parcel_arrived", N_("Arrived…"), self.ask_arrived, "ok", shown=may),
            ListAction("parcel_lost", N_("Lost…"), self.ask_lost, "close", shown=may),
        )

    def ask_carrier(self, rows: Sequence[ShipmentLine]) -> None:
        """What the carrier said, and when he is asked again."""
        fields = [
            Field("note", N_("What the carrier said"), "multiline", required=True, span=12, lines=2, max_length=1000),
            Field("on_day", N_("Ask again on"), "date", required=True, span=6),
        ]
        self._ask(rows, "ask_carrier", N_("What did the carrier say?"), fields,
                  {"on_day": formats.today() + timedelta(days=1)},
                  lambda db, row, given, request: shipments.asked(db, row, given["note"], given["on_day"], request))  # fmt: skip

    def ask_arrived(self, rows: Sequence[ShipmentLine]) -> None:
        """When it arrived, and with whom."""
        fields = [
            Field("on_day", N_("Arrived on"), "date", required=True, span=6),
            Field("note", N_("Who took it, in what state"), span=12, max_length=1000),
        ]
        self._ask(rows, "parcel_arrived", N_("Did it arrive safely?"), fields, {"on_day": formats.today()},
                  lambda db, row, given, request: shipments.arrived(
                      db, row, given["on_day"], given["note"] or "", request))  # fmt: skip

    def ask_lost(self, rows: Sequence[ShipmentLine]) -> None:
        """It will not arrive."""
        fields = [
            Field("note", N_("What the carrier said"), "multiline", required=True, span=12, lines=2, max_length=1000)
        ]
        self._ask(rows, "parcel_lost", N_("Is the parcel lost?"), fields, {},
                  lambda db, row, given, request: shipments.lost(db, row, given["note"], request))  # fmt: skip

    def _ask(
        self,
        rows: Sequence[ShipmentLine],
        name: str,
        question: "Text",
        fields: list[Field],
        values: dict[str, Any],
        work: Any,
    ) -> None:
        row = rows[0] if len(rows) == 1 and rows[0].state == "sent" else None
        if row is None:
            self.messages.show("info", N_("Choose one parcel that is under way."), key="parcel")
            return
        db, request = self.desk.db, new_id()

        def read() -> ShipmentLine:
            found = shipments.some(db, [row.id], shipments.Wanted(view="all"))
            if not found:
                raise ServiceError("gone_record")
            return found[0]

        held = Held(row, read, lambda _row: {}, ("state", "ask_on"))

        def act(dialog: FormDialog) -> None:
            given = dialog.form.values()
            self.write(lambda: work(db, held.row, given, request), partial(self._done, dialog), dialog.refused)

        detail = data(f"{row.order_number} · {row.carrier} {row.tracking_no}")
        FormDialog(self, name, question, fields, act, values=values, held=held, detail=detail,
                   background=self.desk.background).open()  # fmt: skip

    def _done(self, dialog: FormDialog, _result: Any) -> None:
        dialog.accept()
        self.refresh()


def ask_to_send(page: Page, order_id: UUID, number: str) -> FormDialog:
    """Which parcel of this order is on its way: direction, carrier, tracking number, until when."""
    db, shipment_id, request = page.desk.db, new_id(), new_id()
    fields = [
        Field(
            "direction",
            N_("Goes where"),
            "combo",
            required=True,
            span=12,
            options=lookups.choices(shipments.DIRECTION_NAMES),
        ),
        Field("carrier", N_("Carrier"), required=True, span=6, max_length=80),
        Field("tracking_no", N_("Tracking number"), "code", required=True, span=6, max_length=60),
        Field("what", N_("What is sent"), span=6, max_length=200, placeholder=N_("the device")),
        Field("expected_on", N_("Expected on"), "date", required=True, span=6),
    ]

    def done(dialog: FormDialog, _result: Any) -> None:
        dialog.accept()
        page.refresh()

    def act(dialog: FormDialog) -> None:
        given = dialog.form.values()
        page.write(
            lambda: shipments.send(db, shipment_id, order_id, given, request), partial(done, dialog), dialog.refused
        )

    values = {"direction": "to_customer", "expected_on": formats.today() + timedelta(days=USUAL_DAYS)}
    dialog = FormDialog(page, "send_parcel", N_("A parcel is sent"), fields, act, values=values, detail=data(number),
                        background=page.desk.background)  # fmt: skip
    dialog.open()
    return dialog
