"""Headers of either language find their fields; cells become values or a reason."""

from datetime import date
from decimal import Decimal

import pytest

from services import texts
from services.customers import KIND_NAMES
from services.errors import ServiceError
from services.transfer import mapping
from services.transfer.fields import Field, choice, day, number, visible, whole
from services.transfer.kinds import KINDS


@pytest.mark.parametrize(
    "headers",
    [
        ("客户姓名（必填）", "手 机 号", "E-Mail", "备注"),
        ("Customer Name*", "PHONE NUMBER", "mail", "Remarks"),
        ("姓名", "联系电话", "电子邮箱", "说明"),
    ],
)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_headers_of_both_languages_are_understood(headers, language):
    with texts.in_language(language):
        found = mapping.propose(headers, KINDS["customers"].fields)
    assert found == {"name": 0, "phone": 1, "email": 2, "note": 3}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_what_we_name_a_field_is_understood_again(kind, language):
    fields = KINDS[kind].fields
    with texts.in_language(language):
        titles = [field.title() for field in fields]
    assert len(mapping.propose(titles, fields)) == len(fields)


def test_a_required_field_needs_a_column_and_a_column_has_one_field():
    fields = KINDS["customers"].fields
    with pytest.raises(ServiceError, match="mapping_lacks"):
        mapping.check({"phone": 0}, ("a",), fields)
    with pytest.raises(ServiceError, match="mapping_doubled"):
        mapping.check({"name": 0, "phone": 0}, ("a",), fields)


A = Field("a", "Name")


@pytest.mark.parametrize(
    "text",
    ["2026-11-21", "2026/11/21", "2026年11月21日", "20261121", "21.11.2026", "２０２６-11-21", "2026-11-21 08:00:00"],
)
def test_dates_as_people_write_them(text):
    assert day(A, text) == date(2026, 11, 21)


@pytest.mark.parametrize("text", ["11/21/2026", "2026-13-01", "2026-02-30", "昨天", "45658"])
def test_what_is_no_date_or_two_is_refused(text):
    with pytest.raises(ServiceError, match="import_not_a_date"):
        day(A, text)


def test_numbers_as_people_write_them():
    assert number(A, "￥1，234.50") == Decimal("1234.50") and whole(A, "７") == 7
    for wrong in ("1.5.2", "NaN", "1e99", "五"):
        with pytest.raises(ServiceError, match="import_not_a_number"):
            number(A, wrong)
    with pytest.raises(ServiceError, match="import_not_a_number"):
        whole(A, "1.5")


def test_choices_take_codes_and_words_and_say_what_there_is():
    convert = choice(KIND_NAMES, company=("Firm",))
    assert (convert(A, "Company"), convert(A, " firm "), convert(A, "个人")) == ("company", "company", "person")
    with pytest.raises(ServiceError) as refused:
        convert(A, "政府")
    assert "个人 / " in refused.value.sentence()


@pytest.mark.parametrize(
    ("text", "says"), [("", False), (" \u3000\u200b\ufeff", False), ("\u3164", False), ("王", True)]
)
def test_a_name_of_blanks_is_none(text, says):
    assert visible(text) is says


def test_a_nul_and_an_endless_text_are_refused():
    with pytest.raises(ServiceError, match="import_character"):
        A.value("a\0b")
    with pytest.raises(ServiceError, match="import_too_long"):
        Field("a", "Name", limit=3).value("abcd")
