"""Words on papers: one language or both, with their dates and amounts.

Papers use the program's catalogue under the context "paper", because a word that stands alone
over a cell needs another translation there than on a screen ("Condition" is 外观, not 条件).
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from services.documents.content import Words
from services.texts import _, in_language, pgettext

LANGUAGES = ("zh", "en", "both")
_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MINUS = "−"
# Full-width marks bring their own blank.
_WIDE_END = "。，；：！？）"


# Every text that was asked for, in both languages.
_known: dict[str, Words] = {}


def words(source: str) -> Words:
    """A prescribed paper text in both languages; English is the source."""
    if source not in _known:
        with in_language("zh_CN"):
            _known[source] = Words(pgettext("paper", source), source)
    return _known[source]


def screen_words(source: str) -> Words:
    """A text of the screens, of a state or kind for instance, in both languages."""
    with in_language("zh_CN"):
        return Words(_(source), source)


def known() -> dict[str, Words]:
    """All texts that papers have asked for so far, by their English source."""
    return dict(_known)


def filled(pair: Words, **values: object) -> Words:
    """Both languages with their placeholders filled; a value may be a pair itself."""

    def side(text: str, index: int) -> str:
        return text.format(
            **{
                name: (value[index] or value[0]) if isinstance(value, Words) else value
                for name, value in values.items()
            }
        )

    return Words(side(pair.zh, 0), side(pair.en or pair.zh, 1))


def in_both(value: Words | str) -> Words:
    """A pair, whatever came in."""
    return value if isinstance(value, Words) else Words(value, "")


def chosen(pair: Words | str, lang: str, joint: str = " ") -> str:
    """The text in the paper's language; for both, Chinese and English side by side."""
    pair = in_both(pair)
    if lang == "zh":
        return pair.zh or pair.en
    if lang == "en":
        return pair.en or pair.zh
    if not pair.en or pair.en == pair.zh:
        return pair.zh
    if pair.zh and pair.zh[-1] in _WIDE_END and joint == " ":
        joint = ""
    return f"{pair.zh}{joint}{pair.en}" if pair.zh else pair.en


def joined(pairs: Iterable[Words | str], lang: str, joint: str = " · ") -> str:
    """Several texts on one line, empty ones left out."""
    return joint.join(text for text in (chosen(pair, lang) for pair in pairs) if text)


def day(value: date, lang: str) -> str:
    """2026-11-21, in English 21 Nov 2026."""
    if lang == "en":
        return f"{value.day} {_MONTHS_EN[value.month - 1]} {value.year}"
    return f"{value.year:04}-{value.month:02}-{value.day:02}"


def moment(value: datetime, lang: str) -> str:
    """A day with its time to the minute."""
    return f"{day(value, lang)} {value:%H:%M}"


def short_day(value: date, lang: str) -> str:
    """A day of this year: 11-24, in English 24 Nov."""
    return f"{value.day} {_MONTHS_EN[value.month - 1]}" if lang == "en" else f"{value:%m-%d}"


def short_moment(value: datetime, lang: str) -> str:
    """A near day with its time to the minute."""
    return f"{short_day(value, lang)} {value:%H:%M}"


def promise(value: datetime, lang: str) -> str:
    """A near date as people say it: 11-24（周二）18:00, Tue 24 Nov 18:00."""
    if lang == "en":
        return f"{_WEEKDAYS_EN[value.weekday()]} {value.day} {_MONTHS_EN[value.month - 1]} {value:%H:%M}"
    return f"{value:%m-%d}（周{_WEEKDAYS_ZH[value.weekday()]}）{value:%H:%M}"


def dated(pair: Words, at: date, lang: str) -> Words:
    """A name with a near date after it; where both languages share a line, it stands there once."""
    return Words(f"{pair.zh} {at:%m-%d}", f"{pair.en} {short_day(at, lang)}" if lang == "en" else pair.en)


def money(amount: Decimal) -> str:
    """1,005.30 with a true minus; the currency sign is set apart by the layout."""
    text = f"{abs(amount):,.2f}"
    return f"{MINUS}{text}" if amount < 0 and text.strip("0.,") else text


def yuan(amount: Decimal) -> str:
    """¥ 1,005.30; a negative amount carries its minus in front of the sign."""
    text = money(amount)
    return f"{MINUS}¥ {text[1:]}" if text.startswith(MINUS) else f"¥ {text}"


def quantity(value: Decimal) -> str:
    """A quantity without trailing zeros: 1, 1.5, 0.25."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
