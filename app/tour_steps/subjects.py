"""Whom and what the tour is about: looked up in the sample company, so that it never depends on one number."""

from dataclasses import dataclass
from uuid import UUID

import psycopg

_KNOWN = """
    select c.id, c.name, c.phone_last4, d.id, d.serial_no, m.brand || ' ' || m.name
    from aftercare.device d
    join aftercare.customer c on c.id = d.customer_id
    join aftercare.product_model m on m.id = d.product_model_id
    join aftercare.product_category k on k.id = m.category_id
    where k.code = 'phone' and d.serial_no <> '' and c.kind = 'person' and c.language = 'zh' and c.phone_last4 <> ''
      and not exists (select from aftercare.work_order o
                      where o.customer_id = c.id and o.work_state not in ('closed', 'delivered', 'cancelled'))
      and (select count(*) from aftercare.customer x where x.phone_last4 = c.phone_last4) = 1
      and (select count(*) from aftercare.contact x where x.phone_last4 = c.phone_last4) = 0
    order by (select count(*) from aftercare.work_order o where o.customer_id = c.id) desc, c.number"""


@dataclass(frozen=True)
class Owner:
    """Somebody with a phone that is not being repaired."""

    customer_id: UUID
    name: str
    last4: str
    device_id: UUID
    serial_no: str
    model: str


def owners(dsn: str) -> list[Owner]:
    """Those whom the counter finds by the last four digits alone; the best known first."""
    with psycopg.connect(dsn) as connection:
        return [Owner(*row) for row in connection.execute(_KNOWN).fetchall()]


def newest_order(dsn: str) -> tuple[UUID, str]:
    """The order taken in last: its id and number."""
    with psycopg.connect(dsn) as connection:
        row = connection.execute(
            "select id, number from aftercare.work_order order by opened_at desc limit 1"
        ).fetchone()
    assert row is not None
    return row[0], row[1]


def one(dsn: str, query: str, *values: object) -> UUID | None:
    """The first id that a query finds."""
    with psycopg.connect(dsn) as connection:
        row = connection.execute(query, values).fetchone()
    return row[0] if row else None


def words(dsn: str, query: str, *values: object) -> str:
    """The first text that a query finds, '' where it finds none."""
    with psycopg.connect(dsn) as connection:
        row = connection.execute(query, values).fetchone()
    return str(row[0]) if row else ""


def slip(dsn: str) -> tuple[str, str, str]:
    """Number, pick-up code and store of an order with much to tell that is not handed over yet."""
    with psycopg.connect(dsn) as connection:
        row = connection.execute(
            """select o.number, o.pickup_code, s.code
               from aftercare.work_order o join aftercare.store s on s.id = o.store_id
               where o.work_state not in ('delivered', 'closed', 'cancelled') and o.pickup_code <> ''
                 and o.handling_store_id is null and s.kind = 'store'
               order by o.event_count desc, o.number limit 1"""
        ).fetchone()
    assert row is not None
    return row[0], row[1], row[2]
