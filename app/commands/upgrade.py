"""upgrade: bring the schema to this program's version."""

import argparse

from services.texts import _

HELP = "bring an older database to this program's schema; may be repeated"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = "Works while people work. Needs a superuser of the server; there is no way back but a restore."


def run(_args: argparse.Namespace) -> None:
    from app.commands.target import target
    from services import installation

    with target() as where:
        installation.upgrade(where.conninfo, lambda line: print(f"  {line}"))
        with installation.connect(where.conninfo) as connection:
            here = installation.look(connection)
    print(_("The database {name} has schema version {version}.").format(name=here.database, version=here.version))
