"""drill: try a backup out, as it would have to work on the day it is needed."""

import argparse
from pathlib import Path

from services.texts import _

HELP = "restore a backup for trial beside what runs, check it, remove it again; for a timer"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a backup, or a folder: the newest one in it")
    parser.add_argument("--attachments", metavar="FILE", type=Path, help="the backup of the attachments")
    parser.epilog = (
        "AFTERCARE_DSN names a superuser and the database in service, where the outcome is noted: the page Admin and "
        "aftercare-admin status show it. Needs room for the database once more."
    )


def run(args: argparse.Namespace) -> None:
    from app.commands.programs import for_server
    from app.commands.target import target
    from services import installation, restored

    file, attachments = args.file, args.attachments
    if file.is_dir():
        file, found = restored.newest(file)
        attachments = attachments or found
    with target() as where:
        with installation.connect(where.conninfo) as connection:
            installation.check_server(connection)
            installation.look(connection).check_usable()
            here = connection.info.server_version // 10000, bool(connection.pgconn.ssl_in_use)
        manifest = restored.drill(where.conninfo, file, for_server(*here), attachments, lambda line: print(f"  {line}"))
    said = _("{file} of {made_at} came back whole: {rows} rows counted, the audit trail fits.")
    print(said.format(file=file.name, made_at=manifest.made_at, rows=manifest.total))
