"""Backups from within the program: on a single PC by itself every day, elsewhere with a role that may."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from psycopg.conninfo import make_conninfo

from app import settings
from app.commands.programs import for_server
from app.entrance import Arrival
from app.remembered import Remembered
from services import backup, installation, restored
from services.errors import ServiceError

DAYS_KEPT = 14
DRILL_DAYS = 30
SUFFIX = ".backup"


class Saver:
    """What the page for backups uses; all of it belongs on a worker.

    alone: the database is this computer's own, so nobody has to be asked for a role.
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

    def files(self) -> list[tuple[Path, backup.Manifest | ServiceError]]:
        """The backups in the folder, the newest first; a manifest is read, not the whole file."""
        found: list[tuple[Path, backup.Manifest | ServiceError]] = []
        for path in self.folder.glob(f"*{SUFFIX}"):
            try:
                found.append((path, backup.read_manifest(path)))
            except ServiceError as error:
                found.append((path, error))
        return sorted(found, key=lambda one: one[0].stat().st_mtime, reverse=True)

    def save(self, role: str = "", password: str = "", attachments: bool = False) -> Path:
        """Write a backup into the folder and read it back; returns its file."""
        conninfo = self._conninfo(role, password)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        stem = f"aftercare-{datetime.now():%Y-%m-%d-%H%M%S}"
        file = self.folder / f"{stem}{SUFFIX}"
        photos = self.folder / f"{stem}-attachments{SUFFIX}" if attachments else None
        backup.save(conninfo, file, self._programs(conninfo), photos)
        return file

    def check(self, file: Path) -> backup.Manifest:
        """Read a backup from the first byte to the last; raises ServiceError where it is not whole."""
        manifest = backup.read_manifest(file)
        return backup.check(file, for_server(manifest.server_major, encrypted=False))

    def restore(self, file: Path, name: str, role: str = "", password: str = "") -> backup.Manifest:
        """Restore into a new database of that name; what runs is not touched."""
        conninfo = self._conninfo(role, password)
        return backup.restore(conninfo, name, file, self._programs(conninfo))

    def use_from_now_on(self, name: str) -> None:
        """On a single PC: sign in to the restored database from the next start on."""
        chosen = self._remembered.settings
        profile = next(one for one in chosen.profiles if one.name == self._arrival.place.name)
        self._remembered.keep(chosen.with_profile(replace(profile, dbname=name)))

    def save_daily(self) -> Path | None:
        """On a single PC: a backup if the newest is a day old; older ones than two weeks go, but never the last.

        Once a month the new one is restored for trial. Raises ServiceError.
        """
        now = datetime.now(UTC)
        files = [path for path, manifest in self.files() if isinstance(manifest, backup.Manifest)]
        if files and now - _made(files[0]) < timedelta(days=1):
            return None
        made = self.save()
        self._drill_monthly(made, now)
        for path in files:
            if now - _made(path) > timedelta(days=DAYS_KEPT):
                path.unlink(missing_ok=True)
        return made

    def _drill_monthly(self, file: Path, now: datetime) -> None:
        """A backup that nobody ever restored is a hope: restored for trial, checked, removed."""
        conninfo = self._conninfo("", "")
        last = restored.last_drill(conninfo)
        if last is None or now - last > timedelta(days=DRILL_DAYS):
            restored.drill(conninfo, file, self._programs(conninfo))

    def _conninfo(self, role: str, password: str) -> str:
        if self._arrival.place.superuser is not None:
            return self._arrival.place.superuser()
        return make_conninfo(self._arrival.conninfo, user=role, password=password)

    def _programs(self, conninfo: str) -> backup.Programs:
        with closing(installation.connect(conninfo)) as connection:
            major, encrypted = connection.info.server_version // 10000, bool(connection.pgconn.ssl_in_use)
        return for_server(major, encrypted)


def _made(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
