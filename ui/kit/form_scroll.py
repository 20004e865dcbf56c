"""The scroll area of a form."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.kit.theme import theme


class FormScroll(QScrollArea):
    """A form that scrolls when it must, compact before that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: Any = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self.fit_soon)

    def hold(self, form: Any) -> "FormScroll":
        """Take the form in."""
        self.form = form
        form.in_scroll = True
        # Otherwise all of it is laid out for a size it never has.
        form.resize(self.viewport().size())
        self.setWidget(form)
        form.setAutoFillBackground(False)
        return self

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():  # one that nobody sees yet gets several sizes before its own
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
        if self.form is not None:
            self.form.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.fit_soon()

    def fit_soon(self) -> None:
        """fit() once the form's own labels and choices have taken over their words, fonts and places."""
        QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """Put the fields closer, then turn compact, where the height is short, tight where a banner takes more of it."""
        if self.form is None:
            return
        # Measured without the scroll bar, which comes and goes with the answer.
        room = self.contentsRect().size()
        # The last one where it scrolls all the same.
        for compact, tight in ((False, False), (False, True), (True, False), (True, True), (True, False)):
            self.form.set_compact(compact, tight)
            if self.form.heightForWidth(room.width()) <= room.height():
                return
