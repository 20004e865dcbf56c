"""Writes the next version file: what the models have and a database lacks.

Usage: python -m installer.migration REVISION "what it adds" with AFTERCARE_DSN naming a superuser of a
database at the newest version (a fresh throw-away one: see tests/cluster.py). Read and trim the result.
"""

import os
import sys

from alembic import command
from psycopg.conninfo import make_conninfo

from services.setup import alembic_config, superuser_engine


def main() -> int:
    if len(sys.argv) != 3:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    # Alembic takes the schema in which a connection opens for the nameless one and would find no table in ours.
    dsn = make_conninfo(os.environ["AFTERCARE_DSN"], options="-c search_path=pg_catalog")
    with superuser_engine(dsn).connect() as connection:
        command.revision(alembic_config(connection), message=sys.argv[2], rev_id=sys.argv[1], autogenerate=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
