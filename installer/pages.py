"""Writes the pages that are made from a freshly built database: the rights matrix and the schema's dump.

Usage: python -m installer.pages (starts a throw-away PostgreSQL, builds the schema, writes, stops).
"""

import subprocess
import sys
from pathlib import Path

from app import embedded, throwaway
from services import rights_matrix
from services.setup import apply_schema, superuser_engine

ROOT = Path(__file__).resolve().parent.parent
RIGHTS = ROOT / "resources" / "help" / "rights-matrix.md"
SCHEMA = ROOT / "models" / "sql" / "schema.sql"


def dump(dsn: str) -> str:
    """The schema without data as pg_dump writes it, less what changes from run to run."""
    done = subprocess.run(
        [str(embedded.tools().pg_dump), "--schema-only", "--schema=aftercare", dsn],
        capture_output=True,
        text=True,
        check=True,
        env=embedded.environment(),
    )
    kept = [
        line
        for line in done.stdout.splitlines()
        if not line.startswith(("--", "\\restrict", "\\unrestrict", "SET ", "SELECT pg_catalog.set_config"))
    ]
    return "\n".join(line for n, line in enumerate(kept) if line or (n and kept[n - 1])) + "\n"


def main() -> int:
    with throwaway.cluster() as cluster:
        dsn = cluster.dsn("postgres")
        apply_schema(dsn)
        with superuser_engine(dsn).connect() as connection:
            RIGHTS.write_text(rights_matrix.page(connection), "utf-8")
        SCHEMA.write_text(dump(dsn), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
