"""Which lines of pg_hba.conf keep kiosks and customers in their own networks."""

import pytest

from installer.guests import Rule, is_closed, main, wanted_lines
from tests import cluster

NETWORKS = {"kiosks": ["10.1.20.0/24"], "customers": []}
BOTH = ["+aftercare_kiosk", "+aftercare_customer"]
KIOSKS = Rule("hostssl", ["aftercare"], ["+aftercare_kiosk"], "10.1.20.0", "255.255.255.0", "scram-sha-256")
AWAY = Rule("host", ["all"], BOTH, "all", None, "reject")
STAFF = Rule("hostssl", ["aftercare"], ["all"], "10.0.0.0", "255.0.0.0", "scram-sha-256")
LOCAL = Rule("local", ["all"], ["all"], None, None, "scram-sha-256")


def test_the_lines_name_each_network_and_turn_everybody_else_away():
    assert wanted_lines("aftercare", NETWORKS) == [
        "hostssl aftercare +aftercare_kiosk 10.1.20.0/24 scram-sha-256",
        "host all +aftercare_kiosk,+aftercare_customer all reject",
    ]


@pytest.mark.parametrize(
    ("rules", "closed"),
    [
        ([LOCAL, KIOSKS, AWAY, STAFF], True),
        ([], False),
        ([KIOSKS, STAFF, AWAY], False),
        ([STAFF, KIOSKS, AWAY], False),
        ([AWAY, KIOSKS], False),
        ([KIOSKS._replace(type="host"), AWAY], False),
        ([KIOSKS._replace(method="trust"), AWAY], False),
        ([KIOSKS, KIOSKS._replace(address="192.168.0.0"), AWAY], False),
        ([KIOSKS, AWAY._replace(users=["+aftercare_kiosk"]), STAFF], False),
    ],
)
def test_only_lines_that_come_first_close_the_server(rules, closed):
    assert is_closed(rules, NETWORKS) is closed


def test_a_server_without_the_lines_is_told_them(capsys):
    assert main([cluster.server_dsn(), "--kiosks", "10.1.20.0/24"]) == 1
    said = capsys.readouterr()
    assert "hostssl postgres +aftercare_kiosk 10.1.20.0/24 scram-sha-256" in said.out and "pg_hba.conf" in said.err


def test_the_internet_is_refused(capsys):
    assert main([cluster.server_dsn(), "--kiosks", "8.8.8.0/24"]) == 1
    assert "internet" in capsys.readouterr().err
