"""Windows of the kit in its own look, without a database."""

from collections.abc import Iterator

import pytest

from tests.ui.kit import gallery
from ui.main_window import MainWindow


@pytest.fixture
def window(qtbot) -> Iterator[MainWindow]:
    """The window of the gallery, shown."""
    made = gallery.window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    yield made
    made.desk.background.close()
