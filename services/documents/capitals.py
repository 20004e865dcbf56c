"""Amounts in words: the capital numerals of Chinese money papers (大写), which cannot be altered by a stroke, and the
same in English for whoever reads that."""

from decimal import ROUND_HALF_UP, Decimal

from services.documents.content import Words

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("", "万", "亿", "万亿")
LIMIT = Decimal(10) ** 16
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_THOUSANDS = ("", " thousand", " million", " billion", " trillion", " quadrillion")


def _group(number: int) -> str:
    """A group of four digits, without its leading zeros; inner zeros are read once."""
    text, pending = "", False
    for digit, place in zip(f"{number:04}", _PLACES, strict=True):
        if digit == "0":
            pending = bool(text)
            continue
        text += ("零" if pending else "") + _DIGITS[int(digit)] + place
        pending = False
    return text


def _whole(number: int) -> str:
    groups = []
    while number:
        number, rest = divmod(number, 10_000)
        groups.append(rest)
    text, gap = "", False
    for index in range(len(groups) - 1, -1, -1):
        value = groups[index]
        if not value:
            gap = bool(text)
            continue
        # A group below 1,000 after a higher one is read with a zero: 10,005 is 壹万零伍.
        text += ("零" if text and (gap or value < 1000) else "") + _group(value) + _GROUPS[index]
        gap = False
    return text


def _yuan_and_fen(amount: Decimal) -> tuple[int, int]:
    if abs(amount) >= LIMIT:
        raise ValueError("amount too large for a paper")
    return divmod(int((abs(amount) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)), 100)


def in_words(amount: Decimal) -> Words:
    """An amount of CNY as each language writes it out."""
    return Words(in_capitals(amount), in_english(amount))


def in_english(amount: Decimal) -> str:
    """An amount of CNY rounded to the cent, e.g. 'One thousand and five yuan and thirty fen'."""
    whole, fen = _yuan_and_fen(amount)
    parts = [_english(whole) + " yuan"] if whole or not fen else []
    parts += [_english(fen) + " fen"] if fen else []
    said = " and ".join(parts) + ("" if fen else " only")
    said = f"minus {said}" if amount < 0 and (whole or fen) else said
    return said[0].upper() + said[1:]


def _english(number: int) -> str:
    groups = []
    while number:
        number, rest = divmod(number, 1000)
        groups.append(rest)
    parts = [
        # "two million and five": what is below a hundred at the end is joined to what comes before
        ("and " if place == 0 and groups[place] < 100 and len(groups) > 1 else "")
        + _below_thousand(groups[place])
        + _THOUSANDS[place]
        for place in range(len(groups) - 1, -1, -1)
        if groups[place]
    ]
    return " ".join(parts) or _ONES[0]


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    below = _ONES[rest] if rest < 20 else _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if not hundreds:
        return below
    return f"{_ONES[hundreds]} hundred" + (f" and {below}" if rest else "")


def in_capitals(amount: Decimal) -> str:
    """An amount of CNY rounded to the cent, e.g. 壹仟零伍元叁角整; below ten quadrillion.

    Source: 支付结算办法, appendix 1 (正确填写票据和结算凭证的基本规定).
    """
    whole, rest = _yuan_and_fen(amount)
    if not whole and not rest:
        return "零元整"
    jiao, fen = divmod(rest, 10)
    text = "负" if amount < 0 else ""
    if whole:
        text += _whole(whole) + "元"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif fen and whole:
        text += "零"
    return text + (_DIGITS[fen] + "分" if fen else "整")
