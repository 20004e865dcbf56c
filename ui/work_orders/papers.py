"""Papers about orders: what stands on them; the kit prints or shows them."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from services import intakes
from services.database import Database
from services.documents import from_rows
from ui.kit import papers
from ui.kit.page import Page


def _content(paper: str, record_id: UUID, day: date | None) -> Callable[[Database], Any]:
    """record_id: the order, for a receipt its payment, for takings the store (and their day)."""
    if paper == "label":
        return partial(from_rows.label, order_id=record_id)
    if paper == "receipt":
        return partial(from_rows.receipt, payment_id=record_id)
    if paper == "takings":
        assert day is not None
        return partial(from_rows.takings, store_id=record_id, on_day=day)
    return partial(from_rows.order_paper, order_id=record_id, paper=paper)


def _records(paper: str, record_id: UUID) -> Callable[[Database], list[UUID]]:
    """An intake slip lists all devices handed in together, whichever order it is printed from."""
    if paper == "intake":
        return partial(intakes.together, order_id=record_id)
    return lambda _db: [record_id]


def paper_of(
    page: Page, paper: str, record_id: UUID, number: str, store_id: UUID | None, day: date | None = None
) -> papers.Paper:
    """A paper about a record, for this person at this workstation."""
    content, records = _content(paper, record_id, day), _records(paper, record_id)
    return papers.paper_of(page, paper, content, records, number, store_id)


def print_out(
    page: Page, paper: str, record_id: UUID, number: str, store_id: UUID | None, day: date | None = None
) -> None:
    """Print silently; without a printer the paper is shown, to be saved or printed elsewhere."""
    papers.print_out(page, paper_of(page, paper, record_id, number, store_id, day))


def print_if_routed(page: Page, paper: str, record_id: UUID, number: str, store_id: UUID | None) -> None:
    """Print silently where this workstation has a printer for it; otherwise nothing."""
    papers.print_if_routed(page, paper_of(page, paper, record_id, number, store_id))
