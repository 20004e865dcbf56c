"""The newest seals of the audit trail, kept outside the database in a file that is signed line by line.

Who can rewrite the database cannot rewrite what another computer keeps. After a restored backup was put into service
the seals made since that backup are rightly missing: that is told by a line of its own, signed with the key of this
computer by an administrator's tool that runs here (`note_restore`), never by anything the database says. Until there is
one, missing seals are an alarm, whatever stands in the database.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from services import errors
from services.errors import ServiceError
from services.texts import N_

FILE = "audit-seals.jsonl"
KEY = "audit-seals.key"
PUBLIC = "audit-seals.pub"
CLOCKS_DIFFER = timedelta(minutes=1)

errors.sentences(
    seal_not_kept=N_("The newest seal of the audit trail could not be kept in {folder}: {reason}"),
    seal_missing=N_(
        "Seal {number} of the audit trail, kept in {folder}, is not in the database any more. If you put a restored "
        "backup into service, say so with aftercare-admin verify-audit --restored; otherwise somebody has tampered "
        "with the audit trail."
    ),
    not_restored=N_("This database is not a restored backup; nothing was noted."),
    restore_does_not_fit=N_(
        "Seal {number}, kept in {folder} and older than the backup, is not in the database. That is no restore: "
        "somebody has tampered with the audit trail. Nothing was noted."
    ),
)

# A copy under another name has seals of its own; one that took a database's name goes on with its seals.
INSTALLATION = "select installation::text || ' ' || current_database() from aftercare.schema_version"
_NEWEST = "select number, epoch, hash, at from aftercare.audit_seal order by number desc limit 1"
_HASH = "select hash from aftercare.audit_seal where number = %s"
_RESTORED = """
    select e.began, e.backup_at, e.after_seal,
           coalesce((select s.hash from aftercare.audit_seal s where s.number = e.after_seal), '')
    from aftercare.audit_epoch e where e.backup_at is not null order by e.number desc limit 1"""


@dataclass(frozen=True)
class Restore:
    """A restored backup that was put into service, as it was noted: seals behind `after` are the former database's.

    former: how many of those are kept.
    """

    began: datetime
    backup_at: datetime
    after: int
    former: int


class Kept(NamedTuple):
    """What stands in the file about one database: its seals by number, what is wrong, and the restores noted."""

    lines: int
    hashes: dict[int, str]
    wrong: tuple[int, ...]
    restores: tuple[Restore, ...]


# -- writing -----------------------------------------------------------------------------------------


def keep(connection: psycopg.Connection, folder: Path) -> bool:
    """Sign the newest seal and append it to the file in this folder; tells whether there was a new one.

    Raises ServiceError where it cannot be written, or where the seal kept last has gone from the database.
    """
    try:
        installation = str(_value(connection, INSTALLATION))
        # the newest only is compared, every minute; verify-audit looks at all of them and their signatures
        before = read(folder, installation, careful=False).hashes
        last = max(before, default=0)
        if before and _value(connection, _HASH, last) != before[last]:
            raise ServiceError("seal_missing", number=last, folder=folder)
        newest = connection.execute(_NEWEST).fetchone()
        if newest is None or last >= newest[0]:
            return False
        number, epoch, hash_, at = newest
        said = {"number": number, "epoch": epoch, "hash": hash_, "at": at.astimezone(UTC).isoformat()}
        _append(folder, {"installation": installation, **said, "kept_at": _now()})
    except OSError as error:
        raise ServiceError("seal_not_kept", folder=folder, reason=error.strerror or error) from error
    return True


def note_restore(connection: psycopg.Connection, folder: Path) -> Restore | None:
    """Note, for an administrator who has restored a backup, that seals made since it belong to the former database.

    connection: a superuser's, to the restored database in service. None where no seal kept here is missing. Raises
    ServiceError where the database is no restored one, or where a seal older than the backup is missing too: that no
    restore explains.
    """
    installation = str(_value(connection, INSTALLATION))
    before = read(folder, installation)
    mark = connection.execute(_RESTORED).fetchone()
    if mark is None:
        raise ServiceError("not_restored")
    began, backup_at, after, after_hash = mark
    for number, hash_ in before.hashes.items():
        if number <= after and _value(connection, _HASH, number) != hash_:
            raise ServiceError("restore_does_not_fit", number=number, folder=folder)
    missing = [number for number, hash_ in before.hashes.items() if _value(connection, _HASH, number) != hash_]
    if not missing:
        return None
    if before.restores and began <= before.restores[-1].began:
        raise ServiceError("seal_missing", number=missing[0], folder=folder)
    said = {
        "restored": began.astimezone(UTC).isoformat(),
        "backup_at": backup_at.astimezone(UTC).isoformat(),
        "after": after,
        "after_hash": after_hash,
    }
    try:
        _append(folder, {"installation": installation, **said, "kept_at": _now()})
    except OSError as error:
        raise ServiceError("seal_not_kept", folder=folder, reason=error.strerror or error) from error
    return Restore(began, backup_at, after, sum(number > after for number in before.hashes))


def note_swap(connection: psycopg.Connection, folder: Path) -> Restore | None:
    """The same, right after another database took the place of the one in service; None where there is nothing to note.

    Seals older than the backup that are missing are left to verify-audit: they are an alarm, not an obstacle.
    """
    try:
        return note_restore(connection, folder)
    except ServiceError as error:
        if error.code in ("not_restored", "restore_does_not_fit", "seal_missing"):
            return None
        raise


def _append(folder: Path, said: Mapping[str, Any]) -> None:
    line = {**said, "signature": _key(folder).sign(_canonical(said)).hex()}
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _value(connection: psycopg.Connection, question: str, *values: object) -> Any:
    row = connection.execute(question.encode(), values).fetchone()
    return row[0] if row else None


def _key(folder: Path) -> Ed25519PrivateKey:
    """The key of this computer, made when it is first needed; readable by its owner alone."""
    path = folder / KEY
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate()
        pem = made.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
        public = made.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        (folder / PUBLIC).write_bytes(public)
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def _canonical(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


# -- reading -----------------------------------------------------------------------------------------


def read(folder: Path | None, installation: str, careful: bool = True) -> Kept:
    """What is kept of this database. A line that is none of ours, or not signed with our key, is counted as wrong.

    careful: look at every signature, not at those of restores alone.

    A note of a restore takes the seals behind it out, those that stand before it only: one that was copied or moved
    further down, to make newer seals go away, is wrong.
    """
    if folder is None or not (folder / FILE).exists():
        return Kept(0, {}, (), ())
    public = serialization.load_pem_public_key((folder / PUBLIC).read_bytes())
    assert isinstance(public, Ed25519PublicKey)
    lines = 0
    hashes: dict[int, str] = {}
    wrong: list[int] = []
    restores: list[Restore] = []
    latest = datetime.min.replace(tzinfo=UTC)
    for line in _lines(folder / FILE):
        if line and line.get("installation") != installation:
            continue
        lines += 1
        try:
            said = _signed(line, public) if careful or "restored" in line else line
            kept_at = datetime.fromisoformat(said["kept_at"])
            if "restored" in said:
                restores.append(_restored(said, hashes, kept_at >= latest - CLOCKS_DIFFER, restores))
            else:
                hashes[int(said["number"])] = said["hash"]
            latest = max(latest, kept_at)
        except (InvalidSignature, ValueError, TypeError, KeyError):
            number = line.get("number", line.get("after", 0))
            wrong.append(number if isinstance(number, int) else 0)
    return Kept(lines, hashes, tuple(wrong), tuple(restores))


def _signed(line: Mapping[str, Any], public: Ed25519PublicKey) -> dict[str, Any]:
    said = {name: value for name, value in line.items() if name != "signature"}
    public.verify(bytes.fromhex(line["signature"]), _canonical(said))
    return said


def _restored(said: Mapping[str, Any], hashes: dict[int, str], in_time: bool, before: list[Restore]) -> Restore:
    """Take the former database's seals out; raises ValueError where the note stands in a wrong place."""
    began = datetime.fromisoformat(said["restored"])
    if not in_time or (before and began <= before[-1].began):
        raise ValueError("a note out of its place")
    after = int(said["after"])
    former = [number for number in hashes if number > after]
    for number in former:
        del hashes[number]
    if after:
        hashes[after] = said["after_hash"]
    return Restore(began, datetime.fromisoformat(said["backup_at"]), after, len(former))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """What is kept, line by line; a line that is none has no installation and is counted as wrong."""
    for line in path.read_text("utf-8").splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            said = None
        yield said if isinstance(said, dict) else {}
