"""Which column of the file is which field, with the first rows beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from services.texts import N_
from services.transfer import mapping
from services.transfer.fields import Kind
from services.transfer.lines import Line, Shape
from ui.kit.background import Background
from ui.kit.cards import Card
from ui.kit.columns import empty
from ui.kit.fields import Field
from ui.kit.form import Form, Group
from ui.kit.form_parts import FieldLegend
from ui.kit.options import Option
from ui.kit.theme import theme
from ui.kit.words import data, plain_tip

PREVIEW_ROWS = 50
Index = QModelIndex | QPersistentModelIndex


class PreviewModel(QAbstractTableModel):
    """The first rows of a file as they stand in it; headers say the field where one is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._headers: Sequence[str] = ()
        self._lines: Sequence[Line] = ()
        self._fields: dict[int, str] = {}

    def show_file(self, headers: Sequence[str], lines: Sequence[Line]) -> None:
        """Show another file."""
        self.beginResetModel()
        self._headers, self._lines, self._fields = headers, lines, {}
        self.endResetModel()

    def show_fields(self, fields: dict[int, str]) -> None:
        """Say which column is taken for which field."""
        self._fields = fields
        if self._headers:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._headers) - 1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        words = self._lines[index.row()].cells[index.column()][:500]
        return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self._lines[section].number) if section < len(self._lines) else None
        if section >= len(self._headers):
            return None
        header = self._headers[section]
        return f"{header} → {self._fields[section]}" if section in self._fields else header


class ColumnsPane(QWidget):
    """A combo for every field of the kind, filled in where the header says it, and the preview."""

    changed = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._kind: Kind | None = None
        self._shape: Shape | None = None
        self.form: Form | None = None
        self._holder = QVBoxLayout()
        self.fields = Card(N_("Columns"))
        self.fields.head.addWidget(FieldLegend())
        self.fields.body.addLayout(self._holder, 1)
        self.preview = Card(N_("Preview"), N_("the first rows as they stand in the file"))
        self.model = PreviewModel()
        self.table = QTableView()
        self.table.setObjectName("table_preview")
        self.table.setModel(self.model)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setWordWrap(False)
        self.table.verticalHeader().setDefaultSectionSize(theme.px(26))
        self.table.horizontalHeader().setDefaultSectionSize(theme.px(190))
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.preview.body.addWidget(self.table, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self.fields, 3)
        row.addWidget(self.preview, 4)
        self.retranslate()

    def show_file(self, kind: Kind, shape: Shape, lines: Sequence[Line]) -> None:
        """Propose the columns of another file or kind."""
        self._kind, self._shape = kind, shape
        self.model.show_file(shape.headers, lines)
        options = [Option(place, data(header)) for place, header in enumerate(shape.headers)]
        form = Form(
            [
                Group(
                    "",
                    [
                        Field(f"import_{field.name}", field.label, "combo", field.required, span=6, options=options)
                        for field in kind.fields
                    ],
                )
            ],
            self._background,
        )
        for name, place in mapping.propose(shape.headers, kind.fields).items():
            form.propose(f"import_{name}", place)
        form.edited.connect(lambda _column: self._follow())
        empty(self._holder)
        self.form = form
        self._holder.addWidget(form.scroller(), 1)
        self._follow()

    def columns(self) -> dict[str, int]:
        """Column numbers by field name, as chosen."""
        if self.form is None:
            return {}
        chosen = {column.removeprefix("import_"): self.form.legible(column) for column in self.form.cells}
        return {name: place for name, place in chosen.items() if place is not None}

    def check(self) -> bool:
        """Whether every column that was typed is one of the file's; shows those that are not."""
        return self.form is None or self.form.check()

    def show_refusal(self, error: Exception) -> None:
        """Mark the required fields that have no column."""
        if self.form is not None:
            self.form.check()

    def _follow(self) -> None:
        assert self._kind is not None
        titles = {field.name: field.title() for field in self._kind.fields}
        self.model.show_fields({place: titles[name] for name, place in self.columns().items()})
        self.changed.emit()

    def retranslate(self) -> None:
        """Texts that are not labels."""
        self.table.setAccessibleName(self.preview.title.text())
        if self._kind is not None:
            self._follow()
