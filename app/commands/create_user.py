"""create-user: a person with roles and desks (the first one is the first administrator), or a sign-in of a store's
kiosk (--role kiosk --store CODE) or of a customer (--role customer --customer NUMBER)."""

import argparse

from services.texts import _

HELP = "create a person, or a sign-in of a kiosk or a customer; the password comes on standard input"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN", help="user name: lower-case letters, digits, _")
    parser.add_argument("--name", default="", help="the person's name; a kiosk and a customer have their own")
    parser.add_argument(
        "--role",
        required=True,
        nargs="+",
        action="extend",
        metavar="CODE",
        help="admin manager agent technician parts sales finance auditor; or kiosk, or customer, alone",
    )
    parser.add_argument(
        "--store",
        nargs="+",
        action="extend",
        default=[],
        metavar="CODE",
        help="stores whose desk the person works at; the very first store is made if there is none",
    )
    parser.add_argument(
        "--region", nargs="+", action="extend", default=[], metavar="CODE", help="regions a manager answers for"
    )
    parser.add_argument("--customer", default="", metavar="NUMBER", help="whose sign-in it is, with --role customer")
    parser.add_argument(
        "--must-change",
        action="store_true",
        help="the password has to be replaced at the first sign-in (for everybody but yourself)",
    )


def run(args: argparse.Namespace) -> None:
    from app.commands.passwords import read_password
    from app.commands.target import database
    from services import accounts, guests
    from services.errors import ServiceError

    if set(args.role) & set(guests.KINDS):
        if len(set(args.role)) > 1:
            raise ServiceError("guest_role_alone", "role")
        with database() as db:
            guests.create_by_codes(
                db, args.role[0], args.login, read_password(), stores=args.store, customer=args.customer
            )
        print(_("{login} can sign in.").format(login=args.login))
        return
    if not args.name.strip():
        raise ServiceError("name_missing", "name")
    if not args.store:
        raise ServiceError("person_without_store", "store")
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
