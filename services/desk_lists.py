"""What the lists of the service desk share: their scope, and who may be responsible."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services.database import Database
from services.listing import Where
from services.rows import id_array
from services.standing import standing


def narrow(
    db: Database, connection: Connection, alias: str, views: Mapping[str, str], wanted: Any, *records: str
) -> Where:
    """The conditions of one view; records: columns that name whose cases are wanted.

    The list names the person's stores although the policy does too: with the policy alone a small store waits
    for the large ones. Somebody's own cases and those of one record have indexes of their own.
    """
    view = views[wanted.view]
    where = Where([view])
    where.equal(alias, wanted, *records)
    if ":me" in view:
        where.values["me"] = standing(db, connection).me
    elif ":my_store" in view:
        where.values["my_store"] = standing(db, connection).home
    elif len(where.conditions) == 1:
        stores = standing(db, connection).stores
        if len(stores) == 1:
            where.add(f"{alias}.store_id = :_store", _store=stores[0])
        else:
            where.add(f"{alias}.store_id = any(cast(:_stores as uuid[]))", _stores=id_array(stores))
    return where


def points_at(record: Any, kinds: Mapping[str, str]) -> tuple[str, UUID] | None:
    """The kind and id of the other record that this one names; kinds: what the columns that may name one open."""
    return next(
        ((kind, found) for column, kind in kinds.items() if (found := getattr(record, column)) is not None), None
    )


def come(day: str, store: str, days: int = 0) -> str:
    """SQL for whether a day is at most so many `days` after today where the store is.

    Its clock is asked only where the server's calendar leaves it open: no two places are more than two days apart.
    """
    return (
        f"({day} <= current_date + {days + 2} "
        f"and ({day} <= current_date + {days - 2} or {day} <= store_date({store}) + {days}))"
    )


def finished_within(where: Where, wanted: Any) -> None:
    """Visits (as v) finished from the one day wanted on and before the other, by the calendar of their stores.

    The second condition on the first day is a day coarser, as a store's day begins before the server's; an index
    answers it.
    """
    if wanted.finished_from is not None:
        where.add("store_date(v.store_id, v.finished_at) >= :finished_from", finished_from=wanted.finished_from)
        where.add("v.finished_at >= :finished_about", finished_about=wanted.finished_from - timedelta(days=1))
    if wanted.finished_until is not None:
        where.add("store_date(v.store_id, v.finished_at) < :finished_until", finished_until=wanted.finished_until)


class Colleague(NamedTuple):
    """Somebody who may own a ticket or a complaint."""

    id: UUID
    name: str
    login: str


_COLLEAGUES = text("""
    select s.id, s.name, s.login from staff s
    where s.active and exists (
        select from staff_store d where d.staff_id = s.id and d.store_id = :store and d.until is null)
      and (cardinality(cast(:roles as text[])) = 0 or roles_of(s.login) && cast(:roles as text[]))
    order by s.name limit 500""")


_SUPERIORS = text("""
    with recursive above as (
        select s.region_id as id from store s where s.id = :store
        union
        select r.parent_id from region r join above a on a.id = r.id where r.parent_id is not null
    )
    select s.id, s.name, s.login from staff s
    where s.active and exists (
        select from staff_region d join above a on a.id = d.region_id where d.staff_id = s.id and d.until is null)
    order by s.name limit 100""")


def superiors(db: Database, store_id: UUID) -> list[Colleague]:
    """Who answers for a store: the managers of its region and of those above it."""
    with db.read() as connection:
        return [Colleague(*row) for row in connection.execute(_SUPERIORS, {"store": store_id})]


def colleagues(db: Database, store_id: UUID, roles: Sequence[str] = ()) -> list[Colleague]:
    """Who works at a store, in one of the roles if some are named."""
    with db.read() as connection:
        rows = connection.execute(_COLLEAGUES, {"store": store_id, "roles": list(roles)}).all()
    return [Colleague(*row) for row in rows]
