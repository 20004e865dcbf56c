"""What leaf tabs and segments turn over: leaves of a record, each made when somebody first looks at it.

A record has more leaves than a person looks at, and making them all at once holds up the window.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.kit.asleep import PageStack

T = TypeVar("T")


class LeafStack(PageStack):
    """makers: what makes each leaf. tell(name): shows in a leaf what is known; called once a leaf is made."""

    def __init__(self, makers: Mapping[str, Callable[[], QWidget]], tell: Callable[[str], Any]) -> None:
        super().__init__()
        self._makers, self._tell = dict(makers), tell
        self._made: dict[str, QWidget] = {}
        # In front until the first leaf is chosen: a leaf that is only asked for must not come up by itself.
        self.addWidget(QWidget())

    def leaf(self, name: str) -> Any:
        """A leaf; made now where nobody has looked at it yet."""
        if name not in self._made:
            leaf = self._made[name] = self._makers[name]()
            before = focus_before(self)
            self.addWidget(leaf)
            if before is not None:
                take_focus_after(before, leaf)
            self._tell(name)
        return self._made[name]

    def current(self) -> str:
        """The leaf in front, '' before one was chosen."""
        return next((name for name, leaf in self._made.items() if leaf is self.currentWidget()), "")

    def made(self) -> list[str]:
        """The leaves somebody has looked at."""
        return list(self._made)

    def bring_up(self, name: str) -> None:
        """Show a leaf."""
        self.setCurrentWidget(self.leaf(name))

    def tell_made(self) -> None:
        """Show in all leaves that are made what is known now; the others hear of it when they are made."""
        for name in self.made():
            self._tell(name)


class LeafOf(Generic[T]):
    """A leaf as an attribute of its page, whose `leaves` is the stack: `quote = LeafOf[QuoteLeaf]()`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, page: Any, owner: type | None = None) -> T:
        leaf: T = page.leaves.leaf(self._name)
        return leaf


def focus_before(stack: QWidget) -> QWidget | None:
    """What Tab leaves to come into the stack."""
    one = stack.previousInFocusChain()
    while one is not stack and one.focusPolicy() == Qt.FocusPolicy.NoFocus:
        one = one.previousInFocusChain()
    return None if one is stack else one


def take_focus_after(before: QWidget, leaf: QWidget) -> None:
    """Let Tab go from there into a leaf that was made late."""
    # Qt puts what is made late at the end of the window's order, behind everything beside and below it.
    within = []
    one = leaf
    while one is leaf or leaf.isAncestorOf(one):
        within.append(one)
        one = one.nextInFocusChain()
    for one in within:
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus:
            QWidget.setTabOrder(before, one)
            before = one
