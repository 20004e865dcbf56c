"""What comes up over a page goes for good when it is put away: a window is open all day."""

from collections import Counter

import pytest
import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from tests.app.company import company, records, settled, workplace_of
from tests.benchmarks.screens import buttons_of, nothing_saved

__all__ = ["company", "workplace_of"]

TIMES = 10
PAGES = ("orders", "customers", "import", "dispatch")
RECORDS = ("customer", "device", "work_order")


def all_widgets() -> Counter[str]:
    """How many of each class there are, without those that are about to go."""
    QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    return Counter(type(one).__name__ for one in QApplication.allWidgets())


def put_away(window) -> None:
    """Whatever lies over the window, as a person does it with Esc."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.reject()


@pytest.mark.parametrize("name", [*PAGES, *RECORDS])
def test_what_is_opened_and_closed_ten_times_leaves_no_more_widgets(qtbot, company, workplace_of, name):
    workplace = workplace_of("chen_jing")
    window = workplace.window
    page = window.open_page(name) if name in PAGES else window.open_record(name, records(company)[name])
    assert page is not None
    settled(qtbot, workplace, page)

    def press(act) -> list[str]:
        before = window.pages.all()
        act()
        settled(qtbot, workplace, page)
        popup = QApplication.activePopupWidget()
        entries = (
            [one.text() for one in popup.actions() if one.isEnabled() and one.text() and not one.menu()]
            if isinstance(popup, QMenu)
            else []
        )
        put_away(window)
        for one in window.pages.all():
            if one not in before:
                window.pages.drop(window.pages.key_of(one))
        window.pages.bring_up(window.pages.key_of(page))
        settled(qtbot, workplace, page)
        return entries

    def choose(button, text: str) -> None:
        button.click()
        settled(qtbot, workplace, page)
        menu = QApplication.activePopupWidget()
        entry = next((one for one in menu.actions() if one.text() == text), None) if menu is not None else None
        put_away(window)
        if entry is not None and not entry.isCheckable():
            press(entry.trigger)

    grown = {}
    with nothing_saved():
        # What stands on the page once it was looked at all over.
        for button in buttons_of(page):
            press(button.click)
        pressed: set[str] = set()
        while button := next((one for one in buttons_of(page) if one.accessibleName() not in pressed), None):
            words = button.accessibleName()
            pressed.add(words)
            for entry in press(button.click):
                if shiboken6.isValid(button):
                    choose(button, entry)
            before = all_widgets()
            for _time in range(TIMES):
                if shiboken6.isValid(button) and button.isVisible():
                    press(button.click)
            if more := all_widgets() - before:
                grown[words] = dict(more)
    assert not grown
