"""Reads a libpq URL or conninfo without libpq: the first window says where one signs in, the driver comes after it."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

_SCHEMES = ("postgresql://", "postgres://")
_PAIR = re.compile(r"\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|\Z)", re.DOTALL)


def parts(dsn: str) -> dict[str, str]:
    """What psycopg.conninfo.conninfo_to_dict gives; raises ValueError where it is neither a URL nor pairs."""
    return _of_url(dsn) if dsn.startswith(_SCHEMES) else _of_pairs(dsn)


def _of_pairs(dsn: str) -> dict[str, str]:
    found, at = {}, 0
    while dsn[at:].strip():
        pair = _PAIR.match(dsn, at)
        if pair is None:
            raise ValueError("The connection is neither a URL nor pairs of name=value.")
        name, quoted, plain = pair.groups()
        value = re.sub(r"\\(.)", r"\1", plain if quoted is None else quoted, flags=re.DOTALL)
        if value:
            found[name] = value
        at = pair.end()
    return found


def _of_url(dsn: str) -> dict[str, str]:
    url = urlsplit(dsn)
    person, _at, servers = url.netloc.rpartition("@")
    user, _colon, password = person.partition(":")
    hosts, ports = [], []
    for server in servers.split(","):
        inside = re.fullmatch(r"\[(.*)\](?::(.*))?", server)
        host, port = (inside[1], inside[2] or "") if inside else (server.partition(":")[0], server.partition(":")[2])
        hosts.append(unquote(host))
        ports.append(unquote(port))
    found = {
        "user": unquote(user),
        "password": unquote(password),
        "host": ",".join(hosts),
        "port": ",".join(ports),
        "dbname": unquote(url.path.removeprefix("/")),
    }
    for name, value in parse_qsl(url.query.replace("+", "%2B"), keep_blank_values=True):
        if (name, value) == ("ssl", "true"):  # as other drivers write it
            name, value = "sslmode", "require"
        found[name] = value
    return {name: value for name, value in found.items() if value}
