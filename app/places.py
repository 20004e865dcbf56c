"""Where one can sign in: this PC's profiles, a server named for this start, the private database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.dsn import parts as dsn_parts
from app.remembered import Remembered
from app.settings import Profile, conninfo, with_keepalives
from services.texts import _

if TYPE_CHECKING:
    from app import embedded

DATABASE = "aftercare"
_NOBODY = "nobody"  # sign_in puts the person in


@dataclass(frozen=True)
class Place:
    """A database to sign in to.

    words: name and server for people. key: names it for drafts and for who signed in last. conninfo(): without
    anybody's name; starts the private database, so it belongs on a worker. login, password: given with a DSN.
    superuser(): conninfo of the superuser, where the database is this computer's own.
    """

    name: str
    words: str
    key: str
    conninfo: Callable[[], str]
    embedded: bool = False
    login: str = ""
    password: str = ""
    superuser: Callable[[], str] | None = None


class Places:
    """All places of this start. dsn: from --dsn or AFTERCARE_DSN, then the only one; only: likewise."""

    def __init__(self, remembered: Remembered, dsn: str = "", only: Place | None = None) -> None:
        self._remembered = remembered
        self._only = only if only is not None or not dsn else _from_dsn(dsn)
        self._ask = False
        self._cluster: embedded.Cluster | None = None

    @property
    def given(self) -> Place | None:
        """The place of the DSN."""
        if self._only is None or not self._ask:
            return self._only
        return replace(self._only, password="")

    def ask_for_password(self) -> None:
        """From now on even where the DSN brings one: somebody signed out."""
        self._ask = True

    def all(self) -> list[Place]:
        """In the order of the profiles."""
        if self.given is not None:
            return [self.given]
        return [self._of(profile) for profile in self._remembered.settings.profiles]

    def chosen(self, name: str = "") -> Place | None:
        """The one asked for, or the one used last; None where there is no such."""
        if self.given is not None:
            return self.given
        profile = self._remembered.settings.find_profile(name)
        return self._of(profile) if profile is not None else None

    def find(self, name: str) -> Place:
        """The place of a name that `all` gave."""
        return next(place for place in self.all() if place.name == name)

    def _of(self, profile: Profile) -> Place:
        if profile.embedded:
            from app import embedded

            key = f"embedded {embedded.default_folder()}" + (f" {profile.dbname}" if profile.dbname != DATABASE else "")
            return Place(
                profile.name,
                profile.name,
                key,
                lambda: self.here(profile.dbname),
                True,
                superuser=lambda: self.superuser_dsn(profile.dbname),
            )
        server = profile.hosts[0] + (f":{profile.port}" if profile.port != 5432 else "")
        key = f"{','.join(profile.hosts)} {profile.port} {profile.dbname}"
        return Place(profile.name, f"{profile.name} · {server}", key, profile.conninfo)

    # -- the private database ------------------------------------------------------------------------

    def superuser_dsn(self, dbname: str = DATABASE) -> str:
        """The private database's superuser; starts it, and keeps it running as long as the program does."""
        if self._cluster is None:
            from app import embedded

            cluster = embedded.Cluster(embedded.default_folder())
            cluster.start()
            self._cluster = cluster
        return self._cluster.dsn(dbname)

    def here(self, dbname: str = DATABASE) -> str:
        """Conninfo of the private database, brought up to date first: nobody else would do it on a single PC."""
        from services import installation

        dsn = self.superuser_dsn(dbname)
        if not installation.is_current(dsn):
            installation.upgrade(dsn)
        assert self._cluster is not None
        return self._cluster.dsn(dbname, user=_NOBODY)

    def close(self) -> None:
        """Leave the private database; the last program out stops it."""
        if self._cluster is not None:
            self._cluster.stop()
            self._cluster = None


def profile_of(values: dict[str, Any], before: Profile | None = None) -> Profile:
    """A profile from the values of the connection form."""
    hosts = tuple(host.strip() for host in values["hosts"].replace("，", ",").split(",") if host.strip())
    return Profile(
        name=values["name"],
        hosts=hosts,
        port=int(values["port"]),
        dbname=values["dbname"],
        sslmode=values["sslmode"] or "",
        sslrootcert=values["sslrootcert"] or "",
        rest=before.rest if before is not None else {},
    )


def values_of(profile: Profile) -> dict[str, Any]:
    """The values of the connection form for a profile."""
    return {
        "name": profile.name,
        "hosts": ", ".join(profile.hosts),
        "port": str(profile.port),
        "dbname": profile.dbname,
        "sslmode": profile.sslmode,
        "sslrootcert": profile.sslrootcert,
    }


def _from_dsn(dsn: str) -> Place:
    parts = dsn_parts(with_keepalives(dsn))
    user, password = parts.pop("user", ""), parts.pop("password", "")
    bare = conninfo(parts)
    where = parts.get("host") or _("this computer")
    name = f"{parts.get('dbname') or DATABASE} · {where}"
    key = f"{where} {parts.get('port') or 5432} {parts.get('dbname') or DATABASE}"
    # A superuser's DSN is for aftercare-admin; here only people sign in.
    login = user.removeprefix("s_") if user.startswith("s_") else ""
    return Place(name, name, key, lambda: bare, login=login, password=password if login else "")


def names(places: list[Place]) -> Iterator[tuple[str, str]]:
    """(name, words) for the login panel."""
    return ((place.name, place.words) for place in places)


def knock(conninfo: str) -> None:
    """Whether a server answers, with the encryption asked for, without signing in; raises ServiceError if not.

    A server that refuses an unknown name has answered.
    """
    import psycopg

    from services import installation

    try:
        psycopg.connect(conninfo, user="s_nobody_at_all", password="-", connect_timeout=5).close()
    except psycopg.OperationalError as error:
        if error.pgconn is None or not error.pgconn.used_password:
            raise installation.unreachable(error) from error
