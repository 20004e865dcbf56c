"""Photos of a record in strips, one for each moment, and what is done with them: added, looked at, withdrawn."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from services import attachments
from services.attachments import Attachment
from services.ids import new_id
from services.texts import N_, _, ngettext
from ui.kit import photos
from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.menus import choose
from ui.kit.page import Page
from ui.kit.photos import Photo, PhotoSender
from ui.kit.photos_leaf import PictureDialog
from ui.kit.theme import theme
from ui.kit.words import Label, Text, name_as

SIDE = 76


class _Strip(QListWidget):
    """Pictures of one moment; dropped files are added to it."""

    def __init__(self, owner: "PhotosCard", kind: str, title: Text) -> None:
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

    def __init__(self, strips: Sequence[tuple[str, Text, Text]], title: Text = N_("Photos")) -> None:
        """strips: the kind of attachment, the strip's title and the words to add some, of each."""
        super().__init__(title)
        self.may = False
        self.strips: dict[str, _Strip] = {}
        self.adds: dict[str, Button] = {}
        for kind, title, verb in strips:
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
        self.progress.hide()
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
        self.progress.setVisible(done < total)

    def tell_failed(self, failed: int) -> None:
        """What did not arrive."""
        self.progress.say((lambda: _("{n} not sent").format(n=failed)) if failed else "")
        self.progress.set_tone("danger")
        self.progress.setVisible(bool(failed))
        self.retry.setVisible(bool(failed))


class PhotoKeeper:
    """Sends a record's photos and withdraws them. send(record id, photo): the service, on a worker.

    small: the longer side of their thumbnails in pixels.
    """

    def __init__(
        self, page: Page, card: PhotosCard, send: Callable[[UUID, Photo], Any], small: int = photos.THUMBNAIL
    ) -> None:
        self.page, self.card, self.small = page, card, small
        self.sender = PhotoSender(page.desk.background, send, page)
        self.sender.progress.connect(card.tell_progress)
        self.sender.finished.connect(lambda failed: (card.tell_failed(failed), page.refresh()))
        card.wanted.connect(self.choose)
        card.dropped.connect(self.send)
        card.look.connect(self.look)
        card.withdraw.connect(self.withdraw)
        card.retry.clicked.connect(self.sender.retry)

    def choose(self, kind: str) -> None:
        """Files from the disk."""
        wildcards = " ".join(f"*.{ending}" for ending in photos.FORMATS)
        dialog = QFileDialog(self.page, _("Choose photos"), "", f"{_('Pictures')} ({wildcards})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(
            lambda names: self.send(kind, [Photo(Path(name).name, Path(name)) for name in names])
        )
        choose(dialog)

    def send(self, kind: str, found: list[Photo]) -> None:
        """Send them one after the other, while work goes on."""
        for photo in found:
            photo.kind, photo.small = kind, self.small
        if found:
            self.sender.add(self.page.record_id, found)  # type: ignore[attr-defined]

    def look(self, one: Attachment) -> None:
        """A picture as large as the screen."""
        db = self.page.desk.db
        self.page.run(
            lambda: attachments.data(db, one.id), lambda content: PictureDialog(self.page, one, content).open()
        )

    def withdraw(self, one: Attachment) -> None:
        """Take a picture out of sight."""
        db, request = self.page.desk.db, new_id()
        self.page.write(
            lambda: attachments.withdraw(db, one, request=request), lambda _version: self.page.refresh(), about=one.id
        )
