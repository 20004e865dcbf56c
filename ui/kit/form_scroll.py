"""The scroll area of a form."""

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.kit.theme import theme


class FormScroll(QScrollArea):
    """A form that scrolls when it must, compact before that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: Any = None
        self.waits = False  # the form comes a turn after its page
        self._needed: dict[tuple[bool, bool], int] = {}  # compact and tight -> how high the form is then
        self._measured_at = 0  # the width for which that holds
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self.fit_soon)

    def hold(self, form: Any, later: bool = False) -> "FormScroll":
        """Take the form in. It begins to scroll when it has its size: before, all of it would be measured for another.

        later: it is shown by come(), a turn after the page that would hold up the window too long with all its fields.
        """
        self.form, self.waits = form, later
        form.lie_in(self)
        if form.parentWidget() is not self.viewport():
            form.setParent(self.viewport())
        if later:
            form.hide()
        elif self.isVisible():
            form.show()
            self._begin()
        # Else it is shown with the page: shown before, it would be styled in the turn in which it is made.
        return self

    def come(self) -> None:
        """Show a form that was to come later."""
        if self.waits:
            self.waits = False
            self.form.show()
            if self.isVisible():
                self._begin()
                self.fit()

    def _begin(self) -> None:
        if self.form is None or self.waits or self.widget() is not None:
            return
        # Otherwise all of it is laid out for a size it never has.
        self.form.resize(self.viewport().size())
        self.setWidget(self.form)
        self.form.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Pages give it the room that is left; what the form would like need not be measured."""
        return QSize(theme.px(600), theme.px(360))

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Qt gives a widget its size, then shows what is in it, then tells it that it is shown.
        self._begin()
        super().resizeEvent(event)
        if self.isVisible():  # one that nobody sees yet gets several sizes before its own
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()
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
        if self.form is None or self.widget() is None:
            return
        # Measured without the scroll bar, which comes and goes with the answer.
        room, now = self.contentsRect().size(), (self.form.compact, self.form.tight)
        height = self.form.heightForWidth(room.width())
        if self._measured_at != room.width() or self._needed.get(now) != height:
            self._measured_at, self._needed = room.width(), {now: height}
        # The last one where it scrolls all the same.
        for shape in ((False, False), (False, True), (True, False), (True, True), (True, False)):
            if shape not in self._needed:
                self.form.set_compact(*shape)
                self._needed[shape] = self.form.heightForWidth(room.width())
            if self._needed[shape] <= room.height():
                break
        self.form.set_compact(*shape)
