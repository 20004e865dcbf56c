"""A new style sheet reaches what is seen at once, and what is hidden when it is shown.

Qt polishes every widget of every open page anew when the style sheet changes: with eight pages open that is half a
second in which no key is answered. A widget that counts as never polished is left out and polished when it is
shown, as if it had just been made.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

_POLISHED = Qt.WidgetAttribute.WA_WState_Polished
# Qt tells all others that their style is another one, which lays hidden pages out.
_HAS_ITS_OWN = Qt.WidgetAttribute.WA_SetStyle


@contextmanager
def seen_alone() -> Iterator[None]:
    """While this lasts a new style sheet reaches visible widgets only."""
    kept: list[QWidget] = []
    for widget in QApplication.allWidgets():
        if not widget.isVisible() and not widget.testAttribute(_HAS_ITS_OWN):
            widget.setAttribute(_POLISHED, False)
            widget.setAttribute(_HAS_ITS_OWN)
            kept.append(widget)
    try:
        yield
    finally:
        for widget in kept:
            if shiboken6.isValid(widget):
                widget.setAttribute(_HAS_ITS_OWN, False)
