"""Papers about orders: printed silently where this workstation prints them, shown where there is no printer."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services import intakes, print_routes
from services.database import Database
from services.documents import from_rows, render
from services.ids import new_id
from services.texts import N_, _
from ui.kit.desk import Desk
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
}
# The medium to show first where there is no route.
USUAL = {"intake": "a5", "label": "60x40", "receipt": "80mm"}


@dataclass
class Paper:
    """Makes one paper on a worker, and logs its print.

    record_id: the order, for a receipt its payment, for takings the store (and their day). An intake slip
    lists all devices handed in together, whichever order it is printed from, and is logged with each.
    """

    db: Database
    paper: str
    record_id: UUID
    number: str
    store_id: UUID | None
    workstation: str
    day: date | None = None

    def __call__(self, media: str, lang: str, reprint: int) -> bytes:
        if self.paper == "label":
            content: Any = from_rows.label(self.db, self.record_id)
        elif self.paper == "receipt":
            content = from_rows.receipt(self.db, self.record_id)
        elif self.paper == "takings":
            assert self.day is not None
            content = from_rows.takings(self.db, self.record_id, self.day)
        else:
            content = from_rows.order_paper(self.db, self.record_id, self.paper)
        before = max(print_routes.printed_before(self.db, one, self.paper) for one in self._records())
        # A label says nothing to a customer, and takings are of their moment: a second one is no reprint.
        again = 0 if self.paper in ("label", "takings") else max(reprint, before)
        return render.render(self.paper, content, media, lang, again)

    def printed(self, job: Job) -> None:
        """The printer took it; on a worker."""
        route = job.route
        assert route is not None
        for record in self._records():
            print_routes.log(
                self.db, record, self.paper, route.media, request=new_id(), store_id=self.store_id,
                number=self.number, lang=route.lang, printer=route.target.name, copies=route.target.copies,
                workstation=self.workstation,
            )  # fmt: skip

    def _records(self) -> list[UUID]:
        """All records whose history this print belongs to."""
        return intakes.together(self.db, self.record_id) if self.paper == "intake" else [self.record_id]


def paper_of(
    desk: Desk, paper: str, record_id: UUID, number: str, store_id: UUID | None, day: date | None = None
) -> Paper:
    """A paper about a record, for this person at this workstation."""
    return Paper(desk.db, paper, record_id, number, store_id, str(desk.settings.get("workstation", "") or ""), day)


def print_out(
    page: Page, paper: str, record_id: UUID, number: str, store_id: UUID | None, day: date | None = None
) -> None:
    """Print silently; without a printer the paper is shown, to be saved or printed elsewhere."""
    desk = page.desk
    if desk.printing is None:
        return
    make = paper_of(desk, paper, record_id, number, store_id, day)
    title = lambda: f"{_(NAMES[paper])} {number}"  # noqa: E731
    job = desk.printing.print(paper, title, make)

    def failed(other: Job) -> None:
        if other is not job:
            return
        desk.printing.failed.disconnect(failed)
        if getattr(job.error, "code", "") in ("no_printer", "printing_unavailable"):
            desk.printing.drop(job)
            preview(page, make)

    desk.printing.failed.connect(failed)


def print_if_routed(page: Page, paper: str, record_id: UUID, number: str, store_id: UUID | None) -> None:
    """Print silently where this workstation has a printer for it; otherwise nothing."""
    desk = page.desk
    if desk.printing is None:
        return
    printing = desk.printing
    make = paper_of(desk, paper, record_id, number, store_id)
    title = lambda: f"{_(NAMES[paper])} {number}"  # noqa: E731

    def known(route: Any) -> None:
        if route is not None:
            printing.print(paper, title, make, route=route)

    page.run(lambda: printing.routes(paper), known)


def preview(page: Page, make: Paper) -> PreviewDialog | None:
    """Show a paper before it is printed."""
    desk = page.desk
    if desk.printing is None:
        return None
    media = list(render.MEDIA[make.paper])
    usual = USUAL.get(make.paper, "a4")
    if usual in media:
        media.remove(usual)
        media.insert(0, usual)
    title = lambda: f"{_(NAMES[make.paper])} {make.number}"  # noqa: E731
    dialog = PreviewDialog(page, desk.background, desk.printing, make.paper, title, make, media)
    dialog.open()
    return dialog
