"""What this workstation remembers: folders, connection profiles, language, looks, printers.

One small TOML file that people may edit; keys this version does not know are kept. What
belongs to a person or to the company lives in the database, not here.
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from app import __version__

log = logging.getLogger(__name__)

THEMES = ("system", "light", "dark", "contrast")
SSL_MODES = ("verify-full", "verify-ca", "require", "prefer", "disable")

# Turns a cut cable into an error after 15 s; without them a save hangs for minutes.
_ALIVE = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
    "application_name": f"aftercare-{__version__}",
}


# -- folders -------------------------------------------------------------------------------


def _folder(kind: str) -> Path:
    home = os.environ.get("AFTERCARE_HOME", "")
    if home:
        return Path(home).expanduser().resolve() / kind
    import platformdirs

    return {
        "config": platformdirs.user_config_path,
        "data": platformdirs.user_data_path,
        "state": platformdirs.user_state_path,
    }[kind]("aftercare", appauthor=False)


def config_folder() -> Path:
    """Holds settings.toml."""
    return _folder("config")


def data_folder() -> Path:
    """Holds the embedded database and drafts."""
    return _folder("data")


def seals_folder() -> Path:
    """Where this computer keeps the seals that its timer signed, and the key."""
    return data_folder() / "seals"


def state_folder() -> Path:
    """Holds logs and crash reports."""
    return _folder("state")


# -- where the database is -----------------------------------------------------------------


def _is_local(host: str) -> bool:
    return host in ("localhost", "::1", "") or host.startswith(("127.", "/"))


@dataclass(frozen=True)
class Profile:
    """One database to sign in to.

    hosts: the primary and its standbys, tried in this order.
    sslmode: empty = verify-full, on this computer itself prefer.
    sslrootcert: the authority that signed the server's certificate; empty = the system's authorities.
    embedded: this computer's own database; hosts, port and encryption mean nothing then.
    rest: keys of the file that this version does not know.
    """

    name: str
    hosts: tuple[str, ...] = ("localhost",)
    port: int = 5432
    dbname: str = "aftercare"
    sslmode: str = ""
    sslrootcert: str = ""
    embedded: bool = False
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def effective_sslmode(self) -> str:
        if self.sslmode:
            return self.sslmode
        return "prefer" if all(_is_local(host) for host in self.hosts) else "verify-full"

    def conninfo(self, user: str = "", password: str = "") -> str:
        """For libpq: `keyword='value'` pairs."""
        mode = self.effective_sslmode
        values = {
            "host": ",".join(self.hosts),
            "port": str(self.port),
            "dbname": self.dbname,
            "user": user,
            "password": password,
            "sslmode": mode,
        }
        if mode.startswith("verify"):
            values["sslrootcert"] = self.sslrootcert or ("system" if mode == "verify-full" else "")
            # The password proof is bound to this very TLS session: nobody in between can pass it on.
            values["channel_binding"] = "require"
        if len(self.hosts) > 1:
            values["target_session_attrs"] = "read-write"
        return conninfo(values | _ALIVE)


def conninfo(values: Mapping[str, str]) -> str:
    """Quoted as libpq wants it; empty values are left out."""

    def escaped(value: str) -> str:
        return value.replace("\\", "\\\\").replace("'", "\\'")

    return " ".join(f"{name}='{escaped(value)}'" for name, value in values.items() if value)


def with_keepalives(dsn: str) -> str:
    """The libpq URL or conninfo with our time limits wherever it names none itself."""
    if "://" not in dsn:
        missing = {name: value for name, value in _ALIVE.items() if f"{name}=" not in dsn}
        return f"{dsn} {conninfo(missing)}".strip()
    parts = urlsplit(dsn)
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    query = urlencode({**_ALIVE, **given}, quote_via=quote, safe="/")
    # By hand: urlunsplit drops the empty host of a URL that names a socket.
    return f"{parts.scheme}://{parts.netloc}{urlunsplit(('', '', parts.path, query, parts.fragment))}"


def environment_dsn() -> str:
    """AFTERCARE_DSN, the server chosen for this start; empty when none is."""
    dsn = os.environ.get("AFTERCARE_DSN", "").strip()
    return with_keepalives(dsn) if dsn else ""


# -- the file ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Route:
    """Where a document is printed on this workstation.

    printer: the system's name for it, or `tcp://host:9100` or a device file of a receipt printer;
    empty = ask. media: code of the paper, such as a5 or 80mm; empty = the document's usual one.
    """

    printer: str = ""
    media: str = ""
    copies: int = 1


@dataclass(frozen=True)
class Settings:
    """What the file holds; change it with `dataclasses.replace` and save the result.

    profile: name of the one used last. workstation: this place's name on papers and events.
    """

    language: str = "zh_CN"
    theme: str = "system"
    scale_percent: int = 100
    workstation: str = ""
    profile: str = ""
    profiles: tuple[Profile, ...] = ()
    printers: Mapping[str, Route] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def find_profile(self, name: str = "") -> Profile | None:
        """The profile of that name, or the one used last; None when there is no such."""
        wanted = name or self.profile
        return next((profile for profile in self.profiles if profile.name == wanted), None)

    def without_profile(self, name: str) -> "Settings":
        """With the profile of that name forgotten; the first of the others is chosen."""
        others = tuple(each for each in self.profiles if each.name != name)
        return replace(self, profiles=others, profile=others[0].name if others else "")

    def with_profile(self, profile: Profile) -> "Settings":
        """With this profile added, or put in the place of the one of its name, and chosen."""
        others = tuple(each for each in self.profiles if each.name != profile.name)
        return replace(self, profiles=(*others, profile), profile=profile.name)


def settings_file() -> Path:
    return config_folder() / "settings.toml"


def _put_aside(path: Path, error: ValueError) -> Settings:
    aside = path.with_name("settings.broken.toml")
    path.replace(aside)
    log.warning("%s is not valid (%s); it was put aside as %s", path, error, aside.name)
    return Settings()


def load(path: Path | None = None) -> Settings:
    """What the file says, defaults for the rest.

    A file that is not TOML is put aside as settings.broken.toml and the defaults apply:
    a slip of the pen must not keep a counter closed.
    """
    path = path or settings_file()
    try:
        written = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError as error:
        return _put_aside(path, error)
    import tomllib  # its expressions are compiled when it is imported: not where there is no file yet

    try:
        values = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        return _put_aside(path, error)
    return _read(values)


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the file whole or not at all."""
    import tomli_w  # only where something is written, which is not before the first window

    path = path or settings_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(tomli_w.dumps(_write(settings)).encode("utf-8"))
    part.replace(path)


def _text(values: dict[str, Any], key: str, default: str, allowed: tuple[str, ...] = ()) -> str:
    value = values.pop(key, default)
    return value if isinstance(value, str) and (not allowed or value in allowed) else default


def _number(values: dict[str, Any], key: str, default: int, low: int, high: int) -> int:
    value = values.pop(key, default)
    return value if isinstance(value, int) and low <= value <= high else default


def _read(source: Mapping[str, Any]) -> Settings:
    values = dict(source)
    profiles = [each for each in values.pop("profiles", []) if isinstance(each, dict) and each.get("name")]
    printers = values.pop("printers", {})
    return Settings(
        language=_text(values, "language", "zh_CN", ("zh_CN", "en")),
        theme=_text(values, "theme", "system", THEMES),
        scale_percent=_number(values, "scale_percent", 100, 50, 400),
        workstation=_text(values, "workstation", ""),
        profile=_text(values, "profile", ""),
        profiles=tuple(_read_profile(each) for each in profiles),
        printers={
            str(document): Route(
                printer=_text(dict(route), "printer", ""),
                media=_text(dict(route), "media", ""),
                copies=_number(dict(route), "copies", 1, 1, 99),
            )
            for document, route in printers.items()
            if isinstance(route, dict)
        },
        rest=values,
    )


def _read_profile(source: Mapping[str, Any]) -> Profile:
    values = dict(source)
    hosts = values.pop("hosts", [])
    return Profile(
        name=str(values.pop("name")),
        hosts=tuple(str(host) for host in hosts) or ("localhost",),
        port=_number(values, "port", 5432, 1, 65535),
        dbname=_text(values, "dbname", "aftercare"),
        # A mode we do not know must not silently become a weaker one.
        sslmode=_text(values, "sslmode", "verify-full", SSL_MODES) if "sslmode" in values else "",
        sslrootcert=_text(values, "sslrootcert", ""),
        embedded=values.pop("embedded", False) is True,
        rest=values,
    )


def _write(settings: Settings) -> dict[str, Any]:
    return {
        **settings.rest,
        "language": settings.language,
        "theme": settings.theme,
        "scale_percent": settings.scale_percent,
        "workstation": settings.workstation,
        "profile": settings.profile,
        "profiles": [_write_profile(profile) for profile in settings.profiles],
        "printers": {
            document: {"printer": route.printer, "media": route.media, "copies": route.copies}
            for document, route in settings.printers.items()
        },
    }


def _write_profile(profile: Profile) -> dict[str, Any]:
    known: dict[str, Any] = {
        "name": profile.name,
        "hosts": list(profile.hosts),
        "port": profile.port,
        "dbname": profile.dbname,
    }
    if profile.sslmode:
        known["sslmode"] = profile.sslmode
    if profile.sslrootcert:
        known["sslrootcert"] = profile.sslrootcert
    if profile.embedded:
        known = {"name": profile.name, "embedded": True, "dbname": profile.dbname}
    return {**profile.rest, **known}
