"""Photos, signatures and documents of an order: looked at, added, taken out of sight."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from services.attachments import Attachment
from services.texts import N_, _
from ui.kit import formats, photos
from ui.kit.buttons import Button
from ui.kit.dialogs import Dialog
from ui.kit.photos import Photo
from ui.kit.table_pane import EmptyState
from ui.kit.theme import theme
from ui.kit.words import Label, data, plain_tip

KINDS = {
    "photo_in": N_("At intake"),
    "photo_work": N_("During the work"),
    "photo_out": N_("At hand-over"),
    "signature_in": N_("Signature at intake"),
    "signature_out": N_("Signature at hand-over"),
    "proof": N_("Proof of purchase"),
    "document": N_("Document"),
}


class PhotosLeaf(QWidget):
    """Signals: look(attachment), withdraw(attachment), dropped(photos), wanted() for the dialog."""

    look = Signal(object)
    withdraw = Signal(object)
    dropped = Signal(object)
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._held: list[Attachment] = []
        self.list = QListWidget()
        self.list.setObjectName("table_attachments")
        self.list.setAccessibleName(_("Photos and documents"))
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setIconSize(QSize(theme.px(140), theme.px(110)))
        self.list.setGridSize(QSize(theme.px(156), theme.px(150)))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(lambda item: self.look.emit(self._held[self.list.row(item)]))
        self.empty = EmptyState(N_("No photos yet."), N_("Drop some here, paste them or press Ctrl+Shift+P."))
        self.add = Button(N_("Add photos"), "add_photos", icon="photo", key="Ctrl+Shift+P")
        self.remove = Button(N_("Withdraw"), "withdraw_photo", "link")
        self.progress = Label("", "label", "secondary")
        self.retry = Button(N_("Send again"), "retry_photos", "link", icon="refresh")
        self.retry.hide()
        self.add.clicked.connect(self.wanted)
        self.remove.clicked.connect(self._withdraw)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        row.addWidget(self.progress)
        row.addWidget(self.retry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty, 1)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.setAcceptDrops(True)

    def _withdraw(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._held):
            self.withdraw.emit(self._held[place])

    def tell(self, held: Sequence[Attachment], may_add: bool) -> None:
        """Show what there is."""
        self._held = list(held)
        self.list.clear()
        for one in self._held:
            item = QListWidgetItem()
            if one.thumbnail:
                picture = QPixmap()
                picture.loadFromData(one.thumbnail)
                item.setIcon(QIcon(picture))
            self.list.addItem(item)
        self.retranslate()
        self.list.setVisible(bool(held))
        self.empty.setVisible(not held)
        self.add.setVisible(may_add)
        self.remove.setVisible(may_add and bool(held))
        self.setAcceptDrops(may_add)

    def retranslate(self) -> None:
        self.list.setAccessibleName(_("Photos and documents"))
        for place, one in enumerate(self._held):
            item = self.list.item(place)
            item.setText(f"{_(KINDS[one.kind])}\n{formats.moment(one.created_at)}")
            item.setToolTip(plain_tip(one.name or item.text()))

    def tell_progress(self, done: int, total: int, failed: int = 0) -> None:
        """How far the sending is."""
        if failed:
            self.progress.say(lambda: _("{n} not sent").format(n=failed))
        elif done < total:
            self.progress.say(lambda: _("Sending {n} of {total}").format(n=done + 1, total=total))
        else:
            self.progress.say("")
        self.progress.set_tone("danger" if failed else "secondary")
        self.retry.setVisible(bool(failed))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if photos.from_mime(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found: list[Photo] = photos.from_mime(event.mimeData())
        self.dropped.emit(found)
        event.acceptProposedAction()


class PictureDialog(Dialog):
    """One photo, as large as the screen allows."""

    def __init__(self, parent: QWidget, one: Attachment, content: bytes) -> None:
        super().__init__(parent, "picture", data(one.name or _(KINDS[one.kind])))
        picture = QPixmap()
        picture.loadFromData(content)
        self.area = QScrollArea()
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown = QLabel()
        shown.setObjectName("picture")
        shown.setAccessibleName(one.name or _(KINDS[one.kind]))
        room = parent.window().size() * 0.8
        shown.setPixmap(
            picture.scaled(
                room.width(), room.height() - theme.px(120), Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )  # fmt: skip
        self.area.setWidget(shown)
        self.body.addWidget(self.area, 1)
        self.add_verb(N_("Close"), None, "close", "primary", "Esc").setFocus()
        self.resize(room)
