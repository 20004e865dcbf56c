"""Papers from a page: printed silently where this workstation prints them, shown where there is no printer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services import print_routes
from services.database import Database
from services.documents import render
from services.ids import new_id
from services.punctuation import bracketed
from services.texts import N_, _
from ui.kit.page import Page
from ui.kit.print_preview import PreviewDialog
from ui.kit.printing import Job

NAMES = {
    "intake": N_("Intake slip"),
    "worksheet": N_("Work sheet"),
    "quote": N_("Quote"),
    "repair": N_("Repair record"),
    "delivery": N_("Delivery note"),
    "label": N_("Label"),
    "receipt": N_("Receipt"),
    "takings": N_("Takings of the day"),
    "card": N_("Customer card"),
    "visit": N_("Maintenance report"),
    "outing": N_("Installer's slip"),
    "trip": N_("Driver's slip"),
    "acceptance": N_("Acceptance or minutes"),
    "route": N_("Route sheet"),
    "letter": N_("Letter to a customer"),
    "voucher": N_("Voucher"),
    "exchange": N_("Exchange slip"),
    "follow_up": N_("Follow-up report"),
    "own_order": N_("Order for its customer"),
    "attendance": N_("Attendance list"),
    "training": N_("Training record"),
    "appraisal": N_("Appraisal form"),
}
# The medium to show first where there is no route.
USUAL = {"intake": "a5", "label": "60x40", "receipt": "80mm", "voucher": "a5", "exchange": "a5"}
# Printed by customers for themselves, at no workstation of ours.
CUSTOMERS = ("own_order",)
# A label says nothing to a customer, takings, cards and routes are of their moment: a second one is no reprint.
NO_REPRINTS = ("label", "takings", "card", "route")


@dataclass
class Paper:
    """Makes one paper on a worker, and logs its print.

    content(db): what stands on it, and records(db): the records whose history this print belongs to, both read
    on the worker; a form to be filled in by hand has none.
    """

    db: Database
    paper: str
    content: Callable[[Database], Any]
    records: Callable[[Database], Sequence[UUID]]
    number: str
    store_id: UUID | None
    workstation: str

    def __call__(self, media: str, lang: str, reprint: int) -> bytes:
        content = self.content(self.db)
        again = 0
        if self.paper not in NO_REPRINTS:
            before = [print_routes.printed_before(self.db, one, self.paper) for one in self.records(self.db)]
            again = max(reprint, *before)
        return render.render(self.paper, content, media, lang, again)

    def printed(self, job: Job) -> None:
        """The printer took it; on a worker."""
        route = job.route
        assert route is not None
        for record in self.records(self.db):
            print_routes.log(
                self.db, record, self.paper, route.media, request=new_id(), store_id=self.store_id,
                number=self.number, lang=route.lang, printer=route.target.name, copies=route.target.copies,
                workstation=self.workstation,
            )  # fmt: skip

    def title(self) -> str:
        """Its name and number, for the queue and the preview."""
        return f"{_(NAMES[self.paper])} {self.number}".rstrip()


@dataclass
class Bundle:
    """Several papers of one kind as one file, each logged by itself."""

    papers: Sequence[Paper]
    paper: str

    @classmethod
    def of(cls, papers: Sequence[Paper]) -> "Bundle":
        """papers: at least one, all of one kind."""
        return cls(papers, papers[0].paper)

    def __call__(self, media: str, lang: str, reprint: int) -> bytes:
        return render.joined([one(media, lang, reprint) for one in self.papers])

    def printed(self, job: Job) -> None:
        """The printer took them; on a worker."""
        for one in self.papers:
            one.printed(job)

    def title(self) -> str:
        """Their name and how many there are, or the number of the only one."""
        if len(self.papers) == 1:
            return self.papers[0].title()
        return bracketed(_(NAMES[self.paper]), str(len(self.papers)))


def paper_of(
    page: Page,
    paper: str,
    content: Callable[[Database], Any],
    records: Callable[[Database], Sequence[UUID]] = lambda _db: (),
    number: str = "",
    store_id: UUID | None = None,
) -> Paper:
    """A paper for the person and workstation of a page."""
    desk = page.desk
    return Paper(desk.db, paper, content, records, number, store_id, str(desk.settings.get("workstation", "") or ""))


def print_out(page: Page, make: Paper | Bundle) -> None:
    """Print silently; without a printer the paper is shown, to be saved or printed elsewhere."""
    printing = page.desk.printing
    if printing is None:
        return
    job = printing.print(make.paper, make.title, make)

    def failed(other: Job) -> None:
        if other is not job:
            return
        printing.failed.disconnect(failed)
        if getattr(job.error, "code", "") in ("no_printer", "printing_unavailable"):
            printing.drop(job)
            preview(page, make)

    printing.failed.connect(failed)


def print_if_routed(page: Page, make: Paper) -> None:
    """Print silently where this workstation has a printer for it; otherwise nothing."""
    printing = page.desk.printing
    if printing is None:
        return

    def known(route: Any) -> None:
        if route is not None:
            printing.print(make.paper, make.title, make, route=route)

    page.run(lambda: printing.routes(make.paper), known)


def preview(page: Page, make: Paper | Bundle) -> PreviewDialog | None:
    """Show a paper before it is printed."""
    desk = page.desk
    if desk.printing is None:
        return None
    media = list(render.MEDIA[make.paper])
    usual = USUAL.get(make.paper, "a4")
    if usual in media:
        media.remove(usual)
        media.insert(0, usual)
    dialog = PreviewDialog(page, desk.background, desk.printing, make.paper, make.title, make, media)
    dialog.open()
    return dialog
