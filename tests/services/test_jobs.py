"""Due work runs when it is due, once, and says when it fails."""

import psycopg
import pytest
from sqlalchemy import text

from services import health, jobs
from services.errors import NotPermitted
from services.ids import new_id


@pytest.fixture
def server(fresh_database):
    with psycopg.connect(fresh_database.dsn(), autocommit=True) as connection:
        yield connection


def test_every_piece_runs_once_and_not_again_before_it_is_due(server):
    first = {piece.name: piece for piece in jobs.run_each(server)}
    assert {"due_prune_changes", "due_prune_requests", "due_end_idle_transactions"} <= set(first)
    assert not [piece for piece in first.values() if piece.error]
    assert jobs.run_each(server) == []
    server.execute("update aftercare.job_run set started_at = started_at - interval '2 minutes'")
    again = {piece.name for piece in jobs.run_each(server)}
    assert "due_prune_changes" in again and "due_prune_requests" not in again


def test_the_timer_s_own_role_may_run_it_and_nothing_else(superuser):
    superuser.execute(text("set local session authorization aftercare_jobs"))
    assert superuser.execute(text("select count(*) from run_due()")).scalar() >= 3
    with pytest.raises(Exception, match="permission denied"), superuser.begin_nested():
        superuser.execute(text("select * from staff"))
    with pytest.raises(Exception, match="permission denied"), superuser.begin_nested():
        superuser.execute(text("select due_prune_changes()"))


def test_any_window_may_ask_but_not_do_a_piece_by_itself(login):
    assert jobs.run(login("na"))
    assert jobs.run(login("na")) == ()
    with pytest.raises(NotPermitted), login("na").transaction() as connection:
        connection.execute(text("select due_prune_requests()"))


def test_changes_go_after_an_hour_and_requests_after_a_week(superuser):
    superuser.execute(
        text("""insert into change (at, table_name, row_id) values
                (now() - interval '61 minutes', 'old', gen_random_uuid()),
                (now() - interval '59 minutes', 'new', gen_random_uuid())""")
    )
    superuser.execute(
        text("insert into request (id, login, at) values (:a, 'x', now() - interval '8 days'), (:b, 'x', now())"),
        {"a": new_id(), "b": new_id()},
    )
    superuser.execute(text("select * from run_due()"))
    assert superuser.execute(
        text("select table_name from change where table_name in ('old', 'new')")
    ).scalars().all() == ["new"]
    assert superuser.execute(text("select count(*) from request where login = 'x'")).scalar() == 1


def test_a_piece_that_fails_is_rolled_back_alone_and_says_so(server):
    server.execute(
        """create function aftercare.due_zz_fail() returns bigint language plpgsql as $$
           begin update aftercare.job_run set rows = 99; raise exception 'the pump is dry'; end $$""",
    )
    server.execute("alter function aftercare.due_zz_fail() owner to aftercare_due")
    done = {piece.name: piece.error for piece in jobs.run_each(server)}
    assert done.pop("due_zz_fail") == "the pump is dry"
    assert set(done.values()) == {None}
    assert ("due work", "1 piece failed") in [(label, value.split("; ")[-1]) for label, value in _english(server)]


def _english(server):
    from services.texts import in_language

    with in_language("en"):
        return list(health.lines(server))


def test_two_timers_at_once_do_each_piece_once(server, fresh_database):
    with psycopg.connect(fresh_database.dsn()) as first:
        did = first.execute("select name from aftercare.run_due()").fetchall()
        assert jobs.run_each(server) == []
    assert len(did) >= 3


def test_a_transaction_left_open_is_ended(server, sign_in, monkeypatch):
    na = sign_in("na")
    with pytest.raises(Exception), na.transaction() as connection:  # noqa: B017
        connection.execute(text("select 1"))
        function = server.execute("select pg_get_functiondef('aftercare.due_end_idle_transactions()'::regprocedure)")
        (definition,) = function.fetchone()
        server.execute("set role aftercare_due")
        server.execute(definition.replace("2 minutes", "0 minutes"))
        server.execute("reset role")
        ended = {piece.name: piece.rows for piece in jobs.run_each(server)}
        assert ended["due_end_idle_transactions"] == 1
        connection.execute(text("select 1"))
