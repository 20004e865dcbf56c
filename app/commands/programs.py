"""Which pg_dump and pg_restore can talk to a server."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from app import pgprograms
from services.errors import ServiceError
from services.pg_programs import Programs


def for_server(server_major: int, encrypted: bool) -> Programs:
    """The programs to save a database of that server, or to restore into it; raises ServiceError if there are none.

    Ours come first: the private database's, then the wheel's newer ones. They cannot encrypt the connection; then
    those of the computer are taken.
    """
    for pg_dump in _candidates(encrypted):
        pg_restore = pg_dump.with_name(pg_dump.name.replace("pg_dump", "pg_restore"))
        if pg_restore.exists() and _major(pg_dump) >= server_major:
            return Programs(pg_dump, pg_restore, pgprograms.environment())
    raise ServiceError("programs_missing", version=server_major)


def _candidates(encrypted: bool) -> Iterator[Path]:
    if not encrypted:
        ours = pgprograms.tools()
        yield ours.pg_dump
        yield from (pgprograms.Tools(folder).pg_dump for folder in sorted(ours.folder.parent.glob("pginstall?*")))
    found = shutil.which("pg_dump")
    if found:
        yield Path(found)
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"), reverse=True)


def _major(program: Path) -> int:
    try:
        said = subprocess.run(
            [str(program), "--version"],
            capture_output=True,
            text=True,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ).stdout
    except OSError:
        return 0
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else 0
