"""What is typed while a page is being made: kept, and typed into it once it is there."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_SHIFTED = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)
_EDITING = (Qt.Key.Key_Backspace, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TypedAhead(QObject):
    """Keeps letters that reach a window where nothing takes them, from when it is made until `hand_on`.

    page: only what reaches this one, whose fields are still to come; then Tab and Enter too, from the first.
    """

    def __init__(self, window: QWidget, page: QWidget | None = None) -> None:
        super().__init__(page or window)
        self._window, self._page = window, page
        self._keys: list[tuple[Qt.Key, Qt.KeyboardModifier, str]] = []
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def hand_on(self, page: QWidget | None) -> None:
        """Type it where the focus is, if that is in this page; otherwise it was meant for nobody."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self.deleteLater()
        for key, modifiers, text in self._keys:
            field = self._window.focusWidget()
            if page is None or field is None or not page.isAncestorOf(field):
                return
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(field, QKeyEvent(kind, key, modifiers, text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        assert isinstance(event, QKeyEvent)
        # Whoever clicked into the search box types there.
        takes_text = watched.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        if takes_text or watched.window() is not self._window or event.modifiers() not in _SHIFTED:
            return False
        if self._page is not None and watched is not self._page and not self._page.isAncestorOf(watched):
            return False
        key = Qt.Key(event.key())
        follows = bool(self._keys) or self._page is not None
        if not (event.text().isprintable() and event.text()) and not (key in _EDITING and follows):
            return False
        self._keys.append((key, event.modifiers(), event.text()))
        return True
