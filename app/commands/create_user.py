"""create-user: a person with roles and desks; the first one is the first administrator."""

import argparse

from services.texts import _

HELP = "create a person who can sign in; the password comes on standard input"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN", help="user name: lower-case letters, digits, _")
    parser.add_argument("--name", required=True, help="the person's name")
    parser.add_argument(
        "--role",
        required=True,
        nargs="+",
        action="extend",
        metavar="CODE",
        help="admin manager agent technician parts sales finance auditor",
    )
    parser.add_argument(
        "--store",
        required=True,
        nargs="+",
        action="extend",
        metavar="CODE",
        help="stores whose desk the person works at; the very first store is made if there is none",
    )
    parser.add_argument(
        "--region", nargs="+", action="extend", default=[], metavar="CODE", help="regions a manager answers for"
    )
    parser.add_argument(
        "--must-change",
        action="store_true",
        help="the password has to be replaced at the first sign-in (for everybody but yourself)",
    )


def run(args: argparse.Namespace) -> None:
    from app.commands.passwords import read_password
    from app.commands.target import database
    from services import accounts

    with database() as db:
        kept = accounts.create_by_codes(
            db,
            args.login,
            args.name,
            read_password(),
            roles=args.role,
            stores=args.store,
            regions=args.region,
            must_change=args.must_change,
        )
    print(_("{login} ({name}) can sign in.").format(login=args.login, name=args.name))
    if kept:
        print(_("The user works with another database of this server; password and roles there stay as they are."))
