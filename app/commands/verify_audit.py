"""verify-audit: whether the audit trail fits the tables, the rights and the clock."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app import settings
from services.errors import ServiceError
from services.texts import N_, _

if TYPE_CHECKING:
    from services.audit_seals import Outcome
    from services.kept_seals import Restore

HELP = "check that the audit trail is whole, as far as that can be told"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seals",
        type=Path,
        metavar="FOLDER",
        help="a copy of the folder in which jobs keeps seals; unless said, its own",
    )
    parser.add_argument(
        "--restored",
        action="store_true",
        help="I put a restored backup into service: note in that folder that seals made since belong to the former "
        "database",
    )
    parser.epilog = (
        "Needs a superuser. Gaps in the numbers prove nothing: a change that was rolled back uses one up. Due work "
        "seals entries every few minutes, and aftercare-admin jobs keeps the newest seal with a signature outside the "
        "database; keep a copy of that folder where the server's superusers do not reach."
    )


def run(args: argparse.Namespace) -> int:
    from app.commands.target import target
    from services import audit_check, audit_seals, installation, kept_seals, ledger_check
    from services.finding_words import WORDS, words

    folder = args.seals or settings.seals_folder()
    with target() as where, installation.connect(where.conninfo) as connection:
        installation.check_server(connection)
        installation.look(connection).check_usable()
        if args.restored:
            noted = kept_seals.note_restore(connection, folder)
            print(restore_words(noted) if noted is not None else _("No seal kept here is missing; nothing was noted."))
        found = [*audit_check.findings(connection), *ledger_check.findings(connection)]
        sealed = audit_seals.check(connection, folder)
    wrong = [each for each in found if each.wrong]
    rows = [each for each in found if each.check.startswith("rows ")]
    for each in found:
        if each.check in WORDS:
            print(f"{each.looked_at}  {words(each)}")
    print(f"{sum(each.looked_at for each in rows)}  {_(WORDS['made'])}")
    print(f"{sealed.sealed}  {_('entries under {n} seals').format(n=sealed.seals)}")
    print(f"{sealed.unsealed}  {_('entries since the newest seal')}")
    print(f"{sealed.kept}  {_('seals kept outside the database, with a valid signature')}")
    for restore in sealed.restores:
        print(restore_words(restore))
    said = [f"{each.wrong} / {each.looked_at} {words(each)}" for each in wrong]
    said += _complaints(sealed)
    if said:
        raise ServiceError("audit_does_not_fit", what="; ".join(said))
    if sealed.kept:
        print(_("Everything fits."))
    else:
        print(_("Everything fits. No seal is kept here: whoever removes entries and seals together is not found out."))
    return 0


def restore_words(restore: "Restore") -> str:
    """A restore that was noted, in a sentence."""
    said = _(
        "Restored on {began} from the backup of {backup_at}: seals after {after} belong to the former database "
        "({former} of them are kept)."
    )
    began, backup_at = (f"{at.astimezone():%Y-%m-%d %H:%M}" for at in (restore.began, restore.backup_at))
    return said.format(began=began, backup_at=backup_at, after=restore.after, former=restore.former)


def _complaints(sealed: "Outcome") -> list[str]:
    """What is wrong with the seals, in words."""
    said = []
    for numbers, words in (
        (
            sealed.wrong_seals,
            N_("seals whose entries were changed, removed or added, or that were changed themselves: {n}"),
        ),
        (sealed.wrong_clock, N_("seals whose entries do not fit the clock: {n}")),
        (sealed.wrong_kept, N_("seals kept outside that the database lacks or has otherwise: {n}")),
    ):
        if numbers:
            shown = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
            said.append(_(words).format(n=shown))
    if sealed.wrong_kept and sealed.unnoted is not None:
        hint = _(
            "the database says it was restored from the backup of {backup_at}, which anybody could have written there; "
            "if it was you, run this with --restored"
        )
        said.append(hint.format(backup_at=f"{sealed.unnoted.astimezone():%Y-%m-%d %H:%M}"))
    if sealed.late:
        said.append(_("entries of an earlier time that no seal covers: {n}").format(n=sealed.late))
    return said
