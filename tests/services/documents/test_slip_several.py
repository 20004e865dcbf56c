"""One slip for all devices of an intake."""

import re
from dataclasses import replace

import pytest

from services.documents.render import images, render
from tests.services.documents import reading, samples

LANGUAGES = ["zh", "en", "both"]
NUMBERS = ("W2611-00042", "W2611-00043", "W2611-00044")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("media", ["a4", "a5", "80mm", "58mm"])
def test_every_device_is_named_with_its_number_and_its_words(media, lang):
    text = reading.text(render("intake", samples.together(), media, lang)).replace("\n", "")
    for part in ("N2611-00031", *NUMBERS, "Xiaomi 14", "65E7K", "Watch GT 4", "HS65-77810", "表带断裂", "¥ 520.00"):
        assert part in text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("media", ["a4", "a5"])
def test_nothing_stands_outside_the_margins(media, lang):
    for page in reading.pages(render("intake", samples.together(6), media, lang)):
        assert reading.overflow(page, 5) == []


@pytest.mark.parametrize(("media", "dpi"), [("a5", 203), ("80mm", 203.2), ("58mm", 203.2)])
def test_each_number_is_read_back_by_a_scanner(media, dpi):
    found = set()
    for picture in images(render("intake", samples.together(), media, "both"), dpi):
        found |= reading.codes(picture)
    assert found >= {("Code128", number) for number in (*NUMBERS, "N2611-00031")}
    assert ("QRCode", "N2611-00031") in found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_devices_fit_one_page_of_a5(lang):
    assert len(reading.pages(render("intake", samples.together(2), "a5", lang))) == 1


def test_terms_too_long_for_a_paragraph_stand_a_line_each():
    terms = replace(samples.shop().terms, zh=("保管说明。" * 60,) * 5)
    papers = tuple(replace(one, shop=replace(one.shop, terms=terms)) for one in samples.together(2).together)
    text = reading.text(render("intake", replace(papers[0], together=papers), "a5", "both"))
    assert all(re.search(rf"^{place}\s+保管说明", text, re.MULTILINE) for place in range(1, 6))


def test_what_is_the_same_for_all_is_said_once():
    text = reading.text(render("intake", samples.together(2), "a5", "zh"))
    assert text.count("11-24（周二）18:00") == 1
    assert "预估费用合计" in text and "¥ 820.00" in text
    different = reading.text(render("intake", samples.together(3), "a5", "zh"))
    assert "见各设备" in different and "11-26（周四）18:00" in different
    assert "¥ 820.00" not in different  # one estimate is still open


def test_the_customers_copy_masks_and_the_shops_has_a_stub_for_each_device():
    who = samples.customer()
    customers = reading.text(render("intake", samples.together(), "a5", "both"))
    assert who.phone_masked in customers and who.phone not in customers and who.name not in customers
    both = reading.pages(render("intake", samples.together(), "a4", "zh"))
    own = "\n".join(page.text for page in both[1:])
    assert who.phone in own and own.count("存根") == 3
