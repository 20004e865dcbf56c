"""The rules of the layers that no tool checks for us."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("app", "ui", "services", "models")
SHARED_IN_UI = {"kit", "charts"}
# Lines of a module, migrations aside: what is longer has two subjects.
LONGEST = 450


def modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def imported(path: Path) -> Iterator[str]:
    """Full names of what a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_screens_of_one_feature_know_no_other_feature():
    features = {path.name for path in (ROOT / "ui").iterdir() if path.is_dir()} - SHARED_IN_UI
    crossing = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules("ui")
        if (own := path.relative_to(ROOT / "ui").parts[0]) in features
        for name in imported(path)
        if name.startswith("ui.") and name.split(".")[1] in features - {own}
    ]
    assert crossing == []


def test_the_shared_parts_of_the_screens_know_no_feature():
    features = {path.name for path in (ROOT / "ui").iterdir() if path.is_dir()} - SHARED_IN_UI
    knowing = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules("ui/kit", "ui/charts")
        for name in imported(path)
        if name.startswith("ui.") and name.split(".")[1] in features
    ]
    assert knowing == []


def test_no_layer_is_imported_relatively():
    relative = [
        str(path.relative_to(ROOT))
        for path in modules(*LAYERS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_a_translated_text_is_never_assembled_before_it_is_looked_up():
    assembled = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules(*LAYERS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "N_", "ngettext")
        and any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args[:2])
    ]
    assert assembled == []


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("services", "PySide6"),
        ("app.embedded", "PySide6"),
        ("app.embedded", "sqlalchemy"),
        ("app.settings", "PySide6"),
    ],
)
def test_a_module_does_not_bring_in_what_it_must_not(module, never):
    code = f"import sys, {module}; sys.exit({never!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_no_module_has_to_be_scrolled_for_long():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules(*LAYERS, "installer")
        if "versions" not in path.parts and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}
