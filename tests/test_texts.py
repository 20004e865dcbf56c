"""Every text a person may see stands in the catalogue, in Chinese too."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path

from babel.messages.pofile import read_po
from sqlalchemy import text

import services
from app import commands
from services import errors, texts

ROOT = Path(__file__).resolve().parent.parent
MARKS = {"_": 1, "N_": 1, "ngettext": 2}
PLACEHOLDER = re.compile(r"{\w*[^}]*}")


def _calls() -> list[tuple[str, ast.Call]]:
    found = []
    for package in ("app", "ui", "services", "models"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
                    found.append((f"{path.relative_to(ROOT)}:{node.lineno}", node))
    return found


def _sources() -> dict[str, str]:
    """Each text of the code, with the place where it stands first."""
    found: dict[str, str] = {}
    for place, call in _calls():
        for argument in call.args[: MARKS[call.func.id]]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                found.setdefault(argument.value, place)
    return found


def _catalogue(language: str) -> dict[str, list[tuple[str, str]]]:
    """Each translated text with (file, translation) of every file that has it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in texts.sources(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                # A text in a context has a meaning of its own; its feature's tests look after it.
                if not message.id or message.context:
                    continue
                ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
                strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
                for source in ids:
                    found.setdefault(source, []).append((path.name, "" if message.fuzzy else strings[0]))
    return found


def test_no_text_is_put_together_before_it_is_translated():
    assert [place for place, call in _calls() if any(isinstance(a, ast.JoinedStr) for a in call.args)] == []


def test_every_text_has_a_chinese_translation():
    translated = _catalogue("zh_CN")
    missing = {text: place for text, place in _sources().items() if text and not translated.get(text, [("", "")])[0][1]}
    assert missing == {}


def test_nothing_is_translated_that_no_code_asks_for():
    constants = {
        node.value
        for package in ("app", "ui", "services", "models")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert {text: entries for text, entries in _catalogue("zh_CN").items() if text not in constants} == {}


def test_translations_keep_the_placeholders():
    wrong = [
        (text, translation)
        for text, entries in _catalogue("zh_CN").items()
        for _file, translation in entries
        if not set(PLACEHOLDER.findall(translation)) <= set(PLACEHOLDER.findall(text))
    ]
    assert wrong == []


def test_one_text_has_one_translation():
    differing = {
        text: entries
        for text, entries in _catalogue("zh_CN").items()
        if len({translation for _f, translation in entries}) > 1
    }
    assert differing == {}


def _load_services() -> None:
    for module in pkgutil.walk_packages(services.__path__, "services."):
        importlib.import_module(module.name)
    for name in commands.NAMES:
        commands.module(name)


def test_every_refusal_of_the_code_has_a_sentence():
    _load_services()
    codes = set()
    for package in ("ui", "services", "app"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and node.args
                    and isinstance(node.func, ast.Name | ast.Attribute)
                    and getattr(node.func, "id", getattr(node.func, "attr", ""))
                    in ("ServiceError", "NotPermitted", "Unavailable", "NotSignedIn")
                    and isinstance(node.args[0], ast.Constant)
                ):
                    codes.add(node.args[0].value)
    for path in (ROOT / "models" / "sql").rglob("*.sql"):
        codes |= set(re.findall(r"refuse\('([a-z_]+)'", path.read_text("utf-8")))
    assert codes - errors.known_codes() == set()


def test_every_named_constraint_exists_and_has_a_sentence(superuser):
    _load_services()
    known = set(
        superuser.execute(
            text("""
        select conname from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname = 'aftercare'
        union select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'aftercare' and c.relkind = 'i'""")
        ).scalars()
    )
    mapped = errors.known_constraints()
    assert set(mapped) - known == set()
    assert {code for code, _field in mapped.values()} - errors.known_codes() == set()
