"""What keeps the time until the first window short, called before Qt is imported by anything else."""

import gc
import sys
from typing import Any


def begin() -> None:
    """Nothing is looked through that is only just being brought in."""
    # Until the window is painted almost nothing becomes garbage, but the collector comes 80 times to look. Afterwards
    # app.collecting looks.
    gc.disable()
    import PySide6.QtCore  # noqa: F401

    # WORKAROUND PySide6 6.8 to 6.11: it reads the source of every module imported after it, of other people's too,
    # and looks for its own name there, to know who asked for snake_case. Nobody here does; a module that does not
    # count is never asked again. It is a tenth of a second for all modules of ours, and 30 MB that Python keeps.
    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _asks_for_nothing


def _asks_for_nothing(_module: Any) -> bool:
    return False
