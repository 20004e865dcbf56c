"""A test of sending asked for in the program: tried by the computer that sends, answered where it was asked."""

import psycopg
import pytest
from sqlalchemy import text

from services import sending, sending_tests
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.sending_settings import SendingSettings
from services.texts import in_language
from tests.services.test_sending import settings
from tests.smtp_stub import mail_server

NOBODY = SendingSettings()
MAIL = "me@example.cn"


@pytest.fixture
def server(fresh_database):
    with psycopg.connect(fresh_database.dsn(), autocommit=True) as connection:
        yield connection


def ask(db, address=MAIL, channel="email"):
    sending_tests.ask(db, new_id(), channel, address, new_id())


def backdate(server, age):
    """As if the tests were asked for so long ago; the trigger that keeps created_at stands back meanwhile."""
    server.execute("set session_replication_role = replica")
    server.execute("update aftercare.sending_test set created_at = now() - %s::interval", [age])
    server.execute("reset session_replication_role")


def test_a_test_arrives_and_its_outcome_stands_where_it_was_asked(server, sign_in):
    admin = sign_in("admin")
    with in_language("en"):
        ask(admin)
    (waiting,) = sending_tests.recent(admin)
    assert (waiting.state, waiting.to_masked, waiting.overdue) == ("waiting", "m***@example.cn", False)
    with mail_server() as state:
        settings(
            server, mail_host="127.0.0.1", mail_port=str(state.port), mail_security="none", mail_from="shop@example.cn"
        )
        sending.run(server, NOBODY)
        sending.run(server, NOBODY)
        assert state.recipients == [MAIL] and "test message" in state.kept[0]["subject"]
    (sent,) = sending_tests.recent(admin)
    assert (sent.state, sent.fault) == ("sent", "") and sent.ended_at
    # the address is needed no more
    assert server.execute("select address from aftercare.sending_test").fetchall() == [("",)]


def test_what_is_wrong_is_said_in_the_words_of_the_other_side(server, sign_in):
    admin = sign_in("admin")
    with mail_server() as state:
        state.refuse = {MAIL}
        settings(
            server, mail_host="127.0.0.1", mail_port=str(state.port), mail_security="none", mail_from="shop@example.cn"
        )
        ask(admin)
        sending.run(server, NOBODY)
    (refused,) = sending_tests.recent(admin)
    assert (refused.state, refused.fault) == ("failed", "mail_address_refused") and "550" in refused.fault_detail
    settings(server, mail_host="")
    for address, channel in ((MAIL, "email"), ("138 0000 0000", "sms")):
        ask(admin, address, channel)
    sending.run(server, NOBODY)
    assert {one.fault for one in sending_tests.recent(admin)[:2]} == {"mail_settings_wrong", "sms_command_missing"}


def test_a_computer_that_cannot_send_at_all_says_so(server, sign_in):
    admin = sign_in("admin")
    ask(admin)
    sending.refuse_tests(server, ServiceError("sending_file_open", file="sending.toml"))
    (one,) = sending_tests.recent(admin)
    assert (one.state, one.fault) == ("failed", "sending_test_settings") and "sending.toml" in one.fault_detail


def test_a_test_that_nobody_takes_up_ends_and_leaves_no_address(server, sign_in):
    admin = sign_in("admin")
    ask(admin)
    backdate(server, "5 minutes")
    assert sending_tests.recent(admin)[0].overdue
    backdate(server, "2 hours")
    server.execute("select aftercare.due_messages_left_behind()")
    (one,) = sending_tests.recent(admin)
    assert (one.state, one.fault) == ("failed", "sending_test_nobody")
    assert server.execute("select address from aftercare.sending_test").fetchall() == [("",)]


@pytest.mark.parametrize("address", ["", "me", "a@b.c,d@e.f", "x@y.z\nBcc: q@r.s", "12", "+49 (0)30"])
def test_only_one_address_is_taken(login, address):
    for channel in ("email", "sms"):
        with pytest.raises(ServiceError, match="sending_test_address"):
            ask(login("admin"), address, channel)


def test_nobody_asks_for_many(login):
    admin = login("admin")
    for _ in range(10):
        ask(admin)
    with pytest.raises(ServiceError, match="sending_test_limit"):
        ask(admin)


@pytest.mark.parametrize("person", ["zhou", "na", "tang", "pei", "xiao", "cai", "shen"])
def test_only_administrators_ask(login, person):
    with pytest.raises(NotPermitted):
        ask(login(person))


@pytest.mark.parametrize("person", ["admin", "zhou", "na", "cai", "shen"])
def test_nobody_reads_the_address_or_says_what_came_of_it(login, person):
    ask(login("admin"))
    for statement in (
        "select address from sending_test",
        "update sending_test set state = 'sent'",
        "delete from sending_test",
        "insert into sending_test (id, channel, lang) values (gen_random_uuid(), 'email', 'zh')",
        "select * from sending_test_claim(gen_random_uuid())",
        "select sending_test_result(gen_random_uuid(), gen_random_uuid(), 'sent', '', '')",
        "select sending_tests_left_behind()",
    ):
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(statement))


@pytest.mark.parametrize(("person", "sees"), [("admin", 1), ("shen", 1)])
def test_auditors_see_what_was_tested(login, person, sees):
    ask(login("admin"))
    assert len(sending_tests.recent(login(person))) == sees
