"""The texts of the gallery in both languages: they are no source texts of the program."""

from datetime import UTC, datetime
from typing import Any

from ui.kit import formats
from ui.kit.options import Option
from ui.kit.words import Text

NOW = datetime(2026, 11, 21, 10, 25, tzinfo=UTC)


def both(english: str, chinese: str) -> Text:
    """A text in both languages."""
    return lambda: chinese if formats.zh() else english


def option(value: Any, english: str, chinese: str, **more: Any) -> Option:
    return Option(value, both(english, chinese), **more)
