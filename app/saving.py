"""Backups from within the program: on a single PC by itself every day, elsewhere with a role that may."""

import contextlib
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from psycopg.conninfo import make_conninfo

from app import settings
from app.commands.programs import for_server
from app.entrance import Arrival
from app.remembered import Remembered
from services import backup, installation, kept_seals, restored, safety
from services.audit_check import Finding
from services.backup import Manifest
from services.errors import ServiceError
from services.pg_programs import Programs, Watch
from services.restored import Beside, Restored

DAYS_KEPT = 14
SUFFIX = ".backup"


class Saver:
    """What the page for backups uses; all of it belongs on a worker.

    alone: the database is this computer's own, so nobody has to be asked for a role. role, password: of the server's
    administrator; they are used for this one piece of work and kept nowhere.
    """

    def __init__(self, arrival: Arrival, remembered: Remembered) -> None:
        self._arrival, self._remembered = arrival, remembered
        self.alone = arrival.place.superuser is not None

    @property
    def folder(self) -> Path:
        """Where backups lie."""
        chosen = self._remembered.get("backup_folder")
        return Path(chosen) if chosen else settings.data_folder() / "backups"

    def choose_folder(self, folder: str) -> None:
        """Put them somewhere else from now on; on another disk, if there is one."""
        self._remembered.set("backup_folder", folder or None)

    def files(self) -> list[tuple[Path, Manifest | ServiceError]]:
        """The backups in the folder, the newest first; a manifest is read, not the whole file."""
        found: list[tuple[Path, Manifest | ServiceError]] = []
        for path in self.folder.glob(f"*{SUFFIX}"):
            try:
                found.append((path, backup.read_manifest(path)))
            except ServiceError as error:
                found.append((path, error))
        return sorted(found, key=lambda one: _made(one[0]), reverse=True)

    @installation.reaching()
    def save(
        self, role: str = "", password: str = "", attachments: bool = False, watch: Watch | None = None
    ) -> tuple[Path, int]:
        """Write a backup into the folder and read it back; returns its file and how many rows are in it."""
        conninfo = self._conninfo(role, password)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise ServiceError("backup_not_written", file=self.folder, reason=error.strerror or str(error)) from error
        self._forget_parts()
        stem = f"aftercare-{datetime.now():%Y-%m-%d-%H%M%S}"
        file = self.folder / f"{stem}{SUFFIX}"
        photos = self.folder / f"{stem}-attachments{SUFFIX}" if attachments else None
        made = backup.save(conninfo, file, self._programs(conninfo), photos, watch)
        return file, sum(one.total for one in made)

    def _forget_parts(self) -> None:
        """What a program that was killed while saving left behind."""
        for part in self.folder.glob(f".aftercare-*{SUFFIX}.*.part"):
            with contextlib.suppress(OSError):
                if datetime.now(UTC) - _made(part) > timedelta(days=1):
                    part.unlink()

    def check(self, file: Path, watch: Watch | None = None) -> Manifest:
        """Read a backup from the first byte to the last; raises ServiceError where it is not whole."""
        manifest = backup.read_manifest(file)
        return backup.check(file, for_server(manifest.server_major, encrypted=False), watch)

    def photos_of(self, file: Path) -> Path | None:
        """The backup of the attachments that was made with this one and lies beside it."""
        with contextlib.suppress(ServiceError):
            return restored.attachments_of(file)
        return None

    @installation.reaching()
    def restore(
        self,
        file: Path,
        name: str,
        role: str = "",
        password: str = "",
        photos: Path | None = None,
        watch: Watch | None = None,
    ) -> Restored:
        """Restore into a new database of that name and look through it; what runs is not touched."""
        conninfo = self._conninfo(role, password)
        return restored.beside(conninfo, name, file, self._programs(conninfo), photos, watch=watch)

    @installation.reaching()
    def drill(self, file: Path, role: str = "", password: str = "", watch: Watch | None = None) -> Restored:
        """Restore for trial, look through it, and remove it again."""
        conninfo = self._conninfo(role, password)
        return restored.drill(conninfo, file, self._programs(conninfo), self.photos_of(file), watch=watch)

    @installation.reaching()
    def beside(self, role: str = "", password: str = "") -> list[Beside]:
        """Databases that were restored, or were in service before."""
        return restored.list_beside(self._conninfo(role, password))

    @installation.reaching()
    def look(self, name: str, role: str = "", password: str = "", watch: Watch | None = None) -> tuple[Finding, ...]:
        """Look through a database before it is put into service."""
        return restored.look_beside(self._conninfo(role, password), name, watch)

    @installation.reaching()
    def swap(self, name: str, role: str = "", password: str = "") -> str:
        """Put a restored database into service; returns the name the one in service has from now on."""
        conninfo = self._conninfo(role, password)
        old = restored.swap(conninfo, name)
        with closing(installation.connect(conninfo)) as connection:
            kept_seals.note_swap(connection, settings.seals_folder())
        return old

    @installation.reaching()
    def remove(self, name: str, role: str = "", password: str = "") -> None:
        """Remove a database that is not in service."""
        restored.remove_beside(self._conninfo(role, password), name)

    @installation.reaching()
    def save_daily(self) -> Path | None:
        """On a single PC: a backup if the newest is a day old; older ones than two weeks go, but never the last.

        Once a month, or as the parameter says, the new one is restored for trial. Raises ServiceError.
        """
        now = datetime.now(UTC)
        files = [path for path, manifest in self.files() if isinstance(manifest, Manifest)]
        if files and now - _made(files[0]) < timedelta(days=1):
            return None
        made, _rows = self.save()
        self._drill_when_due(made)
        for path in files:
            if now - _made(path) > timedelta(days=DAYS_KEPT):
                path.unlink(missing_ok=True)
        return made

    def _drill_when_due(self, file: Path) -> None:
        """A backup that nobody ever restored is a hope: restored for trial, checked, removed."""
        conninfo = self._conninfo("", "")
        restored.sweep_up(conninfo)
        with closing(installation.connect(conninfo)) as connection:
            due = safety.of(connection).drill_late
        if due:
            self.drill(file)

    def _conninfo(self, role: str, password: str) -> str:
        if self._arrival.place.superuser is not None:
            return self._arrival.place.superuser()
        return make_conninfo(self._arrival.conninfo, user=role, password=password)

    def _programs(self, conninfo: str) -> Programs:
        with closing(installation.connect(conninfo)) as connection:
            major, encrypted = connection.info.server_version // 10000, bool(connection.pgconn.ssl_in_use)
        return for_server(major, encrypted)


def _made(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
