"""Saves of plain columns are one statement: done once, however often they are asked for, and merged as ever."""

from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import event

from services import customers, personal_data, search, tickets
from services.errors import Conflict
from services.ids import new_id
from services.rows import change_once
from tests.desk_samples import open_ticket
from tests.people import known


@pytest.fixture
def statements(sign_in):
    """A person with the list of what she sends to the server."""
    db = sign_in("na")
    sent = []

    class Told(psycopg.Cursor):
        def execute(self, query, *given, **how):
            sent.append(query)
            return super().execute(query, *given, **how)

    event.listen(db._engine, "connect", lambda raw, _record: setattr(raw, "cursor_factory", Told))
    return db, sent


def test_a_change_is_one_statement_and_reading_it_again_another(statements):
    db, sent = statements
    seen = customers.get(db, customers.create(db, {"name": "王芳"}, uuid4()))
    sent.clear()
    after = customers.change(db, seen, {"source": "展会"}, uuid4())
    assert (after.source, after.version, len(sent)) == ("展会", 2, 2)


def test_a_change_repeated_after_a_lost_answer_is_made_once(sign_in):
    db, request = sign_in("na"), uuid4()
    seen = customers.get(db, customers.create(db, {"name": "王芳"}, uuid4()))
    assert customers.change(db, seen, {"source": "展会"}, request).version == 2
    assert customers.change(db, seen, {"source": "展会"}, request).version == 2


def test_a_ticket_repeated_after_a_lost_answer_is_opened_once(sign_in):
    db, request, ticket = sign_in("na"), uuid4(), new_id()
    values = {"kind": "fault", "store_id": known("store xihu"), "subject": "空调不制冷"}
    first = tickets.create(db, ticket, values, request)
    assert tickets.create(db, ticket, values, request) == first
    assert len(tickets.page(db).rows) == 1


def test_a_stale_change_merges_and_the_same_column_is_asked_about(login):
    db = login("na")
    seen = open_ticket(db)
    base = {"subject": seen.subject, "description": seen.description}
    assert change_once(db, uuid4(), "ticket", seen.id, seen.version, {"subject": "漏水"}, base) == seen.version + 1
    assert change_once(db, uuid4(), "ticket", seen.id, seen.version, {"description": "厨房"}, base) == seen.version + 2
    with pytest.raises(Conflict) as conflict:
        change_once(db, uuid4(), "ticket", seen.id, seen.version, {"subject": "爆裂"}, base)
    assert conflict.value.theirs == {"subject": "漏水"}


def test_a_refused_change_keeps_no_request(sign_in):
    db, request = sign_in("na"), uuid4()
    seen = customers.get(db, customers.create(db, {"name": "王芳"}, uuid4()))
    customers.change(db, seen, {"name": "王芬"}, uuid4())
    with pytest.raises(Conflict):
        customers.change(db, seen, {"name": "汪芳"}, request)
    assert not db.done(request)


def test_a_list_shows_the_best_hits_first_in_one_statement(statements):
    db, sent = statements
    for name in ("李王芳", "王芳", "王芳菲"):
        customers.create(db, {"name": name}, uuid4())
    customers.page(db)
    sent.clear()
    found = customers.page(db, customers.Wanted(text="王芳"))
    assert [line.name for line in found.rows] == ["王芳", "王芳菲", "李王芳"] and len(sent) == 1
    assert [hit.title for hit in search.customers(db, "王芳").hits] == ["王芳", "王芳菲", "李王芳"]


def test_a_look_up_by_number_is_entered_before_it_is_answered(statements, fresh_database):
    db, sent = statements
    customers.create(db, {"name": "王芳", "phone": "138 1234 5678"}, uuid4())
    customers.page(db)
    sent.clear()
    assert [line.name for line in customers.page(db, customers.Wanted(text="13812345678")).rows] == ["王芳"]
    assert "open_lookup" in sent[0] and len(sent) == 2
    personal_data.open_lookup(db, "13812345678")
    with fresh_database.connect() as root:
        assert root.execute("select count(*) from aftercare.reveal where kind = 'lookup'").fetchone() == (1,)


def test_a_connection_in_use_while_the_program_closes_is_closed_too(sign_in):
    na = sign_in("na")
    with na.read() as connection:
        driver = connection.connection.driver_connection
        na.close()
    assert driver.closed
