"""Amounts in the capital numerals of Chinese money papers (大写), which cannot be altered by a stroke."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("", "万", "亿", "万亿")
LIMIT = Decimal(10) ** 16


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


def in_capitals(amount: Decimal) -> str:
    """An amount of CNY rounded to the cent, e.g. 壹仟零伍元叁角整; below ten quadrillion.

    Source: 支付结算办法, appendix 1 (正确填写票据和结算凭证的基本规定).
    """
    cents = int((abs(amount) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if abs(amount) >= LIMIT:
        raise ValueError("amount too large for a paper")
    if not cents:
        return "零元整"
    whole, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, 10)
    text = "负" if amount < 0 else ""
    if whole:
        text += _whole(whole) + "元"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif fen and whole:
        text += "零"
    return text + (_DIGITS[fen] + "分" if fen else "整")
