"""Sending as the timer does it: `aftercare-admin jobs` and `send-test`, and what a killed one leaves behind."""

import os
import signal
import subprocess
import sys

import psycopg
import pytest

from tests.services.test_sending import settings, states, write
from tests.smtp_stub import mail_server


@pytest.fixture
def post(fresh_database):
    with mail_server() as state, psycopg.connect(fresh_database.dsn(), autocommit=True) as server:
        settings(server, mail_host="127.0.0.1", mail_port=str(state.port), mail_security="none", mail_login="shop",
                 mail_from="shop@example.cn")  # fmt: skip
        state.login = ("shop", "a secret 5")
        yield state, server


@pytest.fixture
def admin(fresh_database, tmp_path):
    """Start a command in a home of its own, as a process."""
    folder = tmp_path / "home" / "config"
    folder.mkdir(parents=True)
    file = folder / "sending.toml"
    file.write_text(
        '[[mail.password]]\nhost = "127.0.0.1"\nlogin = "shop"\npassword = "a secret 5"\n', encoding="utf-8"
    )
    file.chmod(0o600)
    setting = {**os.environ, "AFTERCARE_HOME": str(tmp_path / "home"), "AFTERCARE_DSN": fresh_database.dsn(),
               "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}  # fmt: skip

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "app.admin", *arguments], env=setting, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    start.file = file
    return start


def said(process):
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    return process.returncode, out, err


def test_jobs_send_what_is_due(admin, post):
    state, server = post
    write(server, 2)
    code, out, _err = said(admin("jobs", "--once"))
    assert code == 0 and "messages: sent 2" in out and len(state.kept) == 2


def test_a_server_that_is_away_is_said_and_other_due_work_is_done(admin, post):
    _state, server = post
    settings(server, mail_port="1")
    write(server)
    code, out, err = said(admin("jobs", "--once"))
    assert code == 1 and "does not answer" in err and "due_prune_changes" in out
    assert states(server) == [("failed", "mail_unreachable")]


def test_a_killed_sender_leaves_what_was_perhaps_sent_to_a_person(admin, post):
    state, server = post
    write(server)
    state.wait = True
    running = admin("jobs", "--once")
    assert state.has_text.wait(60)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=60)
    assert states(server) == [("sending", "")]
    server.execute("update aftercare.message set claimed_at = now() - interval '16 minutes'")
    server.execute("update aftercare.job_run set started_at = 'epoch'")
    state.wait = False
    state.answer.set()
    assert said(admin("jobs", "--once"))[0] == 0
    assert states(server) == [("perhaps", "message_sender_died")] and len(state.kept) == 1


def test_a_test_message_says_what_came_of_it(admin, post):
    state, _server = post
    code, out, _err = said(admin("send-test", "me@example.cn"))
    assert code == 0 and "me@example.cn" in out and state.recipients == ["me@example.cn"]
    state.refuse = {"me@example.cn"}
    code, _out, err = said(admin("send-test", "me@example.cn"))
    assert code == 1 and "does not accept" in err and "550" in err
    if os.name == "posix":
        admin.file.chmod(0o644)
        code, _out, err = said(admin("send-test", "me@example.cn"))
        assert code == 1 and "chmod 600" in err
