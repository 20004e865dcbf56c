"""swap: put a restored database into service."""

import argparse

from app import settings
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
    from app.commands.verify_audit import restore_words
    from services import installation, kept_seals, restored

    with target() as where:
        old = restored.swap(where.conninfo, args.name)
        print(_("{name} is in service; what was in service is kept as {old}.").format(name=args.name, old=old))
        with installation.connect(where.conninfo) as connection:
            noted = kept_seals.note_swap(connection, settings.seals_folder())
    if noted is not None:
        print(restore_words(noted))
    print(
        _(
            "Where another computer keeps the seals of the audit trail, run there: aftercare-admin verify-audit --restored"
        )
    )
