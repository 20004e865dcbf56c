"""Another size while windows are open: everything ends up as if it had been built that size."""

import gc

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from tests.ui.kit import gallery
from ui.kit.theme import theme

PAGES = ("board", "orders", "intake")


@pytest.fixture(autouse=True)
def alone(qapp):
    """No window of another test is rescaled with ours, nor waits to be swept up meanwhile."""
    for window in QApplication.topLevelWidgets():
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def opened(qtbot, size):
    window = gallery.window()
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    for name in PAGES:
        window.open_page(name)
        qtbot.waitUntil(lambda: window.desk.background.idle)
    window.open_record("work_order", 42)
    QApplication.processEvents()
    return window


def lengths(window):
    """Margins, gaps and bounds of every part, in the order of the tree, once every page was in front."""
    for _page in window.pages.all():
        window.pages.turn(1)
    found = []
    for widget in window.findChildren(QWidget):
        if widget.objectName().startswith("qt_") or isinstance(widget.layout(), QStackedLayout):
            continue
        name = f"{type(widget).__name__} {widget.objectName()}"
        layout = widget.layout()
        if layout is not None:
            margins = layout.contentsMargins()
            found.append((name, margins.left(), margins.top(), margins.right(), margins.bottom()))
        if not widget.property("_q_stylesheet_minh"):
            found.append((name, *widget.minimumSize().toTuple(), *widget.maximumSize().toTuple()))
    return found


def alike(one, other):
    """The same part with the same lengths; built at 150 % a length was rounded there already."""
    return one[0] == other[0] and all(abs(a - b) <= 1 for a, b in zip(one[1:], other[1:], strict=True))


def test_going_back_from_a_larger_size_leaves_nothing_behind(qtbot):
    theme.apply("light", 1.0)
    usual = opened(qtbot, (1440, 900))
    theme.apply("light", 1.5)
    changed = opened(qtbot, (1440, 900))
    theme.apply("light", 1.0)
    try:
        pairs = list(zip(lengths(usual), lengths(changed), strict=True))
        assert [pair for pair in pairs if not alike(*pair)] == []
    finally:
        usual.desk.background.close()
        changed.desk.background.close()


def test_going_to_and_fro_does_not_wear_lengths_down(qtbot):
    theme.apply("light", 1.0)
    window = opened(qtbot, (1440, 900))
    before = lengths(window)
    for size in (1.1, 1.25, 0.9, 2.0, 1.0):
        theme.apply("light", size)
    after = lengths(window)
    window.desk.background.close()
    assert before == after
