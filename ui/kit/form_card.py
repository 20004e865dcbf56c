"""A form as pages carry it: on a card that scrolls; and what pages ask of whatever they use as their form."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kit.form import Form
from ui.kit.theme import theme


class FormLike(Protocol):
    """A Form, or a widget that holds one or two of them for one record."""

    edited: SignalInstance
    finished: SignalInstance

    @property
    def touched(self) -> bool:
        """Whether a person entered something that is not saved."""

    @property
    def fix_bars(self) -> Sequence[QWidget]:
        """'2 to fix: name, phone', for the foot of the page."""

    def check(self) -> bool:
        """Show what is missing; True when nothing is."""

    def changed(self) -> Mapping[str, Any]:
        """The columns a person changed."""

    def show_refusal(self, error: Any) -> bool:
        """Show a refusal at its field; False when it names none."""

    def focus_first(self) -> None:
        """Start at the first field."""


def form_card(form: Form) -> QFrame:
    """A card that scrolls when the form is higher than the page."""
    card = QFrame()
    card.setProperty("card", True)
    inside = QVBoxLayout(card)
    inside.setContentsMargins(*[theme.px(n) for n in (16, 14, 16, 14)])
    inside.addWidget(form.scroller(), 1)
    return card
