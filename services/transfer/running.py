"""Dry runs, imports in batches, taking them back.

A batch is written in chunks of one transaction each, which the batch records: a file of a million rows holds no
lock for minutes, and after a lost connection the same batch goes on where it stopped. Nothing stays half done:
cancelling undoes what was written, and a batch that broke off is undone or continued from the list of imports.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import Connection, text

from services import errors
from services.database import Database
from services.errors import Cancelled, NotPermitted, NotSignedIn, ServiceError, Unavailable
from services.texts import N_
from services.transfer import mapping
from services.transfer.fields import Entry, Kind, Prepared, jsonable
from services.transfer.lines import Source
from services.transfer.mapping import Columns

CHUNK = 500
UNDO_STEP = 2_000
# Lines of the file that are looked at in one step before an undo, and lines named where it is refused.
LOOK_STEP = 20_000
TOUCHED_NAMED = 20
# Refused rows that a dry run remembers with their cells; further ones are only counted.
REMEMBERED = 10_000

Progress = Callable[[int, int | None], None]
# Writes rows that are fit and notes those that were refused already.
Attempt = Callable[[Sequence[Prepared], Sequence["Refused"]], list[Entry]]

errors.sentences(
    import_known=N_("It is there already."),
    import_repeated=N_("It is the same as line {line}."),
    import_not_running=N_("This import is finished; start a new one."),
    import_not_undoing=N_("This import is not being undone."),
    import_undone_already=N_("This import was undone already."),
    import_touched=N_(
        "{count} records of this import were changed or used since, so it cannot be undone. Lines: {lines}."
    ),
    import_row_touched=N_("It was changed in the meantime and stays."),
)


class Refused(NamedTuple):
    """A row that was not imported: its line, why, and what the file held."""

    line: int
    error: ServiceError
    cells: Sequence[str]

    def sentence(self) -> str:
        return self.error.sentence()


@dataclass(frozen=True)
class Plan:
    """A file with everything decided: what it is, and which column is which field."""

    kind: Kind
    source: Source
    columns: Columns

    def check(self) -> None:
        """Raises ServiceError where the columns do not do."""
        mapping.check(self.columns, self.source.shape.headers, self.kind.fields)


@dataclass
class Result:
    """What came of a file. dry: nothing was written. undone: it was cancelled, and what it wrote is gone."""

    batch: UUID | None = None
    added: int = 0
    kept: int = 0
    failed: int = 0
    undone: bool = False
    refused: list[Refused] = field(default_factory=list)

    @property
    def read(self) -> int:
        return self.added + self.kept + self.failed


def _never() -> bool:
    return False


def _silent(_done: int, _total: int | None) -> None:
    pass


class _TakeBack(Exception):
    """Leaves a transaction of a dry run."""


def dry_run(
    db: Database, plan: Plan, *, progress: Progress = _silent, cancelled: Callable[[], bool] = _never
) -> Result:
    """Do all of an import and take it back, chunk by chunk: the same refusals, nothing changed."""
    plan.check()
    result = Result()

    def attempt(rows: Sequence[Prepared], refused: Sequence[Refused]) -> list[Entry]:
        entries: list[Entry] = []
        with suppress(_TakeBack), db.transaction() as connection:
            entries = plan.kind.insert(connection, rows) if rows else []
            raise _TakeBack
        return entries

    _all_chunks(plan, result, attempt, progress, cancelled, after=0)
    return result


def run(
    db: Database,
    plan: Plan,
    batch: UUID,
    *,
    progress: Progress = _silent,
    cancelled: Callable[[], bool] = _never,
) -> Result:
    """Import a file as this batch, which may have been begun before: then it goes on where it stopped.

    Cancelling undoes what was written. Raises Unavailable and its kinds where the connection is lost; call
    again with the same batch, or undo it.
    """
    plan.check()
    result = Result(batch)
    after = _begin(db, plan, batch)

    def attempt(rows: Sequence[Prepared], refused: Sequence[Refused]) -> list[Entry]:
        lines = [row.line for row in rows] + [row.line for row in refused]
        request = uuid5(batch, f"{min(lines)}-{max(lines)}-{len(rows)}")
        done = db.once(request, lambda connection: _write(connection, plan, batch, rows, refused, max(lines)))
        return [_entry(each) for each in done]

    try:
        _all_chunks(plan, result, attempt, progress, cancelled, after)
    except Cancelled:
        undo(db, batch)
        result.undone = True
        return result
    with db.transaction() as connection:
        connection.execute(text("select import_finish(:batch)"), {"batch": batch})
    with db.read() as connection:
        # Of the whole batch, also what it wrote before a connection was lost.
        counts = text("select rows_added, rows_kept, rows_failed from import_batch where id = :batch")
        result.added, result.kept, result.failed = connection.execute(counts, {"batch": batch}).one()
    return result


def _all_chunks(
    plan: Plan,
    result: Result,
    attempt: Attempt,
    progress: Progress,
    cancelled: Callable[[], bool],
    after: int,
) -> None:
    total = plan.source.shape.rows
    lines = _prepared(plan)
    done = 0
    while True:
        if cancelled():
            raise Cancelled
        chunk = list(islice(lines, CHUNK))
        if not chunk:
            break
        done += len(chunk)
        chunk = [each for each in chunk if each.line > after]
        if chunk:
            _chunk(chunk, result, attempt)
        progress(done, max(done, total) if total is not None else None)
    progress(done, done)


def _chunk(
    chunk: Sequence[Prepared | Refused],
    result: Result,
    attempt: Attempt,
) -> None:
    """Write a chunk; where the database refuses, its halves, down to the row that is to blame."""
    rows = [each for each in chunk if isinstance(each, Prepared)]
    refused = [each for each in chunk if isinstance(each, Refused)]
    try:
        entries = attempt(rows, refused)
    except (Unavailable, NotPermitted, NotSignedIn, Cancelled):
        raise
    except ServiceError as error:
        if not rows:
            raise
        if len(rows) == 1:
            to_blame = Refused(rows[0].line, error, rows[0].cells)
            _chunk(sorted([*refused, to_blame], key=lambda each: each.line), result, attempt)
            return
        middle = rows[len(rows) // 2].line
        _chunk([each for each in chunk if each.line < middle], result, attempt)
        _chunk([each for each in chunk if each.line >= middle], result, attempt)
        return
    cells = {row.line: row.cells for row in rows}
    for entry in entries:
        if entry.outcome == "failed":
            why = ServiceError(entry.code or "unexpected", **(entry.details or {}))
            refused.append(Refused(entry.line, why, cells.get(entry.line, ())))
    result.added += sum(entry.outcome == "added" for entry in entries)
    result.kept += sum(entry.outcome == "kept" for entry in entries)
    repeated = [each for each in refused if each.error.code == "import_repeated"]
    result.kept += len(repeated)
    result.failed += len(refused) - len(repeated)
    for each in refused:
        if each.error.code != "import_repeated" and len(result.refused) < REMEMBERED:
            result.refused.append(each)


def _prepared(plan: Plan) -> Iterator[Prepared | Refused]:
    """The file's rows as values, or with the reason why they are none; one that comes twice names the first."""
    seen: dict[int, int] = {}
    for line in plan.source.lines():
        try:
            values = mapping.values_of(line, plan.columns, plan.kind.fields)
            plan.kind.check(values)
        except ServiceError as error:
            yield Refused(line.number, error, line.cells)
            continue
        key = plan.kind.key(values)
        if key is not None:
            # Eight bytes of a hash instead of the key: a million of them fit into memory.
            short = int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest())
            first = seen.setdefault(short, line.number)
            if first != line.number:
                yield Refused(line.number, ServiceError("import_repeated", line=first), line.cells)
                continue
        yield Prepared(line.number, values, line.cells)


# -- writing -----------------------------------------------------------------------------------------

_BEGIN = text("""
    insert into import_batch (id, kind, file_name, file_sha256, mapping)
    values (:id, :kind, :name, :sha256, cast(:mapping as jsonb)) on conflict (id) do nothing""")
_NOTE = text("select import_note(:batch, :through, cast(:entries as jsonb))")


def _begin(db: Database, plan: Plan, batch: UUID) -> int:
    """Record the batch; returns the last line it has behind it if it was begun before."""
    shape = plan.source.shape
    values = {
        "id": batch,
        "kind": plan.kind.code,
        "name": shape.path.name[-255:],
        "sha256": _digest(shape.path),
        "mapping": json.dumps(
            {"columns": {name: shape.headers[place] for name, place in plan.columns.items()}, "headers": shape.headers}
        ),
    }

    def work(connection: Connection) -> None:
        connection.execute(_BEGIN, values)

    db.once(uuid5(batch, "begin"), work)
    with db.read() as connection:
        row = connection.execute(text("select state, last_line from import_batch where id = :id"), {"id": batch}).one()
    if row.state != "running":
        raise ServiceError("import_not_running")
    return row.last_line


def _write(
    connection: Connection,
    plan: Plan,
    batch: UUID,
    rows: Sequence[Prepared],
    refused: Sequence[Refused],
    through: int,
) -> list[list[Any]]:
    entries = plan.kind.insert(connection, rows) if rows else []
    cells = {row.line: row.cells for row in rows}
    noted = [
        {
            "line": entry.line,
            "outcome": entry.outcome,
            "table_name": entry.table,
            "row_id": jsonable(entry.row_id),
            "code": entry.code,
            "details": entry.details,
            "cells": list(cells[entry.line]) if entry.outcome == "failed" else None,
        }
        for entry in entries
    ]
    for each in refused:
        repeated = each.error.code == "import_repeated"
        noted.append(
            {
                "line": each.line,
                "outcome": "kept" if repeated else "failed",
                "code": each.error.code,
                "field": each.error.field,
                "details": {name: jsonable(value) for name, value in each.error.values.items()},
                "cells": None if repeated else [cell.replace("\0", "") for cell in each.cells],
            }
        )
    connection.execute(
        _NOTE, {"batch": batch, "through": through, "entries": json.dumps(noted, ensure_ascii=False, default=str)}
    )
    return [
        [e.line, e.outcome, e.code, dict(e.details) if e.details else None] for e in entries if e.outcome != "helper"
    ]


def _entry(told: Sequence[Any]) -> Entry:
    line, outcome, code, details = told
    return Entry(line, outcome, code=code, details=details)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# -- taking back -------------------------------------------------------------------------------------


def undo(db: Database, batch: UUID, *, progress: Progress = _silent, cancelled: Callable[[], bool] = _never) -> None:
    """Remove everything a batch added; raises ServiceError naming the lines where something was touched since.

    First looks at all of it, then removes, both in steps of one transaction each. Cancelled while it looks nothing
    has changed; cancelled later, or after a lost connection, it goes on where it stopped when called again.
    """
    with db.read() as connection:
        row = connection.execute(
            text("select state, rows_added, last_line from import_batch where id = :id"), {"id": batch}
        ).first()
    if row is None:
        raise ServiceError("gone_record")
    done, total = 0, row.rows_added + row.last_line
    if row.state != "undoing":
        total += row.last_line
        for after in range(0, row.last_line, LOOK_STEP):
            _goes_on(cancelled)
            _refuse_touched(db, batch, after, row.last_line)
            done = min(after + LOOK_STEP, row.last_line)
            progress(done, total)
        with db.transaction() as connection:
            connection.execute(text("select import_undo(:batch)"), {"batch": batch})
    while True:
        _goes_on(cancelled)
        step = _undo_step(db, batch)
        if step == 0:
            break
        done += step
        progress(done, max(done, total))


def _goes_on(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled


_TOUCHED = text("select import_touched(:batch, :after, :through, :most)")


def _refuse_touched(db: Database, batch: UUID, after: int, last_line: int) -> None:
    """Where a part of the file was touched, look at the rest too and say so with the first lines of all."""
    lines = _touched(db, batch, after)
    if not lines:
        return
    for further in range(after + LOOK_STEP, last_line, LOOK_STEP):
        if len(lines) > TOUCHED_NAMED:
            break
        lines |= _touched(db, batch, further)
    named = sorted(lines)[:TOUCHED_NAMED]
    if len(lines) > TOUCHED_NAMED:
        raise ServiceError("import_touched", count=f"{TOUCHED_NAMED}+", lines=", ".join(map(str, named)) + " …")
    raise ServiceError("import_touched", count=len(lines), lines=", ".join(map(str, named)))


def _touched(db: Database, batch: UUID, after: int) -> set[int]:
    values = {"batch": batch, "after": after, "through": after + LOOK_STEP, "most": TOUCHED_NAMED + 1}
    with db.transaction() as connection:
        return set(connection.execute(_TOUCHED, values).scalars())


def _undo_step(db: Database, batch: UUID) -> int:
    for attempt in range(5):
        try:
            with db.transaction() as connection:
                return connection.execute(
                    text("select import_undo_step(:batch, :most)"), {"batch": batch, "most": UNDO_STEP}
                ).scalar_one()
        except ServiceError as error:
            # A record was changed in the very moment; the next attempt leaves it.
            if error.code != "busy" or attempt == 4:
                raise
    raise AssertionError("unreachable")
