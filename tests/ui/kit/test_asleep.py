"""What lies behind in a stack follows another look or language when it comes up, and not before."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from services.texts import N_
from ui.kit.asleep import PageStack, sleepers
from ui.kit.fields import Field
from ui.kit.form import Form
from ui.kit.theme import theme
from ui.kit.words import Label, use_language


class Leaf(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.heard = 0
        self.setProperty("plane", "window")
        self.told = 0
        theme.changed.connect(self.tell)
        self.label = Label(N_("Close"), tone="danger")
        self.line = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.label)
        column.addWidget(self.line)

    def tell(self) -> None:
        self.told += 1

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.heard += event.type() == QEvent.Type.LanguageChange


@pytest.fixture(params=[PageStack, QStackedWidget])
def stack(qtbot, request):
    theme.apply("light", 1.0)
    use_language("en")
    window, made = QWidget(), request.param()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(made)
    made.leaves = [Leaf(), Leaf()]
    for leaf in made.leaves:
        made.addWidget(leaf)
    window.resize(400, 200)
    window.show()
    for leaf in reversed(made.leaves):  # both were seen
        made.setCurrentWidget(leaf)
    yield made
    theme.apply("light", 1.0)
    use_language("zh_CN")


def ink(leaf):
    return leaf.label.palette().color(leaf.label.foregroundRole()).name().upper()


def test_a_page_behind_is_left_alone_until_it_is_shown(stack):
    front, behind = stack.leaves
    light = ink(behind)
    theme.apply("dark")
    assert ink(front) == theme.tokens["danger"] != light
    assert ink(behind) == light
    stack.setCurrentWidget(behind)
    assert ink(behind) == theme.tokens["danger"]


def test_its_colours_can_still_be_taken_away(stack):
    behind = stack.leaves[1]
    theme.apply("dark")
    stack.setCurrentWidget(behind)
    behind.label.set_tone("")
    assert ink(behind) == theme.tokens["text"]
    theme.apply("light")
    assert ink(behind) == theme.tokens["text"]


def test_a_page_that_sleeps_through_several_changes_has_the_last_look(stack):
    behind = stack.leaves[1]
    for name in ("dark", "light", "contrast"):
        theme.apply(name)
    stack.setCurrentWidget(behind)
    assert ink(behind) == theme.tokens["danger"]


def test_the_asterisk_of_a_required_field_follows_too(stack):
    form = Form([Field("name", N_("Name"), required=True)])
    stack.addWidget(form)
    stack.setCurrentWidget(form)
    stack.setCurrentWidget(stack.leaves[0])
    theme.apply("dark")
    stack.setCurrentWidget(form)
    (mark,) = [label for label in form.findChildren(Label) if label.words() == "*"]
    assert mark.palette().windowText().color().name() == theme.tokens.fields["required"].mark.lower()


def test_a_page_behind_is_as_large_as_the_others_when_it_comes_up(stack):
    front, behind = stack.leaves
    theme.apply(scale=1.5)
    stack.setCurrentWidget(behind)
    assert behind.label.sizeHint() == front.label.sizeHint()
    for leaf in (front, behind):
        assert leaf.line.font().pixelSize() == leaf.label.font().pixelSize() == theme.font().pixelSize()
    assert behind.line.minimumHeight() == front.line.minimumHeight() > 0


@pytest.mark.parametrize("scales", [(1.5,), (1.5, 0.8), (1.5, 1.0)])
def test_a_page_behind_takes_over_all_lengths_once(stack, scales):
    front, behind = stack.leaves
    margins = behind.layout().contentsMargins()
    for scale in scales:
        theme.apply(scale=scale)
    assert behind.layout().contentsMargins() == margins
    assert (front.told, behind.told) == (len(scales), 0)
    stack.setCurrentWidget(behind)
    assert behind.layout().contentsMargins() == front.layout().contentsMargins()
    assert behind.layout().contentsMargins().left() == pytest.approx(margins.left() * scales[-1], abs=1)
    assert behind.told == 1


def test_what_sleeps_in_a_larger_size_does_not_keep_the_window_large(qtbot):
    window, stack = QWidget(), PageStack()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(stack)
    leaves = [Leaf(), Leaf()]
    for leaf in leaves:
        leaf.layout().setContentsMargins(theme.px(200), 0, 0, 0)
        stack.addWidget(leaf)
    try:
        theme.apply(scale=2.0)
        stack.setCurrentWidget(leaves[1])
        large = stack.minimumSizeHint()
        theme.apply(scale=1.0)
        assert stack.minimumSizeHint().width() < large.width()
        assert stack.minimumSizeHint() == leaves[1].minimumSizeHint()
    finally:
        theme.apply(scale=1.0)


def test_a_stack_within_a_page_that_sleeps_keeps_its_own_pages_asleep(stack):
    front, behind = stack.leaves
    inner = type(stack)()
    behind.layout().addWidget(inner)
    leaves = [Leaf(), Leaf()]
    for leaf in leaves:
        inner.addWidget(leaf)
    margins = leaves[0].layout().contentsMargins()
    theme.apply("dark", scale=1.5)
    stack.setCurrentWidget(behind)
    assert leaves[0].layout().contentsMargins() == front.layout().contentsMargins()
    assert leaves[1].layout().contentsMargins() == margins
    inner.setCurrentWidget(leaves[1])
    assert leaves[1].layout().contentsMargins() == front.layout().contentsMargins()
    assert ink(leaves[1]) == theme.tokens["danger"]
    assert [leaf.told for leaf in leaves] == [1, 1]


def test_a_page_behind_is_translated_once_when_it_comes_up(stack):
    front, behind = stack.leaves
    for name in ("zh_CN", "en", "zh_CN"):
        use_language(name)
    assert (front.heard, behind.heard) == (3, 0)
    stack.setCurrentWidget(behind)
    assert behind.heard == 1
    assert behind.label.words() == front.label.words() == "关闭"
    stack.setCurrentWidget(front)
    stack.setCurrentWidget(behind)
    assert behind.heard == 1


def test_a_page_that_is_gone_wakes_nobody(stack, qtbot):
    front, behind = stack.leaves
    theme.apply("dark")
    stack.removeWidget(behind)
    behind.deleteLater()
    qtbot.waitUntil(lambda: stack.count() == 1)
    theme.apply("light")
    sleepers.wake(front)
    assert ink(front) == theme.tokens["danger"]


@pytest.mark.parametrize("when", ["made", "polished", "shown"])
def test_fields_take_the_letters_of_another_size(qtbot, when):
    line = QLineEdit()
    qtbot.addWidget(line)
    if when == "polished":
        line.ensurePolished()
    if when == "shown":
        line.show()
    try:
        theme.apply(scale=1.5)
        line.show()
        assert line.font().pixelSize() == QApplication.font().pixelSize()
    finally:
        theme.apply(scale=1.0)
    assert line.font().pixelSize() == QApplication.font().pixelSize()
