"""swap: put a restored database into service."""

import argparse

from services.texts import _

HELP = "put a restored database into the place of the one in service, which is kept under another name"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the restored database")
    parser.epilog = (
        "AFTERCARE_DSN names a superuser and the database in service. Windows that are open connect again by themselves; "
        "what was saved since the backup was made is in the old database only."
    )


def run(args: argparse.Namespace) -> None:
    from app.commands.target import target
    from services import restored

    with target() as where:
        old = restored.swap(where.conninfo, args.name)
    print(_("{name} is in service; what was in service is kept as {old}.").format(name=args.name, old=old))
