"""Several questions in one trip: what comes back, and what happens when one of them fails."""

import pytest
from sqlalchemy import text

from services import asking, tickets, work_orders
from services.asking import Question, ask
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from services.rows import id_array
from tests.desk_samples import open_ticket

_ONE = text("select :word as word, 1 as n")
_TWO = text("select x from generate_series(1, :most) x")
_REFUSED = text("select * from audit_value")


def test_each_question_gets_its_own_rows_also_once_they_are_prepared(sign_in):
    db = sign_in("na")
    for _round in range(8):
        one, two = ask(db, Question(_ONE, {"word": "漏水 100 %"}), Question(_TWO, {"most": 3}))
        assert (one.names, one.rows) == (["word", "n"], [("漏水 100 %", 1)])
        assert two.rows == [(1,), (2,), (3,)]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_refused_question_is_told_and_the_connection_goes_on(sign_in, place):
    db = sign_in("na")
    questions = [Question(_ONE, {"word": "a"}), Question(_TWO, {"most": 2})]
    questions.insert(place, Question(_REFUSED, {}))
    for _round in range(8):
        with pytest.raises(NotPermitted):
            ask(db, *questions)
    (answer,) = ask(db, Question(_TWO, {"most": 2}))
    assert answer.rows == [(1,), (2,)]


def test_opening_a_ticket_tells_what_its_parts_tell(login):
    db = login("na")
    ticket = open_ticket(db)
    assert tickets.opened(db, ticket.id) == (
        tickets.get(db, ticket.id),
        tickets.next_steps(db, ticket.id),
        tickets.history(db, ticket.id),
    )


@pytest.mark.parametrize("opened", [tickets.opened, work_orders.opened])
def test_what_is_not_there_is_said_to_be_gone(login, opened):
    with pytest.raises(ServiceError) as error:
        opened(login("na"), new_id())
    assert error.value.code == "gone_record"


def test_the_stores_of_a_person_are_written_into_the_statement_and_no_other_text_is(sign_in):
    db = sign_in("na")
    named = text("select cardinality(cast(:_stores as uuid[])) as n, cast(:_stores as text) as given")
    two = id_array([new_id(), new_id()])
    with db.read() as connection:
        raw = connection.connection.driver_connection
        for stores, written in ((two, True), ("{}", True), (id_array(new_id() for _ in range(200)), False)):
            cursor = asking._execute(raw, Question(named, {"_stores": stores}))
            assert (stores in cursor._query.query.decode()) == written
            assert cursor.fetchone() == (stores.count("-") // 4, stores)
        assert not asking._stays("{}' or true --")
