"""Seals over the audit trail: kept outside the database with a signature, and checked against every entry.

Due work makes them (models/sql/functions/54_audit_seals.sql): each covers what finished transactions wrote since
the one before, by the root of a Merkle tree, and its predecessor's hash. A superuser of the server can rewrite
entries and seals alike; he cannot rewrite a seal that another computer keeps. Here everything is computed anew
from the rows, with nothing of ours in the database, which he could have changed too.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
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
# An entry is written while its transaction runs, which is never long; a seal follows within minutes.
LONGEST_TRANSACTION = timedelta(days=1)
CLOCKS_DIFFER = timedelta(minutes=1)

errors.sentences(
    seal_not_kept=N_("The newest seal of the audit trail could not be kept in {folder}: {reason}"),
    seal_missing=N_(
        "Seal {number} of the audit trail, kept in {folder}, is not in the database any more. After a backup was "
        "restored, move the file away to begin anew; otherwise somebody has tampered with the audit trail."
    ),
)


class Seal(NamedTuple):
    """A row of audit_seal; transaction ids as numbers."""

    number: int
    at: datetime
    epoch: int
    from_xid: int
    to_xid: int
    entries: int
    root: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Outcome:
    """What was found. wrong_seals: numbers of those whose entries, chain or clock do not fit.

    unsealed: entries behind the newest seal. late: entries of former epochs that no seal covers. kept: seals kept
    outside; wrong_kept: of those, the ones the database lacks or has otherwise, or without a valid signature.
    """

    seals: int
    sealed: int
    wrong_seals: tuple[int, ...]
    wrong_clock: tuple[int, ...]
    unsealed: int
    late: int
    kept: int
    wrong_kept: tuple[int, ...]


# -- keeping -----------------------------------------------------------------------------------------

_NEWEST = "select number, epoch, hash, at from aftercare.audit_seal order by number desc limit 1"
_HASH = "select hash from aftercare.audit_seal where number = %s"
# A copy under another name has seals of its own; one that took a database's name goes on with its seals.
_INSTALLATION = "select installation::text || ' ' || current_database() from aftercare.schema_version"


def keep(connection: psycopg.Connection, folder: Path) -> bool:
    """Sign the newest seal and append it to the file in this folder; tells whether there was a new one.

    Raises ServiceError where it cannot be written, or where the seal kept last has gone from the database.
    """
    installation = str(_value(connection, _INSTALLATION))
    try:
        before = [line for line in _lines(folder / FILE) if line.get("installation") == installation]
        if before and _value(connection, _HASH, before[-1]["number"]) != before[-1]["hash"]:
            raise ServiceError("seal_missing", number=before[-1]["number"], folder=folder)
        newest = connection.execute(_NEWEST).fetchone()
        if newest is None or (before and before[-1]["number"] >= newest[0]):
            return False
        number, epoch, hash_, at = newest
        said = {
            "installation": installation,
            "number": number,
            "epoch": epoch,
            "hash": hash_,
            "at": at.astimezone(UTC).isoformat(),
            "kept_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        line = {**said, "signature": _key(folder).sign(_canonical(said)).hex()}
        with (folder / FILE).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ServiceError("seal_not_kept", folder=folder, reason=error.strerror or error) from error
    return True


def _value(connection: psycopg.Connection, question: str, *values: object) -> Any:
    row = connection.execute(question.encode(), values).fetchone()
    return row[0] if row else None


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """What is kept, line by line; a line that is none has no installation and is counted as wrong."""
    if not path.exists():
        return
    for line in path.read_text("utf-8").splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            said = None
        yield said if isinstance(said, dict) else {}


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


# -- checking ----------------------------------------------------------------------------------------

_SEALS = """
    select number, at, epoch, from_xid::text::numeric, to_xid::text::numeric, entries, root, previous, hash
    from aftercare.audit_seal order by number"""
# What is hashed of an entry, written out and not by a function of ours.
_ENTRIES = """
    select e.epoch, e.xid::text::numeric, e.at,
      jsonb_build_array(e.id, e.epoch, e.xid::text, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
                        e.login, e.application, host(e.address), e.table_name, e.operation, e.row_id, e.store_id,
                        e.old, e.new)::text
    from aftercare.audit_entry e order by e.epoch, e.xid, e.id"""
_HASHED = """
    select number, encode(sha256(convert_to(jsonb_build_array(
      number, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), epoch, from_xid::text, to_xid::text,
      entries, root, previous)::text, 'UTF8')), 'hex')
    from aftercare.audit_seal"""


def check(connection: psycopg.Connection, folder: Path | None) -> Outcome:
    """Compute all seals anew and compare them with those in the database and in a folder.

    connection is a superuser's and in no transaction. Reads every entry once, in a stream.
    """
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read read only")
        seals = [
            Seal(number, at, epoch, int(lower), int(upper), *rest)
            for number, at, epoch, lower, upper, *rest in connection.execute(_SEALS).fetchall()
        ]
        hashes: dict[int, str] = dict(connection.execute(_HASHED).fetchall())
        with connection.cursor("audit_entries") as cursor:
            cursor.itersize = 5_000
            cursor.execute(_ENTRIES)
            found, tail = _compared(seals, cursor)
        installation = str(_value(connection, _INSTALLATION))
    wrong = {seal.number for seal, fits in zip(seals, found.entries, strict=True) if not fits}
    wrong |= {seal.number for seal in seals if hashes[seal.number] != seal.hash}
    wrong |= _broken(seals)
    kept, wrong_kept = _kept(seals, folder, installation)
    return Outcome(
        len(seals),
        sum(seal.entries for seal in seals),
        tuple(sorted(wrong)),
        tuple(sorted(found.clock | _backwards(seals))),
        tail.unsealed,
        tail.late,
        kept,
        wrong_kept,
    )


class _Found(NamedTuple):
    entries: list[bool]
    clock: set[int]


class _Tail(NamedTuple):
    unsealed: int
    late: int


def _compared(seals: Sequence[Seal], entries: Any) -> tuple[_Found, _Tail]:
    """Whether each seal's entries give its root, and whose entries were written at another time than they say."""
    leaves: list[bytes] = []
    fits: list[bool] = []
    clock: set[int] = set()
    at_seal = unsealed = late = 0
    newest = (seals[-1].epoch, seals[-1].to_xid) if seals else (0, 0)

    def close() -> None:
        seal = seals[at_seal]
        fits.append(len(leaves) == seal.entries and merkle_root(leaves) == seal.root)
        leaves.clear()

    for epoch, xid, at, content in entries:
        place = (epoch, int(xid))
        while at_seal < len(seals) and place >= (seals[at_seal].epoch, seals[at_seal].to_xid):
            close()
            at_seal += 1
        if at_seal == len(seals) or place < (seals[at_seal].epoch, seals[at_seal].from_xid):
            if place >= newest:
                unsealed += 1
            else:
                late += 1
            continue
        seal = seals[at_seal]
        leaves.append(hashlib.sha256(b"\0" + content.encode()).digest())
        earliest = seals[at_seal - 1].at - LONGEST_TRANSACTION if at_seal else None
        if at > seal.at + CLOCKS_DIFFER or (earliest is not None and at < earliest):
            clock.add(seal.number)
    while at_seal < len(seals):
        close()
        at_seal += 1
    return _Found(fits, clock), _Tail(unsealed, late)


def merkle_root(leaves: Sequence[bytes]) -> str:
    """Hexadecimal; pairs are hashed with a 1 before them, the last of an odd number goes up as it is."""
    level = list(leaves)
    while len(level) > 1:
        level = [
            hashlib.sha256(b"\1" + level[n] + level[n + 1]).digest() if n + 1 < len(level) else level[n]
            for n in range(0, len(level), 2)
        ]
    return level[0].hex() if level else ""


def _broken(seals: Sequence[Seal]) -> set[int]:
    """Seals that do not follow on the one before: numbers, hashes, or ranges with a gap."""
    wrong = {seals[0].number} if seals and (seals[0].number != 1 or seals[0].previous) else set()
    for before, seal in pairwise(seals):
        lower = before.to_xid if seal.epoch == before.epoch else 0
        follows = seal.number == before.number + 1 and seal.epoch >= before.epoch and seal.from_xid == lower
        if not follows or seal.previous != before.hash or seal.to_xid <= seal.from_xid:
            wrong.add(seal.number)
    return wrong


def _backwards(seals: Sequence[Seal]) -> set[int]:
    """Seals made before the one they follow: the server's clock was set back."""
    return {seal.number for before, seal in pairwise(seals) if seal.at < before.at - CLOCKS_DIFFER}


def _kept(seals: Sequence[Seal], folder: Path | None, installation: str) -> tuple[int, tuple[int, ...]]:
    """How many seals of this database are kept, and which of them are not as they were."""
    if folder is None or not (folder / FILE).exists():
        return 0, ()
    public = serialization.load_pem_public_key((folder / PUBLIC).read_bytes())
    assert isinstance(public, Ed25519PublicKey)
    hashes = {seal.number: seal.hash for seal in seals}
    kept, wrong = 0, []
    for line in _lines(folder / FILE):
        said = {name: value for name, value in line.items() if name != "signature"}
        if said and said.get("installation") != installation:
            continue
        kept += 1
        try:
            public.verify(bytes.fromhex(line.get("signature", "")), _canonical(said))
            signed = True
        except (InvalidSignature, ValueError, TypeError):
            signed = False
        if not signed or hashes.get(said["number"]) != said["hash"]:
            wrong.append(int(said.get("number", 0)))
    return kept, tuple(wrong)
