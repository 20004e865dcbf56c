"""The fields that the program declares: the calls of `Field` in the source, so that later ones are there too."""

import ast
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
# Chosen by a key or a click; nothing is typed.
PICKED = ("choice", "choices", "yesno", "score", "codes", "condition")


class Place(NamedTuple):
    """Where a field is declared."""

    file: str
    line: int
    column: str
    kind: str  # '' where it is known only while the program runs

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.column}"


def declared() -> list[Place]:
    """Every field of the source."""
    found = []
    for path in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name == "Field" and node.args:
                found.append(Place(str(path.relative_to(ROOT)), node.lineno, _word(node.args[0]), _kind_of(node)))
    return found


def _word(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ast.unparse(node)


def _kind_of(call: ast.Call) -> str:
    given = (
        call.args[2] if len(call.args) > 2 else next((one.value for one in call.keywords if one.arg == "kind"), None)
    )
    if given is None:
        return "text"
    return str(given.value) if isinstance(given, ast.Constant) else ""
