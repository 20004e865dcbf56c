from decimal import Decimal

import pytest

from services.documents.capitals import in_capitals, in_english


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("0", "零元整"),
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.56", "伍角陆分"),
        ("1.05", "壹元零伍分"),
        ("10.00", "壹拾元整"),
        ("100", "壹佰元整"),
        ("380.00", "叁佰捌拾元整"),
        ("1005.30", "壹仟零伍元叁角整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("10005", "壹万零伍元整"),
        ("100500.00", "壹拾万零伍佰元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("10000000.01", "壹仟万元零壹分"),
        ("100000005.00", "壹亿零伍元整"),
        ("1000000000000", "壹万亿元整"),
        ("5000000300000000", "伍仟万亿零叁亿元整"),
        ("9999999999.99", "玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("-100.00", "负壹佰元整"),
        ("-0.001", "零元整"),
        ("0.005", "壹分"),
        ("2.675", "贰元陆角捌分"),
    ],
)
def test_amounts_in_capital_numerals(amount, capitals):
    assert in_capitals(Decimal(amount)) == capitals


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0", "Zero yuan only"),
        ("0.05", "Five fen"),
        ("0.40", "Forty fen"),
        ("1", "One yuan only"),
        ("21", "Twenty-one yuan only"),
        ("259", "Two hundred and fifty-nine yuan only"),
        ("1005.30", "One thousand and five yuan and thirty fen"),
        ("1250", "One thousand two hundred and fifty yuan only"),
        ("100000", "One hundred thousand yuan only"),
        ("2000012.13", "Two million and twelve yuan and thirteen fen"),
        ("-100.00", "Minus one hundred yuan only"),
        ("-0.001", "Zero yuan only"),
        ("2.675", "Two yuan and sixty-eight fen"),
    ],
)
def test_amounts_in_english_words(amount, said):
    assert in_english(Decimal(amount)) == said


def test_an_amount_beyond_every_money_column_is_refused():
    for spelled in (in_capitals, in_english):
        with pytest.raises(ValueError, match="too large"):
            spelled(Decimal(10) ** 16)
