"""The same work as plain SQL on a superuser's connection: no row security, no service, no ORM."""

from typing import Any

import psycopg

from tests.benchmarks import by_hand
from tests.benchmarks.measure import Work


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

    def __call__(self, statement: str, *values: Any, **named: Any) -> list[Any]:
        return self._raw.execute(statement.encode(), named or values).fetchall()

    def work(self, statement: str, *values: Any, **named: Any) -> Work:
        """The same statement in every round."""
        return lambda _round: self(statement, *values, **named)

    def list(self, where: str, order: str, *values: Any, limit: int = 101) -> Work:
        """A page of orders with the names people see."""
        rows = f"select * from aftercare.work_order o where {where} order by {order} limit {limit}"
        return self.work(by_hand.ORDER_LINE.format(rows=rows, order=order), *values)
