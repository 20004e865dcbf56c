"""A menu of next steps, a digit before each."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from services import order_words as words
from services.texts import _
from services.work_orders import NextStep
from ui.work_orders.step_dialog import DANGER


def add_steps(menu: QMenu, steps: Sequence[NextStep], take: Callable[[NextStep], Any]) -> None:
    """Put the steps into a menu; a digit takes one, dangerous ones end in an ellipsis."""
    for place, step in enumerate(steps, 1):
        digit = f"&{place}  " if place < 10 else "    "
        more = "…" if step.action in DANGER else ""
        action = QAction(f"{digit}{words.action_word(step.axis, step.action)}{more}", menu)
        action.setObjectName(f"action_step_{step.action}")
        action.triggered.connect(lambda _on=False, one=step: take(one))
        menu.addAction(action)


def step_menu(parent: QWidget, steps: Sequence[NextStep], take: Callable[[NextStep], Any]) -> QMenu:
    """A menu of its own, for `pop_up`."""
    menu = QMenu(parent)
    menu.setObjectName("menu_steps")
    add_steps(menu, steps, take)
    if not steps:
        menu.addAction(_("Nothing to do here now")).setEnabled(False)
    return menu
