"""Papers of visits: what stands on them; the kit prints or shows them."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from services.acceptances import Acceptance
from services.documents import from_visits
from services.visits import Visit
from ui.kit import papers
from ui.kit.page import Page


def print_paper(page: Page, paper: str, visit: Visit) -> None:
    """The maintenance report or one of the slips; without a printer it is shown."""
    content = partial(from_visits.visit_paper, visit_id=visit.id, paper=paper)
    papers.print_out(page, papers.paper_of(page, paper, content, lambda _db: [visit.id], visit.number, visit.store_id))


def print_acceptance(page: Page, one: Acceptance) -> None:
    """An acceptance record, or minutes."""
    content: Any = partial(from_visits.acceptance_paper, acceptance_id=one.id)
    papers.print_out(page, papers.paper_of(page, "acceptance", content, lambda _db: [one.id], one.number, one.store_id))


def print_route(page: Page, technician_id: UUID, day: date, store_id: UUID | None) -> None:
    """A technician's day."""
    content = partial(from_visits.route_paper, technician_id=technician_id, day=day)
    papers.print_out(page, papers.paper_of(page, "route", content, lambda _db: [technician_id], "", store_id))
