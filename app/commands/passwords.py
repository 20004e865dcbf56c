"""Reading a password without showing it."""

import getpass
import sys

from services.errors import ServiceError
from services.texts import _


def read_password() -> str:
    """Typed twice at a terminal, else the first line of standard input."""
    if not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = getpass.getpass(_("Password: "))
        if password and getpass.getpass(_("Once more: ")) != password:
            raise ServiceError("passwords_differ")
    if not password:
        raise ServiceError("password_not_given")
    return password
