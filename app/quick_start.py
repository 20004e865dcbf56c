"""What keeps the time until the first window short, called before Qt is imported by anything else."""

import gc
import sys
from typing import Any

# Objects more than before, until the collector looks through the youngest; Python says 700.
ONCE_IN = 10_000


def begin() -> None:
    """Nothing is looked through that is only just being brought in."""
    # Until the window is painted almost nothing becomes garbage, but the collector comes 80 times to look.
    gc.disable()
    import PySide6.QtCore  # noqa: F401

    # WORKAROUND PySide6 6.8 to 6.11: it reads the source of every module imported after it, of other people's too,
    # and looks for its own name there, to know who asked for snake_case. Nobody here does; a module that does not
    # count is never asked again. It is a tenth of a second for all modules of ours, and 30 MB that Python keeps.
    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _asks_for_nothing


def over() -> None:
    """The first window is there: the collector may come from now on, but less often than it does unasked."""
    if not gc.isenabled():
        gc.set_threshold(ONCE_IN)
        keep()
        gc.enable()


def keep() -> None:
    """What lives now lives as long as the program: looking all modules through took 80 ms each time, between two keys."""
    gc.freeze()


def _asks_for_nothing(_module: Any) -> bool:
    return False
