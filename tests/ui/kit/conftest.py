"""Windows of the kit in its own look, without a database."""

from collections.abc import Iterator

import pytest

from tests.ui.kit import gallery
from ui.kit.background import Background
from ui.kit.theme import theme
from ui.main_window import MainWindow


@pytest.fixture(autouse=True)
def _look(qapp) -> Iterator[None]:
    if (theme.wanted, theme.scale) != ("light", 1.0) or not qapp.styleSheet():
        theme.apply("light", 1.0)
    yield


@pytest.fixture
def background(qtbot) -> Iterator[Background]:
    """Threads that have ended when the test ends."""
    made = Background()
    yield made
    made.close()


@pytest.fixture
def window(qtbot) -> Iterator[MainWindow]:
    """The window of the gallery, shown."""
    made = gallery.window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    yield made
    made.desk.background.close()
