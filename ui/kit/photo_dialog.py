"""Photos of a device before it is saved: chosen, dropped or pasted, looked at, taken out."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QIcon, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QListWidget, QListWidgetItem, QWidget

from services.errors import ServiceError
from services.texts import N_, _
from ui.kit import photos
from ui.kit.dialogs import Dialog
from ui.kit.menus import choose
from ui.kit.photos import Photo
from ui.kit.theme import theme
from ui.kit.words import Label, data

SIDE = 120


class PhotoDialog(Dialog):
    """The photos of one device; `changed` when some were added or taken out."""

    changed = Signal()

    def __init__(self, parent: QWidget, held: list[Photo], background: Any) -> None:
        super().__init__(
            parent, "photos", N_("Photos of the device"), N_("Drop pictures here, paste them (Ctrl+V) or choose files.")
        )
        self._held, self._background = held, background
        self.list = QListWidget()
        self.list.setObjectName("table_photos")
        self.list.setAccessibleName(_("Photos of the device"))
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setIconSize(QSize(theme.px(SIDE), theme.px(SIDE)))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.trouble = Label("", "label", "danger")
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.trouble)
        self.add_verb(N_("Remove"), self.remove, "remove_photo", "danger", "Del", close=False)
        self.add_verb(N_("Choose files…"), self.choose, "choose_photos", close=False)
        self.add_verb(N_("Close"), None, "close", "primary", "Esc").setFocus()
        self.setAcceptDrops(True)
        self.resize(theme.px(600), theme.px(420))
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for photo in self._held:
            item = QListWidgetItem(photo.name or _("Pasted picture"))
            self.list.addItem(item)
            self._show(item, photo)

    def _show(self, item: QListWidgetItem, photo: Photo) -> None:
        if photo.thumbnail:
            picture = QPixmap()
            picture.loadFromData(photo.thumbnail)
            item.setIcon(QIcon(picture))
            return
        self._background.run(
            self,
            lambda: photos.make_small(photo),
            lambda _one: self._made(photo),
            lambda error: self._bad(photo, error),
        )

    def _made(self, photo: Photo) -> None:
        if photo in self._held:
            item = self.list.item(self._held.index(photo))
            if item is not None and photo.thumbnail:
                self._show(item, photo)

    def _bad(self, photo: Photo, error: BaseException) -> bool:
        if not isinstance(error, ServiceError):
            return False
        if photo in self._held:
            self._held.remove(photo)
            self._fill()
            self.changed.emit()
        self.trouble.say(data(error.sentence()))
        return True

    def add(self, found: list[Photo]) -> None:
        """Take further pictures."""
        if found:
            self._held.extend(found)
            self._fill()
            self.changed.emit()

    def choose(self) -> None:
        """The system's dialog for files."""
        wildcards = " ".join(f"*.{ending}" for ending in photos.FORMATS)
        dialog = QFileDialog(self, _("Choose photos"), "", f"{_('Pictures')} ({wildcards})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.add([Photo(Path(name).name, Path(name)) for name in names]))
        choose(dialog)

    def remove(self) -> None:
        """Take the chosen picture out."""
        row = self.list.currentRow()
        if 0 <= row < len(self._held):
            del self._held[row]
            self._fill()
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.add(photos.from_mime(QGuiApplication.clipboard().mimeData()))
            return
        if event.key() == Qt.Key.Key_Delete:
            self.remove()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if photos.from_mime(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add(photos.from_mime(event.mimeData()))
        event.acceptProposedAction()
