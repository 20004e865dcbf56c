"""What only the computer that sends knows: passwords of mail servers, and the program that sends text messages.

One TOML file beside the other settings of that computer, readable by the account that runs due work and by nobody
else. It is kept out of the database on purpose: backups, standbys, the audit trail and whoever reads statements on
the server would have the password too. A password is bound to its server's name, so that whoever may change the
settings of the company cannot have it sent to a server of his own.
"""

import os
import stat
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services import errors
from services.errors import ServiceError
from services.texts import N_

FILE = "sending.toml"
SMS_SECONDS = 60

errors.sentences(
    sending_file_open=N_("{file} can be read by others. Take their rights away (chmod 600), then try again."),
    sending_file_wrong=N_("{file} is not as it should be: {what}."),
)


@dataclass(frozen=True)
class SendingSettings:
    """passwords: by name of the server and login. ca_file: the authority of the mail server's certificate, empty for the
    system's. sms_command: a program with its arguments; empty where text messages are not sent from here."""

    passwords: Mapping[tuple[str, str], str] = field(default_factory=dict)
    ca_file: str = ""
    sms_command: Sequence[str] = ()
    sms_seconds: int = SMS_SECONDS

    def password(self, host: str, login: str) -> str | None:
        """The password for a login at a server; None where this computer has none for that server."""
        return self.passwords.get((host.lower(), login))


def read(file: Path) -> SendingSettings:
    """What is in the file; nothing where there is none. Raises ServiceError where others can read it or it is wrong."""
    try:
        content = file.read_bytes()
        mode = file.stat().st_mode
    except FileNotFoundError:
        return SendingSettings()
    except OSError as error:
        raise ServiceError("sending_file_wrong", file=file, what=error.strerror or error) from error
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise ServiceError("sending_file_open", file=file)
    try:
        found = tomllib.loads(content.decode("utf-8"))
        return _settings(found)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError) as error:
        raise ServiceError("sending_file_wrong", file=file, what=error) from error


def _settings(found: Mapping[str, Any]) -> SendingSettings:
    mail, sms = _table(found, "mail"), _table(found, "sms")
    passwords = {}
    for place, one in enumerate(mail.get("password", []), start=1):
        if not isinstance(one, dict) or not all(_is_text(one.get(name)) for name in ("host", "login", "password")):
            raise ValueError(f"[[mail.password]] {place}: host, login, password")
        passwords[one["host"].lower(), one["login"]] = one["password"]
    command = sms.get("command", [])
    if not isinstance(command, list) or not all(_is_text(part) for part in command):
        raise ValueError('[sms] command = ["program", "argument"]')
    if command and not Path(command[0]).is_absolute():
        raise ValueError(f"[sms] command: {command[0]} is not a full path")
    seconds = sms.get("seconds", SMS_SECONDS)
    if not isinstance(seconds, int) or not 1 <= seconds <= 300:
        raise ValueError("[sms] seconds: 1 - 300")
    ca_file = mail.get("ca_file", "")
    if not isinstance(ca_file, str):
        raise ValueError("[mail] ca_file")
    return SendingSettings(passwords, ca_file, tuple(command), seconds)


def _table(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = found.get(name, {})
    if not isinstance(table, dict):
        raise ValueError(f"[{name}]")
    return table


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != "" and "\x00" not in value
