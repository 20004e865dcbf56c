"""The commands of aftercare-admin, a module each.

A module has `HELP` (one line), `arguments(parser)` and `run(args) -> int | None` (the exit code, None = 0), and
is named after its command with `_` for `-` (and `import_`, since `import` cannot be). It imports services inside
`run`, so that `--help` stays quick, and reports refusals by raising ServiceError; app/admin.py turns them into one
sentence.
"""

from importlib import import_module
from keyword import iskeyword
from types import ModuleType

NAMES = (
    "init",
    "upgrade",
    "status",
    "create-user",
    "set-password",
    "disable-user",
    "sample",
    "import",
    "export",
    "slip",
    "backup",
    "restore",
    "drill",
    "swap",
    "jobs",
    "send-test",
    "verify-audit",
    "embedded",
)


def module(name: str) -> ModuleType:
    """The module of a command."""
    own = name.replace("-", "_")
    return import_module(f"app.commands.{own}_" if iskeyword(own) else f"app.commands.{own}")
