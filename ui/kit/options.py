"""What can be chosen in choices, combos and look-ups."""

from dataclasses import dataclass
from typing import Any

from ui.kit.words import Text


@dataclass(frozen=True)
class Option:
    """Something to choose. value: what the form hands on (an id, a code, True).

    label: shown; for what people define use `data(name)`. detail: a second line in
    look-ups. key: the key cap, otherwise 1-9, 0 in order. exclusive: 'none of
    these' in a choice of several.
    """

    value: Any
    label: Text
    detail: Text = ""
    key: str = ""
    icon: str = ""
    exclusive: bool = False
