"""restore: a backup into a new database beside the running one."""

import argparse
from pathlib import Path

from services.texts import _, ngettext

HELP = "restore a backup into a new database; the running one is not touched"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--into", required=True, metavar="NAME", help="the new database, which must not exist yet")
    parser.add_argument("--attachments", metavar="FILE", type=Path, help="the backup of the attachments")
    parser.epilog = (
        "AFTERCARE_DSN names a superuser and any database of the server. Restoring runs what is in the file: take only "
        "backups of your own. aftercare-admin swap puts it into service."
    )


def run(args: argparse.Namespace) -> None:
    from app.commands.programs import for_server
    from app.commands.progress import watch
    from app.commands.target import target
    from services import installation, restored
    from services.finding_words import words

    with target(make=True) as where:
        conninfo = installation.reachable(where.conninfo)
        with installation.connect(conninfo) as connection:
            here = connection.info.server_version // 10000, bool(connection.pgconn.ssl_in_use)
        found = restored.beside(
            conninfo,
            args.into,
            args.file,
            for_server(*here),
            args.attachments,
            lambda line: print(f"  {line}"),
            watch(),
            own=False,
        )
    print(f"  {found.rows}  {ngettext('row in {n} table', 'rows in {n} tables', found.tables).format(n=found.tables)}")
    for each in found.findings:
        wrong = _(", {n} of them wrong").format(n=each.wrong) if each.wrong else ""
        print(f"  {each.looked_at}  {words(each)}{wrong}")
    restored.check_fits(found.findings)
    said = _("The backup of {made_at} stands in the database {name}: {rows} rows, all counted; the audit trail fits.")
    made_at = f"{found.made_at.astimezone():%Y-%m-%d %H:%M}"
    print(said.format(made_at=made_at, name=args.into, rows=found.rows))
    if not found.with_passwords:
        print(
            _("It holds no passwords; give people new ones with aftercare-admin set-password where they are new here.")
        )
