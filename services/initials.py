"""Pinyin of names: initials for quick search, full pinyin for sorting.

A surname is read as a surname: 单 is Shan, 曾 is Zeng … pypinyin reads the common word instead.
"""

import re
from functools import lru_cache
from typing import cast

SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "查": "zha",
    "区": "ou",
    "乐": "yue",
    "解": "xie",
    "朴": "piao",
    "盖": "ge",
    "任": "ren",
    "华": "hua",
    "宁": "ning",
    "翟": "zhai",
    "尉迟": "yu chi",
    "万俟": "mo qi",
    "长孙": "zhang sun",
    "澹台": "tan tai",
    "种": "chong",
    "繁": "po",
    "覃": "qin",
    "缪": "miao",
    "秘": "bi",
    "员": "yun",
    "黑": "he",
    "召": "shao",
    "逄": "pang",
    "郇": "huan",
    "冼": "xian",
    "么": "yao",
    "折": "she",
    "哈": "ha",
    "幺": "yao",
    "祭": "zhai",
    "尹": "yin",
    "车": "che",
    "都": "du",
    "那": "na",
    "撒": "sa",
    "隗": "wei",
    "谌": "chen",
    "燕": "yan",
    "过": "guo",
    "佴": "nai",
    "晟": "cheng",
    "褚": "chu",
    "阚": "kan",
}


def _syllables(text: str, person: bool) -> list[str]:
    # Importing pypinyin takes a quarter of a second: only where a name is saved.
    from pypinyin import Style, lazy_pinyin

    # no name is longer, and 100,000 characters would take minutes
    text = text[:300]
    head: list[str] = []
    if person:
        for length in (2, 1):
            surname = text[:length]
            if surname in SURNAMES:
                head = SURNAMES[surname].split()
                text = text[length:]
                break

    def as_words(rest: str) -> list[str]:
        return re.findall(r"\w+", rest.lower())

    # A list is taken as several syllables, which pypinyin's own annotation does not tell.
    return head + cast(list[str], lazy_pinyin(text, style=Style.NORMAL, errors=as_words))  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def initials_of(text: str, person: bool = True) -> str:
    """First letters as people type them, lower case: 张思远 zsy, Xiaomi 14 x1, 单雄信 sxx; at most 40."""
    return "".join(part[0] for part in _syllables(text.strip(), person) if part)[:40].lower()


@lru_cache(maxsize=4096)
def pinyin_of(text: str, person: bool = True) -> str:
    """The whole as spoken, for sorting: 张思远 'zhang si yuan'; at most 120 characters."""
    return " ".join(_syllables(text.strip(), person))[:120].lower()
