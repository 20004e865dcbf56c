"""Which pages exist, which are open, and the way back: the window's memory."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ui.kit.desk import Desk
from ui.kit.page import Page
from ui.kit.words import Text

Key = tuple[str, Any]


@dataclass(frozen=True)
class PageSpec:
    """A page that can be opened.

    name: the page's objectName is page_<name>. make: builds it from a desk. roles:
    who may open it; empty is everybody. rail: whether it is a module in the rail.
    kind: for pages of one record, what open_record calls it ('work_order'). keys: open
    it from anywhere and put the focus where work starts.
    """

    name: str
    title: Text
    icon: str
    make: Callable[[Desk], Page]
    roles: frozenset[str] = frozenset()
    rail: bool = True
    kind: str = ""
    keys: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        return self.make.module if isinstance(self.make, later) else ""

    def may_open(self, roles: frozenset[str]) -> bool:
        """Whether one of these roles may open it."""
        return not self.roles or bool(self.roles & roles)


class later:  # noqa: N801 - reads like a function where pages are listed
    """What makes the page of a module that is imported when the page is first opened."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name

    def __call__(self, desk: Desk) -> Page:
        page: Page = getattr(import_module(self.module), self.name)(desk)
        return page


class History:
    """Where the person was: back and forward over keys of pages."""

    def __init__(self) -> None:
        self._visited: list[Key] = []
        self._at = -1

    def visit(self, key: Key) -> None:
        """The person went to a page; what lay ahead is forgotten."""
        if 0 <= self._at < len(self._visited) and self._visited[self._at] == key:
            return
        del self._visited[self._at + 1 :]
        self._visited.append(key)
        self._at = len(self._visited) - 1

    def step(self, by: int) -> Key | None:
        """The page before or after in time; None where there is none."""
        at = self._at + by
        if not 0 <= at < len(self._visited):
            return None
        self._at = at
        return self._visited[at]

    def forget(self, key: Key) -> None:
        """A page that can no longer be opened."""
        while key in self._visited:
            place = self._visited.index(key)
            del self._visited[place]
            if place <= self._at:
                self._at -= 1
