"""python3 installer/test.py --benchmark [--rows N] [--json FILE]: what people wait for, with many rows.

Loads N customers, devices, orders and tickets with their events (1,000,000 unless said; about eight events for each
order) in 1,000 unequal stores into a PostgreSQL of its own and measures the services as the clerk of a small and of
the largest store, a manager and an administrator, beside the same work as plain SQL. Before that the same with a
tenth of the rows: how much longer it takes with ten times as many. Then a window, a crowd of clients, the papers.
Timings are no test: nothing fails by them. README.md tells what the columns mean.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from app import throwaway
from app.embedded import Cluster
from services.database import Database, role_of
from services.setup import apply_schema, superuser_engine
from tests.benchmarks import cases, crowd, load, measure, papers, screens, seat
from tests.benchmarks.measure import Result, Value
from tests.people import PASSWORD

PEOPLE = ("clerk_small", "clerk_large", "tech_large", "chief_large", "manager_one", "admin_all", "kiosk_large")
PARTS = "sql papers seat screens crowd"
# As a server of a company has it, where the throw-away cluster of the tests is as small as can be.
SERVER = {"shared_buffers": "1GB", "max_connections": "420", "work_mem": "16MB"}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="installer/test.py --benchmark", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=1_000_000, help="customers, devices, orders and tickets each")
    parser.add_argument("--json", type=Path, help="the results as a list for programs")
    parser.add_argument("--keep", type=Path, help="keep the loaded database in this folder and use it again")
    parser.add_argument("--only", default="", help="measure only what has this in its name")
    parser.add_argument("--no-tenth", action="store_true", help="do not measure a tenth of the rows before")
    parser.add_argument("--parts", default=PARTS, help=f"'{PARTS}' unless said")
    parser.add_argument("--polling", type=int, default=50, help="windows that ask for changes beside the measured one")
    parser.add_argument("--clients", type=int, default=100, help="clients that work at once")
    parser.add_argument("--seconds", type=int, default=20, help="how long they work")
    chosen = parser.parse_args()
    results: list[Result] = []
    values: list[Value] = []
    try:
        run(chosen, results, values, lambda line: print(line, flush=True))
    finally:
        # what was measured before something went wrong is told too
        print("\n" + measure.table(results, values))
        if chosen.json:
            records = [one.record() for one in (*results, *values)]
            chosen.json.write_text(json.dumps(records, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


def run(chosen: argparse.Namespace, results: list[Result], values: list[Value], say: Callable[[str], None]) -> None:
    """Load and measure what was chosen; adds to results and values."""
    with _cluster(chosen.keep) as cluster:
        _configure(cluster)
        tenth: dict[str, Result] = {}
        if "sql" in chosen.parts and not chosen.no_tenth:
            with _loaded(cluster, "tenth", chosen.rows // 10, say) as dsn:
                tenth = {one.name: one for one in _sql(cluster, dsn, chosen.rows // 10, chosen.only, say)}
        with _loaded(cluster, "whole", chosen.rows, say) as dsn:
            if "sql" in chosen.parts:
                results += measure.grown(_sql(cluster, dsn, chosen.rows, chosen.only, say), tenth)
            for value in _values(cluster, dsn, chosen):
                values.append(value)
                say(measure.table([], [value]).strip())


@contextmanager
def _cluster(keep: Path | None) -> Iterator[Cluster]:
    """A cluster that is gone afterwards, or stays in a folder to be measured again."""
    if keep is None:
        with throwaway.cluster() as cluster:
            yield cluster
        return
    with Cluster(keep, throwaway=True) as cluster:
        yield cluster


def _configure(cluster: Cluster) -> None:
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as connection:
        if connection.execute("show max_connections").fetchone() == (SERVER["max_connections"],):
            return
        for name, value in SERVER.items():
            connection.execute(f"alter system set {name} = '{value}'".encode())
    cluster.stop(force=True)
    cluster.start()


@contextmanager
def _loaded(cluster: Cluster, name: str, rows: int, say: Callable[[str], None]) -> Iterator[str]:
    database = f"{name}_{rows}"
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as connection:
        known = connection.execute("select from pg_database where datname = %s", (database,)).fetchone()
        if known is None:
            connection.execute(f"create database {database} template template0 encoding 'UTF8' locale 'C'".encode())
    dsn = cluster.dsn(database)
    apply_schema(dsn)
    engine = superuser_engine(dsn)
    # one that was kept may be of a day when there was less to load
    (load.fill if known is None else load.complete)(engine, rows, lambda line: say(f"{rows:,} rows, {line}"))
    engine.dispose()
    yield dsn


def _person(cluster: Cluster, superuser: str, login: str) -> str:
    return cluster.dsn(superuser.rpartition("?")[0].rpartition("/")[2], role_of(login), PASSWORD)


def _sql(cluster: Cluster, dsn: str, rows: int, only: str, say: Callable[[str], None]) -> list[Result]:
    signed_in = {login: Database(_person(cluster, dsn, login), login=login) for login in PEOPLE}
    results = []
    with psycopg.connect(dsn) as raw:
        for db in signed_in.values():
            with db.read() as connection:
                connection.exec_driver_sql("select 1")
        found = raw.execute("select pid from pg_stat_activity where datname = current_database()").fetchall()
        meter = measure.Meter(row[0] for row in found)
        for case in cases.cases(signed_in, raw, rows):
            if only in case.name:
                results.append(measure.run(case, rows, meter))
                say(measure.table(results[-1:]).splitlines()[-1])
            elif case.needed:
                measure.walk(case)
    for db in signed_in.values():
        db.close()
    return results


def _values(cluster: Cluster, dsn: str, chosen: argparse.Namespace) -> Iterator[Value]:
    clerk = _person(cluster, dsn, "clerk_large")
    if "papers" in chosen.parts:
        db = Database(clerk, login="clerk_large")
        with psycopg.connect(dsn) as raw:
            found = raw.execute(
                "select id from aftercare.work_order where store_id = %s limit 1", (load.record_id(load.STORE, 1),)
            ).fetchone()
        if found is not None:
            yield from papers.values(db, found[0])
        db.close()
    # every login of the crowd has the same password: its name stands in for theirs
    anybody = clerk.replace(role_of("clerk_large"), role_of("LOGIN"))
    if "seat" in chosen.parts:
        others = crowd.Crowd(anybody, "poll", chosen.polling, 900, chosen.rows) if chosen.polling else None
        asked: list[float] = []
        try:
            yield from seat.values(_person(cluster, dsn, "admin_all"), clerk, chosen.polling)
        finally:
            if others is not None:
                asked = others.stop()["times"]["poll"]
        if asked:
            took = round(measure.part(asked, 0.99), 1)
            yield Value(f"asking for changes, {chosen.polling} windows, p99", "change", took, "ms")
    if "screens" in chosen.parts:
        yield from screens.values()
    if "crowd" in chosen.parts:
        yield from crowd.throughput(anybody, chosen.clients, chosen.seconds, chosen.rows)


if __name__ == "__main__":
    sys.exit(main())
