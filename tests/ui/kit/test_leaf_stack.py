"""Leaves of a record: each is made when somebody first looks at it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.kit.leaf_stack import LeafOf, LeafStack
from ui.kit.leaf_tabs import LeafTabs


class Leaf(QWidget):
    """Two fields under each other."""

    def __init__(self, name):
        super().__init__()
        self.name, self.told = name, []
        column = QVBoxLayout(self)
        self.first, self.second = QLineEdit(), QLineEdit()
        for widget in (QLabel(name), self.first, self.second):
            column.addWidget(widget)


class Record(QWidget):
    """Tabs, their leaves, and a button below."""

    quote = LeafOf[Leaf]()
    photos = LeafOf[Leaf]()

    def __init__(self):
        super().__init__()
        self.file = "order 1"
        column = QVBoxLayout(self)
        self.tabs = LeafTabs([("quote", "Quote"), ("photos", "Photos")])
        self.leaves = LeafStack({name: lambda name=name: Leaf(name) for name in ("quote", "photos")}, self.tell)
        self.tabs.chosen.connect(self.leaves.bring_up)
        self.save = QPushButton("Save")
        for widget in (self.tabs, self.leaves, self.save):
            column.addWidget(widget)

    def tell(self, name):
        self.leaves.leaf(name).told.append(self.file)


@pytest.fixture
def record(qtbot):
    shown = Record()
    qtbot.addWidget(shown)
    shown.show()
    shown.leaves.bring_up("quote")
    return shown


def test_a_leaf_nobody_looked_at_is_not_made(record):
    assert record.leaves.made() == ["quote"] and record.leaves.current() == "quote"
    assert [leaf.name for leaf in record.findChildren(Leaf)] == ["quote"]


def test_a_leaf_made_late_shows_what_is_known_then(record):
    record.file = "order 1, changed"
    record.leaves.tell_made()
    record.tabs.chosen.emit("photos")
    assert record.photos.told == ["order 1, changed"]
    assert record.quote.told == ["order 1", "order 1, changed"]
    assert record.leaves.current() == "photos" and record.photos.isVisible() and not record.quote.isVisible()


def test_what_was_typed_into_a_leaf_is_still_there_when_one_comes_back(record):
    record.quote.first.setText("480")
    record.tabs.chosen.emit("photos")
    record.tabs.chosen.emit("quote")
    assert record.quote.first.text() == "480" and len(record.findChildren(Leaf)) == 2


def test_a_leaf_that_is_only_asked_for_does_not_come_to_the_front(qtbot):
    record = Record()
    qtbot.addWidget(record)
    record.show()
    assert record.photos.told == ["order 1"]
    assert record.leaves.current() == "" and not record.photos.isVisible()


def test_tab_goes_through_a_leaf_made_late_before_what_stands_below(record, qtbot):
    record.activateWindow()
    record.tabs.chosen.emit("photos")
    record.tabs.show_current("photos")
    record.photos.first.setFocus()
    for expected in (record.photos.second, record.save):
        qtbot.keyClick(record.window().focusWidget(), Qt.Key.Key_Tab)
        assert record.window().focusWidget() is expected
    for expected in (record.photos.second, record.photos.first):
        qtbot.keyClick(record.window().focusWidget(), Qt.Key.Key_Backtab)
        assert record.window().focusWidget() is expected
