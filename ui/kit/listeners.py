"""Who wants to hear of another look, told by their widgets: what lies behind hears of it when it comes up."""

from collections.abc import Callable, Collection, Iterable
from typing import Any
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QObject


class Listeners:
    """Like a signal that can be sent to some of those who are connected."""

    def __init__(self) -> None:
        self._methods: WeakKeyDictionary[QObject, list[str]] = WeakKeyDictionary()

    def connect(self, method: Callable[[], Any]) -> None:
        """Call this method of a QObject, as long as that lives."""
        owner: Any = method.__self__  # type: ignore[attr-defined]
        self._methods.setdefault(owner, []).append(method.__name__)

    def tell(self, owners: Iterable[QObject]) -> None:
        """Call what these have connected."""
        for owner in owners:
            for name in self._methods.get(owner, ()):
                if shiboken6.isValid(owner):
                    getattr(owner, name)()

    def tell_all(self, but: Collection[QObject] = ()) -> None:
        """Call what everybody else has connected, in the order in which they came."""
        self.tell([owner for owner in list(self._methods) if owner not in but])
