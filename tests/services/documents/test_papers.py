"""Every paper on every medium in every language."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from services import texts
from services.documents import words as vocabulary
from services.documents.card import blank_card
from services.documents.content import Line, Words
from services.documents.render import MEDIA, images, raster, render
from tests.services.documents import reading, samples

ALL = [(paper, media) for paper, found in MEDIA.items() for media in found]
LANGUAGES = ["zh", "en", "both"]
SHEETS = {"a4", "a5"}


def margin(media: str) -> float:
    """Millimetres that stay white."""
    return 5 if media in SHEETS else 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("paper", "media"), ALL)
def test_every_paper_can_be_printed_and_read_back(paper, media, lang):
    content = samples.content_for(paper)
    pdf = render(paper, content, media, lang)
    pages = reading.pages(pdf)
    assert 1 <= len(pages) <= 2
    assert all(reading.overflow(page, margin(media)) == [] for page in pages)
    number = samples.NUMBER if paper != "card" else content.number
    assert number in pages[0].text
    kinds = {kind for kind, found in reading.codes(images(pdf, 203.2)[0]) if found == number}
    assert kinds == {"Code128", "QRCode"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("paper", "parts"),
    [
        ("worksheet", ["A-03", "王强", "SN-N-889123", "先断电清洁"]),
        ("quote", ["Q2611-00042", "519.00", "419.00", "39.00", "伍佰壹拾玖元整|Five hundred and nineteen yuan only"]),
        (
            "repair",
            [
                "更换显示屏模组",
                "BZ-100-231",
                "SN-N-889123",
                "SN-O-119288",
                "480.00",
                "肆佰捌拾元整|Four hundred and eighty yuan only",
            ],
        ),
        ("delivery", ["2026-11-24 17:45|24 Nov 2026 17:45", "480.00", "0.00"]),
    ],
)
@pytest.mark.parametrize("media", ["a4", "a5"])
def test_a_paper_says_what_it_is_for(paper, parts, media, lang):
    text = reading.text(render(paper, samples.finished(), media, lang))
    for part in parts:
        assert any(choice in text for choice in part.split("|")), part


@pytest.mark.parametrize("media", MEDIA["receipt"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_receipt_names_what_was_paid_in_figures_and_in_words(media, lang):
    in_words = "Three hundred and eighty yuan only" if lang == "en" else "叁佰捌拾元整"
    text = " ".join(reading.text(render("receipt", samples.receipt(), media, lang)).split())
    for part in ("380.00", "480.00", "−100.00|−¥ 100.00", in_words, "8823", "R2611-00007", "张先生"):
        assert any(choice in text for choice in part.split("|")), part
    assert "押金" not in text


def test_a_receipt_for_a_prepayment_says_that_it_is_settled_later():
    paid = samples.receipt(prepayment=True, lines=(), earlier=(), repair_warranty_until=None)
    text = reading.text(render("receipt", paid, "80mm", "zh"))
    assert "预收款" in text and "维修部位保修" not in text


@pytest.mark.parametrize(
    ("paper", "media"), [(paper, media) for paper, media in ALL if paper not in {"intake", "card"}]
)
def test_papers_other_than_the_shops_own_copy_never_show_a_full_phone(paper, media):
    content = samples.content_for(paper)
    text = reading.text(render(paper, content, media, "both"))
    assert samples.customer().phone not in text and samples.customer().name not in text


def test_the_work_sheet_knows_no_customer():
    text = reading.text(render("worksheet", samples.finished(), "a4", "zh"))
    assert "张先生" not in text and "138****1234" not in text


@pytest.mark.parametrize(("paper", "media"), ALL)
def test_repetitions_are_marked(paper, media):
    text = reading.text(render(paper, samples.content_for(paper), media, "both", reprint=3))
    assert ("补打/REPRINT 3" in text) == (paper != "label")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_blank_card_fits_one_sheet_and_asks_for_every_part(lang):
    (page,) = reading.pages(render("card", blank_card(samples.shop()), "a4", lang))
    assert reading.overflow(page, 5) == []
    names = {
        "zh": [
            "基础资料",
            "客户特征",
            "业务状况",
            "交易现状",
            "法人代表",
            "业种",
            "性格",
            "经营观念",
            "出现的信用问题",
            "产品竞争力",
        ],
        "en": ["Basic data", "Legal representative", "Line of business", "Business philosophy", "Credit problems"],
    }
    assert all(name in page.text for name in names.get(lang, names["zh"] + names["en"]))


@pytest.mark.parametrize("media", MEDIA["label"])
def test_a_label_tells_device_owner_and_shelf_and_no_name(media):
    text = reading.text(render("label", samples.label(), media, "zh"))
    for part in (samples.NUMBER, "ZXS 1234", "A-03", "Xiaomi 14", "11-24 18:00"):
        assert part in text


def test_long_lists_go_on_with_their_head_on_every_page():
    many = [
        Line(Words(f"零件 {n}", f"part {n}"), Decimal("10.00"), Decimal(2), unit_price=Decimal("5.00"))
        for n in range(80)
    ]
    order = samples.finished(charges=many, parts=many, work_done="清洁主板并更换电容，" * 300)
    for media in ("a4", "a5"):
        pages = reading.pages(render("repair", order, media, "both"))
        assert all(reading.overflow(page, 5) == [] for page in pages)
        assert "800.00" in pages[-1].text
        text = "".join(page.text for page in pages)
        assert all(f"零件 {n}\n" in text for n in range(80))
        tables = [page for page in pages[1:] if "零件" in page.text]
        assert all("项目" in page.text or "配件编号" in page.text for page in tables)


def test_a_receipt_as_long_as_the_roll_is_cut_into_pages():
    many = [Line(Words(f"零件 {n}"), Decimal("10.00"), note="") for n in range(390)]
    pdf = render("receipt", samples.receipt(lines=many), "58mm", "zh")
    pages = raster(pdf, 384)
    assert len(pages) > 1
    assert max(page.height for page in pages) <= 8100


def test_dots_of_a_roll_are_black_or_white_and_as_many_as_the_head_has():
    for media, dots in (("80mm", 576), ("58mm", 384)):
        (page,) = raster(render("receipt", samples.receipt(), media, "both"), dots)
        assert (page.mode, page.width) == ("1", dots)
        assert page.getbbox() is not None


def test_a_page_narrower_than_the_head_is_our_mistake():
    with pytest.raises(ValueError, match="464"):
        raster(render("receipt", samples.receipt(), "58mm", "zh"), 576)


def test_content_of_another_paper_is_our_mistake():
    with pytest.raises(TypeError, match="shows Receipt"):
        render("receipt", samples.order(), "a5", "zh")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_empty_fields_leave_every_paper_whole(lang):
    bare = samples.order(
        customer=samples.customer(name="", name_masked="", phone="", phone_masked="", notify_by=Words("")),
        device=type(samples.device())(),
        fault="",
        symptoms=(),
        accessories=(),
        marks=(),
        photos=0,
        answers=(),
        data_choice=Words(""),
        warranty=None,
        estimate=None,
        prepayments=(),
        promised_at=None,
        clerk="",
        shop=samples.shop(name=Words(""), store=Words(""), address="", phone="", complaint_phone="", hours=Words("")),
    )
    for paper, media in ALL:
        if paper in {"intake", "worksheet", "quote", "repair", "delivery"}:
            pages = reading.pages(render(paper, bare, media, lang))
            assert all(reading.overflow(page, margin(media)) == [] for page in pages)


def test_dates_and_amounts_follow_the_language():
    assert vocabulary.day(date(2026, 1, 5), "zh") == "2026-01-05"
    assert vocabulary.day(date(2026, 1, 5), "en") == "5 Jan 2026"
    assert vocabulary.promise(samples.at(11, 24, 18), "both") == "11-24（周二）18:00"
    assert vocabulary.promise(samples.at(11, 24, 18), "en") == "Tue 24 Nov 18:00"
    assert vocabulary.yuan(Decimal("-1234.5")) == "−¥ 1,234.50"
    assert vocabulary.yuan(Decimal("-0.00")) == "¥ 0.00"
    assert [vocabulary.quantity(Decimal(text)) for text in ("1.000", "0.250", "100", "1E+2")] == [
        "1",
        "0.25",
        "100",
        "100",
    ]


def test_papers_take_their_own_translation_where_screens_have_another():
    with (texts.FOLDER / "zh_CN" / "papers.po").open("rb") as file:
        own = {message.id: message.string for message in read_po(file) if message.context == "paper"}
    assert {source: vocabulary.words(source).zh for source in own} == own


def test_every_word_of_the_papers_is_translated():
    for paper, media in ALL:
        render(paper, samples.content_for(paper), media, "both")
    render("card", blank_card(samples.shop()), "a4", "both")
    folder = Path(vocabulary.__file__).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "words":
                (argument,) = node.args
                if isinstance(argument, ast.Constant):
                    vocabulary.words(argument.value)
    untranslated = [source for source, pair in vocabulary.known().items() if pair.zh == source]
    assert untranslated == []


@pytest.mark.parametrize("media", MEDIA["takings"])
def test_the_takings_of_a_day_are_summed_by_way_of_paying(media):
    text = reading.text(render("takings", samples.takings(), media, "zh"))
    for part in ("当日收款", "760.00", "660.00", "RX-261124-003", "清点人"):
        assert part in text, part


def test_a_long_day_goes_on_over_further_pages():
    pages = reading.pages(render("takings", samples.takings(120), "a4", "both"))
    assert len(pages) > 2
