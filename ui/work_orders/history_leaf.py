"""Which papers of an order were printed, and who changed what (for those who may read the audit trail)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from services import audit_log, print_routes
from services.audit_log import Entry
from services.column_names import column_name
from services.database import Database
from services.names import doer
from services.print_routes import Printed
from services.punctuation import listed
from services.texts import N_, _
from ui.kit.cards import heading
from ui.kit.desk import Desk
from ui.kit.paged import Column
from ui.kit.papers import NAMES
from ui.kit.small_table import SmallTable
from ui.kit.theme import theme
from ui.work_orders.labels import short


def columns_changed(entry: Entry) -> str:
    """The columns in words; those of one name once."""
    return listed(dict.fromkeys(column_name(entry.table_name, name) for name in entry.columns))


PRINTED = (
    Column("at", short("When"), "moment"),
    Column("document", N_("Paper"), read=lambda one: _(NAMES[one.document]) if one.document in NAMES else one.document),
    Column("media", N_("Medium"), drop=2),
    Column("reprint", N_("Reprint"), "integer", read=lambda one: one.reprint or None, drop=1),
    Column("printer", N_("Printer"), stretch=True, secondary=True),
    Column("by_name", short("By"), read=lambda one: doer(one.by_name)),
)
CHANGES = (
    Column("at", short("When"), "moment"),
    Column("operation", N_("What"), read=lambda one: _(audit_log.OPERATIONS.get(one.operation, one.operation))),
    Column("columns", N_("Columns changed"), stretch=True, secondary=True, read=columns_changed),
    Column("name", short("By"), read=lambda one: doer(one.name)),
)


@dataclass(frozen=True)
class History:
    """What was printed; changes is None for those who may not read the audit trail."""

    printed: Sequence[Printed]
    changes: Sequence[Entry] | None


def load(db: Database, order_id: UUID, with_audit: bool) -> History:
    """Read both, on a worker."""
    wanted = audit_log.Wanted(table="work_order", row_id=order_id)
    changes = audit_log.page(db, wanted).rows if with_audit else None
    return History(print_routes.history(db, order_id), changes)


class HistoryLeaf(QWidget):
    """Two tables under each other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.printed = SmallTable("printed", PRINTED, desk.background, N_("Papers printed"))
        self.changes = SmallTable("order_audit", CHANGES, desk.background, N_("Changes of the record"))
        self._changes_head = heading(N_("Changes of the record"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(heading(N_("Papers printed")))
        column.addWidget(self.printed)
        column.addWidget(self._changes_head)
        column.addWidget(self.changes)
        column.addStretch(1)

    def tell(self, history: History) -> None:
        """Show what was read."""
        self.printed.show_rows(history.printed)
        self._changes_head.setVisible(history.changes is not None)
        self.changes.setVisible(history.changes is not None)
        self.changes.show_rows(history.changes or ())
