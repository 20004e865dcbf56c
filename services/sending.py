"""Sends what is due in the outbox: for the timer's role, which alone is given addresses.

Each step is a transaction of its own (models/sql/functions/72_message_sending.sql): a message is claimed, the
database is told right before its text is handed over, then what came of it. Several senders share the work; each
message is one sender's. A sender that is killed loses nothing and sends nothing twice: what it had not handed over
waits again, what it had is 'perhaps sent', and a person decides.
"""

import re
import time
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import psycopg

from services import mail_out, sms_out
from services.errors import ServiceError
from services.mail_out import Mailer
from services.outcomes import Outcome, fault_words
from services.sending_settings import SendingSettings
from services.texts import N_, _, in_language

# A turn of the timer: the rest waits for the next, so that other due work is not held up.
MOST = 500
SECONDS = 50.0

_CLAIM = "select id, channel, address, lang, subject, body from aftercare.message_claim(%s, %s)"
_HAND_OVER = "select aftercare.message_hand_over(%s, %s)"
_RESULT = "select aftercare.message_result(%s, %s, %s, %s, %s)"
_COMPANY = "select aftercare.message_sender()"
_CLAIM_TEST = "select id, channel, address, lang from aftercare.sending_test_claim(%s)"
_TEST_RESULT = "select aftercare.sending_test_result(%s, %s, %s, %s, %s)"
TEST_SUBJECT = N_("A test message of Aftercare")
TEST_BODY = N_("This message shows that sending works. Nobody needs to answer it.")


@dataclass
class Turn:
    """What came of one turn: how many messages by state, and why a way is closed (mail or text messages)."""

    states: Counter[str] = field(default_factory=Counter)
    closed: dict[str, ServiceError] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.states.total()


def run(connection: psycopg.Connection, own: SendingSettings, *, most: int = MOST, seconds: float = SECONDS) -> Turn:
    """Send what is due, at most so much; connection commits each statement, its role is aftercare_jobs or a superuser.

    Where nothing is set up for a way its messages stay as they are, without counting a try.
    """
    turn = Turn()
    _run_tests(connection, own)
    ways: list[str] = ["sms"] if own.sms_command else []
    mailer = None
    try:
        mail = mail_out.settings(_company(connection))
        if mail is not None:
            mailer = Mailer(mail, own)
            ways.append("email")
    except ServiceError as error:
        turn.closed["email"] = error
    worker, until = uuid4(), time.monotonic() + seconds
    try:
        while ways and turn.total < most and time.monotonic() < until:
            found = connection.execute(_CLAIM, [worker, ways]).fetchone()
            if found is None:
                break
            message_id, channel, address, lang, subject, body = found
            outcome = _hand(connection, worker, message_id, channel, address, (lang, subject, body), mailer, own)
            if outcome.result == "withdrawn":
                continue
            state = connection.execute(
                _RESULT, [message_id, worker, outcome.result, outcome.fault, outcome.detail]
            ).fetchone()
            turn.states[str(state[0]) if state and state[0] else "cancelled"] += 1
            if outcome.stop:
                ways.remove(channel)
                turn.closed[channel] = ServiceError(outcome.fault, what=outcome.detail)
    finally:
        if mailer is not None:
            mailer.close()
    return turn


def _hand(
    connection: psycopg.Connection,
    worker: UUID,
    message_id: UUID,
    channel: str,
    address: str,
    content: tuple[str, str, str],
    mailer: Mailer | None,
    own: SendingSettings,
) -> Outcome:
    def hand_over() -> bool:
        row = connection.execute(_HAND_OVER, [message_id, worker]).fetchone()
        return bool(row and row[0])

    lang, subject, body = content
    if channel == "sms":
        return sms_out.send(own, address, body, hand_over)
    assert mailer is not None
    return mailer.send(address, subject, body, lang, message_id, hand_over)


def refuse_tests(connection: psycopg.Connection, why: ServiceError) -> None:
    """Nothing can be sent from this computer: say so to who asked for a test."""
    worker = uuid4()
    while (found := connection.execute(_CLAIM_TEST, [worker]).fetchone()) is not None:
        connection.execute(_TEST_RESULT, [found[0], worker, "refused", "sending_test_settings", why.sentence()])


def _run_tests(connection: psycopg.Connection, own: SendingSettings) -> None:
    """The tests that administrators asked for in the program, each tried once; what came of it is said there."""
    worker = uuid4()
    while (found := connection.execute(_CLAIM_TEST, [worker]).fetchone()) is not None:
        test_id, _channel, address, lang = found
        with in_language("en" if lang == "en" else "zh_CN"):
            subject, body = _(TEST_SUBJECT), _(TEST_BODY)
        said = ("sent", "", "")
        try:
            test(connection, own, address, subject, body)
        except SendingFailed as error:
            said = (error.outcome.result, error.outcome.fault, error.outcome.detail)
        except ServiceError as error:
            said = ("refused", error.code, str(error.values.get("what", "")))
        connection.execute(_TEST_RESULT, [test_id, worker, *said])


def test(connection: psycopg.Connection, own: SendingSettings, address: str, subject: str, body: str) -> None:
    """Send a message to an address that somebody typed on the computer that sends: an e-mail address, or a number.

    Raises ServiceError with what is wrong; nothing of it is kept.
    """
    if re.fullmatch(r"\+?[0-9]{5,20}", address):
        if not own.sms_command:
            raise ServiceError("sms_command_missing")
        outcome = sms_out.send(own, address, body, lambda: True)
    else:
        mail = mail_out.settings(_company(connection))
        if mail is None:
            raise ServiceError("mail_settings_wrong", what="mail_host")
        mailer = Mailer(mail, own)
        try:
            outcome = mailer.send(address, subject, body, "zh", uuid4(), lambda: True)
        finally:
            mailer.close()
    if outcome.result != "sent":
        raise SendingFailed(outcome)


class SendingFailed(ServiceError):
    """A test message did not go; says why with the other side's words."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.fault, what=outcome.detail)
        self.outcome = outcome

    def sentence(self) -> str:
        return fault_words(self.outcome.fault, self.outcome.detail)


def _company(connection: psycopg.Connection) -> dict[str, str]:
    row = connection.execute(_COMPANY).fetchone()
    assert row is not None
    return dict(row[0])
