"""drill: try a backup out, as it would have to work on the day it is needed."""

import argparse
from pathlib import Path

from services.texts import _

HELP = "restore a backup for trial beside what runs, check it, remove it again; for a timer"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a backup, or a folder: the newest one in it")
    parser.add_argument("--attachments", metavar="FILE", type=Path, help="the backup of the attachments")
    parser.add_argument(
        "--when-due",
        action="store_true",
        help="only where the last good one is older than the parameter 'Days between restore drills'; for a daily timer",
    )
    parser.epilog = (
        "AFTERCARE_DSN names a superuser and the database in service, where the outcome is noted: the page Admin and "
        "aftercare-admin status show it. Needs room for the database once more."
    )


def run(args: argparse.Namespace) -> None:
    from app.commands.programs import for_server
    from app.commands.progress import watch
    from app.commands.target import target
    from services import installation, restored, safety

    file, attachments = args.file, args.attachments
    with target() as where:
        with installation.connect(where.conninfo) as connection:
            installation.check_server(connection)
            installation.look(connection).check_usable()
            here = connection.info.server_version // 10000, bool(connection.pgconn.ssl_in_use)
            if args.when_due and not safety.of(connection).drill_late:
                print(_("The last restore drill is recent enough."))
                return
        if file.is_dir():
            file, photos = restored.newest(file)
            attachments = attachments or photos
        found = restored.drill(
            where.conninfo, file, for_server(*here), attachments, lambda line: print(f"  {line}"), watch()
        )
    said = _("{file} of {made_at} came back whole: {rows} rows counted, the audit trail fits.")
    print(said.format(file=file.name, made_at=f"{found.made_at.astimezone():%Y-%m-%d %H:%M}", rows=found.rows))
