"""What screens remember on this PC, kept in settings.toml beside what people may edit there."""

from dataclasses import replace
from typing import Any

from app import settings
from app.settings import Settings

# Keys of screens that are settings with a meaning of their own; everything else lies in [remembered].
_SECTION = "remembered"


class Remembered:
    """Desk.settings: get and set by key; each change is on disk before set returns."""

    def __init__(self) -> None:
        self.settings: Settings = settings.load()

    def change(self, **values: Any) -> None:
        """Change settings by their names."""
        self.keep(replace(self.settings, **values))

    def keep(self, changed: Settings) -> None:
        """Take over other settings and write them."""
        self.settings = changed
        settings.save(changed)

    def get(self, key: str, default: Any = None) -> Any:
        """A remembered value."""
        if key == "log_folder":
            return str(settings.state_folder() / "log")
        if key in ("language", "theme", "workstation"):
            return getattr(self.settings, key)
        if key == "scale":
            return self.settings.scale_percent / 100
        return self._section().get(key, default)

    def set(self, key: str, value: Any) -> None:
        """Remember a value: text, number, yes or no, lists and tables of these; None forgets it."""
        if self.get(key) == value:
            return
        if key in ("language", "theme", "workstation"):
            self.change(**{key: value})
        elif key == "scale":
            self.change(scale_percent=round(value * 100))
        else:
            section = {**self._section(), key: value}
            if value is None:
                del section[key]
            self.change(rest={**self.settings.rest, _SECTION: section})

    def _section(self) -> dict[str, Any]:
        found = self.settings.rest.get(_SECTION, {})
        return dict(found) if isinstance(found, dict) else {}
