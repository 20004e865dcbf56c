"""What the private PostgreSQL is told in its own settings file: limits, port, where its socket lies."""

import hashlib
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

from app.pgprograms import Account, EmbeddedError
from services.texts import _

# The kernel's limit for the path of a socket, less the name PostgreSQL puts there.
_SOCKET_PATH_BYTES = (103 if sys.platform == "darwin" else 107) - len("/.s.PGSQL.65535")

_SETTINGS = {
    "cluster_name": "aftercare",
    # never 'localhost': without an entry in the hosts file the server would not start
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "max_wal_size": "512MB",
    "jit": "off",
    "timezone": "UTC",
    "lc_messages": "C",
    "log_min_messages": "warning",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_lock_waits": "on",
}
# A cluster nobody will miss: nothing waits for a disk, and it is swept away afterwards.
# Commits still wait for the write itself, so that what is committed survives a killed server here too.
_THROWAWAY = {
    "max_connections": "300",
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "1h",
    "max_locks_per_transaction": "256",
    "autovacuum": "off",
}
if sys.platform != "win32":
    # within the cluster's folder, so that sweeping up after a kill gets it too
    _THROWAWAY["dynamic_shared_memory_type"] = "mmap"


def write(place: Path, account: Account | None, port: int, throwaway: bool) -> None:
    """Write the settings for the next start into `conf.d` of a cluster's place."""
    conf = place / "conf.d"
    conf.mkdir(exist_ok=True)
    values = dict(_SETTINGS)
    if throwaway:
        values |= _THROWAWAY
    values["port"] = str(port)
    values["unix_socket_directories"] = _socket_folder(place, account)
    lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in values.items()]
    path = conf / "aftercare.conf"
    path.write_text(
        "# Written by Aftercare at each start; put your own settings into z-own.conf beside it.\n" + "".join(lines),
        encoding="utf-8",
    )
    if account:
        conf.chmod(0o755)
        path.chmod(0o644)


def _socket_folder(place: Path, account: Account | None) -> str:
    """A folder whose path is short enough for a socket; '' where there is none: TCP alone then."""
    if sys.platform == "win32":
        return ""
    own = place / "run"
    if len(os.fsencode(own)) <= _SOCKET_PATH_BYTES:
        return str(own)
    short = short_socket_folder(place)
    with suppress(FileExistsError):
        short.mkdir(mode=0o700)
        if account:
            os.chown(short, account.uid, account.gid)
    stat = short.lstat()
    owner = account.uid if account else os.geteuid()
    if short.is_symlink() or stat.st_uid != owner or stat.st_mode & 0o077:
        return ""  # somebody else laid it there
    return str(short) if len(os.fsencode(short)) <= _SOCKET_PATH_BYTES else ""


def short_socket_folder(place: Path) -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    # The person's runtime folder is closed to the account the server runs under when we are root.
    base = runtime if runtime and Path(runtime).is_dir() and os.geteuid() != 0 else "/tmp"
    return Path(base) / f"aftercare-{hashlib.sha256(os.fsencode(place)).hexdigest()[:12]}"


def free_port(wanted: int) -> int:
    """The wanted port if it is free, else any free one on 127.0.0.1."""
    for port in (wanted, 0):
        with socket.socket() as probe, suppress(OSError):
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    raise EmbeddedError(_("This computer has no free network port left for the private database."))
