"""Watching keys and mouse of all windows without seeing every event of every widget.

A filter on the application runs Python for each paint and each layout; one on the
windows sees what comes from the person, once, before any widget does.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QWindow


class InputWatch(QObject):
    """Base of what watches input: override eventFilter, which gets the events of the window in front."""

    def install(self) -> None:
        """Begin to watch: the window in front now and each that comes to the front."""
        _app().focusWindowChanged.connect(self._follow)
        self._follow(QGuiApplication.focusWindow())

    def remove(self) -> None:
        """Watch no more."""
        _app().focusWindowChanged.disconnect(self._follow)
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)


def _app() -> QGuiApplication:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    return app
