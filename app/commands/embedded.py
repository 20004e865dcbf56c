"""embedded: the private PostgreSQL of this account."""

import argparse

from services.errors import ServiceError
from services.texts import _

HELP = "start, stop or address this computer's own database"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("start", "stop", "dsn"), help="dsn prints a superuser's libpq URL")


def run(args: argparse.Namespace) -> None:
    from app import embedded
    from app.commands.target import DATABASE

    cluster = embedded.Cluster(embedded.default_folder())
    if args.what == "start":
        cluster.start(stay=True)
        print(_("The private database runs on port {port}.").format(port=cluster.port()))
        return
    if not cluster.exists():
        raise ServiceError("no_database_here")
    if args.what == "stop":
        cluster.stop(force=True)
        print(_("The private database is stopped."))
    else:
        print(cluster.dsn(DATABASE))
