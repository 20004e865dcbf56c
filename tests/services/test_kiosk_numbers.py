"""What may be typed at a kiosk as a number: an order's, a slip's of several devices, in any way it is written."""

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services import kiosk
from services.errors import ServiceError
from tests.guest_samples import FIRST_PASSWORD, company  # noqa: F401
from tests.people import known

FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


@pytest.fixture
def at_kiosk(company):  # noqa: F811
    """The kiosk of the Xihu store, signed in."""
    return company.enter(company.kiosk()).db


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def ways(number):
    """A number as people write, scan or shorten it."""
    letter, month, serial = number[0], number[1:5], number[6:]
    return [
        number, number.lower(), f" {letter} {month} - {serial} ", f"{letter}{month}{serial}", f"{month}-{serial}",
        month + serial, serial, serial.lstrip("0"), f"{letter}{serial}", f"{letter.lower()}-{serial.lstrip('0')}",
        number.translate(FULL_WIDTH), serial.translate(FULL_WIDTH), number.replace("-", "—"), number.replace("-", "－"),
        number.replace("0", "O"), f"{number}\r\n", f"　{number}　", f"{month}-{serial.lstrip('0')}",
    ]  # fmt: skip


def test_an_orders_number_is_found_however_it_is_written(company, at_kiosk):  # noqa: F811
    order = company.order()
    for typed in ways(order.number):
        assert kiosk.open_order(at_kiosk, typed, order.pickup_code).order.id == order.id, typed
    code = order.pickup_code.translate(FULL_WIDTH)
    assert kiosk.open_order(at_kiosk, order.number, f"{code[:3]}　{code[3:]}").order.id == order.id


def test_a_slips_number_opens_the_device_whose_code_it_is_and_no_other(company, at_kiosk):  # noqa: F811
    number, orders = company.slip(3)
    for typed in ways(number):
        seen = kiosk.open_order(at_kiosk, typed, orders[1].pickup_code)
        assert (seen.order.number, seen.intake) == (orders[1].number, number), typed
        for other in (orders[0], orders[2]):
            assert other.number not in repr(seen) and other.pickup_code not in repr(seen)
    for one in orders:
        assert kiosk.open_order(at_kiosk, number, one.pickup_code).order.id == one.id
        # and each by its own number, which stands at its device on the slip
        seen = kiosk.open_order(at_kiosk, one.number, one.pickup_code)
        assert (seen.order.id, seen.intake) == (one.id, "")
    with pytest.raises(ServiceError, match="kiosk_wrong"):
        kiosk.open_order(at_kiosk, orders[0].number, orders[1].pickup_code)


def test_another_stores_slip_is_not_opened(company, at_kiosk):  # noqa: F811
    number, orders = company.slip(2, clerk="min", store=known("store binjiang"))
    for typed in (number, number[6:], orders[0].number[6:]):
        with pytest.raises(ServiceError, match="kiosk_wrong"):
            kiosk.open_order(at_kiosk, typed, orders[0].pickup_code)


def test_another_month_is_another_number(company, at_kiosk):  # noqa: F811
    number, orders = company.slip(2)
    for real, order in ((number, orders[0]), (orders[0].number, orders[0])):
        for typed in (f"{real[0]}1901{real[5:]}", f"1901{real[5:]}"):
            with pytest.raises(ServiceError, match="kiosk_wrong"):
                kiosk.open_order(at_kiosk, typed, order.pickup_code)


def exhausted(company, db, spellings, code):  # noqa: F811
    """How many wrong tries are taken before the first wait, each spelled in the next way."""
    for count in range(30):
        with pytest.raises(ServiceError) as refused:
            kiosk.open_order(db, spellings[count % len(spellings)], code)
        if refused.value.code == "kiosk_wait":
            return count
        company.root("delete from kiosk_limit where scope = 'kiosk'")
    return 30


def test_other_spellings_give_no_further_tries(company, at_kiosk):  # noqa: F811
    order = company.order()
    assert exhausted(company, at_kiosk, ways(order.number), wrong(order.pickup_code)) == 5
    company.root("delete from kiosk_limit")
    number, orders = company.slip(2)
    assert exhausted(company, at_kiosk, ways(number), wrong(orders[0].pickup_code)) == 5


def test_ones_own_slip_washes_off_no_tries_at_a_number_that_ends_alike(company, at_kiosk):  # noqa: F811
    number, _orders = company.slip(2)
    serial = number[6:]
    mine = company.order()
    company.root("update work_order set number = :n where id = :id", n=f"W1902-{serial}", id=mine.id)
    for _count in range(4):
        with pytest.raises(ServiceError, match="kiosk_wrong"):
            kiosk.open_order(at_kiosk, number, "000000")
    kiosk.open_order(at_kiosk, serial, mine.pickup_code)
    assert company.root("select tries from kiosk_limit where key = :k", k=f"N{serial}")[0][0] == 4
    assert company.root("select tries from kiosk_limit where key = :k", k=f"W{serial}")[0][0] == 0


def test_the_limits_hold_with_psql_for_every_way_in(company):  # noqa: F811
    order = company.order()
    number, _orders = company.slip(2)
    with company.psql(company.kiosk(), FIRST_PASSWORD) as raw:
        for real in (order.number, number):
            spellings = ways(real)
            said = []
            for count in range(7):
                answer = raw.execute("select kiosk_ask(%s, '000000')", [spellings[count]]).fetchone()[0]
                said.append(set(answer))
                if "entry" in answer:
                    assert raw.execute("select kiosk_read(%s)", [answer["entry"]]).fetchone()[0] == {}
                company.root("delete from kiosk_limit where scope = 'kiosk'")
            assert said == [{"entry"}] * 5 + [{"wait"}] * 2
        for hidden in ("kiosk_number('1')", "kiosk_keys('1')", "kiosk_candidates('1', gen_random_uuid())"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                raw.execute(f"select {hidden}")


def test_what_was_typed_is_kept_in_one_spelling(company, at_kiosk):  # noqa: F811
    order = company.order()
    for typed in (order.number.lower(), order.number[6:].lstrip("0"), "x' or true --"):
        try:
            kiosk.open_order(at_kiosk, typed, order.pickup_code)
        except ServiceError as refused:
            assert refused.code == "kiosk_wrong"
    kept = [row[0] for row in company.root("select number from kiosk_try order by at")]
    assert kept == [order.number, order.number[6:], "X'ORTRUE--"]


@pytest.mark.parametrize("table", ["work_order", "intake"])
def test_an_index_finds_a_number_by_its_end(database, table):
    with psycopg.connect(database.dsn(), autocommit=True) as raw:
        raw.execute("set role aftercare_guests")
        raw.execute("set enable_seqscan = off")
        plan = raw.execute(
            f"explain select id from aftercare.{table} where reverse(number) >= '70000-' and reverse(number) < '70000-~'"
        )
        assert f"{table}_number_tail_idx" in "\n".join(row[0] for row in plan.fetchall())


@pytest.fixture(scope="module")
def parts(database):
    """kiosk_number of the database."""
    with psycopg.connect(database.dsn(), autocommit=True) as raw:
        yield lambda typed: raw.execute("select * from aftercare.kiosk_number(%s)", [typed]).fetchone()


@given(typed=st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60))
def test_nothing_that_is_typed_breaks_it(parts, typed):
    letter, month, serial = parts(typed)
    assert letter in ("", "W", "N") and len(month) in (0, 4)
    assert serial == "" or (serial.isascii() and serial.isdigit() and len(serial) >= 5)


@given(
    letter=st.sampled_from("WN"), month=st.integers(1, 12), serial=st.integers(1, 99_999_999), wide=st.booleans(),
    dash=st.sampled_from(["-", "", "–", "—", " - "]),
)  # fmt: skip
def test_a_number_is_read_back_from_its_spellings(parts, letter, month, serial, wide, dash):
    typed = f"{letter}26{month:02}{dash}{serial:05}"
    found = parts(typed.translate(FULL_WIDTH) if wide else typed.lower())
    assert found == (letter, f"26{month:02}", f"{serial:05}")
