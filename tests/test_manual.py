"""The manual calls things as the screens do."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from services import texts

HELP = Path(__file__).resolve().parent.parent / "resources" / "help"
PAGES = ("using", "administering", "growing", "threats")
KEYS = re.compile(r"(Ctrl|Alt|Shift|Enter|Del|Esc|F\d+|[A-Z0-9+])\b|\+$")
# What the program says with a value in it; the manual puts an example or … in its place.
VALUE = re.compile(r"\\{\w*[^}]*\\}")


def _texts(language: str) -> tuple[set[str], list[re.Pattern[str]]]:
    """What screens say in English or Chinese: plain texts, and those with a value in them."""
    found = set()
    for path in texts.sources("zh_CN"):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh_CN"):
                said = message.id if language == "en" else message.string
                found.update(said if isinstance(said, tuple | list) else [said])
    valued = [re.compile(VALUE.sub(".+", re.escape(one)) + "$") for one in found if "{" in one]
    return {_bare(one) for one in found}, valued


def _bare(words: str) -> str:
    return words.rstrip("…:：").strip().lower()


def _named(language: str, page: str) -> list[str]:
    """The words a page of the manual sets off as those of a screen, keys left out."""
    text = (HELP / language / f"{page}.md").read_text("utf-8")
    if language == "en":
        spans = re.findall(r"(?<![\w*])\*([^*]+)\*(?!\*)", text.replace("\n", " "))
        parts = [part for span in spans for part in re.split(r", (?=[A-Z])| › | → ", span)]
    else:
        spans = re.findall("“([^”]+)”", text.replace("\n", ""))
        parts = [part for span in spans for part in re.split(" › | → ", span)]
    return [part for part in parts if part != "…" and not KEYS.match(part)]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_words_set_off_in_the_manual_are_words_of_the_screens(language):
    plain, valued = _texts(language)
    unknown = [
        (page, part)
        for page in PAGES
        for part in _named(language, page)
        if _bare(part) not in plain and not any(one.match(part) for one in valued)
    ]
    assert unknown == []
