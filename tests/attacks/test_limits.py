"""Limits of looks and exports hold for two windows at once."""

import psycopg
import pytest

from tests.attacks.scene import planted
from tests.people import PASSWORD

EXPORT = "select open_export(array[%s, %s]::uuid[], 'why')"
REVEAL = "select open_reveal('customer', %s, 'phone')"
LOOKUP = "select open_lookup('13912345678')"


@pytest.fixture
def two(scene):
    """Two sessions of the same person."""
    opened = [psycopg.connect(scene.clone.dsn("s_zhou", PASSWORD)) for _ in range(2)]
    for one in opened:
        one.execute("set search_path = aftercare")
        one.commit()
    yield opened
    for one in opened:
        one.close()


@pytest.mark.parametrize("question", [EXPORT, REVEAL, LOOKUP])
def test_the_second_waits_until_the_first_is_counted(two, question):
    first, second = two
    given = [planted("xihu customer 0"), planted("xihu customer 1")][: question.count("%s")]
    first.execute(question, given)
    second.execute("set local lock_timeout = '50ms'")
    with pytest.raises(psycopg.errors.LockNotAvailable):
        second.execute(question, given)
    second.rollback()
    first.rollback()
    second.execute(question, given)
    second.rollback()


@pytest.mark.parametrize("question", [EXPORT, REVEAL, LOOKUP])
@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_a_snapshot_that_does_not_see_the_other_s_looks_is_refused(two, question, level):
    given = [planted("xihu customer 0"), planted("xihu customer 1")][: question.count("%s")]
    one = two[0]
    one.execute(f"set transaction isolation level {level}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        one.execute(question, given)
    one.rollback()


def test_two_exports_together_stay_under_the_limit_of_the_day(scene, two):
    root = scene.superuser()
    ids = [planted("xihu customer 0"), planted("xihu customer 1")]
    used = root.execute("select count(*) from reveal where login = 'zhou' and kind = 'export'").fetchone()[0]
    root.execute("update parameter set value = %s where code = 'export_limit'", [str(used + 3)])
    try:
        first, second = two
        first.execute(EXPORT, ids)
        first.commit()
        with pytest.raises(psycopg.Error, match="export_limit"):
            second.execute(EXPORT, ids)
        second.rollback()
    finally:
        root.execute("update parameter set value = '5000' where code = 'export_limit'")
        # what was exported is not to be read in the next test
        root.execute("update reveal set at = at - interval '1 hour' where login = 'zhou' and kind = 'export'")
    assert (
        root.execute("select count(*) from reveal where login = 'zhou' and kind = 'export'").fetchone()[0] == used + 2
    )


def test_nobody_holds_a_colleague_s_row_to_stop_his_looks(scene):
    for login in ("na", "tang", "admin", "shen"):
        for strength in ("update", "no key update", "share", "key share"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                scene.psql(login).execute(f"select id from staff where login = 'zhou' for {strength}")
