"""The lists of the page of backups: files, databases not in service, and what was found in one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from services.audit_check import Finding
from services.backup import Manifest
from services.finding_words import words
from services.paging import Page as PageOfRows
from services.restored import Beside, Restored
from services.texts import N_, _
from ui.kit import formats
from ui.kit.chips import Chip
from ui.kit.paged import Column
from ui.kit.table_pane import ListAction, TablePane


class FileLine:
    """A row of the list of backups."""

    def __init__(self, file: Path, found: Any) -> None:
        self.id, self.file, self.name = str(file), file, file.name
        self.size = file.stat().st_size
        self.manifest = found if isinstance(found, Manifest) else None
        self.refusal = "" if self.manifest is not None else found.sentence()

    @property
    def made_at(self) -> str:
        """When it was made, in the store's zone."""
        return _minute(datetime.fromisoformat(self.manifest.made_at)) if self.manifest is not None else ""

    @property
    def rows(self) -> int | None:
        """How many rows are in it."""
        return self.manifest.total if self.manifest is not None else None

    @property
    def is_data(self) -> bool:
        """Whether it can be restored by itself."""
        return self.manifest is not None and self.manifest.kind == "data"


def kind_chip(line: FileLine) -> Chip:
    """What is in a file."""
    if line.manifest is None:
        return Chip(N_("Damaged"), "danger", "error")
    if line.manifest.kind == "data":
        return Chip(N_("Data"), "success", "connection")
    return Chip(N_("Photos and files"), "neutral", "photo")


class BesideLine:
    """A row of the list of databases that are not in service."""

    def __init__(self, one: Beside) -> None:
        self.id, self.name, self.size = one.name, one.name, one.size_bytes
        self.restored = one.backup_at is not None
        self.backup_at = _minute(one.backup_at) if one.backup_at is not None else ""
        self.restored_at = _minute(one.restored_at) if one.restored_at is not None else ""


def beside_chip(line: BesideLine) -> Chip:
    """Where it comes from."""
    if line.restored:
        return Chip(N_("Restored"), "info", "history")
    return Chip(N_("Was in service"), "neutral", "closed")


@dataclass(frozen=True)
class ResultLine:
    """A row of the result: what was looked at, how much of it, and how much is wrong."""

    id: int
    text: Callable[[], str]
    looked_at: int
    wrong: int = 0


def result_chip(line: ResultLine) -> Chip:
    """Whether it fits."""
    if line.wrong:
        return Chip(lambda: _("{n} wrong").format(n=formats.number(line.wrong)), "danger", "error")
    return Chip(N_("Fits"), "success", "ok")


def of_check(manifest: Manifest) -> list[ResultLine]:
    """What the check of a file found."""
    found = (
        (N_("bytes with the right checksum, read back to the last"), manifest.dump_bytes),
        (N_("tables in it"), len(manifest.rows)),
        (N_("rows in it"), manifest.total),
        (N_("people with their roles"), len(manifest.people)),
    )
    return [ResultLine(n, lambda text=text: _(text), count) for n, (text, count) in enumerate(found)]


def of_restore(restored: Restored) -> list[ResultLine]:
    """What was found in a restored database."""
    lines = [
        ResultLine(0, lambda: _("tables restored"), restored.tables),
        ResultLine(1, lambda: _("rows counted, as many as in the backup"), restored.rows),
    ]
    return lines + of_findings(restored.findings, len(lines))


def of_findings(findings: Sequence[Finding], first: int = 0) -> list[ResultLine]:
    """What was found in a database, numbered from `first`."""
    return [
        ResultLine(n, lambda each=each: words(each), each.looked_at, each.wrong)
        for n, each in enumerate(findings, start=first)
    ]


def size_words(size: int) -> str:
    """A size in megabytes, or kilobytes where it is little."""
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"


def _minute(instant: datetime) -> str:
    return f"{formats.local(instant):%Y-%m-%d %H:%M}"


def lines_of(found: Sequence[tuple[Path, Any]]) -> list[FileLine]:
    """Rows of the list of backups; one that went away meanwhile is left out."""
    lines = []
    for file, manifest in found:
        try:
            lines.append(FileLine(file, manifest))
        except OSError:
            continue
    return lines


# -- the lists -------------------------------------------------------------------------------------------


def backups_pane(page: Any) -> TablePane:
    """The files of the folder."""
    pane = TablePane(
        "backups",
        [
            Column("made_at", N_("Made at"), sample="2026-11-21 14:05"),
            Column("name", N_("File"), stretch=True),
            Column("rows", N_("Rows"), "integer", sample="10,000,000"),
            Column("size", N_("Size"), shown=lambda line: size_words(line.size), sample="1,000 MB"),
            Column("kind", N_("Content"), "chip", chip=kind_chip, read=lambda _l: 1, sample="Photos and files x"),
        ],
        page.desk.background,
        lambda _request: PageOfRows(lines_of(page.saver.files())),
        empty=(N_("No backup in this folder yet."), N_("Save one now; better keep them on another disk.")),
        actions=(
            ListAction("check_backup", N_("Check"), page.check, "ok"),
            ListAction("drill_backup", N_("Try restoring"), page.try_one, "testing"),
            ListAction("restore_backup", N_("Restore…"), page.restore, "history"),
        ),
        quick_filter=False,
        accessible=N_("Backups"),
    )
    pane.hide_bar()
    return pane


def beside_pane(page: Any) -> TablePane:
    """Databases that were restored, or were in service before."""
    pane = TablePane(
        "beside",
        [
            Column("name", N_("Database"), stretch=True),
            Column("backup_at", N_("Backup of"), sample="2026-11-21 14:05"),
            Column("restored_at", N_("Restored at"), sample="2026-11-21 14:05", drop=1),
            Column("size", N_("Size"), shown=lambda line: size_words(line.size), sample="1,000 MB"),
            Column("kind", N_("State"), "chip", chip=beside_chip, read=lambda _l: 1, sample="Was in service xx"),
        ],
        page.desk.background,
        page.fetch_beside,
        empty=(
            N_("No database beside the one in service."),
            N_("A restored backup stands here until you put it into service or remove it.")
            if page.saver.alone
            else N_("Give the administrator's password and press F5 to see them."),
        ),
        actions=(
            ListAction("swap", N_("Put into service…"), page.ask_swap, "swap"),
            ListAction("remove_beside", N_("Remove…"), page.ask_remove, "delete"),
        ),
        quick_filter=False,
        accessible=N_("Databases not in service"),
    )
    pane.hide_bar()
    return pane


def result_pane(page: Any) -> TablePane:
    """What the last check, trial or restore found."""
    pane = TablePane(
        "restore_result",
        [
            Column("text", N_("What was looked at"), read=lambda line: line.text(), stretch=True),
            Column("looked_at", N_("How many"), "integer", sample="10,000,000"),
            Column("kind", N_("Result"), "chip", chip=result_chip, read=lambda _l: 1, sample="10,000 wrong x"),
        ],
        page.desk.background,
        lambda _request: PageOfRows(list(page.results)),
        empty=(N_("Nothing was looked through yet."), N_("Check a backup, or try restoring one.")),
        quick_filter=False,
        accessible=N_("Last result"),
    )
    pane.hide_bar()
    return pane
