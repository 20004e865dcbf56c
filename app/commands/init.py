"""init: build the schema."""

import argparse

from services.texts import _

HELP = "build the schema in an empty PostgreSQL database, or this computer's own database"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "With AFTERCARE_DSN the database it names, made if it does not exist; its user must be a superuser. "
        "Without it the private database of this account. May be repeated."
    )


def run(_args: argparse.Namespace) -> None:
    from app.commands.target import target
    from services import installation

    with target(make=True) as where:
        fresh = installation.prepare(where.conninfo)
        with installation.connect(where.conninfo) as connection:
            here = installation.look(connection)
            people = connection.execute("select count(*) from aftercare.staff").fetchone()
    done = (
        _("The database {name} is ready.") if fresh else _("The database {name} was set up already; it is up to date.")
    )
    print(done.format(name=here.database))
    if people == (0,):
        print(_("Next: aftercare-admin create-user LOGIN --name NAME --role admin --store CODE"))
