"""The cards beside a visit: where it is, the pictures before and after, the papers."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from services.attachments import Attachment
from services.texts import N_, _, either, ngettext
from services.visits import Visit
from ui.dispatch.labels import window_of
from ui.kit import photos
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.cases import CustomerCard
from ui.kit.desk import Desk
from ui.kit.theme import theme
from ui.kit.words import Label, name_as

SIDE = 76


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


class _Strip(QListWidget):
    """Pictures of one moment; dropped files are added to it."""

    def __init__(self, owner: "PhotosCard", kind: str, title: str) -> None:
        super().__init__()
        self._owner, self.kind = owner, kind
        self.held: list[Attachment] = []
        self.setObjectName(f"table_{kind}")
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIconSize(QSize(theme.px(SIDE), theme.px(SIDE)))
        self.setGridSize(QSize(theme.px(SIDE + 8), theme.px(SIDE + 8)))
        self.setMovement(QListWidget.Movement.Static)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setFixedHeight(theme.px(SIDE + 12))
        self.setAcceptDrops(True)
        name_as(self, title)
        self.itemActivated.connect(lambda item: owner.look.emit(self.held[self.row(item)]))

    def show_pictures(self, held: Sequence[Attachment]) -> None:
        """Show these."""
        self.held = list(held)
        self.clear()
        for one in held:
            item = QListWidgetItem()
            if one.thumbnail:
                picture = QPixmap()
                picture.loadFromData(one.thumbnail)
                item.setIcon(QIcon(picture))
            else:
                item.setText(one.name or "?")
            self.addItem(item)
        self.setVisible(bool(held))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._owner.may and photos.from_mime(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: object) -> None:
        event.acceptProposedAction()  # type: ignore[attr-defined]

    def dropEvent(self, event: QDropEvent) -> None:
        self._owner.dropped.emit(self.kind, photos.from_mime(event.mimeData()))


class PhotosCard(Card):
    """Signals: wanted(kind), dropped(kind, photos), look(attachment), withdraw(attachment)."""

    wanted = Signal(str)
    dropped = Signal(str, object)
    look = Signal(object)
    withdraw = Signal(object)

    def __init__(self) -> None:
        super().__init__(N_("Photos"))
        self.may = False
        self.strips = {}
        self.adds = {}
        for kind, title, verb in (
            ("photo_in", N_("Before the work"), N_("Add photos from before")),
            ("photo_out", N_("After the work"), N_("Add photos from after")),
        ):
            head = QWidget()
            row = QHBoxLayout(head)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Label(title, "label", "secondary"), 1)
            add = Button(verb, f"add_{kind}", "link", icon="photo")
            add.clicked.connect(lambda _on=False, one=kind: self.wanted.emit(one))
            row.addWidget(add)
            strip = _Strip(self, kind, title)
            self.body.addWidget(head)
            self.body.addWidget(strip)
            self.strips[kind], self.adds[kind] = strip, add
        self.signed = Label("", "label", "secondary")
        self.drop = Button(N_("Withdraw the chosen picture"), "withdraw_photo", "link")
        self.drop.clicked.connect(self._withdraw)
        self.progress = Label("", "label", "secondary")
        self.retry = Button(N_("Send again"), "retry_photos", "link", icon="refresh")
        self.retry.hide()
        for widget in (self.signed, self.drop, self.progress, self.retry):
            self.body.addWidget(widget)

    def _withdraw(self) -> None:
        for strip in self.strips.values():
            place = strip.currentRow()
            if 0 <= place < len(strip.held):
                self.withdraw.emit(strip.held[place])
                return

    def tell(self, held: Sequence[Attachment], may: bool) -> None:
        """Show what there is."""
        self.may = may
        for kind, strip in self.strips.items():
            strip.show_pictures([one for one in held if one.kind == kind])
            self.adds[kind].setVisible(may)
        count = sum(1 for one in held if one.kind == "signature_out")
        self.signed.say(lambda: ngettext("{n} signature", "{n} signatures", count).format(n=count))
        self.signed.setVisible(count > 0)
        self.drop.setVisible(may and any(strip.held for strip in self.strips.values()))

    def tell_progress(self, done: int, total: int) -> None:
        """How far the sending is."""
        self.progress.say((lambda: _("Sending {n} of {total}").format(n=done + 1, total=total)) if done < total else "")
        self.progress.set_tone("secondary")

    def tell_failed(self, failed: int) -> None:
        """What did not arrive."""
        self.progress.say((lambda: _("{n} not sent").format(n=failed)) if failed else "")
        self.progress.set_tone("danger")
        self.retry.setVisible(bool(failed))


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
