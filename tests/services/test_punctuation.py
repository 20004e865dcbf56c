"""Marks between joined words belong to the language, not to the code that joins."""

import pytest

from services import punctuation
from services.texts import in_language


@pytest.mark.parametrize(
    ("joined", "chinese", "english"),
    [
        (lambda: punctuation.listed(["A", "", "B"]), "A、B", "A, B"),
        (lambda: punctuation.phrased(["A", "B"]), "A，B", "A, B"),
        (lambda: punctuation.sequenced(["A", "B"]), "A；B", "A; B"),
        (lambda: punctuation.pair("A", "B"), "A：B", "A: B"),
        (lambda: punctuation.bracketed("A", "B"), "A（B）", "A (B)"),
        (lambda: punctuation.bracketed("A", ""), "A", "A"),
    ],
)
def test_each_language_has_its_own_marks(joined, chinese, english):
    with in_language("zh_CN"):
        assert joined() == chinese
    with in_language("en"):
        assert joined() == english
