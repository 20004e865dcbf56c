"""Cards in the corner: put down so that they cover nothing, brought back when asked for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ui.kit.corner import Corner, CornerCard
from ui.kit.words import data


@pytest.fixture
def corner(qtbot) -> Corner:
    """A corner in a window of its own."""
    window = QWidget()
    window.resize(1200, 700)
    line = QLineEdit(window)
    qtbot.addWidget(window)
    window.show()
    line.setFocus()
    return Corner(window)


def card(name: str = "one") -> CornerCard:
    made = CornerCard(name, data("Escalated to you"), "warning")
    made.add_verb(data("Open"), "open_it", lambda: None)
    return made


def test_a_card_is_put_down_after_a_while_and_comes_back_when_asked_for(corner, qtbot):
    told: list[int] = []
    corner.folded.connect(told.append)
    one = card()
    corner.add(one, fold_after=1)
    assert one.isVisible()
    qtbot.waitUntil(lambda: not one.isVisible())
    assert one in corner.cards and told[-1] == 1
    corner.unfold()
    assert one.isVisible() and told[-1] == 0


def test_a_card_somebody_is_at_stays(corner, qtbot):
    one, other = card(), card("two")
    for made in (one, other):
        corner.add(made)
    corner.focus()
    qtbot.waitUntil(lambda: other.isAncestorOf(corner.parent().focusWidget()))
    corner.fold(one)
    corner.fold(other)
    assert not one.isVisible() and other.isVisible()


def test_a_card_that_was_put_down_can_be_taken_away(corner):
    told: list[int] = []
    corner.folded.connect(told.append)
    one = card()
    corner.add(one)
    corner.fold(one)
    corner.remove(one)
    assert told == [1, 0] and corner.cards == []


def test_a_card_that_would_lie_over_a_button_is_put_down_at_once(corner):
    over = corner.parent()
    button = QPushButton("保存", over)
    button.setGeometry(1000, 560, 120, 30)
    button.show()
    one = card()
    corner.add(one, fold_after=60_000)
    assert one in corner.cards and not one.isVisible()
    button.hide()
    other = card("two")
    corner.add(other, fold_after=60_000)
    assert other.isVisible()


def test_esc_puts_a_card_away(corner, qtbot):
    one = card()
    corner.add(one)
    corner.focus()
    qtbot.waitUntil(lambda: one.isAncestorOf(corner.parent().focusWidget()))
    qtbot.keyClick(corner.parent().focusWidget(), Qt.Key.Key_Escape)
    assert corner.cards == []
