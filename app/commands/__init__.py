"""The commands of aftercare-admin, a module each.

A module has `HELP` (one line), `arguments(parser)` and `run(args) -> int | None` (the exit code, None = 0), and
is named after its command with `_` for `-`. It imports services inside `run`, so that `--help` stays quick, and
reports refusals by raising ServiceError; app/admin.py turns them into one sentence.
"""

from importlib import import_module
from types import ModuleType

NAMES = (
    "init",
    "upgrade",
    "status",
    "create-user",
    "set-password",
    "disable-user",
    "backup",
    "restore",
    "jobs",
    "verify-audit",
    "embedded",
)


def module(name: str) -> ModuleType:
    """The module of a command."""
    return import_module(f"app.commands.{name.replace('-', '_')}")
