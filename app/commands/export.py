"""export: a list into a CSV or XLSX file."""

import argparse
from pathlib import Path

from services.texts import _

KINDS = (
    "customers",
    "devices",
    "products",
    "articles",
    "orders",
    "tickets",
    "complaints",
    "corrective-actions",
    "visits",
    "parcels",
    "calls",
    "follow-ups",
    "messages",
    "acceptances",
    "inspections",
)
HELP = "write a list (customers, orders, tickets …) into a CSV or XLSX file"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("file", type=Path, metavar="FILE", help="csv or xlsx by its ending")
    parser.add_argument(
        "--reason",
        help="export customers with their full numbers and addresses, for this reason, which is recorded; "
        "administrators and managers only",
    )


def run(args: argparse.Namespace) -> None:
    from app.commands.target import database
    from services.transfer import tables

    with database() as db:
        done = tables.export(db, args.kind, args.file, reason=args.reason)
    print(_("{rows} rows written to {file}.").format(rows=done.rows, file=done.path))
    if done.cut:
        print(
            _("{count} texts were too long for a cell of a workbook and were cut; CSV holds them whole.").format(
                count=done.cut
            )
        )
