"""The same work as plain SQL on a superuser's connection: no row security, no service, no ORM."""

from typing import Any

import psycopg

from tests.benchmarks.measure import Work

_LINE = """
    select o.id, o.number, o.work_state, o.opened_at, o.promised_at, o.shelf, left(o.problem, 160), o.due, o.paid, s.name,
           t.name, c.name, c.phone_masked, m.brand, m.name, d.serial_no
    from ({rows}) o
    join aftercare.store s on s.id = o.store_id
    left join aftercare.staff t on t.id = o.assigned_to
    left join aftercare.customer c on c.id = o.customer_id
    left join aftercare.device d on d.id = o.device_id
    left join aftercare.product_model m on m.id = o.product_model_id
    order by {order}"""


class Plain:
    """Runs hand-written SQL and reads every row."""

    def __init__(self, raw: psycopg.Connection) -> None:
        raw.rollback()
        raw.autocommit = True
        self._raw = raw

    def transaction(self) -> Any:
        """BEGIN and COMMIT around what follows."""
        return self._raw.transaction()

    def write(self, statement: str, *values: Any) -> None:
        self._raw.execute(statement.encode(), values)

    def __call__(self, statement: str, *values: Any) -> list[Any]:
        return self._raw.execute(statement.encode(), values).fetchall()

    def work(self, statement: str, *values: Any) -> Work:
        """The same statement in every round."""
        return lambda _round: self(statement, *values)

    def list(self, where: str, order: str, *values: Any, limit: int = 101) -> Work:
        """A page of orders with the names people see."""
        rows = f"select * from aftercare.work_order o where {where} order by {order} limit {limit}"
        return self.work(_LINE.format(rows=rows, order=order), *values)
