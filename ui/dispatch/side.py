"""The cards beside a visit: where it is, the papers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from services.texts import N_, _, either
from services.visits import Visit
from ui.dispatch.labels import window_of
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.cases import CustomerCard
from ui.kit.desk import Desk
from ui.kit.theme import theme


class PlaceCard(CustomerCard):
    """To whom and where, with the ways on: order, ticket, the visit before and after."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.px(10))
        self.order = self._link("visit_order", "work_order", "work_order_id")
        self.ticket = self._link("visit_ticket", "ticket", "ticket_id")
        self.before = self._link("visit_before", "visit", "previous_id")
        self.after = self._link("visit_after", "visit", "next_id")
        self._row.addStretch(1)
        self.body.addLayout(self._row)

    def _link(self, name: str, kind: str, column: str) -> Button:
        link = Button(lambda: self._words(column), name, "link")
        link.clicked.connect(lambda: self._desk.open_record(kind, getattr(self.record, column)))
        self._row.addWidget(link)
        return link

    def _words(self, column: str) -> str:
        if self.record is None:
            return ""
        number = getattr(self.record, {
            "work_order_id": "work_order_number", "ticket_id": "ticket_number",
            "previous_id": "previous_number", "next_id": "next_number",
        }[column])  # fmt: skip
        if column == "previous_id":
            return _("after {number}").format(number=number)
        if column == "next_id":
            return _("goes on in {number}").format(number=number)
        return number

    def show_visit(self, visit: Visit) -> None:
        """Show where this visit goes."""
        self.tell(
            visit,
            [
                (N_("Address"), visit.address_masked),
                (N_("Region"), either(visit.region_name, visit.region_name_en)),
                (N_("Who is there"), visit.contact_name),
                (N_("Device"), visit.device_name),
                (N_("Planned for"), window_of(visit)),
                (N_("When it suits the customer"), visit.wish),
            ],
        )
        for link, column in (
            (self.order, "work_order_id"),
            (self.ticket, "ticket_id"),
            (self.before, "previous_id"),
            (self.after, "next_id"),
        ):
            link.retranslate()
            link.setVisible(getattr(visit, column) is not None)


PAPERS = (
    ("visit", N_("Maintenance report"), "report"),
    ("outing", N_("Installer's slip"), "person"),
    ("trip", N_("Driver's slip"), "visit"),
)


class PapersCard(Card):
    """wanted(paper) to print one; acceptance() for a new acceptance record or minutes."""

    wanted = Signal(str)
    acceptance = Signal()

    def __init__(self) -> None:
        super().__init__(N_("Papers"))
        column = QVBoxLayout()
        column.setSpacing(theme.px(4))
        for paper, words, icon in PAPERS:
            button = Button(words, f"print_{paper}", "link", icon=icon)
            button.clicked.connect(lambda _on=False, one=paper: self.wanted.emit(one))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.new = Button(N_("New acceptance or minutes"), "new_acceptance", "link", icon="add")
        self.new.clicked.connect(self.acceptance)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(column)

    def tell(self, visit: Visit) -> None:
        """Minutes are written of a visit that takes place."""
        self.new.setVisible(visit.state not in ("open", "cancelled"))
