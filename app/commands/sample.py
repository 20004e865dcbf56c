"""sample: a made-up company with two years of orders."""

import argparse
import secrets
import sys

from services.texts import _

HELP = "fill an empty database with a made-up company: stores, people, customers and orders of two years"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--orders", type=int, default=400, metavar="N", help="how many orders (400; at most 20000)")
    parser.add_argument(
        "--with-logins",
        action="store_true",
        help="let the made-up people sign in; on this computer's own database they always can",
    )
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="everybody's password is the first line of standard input, else one is made and printed",
    )
    parser.epilog = "Needs a superuser of the server, and a database that holds no orders yet."


def run(args: argparse.Namespace) -> None:
    from app.commands.passwords import read_password
    from app.commands.target import target
    from services import installation, sample

    with target() as where:
        with installation.connect(where.conninfo) as connection:
            installation.check_server(connection)
            installation.look(connection).check_usable()
        password = None
        if where.embedded or args.with_logins or args.password_stdin:
            password = read_password() if args.password_stdin else secrets.token_urlsafe(12)
        made = sample.fill(where.conninfo, args.orders, password=password, report=_progress)
    print(
        _("The sample company is there: {orders} orders, {customers} customers, {people} people.").format(
            orders=made.orders, customers=made.customers, people=made.people
        )
    )
    if password is None:
        print(_("Nobody of them can sign in; --with-logins would let them."))
    elif args.password_stdin:
        print(_("Sign in as li_na (desk), wang_qiang (technician), chen_jing (manager) or ren_yuan (administrator)."))
    else:
        print(
            _(
                "Sign in as li_na (desk), wang_qiang (technician), chen_jing (manager) or ren_yuan (administrator); "
                "everybody's password is {password}"
            ).format(password=password)
        )


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done * 100 // of} %" + ("\n" if done == of else ""))
        sys.stderr.flush()
