"""Seals over the audit trail, checked against every entry and against those kept outside the database.

Due work makes them (models/sql/functions/54_audit_seals.sql): each covers what finished transactions wrote since
the one before, by the root of a Merkle tree, and its predecessor's hash. A superuser of the server can rewrite
entries and seals alike; he cannot rewrite a seal that another computer keeps. Here everything is computed anew
from the rows, with nothing of ours in the database, which he could have changed too.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from services import kept_seals
from services.kept_seals import CLOCKS_DIFFER, INSTALLATION, Restore

# An entry is written while its transaction runs, which is never long; a seal follows within minutes.
LONGEST_TRANSACTION = timedelta(days=1)


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

    unsealed: entries behind the newest seal. late: entries of former epochs that no seal covers. kept: lines kept
    outside; wrong_kept: of those, the ones the database lacks or has otherwise, or without a valid signature.
    restores: noted outside. unnoted: the database says it was restored from a backup of that moment, nothing outside
    says so.
    """

    seals: int
    sealed: int
    wrong_seals: tuple[int, ...]
    wrong_clock: tuple[int, ...]
    unsealed: int
    late: int
    kept: int
    wrong_kept: tuple[int, ...]
    restores: tuple[Restore, ...] = ()
    unnoted: datetime | None = None


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
_RESTORED = """
    select began, backup_at from aftercare.audit_epoch where backup_at is not null order by number desc limit 1"""
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
        mark = connection.execute(_RESTORED).fetchone()
        row = connection.execute(INSTALLATION.encode()).fetchone()
        assert row is not None
    wrong = {seal.number for seal, fits in zip(seals, found.entries, strict=True) if not fits}
    wrong |= {seal.number for seal in seals if hashes[seal.number] != seal.hash}
    wrong |= _broken(seals)
    kept = kept_seals.read(folder, str(row[0]))
    held = {seal.number: seal.hash for seal in seals}
    wrong_kept = {*kept.wrong, *(number for number, hash_ in kept.hashes.items() if held.get(number) != hash_)}
    noted = mark is None or any(one.began == mark[0] for one in kept.restores)
    return Outcome(
        len(seals),
        sum(seal.entries for seal in seals),
        tuple(sorted(wrong)),
        tuple(sorted(found.clock | _backwards(seals))),
        tail.unsealed,
        tail.late,
        kept.lines,
        tuple(sorted(wrong_kept)),
        kept.restores,
        None if noted or mark is None else mark[1],
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
