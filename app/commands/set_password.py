"""set-password: the way back in for somebody who forgot his."""

import argparse

from services.texts import _

HELP = "give a person a new password, which comes on standard input"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN")
    parser.add_argument("--must-change", action="store_true", help="it has to be replaced at the next sign-in")
    parser.epilog = (
        "Also lets a disabled person sign in again. An administrator who is no superuser always forces a change."
    )


def run(args: argparse.Namespace) -> None:
    from app.commands.passwords import read_password
    from app.commands.target import database
    from services import accounts, guests
    from services.ids import new_id

    with database() as db:
        guest = guests.by_login(db, args.login)
        if guest is not None:
            guests.reset_password(db, new_id(), guest, read_password())
        else:
            accounts.set_password(db, args.login, read_password(), must_change=args.must_change)
    print(_("{login} has a new password.").format(login=args.login))
