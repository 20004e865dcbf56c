"""Text messages by a program of the company's own: the number is its last argument, the text comes on stdin.

Exit code 0: sent. 65: the number or the text is refused for good. Any other: nothing was sent, it will be tried
again. Stopped by a signal or for taking too long: it may have been sent, a person decides.
"""

import contextlib
import os
import re
import signal
import subprocess
import tempfile

from services.outcomes import SENT, WITHDRAWN, HandOver, Outcome
from services.sending_settings import SendingSettings

REFUSED = 65
# Of what the program said only the end is kept.
_SAID_BYTES = 4096
# A killed program is gone at once, unless a disk or a driver holds it.
_END_SECONDS = 5.0
_NUMBER = re.compile(r"\+?[0-9]{5,20}")


def send(own: SendingSettings, number: str, body: str, hand_over: HandOver) -> Outcome:
    """Hand one text to the program; never through a shell, and nothing but digits as an argument."""
    if not _NUMBER.fullmatch(number):
        return Outcome("refused", "sms_refused")
    if not os.access(own.sms_command[0], os.X_OK):
        return Outcome("again", "sms_command_missing", own.sms_command[0], stop=True)
    # A file and no pipe: what the program leaves running behind it may hold a pipe open for ever.
    with tempfile.TemporaryFile() as complaints:
        if not hand_over():
            return WITHDRAWN
        try:
            program = subprocess.Popen(
                [*own.sms_command, number],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                start_new_session=os.name == "posix",
            )
        except OSError as error:
            return Outcome("again", "sms_command_missing", error.strerror or str(error), stop=True)
        try:
            program.communicate(body.encode("utf-8"), timeout=own.sms_seconds)
        except subprocess.TimeoutExpired:
            _end(program)
            return Outcome("perhaps", "sms_no_answer")
        except OSError as error:
            _end(program)
            return Outcome("perhaps", "sms_no_answer", error.strerror or str(error))
        code = program.returncode
        if code == 0:
            return SENT
        complaints.seek(max(complaints.seek(0, os.SEEK_END) - _SAID_BYTES, 0))
        said = complaints.read().decode("utf-8", "replace")
    words = re.sub(r"\+?[0-9]{5,}", "…", said)[-300:].strip()
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
    if program.stdin is not None:
        with contextlib.suppress(OSError):
            program.stdin.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        program.wait(_END_SECONDS)
