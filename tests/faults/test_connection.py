"""One connection and what breaks it: what a save returns, and what the person is told."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from services import accounts, customers, intakes, people, tickets
from services.errors import NotSignedIn, OutcomeUnknown, Unavailable
from services.ids import new_id
from services.intakes import NewIntake, NewOrder
from tests.customer_samples import make_customer, make_device
from tests.desk_samples import open_ticket
from tests.faults.proxy import Proxy
from tests.people import PASSWORD, known


@pytest.fixture
def shop(world):
    """A database of the test's own: name, proxy and a customer with a device."""
    name = world.database()
    with Proxy(world.cluster.port()) as proxy:
        yield Shop(world, name, proxy)
    world.drop(name)


class Shop:
    def __init__(self, world, name, proxy):
        self.world, self.name, self.proxy = world, name, proxy
        self.opened = []
        from services.setup import superuser_engine

        self.engine = superuser_engine(world.dsn(name))
        with self.engine.begin() as connection:
            connection.execute(text("set local search_path = aftercare, pg_temp"))
            self.customer = make_customer(connection)
            self.device = make_device(connection, self.customer)
        self.engine.dispose()

    def enter(self, login="na", **options):
        return self.world.sign_in(self.name, login, self.proxy.port, **options)

    def take_in(self, db, request, intake=None, order=None):
        return intakes.open_intake(
            db,
            NewIntake(intake or new_id(), known("store xihu"), self.customer),
            [NewOrder(order or new_id(), self.device, "屏幕不亮")],
            request,
        )

    def count(self, what="work_order"):
        with self.world.connect(self.name) as connection:
            return connection.execute(f"select count(*) from aftercare.{what}").fetchone()[0]


def ask(db):
    with db.read() as connection:
        return connection.execute(text("select 1")).scalar()


def test_a_save_whose_answer_was_lost_returns_what_was_saved(shop):
    db = shop.enter()
    ask(db)
    shop.proxy.at_commit = "lose_answer"
    opened = shop.take_in(db, request := new_id())
    assert shop.proxy.cuts == 1
    assert shop.count() == 1
    assert shop.take_in(db, request) == opened
    assert shop.count() == 1
    db.close()


def test_a_save_that_never_arrived_is_done_once(shop):
    db = shop.enter()
    ask(db)
    shop.proxy.at_commit = "lose_commit"
    opened = shop.take_in(db, new_id())
    assert shop.proxy.cuts == 1
    assert shop.count() == 1
    assert opened.number.startswith("N")
    db.close()


@pytest.mark.parametrize("what", ["lose_answer", "lose_commit"])
def test_a_changed_name_whose_save_broke_off_is_changed_once(shop, what):
    db = shop.enter()
    seen = customers.get(db, shop.customer)
    shop.proxy.at_commit = what
    changed = customers.change(db, seen, {"name": "欧阳敏之"}, request := new_id())
    assert shop.proxy.cuts == 1
    assert (changed.name, changed.version) == ("欧阳敏之", seen.version + 1)
    assert customers.change(db, seen, {"name": "欧阳敏之"}, request).version == changed.version
    db.close()


def test_a_colleague_who_goes_on_after_a_save_broke_off_makes_no_conflict_of_it(shop):
    db, colleague = shop.enter(), shop.world.sign_in(shop.name, "zhou", shop.world.cluster.port())
    seen = customers.get(db, shop.customer)

    def goes_on():
        for _try in range(100):  # until the save that broke off is there
            now = customers.get(colleague, shop.customer)
            if now.name == "欧阳敏之":
                customers.change(colleague, now, {"name": "欧阳敏"}, new_id())
                return
            time.sleep(0.05)

    shop.proxy.at_commit, shop.proxy.when_cut = "lose_answer", goes_on
    changed = customers.change(db, seen, {"name": "欧阳敏之"}, new_id())
    assert (changed.name, changed.version) == ("欧阳敏", seen.version + 2)
    colleague.close()
    db.close()


@pytest.mark.parametrize("what", ["lose_answer", "lose_commit"])
def test_a_new_customer_or_note_whose_save_broke_off_is_there_once(shop, what):
    db = shop.enter()
    ask(db)
    shop.proxy.at_commit = what
    added = customers.create(db, {"name": "李四", "phone": "13700001111"}, request := new_id())
    assert customers.create(db, {"name": "李四", "phone": "13700001111"}, request) == added
    assert shop.count("customer") == 2
    ticket = open_ticket(db, customer_id=added)
    shop.proxy.at_commit = what
    tickets.add_note(db, ticket.id, "已回电", request := new_id())
    tickets.add_note(db, ticket.id, "已回电", request)
    assert shop.proxy.cuts == 2
    assert [one.comment for one in tickets.history(db, ticket.id)].count("已回电") == 1
    db.close()


def test_the_answer_is_waited_for_while_the_line_comes_back(shop):
    db = shop.enter()
    ask(db)
    shop.proxy.at_commit = "lose_answer"
    shop.proxy.when_cut = shop.proxy.down
    back = threading.Timer(1.5, shop.proxy.up)
    back.start()
    opened = shop.take_in(db, new_id())
    assert opened.orders[0].number.startswith("W")
    assert shop.count() == 1
    db.close()


def test_who_is_told_that_the_outcome_is_unknown_saves_again_and_gets_the_first_result(shop):
    db = shop.enter(patience=0.3)
    ask(db)
    shop.proxy.at_commit = "lose_answer"
    shop.proxy.when_cut = shop.proxy.down
    request, intake, order = new_id(), new_id(), new_id()
    with pytest.raises(OutcomeUnknown) as told:
        shop.take_in(db, request, intake, order)
    assert told.value.sentence() == "保存时连接中断，程序正在核对是否已经保存。"
    shop.proxy.up()
    opened = shop.take_in(db, request, intake, order)
    assert opened.id == intake
    assert shop.count() == 1
    db.close()


def test_a_commit_without_any_answer_ends_and_is_looked_up(shop):
    db = shop.enter(answer_within=0.5)
    ask(db)
    shop.proxy.at_commit = "silence"
    began = time.monotonic()
    back = threading.Timer(1.0, shop.proxy.up)
    back.start()
    opened = shop.take_in(db, new_id())
    assert time.monotonic() - began > 0.4
    assert opened.orders and shop.count() == 1
    db.close()


def test_a_frozen_server_becomes_an_error_and_later_an_answer(shop):
    db = shop.enter(answer_within=0.5)
    assert ask(db) == 1
    shop.world.freeze()
    try:
        began = time.monotonic()
        with pytest.raises(Unavailable):
            ask(db)
        assert time.monotonic() - began < 3
    finally:
        shop.world.thaw()
    assert ask(db) == 1
    db.close()


def test_a_server_that_freezes_as_it_lets_somebody_in_keeps_nobody_waiting(shop):
    db = shop.enter(answer_within=0.5)
    shop.proxy.silent_at = b"pg_catalog.version()"  # the first thing that is asked on a first connection
    began = time.monotonic()
    with pytest.raises(Unavailable):
        ask(db)
    assert time.monotonic() - began < 20
    shop.proxy.up()
    assert ask(db) == 1
    db.close()


def test_long_work_with_short_statements_is_not_taken_for_a_frozen_server(shop):
    db = shop.enter(answer_within=0.6)
    with db.read() as connection:
        for _number in range(4):
            connection.execute(text("select pg_sleep(0.3)"))
    db.close()


def test_after_a_restart_the_first_question_is_answered(shop):
    db = shop.enter()
    with ThreadPoolExecutor(3) as threads:
        barrier = threading.Barrier(3)

        def hold():
            with db.read() as connection:
                barrier.wait(10)
                return connection.execute(text("select 1")).scalar()

        assert [future.result() for future in [threads.submit(hold) for _ in range(3)]] == [1, 1, 1]
    shop.world.restart()
    assert ask(db) == 1
    db.close()


def test_a_server_that_is_down_is_a_sentence_and_no_crash(shop):
    db = shop.enter(patience=0.2)
    assert ask(db) == 1
    shop.proxy.down()
    for attempt in (lambda: ask(db), lambda: shop.take_in(db, new_id()), lambda: customers.page(db)):
        with pytest.raises(Unavailable) as told:
            attempt()
        assert told.value.sentence().endswith("。")
    shop.proxy.up()
    assert ask(db) == 1
    assert shop.count() == 0
    db.close()


@pytest.mark.parametrize(
    "last_words",
    ["terminating connection due to unexpected postmaster exit", "由于管理员命令中断联接", "配置文件不见了"],
)
def test_a_server_that_ends_while_it_looks_at_the_password_has_refused_nobody(shop, last_words):
    shop.proxy.fatal_at_password = last_words
    db = shop.enter()
    with pytest.raises(Unavailable):
        ask(db)
    assert ask(db) == 1
    db.close()


def test_a_session_that_the_server_ends_is_replaced(shop):
    db = shop.enter()
    assert ask(db) == 1
    with shop.world.connect(shop.name) as connection:
        connection.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 's_na'")
    assert ask(db) == 1
    with pytest.raises(Unavailable), db.read() as reading:
        with shop.world.connect(shop.name) as connection:
            connection.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 's_na'")
        reading.execute(text("select 1"))
    assert ask(db) == 1
    db.close()


def test_a_server_that_ends_every_session_as_soon_as_it_is_open_is_a_sentence_and_no_crash(shop, monkeypatch):
    """As it is for everybody while a restored database takes the place of the one in service."""
    db = shop.enter()
    assert ask(db) == 1
    servers = db._servers
    open_one = servers.open

    def end_all():
        with shop.world.connect(shop.name) as root:
            root.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 's_na'")

    def opened_and_ended(settings):
        raw = open_one(settings)
        end_all()
        return raw

    end_all()
    monkeypatch.setattr(servers, "open", opened_and_ended)
    with pytest.raises(Unavailable):
        ask(db)
    monkeypatch.undo()
    assert ask(db) == 1
    db.close()


def test_somebody_disabled_in_the_middle_is_signed_out_and_not_crashed(shop):
    # A clerk of her own: a role belongs to the whole cluster, and other tests work as the cast at this moment.
    login, eve = f"eve_{new_id().hex[-10:]}", new_id()
    admin = shop.enter("admin")
    with admin.transaction() as connection:
        accounts.create(
            connection, eve, login, "夏娃", PASSWORD, roles=["agent"], stores=[known("store xihu")], must_change=False
        )
    db = shop.enter(login)
    assert ask(db) == 1
    people.disable(admin, eve)
    # Unavailable where the session ended in the middle of the question; the next one is told why.
    with pytest.raises((NotSignedIn, Unavailable)):
        ask(db)
    with pytest.raises(NotSignedIn):
        shop.take_in(db, new_id())
    assert shop.count() == 0
    db.close()
    admin.close()


def test_one_request_from_two_connections_at_once_is_done_once(shop):
    first, second = shop.enter(), shop.enter()
    ask(first), ask(second)
    for _round in range(10):
        before = shop.count()
        request, intake, order = new_id(), new_id(), new_id()
        with ThreadPoolExecutor(2) as threads:
            barrier = threading.Barrier(2)

            def save(db, request=request, intake=intake, order=order, barrier=barrier):
                barrier.wait(10)
                return shop.take_in(db, request, intake, order)

            one, other = (threads.submit(save, db) for db in (first, second))
            assert one.result() == other.result()
        assert shop.count() == before + 1
    first.close()
    second.close()


def test_one_request_with_other_ids_from_two_connections_is_done_once(shop):
    first, second = shop.enter(), shop.enter()
    ask(first), ask(second)
    request = new_id()
    with ThreadPoolExecutor(2) as threads:
        barrier = threading.Barrier(2)

        def save(db):
            barrier.wait(10)
            return shop.take_in(db, request)

        one, other = (threads.submit(save, db) for db in (first, second))
        assert one.result() == other.result()
    assert shop.count() == 1
    first.close()
    second.close()


def test_twenty_clerks_take_in_at_once(shop):
    people_ = [shop.world.sign_in(shop.name, login) for login in ("na", "zhou", "na", "na", "zhou") for _ in range(4)]
    for db in people_[:10]:
        ask(db)
    with ThreadPoolExecutor(20) as threads:
        barrier = threading.Barrier(20)

        def save(db):
            barrier.wait(20)
            return [shop.take_in(db, new_id()) for _ in range(3)]

        opened = [intake for future in [threads.submit(save, db) for db in people_] for intake in future.result()]
    numbers = [intake.number for intake in opened] + [order.number for intake in opened for order in intake.orders]
    assert len(set(numbers)) == len(numbers) == 120
    assert shop.count() == 60
    for db in people_:
        db.close()
