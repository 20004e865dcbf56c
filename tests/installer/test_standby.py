"""A primary and its standby: set up, kept in step, taken over, with people at work."""

import threading

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from services.database import Database, role_of
from services.errors import NotSignedIn, ServiceError, Unavailable
from services.ids import new_id
from tests.people import PASSWORD
from tests.standby_pair import Pair, standby, until


@pytest.fixture
def pair():
    made = Pair()
    yield made
    made.remove()


def note(connection):
    return str(connection.exec_driver_sql("select 1").scalar())


def test_work_goes_on_when_the_standby_takes_over_and_nothing_saved_is_lost(pair):
    with standby.connect(pair.primary.dsn()) as connection:
        word, todo = standby.prepare(connection, "127.0.0.1/32")
        assert word and any("pg_hba.conf" in line for line in todo)
        assert standby.prepare(connection, "127.0.0.1/32")[0] is None
        with pytest.raises(standby.StandbyError, match="would wait for ever"):
            standby.follow(connection)
        pair.make_standby(word)
        until(lambda: any("streaming" in line for line in standby.status(connection)))
        standby.follow(connection)
        until(lambda: any("streaming, sync" in line for line in standby.status(connection)))
    with standby.connect(pair.standby_dsn()) as connection:
        assert standby.status(connection)[:2] == ["standby", "follows a primary: yes"]
        with pytest.raises(standby.StandbyError, match="switch it off first"):
            standby.promote(connection)

    lone = make_conninfo(pair.standby_dsn("aftercare"), user=role_of("na"), password=PASSWORD)
    statistics = Database(lone, login="na")
    with statistics.read():
        assert statistics.on_standby
    statistics.close()
    db = Database(pair.conninfo("na"), login="na", patience=60)
    saved, stop = [], threading.Event()

    def work():
        while not stop.is_set():
            request = new_id()
            try:
                db.once(request, note)
            except Unavailable:
                continue
            saved.append(request)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        until(lambda: len(saved) > 20)
        alone = Database(
            make_conninfo(pair.primary.dsn("aftercare"), user=role_of("na"), password=PASSWORD), login="na"
        )
        gone = pair.kill_primary()
        with pytest.raises(Unavailable), alone.read():  # its profile names no standby
            pass
        assert not alone.on_standby
        alone.close()

        reader = Database(pair.conninfo("na"), login="na")
        with reader.read() as connection:
            seen = connection.exec_driver_sql("select count(*) from request").scalar()
        assert seen >= 20
        assert reader.on_standby and reader.as_of is not None
        with pytest.raises(ServiceError) as refused:
            reader.once(new_id(), note)
        assert refused.value.code == "read_only"
        wrong = Database(make_conninfo(pair.conninfo("na"), password="not the password"), login="na")
        with pytest.raises(NotSignedIn), wrong.read():
            pass
        wrong.close()

        before = len(saved)
        with standby.connect(pair.standby_dsn()) as connection:
            standby.promote(connection, gone)
        until(lambda: len(saved) > before + 20)
        assert reader.once(new_id(), note) == "1"
        with reader.read():
            assert not reader.on_standby and reader.as_of is None
        reader.close()
    finally:
        stop.set()
        worker.join()
        db.close()
    with psycopg.connect(pair.standby_dsn("aftercare")) as connection:
        kept = {row[0] for row in connection.execute("select id from aftercare.request")}
    assert set(saved) <= kept
