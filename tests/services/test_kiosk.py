"""The kiosk: number and code open one order, tries are limited, and nothing of anybody else is seen."""

import psycopg
import pytest

from services import kiosk, public_orders, work_orders
from services.errors import ServiceError
from services.ids import new_id
from services.order_words import ACTIONS, EVENTS
from services.texts import use
from tests.guest_samples import FIRST_PASSWORD, company  # noqa: F401
from tests.people import known
from tests.work_order_samples import bring_to, step


@pytest.fixture
def at_kiosk(company):  # noqa: F811
    """The kiosk of the Xihu store, signed in."""
    return company.enter(company.kiosk()).db


def wrong(code: str) -> str:
    """A code of six digits that is not this one."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_number_and_code_of_the_slip_open_the_order(company, at_kiosk):  # noqa: F811
    order = company.order(problem="屏幕不亮")
    seen = kiosk.open_order(at_kiosk, order.number, order.pickup_code).order
    assert (seen.number, seen.problem, seen.place, seen.work_state) == (order.number, "屏幕不亮", "西湖店", "received")
    assert [(one.axis, one.action) for one in seen.trace] == [("work", "receive"), ("custody", "hand_in")]
    assert seen.promised_at == order.promised_at and seen.balance == 0


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}", "{3}"])
def test_the_number_may_be_typed_as_people_type(company, at_kiosk, typed):  # noqa: F811
    order = company.order()
    number = order.number
    spelling = typed.format(number, number.lower(), number.replace("-", ""), number[1:].replace("-", " "))
    assert (
        kiosk.open_order(at_kiosk, spelling, f" {order.pickup_code[:3]} {order.pickup_code[3:]}").order.id == order.id
    )


def test_a_wrong_code_and_an_unknown_number_are_told_alike(company, at_kiosk):  # noqa: F811
    order = company.order()
    said = set()
    for number, code in (
        (order.number, wrong(order.pickup_code)),
        ("W2601-99999", order.pickup_code),
        (order.number, "０"),
        ("x' or true --", "1"),
    ):
        with pytest.raises(ServiceError) as refused:
            kiosk.open_order(at_kiosk, number, code)
        said.add((refused.value.code, refused.value.sentence()))
    assert len(said) == 1 and said.pop()[0] == "kiosk_wrong"


def test_another_stores_order_is_not_opened(company, at_kiosk):  # noqa: F811
    order = company.order(clerk="min", store=known("store binjiang"))
    with pytest.raises(ServiceError) as refused:
        kiosk.open_order(at_kiosk, order.number, order.pickup_code)
    assert refused.value.code == "kiosk_wrong"


def test_an_order_without_a_code_is_never_opened(company, at_kiosk):  # noqa: F811
    order = company.order()
    company.root("update work_order set pickup_code = '' where id = :id", id=order.id)
    raw = company.root("select id from work_order where id = :id", id=order.id)
    assert raw
    with at_kiosk.transaction() as connection:
        entry = connection.exec_driver_sql("select kiosk_ask(%s, '')", (order.number,)).scalar_one()["entry"]
    with at_kiosk.transaction() as connection:
        assert connection.exec_driver_sql("select kiosk_read(%s)", (entry,)).scalar_one() == {}


def test_tries_at_a_number_meet_a_wait_that_grows(company, at_kiosk):  # noqa: F811
    order = company.order()
    waits = []
    for _count in range(7):
        with pytest.raises(ServiceError) as refused:
            kiosk.open_order(at_kiosk, order.number, wrong(order.pickup_code))
        if refused.value.code == "kiosk_wait":
            waits.append(refused.value.values["seconds"])
            company.root("update kiosk_limit set waits_until = null")
    assert waits and waits[0] <= 5
    with pytest.raises(ServiceError) as refused:
        kiosk.open_order(at_kiosk, order.number, wrong(order.pickup_code))
    with pytest.raises(ServiceError) as refused:
        kiosk.open_order(at_kiosk, order.number, order.pickup_code)
    assert refused.value.code == "kiosk_wait" and 5 < refused.value.values["seconds"] <= 40
    # another number is not stopped by that
    other = company.order()
    assert kiosk.open_order(at_kiosk, other.number, other.pickup_code)


def test_tries_at_a_kiosk_meet_a_wait_whatever_the_numbers(company, at_kiosk):  # noqa: F811
    order = company.order()
    codes = []
    for count in range(14):
        with pytest.raises(ServiceError) as refused:
            kiosk.open_order(at_kiosk, f"W2601-{count:05}", "123456")
        codes.append(refused.value.code)
    assert codes[:12] == ["kiosk_wrong"] * 12 and codes[-1] == "kiosk_wait"
    with pytest.raises(ServiceError) as refused:
        kiosk.open_order(at_kiosk, order.number, order.pickup_code)
    assert refused.value.code == "kiosk_wait"
    # the kiosk of another store goes on
    elsewhere = company.enter(company.kiosk(known("store binjiang"))).db
    there = company.order(clerk="min", store=known("store binjiang"))
    assert kiosk.open_order(elsewhere, there.number, there.pickup_code)


def test_a_slip_of_ones_own_does_not_wash_off_wrong_tries(company, at_kiosk):  # noqa: F811
    own, other = company.order(), company.order()
    for count in range(10):
        with pytest.raises(ServiceError):
            kiosk.open_order(at_kiosk, f"W2601-{count:05}", "123456")
        kiosk.open_order(at_kiosk, own.number, own.pickup_code)
    tries = company.root("select tries from kiosk_limit where scope = 'kiosk'")
    assert tries[0][0] == 10
    assert company.root("select tries from kiosk_limit where key = :k", k=f"W{own.number[6:]}")[0][0] == 0
    assert kiosk.open_order(at_kiosk, other.number, other.pickup_code)


def test_rolling_a_try_back_teaches_nothing(company):  # noqa: F811
    """With psql: as many codes as one likes in one transaction, each answered alike, nothing read from it."""
    order = company.order()
    raw = company.psql(company.kiosk(), FIRST_PASSWORD)
    with raw:
        raw.autocommit = False
        answers = []
        for code in (wrong(order.pickup_code), order.pickup_code):
            answer = raw.execute("select kiosk_ask(%s, %s)", [order.number, code]).fetchone()[0]
            with pytest.raises(psycopg.Error) as refused, raw.transaction():
                raw.execute("select kiosk_read(%s)", [answer["entry"]])
            answers.append((set(answer), str(refused.value)))
            raw.rollback()
        assert answers[0] == answers[1] and "kiosk_over" in answers[0][1]
        # the right code is counted like a wrong one until it was read, so the limit does not tell either
        said = [set(raw.execute("select kiosk_ask(%s, %s)", [order.number, order.pickup_code]).fetchone()[0])
                for _count in range(6)]  # fmt: skip
        assert said == [{"entry"}] * 5 + [{"wait"}]
        raw.rollback()
        for level in ("repeatable read", "serializable"):
            raw.execute(f"set transaction isolation level {level}")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                raw.execute("select kiosk_ask(%s, %s)", [order.number, order.pickup_code])
            raw.rollback()


def test_an_entry_is_of_one_kiosk_and_of_ten_minutes(company):  # noqa: F811
    order = company.order()
    first = company.enter(company.kiosk())
    opened = kiosk.open_order(first.db, order.number, order.pickup_code)
    assert kiosk.read_again(first.db, opened.entry).order.number == order.number
    other = company.enter(company.kiosk(known("store binjiang"))).db
    for db, entry in ((other, opened.entry), (first.db, new_id())):
        with pytest.raises(ServiceError) as refused:
            kiosk.read_again(db, entry)
        assert refused.value.code == "kiosk_over"
    company.root("update kiosk_try set at = at - interval '11 minutes'")
    with pytest.raises(ServiceError) as refused:
        kiosk.read_again(first.db, opened.entry)
    assert refused.value.code == "kiosk_over"


def test_every_try_is_written_down_without_its_code(company, at_kiosk):  # noqa: F811
    order = company.order()
    with pytest.raises(ServiceError):
        kiosk.open_order(at_kiosk, order.number, wrong(order.pickup_code))
    kiosk.open_order(at_kiosk, order.number, order.pickup_code)
    with company.person("shen").read() as connection:
        rows = connection.exec_driver_sql("select login, number, fits, work_order_id from kiosk_try order by at").all()
    assert [(row.login, row.number, row.fits) for row in rows] == [
        (at_kiosk.login, order.number, False),
        (at_kiosk.login, order.number, True),
    ]
    assert rows[1].work_order_id == order.id and rows[0].work_order_id is None
    kept = str(company.root("select * from kiosk_try"))
    assert order.pickup_code not in kept and wrong(order.pickup_code) not in kept


def test_the_trace_is_the_customers_and_not_the_houses(company, at_kiosk):  # noqa: F811
    order = company.order()
    na, tang = company.person("na"), company.person("tang")
    step(na, order.id, "assign", technician_id=known("tang"), comment="内部：加急")
    step(tang, order.id, "start", comment="内部：主板进水")
    work_orders.note(na, order.id, "老客户，难缠", request=new_id())
    work_orders.note(na, order.id, "配件周三到店", request=new_id(), public=True)
    seen = kiosk.open_order(at_kiosk, order.number, order.pickup_code).order
    assert [one.action for one in seen.trace] == ["receive", "hand_in", "start", "note"]
    assert [one.words for one in seen.trace if one.words] == ["配件周三到店"]
    whole = repr(seen)
    for hidden in ("内部", "难缠", "唐卫", "李娜", "tang", order.pickup_code, "王芳", "138"):
        assert hidden not in whole, hidden


def test_a_step_taken_back_was_never_there(company, at_kiosk):  # noqa: F811
    order = company.order()
    tang = company.person("tang")
    step(company.person("na"), order.id, "assign", technician_id=known("tang"))
    step(tang, order.id, "start")
    now = work_orders.get(tang, order.id)
    work_orders.undo(tang, work_orders.seen(now), request=new_id())
    seen = kiosk.open_order(at_kiosk, order.number, order.pickup_code).order
    assert [one.action for one in seen.trace] == ["receive", "hand_in"] and seen.work_state == "assigned"


def test_what_is_owed_and_that_it_is_ready_is_told(company, at_kiosk):  # noqa: F811
    order = company.order()
    bring_to(company.person, order.id, "completed")
    seen = kiosk.open_order(at_kiosk, order.number, order.pickup_code).order
    now = work_orders.get(company.person("na"), order.id)
    assert seen.is_ready and seen.state == "维修已完成，可以来取" and seen.balance == now.balance
    use("en")
    assert seen.state == "Ready: you can collect it"


def test_every_step_is_either_the_customers_or_the_houses(company):  # noqa: F811
    told = {
        key
        for key in EVENTS | ACTIONS
        if company.root("select told_to_customers(:axis, :action)", axis=key[0], action=key[1])[0][0]
    }
    assert told == set(public_orders.STEPS)


def test_articles_are_found_by_the_customers_words_alone(company, at_kiosk):  # noqa: F811
    values = {"question": "手机不能充电怎么办", "question_en": "My phone does not charge", "keywords": "秘密词"}
    for number, (state, answer) in enumerate(
        (("published", "清洁充电口后再试。"), ("published", ""), ("draft", "还没有审核。"), ("archived", "过时了。"))
    ):
        article = new_id()
        company.root(
            """insert into article (id, question, question_en, keywords, answer, customer_answer)
               values (:id, :q, :e, :k, '内部手册：更换尾插小板', :a)""",
            id=article,
            q=values["question"] + str(number),
            e=values["question_en"],
            k=values["keywords"],
            a=answer,
        )
        company.root("update article set state = :s where id = :id", s=state, id=article)
    found = kiosk.articles(at_kiosk, "充电")
    assert [one.title for one in found.articles] == ["手机不能充电怎么办0"] and not found.more
    assert found.articles[0].body == "清洁充电口后再试。"
    assert len(kiosk.articles(at_kiosk, "").articles) == 1
    for internal in ("尾插", "秘密词", "更换", "内部手册"):
        assert kiosk.articles(at_kiosk, internal).articles == [], internal
