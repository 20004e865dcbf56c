"""A few rounds of every fault; `installer/test.py --faults` runs hundreds."""

import subprocess
import sys

import pytest

from app import throwaway
from app.embedded import Cluster
from tests.faults.big_restore import ALTERATIONS, restore_big
from tests.faults.failover import fail_over
from tests.faults.rounds import ROUNDS
from tests.faults.senders import kill_sender
from ui.kit.draft_store import DraftStore


@pytest.mark.parametrize("fault", ROUNDS)
def test_nothing_acknowledged_is_lost_nothing_doubled_nothing_half_written(world, tmp_path, fault):
    verdict = ROUNDS[fault](world, tmp_path, 2)
    assert verdict.acknowledged > 5
    assert verdict.clean, verdict


def test_a_killed_sender_sends_nothing_twice_and_says_perhaps_only_where_it_may_be(world, tmp_path):
    verdict = kill_sender(world, tmp_path, 4)
    assert verdict.acknowledged > 5 and "perhaps" in verdict.told
    assert verdict.clean, verdict


def test_people_go_on_when_the_standby_takes_over(world, tmp_path):
    verdict = fail_over(world, tmp_path, 1)
    assert verdict.acknowledged > 3
    assert verdict.clean, verdict


def test_a_restored_backup_fits_its_audit_trail_and_whatever_a_superuser_alters_is_found_out(world, tmp_path):
    said = []
    outcome = restore_big(world, tmp_path, 20, said.append)
    assert outcome.unnoticed == []
    assert {each for each, (_looked_at, wrong) in outcome.findings.items() if wrong} == set()
    assert outcome.findings["sums"][0] == 40 and outcome.findings["made"][0] > 80
    assert len([line for line in said if line.startswith("altered and found out")]) == len(ALTERATIONS)


def test_two_programs_share_one_private_server_and_the_living_one_keeps_it(tmp_path):
    ours = Cluster(throwaway.new_folder(), throwaway=True)
    ours.start()
    try:
        code = (
            "import sys, time; from pathlib import Path; from app.embedded import Cluster\n"
            "Cluster(Path(sys.argv[1]), throwaway=True).start(); print('in', flush=True); time.sleep(600)"
        )
        other = subprocess.Popen([sys.executable, "-c", code, str(ours.folder)], stdout=subprocess.PIPE, text=True)
        with other:
            assert other.stdout.readline() == "in\n"
            ours.stop()
            assert ours.running()
            ours.start()
            other.kill()
        assert ours.running()
        ours.stop()
        assert not ours.running()
    finally:
        ours.remove()


def test_what_was_typed_comes_back_after_a_kill_whatever_the_clock_says(tmp_path):
    code = (
        "import os, sys, time; from pathlib import Path\n"
        "right = time.time\n"
        "time.time = lambda: right() + float(sys.argv[2])\n"
        "from ui.kit.draft_store import DraftStore\n"
        "store = DraftStore(Path(sys.argv[1]), 'na', 'here', 'open the shop 9')\n"
        "store.save('order:1', 'order', 'W2611-00001', {'form': {'problem': '屏幕不亮'}})\n"
        "os.kill(os.getpid(), 9)"
    )
    for number, days in enumerate((0, 400, -2, -9000)):
        folder = tmp_path / str(number)
        subprocess.run([sys.executable, "-c", code, str(folder), str(days * 86400)], check=False)
        kept = DraftStore(folder, "na", "here", "open the shop 9").get("order:1")
        assert kept is not None and kept.values == {"form": {"problem": "屏幕不亮"}}
