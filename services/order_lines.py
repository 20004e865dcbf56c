"""Lines of an order: labour, parts, fees. The desk prices them; a technician proposes work and hours."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from services.database import Database
from services.rows import change_row, insert_row

# What each role may write is granted by column; the screen asks services.rights.
WRITTEN = (
    "kind",
    "state",
    "payer",
    "price_item_id",
    "name",
    "name_en",
    "part_no",
    "part_state",
    "serial_in",
    "serial_out",
    "labour_minutes",
    "quantity",
    "unit",
    "unit_price",
    "tax_rate",
    "optional",
    "note",
    "position",
)


class Line(NamedTuple):
    """A line. state: proposed (by a technician), planned (priced), used (done) or dropped.

    amount is rounded, tax included; payer: customer, warranty or goodwill; serials of parts that went in and out.
    """

    id: UUID
    version: int
    work_order_id: UUID
    position: int
    kind: str
    state: str
    payer: str
    price_item_id: UUID | None
    name: str
    name_en: str
    part_no: str
    part_state: str | None
    serial_in: str
    serial_out: str
    labour_minutes: int | None
    quantity: Decimal
    unit: str
    unit_price: Decimal | None
    amount: Decimal
    tax_rate: Decimal
    tax_amount: Decimal
    optional: bool
    note: str
    created_by: str


_OF_ORDER = text(f"""
    select {", ".join(Line._fields)} from work_order_line
    where work_order_id = :id and (state <> 'dropped' or :dropped) order by position, created_at, id""")


def of_order(db: Database, order_id: UUID, *, dropped: bool = False) -> list[Line]:
    """The lines of an order in their order; dropped ones too if asked."""
    with db.read() as connection:
        return [Line(*row) for row in connection.execute(_OF_ORDER, {"id": order_id, "dropped": dropped})]


def add(db: Database, line_id: UUID, order_id: UUID, values: Mapping[str, Any], request: UUID) -> UUID:
    """Add a line. With price_item_id the price list gives kind, price, tax and minutes where they are not given.

    Raises ServiceError 'order_finished' once the device is handed over, NotPermitted for columns of another role.
    """
    _check(values)

    def work(connection: Connection) -> str:
        insert_row(connection, "work_order_line", {"id": line_id, "work_order_id": order_id, **values})
        return str(line_id)

    return UUID(db.once(request, work))


def change(db: Database, before: Line, values: Mapping[str, Any], request: UUID) -> int:
    """Change a line; state 'used' settles a part, 'dropped' takes the line off. Returns the new version."""
    _check(values)
    base = {name: getattr(before, name) for name in values}
    return db.once(
        request,
        lambda connection: change_row(connection, "work_order_line", before.id, before.version, values, base),
    )


def _check(values: Mapping[str, Any]) -> None:
    unknown = [name for name in values if name not in WRITTEN]
    if unknown:
        raise ValueError(f"not columns of a line: {unknown}")
