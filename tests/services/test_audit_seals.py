"""The audit trail under seal: whatever a superuser does to it is found out."""

import json
import time

import psycopg
import pytest

from services import audit_seals, kept_seals
from services.errors import ServiceError


@pytest.fixture
def root(fresh_database):
    with psycopg.connect(fresh_database.dsn(), autocommit=True) as connection:
        connection.execute("set search_path = aftercare, pg_temp")
        seal(connection)
        yield connection


def work(root, name="东"):
    """A change that leaves an entry."""
    root.execute("update region set name = %s where code = 'east'", [name])


def wait_for_others(root):
    """Until every transaction that is open now has ended: seals stop below the oldest, of whatever database."""
    (now,) = root.execute("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
    ends = time.monotonic() + 120
    while root.execute("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint").fetchone()[0] < now:
        assert time.monotonic() < ends, "a transaction of another test stays open"
        time.sleep(0.05)


def seal(root, alone=True) -> int:
    """Let due work run as the timer does; returns how many seals there are."""
    if alone:
        wait_for_others(root)
    root.execute("update job_run set started_at = 'epoch'")
    errors = [row[0] for row in root.execute("select error from run_due('due_seal_audit')").fetchall()]
    assert errors == [None]
    return root.execute("select count(*) from audit_seal").fetchone()[0]


def outcome(root, folder=None):
    return audit_seals.check(root, folder)


def whole(found) -> bool:
    return not (found.wrong_seals or found.wrong_clock or found.wrong_kept or found.late)


def test_everything_written_is_sealed_once_and_fits(root):
    assert seal(root) == 1
    for n in range(3):
        work(root, f"东{n}")
    assert outcome(root).unsealed == 3
    assert seal(root) == 2
    found = outcome(root)
    assert whole(found) and found.unsealed == 0 and found.seals == 2
    assert found.sealed == root.execute("select count(*) from audit_entry").fetchone()[0]
    assert seal(root) == 2


def test_what_is_still_being_written_waits_for_the_next_seal(root, fresh_database):
    seal(root)
    with fresh_database.connect() as other:
        other.execute("update aftercare.region set name = '在写' where code = 'north'")
        work(root)
        seal(root, alone=False)
        assert whole(outcome(root)) and outcome(root).unsealed == 1
    seal(root)
    found = outcome(root)
    assert whole(found) and found.unsealed == 0


def test_a_great_many_entries_are_sealed_piece_by_piece(root):
    root.execute("alter table region disable trigger aa_stamp")
    with root.transaction():
        for n in range(40):
            root.execute("insert into region (id, code, name) select gen_random_uuid(), %s || n, '区' "
                         "from generate_series(1, 600) n", [f"r{n}-"])  # fmt: skip
    work(root)
    while (before := root.execute("select count(*) from audit_seal").fetchone()[0]) != seal(root):
        assert before < 9
    found = outcome(root)
    assert whole(found) and found.unsealed == 0 and found.sealed > 24_000


TAMPERING = {
    "a changed value": 'update audit_entry set new = new || \'{"name": "别的"}\' where id = (select max(id) - 1 from audit_entry)',
    "a changed person": "update audit_entry set login = 'zhou' where id = (select min(id) from audit_entry)",
    "a changed time": "update audit_entry set at = at - interval '1 second' where id = (select min(id) from audit_entry)",
    "a removed entry": "delete from audit_entry where id = (select min(id) + 2 from audit_entry)",
    "an added entry": "insert into audit_entry (xid, login, table_name, operation, row_id, new) select xid, login, table_name, "
    "operation, gen_random_uuid(), new from audit_entry order by id limit 1",
    "an entry moved to another transaction": "update audit_entry set xid = '7' where id = (select max(id) from audit_entry)",
    "a cut tail": "delete from audit_entry where id > (select max(id) - 2 from audit_entry)",
    "another root": "update audit_seal set root = repeat('0', 64) where number = 2",
    "another count": "update audit_seal set entries = entries + 1 where number = 1",
    "another hash": "update audit_seal set hash = repeat('0', 64) where number = 1",
    "another time of the seal": "update audit_seal set at = at - interval '1 hour' where number = 2",
    "a removed seal": "delete from audit_seal where number = 1",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING)
def test_tampering_is_found(root, statement):
    seal(root)
    for n in range(5):
        work(root, f"东{n}")
    seal(root)
    assert whole(outcome(root))
    root.execute(statement)
    assert not whole(outcome(root))


def rewritten(root):
    """Remove the newest entries and seal what is left anew, as somebody would who knows all this."""
    root.execute("delete from audit_entry where xid >= (select from_xid from audit_seal where number = 2)")
    root.execute("delete from audit_seal where number >= 2")
    work(root, "改")
    seal(root)


def test_rewriting_seals_too_is_found_by_the_seal_kept_outside(root, tmp_path):
    seal(root)
    work(root)
    seal(root)
    assert kept_seals.keep(root, tmp_path) and not kept_seals.keep(root, tmp_path)
    assert whole(outcome(root, tmp_path)) and outcome(root, tmp_path).kept == 1
    rewritten(root)
    assert whole(outcome(root))
    assert outcome(root, tmp_path).wrong_kept == (2,)
    with pytest.raises(ServiceError, match="seal_missing"):
        kept_seals.keep(root, tmp_path)


def test_a_cut_trail_without_its_newest_seals_is_found_by_the_seal_kept_outside(root, tmp_path):
    seal(root)
    work(root)
    seal(root)
    kept_seals.keep(root, tmp_path)
    root.execute("delete from audit_entry where xid >= (select from_xid from audit_seal where number = 2)")
    root.execute("delete from audit_seal where number = 2")
    assert whole(outcome(root)) and outcome(root, tmp_path).wrong_kept == (2,)


def test_an_altered_file_of_seals_is_found(root, tmp_path):
    seal(root)
    kept_seals.keep(root, tmp_path)
    file = tmp_path / kept_seals.FILE
    line = json.loads(file.read_text("utf-8"))
    for changed in (
        {**line, "hash": "0" * 64},
        {**line, "at": "2001-01-01T00:00:00+00:00"},
        {**line, "signature": "zz"},
    ):
        file.write_text(json.dumps(changed), "utf-8")
        assert outcome(root, tmp_path).wrong_kept == (1,)
    file.write_text("no line of ours\n", "utf-8")
    assert outcome(root, tmp_path).wrong_kept == (0,)
    assert (tmp_path / kept_seals.KEY).stat().st_mode & 0o077 == 0


def test_a_clock_set_back_is_found(root):
    seal(root)
    root.execute("alter table audit_entry alter at set default clock_timestamp() - interval '3 days'")
    work(root)
    seal(root)
    found = outcome(root)
    assert found.wrong_clock == (2,) and not found.wrong_seals


def test_entries_slipped_into_a_former_epoch_are_found(root):
    seal(root)
    work(root)
    root.execute("insert into audit_epoch (number) values (2)")
    work(root, "新")
    while root.execute("select count(*) from audit_seal").fetchone()[0] != seal(root):
        pass
    found = outcome(root)
    assert whole(found) and found.unsealed == 0
    root.execute(
        """insert into audit_entry (epoch, login, table_name, operation, new)
           values (1, 'na', 'region', 'insert', '{}')"""
    )
    assert outcome(root).late == 1


def test_another_database_s_seals_are_not_this_one_s(root, tmp_path):
    seal(root)
    kept_seals.keep(root, tmp_path)
    file = tmp_path / kept_seals.FILE
    line = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**line, "installation": "another aftercare"}), "utf-8")
    assert outcome(root, tmp_path).kept == 0
    assert kept_seals.keep(root, tmp_path)


def test_the_timer_s_role_keeps_seals_and_sees_nothing_else(root, tmp_path):
    root.execute("set session authorization aftercare_jobs")
    try:
        root.execute("select aftercare.run_due()")
        assert kept_seals.keep(root, tmp_path)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            root.execute("select * from aftercare.audit_entry")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            root.execute("update aftercare.audit_seal set hash = ''")
    finally:
        root.execute("reset session authorization")


# -- after a restore ------------------------------------------------------------------------------------


def restored_to(root, number):
    """What a backup made after that seal, restored and swapped in, looks like."""
    root.execute("delete from audit_entry where xid >= (select to_xid from audit_seal where number = %s)", [number])
    root.execute("delete from audit_seal where number > %s", [number])
    root.execute(
        "insert into audit_epoch (number, backup_at, after_seal) select max(number) + 1, now(), %s from audit_epoch",
        [number],
    )
    work(root, "又")
    while root.execute("select count(*) from audit_seal").fetchone()[0] != seal(root):
        pass


@pytest.fixture
def back(root, tmp_path):
    """A database under three seals, all of them kept, that was put back to the second."""
    for name in ("一", "二"):
        kept_seals.keep(root, tmp_path)
        work(root, name)
        seal(root)
    kept_seals.keep(root, tmp_path)
    restored_to(root, 2)
    return root


def test_what_the_database_says_about_a_restore_silences_nothing(back, tmp_path):
    found = outcome(back, tmp_path)
    assert found.wrong_kept == (3,) and found.unnoted is not None
    with pytest.raises(ServiceError, match="seal_missing"):
        kept_seals.keep(back, tmp_path)


def test_an_administrator_s_note_tells_which_seals_are_the_former_database_s(back, tmp_path):
    noted = kept_seals.note_restore(back, tmp_path)
    assert (noted.after, noted.former) == (2, 1)
    found = outcome(back, tmp_path)
    assert whole(found) and found.restores == (noted,) and found.unnoted is None
    assert kept_seals.keep(back, tmp_path)
    assert whole(outcome(back, tmp_path))
    assert kept_seals.note_restore(back, tmp_path) is None
    # tampering behind it is found as ever
    work(back, "丙")
    seal(back)
    kept_seals.keep(back, tmp_path)
    newest = back.execute("select max(number) from audit_seal").fetchone()[0]
    back.execute("delete from audit_entry where xid >= (select from_xid from audit_seal where number = %s) "
                 "and epoch = (select max(number) from audit_epoch)", [newest])  # fmt: skip
    back.execute("delete from audit_seal where number = %s", [newest])
    assert outcome(back, tmp_path).wrong_kept == (newest,)
    with pytest.raises(ServiceError, match="seal_missing"):
        kept_seals.note_restore(back, tmp_path)


def test_a_note_does_not_cover_what_is_older_than_the_backup(back, tmp_path):
    back.execute("update audit_seal set hash = repeat('0', 64) where number = 1")
    with pytest.raises(ServiceError, match="restore_does_not_fit"):
        kept_seals.note_restore(back, tmp_path)


def test_a_note_copied_to_the_end_or_made_up_hides_nothing(back, tmp_path):
    kept_seals.note_restore(back, tmp_path)
    kept_seals.keep(back, tmp_path)
    file = tmp_path / kept_seals.FILE
    lines = file.read_text("utf-8").splitlines()
    (note,) = [line for line in lines if "restored" in line]
    file.write_text("\n".join([*lines, note]) + "\n", "utf-8")
    assert outcome(back, tmp_path).wrong_kept
    forged = json.dumps({**json.loads(note), "after": 0})
    file.write_text("\n".join([forged if line == note else line for line in lines]) + "\n", "utf-8")
    assert outcome(back, tmp_path).wrong_kept


def test_a_database_that_was_never_restored_has_nothing_to_note(root, tmp_path):
    kept_seals.keep(root, tmp_path)
    with pytest.raises(ServiceError, match="not_restored"):
        kept_seals.note_restore(root, tmp_path)
