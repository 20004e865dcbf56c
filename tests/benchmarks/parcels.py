"""Parcels of orders: one for every twentieth order, a fifth of them under way; those of the largest store are its clerk's."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

from services import shipments
from services.database import Database
from tests.benchmarks import by_hand_more as by_hand
from tests.benchmarks.load import ORDER, STORE, record_id, uid
from tests.benchmarks.measure import Case
from tests.benchmarks.plain import Plain

SHIPMENT = 36


def load(connection: Connection, rows: int) -> None:
    """Of open orders they are under way, of closed ones there, but for one in a hundred that was lost."""
    connection.execute(
        text(f"""
        insert into shipment (id, work_order_id, store_id, direction, state, carrier, tracking_no, what, sent_on, expected_on,
            ask_on, ended_on, created_by)
        select {uid(SHIPMENT, "n")}, o.id, o.store_id,
               (array['to_customer', 'from_customer', 'to_maker', 'from_maker', 'part'])[1 + n / 20 % 5], x.state, '顺丰',
               'SF' || 100000000 + n, case when n / 20 % 5 = 4 then '主板' else '' end, o.opened_on + 1, o.opened_on + 4,
               o.opened_on + 4, case when x.state <> 'sent' then o.opened_on + 4 end,
               case when o.store_id = '{record_id(STORE, 1)}' then 'clerk_large' else 'load' end
        from generate_series(20, {rows}, 20) n
        join work_order o on o.id = {uid(ORDER, "n")}
        cross join lateral (select case when o.work_state <> 'closed' then 'sent' when n % 2000 = 0 then 'lost'
                                        else 'arrived' end as state) x""")
    )


def cases(people: Mapping[str, Database], plain: Plain) -> Iterator[Case]:
    """What whoever asks the carriers looks at."""
    db, large = people["clerk_large"], record_id(STORE, 1)
    for view, condition in (("under_way", "h.state = 'sent'"), ("all", "true")):
        yield Case(
            f"parcels, first page of {view.replace('_', ' ')}, clerk_large",
            "read",
            lambda _n, view=view: shipments.page(db, shipments.Wanted(view=view)),
            plain.work(by_hand.PARCEL_LINE.format(condition=condition), large),
        )
    yield Case(
        "counts of five views of parcels, clerk_large",
        "read",
        lambda _n: shipments.counts(db, {view: shipments.Wanted(view=view) for view in shipments.VIEWS}),
        plain.work(by_hand.PARCEL_COUNTS, store=large),
    )
