"""Python's garbage is looked for on the window's thread alone, between two events.

Left to itself Python looks for it in whatever thread happens to allocate, and what it finds dies there: a model, an
action or a page of ours in a cycle was destroyed on a worker while the window's thread was at work with Qt. Qt does
not allow that; a window once stood still for ever while such a collection was under way.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
# New objects that make a look at the young ones worth while; Python says 700, which comes too often for a window.
YOUNG = 10_000
# So many looks at one generation come before one at the next.
LOOKS = 5


class Collector(QObject):
    """From when it is made nothing is looked for; from `start` on by the event loop of the thread that made it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._settled = False

    def start(self) -> None:
        """The window is there; what lives now is not looked through again."""
        if not self._timer.isActive():
            keep()
            self._timer.start()

    def settle(self) -> None:
        """All that is brought in early is there and kept: from now on the oldest are looked through as well.

        Before, it was the modules that came since the window was there: 110 ms, just when somebody had signed in.
        """
        self._settled = True

    def _look(self) -> None:
        look(old=self._settled)


def look(old: bool = True) -> None:
    """Collect one generation where it is time to; the older ones when little is going on. old: the oldest too."""
    young, middle, oldest = gc.get_count()
    if young > YOUNG:
        gc.collect(0)
    elif middle > LOOKS:
        gc.collect(1)
    elif old and oldest > LOOKS:
        gc.collect()


def keep() -> None:
    """What lives now lives as long as the program: looking all modules through took 80 ms each time, between two keys."""
    gc.freeze()
