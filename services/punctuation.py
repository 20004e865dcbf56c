"""How pieces of text are joined: full-width marks between Chinese words, half-width ones between English.

What is joined is a translated text or somebody's own words; the mark between belongs to the language
of the moment, so it is never written into the code that joins.
"""

from collections.abc import Iterable

from services.texts import language


def _mark(chinese: str, english: str) -> str:
    return english if language() == "en" else chinese


def listed(words: Iterable[str]) -> str:
    """Things of one kind: 充电器、保护壳 and charger, case."""
    return _mark("、", ", ").join(word for word in words if word)


def phrased(words: Iterable[str]) -> str:
    """Remarks about one thing: 已确认，有效至 11-30 and approved, valid until 30 Nov."""
    return _mark("，", ", ").join(word for word in words if word)


def sequenced(sentences: Iterable[str]) -> str:
    """Things that could stand alone: 甲；乙 and one; two."""
    return _mark("；", "; ").join(sentence for sentence in sentences if sentence)


def joined(sentences: Iterable[str]) -> str:
    """Whole sentences with their full stops: 甲。乙。 and One. Two."""
    return _mark("", " ").join(sentence for sentence in sentences if sentence)


def pair(name: str, value: str) -> str:
    """A name and its value: 电话：138 and Phone: 138."""
    return f"{name}{_mark('：', ': ')}{value}"


def bracketed(words: str, aside: str) -> str:
    """Words with an aside, which may be empty: 门店（已关闭） and Store (closed)."""
    if not aside:
        return words
    return f"{words}{_mark('（', ' (')}{aside}{_mark('）', ')')}"
