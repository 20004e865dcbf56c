"""Windows on real databases."""

from tests.workplace import at_work, conninfo, remembered

__all__ = ["at_work", "conninfo", "remembered"]
