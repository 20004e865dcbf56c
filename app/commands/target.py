"""Which database a command works on: AFTERCARE_DSN, else this computer's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import embedded, settings
from services.errors import ServiceError

if TYPE_CHECKING:
    from services.database import Database

DATABASE = "aftercare"


@dataclass(frozen=True)
class Target:
    """conninfo of the database; embedded: it is this computer's own, and we are its superuser."""

    conninfo: str
    embedded: bool


@contextmanager
def target(*, make: bool = False) -> Iterator[Target]:
    """The database of this command; the private one runs as long as the command does.

    make: create the private cluster if there is none.
    """
    dsn = settings.environment_dsn()
    if dsn:
        yield Target(dsn, False)
        return
    cluster = embedded.Cluster(embedded.default_folder())
    if not make and not cluster.exists():
        raise ServiceError("no_database_here")
    with cluster:
        yield Target(cluster.dsn(DATABASE), True)


@contextmanager
def database() -> Iterator["Database"]:
    """A Database on a schema that fits this program, as whoever AFTERCARE_DSN says."""
    from services import installation
    from services.database import Database

    with target() as where:
        with installation.connect(where.conninfo) as connection:
            installation.look(connection).check_usable()
            user = connection.info.user
        db = Database(where.conninfo, login=user.removeprefix("s_"), application="aftercare-admin")
        try:
            yield db
        finally:
            db.close()
