"""jobs: due work, once or every minute."""

import argparse
import signal
import sys
import threading
from types import FrameType

from app import settings
from services.errors import ServiceError
from services.texts import _

HELP = "do what is due: once, or every minute until stopped"
EVERY_SECONDS = 60.0


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="run what is due now and leave; for a timer")
    parser.epilog = "Signs in as AFTERCARE_DSN says: aftercare_jobs is made for it and may do nothing else."


def run(args: argparse.Namespace) -> None:
    from app.commands.target import target

    with target() as where:
        if args.once:
            _once(where.conninfo)
        else:
            _for_ever(where.conninfo)


def _once(conninfo: str) -> None:
    from app import outgoing
    from services import installation, jobs, kept_seals

    with installation.connect(conninfo) as connection:
        installation.look(connection).check_usable()
        done = jobs.run_each(connection)
        for piece in done:
            if piece.error is None:
                print(f"{piece.name}: {piece.rows}", flush=True)
        folder = settings.seals_folder()
        if kept_seals.keep(connection, folder):
            print(_("The newest seal of the audit trail is kept in {folder}.").format(folder=folder), flush=True)
    turn = outgoing.send(conninfo)
    if turn.total:
        print(_("messages: {states}").format(states=", ".join(f"{state} {count}" for state, count in turn.states.items())),
              flush=True)  # fmt: skip
    failed = [f"{piece.name}: {piece.error}" for piece in done if piece.error is not None]
    failed += [f"{channel}: {error.sentence()}" for channel, error in turn.closed.items()]
    if failed:
        raise ServiceError("jobs_failed", what="; ".join(failed))


def _for_ever(conninfo: str) -> None:
    from app.admin import explain

    stop = threading.Event()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    while not stop.is_set():
        try:
            _once(conninfo)
        except Exception as error:
            # A server that restarts must not end the timer; the next minute tries again.
            sys.stderr.write(f"aftercare-admin: {explain(error)}\n")
            sys.stderr.flush()
        stop.wait(EVERY_SECONDS)
    print(_("Stopped."))
