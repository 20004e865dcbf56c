"""kill -9 of the sender in the middle of the outbox: no message twice, none lost, and 'perhaps' only where it may be."""

import random
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import psycopg

from services import installation, sending
from services.ids import new_id
from services.sending_settings import SendingSettings
from tests.faults.judge import Verdict
from tests.faults.rounds import Shift, shift
from tests.faults.world import World
from tests.message_samples import due_message
from tests.smtp_stub import MailServer, mail_server

AT_ONCE = 5
# Its claim is taken for left behind after this long.
_LEFT_BEHIND = """
    update message set claimed_at = claimed_at - interval '20 minutes' where state = 'sending'"""
_RIGHT_NOW = "update message set next_try_at = clock_timestamp() where state = 'failed'"


def kill_sender(world: World, folder: Path, rounds: int) -> Verdict:
    """Every other time the text is handed over already when the sender is killed, else at any moment."""
    verdict = Verdict()
    with mail_server() as post, shift(world, folder, "sender-kill") as work, world.connect(work.database) as server:
        server.execute("set search_path = aftercare")
        _settle_in(server, post)
        surely_handed: set[str] = set()
        for number in range(rounds):
            for _message in range(AT_ONCE):
                due_message(server, new_id())
            verdict.begun += AT_ONCE
            handed = number % 2 == 0
            post.wait = handed
            before = len(post.kept)
            post.has_text.clear()
            work.begin_sending(world.dsn(work.database))
            if handed:
                _until(work, lambda before=before: len(post.kept) > before)
                surely_handed.add(_id_of(post, -1))
            else:
                time.sleep(random.uniform(0, 0.15))
            work.kill()
            post.let_go()
            _judge(server, post, verdict, surely_handed)
        server.execute(_RIGHT_NOW)
        with closing(installation.connect(world.dsn(work.database))) as own:
            while sending.run(own, SendingSettings()).total:
                continue
        _judge(server, post, verdict, surely_handed)
        states: Counter[str] = Counter(
            dict(server.execute("select state, count(*) from message group by state").fetchall())
        )
        verdict.acknowledged = states["sent"]
        verdict.told = ["perhaps"] * states["perhaps"]
        if states["sent"] + states["perhaps"] != verdict.begun:
            verdict.lost.append(f"messages that nobody sends: {dict(states)}")
    return verdict


def _settle_in(server: psycopg.Connection, post: MailServer) -> None:
    values = {
        "mail_host": "127.0.0.1", "mail_port": str(post.port), "mail_security": "none", "mail_from": "shop@example.cn",
    }  # fmt: skip
    for code, value in values.items():
        server.execute("update parameter set value = %s where code = %s", [value, code])


def _until(work: Shift, reached) -> None:  # type: ignore[no-untyped-def]
    work._until(reached, 60)


def _id_of(post: MailServer, place: int) -> str:
    return str(post.kept[place]["Message-ID"]).strip("<>").partition("@")[0]


def _judge(server: psycopg.Connection, post: MailServer, verdict: Verdict, surely_handed: set[str]) -> None:
    """What the outbox says against what the mail server was given."""
    server.execute(_LEFT_BEHIND)
    server.execute("select messages_left_behind()")
    came = Counter(_id_of(post, place) for place in range(len(post.kept)))
    for message, state, tried in server.execute(
        "select id::text, state, handed_at is not null from message"
    ).fetchall():
        if came[message] > 1:
            verdict.doubled.append(f"{message} came {came[message]} times")
        if state == "sent" and not came[message]:
            verdict.lost.append(f"{message} is called sent and never came")
        if came[message] and state not in ("sent", "perhaps"):
            verdict.halves.append(f"{message} came and is called {state}")
        if state == "perhaps" and not tried:
            verdict.halves.append(f"{message} was never handed over and is called perhaps")
        if message in surely_handed and state != "perhaps":
            verdict.halves.append(f"{message} got no answer and is called {state}")
    server.execute(_RIGHT_NOW)
