"""Printing from a window: where each paper goes, the queue, and what to do when a printer refuses.

Papers are made on the window's background (they need the database) and sent on a thread of
their own, one after the other, so that a printer that is off holds up neither counter nor
database. Linux and macOS print through `services.printing`; Windows through Qt.
"""

import itertools
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from services import printing
from services.errors import ServiceError
from services.printing import Printer, Target
from services.texts import N_, _
from ui.kit.background import Background
from ui.kit.words import Text

# make(media, lang, reprint) -> PDF; runs on a worker and may use the database.
Make = Callable[[str, str, int], bytes]

STATES = {
    "waiting": N_("Waiting"),
    "making": N_("Being made"),
    "printing": N_("Printing"),
    "done": N_("Printed"),
    "failed": N_("Not printed"),
}


@dataclass(frozen=True)
class Route:
    """Where a paper goes from this workstation, in which language, on which medium."""

    target: Target
    media: str
    lang: str = "both"
    # Shown before it is printed.
    preview: bool = False


@dataclass
class Job:
    """One paper on its way to a printer."""

    key: int
    paper: str
    title: Text
    make: Make
    reprint: int = 0
    route: Route | None = None
    # What the person picked instead of the route's; empty leaves the route's.
    media: str = ""
    lang: str = ""
    pdf: bytes | None = None
    state: str = "waiting"
    error: BaseException | None = field(default=None, repr=False)

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in {"done", "failed"}

    def reason(self) -> str:
        """Why it was not printed, in a sentence."""
        sentence = getattr(self.error, "sentence", None)
        return sentence() if sentence is not None else _("The paper could not be made.")


class Printing(QObject):
    """The papers of this window.

    routes(paper): where it goes, None where nobody has said; asked on a worker. printed(job): writes the print
    log, on a worker, after the printer took the paper. usual_media(paper): the medium without a route.
    sender(pdf, media, target, title): takes the papers instead of the printers, where somebody set it.
    """

    changed = Signal()
    failed = Signal(object)
    DONE_KEPT = 20

    def __init__(
        self,
        background: Background,
        routes: Callable[[str], Route | None],
        printed: Callable[[Job], None],
        usual_media: Callable[[str], str] = lambda paper: "a4",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.background = background
        self.routes, self.printed, self.usual_media = routes, printed, usual_media
        self.sender: Callable[[bytes, str, Target, str], Any] | None = None
        self.spool = Background(1, parent=self)
        self.jobs: list[Job] = []
        self._keys = itertools.count(1)

    def print(
        self,
        paper: str,
        title: Text,
        make: Make,
        reprint: int = 0,
        *,
        route: Route | None = None,
        media: str = "",
        lang: str = "",
    ) -> Job:
        """Print silently. Without a route it is looked up; what fails stays in the queue with its reason."""
        job = Job(next(self._keys), paper, title, make, reprint, route, media, lang)
        self.jobs.append(job)
        self._make(job)
        return job

    def retry(self, job: Job) -> None:
        """Try again what a printer refused."""
        if job.state == "failed":
            self._make(job)

    def send_to(self, job: Job, target: Target, media: str = "") -> None:
        """Try another printer; on another medium the paper is made anew."""
        if job.state != "failed":
            return
        old = job.route
        wanted = media or (old.media if old else self.usual_media(job.paper))
        if old is None or wanted != old.media:
            job.pdf = None
        job.route = Route(target, wanted, old.lang if old else "both")
        self._make(job)

    def drop(self, job: Job) -> None:
        """Forget a paper that is no longer wanted."""
        if job in self.jobs and job.ended:
            self.jobs.remove(job)
            self.changed.emit()

    def open_jobs(self) -> list[Job]:
        """What waits, is on its way or has failed."""
        return [job for job in self.jobs if job.state != "done"]

    def printers(self) -> list[Printer]:
        """What this machine can print on; asks the system, so call it on a worker."""
        return system_printers()

    def close(self) -> None:
        """Wait for the paper that is being sent."""
        self.spool.close()

    def _make(self, job: Job) -> None:
        self._set(job, "making")
        self.background.run(self, lambda: self._made(job), lambda _none: self._send(job), lambda e: self._fail(job, e))

    def _made(self, job: Job) -> None:
        if job.route is None:
            found = self.routes(job.paper) or self._usual_route(job.paper)
            if found is None:
                # Made all the same: the person can save it as PDF.
                job.pdf = job.make(job.media or self.usual_media(job.paper), job.lang or "both", job.reprint)
                raise ServiceError("no_printer")
            job.route = replace(found, media=job.media or found.media, lang=job.lang or found.lang)
        if job.pdf is None:
            job.pdf = job.make(job.route.media, job.route.lang, job.reprint)

    def _usual_route(self, paper: str) -> Route | None:
        """The system's own printer, where nobody has said which."""
        known = self.printers()
        if not known:
            return None
        first = next((printer for printer in known if printer.is_default), known[0])
        return Route(Target("system", first.name), self.usual_media(paper))

    def _send(self, job: Job) -> None:
        self._set(job, "printing")
        route, pdf, title = job.route, job.pdf, f"{job.paper}-{job.key}"
        assert route is not None and pdf is not None
        self.spool.run(
            self,
            lambda: (self.sender or send)(pdf, route.media, route.target, title),
            lambda _none: self._log(job),
            lambda error: self._fail(job, error),
        )

    def _log(self, job: Job) -> None:
        self._set(job, "done")
        self.background.run(self, lambda: self.printed(job), lambda _none: self._forget_old())

    def _forget_old(self) -> None:
        done = [job for job in self.jobs if job.state == "done"]
        for job in done[: -self.DONE_KEPT]:
            self.jobs.remove(job)
        for job in done:
            # The paper can be made again from the record; its bytes need no memory.
            job.pdf = None
        self.changed.emit()

    def _fail(self, job: Job, error: BaseException) -> bool:
        job.error = error
        self._set(job, "failed")
        self.failed.emit(job)
        # A fault of ours goes on to the crash report; a refusal is told in the queue.
        return isinstance(error, ServiceError)

    def _set(self, job: Job, state: str) -> None:
        job.state = state
        if state != "failed":
            job.error = None
        self.changed.emit()


def system_printers() -> list[Printer]:
    """The printers of the system: of CUPS, else what Qt knows; none is no error."""
    if printing.has_system_printing() or sys.platform != "win32":
        return printing.printers()
    from PySide6.QtPrintSupport import QPrinterInfo

    usual = QPrinterInfo.defaultPrinterName()
    return [Printer(name, "", name == usual) for name in QPrinterInfo.availablePrinterNames()]


def send(pdf: bytes, media: str, target: Target, title: str) -> None:
    """Print silently, by the way that this system has. Raises ServiceError with what went wrong."""
    if target.kind == "system" and sys.platform == "win32":
        paint_on_printer(pdf, target.name, target.copies, title)
    else:
        printing.send(pdf, media, target, title)


def paint_on_printer(pdf: bytes, printer_name: str, copies: int, title: str, file: str = "") -> None:
    """Paint the pages as pictures on a printer of the system; works wherever Qt prints, off the window's thread.

    file: print into this PDF instead (a printer that is a file).
    """
    from PySide6.QtCore import QMarginsF, QRectF, QSizeF
    from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
    from PySide6.QtPrintSupport import QPrinter

    from services.documents.render import images, page_sizes

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if file:
        printer.setOutputFileName(file)
    else:
        printer.setPrinterName(printer_name)
        if not printer.isValid() or printer.printerName() != printer_name:
            raise ServiceError("printer_unreachable", printer=printer_name)
    printer.setDocName(title)
    printer.setCopyCount(max(1, copies))
    printer.setFullPage(True)
    sizes = page_sizes(pdf)

    def lay_out(size: tuple[float, float]) -> None:
        page = QPageSize(QSizeF(*size), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        landscape = size[0] > size[1]
        way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
        upright = QPageSize(QSizeF(min(size), max(size)), QPageSize.Unit.Point) if landscape else page
        printer.setPageLayout(QPageLayout(upright, way, QMarginsF(0, 0, 0, 0)))

    lay_out(sizes[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise ServiceError("printer_refused", printer=printer_name, reason="begin")
    try:
        for index, picture in enumerate(images(pdf, 300)):
            if index:
                lay_out(sizes[index])
                if not printer.newPage():
                    raise ServiceError("printer_refused", printer=printer_name, reason="page")
            data = picture.tobytes()
            image = QImage(data, picture.width, picture.height, picture.width, QImage.Format.Format_Grayscale8)
            area: Any = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(QRectF(area), image)
    finally:
        painter.end()
