"""A backup comes back whole or not at all, and what runs is never touched."""

import hashlib
import json
import os
import random
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import psycopg
import pytest
from sqlalchemy import text

from app.commands.programs import for_server
from app.pgprograms import MAJOR
from services import accounts, audit_check, backup, installation, restoring, safety
from services.errors import ServiceError
from services.pg_programs import Watch
from tests import cluster
from tests.people import PASSWORD

# Of this run alone: roles belong to the whole cluster.
KIOSK = f"kiosk_{os.urandom(4).hex()}"


@pytest.fixture(scope="module")
def programs():
    with psycopg.connect(cluster.server_dsn()) as server:
        return for_server(server.info.server_version // 10000, bool(server.pgconn.ssl_in_use))


@pytest.fixture(scope="module")
def saved(programs, tmp_path_factory):
    """A database with something to lose, and its backup."""
    clone = cluster.clone("saved")
    with clone.begin() as connection:
        connection.execute(text("update store set hours = '9–20 时' where code = 'xihu'"))
        connection.execute(
            text("select create_guest(gen_random_uuid(), 'kiosk', :l, :v, id, null) from store where code = 'xihu'"),
            {"l": KIOSK, "v": accounts.verifier(connection, KIOSK, PASSWORD)},
        )
    file = tmp_path_factory.mktemp("backup") / "all.backup"
    (manifest,) = backup.save(clone.dsn(), file, programs)
    yield clone, file, manifest
    clone.drop()


@pytest.fixture
def new():
    """The name of a database to restore into."""
    clone = cluster.Clone(f"{cluster._prefix()}again_{os.urandom(4).hex()}")
    yield clone
    clone.drop()


def databases():
    with psycopg.connect(cluster.server_dsn()) as server:
        return {name for (name,) in server.execute("select datname from pg_database").fetchall()}


def contents(clone):
    """Every table's rows as text, less what a restore adds and the note of the backup."""
    with clone.connect() as connection:
        tables = connection.execute(
            """select relname from pg_class where relnamespace = 'aftercare'::regnamespace and relkind = 'r'
               and relname not in ('audit_epoch', 'job_run') order by 1"""
        ).fetchall()
        return {
            name: connection.execute(
                f"select md5(string_agg(t::text, chr(10) order by t::text)) from aftercare.{name} t"
            ).fetchone()
            for (name,) in tables
        }


def structure(clone, programs):
    import subprocess

    command = [programs.pg_dump, "--schema-only", "--schema=aftercare", clone.dsn()]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=programs.environment).stdout
    lines = [line for line in said.splitlines() if not line.startswith(("--", "\\"))]
    # a condition that was dumped and read again has fewer brackets around its parts
    return [line.replace("(", "").replace(")", "") for line in lines]


def test_a_restored_database_is_the_saved_one_with_a_new_epoch(saved, new, programs):
    clone, file, _ = saved
    restoring.restore(cluster.server_dsn(), new.name, file, programs)
    assert contents(new) == contents(clone)
    assert structure(new, programs) == structure(clone, programs)
    with new.connect() as connection:
        assert connection.execute("select array_agg(number order by number) from aftercare.audit_epoch").fetchone() == (
            [1, 2],
        )
        connection.execute("update aftercare.store set hours = '8–18 时' where code = 'xihu'")
        assert connection.execute("select epoch from aftercare.audit_entry order by id desc limit 1").fetchone() == (2,)
        connection.commit()
        connection.autocommit = True
        assert [each for each in audit_check.findings(connection) if each.wrong] == []


def test_people_sign_in_to_the_restored_database_with_their_rights(saved, new, programs):
    _, file, _ = saved
    restoring.restore(cluster.server_dsn(), new.name, file, programs)
    with new.connect("s_na", PASSWORD) as na:
        assert na.execute("select hours from store where code = 'xihu'").fetchone() == ("9–20 时",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            na.execute("update store set hours = ''")
    with new.connect() as server:
        everybody = "select has_database_privilege('public', current_database(), 'connect')"
        assert server.execute(everybody).fetchone() == (False,)


def test_another_server_gets_the_people_too_and_its_administrator_still_rules(saved, programs, monkeypatch):
    from app import throwaway
    from app.embedded import Cluster

    _, file, manifest = saved
    other = Cluster(throwaway.new_folder(), throwaway=True)
    try:
        other.start()
        if manifest.server_major > int(MAJOR):
            with pytest.raises(ServiceError) as refused:
                restoring.restore(other.dsn(), "aftercare", file, programs)
            assert refused.value.code == "backup_newer_server"
            return
        with monkeypatch.context() as broken:
            broken.setattr(restoring, "count", lambda _connection, _table: -1)
            with pytest.raises(ServiceError, match="backup_rows_differ"):
                restoring.restore(other.dsn(), "aftercare", file, programs)
        with psycopg.connect(other.dsn()) as server:  # nobody can sign in to what is not there
            assert server.execute("select rolname from pg_roles where rolname like 's\\_%'").fetchall() == []
        said = []
        restoring.restore(other.dsn(), "aftercare", file, programs, report=said.append)
        assert str(len(manifest.people)) in said[0]
        with psycopg.connect(other.dsn("aftercare", "s_admin", PASSWORD)) as admin:
            assert admin.execute("select roles from who_am_i()").fetchone() == (["admin"],)
            # from PostgreSQL 16 on that works only if the accounts functions' owner made the role
            admin.execute("select disable_person(id) from staff where login = 'na'")
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(other.dsn("aftercare", "s_na", PASSWORD))
        with psycopg.connect(other.dsn("aftercare", f"s_{KIOSK}", PASSWORD)) as kiosk:
            assert kiosk.execute("select kind, name from guest_who()").fetchone() == ("kiosk", "西湖店")
            bounds = (
                "select rolconnlimit, current_setting('statement_timeout') from pg_roles where rolname = session_user"
            )
            assert kiosk.execute(bounds).fetchone() == (8, "10s")
    finally:
        other.remove()


@pytest.mark.parametrize("kept", [0.0, 0.1, 0.5, 0.9, 0.99, 0.9999])
def test_a_file_that_was_cut_is_refused_and_nothing_is_made(saved, new, programs, tmp_path, kept):
    _, file, _ = saved
    content = file.read_bytes()
    cut = tmp_path / "cut.backup"
    cut.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(ServiceError) as refused:
        restoring.restore(cluster.server_dsn(), new.name, cut, programs)
    assert refused.value.code in ("backup_damaged", "backup_not_ours")
    assert new.name not in databases()


def test_one_flipped_bit_anywhere_is_found(saved, programs, tmp_path):
    _, file, _ = saved
    content = file.read_bytes()
    places = random.Random(7).sample(range(5, len(content)), 60)
    for place in [*places, 5, len(content) - 1, len(content) - 60]:
        altered = bytearray(content)
        altered[place] ^= 1 << (place % 8)
        wrong = tmp_path / "flipped.backup"
        wrong.write_bytes(altered)
        with pytest.raises(ServiceError):
            backup.check(wrong, programs)


def test_something_else_is_no_backup(programs, tmp_path):
    other = tmp_path / "letter.txt"
    other.write_text("Dear all", encoding="utf-8")
    with pytest.raises(ServiceError) as refused:
        backup.check(other, programs)
    assert refused.value.code == "backup_not_ours"


def test_an_existing_database_is_never_restored_over(saved, programs):
    clone, file, _ = saved
    before = contents(clone)
    with pytest.raises(ServiceError) as refused:
        restoring.restore(cluster.server_dsn(), clone.name, file, programs)
    assert refused.value.code == "database_exists"
    assert contents(clone) == before


def test_a_restore_that_fails_half_way_leaves_nothing_behind(saved, new, programs, monkeypatch):
    _, file, _ = saved
    counts = restoring.count
    monkeypatch.setattr(restoring, "count", lambda connection, table: counts(connection, table) + (table == "store"))
    with pytest.raises(ServiceError) as refused:
        restoring.restore(cluster.server_dsn(), new.name, file, programs)
    assert refused.value.code == "backup_rows_differ"
    assert new.name not in databases()


def test_somebody_who_would_see_a_part_only_cannot_save(saved, programs, tmp_path):
    clone, _, _ = saved
    with pytest.raises(ServiceError) as refused:
        backup.save(clone.dsn("s_admin", PASSWORD), tmp_path / "part.backup", programs)
    assert refused.value.code == "backup_role_needed"
    assert list(tmp_path.iterdir()) == []


def test_the_backup_s_own_role_saves_everything_but_no_passwords(saved, programs, tmp_path):
    clone, _, manifest = saved
    with psycopg.connect(cluster.server_dsn()) as server:
        server.execute("alter role aftercare_backup password 'for the night'")
    made = backup.save(clone.dsn("aftercare_backup", "for the night"), tmp_path / "night.backup", programs)
    assert {**made[0].rows, "job_run": 0} == {**manifest.rows, "job_run": 0}  # the first one was noted
    assert {member.verifier for member in made[0].people} == {None}
    assert {member.role for member in made[0].people} == {member.role for member in manifest.people}


def test_the_password_is_never_in_the_arguments_of_the_programs(saved, programs, tmp_path, monkeypatch):
    clone, _, _ = saved
    seen = []
    run = Watch.run

    def watched(self, command, environment, *rest):
        seen.append((command, dict(environment)))
        run(self, command, environment, *rest)

    monkeypatch.setattr(Watch, "run", watched)
    backup.save(clone.dsn(), tmp_path / "x.backup", programs)
    secret = str(psycopg.conninfo.conninfo_to_dict(clone.dsn())["password"])
    assert len(seen) == 2
    for command, environment in seen:
        environment.pop("AFTERCARE_TEST_DSN", None)  # the tests' own
        assert not [word for word in (*command, *environment.values()) if secret in word]
    assert not os.path.exists(seen[0][1]["PGPASSFILE"])  # noqa: PTH110


def test_passwords_that_a_killed_program_left_are_removed_by_the_next(saved, programs, tmp_path, monkeypatch):
    clone, _, _ = saved
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, in_use = tmp_path / "aftercare-pass-left", tmp_path / "aftercare-pass-in-use"
    for folder in (left, in_use):
        folder.mkdir()
        (folder / "pgpass").write_text("*:*:*:*:secret")
    os.utime(left, (0, 0))
    backup.save(clone.dsn(), tmp_path / "x.backup", programs)
    assert sorted(path.name for path in tmp_path.iterdir()) == [in_use.name, "x.backup"]


def test_two_that_save_to_one_file_at_once_leave_a_whole_one(saved, programs, tmp_path):
    clone, _, _ = saved
    file = tmp_path / "x.backup"
    with ThreadPoolExecutor(2) as both:
        for one in [both.submit(backup.save, clone.dsn(), file, programs) for _ in range(2)]:
            one.result()
    assert backup.check(file, programs).kind == "data"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_a_backup_is_readable_for_its_owner_only(saved):
    assert saved[1].stat().st_mode & 0o777 == 0o600


def test_an_altered_audit_trail_does_not_fit(fresh_database):
    with psycopg.connect(fresh_database.dsn(), autocommit=True) as connection:
        assert [each for each in audit_check.findings(connection) if each.wrong] == []
        connection.execute("delete from aftercare.audit_entry where table_name = 'store'")
        connection.execute(
            "update aftercare.audit_entry set xid = '9999999999' where id = (select min(id) from aftercare.audit_entry)"
        )
        assert {each.check for each in audit_check.findings(connection) if each.wrong} == {"rows store", "transactions"}
        connection.execute("insert into aftercare.audit_epoch (number) values (3)")
        connection.execute("alter table aftercare.region disable trigger zz_audit")
        connection.execute("grant delete on aftercare.audit_entry to s_na")
        found = {each.check: each.wrong for each in audit_check.findings(connection) if each.wrong}
        connection.execute("revoke delete on aftercare.audit_entry from s_na")
    assert found == {"rows store": 4, "epochs": 1, "triggers": 1, "rights": 1}


def test_an_older_program_is_told_when_the_schema_needs_a_newer_one():
    with pytest.raises(ServiceError, match="program_too_old"):
        installation.check_versions(5, 5)
    with pytest.raises(ServiceError, match="schema_too_old"):
        installation.check_versions(0, 0)


def test_photos_go_into_a_file_of_their_own_and_come_back(fresh_database, new, programs, tmp_path):
    with psycopg.connect(fresh_database.dsn(), autocommit=True) as connection:
        # the order they belong to does not matter here
        connection.execute("set session_replication_role = replica")
        connection.execute(
            """insert into aftercare.attachment (id, work_order_id, store_id, kind, media_type, size, sha256)
               select gen_random_uuid(), gen_random_uuid(), id, 'photo_in', 'image/jpeg', 100000,
                      encode(sha256(''), 'hex') from aftercare.store"""
        )
        connection.execute(
            """insert into aftercare.attachment_data (attachment_id, data)
               select id, decode((select string_agg(md5(n::text || id), '') from generate_series(1, 20000) n), 'hex')
               from aftercare.attachment"""
        )
        # a dump of a table whose rows refer to nothing could not be restored
        connection.execute("alter table aftercare.attachment drop constraint attachment_work_order_id_fkey")
    file, photos = tmp_path / "all.backup", tmp_path / "photos.backup"
    data, bytes_ = backup.save(fresh_database.dsn(), file, programs, photos)
    assert backup.BYTES not in data.rows and bytes_.rows == {backup.BYTES: 4}
    assert file.stat().st_size < 2_800_000 and photos.stat().st_size > 4 * 300_000
    with pytest.raises(ServiceError) as refused:
        restoring.restore(cluster.server_dsn(), new.name, photos, programs)
    assert refused.value.code == "backup_kinds_differ"
    restoring.restore(cluster.server_dsn(), new.name, file, programs, photos)
    question = "select md5(string_agg(md5(data), '' order by attachment_id)) from aftercare.attachment_data"
    with fresh_database.connect() as before, new.connect() as after:
        assert before.execute(question).fetchone() == after.execute(question).fetchone()


def test_without_the_photos_the_rest_comes_back(saved, new, programs):
    _, file, _ = saved
    restoring.restore(cluster.server_dsn(), new.name, file, programs)
    with new.connect() as connection:
        assert connection.execute("select count(*) from aftercare.attachment_data").fetchone() == (0,)


@pytest.mark.parametrize("change", [{"revision": "9999"}, {"schema_version": 99}, {"format": 99}])
def test_a_backup_of_a_newer_program_is_refused(saved, new, programs, tmp_path, change):
    _, file, manifest = saved
    newer = tmp_path / "newer.backup"
    newer.write_bytes(with_manifest(file, manifest, change))
    with pytest.raises(ServiceError) as refused:
        restoring.restore(cluster.server_dsn(), new.name, newer, programs)
    assert refused.value.code == "backup_too_new" and newer.name in refused.value.sentence()
    assert new.name not in databases()


def with_manifest(file, manifest, change):
    """The file with another manifest that is whole in itself, as somebody could make who knows how."""
    content = json.dumps({**asdict(manifest), **change}, ensure_ascii=False).encode()
    behind = content + backup._MAGIC + len(content).to_bytes(8, "big") + hashlib.sha256(content).digest()
    return file.read_bytes()[: manifest.dump_bytes] + behind


@pytest.mark.parametrize("change", [{"made_at": "yesterday"}, {"people": [{"role": 1}]}, {"rows": None, "more": 1}])
def test_a_manifest_that_makes_no_sense_is_refused(saved, programs, tmp_path, change):
    _, file, manifest = saved
    odd = tmp_path / "odd.backup"
    odd.write_bytes(with_manifest(file, manifest, change))
    with pytest.raises(ServiceError) as refused:
        backup.check(odd, programs)
    assert refused.value.code == "backup_damaged"


def test_how_far_it_is_is_told_table_by_table(saved, new, programs, tmp_path):
    clone, _, manifest = saved
    heard = []
    file = tmp_path / "told.backup"
    backup.save(clone.dsn(), file, programs, watch=Watch(heard.append))
    restoring.restore(cluster.server_dsn(), new.name, file, programs, watch=Watch(heard.append))
    assert {step.phase for step in heard} == {"save", "read_back", "restore", "count", "analyze"}
    tables = [step for step in heard if step.phase == "save"]
    assert tables[-1].done == tables[-1].of == len(manifest.rows)
    assert all(step.done <= step.of for step in heard)


@pytest.mark.parametrize("phase", ["read_back", "restore", "count"])
def test_a_restore_that_is_cancelled_leaves_nothing_behind(saved, new, programs, phase):
    _, file, _ = saved
    before = databases()

    def hear(step):
        if step.phase == phase:
            watch.cancel()

    watch = Watch(hear)
    with pytest.raises(ServiceError) as refused:
        restoring.restore(cluster.server_dsn(), new.name, file, programs, watch=watch)
    assert refused.value.code == "broken_off"
    assert {name for name in databases() - before if name.startswith((new.name, "aftercare_part_"))} == set()


@pytest.mark.parametrize("phase", ["count", "save", "read_back"])
def test_a_backup_that_is_cancelled_leaves_no_file(saved, programs, tmp_path, phase):
    clone, _, _ = saved
    watch = Watch(lambda step: watch.cancel() if step.phase == phase else None)
    with pytest.raises(ServiceError) as refused:
        backup.save(clone.dsn(), tmp_path / "half.backup", programs, watch=watch)
    assert refused.value.code == "broken_off"
    assert list(tmp_path.iterdir()) == []


def test_the_last_good_backup_and_what_befell_the_next_are_noted(fresh_database, programs, tmp_path):
    dsn = fresh_database.dsn()
    (manifest,) = backup.save(dsn, tmp_path / "one.backup", programs)
    with pytest.raises(ServiceError) as refused:
        backup.save(dsn, tmp_path / "no folder" / "two.backup", programs)
    assert refused.value.code == "backup_not_written"
    with fresh_database.connect() as connection:
        noted = safety.of(connection).backup
    assert noted.state == "failed" and noted.rows == manifest.total and "two.backup" in noted.error
    backup.save(dsn, tmp_path / "three.backup", programs)
    with fresh_database.connect() as connection:
        kept = safety.of(connection)
    assert kept.backup.state == "good" and not kept.backup_late
