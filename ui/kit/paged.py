"""A table model over pages by key: a million rows, of which only those around the seen ones are loaded.

Pages are loaded in the background in both directions, and let go again far from what is
seen; rows changed elsewhere are replaced in place by id, so nothing moves under the cursor.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from services.texts import _
from ui.kit import formats
from ui.kit.background import Background, Task
from ui.kit.kept_rows import KeptRows, PageOfRows, PageRequest
from ui.kit.words import Text, say

ROW = int(Qt.ItemDataRole.UserRole)
COLUMN = ROW + 1
FADE_MS = 1000
# Of what somebody imports meanwhile a list looks at this much.
MOST_CHANGED = 500
# Kinds of columns whose words change with the clock.
OF_THE_MOMENT = ("moment", "age")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """A column of a list.

    name: the attribute of a row it shows. kind: text, number, integer, money, date,
    moment, age, chip, link, progress, icon. sort: the key the service sorts by, ''
    where it cannot. sample: a text as wide as the column should be. stretch: the one
    that takes what is left. read: value from a row, if not the attribute. shown:
    text from the row and the value. chip: row -> Chip. late: row -> whether a date
    is past due. hidden: only when chosen. drop: 1 is dropped first when it gets
    narrow, 0 never.
    """

    name: str
    title: Text
    kind: str = "text"
    sort: str = ""
    sample: str = ""
    stretch: bool = False
    read: Callable[[Any], Any] | None = None
    shown: Callable[[Any], str] | None = None
    chip: Callable[[Any], Any] | None = None
    tone: Callable[[Any], str] | None = None
    late: Callable[[Any], bool] | None = None
    hidden: bool = False
    drop: int = 0
    secondary: bool = False

    @property
    def right(self) -> bool:
        """Whether it is set right: numbers, ages and money."""
        return self.kind in ("number", "integer", "money", "age")

    def value(self, row: Any) -> Any:
        """The value of a row in this column."""
        return self.read(row) if self.read is not None else getattr(row, self.name)

    def text(self, row: Any, now: Any = None) -> str:
        """What is shown, also in the copy and for screen readers; '—' for nothing."""
        if self.shown is not None:
            return self.shown(row) or formats.EMPTY
        if self.chip is not None:
            chip = self.chip(row)
            return say(chip.text) if chip is not None else formats.EMPTY
        value = self.value(row)
        if value is None or value == "":
            return formats.EMPTY
        if self.kind == "money":
            return formats.money(value)
        if self.kind in ("number", "integer"):
            return formats.number(value)
        if self.kind == "date":
            return formats.day(value)
        if self.kind == "moment":
            return formats.moment(value, now)
        if self.kind == "age":
            return formats.age(value, now)
        if self.kind == "progress":
            return f"{value:.0%}"
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return str(value)


class PagedTableModel(QAbstractTableModel):
    """Rows from `fetch(PageRequest) -> Page`, which runs in the background.

    Rows need an `id`; `fetch_some(ids) -> rows` reloads rows changed elsewhere
    (ids it does not return have gone from this list).
    shifting, shifted(by): rows come or go above the seen ones. leaving(first, last): they are about to be let go.
    """

    busy_changed = Signal(bool)
    loaded = Signal()
    failed = Signal(object)
    newer = Signal(int)
    ticked = Signal()
    shifting = Signal()
    shifted = Signal(int)
    leaving = Signal(int, int)

    def __init__(
        self,
        columns: Sequence[Column],
        background: Background,
        fetch: Callable[[PageRequest], PageOfRows],
        fetch_some: Callable[[Sequence[Any]], Sequence[Any]] | None = None,
        sort: str = "",
        descending: bool = False,
        limit: int = 100,
        ticks: bool = False,
        now: Callable[[], Any] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = [Column("id", "", "tick")] * ticks + list(columns)
        self.fetch, self.fetch_some = fetch, fetch_some
        self.sort_key, self.descending, self.limit = sort, descending, limit
        self.now = now or formats.now
        self.background = background
        self._kept = KeptRows()
        self._task: Task | None = None
        self.text = ""
        self._ticks: dict[Any, Any] = {}
        # The current record of a view while its row is not loaded, as after scrolling far away from it.
        self.aside: Any = None
        self._fresh: set[Any] = set()
        self._unseen: set[Any] = set()
        # In the order in which they came; asked for one batch after the other.
        self._changed: dict[Any, None] = {}
        self._asking = False
        self._loads = 0
        self.started = False

    # what Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._kept.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._kept.rows[index.row()], self.columns[index.column()]
        roles = Qt.ItemDataRole
        if column.kind == "tick" and role < ROW:
            return self._tick_data(row, role)
        if role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
            return self.words(column, row)
        if role == ROW:
            return row
        if role == COLUMN:
            return column
        if role == roles.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _tick_data(self, row: Any, role: int) -> Any:
        told = _("chosen") if row.id in self._ticks else _("not chosen")
        return told if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return say(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._kept.after is not None and self._task is None

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._load(self._kept.after)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sort:
            self.sort_key = self.columns[column].sort
            self.descending = order == Qt.SortOrder.DescendingOrder
            self.reload()

    # loading

    @property
    def busy(self) -> bool:
        """Whether a page is on its way."""
        return self._task is not None

    @property
    def at_end(self) -> bool:
        """Whether the last row there is has been loaded."""
        return self.started and self._kept.after is None

    def reload(self) -> None:
        """Load the first page anew; the old rows stay until it is there."""
        self._unseen.clear()
        self.newer.emit(0)
        self._load(None)

    def go_to_end(self) -> None:
        """Load the last page, which is as near as the first."""
        if self._kept.after is not None:
            self._load(None, from_end=True)

    def go_to_start(self) -> None:
        """Load the first page, if the rows shown do not begin with it."""
        if self._kept.before is not None:
            self._load(None)

    def fetch_before(self) -> None:
        """Load the page before the first row shown."""
        if self._kept.before is not None and self._task is None:
            self._load(self._kept.before)

    def _load(self, place: Any, from_end: bool = False) -> None:
        if self._task is not None:
            self._task.cancel()
        self._loads += 1
        descending = self.descending != from_end
        request = PageRequest(place, self.sort_key, descending, self.limit, self.text)
        fetch = self.fetch

        def done(page: PageOfRows) -> None:
            if place is None:
                self._show_anew(page, from_end)
            else:
                self._add(page, place.forward)
            # Only now: views call fetchMore() from inside beginInsertRows().
            self._set_idle()
            self.loaded.emit()

        self._task = self.background.run(self, lambda: fetch(request), done, self._refused)
        self.busy_changed.emit(True)

    def _refused(self, error: BaseException) -> bool:
        self._set_idle()
        self.failed.emit(error)
        # A refusal is told beside the list; a fault of ours goes to the crash report.
        return getattr(error, "sentence", None) is not None

    def _set_idle(self) -> None:
        self._task = None
        self.busy_changed.emit(False)
        self._ask_changed()

    def _show_anew(self, page: PageOfRows, from_end: bool) -> None:
        self.beginResetModel()
        self._kept.anew(page, from_end)
        self.aside = None
        self.started = True
        self.endResetModel()

    def _add(self, page: PageOfRows, forward: bool) -> None:
        rows = self._kept.fresh(page)
        at = len(self._kept.rows) if forward else 0
        if rows and not forward:
            self.shifting.emit()
        if rows:
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
        self._kept.add(page, rows, forward)
        if rows:
            self.endInsertRows()
        if rows and not forward:
            self.shifted.emit(len(rows))
        self._let_go(forward)

    def _let_go(self, forward: bool) -> None:
        count = self._kept.too_many(forward)
        if not count:
            return
        first = 0 if forward else len(self._kept.rows) - count
        if forward:
            self.shifting.emit()
        self.leaving.emit(first, first + count - 1)
        self.beginRemoveRows(QModelIndex(), first, first + count - 1)
        self._kept.let_go(count, forward)
        self.endRemoveRows()
        if forward:
            self.shifted.emit(-count)

    # rows and changes

    def row(self, number: int) -> Any:
        """The record in a row."""
        return self._kept.rows[number]

    def rows(self) -> list[Any]:
        """The loaded records in the order shown."""
        return list(self._kept.rows)

    @property
    def above(self) -> int:
        """How many rows were let go before the first one."""
        return self._kept.above

    @property
    def met(self) -> int:
        """How many rows were loaded so far, also those let go."""
        return self._kept.met

    def words(self, column: Column, row: Any) -> str:
        """What a row shows in a column at the moment."""
        return column.text(row, self.now() if column.kind in OF_THE_MOMENT else None)

    def is_fresh(self, row_id: Any) -> bool:
        """Whether a row was changed elsewhere a moment ago."""
        return row_id in self._fresh

    def place_of(self, row_id: Any) -> int | None:
        """The row in which a record stands, None if it is not loaded."""
        return self._kept.place.get(row_id)

    def changed_elsewhere(self, ids: Sequence[Any]) -> None:
        """Rows were changed by someone: reload the ones loaded, count others that belong to this list as newer."""
        if self.fetch_some is not None and (self.started or self.busy):
            self._changed.update(dict.fromkeys(ids))
            self._ask_changed()

    def _ask_changed(self) -> None:
        # Never beside a page or another batch: what was read first could be shown last.
        fetch_some, asked = self.fetch_some, list(self._changed)[:MOST_CHANGED]
        if fetch_some is None or not asked or self._asking or self.busy or not self.started:
            return
        self._changed.clear()
        self._asking, loads = True, self._loads

        def done(rows: Sequence[Any]) -> None:
            self._asking = False
            if loads == self._loads:
                self._replace(asked, rows)
            else:
                self._changed.update(dict.fromkeys(asked))
            self._ask_changed()

        def refused(_error: BaseException) -> bool:
            self._asking = False
            return False

        self.background.run(self, lambda: fetch_some(asked), done, refused)

    def _replace(self, asked: Sequence[Any], rows: Sequence[Any]) -> None:
        found = {row.id: row for row in rows}
        for one in asked:
            if one not in found:
                self.remove(one)
        # What the search found stays what it was: a newer row need not fit the text.
        newer = self._kept.unknown(list(found)) if not self.text else []
        if newer:
            self._unseen.update(newer)
            self.newer.emit(len(self._unseen))
        for row_id, row in found.items():
            if row_id in self._ticks:
                self._ticks[row_id] = row
            if self.aside is not None and self.aside.id == row_id:
                self.aside = row
            place = self._kept.place.get(row_id)
            if place is None or self._kept.rows[place] == row:
                continue
            self._kept.replace(place, row)
            self._fresh.add(row_id)
            self._rows_changed(place, place)
        QTimer.singleShot(FADE_MS, self, self._settle)

    def _settle(self) -> None:
        fresh, self._fresh = self._fresh, set()
        for row_id in fresh:
            place = self._kept.place.get(row_id)
            if place is not None:
                self._rows_changed(place, place)

    def remove(self, row_id: Any) -> None:
        """Take a row out that has gone from this list."""
        place = self._kept.place.get(row_id)
        if place is not None:
            self.beginRemoveRows(QModelIndex(), place, place)
            self._kept.remove(place)
            self.endRemoveRows()
        current = self.aside is not None and self.aside.id == row_id
        if current:
            self.aside = None
        if self._ticks.pop(row_id, None) is not None or current:
            self.ticked.emit()

    # ticks

    def is_ticked(self, row_id: Any) -> bool:
        """Whether a row is chosen for an action on several."""
        return row_id in self._ticks

    def tick(self, number: int, on: bool | None = None) -> None:
        """Choose a row, or with on=False no more; None turns it round."""
        row = self._kept.rows[number]
        wanted = row.id not in self._ticks if on is None else on
        if wanted:
            self._ticks[row.id] = row
        else:
            self._ticks.pop(row.id, None)
        self._rows_changed(number, number)
        self.ticked.emit()

    def clear_ticks(self) -> None:
        """Choose none."""
        self._ticks.clear()
        self._rows_changed(0, len(self._kept.rows) - 1)
        self.ticked.emit()

    def ticked_rows(self) -> list[Any]:
        """The chosen records."""
        return list(self._ticks.values())

    def retranslate(self) -> None:
        """Show titles and texts in the language of the moment."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self._rows_changed(0, len(self._kept.rows) - 1)

    def _rows_changed(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
