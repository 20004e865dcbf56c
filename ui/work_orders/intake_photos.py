"""Photos at intake: collected with the device in front, sent once its order is saved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from services.texts import N_, _
from ui.kit import photos
from ui.kit.photo_dialog import PhotoDialog
from ui.work_orders.order_work import send_photo

if TYPE_CHECKING:
    from ui.work_orders.intake_page import IntakePage


class IntakePhotos(QObject):
    """The photos of the devices on the counter, and those on their way."""

    def __init__(self, page: "IntakePage") -> None:
        super().__init__(page)
        self._page = page
        db = page.desk.db
        self.sender = photos.PhotoSender(page.desk.background, lambda order, photo: send_photo(db, order, photo), self)
        self.sender.progress.connect(self._sent)
        self.sender.finished.connect(self._all_sent)
        page.form.editor("marks").photos_wanted.connect(self.pick)

    def pick(self) -> None:
        """Choose, look at and remove photos of the device in front."""
        dialog = PhotoDialog(self._page, self._page.devices.current.photos, self._page.desk.background)
        dialog.changed.connect(self.tell)
        dialog.open()

    def paste(self) -> None:
        """Take the picture in the clipboard."""
        found = photos.from_mime(QGuiApplication.clipboard().mimeData())
        if found:
            self.add(found)
        else:
            self._page.messages.show(
                "info", N_("There is no picture in the clipboard."), key="no_picture", icon="photo"
            )

    def add(self, found: Sequence[photos.Photo]) -> None:
        """Put further photos to the device in front."""
        self._page.messages.clear("no_picture")
        self._page.devices.current.photos.extend(found)
        self.tell()

    def tell(self) -> None:
        """Say how many photos the device in front has."""
        self._page.form.editor("marks").show_photos(len(self._page.devices.current.photos))

    def send(self, order_id: UUID, found: Sequence[photos.Photo]) -> None:
        """Send the photos of an order that is saved."""
        if found:
            self.sender.add(order_id, found)

    def _sent(self, done: int, total: int) -> None:
        if done < total:
            text = lambda: _("Sending {n} of {total}").format(n=done + 1, total=total)  # noqa: E731
            self._page.messages.show("info", text, key="photos", icon="photo")

    def _all_sent(self, failed: int) -> None:
        self._page.messages.clear("photos")
        if failed:
            self._page.messages.show(
                "warning",
                lambda: _("{n} not sent").format(n=failed),
                N_("The orders are saved; only these photos are missing."),
                N_("Send again"),
                self.sender.retry,
                key="photos",
                icon="photo",
            )
