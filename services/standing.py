"""Whose rows a person sees at all, so that his lists can state their own scope on an index.

The policies decide anyway; this only chooses the way there, and is asked once in a while.
"""

import time
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, text

from services.database import Database


class Standing(NamedTuple):
    """everywhere: sees all orders; at_desks: those of his stores; else a technician's own and what waits.

    all_customers: reads every customer and device of the company; sells: has customers of his own; repairs: knows
    those of his jobs, so many of late. home: where he belongs; stores: whose orders he sees.
    """

    everywhere: bool
    at_desks: bool
    all_customers: bool
    sells: bool
    repairs: bool
    jobs: int
    me: UUID | None
    home: UUID | None
    stores: Sequence[UUID]


_ASKED = text("""
    select i_am('admin', 'auditor', 'finance') as everywhere,
           i_am('manager', 'agent', 'parts', 'sales') as at_desks, i_see_all_customers() as all_customers,
           i_am('sales') as sells, i_am('technician') as repairs,
           case when i_am('technician') then cardinality(my_job_customer_ids()) else 0 end as jobs,
           my_staff_id() as me, (select s.store_id from staff s where s.id = my_staff_id()) as home,
           my_visible_store_ids() as stores""")
_SECONDS = 30.0
# Up to here looking up the customers and devices of one's jobs one by one is faster than reading all of them from
# the newest on until a page is full (5,000 jobs: 30 ms against 10).
FEW_JOBS = 1500
_known: WeakKeyDictionary[Database, tuple[float, Standing]] = WeakKeyDictionary()


def begins_with_jobs(me: Standing) -> bool:
    """Whether lists of customers and devices begin with those of the person's jobs.

    By the policy alone somebody with few jobs reads all there are to find a page of them.
    """
    return me.repairs and not me.all_customers and not me.sells and me.jobs <= FEW_JOBS


def standing(db: Database, connection: Connection) -> Standing:
    """Which rows this person sees and as what, at most half a minute old."""
    asked, known = _known.get(db, (0.0, None))
    if known is None or time.monotonic() - asked > _SECONDS:
        known = Standing(*connection.execute(_ASKED).one())
        _known[db] = (time.monotonic(), known)
    return known
