"""The benchmark itself works: every case does what it names, on few rows. Nothing here looks at a clock."""

import psycopg
import pytest

from services.database import Database, role_of
from services.setup import superuser_engine
from tests.app.company import company
from tests.benchmarks import cases, crowd, load, measure, papers, screens
from tests.benchmarks.__main__ import PEOPLE
from tests.benchmarks.measure import Result, Value
from tests.people import PASSWORD

__all__ = ["company"]

ROWS = 2_000


@pytest.fixture
def loaded(fresh_database, monkeypatch):
    monkeypatch.setattr(load, "CROWD", 1)
    engine = superuser_engine(fresh_database.dsn())
    load.fill(engine, ROWS, lambda _line: None)
    engine.dispose()
    return fresh_database


def test_every_case_and_a_small_crowd_run_on_few_rows(loaded, monkeypatch):
    monkeypatch.setattr(measure, "ROUNDS", 1)
    monkeypatch.setattr(measure, "WARM_UP", 1)
    people = {one: Database(loaded.dsn(role_of(one), PASSWORD), login=one) for one in PEOPLE}
    with psycopg.connect(loaded.dsn()) as raw:
        results = [measure.run(case, ROWS) for case in cases.cases(people, raw, ROWS)]
        order_id = raw.execute(
            "select id from aftercare.work_order where store_id = %s limit 1", (load.record_id(load.STORE, 1),)
        ).fetchone()
    names = [result.name for result in results]
    assert len(names) == len(set(names)) > 50
    assert {"step: hand over", "take a device in", "orders, first page, clerk_small"} <= set(names)
    assert all(result.median_ms > 0 and result.sql_median_ms > 0 for result in results)
    slips = list(papers.values(people["clerk_large"], order_id[0]))
    assert {value.kind for value in slips} == {"paper"} and len(slips) > 4
    text = measure.table(results, slips)
    assert all(one.name in text for one in (*results, *slips))
    for db in people.values():
        db.close()
    dsn = loaded.dsn(role_of("LOGIN"), PASSWORD)
    worked = crowd.Crowd(dsn, "work", 1, 1, ROWS).result()
    assert worked["failures"] == 0 and sum(len(times) for times in worked["times"].values()) > 0
    asked = crowd.Crowd(dsn, "poll", 1, 60, ROWS).stop()
    assert asked["failures"] == 0 and asked["times"]["poll"]


def test_a_round_through_the_screens_opens_pages_and_what_their_rows_lead_to(company):
    found = screens.rounds(company.superuser_dsn, ["--only", "products"], ["chen_jing"])
    done = {(one.page, one.what) for one in found}
    assert {("gate", "signed in"), ("products", "opened"), ("products", "loaded anew"), ("product", "opened")} <= done
    assert {page for page, _what in done} == {"gate", "products", "product"}


def test_growth_and_targets_are_told():
    one = Result("open", "read", 1000, 13.0, 15.0, 10.0, 1.3, True)
    tenth = Result("open", "read", 100, 10.0, 12.0, 8.0, 1.25, True)
    (told,) = measure.grown([one], {"open": tenth})
    assert told.growth == 1.3
    slow = Value("first window", "start", 900, "ms", 800)
    assert not slow.ok and slow.record()["value"] == 900
    assert "above the target" in measure.table([told], [slow])
