"""The papers on their way: what waits, what a printer refused and why, and what to do about it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from services.printing import Printer, Target
from services.texts import N_, _
from ui.kit.buttons import Button
from ui.kit.dialogs import Dialog
from ui.kit.printing import STATES, Job, Printing
from ui.kit.theme import theme
from ui.kit.words import Label, data, hairline, name_as

_TONES = {"done": "success", "failed": "danger"}


class QueuePanel(QWidget):
    """All papers of this window, the newest on top."""

    def __init__(self, printing: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.printing = printing
        self.setObjectName("table_print_queue")
        name_as(self, N_("Print queue"))
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setSpacing(theme.px(8))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.empty = Label(N_("Nothing is being printed."), "body", "secondary")
        self.column.addWidget(self.empty)
        self.column.addStretch(1)
        self.rows: list[QWidget] = []
        printing.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the queue as it is now."""
        for row in self.rows:
            self.column.removeWidget(row)
            row.deleteLater()
        self.rows = [self._row(job) for job in reversed(self.printing.jobs)]
        for place, row in enumerate(self.rows):
            self.column.insertWidget(place, row)
        self.empty.setVisible(not self.rows)

    def _row(self, job: Job) -> QWidget:
        row = QWidget()
        row.setObjectName(f"job_{job.key}")
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        top = QHBoxLayout()
        top.addWidget(Label(job.title, "bold", elide=True), 1)
        top.addWidget(Label(STATES[job.state], "label", _TONES.get(job.state, "secondary")))
        column.addLayout(top)
        if job.route is not None:
            column.addWidget(Label(data(job.route.target.name), "label", "secondary", elide=True))
        if job.state == "failed":
            column.addWidget(Label(job.reason, "label", "danger", wrap=True))
            column.addLayout(self._verbs(job))
        column.addWidget(hairline())
        return row

    def _verbs(self, job: Job) -> QHBoxLayout:
        verbs = QHBoxLayout()
        verbs.setSpacing(theme.px(6))
        for text, name, act in (
            (N_("Try again"), "retry", lambda: self.printing.retry(job)),
            (N_("Send to another printer"), "send_to", lambda: self.choose_printer(job)),
            (N_("Save as PDF"), "save_pdf", lambda: self.save(job)),
            (N_("Remove"), "drop", lambda: self.printing.drop(job)),
        ):
            button = Button(text, f"{name}_{job.key}", "link")
            button.clicked.connect(act)
            if name == "save_pdf" and job.pdf is None:
                button.hide()
            verbs.addWidget(button)
        verbs.addStretch(1)
        return verbs

    def choose_printer(self, job: Job) -> None:
        """Ask which printer instead; the system is asked in the background."""
        self.printing.spool.run(
            self,
            self.printing.printers,
            lambda found: OtherPrinter(self, found, lambda to: self._to(job, to)).open(),
            slot="printers",
        )

    def _to(self, job: Job, target: Target) -> None:
        self.printing.send_to(job, target)

    def save(self, job: Job) -> None:
        """Keep the paper as a file where no printer takes it."""
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), f"{job.paper}.pdf", "PDF (*.pdf)")
        pdf = job.pdf
        if chosen and pdf is not None:
            path = Path(chosen)
            self.printing.background.run(self, lambda: path.write_bytes(pdf), lambda _n: self.printing.drop(job))


class QueueDialog(Dialog):
    """The queue, opened from the frame."""

    def __init__(self, parent: QWidget, printing: Printing) -> None:
        super().__init__(parent, "print_queue", N_("Print queue"))
        self.panel = QueuePanel(printing)
        self.body.addWidget(self.panel, 1)
        self.add_verb(N_("Close"), None, "close", key="Esc")
        self.resize(theme.px(620), theme.px(420))


class OtherPrinter(Dialog):
    """Which printer shall print it instead?"""

    def __init__(self, parent: QWidget, printers: list[Printer], chosen: Callable[[Target], None]) -> None:
        none = "" if printers else N_("This computer has no printer; save the paper as PDF instead.")
        super().__init__(parent, "other_printer", N_("Which printer shall print it?"), none)
        for printer in printers:
            target = Target("system", printer.name)
            button = Button(data(printer.name), f"printer_{printer.name}")
            button.setEnabled(printer.state != "disabled")
            button.setToolTip("" if button.isEnabled() else _("This printer is switched off in the system."))
            button.clicked.connect(lambda _on=False, to=target: self._take(chosen, to))
            self.body.addWidget(button)
        self.add_verb(N_("Cancel"), None, "stay", key="Esc")

    def _take(self, chosen: Callable[[Target], None], target: Target) -> None:
        self.accept()
        chosen(target)
