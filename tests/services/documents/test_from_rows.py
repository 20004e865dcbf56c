"""Papers filled from real orders, rendered and read back."""

from decimal import Decimal

import pypdfium2
import pytest

from services import order_lines, payments, quotes, work_orders
from services.documents import from_customers, from_rows
from services.documents.render import render
from services.errors import ServiceError
from services.ids import new_id
from services.setup import superuser_engine
from tests.customer_samples import make_device
from tests.people import known
from tests.work_order_samples import XIHU, customer_with_device, diagnose, step, take_in


def read_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "").replace("\n", "")


@pytest.fixture
def people(sign_in):
    return {name: sign_in(name) for name in ("na", "tang", "zhou")}


@pytest.fixture
def customer(fresh_database):
    with fresh_database.begin() as connection:
        return customer_with_device(connection, name="欧阳小雨", phone="13912340417")


@pytest.fixture
def order_id(people, customer):
    customer_id, device_id = customer
    return take_in(
        people["na"], customer_id, device_id, problem="掉进水里，屏幕不亮", symptoms=["no_display"], accessories=["sim"],
        answers={"liquid": "yes"}, backup_choice="declined", estimate=Decimal("300.00"), sketch="phone",
        marks=[{"number": 1, "side": "front", "x": 0.5, "y": 0.2, "text": "划痕"}], old_parts="recycled",
    ).orders[0].id  # fmt: skip


def finish(people, order_id):
    """Repaired with one part for 280 after consent, paid and handed over; the payment's id."""
    na, tang = people["na"], people["tang"]
    step(na, order_id, "assign", technician_id=known("tang"))
    step(tang, order_id, "start")
    line = new_id()
    values = {"name": "屏幕总成", "kind": "part", "unit_price": Decimal("280.00"), "state": "planned", "part_no": "P-1"}
    order_lines.add(na, line, order_id, values, new_id())
    quote = new_id()
    quotes.offer(na, quote, order_id, request=new_id())
    step(na, order_id, "quote")
    quotes.record_consent(na, new_id(), order_id, "yes", "欧阳小雨", "wechat", quote_id=quote, request=new_id())
    step(tang, order_id, "repair")
    step(tang, order_id, "test")
    diagnose(tang, order_id)
    order_lines.change(tang, order_lines.of_order(tang, order_id)[0], {"state": "used"}, new_id())
    step(tang, order_id, "complete", outcome="repaired", shelf="A07")
    payment = new_id()
    payments.take(na, payment, order_id, "wechat", Decimal("280.00"), request=new_id())
    order = work_orders.get(na, order_id)
    step(na, order_id, "deliver", collected_how="code", pickup_code=order.pickup_code)
    return payment


def test_the_slip_shows_the_shop_the_full_number_once_and_says_so_in_the_log(people, order_id, fresh_database):
    paper = from_rows.order_paper(people["na"], order_id, "intake")
    assert (paper.customer.phone, paper.customer.phone_masked) == ("13912340417", "139****0417")
    assert (paper.customer.name_masked, paper.clerk) == ("欧***", "李娜")
    text = read_text(render("intake", paper, "a4", "both"))
    for words in (paper.number, "掉进水里，屏幕不亮", "No picture", "SIM 卡", "划痕", "Did liquid get in", "300.00"):
        assert words in text, words
    assert text.count("13912340417") == 1
    with superuser_engine(fresh_database.dsn()).connect() as connection:
        looks = connection.exec_driver_sql("select login, reason from aftercare.reveal where kind = 'reveal'").all()
    assert [tuple(look) for look in looks] == [("na", f"paper {paper.number}")]


def test_where_the_looks_are_used_up_the_slip_is_masked(people, order_id, fresh_database):
    with superuser_engine(fresh_database.dsn()).begin() as connection:
        connection.exec_driver_sql("update aftercare.parameter set value = '1' where code = 'reveal_limit'")
    from_rows.order_paper(people["na"], order_id)
    assert from_rows.order_paper(people["na"], order_id).customer.phone == "139****0417"


@pytest.mark.parametrize(
    ("paper", "media"), [("repair", "a4"), ("delivery", "a5"), ("worksheet", "a4"), ("quote", "a4")]
)
def test_the_other_papers_tell_the_whole_story(people, order_id, paper, media):
    finish(people, order_id)
    content = from_rows.order_paper(people["na"], order_id, paper)
    assert content.number in read_text(render(paper, content, media, "zh"))
    assert (content.tax_included, content.outcome.zh) == (Decimal("32.21"), "已修好")
    assert content.charges[0].amount == Decimal("280.00") and content.parts[0].part_no == "P-1"
    assert content.consents[0].how.zh == "微信" and content.quote_number.endswith("-Q1")
    assert "正常磨损老化" in [coded.zh for coded in content.diagnosis]
    if paper == "repair":
        text = read_text(render(paper, content, media, "both"))
        assert "屏幕总成" in text and "正常磨损老化 Normal wear" in text


def test_the_receipt_names_what_is_paid_and_what_is_open(people, order_id):
    first = new_id()
    payments.take(people["na"], first, order_id, "cash", Decimal("100.00"), request=new_id())
    paper = from_rows.receipt(people["na"], first)
    assert (paper.prepayment, paper.paid, paper.balance) == (True, Decimal("100.00"), Decimal("0"))
    payments.take(people["na"], new_id(), order_id, "cash", Decimal("100.00"), kind="refund", request=new_id())
    paper = from_rows.receipt(people["na"], finish(people, order_id))
    assert (paper.total, paper.balance, len(paper.earlier)) == (Decimal("280.00"), Decimal("0"), 2)
    assert paper.number in read_text(render("receipt", paper, "a5", "zh"))


def test_the_label_tells_a_passer_by_nothing(people, order_id):
    paper = from_rows.label(people["na"], order_id)
    assert (paper.owner, paper.accessories) == ("OYXY 0417", 1)
    text = read_text(render("label", paper, "60x40", "zh"))
    assert paper.number in text and "欧阳" not in text and "1391234" not in text


def test_a_technician_prints_a_work_sheet_of_his_own_job(people, order_id):
    step(people["na"], order_id, "assign", technician_id=known("tang"))
    paper = from_rows.order_paper(people["tang"], order_id, "worksheet")
    assert (paper.technician, paper.payments) == ("唐卫", [])


def test_numbers_of_orders_and_intakes_find_their_orders(people, order_id):
    order = work_orders.get(people["na"], order_id)
    assert from_rows.find(people["na"], order.number.lower()) == [order_id]
    assert from_rows.find(people["na"], order.intake_number) == [order_id]
    with pytest.raises(ServiceError, match="gone_record"):
        from_rows.find(people["na"], "W0000-00000")


def test_the_customer_card_shows_the_file_masked(people, customer):
    paper = from_customers.customer_card(people["na"], customer[0], XIHU, "李娜")
    values = [field.value for field in paper.parts[0].fields]
    assert values[0] == "欧阳小雨" and "139****0417" in values
    assert "139****0417" in read_text(render("card", paper, "a4", "zh"))


def test_the_slip_lists_all_devices_whichever_order_it_is_printed_from(people, customer, fresh_database):
    na, (owner, device) = people["na"], customer
    with fresh_database.begin() as connection:
        second = make_device(connection, owner, serial_no="TWO-2")
    opened = take_in(na, owner, device, second)
    numbers = [order.number for order in opened.orders]
    for order in opened.orders:
        slip = from_rows.order_paper(na, order.id)
        assert [one.number for one in slip.together] == numbers
        assert {one.customer.phone for one in slip.together} == {"13912340417"}
        said = read_text(render("intake", slip, "a5", "zh"))
        assert all(number in said for number in [*numbers, opened.number, "TWO-2"])
    assert not from_rows.order_paper(na, opened.orders[0].id, "worksheet").together
