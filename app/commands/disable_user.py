"""disable-user: sign-in refused from now on, open sessions ended."""

import argparse

from services.texts import ngettext

HELP = "close a person's account and end what he has open; what he did stays"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN")


def run(args: argparse.Namespace) -> None:
    from app.commands.target import database
    from services import accounts, guests, people

    with database() as db:
        guest = guests.by_login(db, args.login)
        if guest is not None:
            ended = guests.disable(db, guest.id)
        else:
            ended = people.disable(db, accounts.by_login(db, args.login))
    said = ngettext(
        "{login} can no longer sign in; {count} open connection was ended.",
        "{login} can no longer sign in; {count} open connections were ended.",
        ended,
    )
    print(said.format(login=args.login, count=ended))
