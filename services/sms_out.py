"""Text messages by a program of the company's own: the number is its last argument, the text comes on stdin.

Exit code 0: sent. 65: the number or the text is refused for good. Any other: nothing was sent, it will be tried
again. Stopped by a signal or for taking too long: it may have been sent, a person decides.
"""

import contextlib
import os
import re
import signal
import subprocess

from services.outcomes import SENT, WITHDRAWN, HandOver, Outcome
from services.sending_settings import SendingSettings

REFUSED = 65
_NUMBER = re.compile(r"\+?[0-9]{5,20}")


def send(own: SendingSettings, number: str, body: str, hand_over: HandOver) -> Outcome:
    """Hand one text to the program; never through a shell, and nothing but digits as an argument."""
    if not _NUMBER.fullmatch(number):
        return Outcome("refused", "sms_refused")
    if not os.access(own.sms_command[0], os.X_OK):
        return Outcome("again", "sms_command_missing", own.sms_command[0], stop=True)
    if not hand_over():
        return WITHDRAWN
    try:
        program = subprocess.Popen(
            [*own.sms_command, number],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=os.name == "posix",
        )
    except OSError as error:
        return Outcome("again", "sms_command_missing", error.strerror or str(error), stop=True)
    try:
        _out, said = program.communicate(body.encode("utf-8"), timeout=own.sms_seconds)
    except subprocess.TimeoutExpired:
        _end(program)
        return Outcome("perhaps", "sms_no_answer")
    except OSError as error:
        _end(program)
        return Outcome("perhaps", "sms_no_answer", error.strerror or str(error))
    code = program.returncode
    if code == 0:
        return SENT
    words = re.sub(r"\+?[0-9]{5,}", "…", said.decode("utf-8", "replace"))[-300:].strip()
    if code < 0:
        return Outcome("perhaps", "sms_no_answer", f"signal {-code}")
    detail = f"{code} {words}".strip()
    return Outcome("refused", "sms_refused", detail) if code == REFUSED else Outcome("again", "sms_failed", detail)


def _end(program: subprocess.Popen[bytes]) -> None:
    """Stop the program and what it started."""
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(program.pid, signal.SIGKILL)
        else:
            program.kill()
    program.communicate()
