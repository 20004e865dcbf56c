"""No page makes the window wider than the screens people have, in either language and with larger letters."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.app.company import PEOPLE, company, open_every_page, workplace_of
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.kit.words import use_language

__all__ = ["company", "workplace_of"]

# Points of the screen at a text size: the smallest screen the program is made for, and one scaled with its letters.
ROOM = {1.0: 1366, 1.25: 1536}


@pytest.fixture
def sized() -> Iterator[None]:
    """The usual size of letters again."""
    yield
    theme.apply(scale=1.0)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("scale", ROOM)
@pytest.mark.parametrize("login", PEOPLE)
def test_no_page_makes_the_window_wider_than_the_screen(qtbot, company, workplace_of, sized, login, scale, language):
    workplace = workplace_of(login)
    window = workplace.window
    use_language(language)
    theme.apply(scale=scale)
    wide = set()
    for page in open_every_page(qtbot, workplace, company):
        qtbot.waitUntil(lambda: turns.idle)
        QApplication.processEvents()
        needs = window.minimumSizeHint().width()
        if needs > ROOM[scale]:
            wide.add((page.name, needs))
    assert not wide, sorted(wide)
