"""The fields that the program declares, and which of them came up: what no walk reaches is told by its place.

A declaration is a call of `Field` in the source. A field made while the program runs remembers which call made it.
"""

import ast
import sys
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from ui.kit.fields import Field

ROOT = Path(__file__).resolve().parent.parent.parent
# Chosen by a key or a click; nothing is typed.
PICKED = ("choice", "choices", "yesno", "score", "codes", "condition")
# Kept as they are written; the others are read as numbers, dates or one of a list.
WORDS = ("text", "multiline", "code", "scan", "phone", "secret")


class Place(NamedTuple):
    """Where a field is declared."""

    file: str
    line: int
    column: str
    kind: str  # '' where it is known only while the program runs

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.column}"


@cache
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


def remember_places(monkeypatch: Any) -> None:
    """From now on every field knows its place: place_of(field)."""
    lines = {(one.file, one.line): one for one in declared()}
    make = Field.__init__

    def made(self: Field, *values: Any, **named: Any) -> None:
        make(self, *values, **named)
        frame: FrameType | None = sys._getframe(1)
        if frame is not None and frame.f_code.co_name == "replace":  # dataclasses.replace: the same field, altered
            original = frame.f_locals.get("obj", frame.f_locals.get("self"))
            self.place = place_of(original) if isinstance(original, Field) else None  # type: ignore[attr-defined]
            return
        while frame is not None and not frame.f_code.co_filename.startswith(str(ROOT / "ui")):
            frame = frame.f_back
        if frame is not None:
            file = str(Path(frame.f_code.co_filename).relative_to(ROOT))
            self.place = lines.get((file, frame.f_lineno))  # type: ignore[attr-defined]

    monkeypatch.setattr(Field, "__init__", made)


def place_of(field: Field) -> Place | None:
    """Where a field was declared; None where no call in the source made it."""
    return getattr(field, "place", None)
