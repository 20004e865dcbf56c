"""How old the last backup and the last restore drill are, and what the page of backups asks for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from services.audit_check import Finding
from services.backup import Manifest
from services.pg_programs import Watch
from services.punctuation import sequenced
from services.restored import Beside, Restored
from services.safety import Run, Safety
from services.texts import N_, _, ngettext
from ui.kit import formats
from ui.kit.cards import Card, IconLine, Pairs
from ui.kit.words import Text, data


class Saver(Protocol):
    """app.saving.Saver: what the page asks for, always on a worker.

    role, password: the server's administrator, empty where `alone`.
    """

    alone: bool

    @property
    def folder(self) -> Path:
        """Where backups lie."""

    def choose_folder(self, folder: str) -> None:
        """Put them somewhere else."""

    def files(self) -> list[tuple[Path, Any]]:
        """Files with their manifests, or the refusal."""

    def save(self, role: str, password: str, attachments: bool, watch: Watch | None) -> tuple[Path, int]:
        """Write one; its file and rows."""

    def check(self, file: Path, watch: Watch | None) -> Manifest:
        """Read one whole."""

    def photos_of(self, file: Path) -> Path | None:
        """The file of photos that belongs to one."""

    def restore(
        self, file: Path, name: str, role: str, password: str, photos: Path | None, watch: Watch | None
    ) -> Restored:
        """Restore one into a new database and look through it."""

    def drill(self, file: Path, role: str, password: str, watch: Watch | None) -> Restored:
        """Restore one for trial."""

    def beside(self, role: str, password: str) -> list[Beside]:
        """Databases not in service."""

    def look(self, name: str, role: str, password: str, watch: Watch | None) -> tuple[Finding, ...]:
        """What is found in one of them."""

    def swap(self, name: str, role: str, password: str) -> str:
        """Put one of them into service; the other's new name."""

    def remove(self, name: str, role: str, password: str) -> None:
        """Remove one of them."""


# -- how old they are ------------------------------------------------------------------------------------

OUTCOMES = {
    "failed": N_("failed"),
    "running": N_("under way"),
    "broken_off": N_("broken off"),
}


def verdict(safety: Safety) -> tuple[Text, str, str]:
    """The most serious of what there is to say: words, icon, tone."""
    backup, drill = safety.backup, safety.drill
    if backup is not None and backup.state == "failed":
        return N_("The last backup failed."), "error", "danger"
    if drill is not None and drill.state == "failed":
        return N_("The last restore drill failed: do not rely on your backups."), "error", "danger"
    if safety.backup_late:
        words = N_("The last backup is too old.") if backup is not None else N_("There is no backup yet.")
        return words, "warning", "warning"
    if safety.drill_late:
        tried = drill is not None and drill.good_at is not None
        words = N_("The last restore drill is too old.") if tried else N_("No backup was ever tried out.")
        return words, "warning", "warning"
    return N_("The last backup is recent, and restoring was tried."), "ok_fill", "success"


def run_words(run: Run | None, of_rows: Callable[[int], str]) -> str:
    """When it last went well with how many rows, and what became of the attempt after that."""
    if run is None:
        return _("never")
    said = []
    if run.good_at is not None:
        said.append(_("{moment}, {rows}").format(moment=formats.moment(run.good_at), rows=of_rows(run.rows)))
    if run.state != "good":
        outcome = _(OUTCOMES[run.state])
        said.append(_("{moment}: {outcome}").format(moment=formats.moment(run.began_at), outcome=outcome))
    return sequenced(said)


def rows_words(rows: int) -> str:
    """'10,000 rows'."""
    return ngettext("{n} row", "{n} rows", rows).format(n=formats.number(rows))


class StateCard(Card):
    """Last backup, last drill, the next one; whether they are too old."""

    def __init__(self, open_limits: Callable[[], Any]) -> None:
        super().__init__(N_("Safety"))
        self.setObjectName("backup_state")
        self.verdict = IconLine(N_("Looking…"), "waiting", "secondary", "verdict")
        self.facts = Pairs()
        self.fault = IconLine("", "error", "danger", "label")
        self.fault.hide()
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.fault)
        self.limits = self.add_link(N_("How old they may be"), "backup_limits")
        self.limits.clicked.connect(lambda: open_limits())

    def tell(self, safety: Safety) -> None:
        """Show this state."""
        self.verdict.tell(*verdict(safety))
        self.facts.tell(
            [
                (N_("Last backup"), lambda: run_words(safety.backup, rows_words)),
                (N_("Last restore drill"), lambda: run_words(safety.drill, rows_words)),
                (N_("Next drill"), lambda: _next(safety)),
            ]
        )
        faults = [run.error for run in (safety.backup, safety.drill) if run is not None and run.error]
        self.fault.setVisible(bool(faults))
        self.fault.tell(data(faults[0] if faults else ""))


def _next(safety: Safety) -> str:
    due = safety.next_drill
    if due is None:
        return formats.EMPTY
    return _("due now") if due <= safety.now else formats.day(formats.local(due).date())
