"""Printer and scanner as the frame tells of them: lamps, a word when a printer refuses, what was scanned."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from services.texts import N_, _
from ui.frame_status import StatusBar
from ui.frame_top import TopBar
from ui.kit import formats
from ui.kit.desk import Desk
from ui.kit.words import say

if TYPE_CHECKING:
    from ui.kit.printing import Job


class DeviceWatch(QObject):
    """Follows the papers of the window and its scans.

    A page that shows a paper where there is no printer takes its job back at once: only what is still
    refused when it has done so is told here.
    """

    def __init__(self, window: QWidget, desk: Desk, top: TopBar, status: StatusBar) -> None:
        super().__init__(window)
        self._window, self._desk, self._top, self._status = window, desk, top, status
        top.printer.clicked.connect(self.show_queue)
        status.queue.clicked.connect(self.show_queue)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._papers_changed)
        if desk.printing is not None:
            desk.printing.changed.connect(self._later.start)
            desk.printing.failed.connect(self._later.start)

    def show_queue(self) -> None:
        """What waits, what was refused and why, and what to do about it."""
        if self._desk.printing is not None:
            from ui.kit.print_queue import QueueDialog  # brings the driver, which the first window does without

            QueueDialog(self._window, self._desk.printing).open()

    def scanned(self, code: str) -> None:
        """A gun has sent a code."""
        self._status.show_flash(lambda: _("Scanned {code}").format(code=code))
        at = formats.clock(self._desk.now())
        self._top.set_device("scanner", True, _("Last scan at {time}").format(time=at))

    def _papers_changed(self) -> None:
        waiting = self._desk.printing.open_jobs()
        refused = [job for job in waiting if job.state == "failed"]
        self._status.set_queue(len(waiting))
        if waiting or self._desk.printing.jobs:
            self._top.set_device("printer", not refused, refused[-1].reason() if refused else "")
        if refused:
            self._tell(refused[-1])
        else:
            self._desk.messages.clear("printing")

    def _tell(self, job: "Job") -> None:
        self._desk.messages.show(
            "warning",
            lambda: _("Not printed: {paper}").format(paper=say(job.title)),
            job.reason,
            N_("Print queue"),
            self.show_queue,
            key="printing",
            icon="print",
        )
