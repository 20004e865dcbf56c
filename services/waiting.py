"""What waits for the signed-in person, by module of the window: the figures on the rail."""

from collections.abc import Collection, Mapping

from sqlalchemy import text

from services import complaints, order_lists, tickets
from services.database import Database
from services.standing import standing

# More than that is not told apart on the rail.
LIMIT = 100
# By module: its table, and which of its rows are one's own and not done; the lists call them "mine".
_MINE: Mapping[str, tuple[str, str]] = {
    "orders": ("work_order o", f"o.assigned_to = :me and {order_lists.VIEWS['mine'][0]}"),
    "tickets": ("ticket t", tickets.VIEWS["mine"]),
    "complaints": ("complaint c", complaints.VIEWS["mine"]),
}
TABLES = frozenset(source.split()[0] for source, _mine in _MINE.values())


def mine(db: Database, modules: Collection[str]) -> dict[str, int]:
    """How much of one's own waits in these modules, counted up to 100; modules without such a figure are left out."""
    wanted = [name for name in _MINE if name in modules]
    if not wanted:
        return {}
    columns = ", ".join(
        f"(select count(*) from (select 1 from {_MINE[name][0]} where {_MINE[name][1]} limit {LIMIT}) x) as {name}"
        for name in wanted
    )
    with db.read() as connection:
        row = connection.execute(text(f"select {columns}"), {"me": standing(db, connection).me}).one()
    return dict(zip(wanted, row, strict=True))
