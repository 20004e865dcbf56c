"""What can be done here and now, for who types its words behind '>' in the search box."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button
from ui.kit.cards import Card
from ui.kit.options import Option
from ui.kit.page import Page
from ui.kit.shortcuts import WINDOW, Shortcut, Shortcuts
from ui.kit.words import data

MOST = 40


def offered(shortcuts: Shortcuts, page: Page | None, typed: str) -> list[Option]:
    """Actions of the window and of the page in front, then its buttons that have no key, by their words."""

    def fits(one: Shortcut) -> bool:
        if one.action is None or not (one.action.isEnabled() and one.action.isVisible()):
            return False
        # of two records that are open the one in front is meant, and nothing of a page behind
        owner = one.action.parent()
        return one.scope == WINDOW or (isinstance(owner, QWidget) and owner.isVisible())

    found = shortcuts.find(typed, fits)
    options = [Option(one.action, one.text, data(" / ".join(one.keys))) for one in found if one.action is not None]
    known = {option.value.objectName() for option in options}
    buttons = [] if page is None else [one for one in page.findChildren(Button) if one.isVisible() and one.isEnabled()]
    wanted = typed.strip().casefold()
    for button in buttons:
        words, card = button.accessibleName(), _card(button)
        if words and not button.key and wanted in f"{words} {card}".casefold() and button.objectName() not in known:
            options.append(Option(button, data(words), data(card), icon=button.concept))
    return options[:MOST]


def _card(button: Button) -> str:
    """The title of the card it stands in: two cards may each have an 'Add'."""
    around = button.parentWidget()
    while around is not None and not isinstance(around, Card):
        around = around.parentWidget()
    return around.accessibleName() if around is not None else ""


def do(one: QAction | Button, page: Page | None) -> None:
    """Do it; the keyboard goes back to the page, where its keys work."""
    if isinstance(one, Button):
        one.setFocus()
        one.click()
        return
    owner = one.parent()
    if page is not None and isinstance(owner, QWidget) and (owner is page or page.isAncestorOf(owner)):
        page.focus_start()
    one.trigger()
