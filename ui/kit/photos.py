"""Photos of a device: taken from files, the clipboard or a drop, made small, sent after the order is saved."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from services.errors import ServiceError
from services.ids import new_id

LONGEST = 1600
LARGEST = 400_000
THUMBNAIL = 160
LARGEST_THUMBNAIL = 20_000
FORMATS = ("jpg", "jpeg", "png", "bmp", "webp", "gif", "tif", "tiff", "heic")


@dataclass
class Photo:
    """A picture on its way. source: a file or an image; data: what is sent, once it was made small.

    small: the longer side of its thumbnail in pixels.
    """

    name: str
    source: Path | QImage
    kind: str = "photo_in"
    small: int = THUMBNAIL
    id: UUID = field(default_factory=new_id)
    request: UUID = field(default_factory=new_id)
    data: bytes = b""
    thumbnail: bytes = b""
    error: BaseException | None = None
    sent: bool = False

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def from_mime(mime: QMimeData | None) -> list[Photo]:
    """Pictures in what was dropped or pasted; empty where there are none. None: an empty clipboard."""
    if mime is None:
        return []
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    found = [Photo(path.name, path) for path in files if path.suffix.lower().lstrip(".") in FORMATS]
    if not found and mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            found.append(Photo("", image))
    return found


def make_small(photo: Photo) -> Photo:
    """Scale to 1600 px and compress to at most 400 kB, with a thumbnail of at most 20 kB; on a worker.

    Raises ServiceError 'photo_unreadable' for what is no picture.
    """
    if photo.data:
        return photo
    image = photo.source if isinstance(photo.source, QImage) else _read(photo.source, photo.name)
    image = _flat(_within(image, LONGEST))
    photo.data = _jpeg(image, LARGEST)
    photo.thumbnail = _jpeg(_within(image, photo.small), LARGEST_THUMBNAIL)
    return photo


def _read(path: Path, name: str) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > 2 * LONGEST:
        # Decoded smaller at once: a camera's 50 megapixels would take 200 MB.
        reader.setScaledSize(size.scaled(QSize(2 * LONGEST, 2 * LONGEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise ServiceError("photo_unreadable", name=name)
    return image


def _within(image: QImage, side: int) -> QImage:
    if max(image.width(), image.height()) <= side:
        return image
    return image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def _flat(image: QImage) -> QImage:
    """On white, for JPEG knows no transparency."""
    if not image.hasAlphaChannel():
        return image
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(QColor("white"))
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return flat


def _jpeg(image: QImage, most: int) -> bytes:
    for quality in (85, 75, 65, 50, 35, 20):
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "JPEG", quality)
        if data.size() <= most:
            return bytes(data.data())
        image = _within(image, max(image.width(), image.height()) * 9 // 10)
    return bytes(data.data())


class PhotoSender(QObject):
    """Sends photos one after the other, each in a transaction of its own; failed ones wait for `retry`.

    send(order_id, photo): the service, on a worker. `progress(done, all)`, `finished(failed)`.
    """

    progress = Signal(int, int)
    finished = Signal(int)

    def __init__(self, background: Any, send: Callable[[UUID, Photo], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background, self._send = background, send
        self._waiting: list[tuple[UUID, Photo]] = []
        self.failed: list[tuple[UUID, Photo]] = []
        self._done = self._all = 0
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether photos are on their way."""
        return self._busy

    def add(self, order_id: UUID, photos: Sequence[Photo]) -> None:
        """Send the photos of an order that is saved."""
        if not self._busy:
            self._done = self._all = 0
        self._waiting += [(order_id, photo) for photo in photos]
        self._all += len(photos)
        if not self._busy:
            self._next()

    def retry(self) -> None:
        """Send again what failed; the request ids keep one from arriving twice."""
        failed, self.failed = self.failed, []
        for order_id, photo in failed:
            self.add(order_id, [photo])

    def _next(self) -> None:
        if not self._waiting:
            was_busy, self._busy = self._busy, False
            if was_busy:
                self.finished.emit(len(self.failed))
            return
        self._busy = True
        order_id, photo = self._waiting.pop(0)

        def work() -> None:
            self._send(order_id, make_small(photo))

        def done(_none: Any) -> None:
            photo.sent = True
            self._done += 1
            self.progress.emit(self._done, self._all)
            self._next()

        def refused(error: BaseException) -> bool:
            photo.error = error
            self.failed.append((order_id, photo))
            self._next()
            # A refusal is told with the retry; a fault of ours goes on to the crash report.
            return isinstance(error, ServiceError)

        self._background.run(self, work, done, refused)
