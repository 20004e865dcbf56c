"""Says which lines pg_hba.conf needs so that kiosks and customers come in from their own networks and nowhere else.

usage: .venv/bin/python installer/guests.py DSN [--kiosks CIDR ...] [--customers CIDR ...]

Without a network nobody of that kind is let in. Exits with 1 and prints the lines, to be put before all others, while
the server does not have them; with 0 where it does. DSN is a superuser's libpq URL.
"""

import argparse
import ipaddress
import sys
from collections.abc import Sequence
from typing import NamedTuple

import psycopg

GROUPS = {"kiosks": "+aftercare_kiosk", "customers": "+aftercare_customer"}
_RULES = """
    select type, database, user_name, address, netmask, auth_method from pg_hba_file_rules
    where error is null order by line_number"""


class Rule(NamedTuple):
    """A line of pg_hba.conf as the server has read it."""

    type: str
    database: list[str]
    users: list[str]
    address: str | None
    netmask: str | None
    method: str

    def speaks_of(self, group: str) -> bool:
        """Whether this line holds for members of the group."""
        return group in self.users or "all" in self.users

    def is_for(self, group: str, network: str) -> bool:
        """Whether this is the line that lets the group in from that network, encrypted and with a password."""
        return (
            self.type == "hostssl"
            and self.users == [group]
            and self.method == "scram-sha-256"
            and _network(self.address, self.netmask) == ipaddress.ip_network(network)
        )

    def turns_away(self, group: str) -> bool:
        """Whether this line turns the group away from everywhere."""
        return self.type == "host" and self.address == "all" and group in self.users and self.method == "reject"


def _network(address: str | None, netmask: str | None) -> object:
    try:
        return ipaddress.ip_network(f"{address}/{netmask}") if address and netmask else None
    except ValueError:
        return None


def wanted_lines(database: str, networks: dict[str, Sequence[str]]) -> list[str]:
    """The lines as they stand at the top of the file."""
    lines = [
        f"hostssl {database} {GROUPS[kind]} {network} scram-sha-256" for kind in GROUPS for network in networks[kind]
    ]
    return [*lines, f"host all {','.join(GROUPS.values())} all reject"]


def is_closed(rules: Sequence[Rule], networks: dict[str, Sequence[str]]) -> bool:
    """Whether what is wanted comes before anything else that would let a kiosk or a customer in over the network."""
    for kind, group in GROUPS.items():
        missing = set(networks[kind])
        for rule in rules:
            if rule.type == "local" or not rule.speaks_of(group):
                continue
            if rule.turns_away(group):
                break
            fits = {network for network in missing if rule.is_for(group, network)}
            if not fits:
                return False
            missing -= fits
        else:
            return False
        if missing:
            return False
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Look at the server of the DSN."""
    parser = argparse.ArgumentParser(prog="guests", description=__doc__.splitlines()[0])
    parser.add_argument("dsn", metavar="DSN")
    for kind in GROUPS:
        parser.add_argument(f"--{kind}", nargs="+", default=[], metavar="CIDR", help=f"networks of the {kind}")
    args = parser.parse_args(arguments)
    networks = {kind: getattr(args, kind) for kind in GROUPS}
    try:
        for network in (one for some in networks.values() for one in some):
            if ipaddress.ip_network(network).is_global:
                sys.stderr.write(f"{network} is an address of the internet: kiosks and customers stay inside.\n")
                return 1
        with psycopg.connect(args.dsn, connect_timeout=5, application_name="aftercare-guests") as connection:
            rules = [Rule(*row) for row in connection.execute(_RULES).fetchall()]
            place = connection.execute("show hba_file").fetchone()
            database = connection.info.dbname
    except (ValueError, psycopg.Error) as error:
        sys.stderr.write(f"{str(error).strip().splitlines()[0]}\n")
        return 1
    if is_closed(rules, networks):
        sys.stdout.write("Kiosks and customers come in from their networks only.\n")
        return 0
    sys.stdout.write("\n".join(wanted_lines(database, networks)) + "\n")
    sys.stderr.write(
        f"Put these lines before all others of {place[0] if place else 'pg_hba.conf'} "
        "and run 'select pg_reload_conf()'.\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
