"""python3 installer/test.py --benchmark [--rows N] [--json FILE]: what people wait for, with many rows.

Loads N customers, devices and orders (1,000,000 unless said) in 1,000 unequal stores into a PostgreSQL of its
own and measures the services as the clerk of a small and of the largest store, a manager and an administrator,
beside the same work as plain SQL. Timings are no test: nothing fails by them.
"""

import argparse
import json
import sys
from pathlib import Path

from app import throwaway
from services.database import Database, role_of
from services.setup import apply_schema, superuser_engine
from tests.benchmarks import cases, load, measure
from tests.people import PASSWORD


def main() -> int:
    parser = argparse.ArgumentParser(prog="installer/test.py --benchmark", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", default="", help="measure only the cases whose name contains this")
    chosen = parser.parse_args()
    with throwaway.cluster() as cluster:
        dsn = cluster.dsn("postgres")
        apply_schema(dsn)
        engine = superuser_engine(dsn)
        load.fill(engine, chosen.rows, lambda line: print(line, flush=True))
        signed_in = {
            login: Database(cluster.dsn("postgres", role_of(login), PASSWORD), login=login)
            for login in ("clerk_small", "clerk_large", "manager_one", "admin_all")
        }
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            results = []
            for case in cases.cases(signed_in, raw, chosen.rows):
                if chosen.only in case.name:
                    results.append(measure.run(case, chosen.rows))
                    print(measure.table(results[-1:]).splitlines()[-1], flush=True)
        for db in signed_in.values():
            db.close()
        engine.dispose()
    print("\n" + measure.table(results))
    if chosen.json:
        chosen.json.write_text(json.dumps([result.record() for result in results], indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
