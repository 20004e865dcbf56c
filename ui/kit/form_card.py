"""A form as pages carry it: on a card that scrolls; and what pages ask of whatever they use as their form."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kit.form import Form
from ui.kit.form_scroll import FormScroll
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


def form_card(form: Form, later: bool = False) -> QFrame:
    """A card that scrolls when the form is higher than the page; later: its form waits for form.come()."""
    return _card(form.scroller(later), None)


def form_in_card(make: Callable[[QWidget], Form], parent: QWidget) -> tuple[Form, QFrame]:
    """The same with the form made inside its card: a form that is moved is styled once more, field by field."""
    card = _card(scroll := FormScroll(), parent)
    scroll.hold(form := make(scroll.viewport()))
    return form, card


def _card(scroll: FormScroll, parent: QWidget | None) -> QFrame:
    card = QFrame(parent)
    card.setProperty("card", True)
    inside = QVBoxLayout(card)
    inside.setContentsMargins(*[theme.px(n) for n in (16, 14, 16, 14)])
    inside.addWidget(scroll, 1)
    return card
