"""Hostile texts typed into a field of every kind that the program declares: shown as they are, read or refused."""

import json
from importlib import import_module

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from tests.hostile.declared import PICKED, declared
from tests.hostile.strings import HOSTILE
from tests.hostile.walk import faults
from ui.kit.fields import Field
from ui.kit.form import Form

KINDS = {place.kind: place.file for place in declared() if place.kind and place.kind not in PICKED}
# More than any field takes, and what readers of numbers and days stumble over.
FURTHER = ("9" * 400, "1e999", "-1e-999", "1_0", "+99999999", "9" * 20 + "-1-1", "0001-01-01 00:00", "99:99", "²", "١٢")


def bare(text: str) -> str:
    """Without what a line cannot show: breaks of lines, blanks, the mark of an order of bytes."""
    return "".join(text.replace("\ufeff", "").split())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_field_shows_any_text_and_reads_it_or_says_that_it_cannot(qtbot, kind):
    import_module(KINDS[kind].removesuffix(".py").replace("/", "."))  # brings its editor along
    form = Form([Field("column", "Column", kind)])
    qtbot.addWidget(form)
    form.show()
    editor = form.editor("column")
    line = editor.focus_widget
    if not isinstance(line, QLineEdit | QPlainTextEdit):
        line = (editor.findChildren(QLineEdit) or editor.findChildren(QPlainTextEdit))[0]
    for text in (*HOSTILE, *FURTHER):
        line.selectAll()
        line.insert(text) if isinstance(line, QLineEdit) else line.insertPlainText(text)
        shown = line.text() if isinstance(line, QLineEdit) else line.toPlainText()
        assert bare(shown) == bare(text[: line.maxLength()] if isinstance(line, QLineEdit) else text)
        wrong = form.problems()
        assert all(sentence.strip() and "{" not in sentence for sentence in wrong.values())
        if kind in ("text", "multiline"):
            assert not wrong and bare(form.value("column") or "") == bare(text)
        kept = json.loads(json.dumps(form.raw(), default=str))  # a draft
        assert set(kept) <= {"column"}
    assert faults(form) == []
