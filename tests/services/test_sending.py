"""Messages go out through a real mail server or program: once each, and with a clear word where they do not."""

import contextlib
import os
import stat
import sys
import threading
import time
from uuid import uuid4

import psycopg
import pytest

from services import mail_out, sending, sending_settings
from services.errors import ServiceError
from services.ids import new_id
from services.outcomes import SENT
from services.sending_settings import SendingSettings
from tests.message_samples import due_message
from tests.smtp_stub import mail_server

NOBODY = SendingSettings()


@pytest.fixture
def server(fresh_database):
    with psycopg.connect(fresh_database.dsn(), autocommit=True) as connection:
        yield connection


@pytest.fixture
def post(server):
    with mail_server() as state:
        settings(server, mail_host="127.0.0.1", mail_port=str(state.port), mail_security="none",
                 mail_from="shop@example.cn", mail_from_name="西湖店, \"Aftercare\"")  # fmt: skip
        yield state


def settings(server, **values):
    for code, value in values.items():
        server.execute("update aftercare.parameter set value = %s where code = %s", [value, code])


def write(server, count=1, channel="email", **customer):
    """Messages that are due, each to a customer of its own; returns their ids."""
    written = [new_id() for _one in range(count)]
    for nth, one in enumerate(written):
        due_message(server, one, channel, **{"phone": f"138{nth:08d}", "email": f"c{nth}@example.com", **customer})
    return written


def states(server):
    rows = server.execute("select state, fault from aftercare.message order by created_at, id").fetchall()
    return [tuple(row) for row in rows]


def test_a_message_arrives_as_it_was_written(server, post):
    (one,) = write(server)
    assert dict(sending.run(server, NOBODY).states) == {"sent": 1}
    (mail,) = post.kept
    assert post.recipients == ["c0@example.com"] and mail["To"] == "c0@example.com"
    assert mail["Subject"] == "您的订单 可领取" and mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{one}@example.cn>" and mail["From"].addresses[0].display_name == "西湖店 Aftercare"
    assert mail.get_content().splitlines() == ["第一行", ".点开头", "..两点"]
    assert dict(sending.run(server, NOBODY).states) == {} and len(post.kept) == 1


def test_two_senders_at_once_send_each_message_once(fresh_database, server, post):
    ids = write(server, 24)
    done = []

    def work():
        with psycopg.connect(fresh_database.dsn(), autocommit=True) as connection:
            done.append(sending.run(connection, NOBODY).states["sent"])

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done) == 24
    assert sorted(mail["Message-ID"] for mail in post.kept) == sorted(f"<{one}@example.cn>" for one in ids)


def test_the_timer_s_role_sends_and_reads_no_table(server, post, fresh_database):
    write(server)
    server.execute("set session authorization aftercare_jobs")
    assert dict(sending.run(server, NOBODY).states) == {"sent": 1}
    for table in ("message", "customer", "message_template"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            server.execute(f"select * from aftercare.{table}")


def test_a_server_that_is_down_costs_one_try_and_the_rest_waits(server, post):
    settings(server, mail_port="1")
    write(server, 3)
    turn = sending.run(server, NOBODY)
    assert dict(turn.states) == {"failed": 1} and turn.closed["email"].code == "mail_unreachable"
    assert states(server) == [("failed", "mail_unreachable"), ("waiting", ""), ("waiting", "")]
    settings(server, mail_port=str(post.port))
    server.execute("update aftercare.message set next_try_at = now() where state = 'failed'")
    assert dict(sending.run(server, NOBODY).states) == {"sent": 3}


@pytest.mark.parametrize(("after", "state", "fault"), [
    ("RCPT", "failed", "mail_connection_lost"),
    ("DATA", "failed", "mail_connection_lost"),
    ("TEXT", "perhaps", "mail_no_answer"),
])  # fmt: skip
def test_a_connection_that_breaks_half_way_is_tried_again_only_before_the_text_went(server, post, after, state, fault):
    write(server)
    post.hang_up_after = after
    sending.run(server, NOBODY)
    assert states(server) == [(state, fault)]
    post.hang_up_after = ""
    server.execute("update aftercare.message set next_try_at = now() where state = 'failed'")
    sending.run(server, NOBODY)
    assert len(post.kept) == 1, "lost or doubled"


def test_a_server_that_says_a_byte_now_and_then_holds_nobody_up(server, post, monkeypatch):
    monkeypatch.setattr(mail_out, "ANSWERS", 0.02)  # of 30 seconds
    write(server, 2)
    post.drip = True
    began = time.monotonic()
    sending.run(server, NOBODY)
    assert time.monotonic() - began < 15
    assert states(server) == [("perhaps", "mail_no_answer"), ("waiting", "")]


def test_an_address_that_is_refused_is_given_up_and_not_shown(server, post):
    write(server, 2)
    post.refuse, post.busy = {"c0@example.com"}, {"c1@example.com"}
    assert dict(sending.run(server, NOBODY).states) == {"given_up": 1, "failed": 1}
    rows = server.execute("select state, fault, fault_detail from aftercare.message order by created_at, id").fetchall()
    assert rows[0] == ("given_up", "mail_address_refused", "550 no such mailbox …")
    assert rows[1][:2] == ("failed", "mail_later")


def test_the_password_goes_to_the_server_it_belongs_to_only(server, post):
    post.login = ("shop", "a secret 5")
    settings(server, mail_login="shop")
    write(server)
    assert sending.run(server, NOBODY).closed["email"].code == "mail_password_missing"
    elsewhere = SendingSettings({("smtp.elsewhere.cn", "shop"): "a secret 5"})
    server.execute("update aftercare.message set next_try_at = now()")
    assert sending.run(server, elsewhere).closed["email"].code == "mail_password_missing"
    server.execute("update aftercare.message set next_try_at = now()")
    wrong = SendingSettings({("127.0.0.1", "shop"): "falsch"})
    assert sending.run(server, wrong).closed["email"].code == "mail_login_refused"
    server.execute("update aftercare.message set next_try_at = now()")
    assert dict(sending.run(server, SendingSettings({("127.0.0.1", "shop"): "a secret 5"})).states) == {"sent": 1}


def test_no_password_over_an_open_line_and_no_fall_back_from_encryption(server, post):
    settings(server, mail_host="mail.example.cn", mail_login="shop")
    write(server)
    own = SendingSettings({("mail.example.cn", "shop"): "a secret 5"})
    assert sending.run(server, own).closed["email"].code == "mail_password_open"
    settings(server, mail_host="127.0.0.1", mail_login="", mail_security="starttls")
    server.execute("update aftercare.message set next_try_at = now()")
    assert sending.run(server, NOBODY).closed["email"].code == "mail_not_encrypted"
    assert post.kept == []


@pytest.mark.parametrize("wrong", [
    {"mail_from": "nobody"}, {"mail_from": "a@b\nBcc: x@y"}, {"mail_security": "maybe"}, {"mail_port": "0"},
    {"mail_host": "a b"},
])  # fmt: skip
def test_wrong_settings_leave_the_messages_as_they_are(server, post, wrong):
    settings(server, **wrong)
    write(server)
    turn = sending.run(server, NOBODY)
    assert turn.closed["email"].code == "mail_settings_wrong" and states(server) == [("waiting", "")]


def test_headers_cannot_be_written_by_a_name_or_subject():
    mail = mail_out.MailSettings("127.0.0.1", 25, "none", "", "a@b.cn", "x")
    mailer = mail_out.Mailer(mail, NOBODY)
    raw = mailer._content("c@d.cn", "Hi\r\nBcc: e@f.cn\u2028X: y", "text", "en", uuid4())
    head = raw.partition(b"\r\n\r\n")[0].decode()
    assert not [line for line in head.splitlines() if line.startswith(("Bcc", "X:"))]
    for address in ("c@d.cn\r\nRCPT TO:<e@f.cn>", "c@d.cn,e@f.cn", "<c@d.cn>", "c@d.cn e@f.cn", "c"):
        assert mailer.send(address, "s", "b", "en", uuid4(), lambda: True).result == "refused"


# -- text messages ------------------------------------------------------------------------------------


def program(tmp_path, body):
    path = tmp_path / "send-sms"
    path.write_text(f"#!{sys.executable}\nimport sys, os, pathlib, signal\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


needs_posix = pytest.mark.skipif(os.name != "posix", reason="programs are started by their first line")


@needs_posix
def test_a_text_message_goes_to_the_program_on_stdin_and_its_number_as_an_argument(server, tmp_path):
    out = tmp_path / "out"
    command = program(
        tmp_path, f"pathlib.Path({str(out)!r}).write_bytes(repr(sys.argv[1:]).encode() + sys.stdin.buffer.read())"
    )
    write(server, channel="sms", phone="+86 138-1234-5678")
    assert dict(sending.run(server, SendingSettings(sms_command=(command, "--from", "$(id) ;x"))).states) == {"sent": 1}
    assert out.read_text("utf-8") == "['--from', '$(id) ;x', '13812345678']第一行\n.点开头\n..两点"


@needs_posix
@pytest.mark.parametrize(("body", "state", "fault"), [
    ("sys.exit(65)", "given_up", "sms_refused"),
    ("sys.stderr.write('no credit for 13800000000'); sys.exit(3)", "failed", "sms_failed"),
    ("os.kill(os.getpid(), signal.SIGKILL)", "perhaps", "sms_no_answer"),
    ("signal.pause()", "perhaps", "sms_no_answer"),
])  # fmt: skip
def test_the_program_s_exit_code_is_what_came_of_it(server, tmp_path, body, state, fault):
    write(server, channel="sms")
    sending.run(server, SendingSettings(sms_command=(program(tmp_path, body),), sms_seconds=1))
    assert states(server) == [(state, fault)]
    detail = server.execute("select fault_detail from aftercare.message").fetchone()[0]
    assert "138" not in detail


@needs_posix
@pytest.mark.parametrize(("ends", "state"), [("os._exit(0)", "sent"), ("signal.pause()", "perhaps")])
def test_what_a_program_leaves_running_holds_nobody_up(server, tmp_path, ends, state):
    left = tmp_path / "left"
    write(server, channel="sms")
    began = time.monotonic()
    body = f"child = os.fork()\nif child:\n    pathlib.Path({str(left)!r}).write_text(str(child)); {ends}\n"
    body += "os.setsid(); signal.pause()"
    sending.run(server, SendingSettings(sms_command=(program(tmp_path, body),), sms_seconds=1))
    try:
        assert time.monotonic() - began < 20
        assert [one for one, _fault in states(server)] == [state]
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(left.read_text()), 9)


@needs_posix
def test_a_program_that_is_not_there_costs_one_try(server, tmp_path):
    write(server, 2, channel="sms")
    turn = sending.run(server, SendingSettings(sms_command=(str(tmp_path / "nothing"),)))
    assert turn.closed["sms"].code == "sms_command_missing"
    assert states(server) == [("failed", "sms_command_missing"), ("waiting", "")]


def test_without_a_program_text_messages_wait_without_counting(server, post):
    write(server, channel="sms")
    assert sending.run(server, NOBODY).total == 0
    assert states(server) == [("waiting", "")]


# -- the file of the computer that sends --------------------------------------------------------------


def test_the_file_is_read_and_refused_where_others_can_read_it(tmp_path):
    file = tmp_path / "sending.toml"
    assert sending_settings.read(file) == NOBODY
    file.write_text(
        '[[mail.password]]\nhost = "SMTP.example.cn"\nlogin = "shop"\npassword = "a secret 5"\n'
        f'[sms]\ncommand = ["{sys.executable.replace(os.sep, "/")}", "-x"]\n', encoding="utf-8",
    )  # fmt: skip
    file.chmod(0o600)
    own = sending_settings.read(file)
    assert own.password("smtp.EXAMPLE.cn", "shop") == "a secret 5" and own.password("other", "shop") is None
    assert own.sms_command[1:] == ("-x",)
    if os.name == "posix":
        file.chmod(0o640)
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
        with pytest.raises(ServiceError, match="sending_file_open"):
            sending_settings.read(file)


@pytest.mark.parametrize("content", [
    "[", "[sms]\ncommand = 'rm -rf'", '[sms]\ncommand = ["relative"]', "[sms]\nseconds = 0", "mail = 3",
    '[[mail.password]]\nhost = "x"',
])  # fmt: skip
def test_a_file_that_is_wrong_says_where(tmp_path, content):
    file = tmp_path / "sending.toml"
    file.write_text(content, encoding="utf-8")
    file.chmod(0o600)
    with pytest.raises(ServiceError, match="sending_file_wrong"):
        sending_settings.read(file)


def test_a_test_message_gives_a_clear_answer(server, post):
    sending.test(server, NOBODY, "me@example.cn", "试发", "可以收到")
    assert post.recipients == ["me@example.cn"]
    post.refuse = {"me@example.cn"}
    with pytest.raises(ServiceError) as refused:
        sending.test(server, NOBODY, "me@example.cn", "试发", "可以收到")
    assert refused.value.code == "mail_address_refused" and "550" in refused.value.sentence()
    with pytest.raises(ServiceError, match="sms_command_missing"):
        sending.test(server, NOBODY, "13812345678", "", "可以收到")
    assert SENT.result == "sent"
