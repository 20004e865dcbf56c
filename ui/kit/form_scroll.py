"""The scroll area of a form."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea


class FormScroll(QScrollArea):
    """A form that scrolls when it must, compact before that."""

    def __init__(self, form: Any) -> None:
        super().__init__()
        self.form = form
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setWidget(form)
        form.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Measured without the scroll bar, which comes and goes with the answer.
        room = self.contentsRect().size()
        self.form.set_compact(False)
        self.form.set_compact(self.form.heightForWidth(room.width()) > room.height())
