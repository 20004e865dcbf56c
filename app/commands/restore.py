"""restore: a backup into a new database beside the running one."""

import argparse
from pathlib import Path

from services.texts import _

HELP = "restore a backup into a new database; the running one is not touched"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--into", required=True, metavar="NAME", help="the new database, which must not exist yet")
    parser.add_argument("--attachments", metavar="FILE", type=Path, help="the backup of the attachments")
    parser.epilog = (
        "AFTERCARE_DSN names a superuser and any database of the server. Restoring runs what is in the file: take only "
        "backups of your own. aftercare-admin swap puts it into service."
    )


def run(args: argparse.Namespace) -> None:
    from psycopg.conninfo import make_conninfo

    from app.commands.programs import for_server
    from app.commands.target import target
    from services import backup, installation, restored

    with target(make=True) as where:
        conninfo = installation.reachable(where.conninfo)
        with installation.connect(conninfo) as connection:
            here = connection.info.server_version // 10000, bool(connection.pgconn.ssl_in_use)
        manifest = backup.restore(
            conninfo, args.into, args.file, for_server(*here), args.attachments, lambda line: print(f"  {line}")
        )
        restored.examine(make_conninfo(conninfo, dbname=args.into))
    said = _("The backup of {made_at} stands in the database {name}: {rows} rows, all counted; the audit trail fits.")
    print(said.format(made_at=manifest.made_at, name=args.into, rows=manifest.total))
    if any(member.verifier is None for member in manifest.people):
        print(
            _("It holds no passwords; give people new ones with aftercare-admin set-password where they are new here.")
        )
