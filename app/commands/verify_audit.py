"""verify-audit: whether the audit trail fits the tables, the rights and the clock."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from services.errors import ServiceError
from services.texts import N_, _

if TYPE_CHECKING:
    from services.audit_seals import Outcome

HELP = "check that the audit trail is whole, as far as that can be told"

_CHECKS = {
    "entries": N_("entries with a number, a time that has passed, a person, and old and new values"),
    "epochs": N_("epochs without a gap, and entries in their order"),
    "transactions": N_("entries of transactions this server has begun"),
    "clear_values": N_("personal values that give the hash in their entry"),
    "rights": N_("roles of the server that may not change, remove or write entries"),
    "triggers": N_("tables whose every change is recorded"),
}


def seals_folder() -> Path:
    """Where this computer keeps the seals that its timer signed, and the key."""
    from app import settings

    return settings.data_folder() / "seals"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seals",
        type=Path,
        metavar="FOLDER",
        help="a copy of the folder in which jobs keeps seals; unless said, its own",
    )
    parser.epilog = (
        "Needs a superuser. Gaps in the numbers prove nothing: a change that was rolled back uses one up. Due work "
        "seals entries every few minutes, and aftercare-admin jobs keeps the newest seal with a signature outside the "
        "database; keep a copy of that folder where the server's superusers do not reach."
    )


def run(args: argparse.Namespace) -> int:
    from app.commands.target import target
    from services import audit_check, audit_seals, installation

    with target() as where, installation.connect(where.conninfo) as connection:
        installation.check_server(connection)
        installation.look(connection).check_usable()
        found = audit_check.findings(connection)
        sealed = audit_seals.check(connection, args.seals or seals_folder())
    wrong = [each for each in found if each.wrong]
    rows = [each for each in found if each.check.startswith("rows ")]
    for each in found:
        if each.check in _CHECKS:
            print(f"{each.looked_at}  {_(_CHECKS[each.check])}")
    print(f"{sum(each.looked_at for each in rows)}  {_('rows with the one entry of their making')}")
    print(f"{sealed.sealed}  {_('entries under {n} seals').format(n=sealed.seals)}")
    print(f"{sealed.unsealed}  {_('entries since the newest seal')}")
    print(f"{sealed.kept}  {_('seals kept outside the database, with a valid signature')}")
    names = [_(_CHECKS[each.check]) if each.check in _CHECKS else each.check.removeprefix("rows ") for each in wrong]
    said = [f"{each.wrong} / {each.looked_at} {name}" for each, name in zip(wrong, names, strict=True)]
    said += _complaints(sealed)
    if said:
        raise ServiceError("audit_does_not_fit", what="; ".join(said))
    if sealed.kept:
        print(_("Everything fits."))
    else:
        print(_("Everything fits. No seal is kept here: whoever removes entries and seals together is not found out."))
    return 0


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
    if sealed.late:
        said.append(_("entries of an earlier time that no seal covers: {n}").format(n=sealed.late))
    return said
