"""status: what the database is and whether it fits this program."""

import argparse

from services.texts import _

HELP = "say what the database is, whether it fits this program and when due work ran"


def arguments(_parser: argparse.ArgumentParser) -> None:
    pass


def run(_args: argparse.Namespace) -> None:
    from app.commands.target import target
    from services import health, installation
    from services.version import SCHEMA_VERSION

    with target() as where, installation.connect(where.conninfo) as connection:
        here = installation.look(connection)
        link = _("encrypted") if here.encrypted else _("not encrypted")
        _line(_("server"), f"PostgreSQL {here.server}, {link}")
        _line(_("database"), f"{here.database}{' ' + _('(this computer’s own)') if where.embedded else ''}")
        if here.version is not None:
            fits = _("version {version}, this program has {ours}")
            _line(_("schema"), fits.format(version=here.version, ours=SCHEMA_VERSION))
            _line(_("installation"), str(here.installation))
            for label, value in health.lines(connection):
                _line(label, value)
        here.check_usable()


def _line(label: str, value: str) -> None:
    print(f"{label}: {value}")
