"""Forms: a list of fields, laid on twelve columns, that gives and takes records.

    form = Form([Group(N_("Customer"), [
        Field("phone", N_("Phone"), "phone", required=True, span=3),
        Field("name", N_("Name"), required=True, max_length=64, span=2)])], desk.background)
    form.set_values(record)
    form.propose("model", "Xiaomi 14")
    if form.check():
        save(form.changed())

Enter goes to the next field and Shift+Enter back; a form has no default button,
because a scanner ends with Enter.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.background import Background
from ui.kit.columns import ColumnsLayout
from ui.kit.editors import Editor, editor_for
from ui.kit.fields import Field, Group, fields_of
from ui.kit.form_parts import Cell, FieldLegend, FixBar, Gutter
from ui.kit.form_scroll import FormScroll
from ui.kit.options import Option
from ui.kit.theme import theme
from ui.kit.words import Text, hairline

__all__ = ["Field", "FieldLegend", "Form", "Group", "Option", "fields_of"]
# By compact and tight: between groups, under labels, between fields across and down.
_SPACES = (((12, 3, 12, 9), (7, 2, 12, 5)), ((6, 2, 8, 6), (2, 1, 8, 3)))


class Form(QWidget):
    """Fields in groups. `edited(column)` when a person changed one."""

    edited = Signal(str)
    finished = Signal()  # Enter in the last field; the page focuses its primary button

    def __init__(
        self,
        groups: Sequence[Group | Field],
        background: Background | None = None,
        parent: QWidget | None = None,
        in_turns: bool = False,
    ) -> None:
        super().__init__(parent)
        loose = [one for one in groups if isinstance(one, Field)]
        in_groups = [Group("", loose)] if loose else [one for one in groups if isinstance(one, Group)]
        self.cells: dict[str, Cell] = {}
        self._layouts: list[tuple[ColumnsLayout, QHBoxLayout, QWidget]] = []
        self._groups: list[list[QWidget]] = []
        self._base: dict[str, Any] = {}
        self._shown: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._labels: dict[str, Text] = {}
        self.compact = self.tight = False
        self._scroll: FormScroll | None = None
        self.ctrl_enter_commits = False  # in a dialog also from several lines: it stands on the button
        self.fix_bar = FixBar(self.jump_to, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        # in_turns: its page takes these, one a turn; before the last it is no form yet.
        self.pieces = self._make(in_groups, background)
        if not in_turns:
            for _group in self.pieces:
                pass

    # making

    def _make(self, groups: Sequence[Group], background: Background | None) -> Iterator[None]:
        for group in groups:
            self._groups.append([])
            if len(self._groups) > 1:
                line = hairline(self)
                self._column.addWidget(line)
                self._groups[-1].append(line)
            self._add_group(group, background)
            yield
        self._column.addStretch(1)
        self._space()
        self._order()
        self.set_values({})
        theme.changed.connect(self._space)

    def _add_group(self, group: Group, background: Background | None) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if group.title:
            gutter = Gutter(group.title, group.hint, self)
            row.addWidget(gutter)
            self._groups[-1].append(gutter)
        fields = QWidget(self)
        self._groups[-1].append(fields)
        grid = ColumnsLayout(fields)
        self._layouts.append((grid, row, fields))
        for field in group.fields:
            cell = Cell(field, fields)
            editor = cell.editor
            if hasattr(editor, "background"):
                editor.background = background
            self.cells[field.column] = cell
            self._labels[field.column] = field.label
            grid.add(cell, field.span, field.newline, field.rows, field.low_span)
            editor.edited.connect(lambda column=field.column: self._edited(column))
            editor.focus_widget.installEventFilter(self)
        row.addWidget(fields, 1)
        self._column.addLayout(row)

    def _order(self) -> None:
        for before, after in pairwise(cell.editor.focus_widget for cell in self.cells.values()):
            QWidget.setTabOrder(before, after)

    def _space(self) -> None:
        between, under_label, across, down = _SPACES[self.compact][self.tight]
        self._column.setSpacing(theme.px(between))
        for cell in self.cells.values():
            cell.column.setSpacing(theme.px(under_label))
            cell.column.invalidate()
        for grid, row, fields in self._layouts:
            grid.across, grid.down = across, down
            grid.low = self.compact
            grid.update()
            fields.updateGeometry()  # its item in the row keeps heights otherwise
            row.invalidate()
        # Qt would carry the change upwards one level an event; heights are asked for at once.
        self._column.invalidate()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        # The layouts' own answer has every sentence at its narrowest; before it is shown a form has other widths.
        waits = self._scroll is not None and not self.isVisible()
        return QSize(theme.px(240), 0 if waits else max(0, self.heightForWidth(self.width())))

    def lie_in(self, scroll: FormScroll) -> None:
        """It lies in a scroll area, which gives it what height it needs and never asks what it would like."""
        self._scroll = scroll
        for grid, _row, _fields in self._layouts:
            grid.in_scroll = True

    def come(self) -> None:
        """Be shown, where the page has it come a turn later than itself."""
        if self._scroll is not None:
            self._scroll.come()

    def set_compact(self, compact: bool, tight: bool = False) -> None:
        """Lower fields and smaller gaps, for low windows; tight: gaps as small as can be."""
        for cell in self.cells.values() if compact != self.compact else ():
            cell.set_compact(compact)
        if (compact, tight) != (self.compact, self.tight):
            self.compact, self.tight = compact, tight
            self._space()

    def scroller(self, later: bool = False) -> FormScroll:
        """The form in a scroll area that turns it compact where the height is short; later: shown by come()."""
        return FormScroll().hold(self, later)

    @property
    def fix_bars(self) -> Sequence[QWidget]:
        """What is still to be put right, for the foot of the page."""
        return (self.fix_bar,)

    # values

    def editor(self, column: str) -> Editor:
        """The editor of a column."""
        return self.cells[column].editor

    def value(self, column: str) -> Any:
        """What is entered in a field; ValueError where it cannot be read."""
        return self.editor(column).value()

    def legible(self, column: str) -> Any:
        """What is entered in a field; None where it cannot be read, as while it is being typed."""
        try:
            return self.editor(column).value()
        except ValueError:
            return None

    def values(self) -> dict[str, Any]:
        """All that is entered. Raises ValueError where something cannot be read: call check() first."""
        return {column: cell.editor.value() for column, cell in self.cells.items()}

    def changed(self) -> dict[str, Any]:
        """The columns whose value differs from what set_values showed."""
        return {
            column: value for column, value in self.values().items() if value != self._base.get(column, _nothing(value))
        }

    def set_values(self, record: Any) -> None:
        """Show a record: a dataclass, a NamedTuple or a mapping; columns it lacks become empty."""
        known = fields_of(record)
        for column, cell in self.cells.items():
            cell.editor.proposal = None
            cell.editor.set_value(known.get(column))
            cell.set_error("")
        self._shown = known
        self._base = {column: self.legible(column) for column in self.cells}
        self._touched.clear()
        self.fix_bar.tell({})

    def forget_edits(self) -> None:
        """Show what set_values showed, as if nothing had been entered."""
        self.set_values(dict(self._shown))

    def merge(self, record: Any) -> None:
        """Take over a newer record, but keep what the person changed meanwhile, and what he saw when he did."""
        known = fields_of(record)
        for column, cell in self.cells.items():
            if column in known and column not in self._touched:
                cell.editor.set_value(known[column])
                self._base[column] = self.legible(column)

    def saved(self, sent: Mapping[str, Any]) -> None:
        """These values are on record now; what was typed since they were sent is not and stays touched."""
        self._base.update({column: value for column, value in sent.items() if column in self.cells})
        self._touched = {column for column in self._touched if self.legible(column) != self._base.get(column)}

    def take_theirs(self, column: str, value: Any) -> None:
        """Give a field up in favour of what somebody else saved."""
        self.editor(column).set_value(value)
        self._base[column] = self.legible(column)
        self._touched.discard(column)

    def shown(self, column: str, value: Any) -> str:
        """A value as the editor of a column would show it."""
        editor: Any = self.editor(column)
        field = dataclasses.replace(editor.field)
        # chosen meanwhile: the field's own list may have been empty
        if hasattr(editor, "options"):
            field.options = editor.options
        elif hasattr(editor, "choices"):
            field.options = [choice.option for choice in editor.choices]
        option = getattr(editor, "option", None)
        probe = editor_for(field, None)
        # only the option carries the words of what was looked up
        probe.set_value(option if option is not None and option.value == value else value)
        words = probe.shown()
        probe.deleteLater()
        return words

    def set_value(self, column: str, value: Any) -> None:
        """Enter a value for the person; it counts as edited."""
        self.editor(column).set_value(value)
        self._edited(column)

    def propose(self, column: str, value: Any) -> None:
        """Fill in what the program found, in green; never over what a person typed."""
        if column not in self._touched and not self.editor(column).locked:
            self.editor(column).propose(value)

    @property
    def touched(self) -> bool:
        """Whether a person entered something that is not saved."""
        return bool(self._touched)

    @property
    def touched_columns(self) -> frozenset[str]:
        """The columns in which a person entered something that is not saved."""
        return frozenset(self._touched)

    def raw(self) -> dict[str, Any]:
        """What a person entered as it stands, for a draft."""
        return {column: self.editor(column).raw() for column in sorted(self._touched)}

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        """Bring a draft back; its fields count as edited."""
        for column, value in raw.items():
            if column in self.cells:
                self.editor(column).set_raw(value)
                self._touched.add(column)
                self.edited.emit(column)

    def _edited(self, column: str) -> None:
        self._touched.add(column)
        if self.editor(column).error:
            self.cells[column].set_error("")
            self._tell_errors()
        self.edited.emit(column)

    # errors, locks and the like

    def problems(self) -> dict[str, str]:
        """What keeps the form from being saved, by column: missing or unreadable values."""
        found = {column: cell.problem() for column, cell in self.cells.items()}
        return {column: sentence for column, sentence in found.items() if sentence}

    def check(self) -> bool:
        """Show what is missing and jump to the first; True when nothing is."""
        found = self.problems()
        self.show_errors(found)
        return not found

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Show a sentence under each of these columns, clear the others, go to the first."""
        for column, cell in self.cells.items():
            cell.set_error(errors.get(column, ""))
        self._tell_errors()
        first = next((column for column in self.cells if column in errors), None)
        if first is not None:
            self.jump_to(first)

    def show_refusal(self, error: Any) -> bool:
        """Show a ServiceError at its field; False when it names none of this form."""
        field = getattr(error, "field", None)
        if field not in self.cells:
            return False
        self.show_errors({field: error.sentence()})
        return True

    def _tell_errors(self) -> None:
        self.fix_bar.tell({column: self._labels[column] for column, cell in self.cells.items() if cell.editor.error})

    def jump_to(self, column: str) -> None:
        """Put the focus into a field and scroll it into view."""
        self.editor(column).focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(self.cells[column])

    def focus_first(self) -> None:
        """Put the focus where work starts: the first field that can be edited."""
        for column, cell in self.cells.items():
            if not cell.editor.locked and cell.isVisibleTo(self):
                self.jump_to(column)
                return

    def set_locked(self, reasons: Mapping[str, str] | str) -> None:
        """Lock columns, each with its reason, and open the others; a str locks all."""
        for column, cell in self.cells.items():
            cell.editor.set_locked(reasons if isinstance(reasons, str) else reasons.get(column, ""))

    def set_required(self, column: str, required: bool) -> None:
        """Require a field from now on, or no more."""
        self.editor(column).field.required = required
        self.cells[column].set_required(required)

    def set_shown(self, column: str, shown: bool) -> None:
        """Show or hide a field; hidden ones are not checked."""
        self.cells[column].setVisible(shown)

    def show_group(self, place: int, shown: bool) -> None:
        """Show or hide a whole group; the values in it stay."""
        for widget in self._groups[place]:
            widget.setVisible(shown)

    def rename_group(self, place: int, title: Text, hint: Text = "") -> None:
        """Head a group otherwise, where other fields of it are shown."""
        gutter = next(widget for widget in self._groups[place] if isinstance(widget, Gutter))
        gutter.title.say(title)
        gutter.hint.say(hint)
        gutter.hint.setVisible(bool(gutter.hint.text()))

    def set_options(self, column: str, options: Sequence[Option]) -> None:
        """Offer other options in a choice or combo."""
        editor: Any = self.editor(column)
        editor.set_options(list(options))

    def note(self, column: str, text: Text, tone: str = "secondary") -> None:
        """A word right above a field: a check that passed (success), a warning."""
        self.cells[column].set_note(text, tone)

    # keys

    def remember_key(self, widget: QWidget) -> Callable[[], Any] | None:
        """How to undo what the next key does in a field (the first character of a scan)."""
        column = next((name for name, cell in self.cells.items() if cell.editor.focus_widget is widget), None)
        if column is None:
            return None
        editor, touched = self.editor(column), set(self._touched)
        memory, error = editor.memory(), self.cells[column].error

        def undo() -> None:
            editor.recall(memory)
            self._touched = touched
            if error:
                self.cells[column].set_error(error)
                self._tell_errors()
            self.edited.emit(column)

        return undo

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            cell = next((c for c in self.cells.values() if c.editor.focus_widget is watched), None)
            return cell is not None and self._key(cell, event)
        if event.type() == QEvent.Type.FocusIn:
            cell = next((c for c in self.cells.values() if c.editor.focus_widget is watched), None)
            if cell is not None:
                self._show(cell)
        return False

    def _key(self, cell: Cell, event: QKeyEvent) -> bool:
        undo = event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if undo:
            return cell.editor.take_back()
        plus = event.key() == Qt.Key.Key_Plus and event.modifiers() & Qt.KeyboardModifier.KeypadModifier
        if plus and cell.editor.field.kind in ("number", "money", "integer"):
            self.step(cell.editor.field.column, 1)
            return True
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control != (cell.editor.field.kind == "multiline") or (control and self.ctrl_enter_commits):
            return False  # Ctrl+Enter commits elsewhere, Enter is a new line in several lines
        if not cell.editor.keeps_enter(event):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(cell.editor.field.column, -1 if back else 1)
        return True

    def step(self, column: str, by: int) -> None:
        """Focus the next or previous field that can be edited; past the last, `finished`."""
        order = [
            name
            for name, cell in self.cells.items()
            if name == column or (cell.isVisibleTo(self) and not cell.editor.locked)
        ]
        at = order.index(column) + by
        if 0 <= at < len(order):
            widget = self.editor(order[at]).focus_widget
            reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
            widget.setFocus(reason)
        elif at >= len(order):
            self.finished.emit()

    def _show(self, cell: Cell) -> None:
        if not cell.isVisible() or cell.visibleRegion().boundingRect() == cell.rect():
            return
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(cell, 0, theme.px(12))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for cell in self.cells.values():
                cell.retranslate()
        super().changeEvent(event)


def _nothing(value: Any) -> Any:
    return () if isinstance(value, tuple) else None
