"""send-test: one message to an address that is typed here, to see whether sending works from this computer."""

import argparse

from services.texts import _

HELP = "send a test message from this computer to an e-mail address or a telephone number"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", metavar="ADDRESS", help="an e-mail address, or a number for a text message")
    parser.epilog = (
        "Passwords of mail servers and the program for text messages stand in sending.toml of this computer's settings."
    )


def run(args: argparse.Namespace) -> None:
    from app import outgoing
    from app.commands.target import target
    from services import installation
    from services.sending import TEST_BODY, TEST_SUBJECT

    subject, body = _(TEST_SUBJECT), _(TEST_BODY)
    with target() as where:
        with installation.connect(where.conninfo) as connection:
            installation.look(connection).check_usable()
        outgoing.send_test(where.conninfo, args.address.strip(), subject, body)
    print(_("Sent to {address}; see whether it arrives.").format(address=args.address.strip()))
