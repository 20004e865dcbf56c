"""verify-audit: whether the audit trail fits the tables, the rights and the clock."""

import argparse

from services.errors import ServiceError
from services.texts import N_, _

HELP = "check that the audit trail is whole, as far as that can be told"

_CHECKS = {
    "entries": N_("entries with a number, a time that has passed, a person, and old and new values"),
    "epochs": N_("epochs without a gap, and entries in their order"),
    "transactions": N_("entries of transactions this server has begun"),
    "clear_values": N_("personal values that give the hash in their entry"),
    "rights": N_("roles of the server that may not change, remove or write entries"),
    "triggers": N_("tables whose every change is recorded"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Needs a superuser. Gaps in the numbers prove nothing: a change that was rolled back uses one up. Entries are "
        "not sealed, so a superuser of the server who rewrote rows and entries alike would not be found out."
    )


def run(_args: argparse.Namespace) -> int:
    from app.commands.target import target
    from services import audit_check, installation

    with target() as where, installation.connect(where.conninfo) as connection:
        installation.check_server(connection)
        installation.look(connection).check_usable()
        found = audit_check.findings(connection)
    wrong = [each for each in found if each.wrong]
    rows = [each for each in found if each.check.startswith("rows ")]
    for each in found:
        if each.check in _CHECKS:
            print(f"{each.looked_at}  {_(_CHECKS[each.check])}")
    print(f"{sum(each.looked_at for each in rows)}  {_('rows with the one entry of their making')}")
    if not wrong:
        print(_("Everything fits. Entries are not sealed: a superuser's careful rewriting would not show."))
        return 0
    names = [_(_CHECKS[each.check]) if each.check in _CHECKS else each.check.removeprefix("rows ") for each in wrong]
    said = "; ".join(f"{each.wrong} / {each.looked_at} {name}" for each, name in zip(wrong, names, strict=True))
    raise ServiceError("audit_does_not_fit", what=said)
