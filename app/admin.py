"""aftercare-admin: sets up, upgrades, watches and saves the database. Never imports Qt."""

import argparse
import contextlib
import locale
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from app import __version__, commands, settings
from services import texts
from services.texts import _

DESCRIPTION = (
    "Sets up, upgrades, watches and saves Aftercare's database: the one AFTERCARE_DSN names (a libpq URL; PGPASSWORD "
    "and .pgpass work), else this computer's own."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused or failed with one sentence on stderr, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another encoding must not turn an answer into an error.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    logging.lastResort = None
    texts.use(_language())
    parser = _parser()
    try:
        args = parser.parse_args(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    if args.language:
        texts.use(args.language)
    try:
        code = commands.module(args.command).run(args) or 0
        sys.stdout.flush()
        return int(code)
    except BrokenPipeError:
        # The reader of our output has gone; nothing more may be flushed to it when we leave.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        sentence = _("Stopped.")
    except Exception as error:
        sentence = explain(error)
    sys.stderr.write(f"aftercare-admin: {sentence}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="aftercare-admin", description=DESCRIPTION)
    parser.add_argument("--version", action="version", version=_version())
    # its own name in the result: commands have a --lang of theirs
    parser.add_argument("--lang", dest="language", choices=texts.LANGUAGES, help="language of the answers")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in commands.NAMES:
        module = commands.module(name)
        own = subparsers.add_parser(name, help=module.HELP, description=module.HELP)
        own.add_argument("--version", action="version", version=_version())
        module.arguments(own)
    return parser


def _version() -> str:
    from services.version import SCHEMA_VERSION

    return f"aftercare-admin {__version__} (schema {SCHEMA_VERSION}, Python {sys.version.split()[0]})"


def _language() -> str:
    """The one chosen in the program on this computer, else the system's."""
    if settings.settings_file().exists():
        return settings.load().language
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    with contextlib.suppress(ValueError):
        name = name or locale.getlocale()[0] or ""
    return "zh_CN" if name.lower().startswith(("zh", "chinese")) else "en"


def explain(error: Exception) -> str:
    """One sentence for whatever went wrong; what nobody foresaw is written to a file and named."""
    import psycopg
    from sqlalchemy.exc import DBAPIError

    from app.embedded import EmbeddedError
    from services import errors, installation

    if isinstance(error, DBAPIError) and isinstance(error.orig, psycopg.Error):
        error = error.orig
    if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
        return installation.unreachable(error).sentence()
    if isinstance(error, psycopg.Error):
        refusal = errors.from_driver(error)
        if refusal.code != "unexpected":
            return refusal.sentence()
    if isinstance(error, errors.ServiceError):
        return error.sentence()
    if isinstance(error, EmbeddedError):
        return str(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror or error}"
    return _("The program met an error it does not know; the report is in {file}.").format(file=_report(error))


def _report(error: Exception) -> Path:
    folder = settings.state_folder() / "crashes"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"admin-{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
