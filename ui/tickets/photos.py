"""The photos of a ticket, and of a fault report whether somebody looked them through."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from services import attachments, ticket_photos, tickets
from services.attachments import Attachment
from services.ids import new_id
from services.texts import N_, _
from services.tickets import Ticket
from ui.kit import formats, photos
from ui.kit.buttons import Button
from ui.kit.cards import IconLine
from ui.kit.columns import FlowLayout
from ui.kit.form import Field
from ui.kit.form_dialog import FormDialog
from ui.kit.photo_strips import PhotoKeeper, PhotosCard
from ui.kit.photos import Photo
from ui.kit.stale import Held

if TYPE_CHECKING:
    from ui.tickets.detail import TicketPage

TONES = {"waiting": ("photo", "warning"), "more": ("photo", "warning"), "accepted": ("ok_fill", "success")}


class TicketPhotos(PhotosCard):
    """Signals besides: accepted(), more_wanted()."""

    accepted = Signal()
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__([("photo_in", N_("From the customer"), N_("Add photos"))])
        self.ticket: Ticket | None = None
        self.stands = IconLine("", "photo", "", "label")
        self.accept = Button(N_("They tell enough"), "accept_photos", icon="ok")
        self.more = Button(N_("More photos needed…"), "more_photos", "link")
        self.accept.clicked.connect(self.accepted)
        self.more.clicked.connect(self.more_wanted)
        self._verbs = QWidget()
        row = FlowLayout(gap=10)
        row.addWidget(self.accept)
        row.addWidget(self.more)
        self._verbs.setLayout(row)
        self.body.addWidget(self.stands)
        self.body.addWidget(self._verbs)

    def show_ticket(self, ticket: Ticket, held: Sequence[Attachment], may: bool) -> None:
        """Show the photos of this ticket and how far they are looked through; may: whether this person works on it."""
        self.ticket = ticket
        self.tell(held, may)
        fault = ticket.kind == "fault"
        state = ticket.photos_state if fault else ""
        self.stands.setVisible(bool(state))
        if state:
            icon, tone = TONES[state]
            self.stands.tell(self._words, icon, tone)
        self._verbs.setVisible(may and fault and state != "accepted")
        self.accept.setVisible(any(one.kind == "photo_in" for one in held))

    def _words(self) -> str:
        ticket = self.ticket
        if ticket is None or ticket.photos_state == "waiting":
            return _("Nobody has looked these photos through yet.")
        at = formats.moment(ticket.photos_checked_at)
        if ticket.photos_state == "accepted":
            return _("Checked by {name} on {at}.").format(name=ticket.photos_checked_by, at=at)
        asked = _("{name} needs more photos since {at}: {why}")
        return asked.format(name=ticket.photos_checked_by, at=at, why=ticket.photos_note)


class TicketPhotoKeeper:
    """One for a ticket's page."""

    def __init__(self, page: "TicketPage", card: TicketPhotos) -> None:
        self.page, self.card = page, card
        db = page.desk.db
        self.pictures = PhotoKeeper(page, card, lambda ticket_id, photo: _send(db, ticket_id, photo))
        card.accepted.connect(lambda: self._check(True, "", None))
        card.more_wanted.connect(self.ask_for_more)

    def ask_for_more(self) -> None:
        """What is to be seen on further photos."""
        field = Field(
            "note", N_("What is to be seen on them"), "multiline", required=True, span=12, lines=2, max_length=1000
        )
        db, seen = self.page.desk.db, self.page.seen
        held = Held(seen, lambda: tickets.get(db, seen.id), lambda _row: {}, ("state", "photos_state"))
        FormDialog(
            self.page, "more_photos", N_("Which photos are still needed?"), [field],
            lambda dialog: self._check(False, dialog.form.value("note"), dialog, held.row), held=held, verb=N_("Ask for them"),
        ).open()  # fmt: skip

    def _check(self, accepted: bool, note: str, dialog: FormDialog | None, ticket: Ticket | None = None) -> None:
        page = self.page
        db, seen, request = page.desk.db, ticket or page.seen, new_id()

        def done(_version: Any) -> None:
            if dialog is not None:
                dialog.done_saving()
            page.refresh()

        page.write(
            lambda: ticket_photos.check(db, seen, accepted, note, request),
            done,
            dialog.refused if dialog is not None else None,
        )


def _send(db: Any, ticket_id: UUID, photo: Photo) -> None:
    photos.make_small(photo)
    attachments.add_to_ticket(
        db, ticket_id, photo.data, request=photo.request, name=photo.name[:200], thumbnail=photo.thumbnail
    )
