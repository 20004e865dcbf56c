"""Tests of sending asked for in the program: the computer that sends tries, and says here what came of it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services import errors
from services.database import Database
from services.rows import records
from services.texts import N_, language

STATE_NAMES = {
    "waiting": N_("Waits for the computer that sends"),
    "sending": N_("Being sent"),
    "sent": N_("Taken by the server"),
    "failed": N_("Did not go"),
    "perhaps": N_("Perhaps sent"),
}
# Due work looks every minute; after so many seconds nobody seems to.
OVERDUE_SECONDS = 180
SHOWN = 20

errors.sentences(
    sending_test_address=N_("Enter one e-mail address, or one telephone number."),
    sending_test_limit=N_("Ten tests within an hour are as many as anybody may ask for."),
    sending_test_settings=N_("The computer that sends cannot: {what}"),
    sending_test_nobody=N_("No computer took it up within an hour: nobody sends."),
)


class SendingTest(NamedTuple):
    """A test. to_masked is all anybody sees of the address; fault: a code for what went wrong."""

    id: UUID
    channel: str
    to_masked: str
    state: str
    fault: str
    fault_detail: str
    by_name: str
    created_at: datetime
    ended_at: datetime | None
    overdue: bool


_RECENT = text("""
    select t.id, t.channel, t.to_masked, t.state, t.fault, t.fault_detail, coalesce(s.name, t.created_by) as by_name,
           t.created_at, t.ended_at,
           t.state = 'waiting' and t.created_at < now() - make_interval(secs => :overdue) as overdue
    from (select id, channel, to_masked, state, fault, fault_detail, created_by, created_at, ended_at
          from sending_test order by created_at desc, id desc limit :shown) t
    left join staff s on s.login = t.created_by
    order by t.created_at desc, t.id desc""")
_ASK = text("select sending_test_ask(:id, :channel, :address, :lang, :request)")


def recent(db: Database) -> list[SendingTest]:
    """The newest tests, the newest first."""
    with db.read() as connection:
        return records(SendingTest, connection.execute(_RECENT, {"overdue": OVERDUE_SECONDS, "shown": SHOWN}))


def ask(db: Database, test_id: UUID, channel: str, address: str, request: UUID) -> None:
    """Ask for a test in the language of the moment; channel: email or sms. An administrator's.

    Raises ServiceError 'sending_test_address', 'sending_test_limit'.
    """
    lang = "en" if language() == "en" else "zh"
    db.call(request, _ASK, {"id": test_id, "channel": channel, "address": address, "lang": lang})
