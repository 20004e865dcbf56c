from decimal import Decimal

import pytest

from services.documents.content import Words
from services.documents.render import images, render
from tests.services.documents import reading, samples

LANGUAGES = ["zh", "en", "both"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("media", ["a4", "a5"])
def test_the_slip_fits_one_page_and_stays_within_its_margins(media, lang):
    (page,) = reading.pages(render("intake", samples.order(), media, lang))
    assert reading.overflow(page, 5) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_codes_carry_the_bare_number_at_the_resolution_of_a_label_printer(lang):
    (picture,) = images(render("intake", samples.order(), "a5", lang), 203)
    assert reading.codes(picture) == {("Code128", samples.NUMBER), ("QRCode", samples.NUMBER)}


def test_a_scanner_finds_all_codes_of_both_copies_and_the_stub():
    (picture,) = images(render("intake", samples.order(), "a4", "both"), 300)
    assert reading.codes(picture) == {("Code128", samples.NUMBER), ("QRCode", samples.NUMBER)}


def test_the_chinese_slip_says_what_was_agreed():
    text = reading.text(render("intake", samples.order(), "a5", "zh"))
    for part in (
        samples.NUMBER,
        "11-24（周二）18:00",
        "¥ 300.00",
        "¥ 100.00",
        "壹佰元整",
        "预付款",
        "保内，主机至 2026-12-04",
        "SIM 卡",
        "其余无",
        "客户联",
        "投诉 0571-0000 0199",
    ):
        assert part in text
    assert "押金" not in text


def test_the_english_slip_is_english_except_for_what_people_typed():
    text = reading.text(render("intake", samples.order(), "a5", "en"))
    for part in (
        "Repair slip",
        "Tue 24 Nov 18:00",
        "Estimate, tax included",
        "Prepayment, cash",
        "nothing else",
    ):
        assert part in text
    assert "维修受理单" not in text


def test_the_customer_copy_masks_and_the_shop_copy_does_not():
    order = samples.order()
    customers = reading.text(render("intake", order, "a5", "both"))
    assert "张先生" in customers and "138****1234" in customers
    assert order.customer.name not in customers and order.customer.phone not in customers
    both = reading.text(render("intake", order, "a4", "both"))
    for part in (order.customer.name, order.customer.phone, order.customer.phone_masked):
        assert part in both


def test_a_repetition_says_so():
    assert "REPRINT" not in reading.text(render("intake", samples.order(), "a5", "both"))
    assert "补打/REPRINT 2" in reading.text(render("intake", samples.order(), "a5", "both", reprint=2))


def test_rare_characters_can_be_printed_and_copied_out_again():
    rare = "喆𬭚䶮犇㛃"
    who = samples.customer(name=rare, name_masked=rare)
    assert rare in reading.text(render("intake", samples.order(customer=who), "a5", "zh"))


def test_what_the_font_lacks_is_a_visible_box():
    text = reading.text(render("intake", samples.order(fault="屏幕 😀 שלום"), "a5", "zh"))
    assert "屏幕 □ □□□□" in text


def test_an_estimate_that_is_still_open_names_the_inspection_fee():
    order = samples.order(estimate=None, inspection_fee=Decimal("50.00"), prepayments=())
    text = reading.text(render("intake", order, "a5", "zh"))
    assert "检测费" in text and "¥ 50.00" in text and "检测后另行报价" in text


def test_a_long_story_is_cut_where_everybody_sees_it():
    text = reading.text(render("intake", samples.order(fault="主板不开机，" * 400), "a5", "zh"))
    assert "…（见工单）" in text


def test_an_order_with_too_much_for_one_page_goes_on_on_the_next():
    many = [samples.consent(n) for n in range(6)]
    order = samples.order(
        consents=many,
        loan_unit="Xiaomi 12，序列号 1234",
        fault="屏幕花屏，" * 60,
    )
    found = reading.pages(render("intake", order, "a5", "both"))
    assert len(found) == 2
    assert "续页" in found[1].text and "第 2 / 2 页" in found[1].text
    assert all(reading.overflow(page, 5) == [] for page in found)
    assert len(reading.pages(render("intake", order, "a4", "both"))) == 2


def test_the_same_content_gives_the_same_bytes():
    assert render("intake", samples.order(), "a5", "both") == render("intake", samples.order(), "a5", "both")


def test_a_shop_without_english_name_or_complaint_phone_leaves_no_hole():
    shop = samples.shop(name=Words("安心"), store=Words(""), complaint_phone="", hours=Words(""))
    (page,) = reading.pages(render("intake", samples.order(shop=shop), "a5", "both"))
    assert "安心" in page.text and "Complaints" not in page.text


@pytest.mark.parametrize(
    ("paper", "media", "lang"),
    [
        ("intake", "60x40", "zh"),
        ("poem", "a4", "zh"),
        ("intake", "a4", "fr"),
    ],
)
def test_a_paper_that_does_not_exist_is_our_mistake(paper, media, lang):
    with pytest.raises(ValueError, match=r"no '|unknown language"):
        render(paper, samples.order(), media, lang)


@pytest.mark.parametrize("media", ["a4", "a5", "80mm", "58mm"])
@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_customers_copy_alone_carries_the_code_of_the_kiosk(media, lang):
    """Once on each slip: what stays at the desk is seen by more people than may collect."""
    assert reading.text(render("intake", samples.order(), media, lang)).count("483201") == 1
    assert "483201" not in reading.text(render("intake", samples.order(pickup_code=""), media, lang))


@pytest.mark.parametrize("paper", ["worksheet", "repair", "delivery", "quote"])
def test_no_other_paper_carries_it(paper):
    assert "483201" not in reading.text(render(paper, samples.order(), "a4", "both"))


def test_each_of_several_devices_has_its_own_code():
    orders = [samples.order(number=f"W2611-0004{n}", pickup_code=f"11111{n}") for n in range(3)]
    text = reading.text(render("intake", samples.order(together=tuple(orders)), "a4", "both"))
    assert [text.count(f"11111{n}") for n in range(3)] == [1, 1, 1]


def test_a_reprint_keeps_the_code():
    text = reading.text(render("intake", samples.order(), "a5", "both", reprint=2))
    assert "483201" in text and "REPRINT 2" in text
