"""What the search box finds."""

import re

import pytest
from sqlalchemy import text

from services import customers, search
from services.customers import Wanted
from services.initials import initials_of
from tests.customer_samples import make_customer, make_device, make_model
from tests.people import known
from tests.work_order_samples import customer_with_device, take_in


@pytest.fixture
def shop(superuser):
    return {
        "shan": make_customer(superuser, "单雄信", "13812345678"),
        "zeng": make_customer(superuser, "曾国藩", "13912345678"),
        "zhang": make_customer(superuser, "张思远", "13700001234", sales_rep_id=known("xiao")),
        "hotel": make_customer(superuser, "杭州西湖饭店有限公司", "0571-88886666", kind="company"),
        "smith": make_customer(superuser, "John Smith-Jones", ""),
    }


def titles(found, kind="customer"):
    return [hit.title for hit in found.hits if hit.kind == kind]


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("5678", {"单雄信", "曾国藩"}),
        ("6666", {"杭州西湖饭店有限公司"}),
        ("sxx", {"单雄信"}),
        ("SX", {"单雄信"}),
        ("zgf", {"曾国藩"}),
        ("z", set()),
        ("zs", {"张思远"}),
        ("单", {"单雄信"}),
        ("雄信", {"单雄信"}),
        ("思远", {"张思远"}),
        ("西湖", {"杭州西湖饭店有限公司"}),
        ("西湖饭店", {"杭州西湖饭店有限公司"}),
        ("湖西", set()),
        ("西店", set()),
        ("smith", {"John Smith-Jones"}),
        ("jon", {"John Smith-Jones"}),
        ("John Sm", {"John Smith-Jones"}),
        ("'; select", set()),
        ("\\' | '", set()),
        ("%", set()),
        ("", set()),
        ("\x00", set()),
    ],
)
def test_a_customer_is_found_by_what_people_type(login, shop, typed, finds):
    assert set(titles(search.everything(login("na"), typed))) == finds


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("1381234", ["单雄信"]),
        ("138 1234 5678", ["单雄信"]),
        ("+86 138 1234 5678", ["单雄信"]),
        ("057188886666", ["杭州西湖饭店有限公司"]),
        ("13812345679", []),
    ],
)
def test_seven_and_more_digits_find_the_number_itself(sign_in, fresh_database, typed, finds):
    with fresh_database.begin() as connection:
        make_customer(connection, "单雄信", "13812345678")
        make_customer(connection, "杭州西湖饭店有限公司", "0571-88886666")
    db = sign_in("na")
    assert titles(search.everything(db, typed)) == finds
    assert [line.name for line in customers.page(db, Wanted(text=typed)).rows] == finds


def test_initials_read_surnames_as_surnames():
    names = {"单雄信": "sxx", "曾国藩": "zgf", "仇和": "qh", "查良镛": "zly", "区伟": "ow", "乐华": "yh"}
    assert {name: initials_of(name) for name in names} == names


def test_the_customers_number_opens_him(login, shop):
    db = login("na")
    number = customers.get(db, shop["shan"]).number
    assert titles(search.everything(db, number.lower())) == ["单雄信"]


@pytest.mark.parametrize(("person", "finds"), [("na", 3), ("shen", 3), ("xiao", 1), ("tang", 0)])
def test_nobody_finds_customers_he_may_not_see(login, superuser, shop, person, finds):
    make_customer(superuser, "张思明")
    make_customer(superuser, "张思亮")
    assert len(titles(search.everything(login(person), "张思"))) == finds
    assert len(titles(search.everything(login(person), "zs"))) == finds


def test_a_cap_says_that_there_is_more(login, superuser):
    for number in range(12):
        make_customer(superuser, f"王小{number}", f"1380000{number:04}")
    found = search.everything(login("na"), "王小")
    assert len(titles(found)) == search.CAP and found.more
    assert not search.everything(login("na"), "王小1", 20).more


@pytest.mark.parametrize("typed", ["SN-O0I1-778", "sno0i1778", "SN0011778", "sn 00i1", "1778"])
def test_a_serial_is_found_with_o_and_zero_i_and_one_confused(login, superuser, shop, typed):
    make_device(superuser, shop["shan"])
    found = search.everything(login("na"), typed)
    [hit] = [hit for hit in found.hits if hit.kind == "device"]
    assert (hit.title, hit.subtitle) == ("小米 14", "SN-O0I1-778 · 单雄信 · 138****5678")


def test_further_numbers_and_plates_find_the_device(login, superuser, shop):
    from uuid import uuid4

    from services import devices

    device = make_device(superuser, shop["shan"])
    db = login("na")
    devices.add_number(db, device, "imei", "860123456789012", uuid4())
    devices.add_number(db, device, "plate", "浙A·1O345", uuid4())
    for typed in ("860123456789012", "8601 2345 67", "789012", "浙A10345", "浙a1o3"):
        assert [hit.id for hit in search.everything(db, typed).hits if hit.kind == "device"] == [device], typed


def test_a_technician_finds_no_device_without_a_job(login, superuser, shop):
    make_device(superuser, shop["shan"])
    assert search.devices(login("tang"), "1778").hits == ()


@pytest.mark.parametrize("typed", ["小米", "mi", "xm", "xmxm", "23127", "23127pn0cc", "米 14", "14"])
def test_models_are_found_by_brand_number_name_and_initials(login, superuser, typed):
    make_model(superuser, "华为", "畅享 70", "FGD-AL00")
    make_model(superuser)
    expected = [] if typed == "mi" else ["小米 14"]
    assert titles(search.everything(login("na"), typed), "product") == expected


def test_the_number_of_a_slip_of_several_devices_finds_their_orders(login, superuser):
    na = login("na")
    customer, one = customer_with_device(superuser)
    opened = take_in(na, customer, one, make_device(superuser, customer, serial_no="TWO-2"))
    found = [hit.id for hit in search.orders(na, opened.number.lower()).hits]
    assert set(found) == {order.id for order in opened.orders}
    assert not search.orders(login("min"), opened.number).hits


@pytest.mark.parametrize(
    "content",
    [
        "屏幕不亮",
        "iPhone 14 屏幕 broken屏x幕",
        "",
        "a",
        "售",
        "ÅÉ ñ",
        "𠮷𬭚𪚥👍🏽",
        "x\u0001屏\u007f幕",
        "ABC-123_x",
        "测" * 70,
    ],
)
def test_the_database_finds_by_the_pieces_the_program_asks_for(superuser, content):
    kept = superuser.execute(text("select tsvector_to_array(search_tokens(:c))"), {"c": content}).scalar()
    runs = re.findall(r"[^\x01-\x7f]{2,}", content)
    pairs = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    assert set(kept) == {word[:60] for word in re.findall("[a-z0-9]+", content.lower(), re.ASCII)} | pairs


def test_a_long_text_is_found_by_its_last_words(superuser):
    content = "".join(chr(0x4E00 + n) for n in range(20_000)) + " 售后 " + "word " * 2_000 + "end"
    kept = superuser.execute(text("select tsvector_to_array(search_tokens(:c))"), {"c": content}).scalar()
    assert len(kept) == 19_999 + 3 and {"售后", "end"} <= set(kept)
    endless = superuser.execute(text("select length(search_tokens(repeat('测试', 500000)))")).scalar()
    assert endless == 2


def test_a_word_in_most_of_the_newest_names_is_found_like_a_rare_one(superuser, login):
    for number in range(45):
        make_customer(superuser, f"杭州{number:02d}号有限公司", "", kind="company")
    make_customer(superuser, "绍兴黄酒", "", kind="company")
    db = login("na")
    assert len(search.customers(db, "有限公司").hits) == 45
    assert len(search.customers(db, "有限公司", cap=8).hits) == 8 and search.customers(db, "有限公司", cap=8).more
    assert titles(search.customers(db, "黄酒")) == ["绍兴黄酒"]
