"""Every screen with hostile texts in every field, and what opens from it: shown as text, never read as markup, no
page or dialog wider for it."""

from collections.abc import Iterator

import psycopg
import pytest

from app import pages
from services import accounts
from tests import cluster
from tests.attacks import scene as scenes
from tests.hostile import opening
from tests.hostile.flood import flood
from tests.hostile.opening import a_crash, opened_up
from tests.hostile.walk import HEIGHT, WIDTH, looked_at, settle, shown_somewhere
from tests.people import PASSWORD, known
from tests.workplace import at_work, conninfo, remembered

__all__ = ["at_work", "conninfo", "remembered"]
WALKER = "walker"
ROLES = ("admin", "manager", "agent", "technician", "parts", "sales", "finance", "auditor")
RECORDS = {
    "work_order": "select id from work_order order by number",
    "customer": "select id from customer where merged_into is null order by number",
    "device": "select id from device order by id",
    "product": "select id from product_model order by id",
    "ticket": "select id from ticket order by number",
    "complaint": "select id from complaint order by number",
    "article": "select id from article order by number",
    "visit": "select id from visit order by number",
    "follow_up": "select id from follow_up order by number",
    "message": "select id from message order by id",
    "acceptance": "select id from acceptance order by number",
    "training": "select id from training order by number",
    "course": "select id from course order by name",
    "improvement": "select id from improvement order by number",
    "appraisal": "select id from appraisal order by number",
    "recovery_plan": "select id from recovery_plan order by number",
}


@pytest.fixture(scope="module")
def flooded() -> Iterator[cluster.Clone]:
    """A day's work of three stores in which every text is hostile, and somebody who may open everything."""
    clone = cluster.clone("flood")
    made = scenes.Scene(clone)
    scenes.build(made)
    made.close()
    with clone.begin() as connection:
        accounts.create(
            connection, known(WALKER), WALKER, "走", PASSWORD, roles=ROLES, must_change=False,
            stores=[known(f"store {code}") for code in scenes.STORES], regions=[known("east"), known("north")],
        )  # fmt: skip
    with psycopg.connect(clone.dsn(), autocommit=True) as connection:
        connection.execute("set search_path = aftercare, pg_temp")
        assert len(flood(connection)) > 25
    yield clone
    clone.drop()


@pytest.fixture
def fresh_database(flooded):
    return flooded


@pytest.fixture
def window(qtbot, at_work):
    workplace = at_work(WALKER)
    workplace.window.resize(WIDTH, HEIGHT)
    workplace.window.show()
    settle(qtbot, workplace.window)
    return workplace.window


def test_every_page_shows_hostile_texts_as_texts(qtbot, window):
    names = [spec.name for spec in pages.specs(None) if not spec.kind]
    found = []
    for name in names:
        assert window.open_page(name) is not None
        found += looked_at(qtbot, window) + opened_up(qtbot, window)
        window.close_current()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", RECORDS)
def test_every_record_shows_hostile_texts_as_texts(qtbot, window, flooded, kind):
    with psycopg.connect(flooded.dsn()) as connection:
        connection.execute("set search_path = aftercare, pg_temp")
        ids = [row[0] for row in connection.execute(RECORDS[kind]).fetchall()]
    assert ids
    found, seen = [], set()
    for record in ids:
        assert window.open_record(kind, record) is not None
        found += looked_at(qtbot, window) + opened_up(qtbot, window)
        seen |= shown_somewhere(window.current_page())
        window.close_current()
    assert not found, "\n".join(found)
    assert seen


def test_a_record_kind_without_a_page_of_this_walk_does_not_exist(window):
    assert {spec.kind for spec in pages.specs(None) if spec.kind} == set(RECORDS)


def test_a_report_of_a_fault_shows_hostile_words_as_words(qtbot, window):
    assert a_crash(qtbot, window) == []


def test_whatever_opens_was_opened(qtbot, window, flooded, monkeypatch):
    """The walk itself: it meets the dialogs that matter, so that a renamed button does not blind it."""
    seen: set[str] = set()
    met = opening.faults
    monkeypatch.setattr(opening, "faults", lambda root: seen.add(root.objectName()) or met(root))
    with psycopg.connect(flooded.dsn()) as connection:
        connection.execute("set search_path = aftercare, pg_temp")
        customer = connection.execute(RECORDS["customer"]).fetchone()[0]
    window.open_record("customer", customer)
    settle(qtbot, window)
    opened_up(qtbot, window)
    window.open_page("customers")
    settle(qtbot, window)
    opened_up(qtbot, window)
    window.open_page("orders", view="all")
    settle(qtbot, window)
    opened_up(qtbot, window)
    wanted = {"dialog_customer_note", "dialog_find_merge", "dialog_erase", "dialog_merge", "dialog_sales_rep"}
    wanted.add("dialog_tell_many")
    assert wanted <= seen, wanted - seen
