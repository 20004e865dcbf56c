"""Keeps the keyboard in the page in front when the widget that had it is gone."""

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ui.kit.page import Page


class FocusWatch(QObject):
    """A button that goes away once its step is taken would leave the focus to whatever comes next in the window: the
    rail, where the page's keys do nothing. Then work goes on where the page begins."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._page: Page | None = None
        self._last: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        page = self._window.current_page()  # type: ignore[attr-defined]
        if page is None:
            return
        if new is not None and page.isAncestorOf(new):
            self._page, self._last = page, new
        elif self._last is not None:
            QTimer.singleShot(0, self, self._come_back)  # whoever goes away is still there while it hands on the focus

    def _come_back(self) -> None:
        page, focus = self._window.current_page(), QApplication.focusWidget()  # type: ignore[attr-defined]
        if page is None or page is not self._page or not self._window.isActiveWindow():
            return
        if (focus is not None and page.isAncestorOf(focus)) or not self._is_gone(page):
            return
        self._last = None
        page.focus_start()

    def _is_gone(self, page: Page) -> bool:
        last = self._last
        return last is not None and not (shiboken6.isValid(last) and last.isVisibleTo(page) and last.isEnabled())
