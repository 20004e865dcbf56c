"""The rows of a list of cards that are dragged: what a card is called, and what it carries along."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, Qt

from ui.kit.words import plain_tip


def carried(mime: str, record: Any) -> QMimeData:
    """A record on its way to another place: its id."""
    data = QMimeData()
    data.setData(mime, QByteArray(str(record.id).encode()))
    return data


class CardRows(QAbstractListModel):
    """Records behind cards.

    mime: the kind of what is dragged. name: a card for screen readers. tip: the lines shown over it, without the
    empty ones.
    """

    def __init__(self, mime: str, name: Callable[[Any], str], tip: Callable[[Any], Sequence[str]]) -> None:
        super().__init__()
        self.rows: list[Any] = []
        self._mime, self._name, self._tip = mime, name, tip

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._name(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(line for line in self._tip(row) if line))
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [self._mime]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return carried(self._mime, self.rows[indexes[0].row()])

    def show(self, rows: Sequence[Any]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
