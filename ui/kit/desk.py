"""What a page is given: one desk with everything a screen may use."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from ui.kit import formats
from ui.kit.background import Background
from ui.kit.messages import Messages


class PersonLike(Protocol):
    """Who signed in, as the kit needs him."""

    id: Any
    login: str
    name: str
    roles: frozenset[str]
    store_id: Any

    @property
    def store_name(self) -> str:
        """The store, in the language of the moment."""


class Settings(Protocol):
    """What is remembered on this PC."""

    def get(self, key: str, default: Any = None) -> Any:
        """A remembered value."""

    def set(self, key: str, value: Any) -> None:
        """Remember a value."""


@dataclass
class Desk:
    """Handed to every page; made by app.wiring after sign-in.

    db: for services only, always inside background.run. now: the server's clock.
    open_record(kind, id) and open_page(name, **how): how features reach each other. room: where pages lie.
    """

    db: Any
    background: Background
    messages: Messages
    person: PersonLike
    settings: Settings
    changes: Any = None
    rights: Any = None
    shortcuts: Any = None
    scanner: Any = None
    drafts: Any = None
    printing: Any = None
    room: QWidget | None = None
    now: Callable[[], datetime] = formats.now
    open_record: Callable[..., Any] = field(default=lambda kind, record_id, **how: None)
    open_page: Callable[..., Any] = field(default=lambda name, **how: None)

    def has_role(self, *roles: str) -> bool:
        """Whether the person holds one of these roles."""
        return bool(set(roles) & set(self.person.roles))
