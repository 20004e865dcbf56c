"""Sending from this computer: its own file with passwords and programs, and one turn through the outbox."""

from pathlib import Path

from app import settings
from services import installation, sending, sending_settings
from services.errors import ServiceError
from services.sending import Turn


def file() -> Path:
    """Where this computer keeps what only it knows about sending."""
    return settings.config_folder() / sending_settings.FILE


@installation.reaching()
def send(conninfo: str) -> Turn:
    """Send what is due; conninfo is aftercare_jobs' or a superuser's. Raises ServiceError where the file is wrong."""
    with installation.connect(conninfo) as connection:
        try:
            own = sending_settings.read(file())
        except ServiceError as error:
            sending.refuse_tests(connection, error)
            raise
        return sending.run(connection, own)


@installation.reaching()
def send_test(conninfo: str, address: str, subject: str, body: str) -> None:
    """Send a test message; raises ServiceError with what is wrong."""
    own = sending_settings.read(file())
    with installation.connect(conninfo) as connection:
        sending.test(connection, own, address, subject, body)
