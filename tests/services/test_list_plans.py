"""How the server reads lists: planned once for a person, and counted without touching the rows."""

import pytest
from sqlalchemy import text

from services import asking, complaints, follow_ups, messages, order_lists, tickets, visits
from tests.people import known


def _of_desk(service):
    return lambda db, views: service.counts(db, {view: service.Wanted(view=view) for view in views})


# The table, its views whose counts need nothing else, and how they are counted.
COUNTS = {
    "orders": (
        "work_order",
        ("open", "overdue", "due_today", "waiting_customer", "waiting_parts", "ready_long", "came_back"),
        order_lists.counts,
    ),
    "tickets": ("ticket", ("open", "mine", "store", "late", "waiting", "resolved", "all"), _of_desk(tickets)),
    "follow-ups": (
        "follow_up",
        ("now", "due_today", "free", "late", "retry", "done", "over", "all"),
        _of_desk(follow_ups),
    ),
    "messages": ("message", ("not_sent", "perhaps", "waiting", "letters", "sent", "all"), _of_desk(messages)),
    "complaints": (
        "complaint",
        ("open", "due", "escalated", "regulator", "unassigned", "closed", "all"),
        _of_desk(complaints),
    ),
}
PAGES = {
    "orders": lambda db: order_lists.page(db),
    "open orders by promise": lambda db: order_lists.page(db, order_lists.Wanted(view="open"), sort="promised"),
    "my own tickets": lambda db: tickets.page(db, tickets.Wanted(view="mine")),
    "visits": lambda db: visits.page(db, visits.Wanted(view="all")),
    "messages": lambda db: messages.page(db, messages.Wanted(view="all")),
    "complaints": lambda db: complaints.page(db),
}


@pytest.fixture
def asked(monkeypatch):
    """The statements of lists as they are sent, with their values."""
    sent = []
    execute = asking._execute

    def told(raw, question):
        cursor = execute(raw, question)
        sent.append((raw, cursor._query.query.decode(), cursor._query.params))
        return cursor

    monkeypatch.setattr(asking, "_execute", told)
    return sent


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_first_page_has_no_parameters_so_the_server_plans_it_once(sign_in, asked, page):
    page(sign_in("na"))
    statement, values = asked[-1][1:]
    assert "$1" not in statement and not values
    assert str(known("store xihu")) in statement or "owner_id" in statement


@pytest.mark.parametrize("name", COUNTS)
def test_the_counts_above_a_list_are_read_from_indexes_alone(committed, sign_in, asked, name):
    table, views, count = COUNTS[name]
    # as after a vacuum of a table with rows, without which no index spares a look at them
    committed.execute(text(f"update pg_class set relallvisible = 10000 where oid = to_regclass('{table}')"))
    count(sign_in("na"), views)
    raw, statement, _values = asked[-1]
    with raw.transaction():
        for way in ("seqscan", "bitmapscan", "indexscan"):
            raw.execute(f"set local enable_{way} = off".encode())
        plan = [row[0] for row in raw.execute(b"explain (costs off) " + statement.encode()).fetchall()]
    found = [line for line in plan if "Index Only Scan using" in line and f" on {table} " in line]
    assert len(found) >= len(views), "\n".join(plan)
