"""A few rounds of every fault; `installer/test.py --faults` runs hundreds."""

import pytest

from tests.faults.rounds import ROUNDS


@pytest.mark.parametrize("fault", ROUNDS)
def test_nothing_acknowledged_is_lost_nothing_doubled_nothing_half_written(world, tmp_path, fault):
    verdict = ROUNDS[fault](world, tmp_path, 2)
    assert verdict.acknowledged > 5
    assert verdict.clean, verdict
