"""aftercare: the window. Little is imported before the first one is shown, so that it comes quickly."""

import argparse
import os
import re
import sys
from collections.abc import Sequence

from app import __version__
from services import texts

DESCRIPTION = "The after-sales desk. Without options it signs in to the database used last."


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the program; 0 when it was closed, 1 when it could not start, 2 wrong usage."""
    parser = _parser()
    try:
        args = parser.parse_args(arguments)
        if args.what == "tour" and not args.out:
            parser.error("tour needs --out DIR")
    except SystemExit as leaving:
        return int(leaving.code or 0)
    if args.what == "tour":
        from app import tour

        return tour.run(args.out, args.lang, args.theme, size=args.size)
    from app import quick_start

    quick_start.begin()
    from app.program import run

    return run(args)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="aftercare", description=DESCRIPTION)
    parser.add_argument(
        "--version", action="version", version=f"aftercare {__version__} (Python {sys.version.split()[0]})"
    )
    parser.add_argument(
        "what", nargs="?", choices=("tour",), help="tour: drive the real windows and keep pictures of them"
    )
    parser.add_argument("--out", metavar="DIR", help="where the tour leaves its pictures")
    parser.add_argument(
        "--size", type=_size, metavar="WxH", help="the windows of the tour, in pixels: 1366x768 (else 1440x900)"
    )
    parser.add_argument("--profile", default="", metavar="NAME", help="the connection to sign in to")
    parser.add_argument(
        "--dsn", default=os.environ.get("AFTERCARE_DSN", ""), help="a libpq URL instead of a profile (AFTERCARE_DSN)"
    )
    parser.add_argument("--lang", choices=texts.LANGUAGES, default="", help="language of this start")
    parser.add_argument(
        "--theme", choices=("light", "dark", "system", "contrast"), default="", help="colours of this start"
    )
    parser.add_argument("--demo", action="store_true", help="a throw-away database with sample data, signed in")
    parser.add_argument("--call", default="", metavar="NUMBER", help="a call comes in: show who it is")
    parser.add_argument("--open", default="", metavar="CODE", help="open the record of this number or bar code")
    parser.add_argument("--new-window", action="store_true", help="another program beside one that runs already")
    return parser


def _size(given: str) -> tuple[int, int]:
    parts = re.fullmatch(r"([0-9]{3,5})[x×]([0-9]{3,5})", given)
    if parts is None:
        raise argparse.ArgumentTypeError(f"not a size: {given!r} (1366x768)")
    return int(parts[1]), int(parts[2])


if __name__ == "__main__":
    sys.exit(main())
