"""import: records from a CSV or XLSX file."""

import argparse
import sys
from pathlib import Path

from services.texts import _

KINDS = ("customers", "devices", "products", "articles", "tickets", "ords")
HELP = "bring customers, devices, product models, articles, tickets or Open Repair Data from a CSV or XLSX file"
SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=" ".join(KINDS))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    parser.add_argument("--encoding", default="", help="of a CSV file, where it is not found out rightly")
    parser.add_argument("--sheet", default="", help="of a workbook; the first one unless said")
    parser.add_argument(
        "--refused", type=Path, metavar="FILE", help="where to write the rows that were refused, with the reason"
    )
    parser.epilog = (
        "Columns are found by their headers, in Chinese or English. What was imported can be undone as a whole in "
        "the program while nothing of it was touched."
    )


def run(args: argparse.Namespace) -> int:
    from app.commands.target import database
    from services.ids import new_id
    from services.transfer import history, kinds, mapping, reading, running

    kind = kinds.KINDS[args.kind]
    source = reading.open_source(args.file, encoding=args.encoding, sheet=args.sheet)
    for note in source.shape.notes:
        sys.stderr.write(f"{note.sentence()}\n")
    plan = running.Plan(kind, source, mapping.propose(source.shape.headers, kind.fields))
    plan.check()
    with database() as db:
        if args.dry_run:
            result = running.dry_run(db, plan, progress=_progress)
        else:
            result = running.run(db, plan, new_id(), progress=_progress)
    for refused in result.refused[:SHOWN]:
        line = _("line {line}: {reason}").format(line=refused.line, reason=refused.sentence())
        sys.stderr.write(f"{line}\n")
    if len(result.refused) > SHOWN:
        more = _("{count} more refused rows").format(count=result.failed - SHOWN)
        sys.stderr.write(f"{more}\n")
    if args.refused and result.refused:
        history.write_rejected(args.refused, source.shape.headers, result.refused)
    said = (
        _("{read} rows read: {added} would be added, {kept} are there already, {failed} would be refused.")
        if args.dry_run
        else _("{read} rows read: {added} added, {kept} were there already, {failed} refused.")
    )
    print(said.format(read=result.read, added=result.added, kept=result.kept, failed=result.failed))
    return 1 if result.failed and not result.added + result.kept else 0


def _progress(done: int, total: int | None) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} / {total:,} " if total else f"\r{done:,} ")
        if done == total:
            sys.stderr.write("\n")
