"""What comes of handing a message over, as the outbox knows it."""

from collections.abc import Callable
from typing import NamedTuple

from services import errors
from services.texts import N_, _

errors.sentences(
    mail_unreachable=N_("The mail server does not answer."),
    mail_not_encrypted=N_("The mail server does not encrypt as it is asked to, or cannot prove who it is."),
    mail_login_refused=N_("The mail server refuses the login or its password."),
    mail_sender_refused=N_("The mail server refuses the address we send from."),
    mail_address_refused=N_("The mail server does not accept the customer's address."),
    mail_later=N_("The mail server asks to be tried later."),
    mail_text_refused=N_("The mail server refuses the message."),
    mail_connection_lost=N_("The connection to the mail server broke before the message was handed over."),
    mail_no_answer=N_("The message was handed over, but the mail server's answer did not arrive."),
    mail_settings_wrong=N_("The settings of the mail server are incomplete or wrong: {what}."),
    mail_password_missing=N_("The password for this mail server is not on the computer that sends."),
    mail_password_open=N_("A password is sent to a mail server only over an encrypted connection."),
    sms_command_missing=N_("The program that sends text messages cannot be started."),
    sms_failed=N_("The program that sends text messages reports a failure."),
    sms_refused=N_("The program that sends text messages does not accept this number or text."),
    sms_no_answer=N_("The program that sends text messages was stopped before it said whether it has sent."),
)

# Says in the database that the text is about to be handed over; False where it must not be.
HandOver = Callable[[], bool]


class Outcome(NamedTuple):
    """result: sent, again (nothing was sent), refused (nothing was sent, trying again would not help), perhaps, or
    withdrawn (it was no longer this sender's). fault: a code with a sentence. stop: nothing more goes this way now."""

    result: str
    fault: str = ""
    detail: str = ""
    stop: bool = False


SENT = Outcome("sent")
WITHDRAWN = Outcome("withdrawn")


def fault_words(fault: str, detail: str = "") -> str:
    """What went wrong, in a sentence, with the other side's own words where there are some."""
    if not fault:
        return ""
    sentence = errors.ServiceError(fault, what=detail).sentence()
    return (
        sentence
        if not detail or detail in sentence
        else _("{sentence} ({detail})").format(sentence=sentence, detail=detail)
    )
