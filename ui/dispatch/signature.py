"""Signing on the screen: a line drawn with mouse, pen or finger."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from services.texts import N_
from ui.kit.theme import theme
from ui.kit.words import name_as, say

# The picture that is kept: black on white, small and sharp enough for paper.
WIDTH, HEIGHT = 900, 300


class SignaturePad(QWidget):
    """`changed` when something was drawn or wiped. Points are shares of the pad, whatever its size."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("field_signature")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.strokes: list[list[QPointF]] = []
        name_as(self, N_("Signature"))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(160))

    @property
    def is_empty(self) -> bool:
        """Whether nobody has signed; a tap is no signature."""
        return sum(len(stroke) for stroke in self.strokes) < 4

    def wipe(self) -> None:
        """Begin anew."""
        self.strokes = []
        self.changed.emit()
        self.update()

    def _share(self, event: QMouseEvent) -> QPointF:
        at = event.position()
        return QPointF(
            min(max(at.x() / max(self.width(), 1), 0.0), 1.0), min(max(at.y() / max(self.height(), 1), 0.0), 1.0)
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.strokes.append([self._share(event)])
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.strokes and event.buttons() & Qt.MouseButton.LeftButton:
            self.strokes[-1].append(self._share(event))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.changed.emit()

    def _draw(self, painter: QPainter, box: QRectF, ink: QColor, width: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        for stroke in self.strokes:
            path = QPainterPath(self._at(stroke[0], box))
            for point in stroke[1:]:
                path.lineTo(self._at(point, box))
            painter.drawPath(path)

    @staticmethod
    def _at(share: QPointF, box: QRectF) -> QPointF:
        return QPointF(box.left() + share.x() * box.width(), box.top() + share.y() * box.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("input"), 1))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        line = box.height() * 0.78
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(theme.px(16), line), QPointF(box.width() - theme.px(16), line))
        if not self.strokes:
            painter.setPen(theme.colour("secondary"))
            painter.setFont(theme.font("label"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, say(N_("Sign here")))
        self._draw(painter, QRectF(self.rect()), theme.colour("text"), theme.px(2.2))

    def png(self) -> bytes:
        """The signature as it is kept and printed: black on white."""
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        self._draw(painter, QRectF(0, 0, WIDTH, HEIGHT), QColor("black"), 5)
        painter.end()
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        return bytes(content.data())
