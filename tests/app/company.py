"""The made-up company with windows of its people: whatever walks over every screen of the program."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from PySide6.QtWidgets import QApplication

from app import wiring
from app.demo import PASSWORD, Demonstration
from app.entrance import Arrival
from app.remembered import Remembered
from app.tour_steps.guide import StrayWindows
from app.tour_steps.screens import RECORDS
from app.workplace import Workplace
from services import rights, sign_in
from ui.kit.draft_store import DraftStore
from ui.kit.page import Page
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.kit.words import use_language

ORDERS = 20
# Between them they see every page: the manager who also works at the counter, and the administrator.
PEOPLE = ("chen_jing", "ren_yuan")


@pytest.fixture(scope="module")
def company() -> Iterator[Demonstration]:
    """A database with the made-up company; the tests of a module share it and write nothing."""
    made = Demonstration(ORDERS)
    made.start()
    yield made
    made.close()


@pytest.fixture
def workplace_of(qtbot, company, tmp_path, monkeypatch) -> Iterator[Callable[[str], Workplace]]:
    """workplace_of("chen_jing") is that person's window, shown at 1440x900."""
    monkeypatch.setenv("AFTERCARE_HOME", str(tmp_path / "home"))
    theme.apply("light", 1.0)
    use_language("zh_CN")
    made: list[Workplace] = []

    def begin(login: str) -> Workplace:
        conninfo = company.place.conninfo()
        session = sign_in.enter(conninfo, login, PASSWORD)
        drafts = DraftStore(tmp_path / "drafts", login, "test", PASSWORD)
        arrival = Arrival(session, company.place, conninfo, drafts, rights.catalogue(session.db))
        workplace = wiring.build(arrival, Remembered())
        made.append(workplace)
        workplace.window.resize(1440, 900)
        workplace.window.show()
        return workplace

    yield begin
    for workplace in made:
        workplace.end(None, tell=False)
    theme.apply("light", 1.0)
    use_language("zh_CN")


def records(company: Demonstration) -> dict[str, UUID]:
    """One record of each kind that has a page, by kind."""
    wanted = (*RECORDS, ("work_order", "select id from aftercare.work_order order by opened_at desc limit 1"))
    found: dict[str, UUID] = {}
    with psycopg.connect(company.superuser_dsn) as connection:
        for kind, query in wanted:
            row = connection.execute(query).fetchone()
            if row is not None:
                found[kind] = row[0]
    return found


def open_every_page(qtbot: Any, workplace: Workplace, company: Demonstration) -> Iterator[Page]:
    """Each page that a person has, one after the other, loaded and in front; no part of it comes up as a window of its own."""
    window, strays = workplace.window, StrayWindows()
    QApplication.instance().installEventFilter(strays)
    for name, spec in window.pages.specs.items():
        if not spec.kind:
            page = window.open_page(name)
            if page is not None:
                yield settled(qtbot, workplace, page)
    for kind, record in records(company).items():
        page = window.open_record(kind, record)
        if page is not None:
            yield settled(qtbot, workplace, page)
    assert not strays.seen, strays.seen


def settled(qtbot: Any, workplace: Workplace, page: Page) -> Page:
    """The page once nothing is on its way any more."""
    qtbot.waitUntil(lambda: turns.idle and not page._running and workplace.desk.background.idle, timeout=20_000)
    QApplication.processEvents()
    return page


def words_of_people(company: Demonstration) -> set[str]:
    """Everything Chinese that the company's people wrote: names, faults, stores, codes."""
    columns = """select table_schema || '.' || table_name, column_name from information_schema.columns
        where table_schema = 'aftercare' and data_type in ('text', 'character varying', 'jsonb', 'ARRAY')"""
    found: set[str] = set()
    with psycopg.connect(company.superuser_dsn) as connection:
        for table, column in connection.execute(columns).fetchall():
            rows = connection.execute(
                f"select distinct {column}::text from {table} where {column}::text ~ '[^\\x01-\\x7f]'"
            )
            found.update(row[0] for row in rows)
    return found
