"""backup: save the database to a file that is read back before it counts."""

import argparse
from pathlib import Path

from services.texts import ngettext

HELP = "save the database to a file, and attachments to another"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--attachments", metavar="FILE", type=Path, help="also save photos and other attachments")
    parser.epilog = (
        "Works while people work. Without --attachments their bytes are left out. AFTERCARE_DSN names aftercare_backup "
        "or a superuser; only a superuser's backup holds the passwords (as SCRAM verifiers), so that people can sign "
        "in again after a restore on another server. Keep the file like the database itself."
    )


def run(args: argparse.Namespace) -> None:
    from app.commands.programs import for_server
    from app.commands.progress import watch
    from app.commands.target import target
    from services import backup, installation

    with target() as where:
        with installation.connect(where.conninfo) as connection:
            here = connection.info.server_version // 10000, bool(connection.pgconn.ssl_in_use)
        made = backup.save(where.conninfo, args.file, for_server(*here), args.attachments, watch())
    for file, manifest in zip((args.file, args.attachments), made, strict=False):
        said = ngettext(
            "{file}: {count} row, {size} kB, complete.", "{file}: {count} rows, {size} kB, complete.", manifest.total
        )
        print(said.format(file=file, count=manifest.total, size=file.stat().st_size // 1024))
